"""Why a place stands where it stands: one of the list, one far down, one left out, or no candidate at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World
from citymatch.datasets.partners import partners_of
from citymatch.features import extractor_names, make_extractor
from citymatch.features.base import Place, is_unknown, one_place
from citymatch.features.signer import unit_in_brief
from citymatch.features.unit import kind_told, label_told, unit_told
from citymatch.places import Community, Resolution, accepted, find, resolve
from citymatch.policy.nations import nation
from citymatch.results import Dossier, Explained, Record, Result, TieFact
from citymatch.results.block import block_names
from citymatch.scoring.additive import order

from .at_home import home_partners
from .blocks import own_kind
from .drawn import Drawn
from .engine import Engine, candidates_in
from .kinds import kinds_of
from .pool import own_nation
from .rules import checklist, judge

if TYPE_CHECKING:
    import pandas as pd

IntArray = npt.NDArray[np.int64]
GEONAMES_PAGE = "https://www.geonames.org/{}"


def explain(
    engine: Engine, drawn: Drawn, key: str | int | Community, listed: Result | None = None
) -> Explained:
    """Why a place stands where it stands for the seeker of `drawn`.

    `key` is a community id, a geonameid, or a name ("Seika, Japan"); one that only a candidate of the result `listed`
    bears means that one. Raises AmbiguousCommunity or UnknownCommunity.
    """
    told = _explained(engine, drawn, key, listed)
    if listed is not None and listed.asked.note:
        told = replace(told, read=(f"{told.seeker}: {listed.asked.note}", *told.read))
    stated = drawn.seeker.get("profile_told")
    return replace(told, notes=(str(stated), *told.notes)) if stated else told


def _explained(engine: Engine, drawn: Drawn, key: str | int | Community, listed: Result | None) -> Explained:
    among = _among(drawn, key, listed)
    if among is not None:
        return explain_rows(engine, drawn, among)[0]
    found = _abroad(engine, drawn, resolve(key, world=engine.world))
    community = accepted(found)
    row = drawn.pool.find(community.id)
    told = (
        explain_rows(engine, drawn, np.array([row]))[0] if row >= 0 else _outsider(engine, drawn, community)
    )
    return replace(told, read=(f"{told.label}: {found.note}",)) if found.note else told


def explain_rows(
    engine: Engine, drawn: Drawn, rows: IntArray, ranks: Sequence[int] | None = None
) -> tuple[Explained, ...]:
    """Explain some rows of the pool; `ranks` are theirs if they are known already."""
    seeker, compiled = drawn.seeker, drawn.compiled
    part = drawn.pool.table.take(rows)
    keys, similarities, points, scores = (
        drawn.tie_keys(rows), drawn.similarities(rows), drawn.points(rows), drawn.scores(rows),
    )  # fmt: skip
    spans = drawn.tie_spans(drawn.groups[rows])
    verdicts = judge(engine.rules(seeker, compiled), seeker, part, engine.context(drawn.partners))
    measures = [
        extractor.measure(seeker, part) if known else np.full(len(rows), np.nan)
        for (_, extractor), known in zip(compiled.criteria, drawn.usable, strict=True)
    ]
    called = kinds_of(compiled, seeker, part, engine.world)
    at_home = home_partners(seeker, part, engine.ties, engine.world)
    asked = engine.offered_in(drawn.pool).asked_before(str(seeker["community_id"]))
    dropped, made_of, places = drawn.dropped(), engine.provenance(compiled), part.rows()
    own = own_kind(drawn, engine.options)
    blocks = [""] * len(rows) if own is None else block_names(own[rows])
    explanations = []
    for position, row in enumerate(rows.tolist()):
        place = places[position]
        left_out = drawn.exclusions.reason(row)
        first, last = (None, None) if left_out else spans[int(drawn.groups[row])]
        rank = None
        if first is not None:
            rank = ranks[position] if ranks is not None else first + _place_in_tie(drawn, row)
        records = tuple(_records(
            drawn, place, similarities[:, position], points[:, position], [m[position] for m in measures]
        ))  # fmt: skip
        explanations.append(Explained(
            seeker=seeker["label"], policy=compiled.policy.name, community_id=drawn.pool.community_id(row),
            label=label_told(place), facts=_facts(place, engine.world), status="excluded" if left_out else "ranked",
            score=float(scores.score[position]), coverage=float(scores.coverage[position]),
            best_case=float(scores.best_case[position]), rank=rank,
            tied=last - first if first is not None and last is not None else 0, tie_first=first, tie_last=last,
            tie_break={} if left_out else {n: float(v[position]) for n, v in keys.items()},
            candidates=drawn.candidates, records=records, cautions=tuple(verdicts.cautions(position)),
            exclusion=left_out, dropped=dropped, why_dropped=drawn.why_dropped(),
            checklist=checklist(compiled.policy, verdicts, position, records), notes=_place_notes(place),
            tie_labels=compiled.tie_labels, provenance=made_of, called=called[position],
            home_partner=at_home[position], block=blocks[position],
            asked_before=asked.get(drawn.pool.community_id(row), "") if asked else "",
        ))  # fmt: skip
    return tuple(explanations)


def excluded_frame(drawn: Drawn) -> pd.DataFrame:
    """The places that are left out for this seeker though they would be candidates: id, name, country,
    what they would have scored, and the reason; those of the seeker's own country are not listed."""
    import pandas as pd

    rows = rows_left_out(drawn)
    part = drawn.pool.table.take(rows)
    return pd.DataFrame({
        "community_id": drawn.pool.community_ids(rows.tolist()), "name": np.asarray(part["name"]),
        "admin1": np.asarray(part["admin1_name"]), "country": np.asarray(part["country"]),
        "score": drawn.score_of(rows), "reason": [drawn.exclusions.reason(row) for row in rows.tolist()],
    })  # fmt: skip


def rows_left_out(drawn: Drawn) -> IntArray:
    """The rows abroad that are left out, what would have scored best first."""
    abroad = ~own_nation(drawn.seeker, drawn.pool)
    rows = np.flatnonzero(~drawn.exclusions.allowed & abroad)
    return rows[np.lexsort([drawn.pool.number[rows], -drawn.score_of(rows)])]


def dossier(engine: Engine, drawn: Drawn, told: Explained) -> Dossier:
    """The explanation of a candidate with its known partners and everything that ties it to the seeker."""
    facts = []
    for name in extractor_names():
        extractor = make_extractor(name, None, engine.world)
        if not extractor.tie:
            continue
        if not extractor.knows(drawn.seeker):
            anyway = extractor.known_anyway(drawn.seeker, told.facts)
            facts.append(
                TieFact(extractor.tie, anyway, "known for the country" if anyway else "", extractor.source)
            )
            continue
        level = f"known for the {extractor.level(drawn.seeker, told.facts)}"
        nothing = extractor.rare and float(extractor.similarity(drawn.seeker, one_place(told.facts))[0]) == 0
        said = extractor.reason(drawn.seeker, told.facts)
        brief = extractor.brief(drawn.seeker, told.facts)
        facts.append(TieFact(extractor.tie, said, level, extractor.source, nothing, brief))
    return Dossier(told, partners_of(told.community_id, engine.ties, engine.world), tuple(facts))


def _among(drawn: Drawn, key: object, listed: Result | None) -> IntArray | None:
    """The row of the one candidate of a list that a name means by itself, so that it need not be resolved; or that of
    a place of the user's own by its id, which no gazetteer has."""
    if isinstance(key, str) and key in drawn.pool.own_ids:
        return np.array([drawn.pool.find(key)])
    if not isinstance(key, str) or listed is None:
        return None
    found = np.flatnonzero(listed.listed.columns["name"] == key)
    if len(found) != 1:
        return None
    return np.array([drawn.pool.find(str(listed.listed.community_id[found[0]]))])


def _abroad(engine: Engine, drawn: Drawn, found: Resolution) -> Resolution:
    """A bare name that is read as a community at home, or as several, read as one abroad: a partner is abroad."""
    own = nation(str(drawn.seeker["country"]))
    home = found.community is not None and nation(found.community.country) == own
    name = found.input.strip()
    if not (home or found.status == "ambiguous") or "," in name or ":" in name:
        return found
    named_so = candidates_in(drawn.pool, name)
    named_so = named_so[drawn.exclusions.allowed[named_so]]
    people = np.nan_to_num(np.asarray(drawn.pool.table["population"])[named_so])
    named_so = named_so[np.lexsort([drawn.pool.number[named_so], -people])]
    meant = [find(drawn.pool.community_id(row), world=engine.world) for row in named_so[:10].tolist()]
    if len(meant) == 1:
        note = f"{found.input!r} read as {meant[0].label}, since a partner is abroad"
        return replace(found, status="corrected", community=meant[0], candidates=(), note=note)
    if meant:
        return replace(found, status="ambiguous", community=None, candidates=tuple(meant))
    return found


def _outsider(engine: Engine, drawn: Drawn, community: Community) -> Explained:
    """A place that is in no pool: scored alone, with the reason why it is no candidate."""
    alone = engine.alone(community)
    scored = alone.draw_for(drawn.seeker, drawn.compiled, quick=False)
    told = explain_rows(alone, scored, np.arange(1))[0]
    why = told.exclusion
    if nation(told.facts["country"]) != nation(str(drawn.seeker["country"])):
        why = _no_candidate(told.facts, engine.world) or why or "it is outside the filters of this ranking"
    return replace(told, status="no candidate", exclusion=why, rank=None, tied=0, tie_first=None, tie_last=None,
                   candidates=drawn.candidates)  # fmt: skip


def ranks_of(drawn: Drawn, rows: IntArray) -> list[int | None]:
    """The place of some rows of the pool in the full order, None for one that is left out."""
    spans = drawn.tie_spans(drawn.groups[rows])
    return [
        None
        if drawn.exclusions.reason(row)
        else (spans[int(drawn.groups[row])][0] or 0) + _place_in_tie(drawn, row)
        for row in rows.tolist()
    ]


def _place_in_tie(drawn: Drawn, row: int) -> int:
    """The place of a candidate in its tie group by the second keys, from 0."""
    members = np.flatnonzero(drawn.groups == drawn.groups[row])
    keys = list(drawn.tie_keys(members).values())
    placed = members[order(np.zeros(len(members), np.int64), keys, drawn.lots(members))]
    return int(np.flatnonzero(placed == row)[0])


def _records(
    drawn: Drawn, place: Place, similarities: npt.NDArray[np.float32], points: npt.NDArray[np.float64],
    measures: Sequence[float],
) -> Iterator[Record]:  # fmt: skip
    seeker = drawn.seeker
    for position, (criterion, extractor) in enumerate(drawn.compiled.criteria):
        weight, similarity = float(drawn.weights[position]), float(similarities[position])
        usable = drawn.usable[position]
        if criterion.weight > 0 and not usable:
            continue  # its weight is spread over the others, and `dropped` names it
        yield Record(
            criterion.id, criterion.label or extractor.label, weight, similarity, float(points[position]),
            float(measures[position]), extractor.unit, extractor.level(seeker, place) if usable else "",
            similarity == similarity,
            extractor.reason(seeker, place) if usable else f"unknown for {seeker['name']}",
            extractor.source, criterion.note, not (usable and extractor.speaks(seeker, place)),
            (2 if extractor.tie else 1) * (usable and extractor.tells(seeker, place)),
            extractor.in_short(seeker, place) if usable else "", extractor.is_setting,
        )  # fmt: skip


def _place_notes(place: Place) -> tuple[str, ...]:
    notes = _who_signs(place)
    if place.get("layer") == "division" and not place.get("not_candidate"):
        notes.append("Whether it has a government of its own that may sign is in no table here: ask.")
    if place.get("geonameid"):
        notes.append("On the map: " + GEONAMES_PAGE.format(int(place["geonameid"])))
    return tuple(notes)


def _who_signs(place: Place) -> list[str]:
    """The unit that signs with its people; where no register names it, what signs in its country, and the people."""
    people = f"{unit_told(place)}{_year_untold(place)}."
    if kind_told(place):
        return [f"Who signs: {people}"]
    return [f"Who signs: {unit_in_brief(place) or 'no table here says'}.", f"People: {people}"]


def _year_untold(place: Place) -> str:
    """That nobody knows the year of the figure of people, unless its source says so itself."""
    told = place.get("population_year") or "year of the count" in str(place.get("population_source") or "")
    return "" if told or is_unknown(place.get("population")) else " (the year of the figure is unknown)"


def _facts(place: Place, world: World) -> dict[str, Any]:
    facts = dict(place)
    facts["geonames"] = GEONAMES_PAGE.format(int(place["geonameid"])) if place.get("geonameid") else ""
    facts["metropolis"] = metropolis_of(place, world)
    return facts


def metropolis_of(place: Place, world: World) -> str:
    """The name of the large city to which a place belongs, "" where there is none or it is unknown."""
    number = int(place.get("metropolis_id") or 0)
    row = world.row_of(number) if number else -1
    return str(world["name"][row]) if row >= 0 else ""


def _no_candidate(place: Place, world: World) -> str:
    """Why the gazetteer's place is no candidate, with the community that governs it."""
    why = str(place.get("not_candidate") or "")
    parent = world.row_of(int(place.get("governed_by") or 0))
    if parent >= 0:
        why = f"part of {world['name'][parent]}" + (f" ({why})" if why else "")
    return why
