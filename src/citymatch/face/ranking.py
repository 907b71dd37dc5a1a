"""What people hold in their hands: a ranking and an explanation, with everything that can be done with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from citymatch.datasets import InputError
from citymatch.features.unit import people_told
from citymatch.places import Community
from citymatch.policy import Policy
from citymatch.ranking import Engine, checked_top, dossier, excluded_frame, explain, with_words
from citymatch.ranking.by_country import countries
from citymatch.ranking.carrying import page_content
from citymatch.ranking.drawn import Drawn
from citymatch.ranking.engine import Stated
from citymatch.ranking.listing import readings
from citymatch.ranking.sensitivity import sensitivity
from citymatch.report.document import Document
from citymatch.report.formats import form_of, format_named
from citymatch.report.printed import ranking_printed
from citymatch.results import Explained, Result, Sensitivity
from citymatch.results.countries import Countries
from citymatch.results.page import Size
from citymatch.scoring.additive import shown

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from citymatch.report.view import PageView

SHOWN = 100
"""So many candidates stand in a notebook's table."""


class Explanation(Explained):
    """Why one place stands where it stands for one seeker: see `results.Explained` for what it holds."""

    def plot(self, ax: Axes | None = None) -> Axes:
        """How the score adds up, criterion by criterion, as a waterfall (needs the extra `plot`)."""
        from citymatch.report.plots import plot_explanation

        return plot_explanation(self, ax)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(r.label)}</td><td style='text-align:right'>"
            f"{f'{r.contribution:.1f}' if r.known else 'unknown'}</td>"
            f"<td style='text-align:right'>{100 * r.weight:.1f}</td>"
            f"<td style='text-align:left'>{escape(r.reason)}</td><td>{escape(r.level)}</td></tr>"
            for r in self.records
        )
        cautions = "".join(f"<p><strong>Caution:</strong> {escape(text)}</p>" for text in self.cautions)
        return (
            f"<div><h4>{escape(self.label)} for {escape(self.seeker)}</h4>"
            f"{''.join(f'<p>{escape(text)}</p>' for text in self.read)}<p>{escape(self.position)} "
            f"Score {shown(self.score):.1f}, {self.coverage:.0%} known, best case {shown(self.best_case):.1f}.</p>"
            f"{cautions}"
            "<table><thead><tr><th>criterion</th><th>points</th><th>of</th><th>facts</th><th>level</th></tr>"
            f"</thead><tbody>{rows}</tbody></table></div>"
        )


def _html_row(numbered: tuple[int, Explained]) -> str:
    """A line of a notebook's table; none beyond those that it shows."""
    line, e = numbered
    if line > SHOWN:
        return ""
    return (
        f"<tr><td>{line}</td><td>{shown(e.score):.1f}</td><td style='text-align:left'>{escape(e.label)}</td>"
        f"<td>{escape(people_told(e.facts))}</td>"
        f"<td style='text-align:left'>{escape('; '.join(filter(None, [e.standing(line), *e.reasons])))}</td></tr>"
    )


class Ranking(Sequence[Explanation]):
    """The best candidates for one seeker, best first, and the way to explain any other place.

    `result` is the same as plain data.

    >>> from citymatch import rank
    >>> ranking = rank("Pinole, California", top=5)
    >>> len(ranking), ranking.policy.name
    (5, 'pinole')
    """

    def __init__(self, engine: Engine, result: Result, drawn: Drawn | None = None):
        self.engine = engine
        self._figures = result
        self._drawn_once = drawn

    def __getstate__(self) -> dict[str, Any]:
        """A ranking is pickled without the scores of all the other candidates, which are drawn anew when asked for."""
        return {"engine": self.engine, "_figures": self._figures, "_drawn_once": None}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ranking) and self._figures == other._figures

    __hash__ = object.__hash__

    @property
    def _drawn(self) -> Drawn:
        """The scores of all candidates, drawn anew where the ranking does not hold them."""
        if self._drawn_once is None:
            self._drawn_once = self.engine.draw_for(self.seeker, self.policy)
        return self._drawn_once

    @cached_property
    def result(self) -> Result:
        """Everything that was found, with the explanations of the list, as plain data."""
        if self._figures.explanations is not None:
            return self._figures
        return with_words(self.engine, self._drawn, self._figures)

    @property
    def seeker(self) -> Mapping[str, Any]:
        """The seeker's profile."""
        return self._figures.seeker

    @property
    def policy(self) -> Policy:
        """The policy that was applied."""
        return self._figures.policy

    @property
    def candidates(self) -> int:
        """How many communities were ranked."""
        return self._figures.candidates

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know before the list: whose criteria, what was left out, what is tied."""
        return self._figures.notes

    @property
    def provenance(self) -> Mapping[str, str]:
        """What the figures rest on: version, snapshot and policy by their hashes, the date, the sources."""
        return self._figures.provenance

    def __len__(self) -> int:
        return len(self._figures)

    def __iter__(self) -> Iterator[Explanation]:
        return iter(self._explanations)

    @overload
    def __getitem__(self, index: int) -> Explanation: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Explanation, ...]: ...
    def __getitem__(self, index: int | slice) -> Explanation | tuple[Explanation, ...]:
        return self._explanations[index]

    @cached_property
    def _explanations(self) -> tuple[Explanation, ...]:
        return tuple(Explanation(**vars(each)) for each in self.result.told)

    def to_frame(self, detail: bool = False, tidy: bool = False) -> pd.DataFrame:
        """One row per candidate, best first; with `tidy` one per candidate and criterion.

        Columns: rank, score (0-100), tied (how many others have the same score to 0.1), best_case, coverage
        (0-1), community_id, geonameid, name, admin1, country, population, latitude, longitude, then one per
        criterion, named by its id, with its contribution in points (a criterion named like one of the columns
        before gets `_points` after its name); an unknown contributes 0.

        With `detail` an unknown contribution is NaN, and for each criterion follow four short columns, for `size`
        size_value, size_similarity, size_weight and size_level; then the second keys (tie_break_openness), the
        population's source, the version, the hashes of snapshot and policy, the day, and a GeoNames link. The unit
        of each column stands in `frame.attrs["units"]`.

        The tidy one has the columns rank, community_id, name, country, criterion, value, unit, similarity (0-1),
        weight (they sum to 1), points (they sum to the score), level (where the fact was found) and source, a row for
        each candidate and criterion; what is unknown is NaN.

        >>> from citymatch import rank
        >>> ranking = rank("Pinole, California", "pinole", top=2)
        >>> ranking.to_frame(detail=True).attrs["units"]["size_value"]
        "times the seeker's population"
        >>> ranking.to_frame(tidy=True)[["rank", "criterion", "weight"]].shape
        (6, 3)
        """
        return (self.result if detail or tidy else self._figures).to_frame(detail, tidy)

    def to_dict(self) -> dict[str, Any]:
        """The ranking as plain values, ready for JSON (NaN as None)."""
        return self.result.to_dict()

    def explain(self, key: str | int | Community) -> Explanation:
        """Why a place stands where it stands: one that is ranked, far down, excluded, or no candidate at all.

        `key` is a community id, a geonameid, or a name ("Seika, Japan").

        Raises AmbiguousCommunity or UnknownCommunity.
        """
        return Explanation(**vars(explain(self.engine, self._drawn, key, self._figures)))

    def excluded(self) -> pd.DataFrame:
        """The places that are left out for this seeker though they would be candidates: id, name, country,
        what they would have scored, and the reason; those of the seeker's own country are not listed."""
        return excluded_frame(self._drawn)

    def sensitivity(
        self, draws: int = 1000, top: int = 10, seed: int = 0, concentration: float = 50.0
    ) -> Sensitivity:
        """How often each of the first candidates stays there when the weights vary: see `ranking.sensitivity`."""
        found = sensitivity(self.engine, self._drawn, draws, top, seed, concentration)
        return replace(found, read=readings(self.engine, self._figures.asked))

    def countries(self, top: int = 10, each: int = 3) -> Countries:
        """The best-fitting countries with what ties them to the seeker, and the best `each` communities of every one.

        The country with the best community stands first. Raises InputError for a number below 1.
        """
        return countries(
            self.engine, self._drawn, checked_top(top) or 1, checked_top(each) or 1, self._figures
        )

    def memo(self, candidates: Sequence[str | int | Community] | None = None, top: int = 3) -> Document:
        """A memo on three to six candidates, without names on the first `top` of the shortlist; the recommendation is
        blank. See `report.memo.memo`; the paper's `save` writes .docx, .pdf, .html and .md."""
        from citymatch.report.memo import memo

        listed = self._figures.listed.community_id
        if candidates is None and len(listed) < top:
            raise InputError(f"the shortlist has {len(listed)} candidates, not {top}")
        chosen = listed[:top].tolist() if candidates is None else candidates
        return memo(self._figures, [self._dossier(each) for each in chosen], shortlisted=candidates is None)

    def application(self, candidate: str | int | Community) -> Document:
        """The application and staff-report draft for one candidate. See `report.application.application`."""
        from citymatch.report.application import application

        return application(self._figures, self._dossier(candidate))

    def _dossier(self, candidate: str | int | Community) -> Any:
        return dossier(self.engine, self._drawn, self.explain(candidate))

    def save(self, path: str | Path, format: str | None = None, *, bom: bool = False) -> Path:
        """Write the ranking to a file, whole or not at all, in the format of its ending or the one named.

        `bom` begins a CSV file with a byte order mark, by which Excel knows UTF-8. Raises InputError for a format
        that does not exist, OSError where the file cannot be written.
        """
        form = format_named(format or form_of(Path(path)))
        return form.write(self.result, Path(path), bom)

    def plot_map(self, top: int = 20, ax: Axes | None = None) -> Axes:
        """The seeker and its best `top` candidates on a map of the world (needs the extra `plot`)."""
        from citymatch.report.plots import plot_map

        return plot_map(self.result, top, ax)

    def plot_contributions(self, top: int = 10, ax: Axes | None = None) -> Axes:
        """What the scores of the best `top` candidates are made of, as bars (needs the extra `plot`)."""
        from citymatch.report.plots import plot_contributions

        return plot_contributions(self.result, top, ax)

    def page(
        self,
        size: Size | None = None,
        detail: float = 1.0,
        compare: Sequence[Stated] | None = None,
        assigned: str = "",
    ) -> str:
        """The page of this ranking as HTML: see `report.explore.page`.

        `compare` names policies whose first ten stand beside those of this one; without it a community that has a
        built-in policy of its own sees that one and `default` side by side. Raises PolicyError for one that cannot be
        read.
        """
        from citymatch.report.explore import page

        return page(self.result, page_content(self.engine, self._drawn, size, compare), detail, assigned)

    def explore(self) -> PageView:
        """The page of this ranking, to look at in a notebook or to save: see `citymatch explore`."""
        from citymatch.report.explore import SMALL
        from citymatch.report.view import PageView

        return PageView(self.page(SMALL, detail=4.0))

    def __repr__(self) -> str:
        return f"<Ranking of {len(self)} for {self.seeker['label']} by {self.policy.name}>"

    def __str__(self) -> str:
        return ranking_printed(self.result)

    def _repr_html_(self) -> str:
        head = "".join(
            f"<th>{escape(name)}</th>" for name in ("#", "score", "community", "population", "why")
        )
        body = "".join(
            (f"<tr><th colspan='5' style='text-align:left'>{escape(heading)}</th></tr>" if heading else "")
            + "".join(map(_html_row, lines))
            for heading, lines in self.result.parts
            if lines and lines[0][0] <= SHOWN
        )
        if len(self) > SHOWN:
            body += f"<tr><td colspan='5'>and {len(self) - SHOWN:,} more: to_frame() has them all</td></tr>"
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        passed = self.result.passed_told
        after = f"<p>{escape(passed)}</p>" if passed else ""
        sources = escape("; ".join(f"{key}: {value}" for key, value in self.provenance.items()))
        return (
            f"<div><h4>{escape(self.seeker['label'])}, policy {escape(self.policy.name)}</h4>{notes}"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{after}<p><small>{sources}</small></p></div>"
        )
