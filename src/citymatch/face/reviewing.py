"""A community's own partnerships looked at again: `citymatch.review`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, cast

from citymatch.datasets import InputError
from citymatch.places import Resolution, accepted, resolve
from citymatch.ranking import Engine, Options, RankingOptions, Seeker
from citymatch.ranking.engine import Stated
from citymatch.ranking.reviewed_list import OwnReview, own_review
from citymatch.ranking.reviewing import review_of
from citymatch.report.document import Document
from citymatch.report.review import text
from citymatch.report.review_files import saved
from citymatch.report.review_paper import paper
from citymatch.results.review import Review

if TYPE_CHECKING:
    import pandas as pd

LISTS = (".csv", ".tsv", ".tab", ".psv", ".txt", ".xlsx", ".xlsm", ".json", ".md")
"""Endings by which a text is surely meant for a list and not for a community."""


@dataclass(frozen=True, repr=False)
class PartnerReview(Sequence[Review]):
    """The reviews of one community, or of each that a list of partnerships has, in the order of the list."""

    reviews: tuple[Review, ...]

    def __len__(self) -> int:
        return len(self.reviews)

    def __getitem__(self, index: Any) -> Any:
        return self.reviews[index]

    @property
    def text(self) -> str:
        """All of it as plain text, a paragraph a partnership."""
        return text(self.reviews)

    def __repr__(self) -> str:
        of = self.reviews[0].seeker if len(self) == 1 else f"{len(self)} communities"
        number = sum(map(len, self.reviews))
        return f"<PartnerReview of {number} partnership{'' if number == 1 else 's'} for {of}>"

    def __str__(self) -> str:
        return self.text

    def to_frame(self) -> pd.DataFrame:
        """One row per partnership."""
        import pandas as pd

        return pd.concat([each.to_frame() for each in self.reviews], ignore_index=True)

    def paper(self) -> Document:
        """The paper for a committee."""
        return paper(self.reviews)

    def save(self, path: str | Path, paper: str = "letter") -> Path:
        """Write a file, whole or not at all, as its ending says: .csv, .json, .xlsx (a workbook), or a paper as .docx,
        .pdf, .html or .md. Raises InputError for another ending, OSError where it cannot be written."""
        return saved(self.reviews, Path(path), paper)


def review(
    source: Seeker | Path | pd.DataFrame, policy: Stated | None = None, **options: Unpack[RankingOptions]
) -> PartnerReview:
    """A community's existing partnerships under its policy, law and cautions of today, those worth reviving first.

    `source` is a community, whose partnerships on record are reviewed with those of a list of its own (`partners`); or
    such a list by itself, of one community or of several. Beside the two ends a list may say the status of each
    (active, quiet, dormant, ended, proposed), since when it stands, its term and renewal, and the last visit, the
    committee, the funding and the youth exchange. What no list says is unknown. The other keywords are those of `rank`.

    Raises what `rank` raises, and PartnershipsError naming file, line and field.

    >>> found = review("Norman, Oklahoma")
    >>> found[0].in_words
    '4 partnerships on record; whether they are active is not known.'
    """
    if not _is_list(source):
        found = resolve(cast("Seeker", source))
        given = options.get("partners")
        own = own_review(cast("Any", given), accepted(found)) if given is not None else None
        return PartnerReview((review_of(_engine(own, options), found, policy, own),))
    if options.get("partners") is not None:
        raise InputError("partners is given twice: name a community with its list, or the list alone")
    own = own_review(cast("Any", source))
    if not own.seekers:
        raise InputError(f"{source}: no row names a community whose partnership it is")
    engine = _engine(own, options)
    seekers: list[Resolution] = [resolve(each) for each in own.seekers]
    engine.check_asked([accepted(each) for each in seekers])
    return PartnerReview(tuple(review_of(engine, each, policy, own) for each in seekers))


def _engine(own: OwnReview | None, options: RankingOptions) -> Engine:
    stated: dict[str, Any] = dict(options)
    return Engine(Options.check(**stated | ({"partners": own.ties} if own else {})))


def _is_list(source: object) -> bool:
    """Whether a list is meant: a DataFrame, a path, or a text that is a file's name."""
    if isinstance(source, Path) or hasattr(source, "itertuples"):
        return True
    return isinstance(source, str) and (Path(source).suffix.lower() in LISTS or Path(source).is_file())
