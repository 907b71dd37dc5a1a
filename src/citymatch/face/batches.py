"""A whole list at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from citymatch.assignment import assign
from citymatch.datasets import InputError
from citymatch.places import Resolution, resolve_many
from citymatch.places.abroad import with_those_abroad_noted
from citymatch.policy import PolicyError
from citymatch.ranking import RankingOptions, checked_top, result_of, with_words
from citymatch.ranking.engine import Stated
from citymatch.ranking.errors import CannotRank
from citymatch.ranking.many import Shared, cut, shared_out, workers
from citymatch.report.explore import SMALL
from citymatch.report.files import overview_columns, stems
from citymatch.report.overview import COARSE, overview
from citymatch.report.printed import batch_printed
from citymatch.report.saving import save_batch
from citymatch.report.words import assigned_partners, assigned_told
from citymatch.results import Asked, Result
from citymatch.whole import write_whole

from .ranker import PartnerRanker
from .ranking import Ranking

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class BatchResult:
    """The rankings of a list of seekers, and the lines that could not be ranked.

    `rankings` holds one Ranking per community and policy, in the order of the list; `resolutions` every line
    with what became of it; `builtin` says that the list is the built-in one.
    """

    rankings: tuple[Ranking, ...]
    resolutions: tuple[Resolution, ...]
    top: int | None
    builtin: bool = False

    def __repr__(self) -> str:
        return f"<BatchResult: {len(self.rankings)} rankings, {len(self.unresolved)} lines unresolved>"

    def __str__(self) -> str:
        return batch_printed([each.result for each in self.rankings], self.unresolved)

    @property
    def repeated(self) -> tuple[Resolution, ...]:
        """The lines that name a community that an earlier line names too, under the same policy."""
        ranked = {id(resolution) for resolution in _once(self.resolutions)}
        return tuple(r for r in self.resolutions if r.community is not None and id(r) not in ranked)

    @property
    def unresolved(self) -> tuple[Resolution, ...]:
        """The lines that name no community that could be found, or more than one."""
        return tuple(r for r in self.resolutions if r.community is None)

    def to_frame(self) -> pd.DataFrame:
        """All rankings as one table: the seeker's id and name, the policy, then the columns of `Ranking.to_frame`
        up to longitude, the reasons, what the figures rest on, how the seeker was read, and the columns of the list
        that are none of ours."""
        import pandas as pd

        parts = [pd.DataFrame(overview_columns(result)) for result in self.results]
        if not parts:
            return pd.DataFrame()
        frame = pd.concat(parts, ignore_index=True)
        own = [
            name
            for name in frame
            if not pd.api.types.is_numeric_dtype(frame[name]) and frame[name].isna().any()
        ]
        frame = frame.fillna(dict.fromkeys(own, ""))
        return frame.assign(geonameid=frame["geonameid"].where(frame["geonameid"] > 0).astype("Int64"))

    @property
    def results(self) -> tuple[Result, ...]:
        """The rankings as plain data."""
        return tuple(ranking.result for ranking in self.rankings)

    def assign(self) -> pd.DataFrame:
        """A partner of its own for every seeker, nobody proposed twice: see `assignment.assign`."""
        return assign(self.results)

    def save(
        self,
        directory: str | Path,
        *,
        bom: bool = False,
        excel: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Path]:
        """Write one CSV and one JSON per seeker, `overview.csv`, `assignment.csv` (one partner each, nobody twice),
        `lines.csv` (what became of every line of the list), and `unresolved.csv` where there is any such line. `bom`
        marks the CSV files as UTF-8 for Excel; `excel` adds `shortlists.xlsx` (see `to_excel`). The columns of the list
        that are none of ours stand in each of them, and on no member's sheet of the workbook. `progress` is called with
        the number of lists written and the total, of which the workbook is one.

        Each file is written whole or not at all. Raises OSError where the directory cannot be written to.
        """
        return save_batch(self.results, self.resolutions, Path(directory), bom, excel, self.builtin, progress)

    def to_excel(self, path: str | Path) -> Path:
        """Write the workbook of the list: an overview with a line a seeker, a sheet to print per seeker, the sources,
        and all figures on the last sheet (needs the extra `excel`).

        It is written whole or not at all. Raises InputError for a file that is not named .xlsx, OSError where it
        cannot be written.
        """
        from citymatch.report.excel import save_workbook

        file = Path(path)
        if file.suffix.lower() != ".xlsx":
            raise InputError(f"{file}: a workbook is written as .xlsx, not as {file.suffix or 'that'}")
        return save_workbook(self.results, file, self.resolutions, self.builtin)

    def save_pages(
        self, directory: str | Path, progress: Callable[[int, int], None] | None = None
    ) -> list[Path]:
        """Write `overview.html` and one page per seeker, which names the partner assigned to it, into a directory, each
        whole or not at all.

        `progress` is called with the number of pages done and the total. Raises OSError where the directory
        cannot be written to.
        """
        folder = Path(directory)
        names = stems(self.results)
        told = map(assigned_told, assigned_partners(self.results))
        written = []
        for done, (ranking, stem, partner) in enumerate(zip(self.rankings, names, told, strict=True), 1):
            # A list of ten is varied otherwise than one of twenty: the page shows the lines of the other files.
            size = replace(SMALL, listed=max(len(ranking.result), 1))
            html = Ranking(ranking.engine, ranking.result).page(size, COARSE, assigned=partner)
            written.append(write_whole(folder / f"{stem}.html", html))
            if progress is not None:
                progress(done, len(names))
        whole = overview(self.results, self.resolutions, self.builtin)
        return [write_whole(folder / "overview.html", whole), *written]


def batch(
    source: Any = None,
    policy: Stated | None = None,
    top: int | None = 10,
    *,
    n_jobs: int = 1,
    backend: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    **options: Unpack[RankingOptions],
) -> BatchResult:
    """Rank for every community of a list.

    `source` is a path (text, CSV, Excel), a list of lines, a DataFrame, or None for the built-in list of
    members of Sister Cities International that seek a partner. A column `policy` sets the policy line by
    line. `n_jobs` and `backend` share the seekers out as in `PartnerRanker.rank_many`. The other keywords are
    those of `rank`. `progress` is called with the number done and the total.

    A line that cannot be ranked (its policy does not exist, or counts nothing that is known of it) is among the
    `unresolved`, with the reason; the others are ranked.

    Raises PlacesError where the source cannot be read, PolicyError for `policy`, or ValueError naming the option.

    >>> result = batch(["Pinole, California", "Havanna, Illinois"], top=2)
    >>> [ranking.seeker["name"] for ranking in result.rankings]
    ['Pinole', 'Havana']
    """
    checked_top(top)
    resolutions = (
        tuple(resolve_many(source)) if source is None else with_those_abroad_noted(resolve_many(source))
    )
    engine = PartnerRanker(policy, **options).fit().engine()
    found = _once(resolutions)
    engine.check_asked([line.community for line in found if line.community is not None])
    shared, pieces = Shared(engine), cut(found, PIECE if workers(n_jobs) > 1 else 1)
    work = [(shared, some, policy, top, len(found) > 2) for some in pieces]
    rankings: list[Ranking] = []
    refused: dict[tuple[str, str], Resolution] = {}
    done = 0
    for piece, results in zip(pieces, shared_out(_ranked, work, n_jobs, backend), strict=True):
        rankings += [Ranking(engine, result) for result in results if isinstance(result, Result)]
        for line, result in zip(piece, results, strict=True):
            if isinstance(result, Resolution):
                refused[_asked(line)] = result
        done += len(results)
        if progress is not None:
            progress(done, len(found))
    lines = tuple(_refused(line, refused) for line in resolutions)
    return BatchResult(tuple(rankings), lines, top, builtin=source is None)


def _refused(line: Resolution, refused: Mapping[tuple[str, str], Resolution]) -> Resolution:
    """A line as it stands, or as one that could not be ranked."""
    why = refused.get(_asked(line)) if line.community is not None else None
    if why is None:
        return line
    return replace(line, status="not_found", community=None, candidates=why.candidates, note=why.note)


def _asked(line: Resolution) -> tuple[str, str]:
    """What a line asks for: its community, and its policy if it names one."""
    return (line.community.id if line.community else "", line.policy)


PIECE = 8
"""So many seekers of a list go to a worker at once."""


def _ranked(
    shared: Shared,
    lines: Sequence[Resolution],
    policy: Stated | None,
    top: int | None,
    many: bool,
) -> list[Result | Resolution]:
    """The results of some lines, each under the policy that it names; of one that cannot be ranked, the line with why.

    `many` says that what does not depend on the seeker is worth working out from the first of them on.
    """
    results: list[Result | Resolution] = []
    for line in lines:
        community = line.community
        if community is None:
            continue
        try:
            drawn = shared.engine.draw(community, line.policy or policy, quick=many or None)
        except (PolicyError, CannotRank) as error:
            if isinstance(error, PolicyError) and not line.policy:
                raise
            what = "policy: " if line.policy else ""
            note = f"{what}{error}; {community.label} is not ranked"
            note = "; ".join(filter(None, [line.note, note]))
            results.append(
                replace(line, status="not_found", community=None, candidates=(community,), note=note)
            )
            continue
        results.append(with_words(shared.engine, drawn, result_of(shared.engine, drawn, top, Asked.of(line))))
    return results


def _once(resolutions: Sequence[Resolution]) -> list[Resolution]:
    """The lines that resolved, the first of each community and policy."""
    first: dict[tuple[str, str], Resolution] = {}
    for resolution in resolutions:
        if resolution.community is not None:
            first.setdefault(_asked(resolution), resolution)
    return list(first.values())
