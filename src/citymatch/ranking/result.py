"""What a ranking gives back: the best candidates with their figures, and an explanation of any place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from citymatch import datasets
from citymatch.datasets.geography import country_name
from citymatch.features import Extractor, Place
from citymatch.features.unit import named, people_told, unit_told
from citymatch.places import Community, Resolution, accepted, find, resolve
from citymatch.policy import Criterion, Policy
from citymatch.scoring.additive import contributions, order, shown

from .explain import Explanation, Record, without_nan
from .pool import own_pool
from .ranker import PartnerRanker, Scored
from .rules import checklist

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from citymatch.report.plots import PageView

SHOWN = 100
"""So many candidates stand in a notebook's table."""
NO_PARTNER = (
    "No partnership on record: check your own list, and give it with --partners FILE (partners= in Python), so that "
    "nobody is proposed who is a partner already."
)
GEONAMES_PAGE = "https://www.geonames.org/{}"


@dataclass(frozen=True, eq=False, repr=False)
class Ranking:
    """The best candidates for one seeker, best first, and the way to explain any other place.

    >>> from citymatch import rank
    >>> ranking = rank("Pinole, California", top=5)
    >>> len(ranking), ranking.policy.name
    (5, 'pinole')
    """

    ranker: PartnerRanker
    scored: Scored
    rows: npt.NDArray[np.int64]
    understood: str = ""

    @property
    def seeker(self) -> Place:
        """The seeker's profile."""
        return self.scored.seeker

    @property
    def policy(self) -> Policy:
        """The policy that was applied."""
        return self.scored.compiled.policy

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Explanation]:
        return iter(self._explanations)

    @cached_property
    def _explanations(self) -> tuple[Explanation, ...]:
        """Every candidate of the list explained, best first."""
        return self._explain_rows(self.rows, range(1, len(self.rows) + 1))

    @cached_property
    def provenance(self) -> dict[str, str]:
        """What the figures rest on: version, snapshot and policy by their hashes, the date, the sources."""
        from citymatch.version import __version__

        return {
            "citymatch": __version__,
            "snapshot": self.ranker.world_.fingerprint[:12],
            "policy": f"{self.policy.name} {self.policy.fingerprint[:12]}",
            "as of": self.ranker.options_.day.isoformat(),
            "places": "GeoNames (CC BY 4.0), national registers",
        }

    @property
    def stamp(self) -> dict[str, str]:
        """The provenance as columns of a table, so that a file still says in years what it rests on."""
        names = {"citymatch": "version", "snapshot": "snapshot", "policy": "policy_hash", "as of": "as_of"}
        return {names[key]: value for key, value in self.provenance.items() if key in names}

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know before the list: whose criteria, what was left out, what is tied."""
        policy, seeker = self.policy, self.seeker
        notes = [self.understood] if self.understood else []
        if policy.community and policy.community != seeker["community_id"]:
            notes.append(f"{policy.title or policy.name}, applied to {seeker['label']}.")
        notes += [f"{label}: unknown for {seeker['name']} itself, so its weight is spread over the others."
                  for label in self.scored.dropped()]  # fmt: skip
        for mask, reason in self.scored.verdicts.exclusions(("law", "must", "any_of", "route")):
            number = int(mask.sum())
            if number:
                notes.append(
                    f"{number:,} {'community is' if number == 1 else 'communities are'} left out: {reason}"
                )
        notes += self._left_out_by_name()
        diversity = self.ranker.options_.diversity
        if diversity:
            notes.append(
                f"Spread over countries: the second place of a country has to be {50 * diversity:.0f} points "
                f"better than the next country's first (diversity {diversity:g})."
            )
        elif not len(self.rows):
            notes.append(
                "No candidate is left: every community is left out; `explain` says why for any of them."
            )
        else:
            tied = self._tied(int(self.rows[0]))
            if tied:
                by = ", then ".join(self.scored.compiled.tie_labels) or "identifier"
                notes.append(
                    f"Ranks 1 to {tied + 1:,} meet these criteria equally (to 0.1); their order is by {by}."
                )
        return tuple(notes)

    def _left_out_by_name(self) -> list[str]:
        """The partners that it has and the user's own list, which are left out one by one."""
        held = [p.name for p in self.scored.partners if p.held and not p.region]
        notes = [
            f"Left out, since they are partners on record: {', '.join(dict.fromkeys(held))}."
            if held
            else NO_PARTNER
        ]
        return notes + [
            f"Left out by your list: {entry.place or country_name(entry.country)} ({entry.reason})."
            for entry in self.ranker.options_.exclude
        ]

    def to_frame(self, detail: bool = False) -> pd.DataFrame:
        """One row per candidate, best first.

        Columns: rank, score (0-100), tied (how many others have the same score to 0.1), best_case, coverage
        (0-1), community_id, geonameid, name, admin1, country, population, latitude, longitude, then one per
        criterion, named by its id, with its contribution in points (a criterion named like one of the columns
        before gets `_points` after its name); an unknown contributes 0. With `detail` an unknown
        contribution is NaN, and for each criterion follow its value (in the unit that its name gives),
        similarity, weight and level, then the second keys, the population's source, the version, the hashes of
        snapshot and policy, the day, and a GeoNames link.
        """
        import pandas as pd

        scores, rows = self.scored.scores, self.rows
        columns: dict[str, Any] = {
            "rank": np.arange(1, len(rows) + 1), "score": scores.score[rows],
            "tied": np.array([self._tied(row) for row in rows.tolist()], np.int64),
            "best_case": scores.best_case[rows], "coverage": scores.coverage[rows],
            "community_id": self.scored.pool.community_ids(rows.tolist()),
            "geonameid": self._geonameids(rows),
        }  # fmt: skip
        table = self.scored.pool.table.take(rows)
        for name, source in (("name", "name"), ("admin1", "admin1_name"), ("country", "country")):
            columns[name] = np.asarray(table[source])
        for name in ("population", "latitude", "longitude"):
            columns[name] = np.asarray(table[name])
        similarities = self.scored.similarities[:, rows]
        points = contributions(self.scored.weights, similarities)
        if detail:
            points[np.isnan(similarities)] = np.nan
        for (criterion, _), row in zip(self._criteria, points, strict=True):
            columns[criterion.id if criterion.id not in columns else f"{criterion.id}_points"] = row
        return pd.DataFrame(columns | (self._detail(table) if detail else {}))

    def _geonameids(self, rows: npt.NDArray[np.int64]) -> Any:
        """The geonameid of each candidate, <NA> for one without a place in the gazetteer."""
        import pandas as pd

        ids = np.asarray(self.scored.pool.table["geonameid"], np.int64)[rows]
        return ids if ids.all() else pd.arrays.IntegerArray(ids, ids == 0)

    def _detail(self, table: datasets.Table) -> dict[str, Any]:
        rows, seeker = self.rows, self.seeker
        more: dict[str, Any] = {}
        places = [table.row(row) for row in range(len(rows))]
        for position, (criterion, extractor) in enumerate(self._criteria):
            known = extractor.knows(seeker)
            more[f"{criterion.id} value ({extractor.unit})"] = (
                extractor.measure(seeker, table) if known else np.full(len(rows), np.nan)
            )
            more[f"{criterion.id} similarity"] = self.scored.similarities[position, rows]
            more[f"{criterion.id} weight"] = np.full(len(rows), self.scored.weights[position])
            more[f"{criterion.id} level"] = [
                extractor.level(seeker, place) if known else "" for place in places
            ]
        for name, values in self.scored.tie_keys(rows).items():
            more[f"second key: {name}"] = values
        for column in ("population_year", "population_source", "population_of", "town_population", "unit_kind",
                       "unit_name", "unit_code"):  # fmt: skip
            if column in table:
                more[column] = np.asarray(table[column])
        more |= self.stamp
        more["geonames"] = [GEONAMES_PAGE.format(i) if i else "" for i in np.asarray(table["geonameid"])]
        return more

    def to_dict(self) -> dict[str, Any]:
        """The ranking as plain values, ready for JSON (NaN as None)."""
        seeker = self.seeker
        keys = ("community_id", "geonameid", "kind", "name", "admin1_name", "country", "population",
                "population_source", "latitude", "longitude")  # fmt: skip
        return {
            "seeker": without_nan({key: seeker.get(key) for key in keys}),
            "policy": self.policy.name,
            "notes": list(self.notes),
            "criteria": [
                {"id": c.id, "label": c.label, "weight": float(w), "note": c.note}
                for (c, _), w in zip(self._criteria, self.scored.weights, strict=True)
            ],
            "candidates": self.scored.candidates,
            "tie_break": list(self.scored.compiled.tie_labels),
            "provenance": self.provenance,
            "results": [self._result(explanation) for explanation in self],
        }

    def _result(self, e: Explanation) -> dict[str, Any]:
        facts = e.facts
        plain: dict[str, Any] = without_nan({
            "rank": e.rank, "score": e.score, "tied": e.tied, "best_case": e.best_case, "coverage": e.coverage,
            "community_id": e.community_id, "geonameid": facts.get("geonameid") or None, "name": facts["name"],
            "admin1": facts.get("admin1_name", ""), "country": facts["country"], "population": facts["population"],
            "latitude": facts["latitude"], "longitude": facts["longitude"],
            "contributions": {r.criterion: r.contribution for r in e.records},
            "unknown": [r.criterion for r in e.records if not r.known],
            "reasons": e.reasons, "tie_break": e.tie_break,
            "evidence_needed": [v.words for v in e.checklist if v.verdict == "needs_evidence"],
            "population_year": facts.get("population_year", ""),
            "population_source": facts.get("population_source", ""), "geonames": facts["geonames"],
            "unit": unit_told(facts), "unit_code": facts.get("unit_code", ""),
            "town_population": facts.get("town_population"),
        })  # fmt: skip
        return plain

    def explain(self, key: str | int | Community) -> Explanation:
        """Why a place stands where it stands: one that is ranked, far down, excluded, or no candidate at all.

        `key` is a community id, a geonameid, or a name ("Seika, Japan").

        Raises AmbiguousCommunity or UnknownCommunity.
        """
        listed = self._among_the_best(key)
        if listed is not None:
            return self._explain_row(listed)
        found = self._abroad(resolve(key))
        community = accepted(found)
        row = self.scored.pool.find(community.id)
        explanation = self._explain_row(row) if row >= 0 else self._explain_outsider(community)
        return replace(explanation, notes=(found.note, *explanation.notes)) if found.note else explanation

    def _abroad(self, found: Resolution) -> Resolution:
        """A bare name that is read as a community at home, or as several, read as one abroad: a partner is abroad."""
        home = found.community is not None and found.community.country == self.seeker["country"]
        name = found.input.strip().casefold()
        if not (home or found.status == "ambiguous") or "," in name or ":" in name:
            return found
        table = self.scored.pool.table
        named = np.flatnonzero([each.casefold() == name for each in table["name"]])
        named = named[self.scored.exclusions.allowed[named]]
        named = named[np.argsort(-np.nan_to_num(np.asarray(table["population"])[named]), kind="stable")]
        meant = [find(self.scored.pool.community_id(row)) for row in named[:10].tolist()]
        if len(meant) == 1:
            note = f"{found.input!r} read as {meant[0].label}, since a partner is abroad"
            return replace(found, status="corrected", community=meant[0], candidates=(), note=note)
        if meant:
            return replace(found, status="ambiguous", community=None, candidates=tuple(meant))
        return found

    def excluded(self) -> pd.DataFrame:
        """The places that are left out for this seeker though they would be candidates: id, name, country,
        what they would have scored, and the reason; those of the seeker's own country are not listed."""
        import pandas as pd

        left_out = self.scored.exclusions
        table = self.scored.pool.table
        abroad = ~np.asarray(table["country"] == self.seeker["country"])
        rows = np.flatnonzero(~left_out.allowed & abroad)
        rows = rows[np.argsort(-self.scored.scores.score[rows], kind="stable")]
        part = table.take(rows)
        return pd.DataFrame({
            "community_id": self.scored.pool.community_ids(rows.tolist()), "name": np.asarray(part["name"]),
            "admin1": np.asarray(part["admin1_name"]), "country": np.asarray(part["country"]),
            "score": self.scored.scores.score[rows], "reason": [left_out.reason(row) for row in rows.tolist()],
        })  # fmt: skip

    @property
    def _criteria(self) -> tuple[tuple[Criterion, Extractor], ...]:
        return self.scored.compiled.criteria

    def _tied(self, row: int) -> int:
        """How many other candidates have the same score to 0.1."""
        first, last = self._tie_ranks(int(self.scored.groups[row]))
        return last - first

    def _tie_ranks(self, group: int) -> tuple[int, int]:
        """The first and the last rank of a tie group."""
        ordered = self._ordered_groups
        size = len(ordered)
        return (
            size - int(np.searchsorted(ordered, group, "right")) + 1,
            size - int(np.searchsorted(ordered, group, "left")),
        )

    @cached_property
    def _ordered_groups(self) -> npt.NDArray[np.int64]:
        return np.sort(self.scored.groups[self.scored.exclusions.allowed])

    def _among_the_best(self, key: str | int | Community) -> int | None:
        """The row of a candidate of this list that the key names by itself, so that a name need not be resolved."""
        if isinstance(key, str):
            table = self.scored.pool.table.take(self.rows)
            names = np.asarray(table["name"])
            found = np.flatnonzero(names == key)
            if len(found) == 1:
                return int(self.rows[found[0]])
        return None

    def _explain_row(self, row: int) -> Explanation:
        return self._explain_rows(np.array([row]))[0]

    def _explain_rows(
        self, rows: npt.NDArray[np.int64], ranks: Sequence[int] | None = None
    ) -> tuple[Explanation, ...]:
        """Explain some rows of the pool; `ranks` are theirs if they are known already."""
        scored, seeker = self.scored, self.seeker
        part = scored.pool.table.take(rows)
        keys = scored.tie_keys(rows)
        points = contributions(scored.weights, scored.similarities[:, rows])
        measures = [
            extractor.measure(seeker, part) if extractor.knows(seeker) else np.full(len(rows), np.nan)
            for _, extractor in self._criteria
        ]
        explanations = []
        for position, row in enumerate(rows.tolist()):
            place = part.row(position)
            left_out = scored.exclusions.reason(row)
            first, last = (None, None) if left_out else self._tie_ranks(int(scored.groups[row]))
            rank = None
            if first is not None:
                rank = ranks[position] if ranks is not None else self._rank_in_tie(row, first)
            records = tuple(self._records(
                place, scored.similarities[:, row], points[:, position], [m[position] for m in measures]
            ))  # fmt: skip
            explanations.append(Explanation(
                seeker=seeker["label"], policy=self.policy.name, community_id=scored.pool.community_id(row),
                label=_label(place), facts=_facts(place), status="excluded" if left_out else "ranked",
                score=float(scored.scores.score[row]), coverage=float(scored.scores.coverage[row]),
                best_case=float(scored.scores.best_case[row]), rank=rank,
                tied=last - first if first is not None and last is not None else 0, tie_first=first,
                tie_last=last, tie_break={} if left_out else {n: float(v[position]) for n, v in keys.items()},
                candidates=scored.candidates, records=records, cautions=tuple(scored.verdicts.cautions(row)),
                exclusion=left_out, dropped=scored.dropped(),
                checklist=checklist(self.policy, scored.verdicts, row, records),
                notes=self._place_notes(place), tie_labels=scored.compiled.tie_labels, provenance=self.provenance,
            ))  # fmt: skip
        return tuple(explanations)

    def _explain_outsider(self, community: Community) -> Explanation:
        """A place that is in no pool: scored alone, with the reason why it is no candidate."""
        world = self.ranker.world_
        alone = self.ranker.alone(own_pool([community], world))
        scored = alone.score("", self.policy, known_as=self.seeker)
        explanation = Ranking(alone, scored, np.arange(1))._explain_row(0)
        why = explanation.exclusion
        place = explanation.facts
        if place["country"] != self.seeker["country"]:
            why = _no_candidate(place, world) or why or "it is outside the filters of this ranking"
        return replace(explanation, status="no candidate", exclusion=why, rank=None, tied=0, tie_first=None,
                       tie_last=None, candidates=self.scored.candidates)  # fmt: skip

    def _rank_in_tie(self, row: int, first: int) -> int:
        """The rank of a candidate: the first of its tie group and its place in the group by the second keys."""
        group = int(self.scored.groups[row])
        if group not in self._tie_orders:
            members = np.flatnonzero(self.scored.groups == group)
            keys = list(self.scored.tie_keys(members).values())
            placed = members[order(np.zeros(len(members), np.int64), keys, self.scored.pool.number[members])]
            self._tie_orders[group] = {int(member): position for position, member in enumerate(placed)}
        return first + self._tie_orders[group][row]

    @cached_property
    def _tie_orders(self) -> dict[int, dict[int, int]]:
        return {}

    def _records(
        self, place: Place, similarities: npt.NDArray[np.float32], points: npt.NDArray[np.float64],
        measures: Sequence[float],
    ) -> Iterator[Record]:  # fmt: skip
        seeker = self.seeker
        for position, (criterion, extractor) in enumerate(self._criteria):
            weight, similarity = float(self.scored.weights[position]), float(similarities[position])
            usable = extractor.knows(seeker)
            if criterion.weight > 0 and not usable:
                continue  # its weight is spread over the others, and `dropped` names it
            yield Record(
                criterion.id, criterion.label or extractor.label, weight, similarity, float(points[position]),
                float(measures[position]), extractor.unit, extractor.level(seeker, place) if usable else "",
                similarity == similarity,
                extractor.reason(seeker, place) if usable else f"unknown for {seeker['name']}",
                extractor.source, criterion.note,
            )  # fmt: skip

    def _place_notes(self, place: Place) -> tuple[str, ...]:
        notes = [f"Who signs: {unit_told(place)}."]
        if place.get("geonameid"):
            notes.append("On the map: " + GEONAMES_PAGE.format(int(place["geonameid"])))
        return tuple(notes)

    def plot_map(self, top: int = 20, ax: Axes | None = None) -> Axes:
        """The seeker and its best `top` candidates on a map of the world (needs the extra `plot`)."""
        from citymatch.report.plots import plot_map

        return plot_map(self, top, ax)

    def plot_contributions(self, top: int = 10, ax: Axes | None = None) -> Axes:
        """What the scores of the best `top` candidates are made of, as bars (needs the extra `plot`)."""
        from citymatch.report.plots import plot_contributions

        return plot_contributions(self, top, ax)

    def explore(self) -> PageView:
        """The page of this ranking, to look at in a notebook or to save: see `citymatch explore`."""
        from citymatch.report.explore import SMALL, page
        from citymatch.report.plots import PageView

        return PageView(page(self, SMALL, detail=4.0))

    def __repr__(self) -> str:
        return f"<Ranking of {len(self)} for {self.seeker['label']} by {self.policy.name}>"

    def _repr_html_(self) -> str:
        head = "".join(
            f"<th>{escape(name)}</th>" for name in ("rank", "score", "community", "population", "why")
        )
        body = "".join(
            f"<tr><td>{e.rank}</td><td>{shown(e.score):.1f}</td><td style='text-align:left'>{escape(e.label)}</td>"
            f"<td>{escape(people_told(e.facts))}</td>"
            f"<td style='text-align:left'>{escape('; '.join(e.reasons))}</td></tr>"
            for e in itertools.islice(self, SHOWN)
        )
        if len(self) > SHOWN:
            body += f"<tr><td colspan='5'>and {len(self) - SHOWN:,} more: to_frame() has them all</td></tr>"
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        sources = escape("; ".join(f"{key}: {value}" for key, value in self.provenance.items()))
        return (
            f"<div><h4>{escape(self.seeker['label'])}, policy {escape(self.policy.name)}</h4>{notes}"
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p><small>{sources}</small></p></div>"
        )


def _label(place: Place) -> str:
    """Name, division and country of a candidate, with the local name beside it."""
    local = place.get("local_name")
    name = f"{named(place)} ({local})" if local else named(place)
    division = place.get("admin1_name")
    return ", ".join(part for part in (name, division, country_name(place["country"])) if part)


def _facts(place: Place) -> dict[str, Any]:
    facts = dict(place)
    facts["geonames"] = GEONAMES_PAGE.format(int(place["geonameid"])) if place.get("geonameid") else ""
    return facts


def _no_candidate(place: Place, world: datasets.World) -> str:
    """Why the gazetteer's place is no candidate, with the community that governs it."""
    why = str(place.get("not_candidate") or "")
    parent = world.row_of(int(place.get("governed_by") or 0))
    if parent >= 0:
        why = f"part of {world['name'][parent]}" + (f" ({why})" if why else "")
    return why
