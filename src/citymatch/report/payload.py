"""What a page carries, as one block of bytes: a JSON head and arrays of numbers behind it."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels, Table
from citymatch.datasets.geography import country_name
from citymatch.features import Extractor, Place, make_extractor
from citymatch.features.unit import named, people_counted, unit_told
from citymatch.policy import Criterion
from citymatch.policy.toml import toml_of
from citymatch.ranking import Ranking
from citymatch.ranking.explain import Verdict, without_nan
from citymatch.scoring import additive

from .carried import WIDE, Carried, Size, choose, tie_positions, weightings
from .svgmap import equal_earth

FACTS = (
    "name", "local_name", "admin1_name", "country", "continent", "latitude", "longitude", "population",
    "population_source", "elevation_m", "coast_km", "lake_km", "river_km", "people_50km", "metropolis_km",
    "climate", "airport", "airport_km", "large_airport", "large_airport_km", "timezone", "geonameid",
)  # fmt: skip
WATERS = ("coast_km", "lake_km", "river_km")
OFFERED = (
    "population", "water", "metropolis", "role", "climate", "elevation", "travel", "ancestry", "trade", "language",
    "history", "shared_name", "openness",
)  # fmt: skip
"""The extractors that a reader may add to a policy that does not use them: those that a council would name."""

NOT_TOLD = "the page tells the facts of the best only; citymatch explain tells those of any place"


@dataclass(frozen=True)
class Scale:
    """A criterion of the page: one of the policy, or an extractor that a reader may add (`added`)."""

    criterion: Criterion
    extractor: Extractor
    added: bool


class Bytes:
    """Arrays put one behind the other, each on a multiple of four bytes."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.where: dict[str, list[Any]] = {}
        self.size = 0

    def add(self, name: str, values: npt.NDArray[Any], kind: str) -> None:
        """Keep an array as little-endian "f4" or "u4"."""
        raw = np.ascontiguousarray(values, f"<{kind}").tobytes()
        self.where[name] = [self.size, kind, values.size]
        self.parts.append(raw)
        self.size += len(raw)


def payload(ranking: Ranking, size: Size | None = None) -> bytes:
    """Everything that a page shows of a ranking: length of the head (4 bytes), head (JSON), arrays."""
    size = size or Size()
    if len(ranking.policy.criteria) > WIDE:
        size = replace(size, draws=200, depth=20, each_country=1, largest=100, groups=800, told=200)
    scales = _scales(ranking)
    similarities = _similarities(ranking, scales)
    carried, ties = _choose(ranking, scales, similarities, size)
    left_out = _excluded(ranking, size.excluded)
    rows = np.concatenate([carried.rows, left_out])
    arrays = Bytes()
    arrays.add("similarity", similarities[:, rows], "f4")
    arrays.add("tie", ties[rows], "u4")
    _add_ranks(arrays, ranking, ties, rows)
    _add_groups(arrays, ranking, carried)
    head = {
        **_about(ranking),
        "criteria": [_criterion(ranking, scale) for scale in scales],
        "policyFile": policy_file(ranking, scales),
        "model": {"grid": additive.GRID, "tenths": additive.TENTHS, "rounding": additive.ROUNDING},
        "ranked": len(carried.rows),
        "best": size.best,
        "listed": size.listed,
        "places": _places(ranking, scales, rows, size.told),
        "countries": _countries(ranking),
        "arrays": arrays.where,
    }
    text = json.dumps(without_nan(head), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + b"".join(arrays.parts)


def packed(block: bytes) -> str:
    """A block as text that can stand in a page: deflated, in base64."""
    return base64.b64encode(zlib.compress(block, 9)).decode()


def _scales(ranking: Ranking) -> list[Scale]:
    """The policy's criteria, and the extractors that it does not use; those of a wide policy stand alone."""
    own = [Scale(criterion, extractor, False) for criterion, extractor in ranking.scored.compiled.criteria]
    if len(own) > WIDE:
        return own
    used = {scale.criterion.extractor for scale in own}
    ids = {scale.criterion.id for scale in own}
    for name in OFFERED:
        if name not in used:
            extractor = make_extractor(name)
            free = name if name not in ids else f"{name}-added"
            label = extractor.label[:1].upper() + extractor.label[1:]
            own.append(Scale(Criterion(free, name, label, 0.0), extractor, True))
    return own


def _similarities(ranking: Ranking, scales: Sequence[Scale]) -> npt.NDArray[np.float32]:
    """Every candidate's similarity in every criterion of the page, shape (criteria, n), NaN where unknown."""
    scored = ranking.scored
    more = [scale.extractor for scale in scales if scale.added]
    unknown = np.full(len(scored.pool), np.nan, np.float32)
    added = [
        extractor.similarity(scored.seeker, scored.pool.table) if extractor.knows(scored.seeker) else unknown
        for extractor in more
    ]
    return np.concatenate([scored.similarities, np.stack(added)]) if added else scored.similarities


def _choose(
    ranking: Ranking, scales: Sequence[Scale], similarities: npt.NDArray[np.float32], size: Size
) -> tuple[Carried, npt.NDArray[np.int64]]:
    scored = ranking.scored
    every = np.arange(len(scored.pool))
    ties = tie_positions(list(scored.tie_keys(every).values()), scored.pool.number)
    weights = np.append(scored.weights, np.zeros(len(scales) - len(scored.weights)))
    usable = np.array([scale.extractor.knows(scored.seeker) for scale in scales])
    country = scored.pool.table["country"]
    assert isinstance(country, Labels)
    tried = weightings(weights, usable, size.draws)
    people = np.asarray(scored.pool.table["population"], np.float64)
    return choose(similarities, ties, scored.exclusions.allowed, country, people, tried, size), ties


def _excluded(ranking: Ranking, most: int) -> npt.NDArray[np.int64]:
    """The candidates abroad that are left out: existing partners, then those that would have scored best."""
    scored = ranking.scored
    abroad = ~np.asarray(scored.pool.table["country"] == scored.seeker["country"])
    rows = np.flatnonzero(~scored.exclusions.allowed & abroad)
    partners = [scored.pool.find(partner.community) for partner in scored.partners]
    first = np.isin(rows, partners)
    return rows[np.lexsort([-scored.scores.score[rows], ~first])][:most]


def _add_ranks(
    arrays: Bytes, ranking: Ranking, ties: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]
) -> None:
    """The exact rank of each place under the adopted weights, and the ranks that its tie shares; 0 if excluded."""
    scored = ranking.scored
    allowed = np.flatnonzero(scored.exclusions.allowed)
    placed = allowed[np.lexsort([ties[allowed], -scored.groups[allowed]])]
    rank = np.zeros(len(scored.pool), np.int64)
    rank[placed] = np.arange(1, len(placed) + 1)
    falling = -scored.groups[placed]
    ranked = rank[rows] > 0
    first = np.searchsorted(falling, -scored.groups[rows], "left") + 1
    last = np.searchsorted(falling, -scored.groups[rows], "right")
    for name, values in (("rank", rank[rows]), ("tieFirst", first * ranked), ("tieLast", last * ranked)):
        arrays.add(name, values, "u4")


def _add_groups(arrays: Bytes, ranking: Ranking, carried: Carried) -> None:
    """The groups of the candidates that are not carried, with what the page's filters ask of a place."""
    groups, table = carried.groups, ranking.scored.pool.table
    inside = groups.member >= 0
    member = groups.member[inside]
    arrays.add("groupSimilarity", groups.similarity, "f4")
    for name, values in (("Tie", groups.tie_position), ("Size", groups.size), ("Country", groups.country)):
        arrays.add(f"group{name}", values, "u4")
    people = np.asarray(table["population"], np.float64)[inside]
    arrays.add("groupFewest", _extreme(np.fmin, people, member, len(groups), np.inf), "f4")
    arrays.add("groupMost", _extreme(np.fmax, people, member, len(groups), -np.inf), "f4")
    for column in WATERS:
        nearest = _extreme(
            np.fmin, np.asarray(table[column], np.float64)[inside], member, len(groups), np.inf
        )
        arrays.add(f"group_{column}", nearest, "f4")


def _extreme(
    which: np.ufunc, values: npt.NDArray[np.float64], member: npt.NDArray[np.int64], groups: int, start: float
) -> npt.NDArray[np.float64]:
    found = np.full(groups, start)
    which.at(found, member, values)
    return found


def _about(ranking: Ranking) -> dict[str, Any]:
    """The seeker, the policy, and what the reader has to know before the list."""
    scored, policy, seeker = ranking.scored, ranking.policy, ranking.seeker
    return {
        "seeker": {**_facts_of(seeker, ranking), "label": seeker["label"], "community_id": seeker["community_id"]},
        "policy": {
            "name": policy.name, "title": policy.title or policy.name, "source": policy.source, "date": policy.date,
            "unread": policy.unread, "notes": policy.notes, "own": policy.community == seeker["community_id"],
            "stages": [
                {"text": s.text, "by": s.decided_by, "days": s.deadline_days, "note": s.note} for s in policy.stages
            ],
            "exchange": [{"name": e.name, "examples": e.examples} for e in policy.exchange],
        },
        "ties": list(scored.compiled.tie_labels),
        "notes": list(ranking.notes),
        "candidates": scored.candidates,
        "leftOut": _reason_counts(ranking),
        "provenance": ranking.provenance,

    }  # fmt: skip


def _reason_counts(ranking: Ranking) -> list[dict[str, Any]]:
    """For each reason to leave a candidate out, how many it leaves out, those of the seeker's own country apart."""
    left_out = ranking.scored.exclusions
    counts = np.bincount(left_out.codes, minlength=len(left_out.reasons))
    return [
        {"reason": reason, "count": int(count)}
        for reason, count in zip(left_out.reasons[1:], counts[1:], strict=True)
        if count
    ]


def _criterion(ranking: Ranking, scale: Scale) -> dict[str, Any]:
    criterion, extractor = scale.criterion, scale.extractor
    return {
        "id": criterion.id, "extractor": criterion.extractor, "label": criterion.label or extractor.label,
        "short": extractor.label, "weight": float(criterion.weight), "note": criterion.note, "added": scale.added,
        "usable": bool(extractor.knows(ranking.seeker)), "source": extractor.source, "unit": extractor.unit,
    }  # fmt: skip


def policy_file(ranking: Ranking, scales: Sequence[Scale]) -> list[Any]:
    """The policy as the text of a file, cut where its weights stand.

    Each text is followed by the position of the criterion whose weight belongs there, or by "added" where
    criteria that the reader adds belong, or by "changes" for a sentence that says what was changed.
    """
    policy = ranking.policy
    data = policy.to_dict()
    mark = f"@{policy.fingerprint}"
    data["name"] = f"{policy.name}-changed"
    data["title"] = f"{policy.title or policy.name} (weights changed)"
    data["notes"] = f"{policy.notes} {mark} changes {mark}".strip()
    data["criteria"] = [{**c, "weight": f"{mark} {n} {mark}"} for n, c in enumerate(data["criteria"])]
    head = {key: value for key, value in data.items() if not _is_tables(value)}
    tail = {key: value for key, value in data.items() if _is_tables(value) and key != "criteria"}
    text = f"{toml_of(head)}\n{toml_of({'criteria': data['criteria']})}{mark} added {mark}"
    text += f"\n{toml_of(tail)}" if tail else ""
    cuts = re.split(rf'"{mark} (\d+) {mark}"|{mark} (added|changes) {mark}', text)
    return [int(cut) if cut.isdigit() else cut for cut in cuts if cut is not None]


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _facts_of(place: Place, ranking: Ranking) -> dict[str, Any]:
    """The facts of one place, with the names of its country and of its metropolis."""
    facts = {name: place.get(name) for name in FACTS} | _unit_facts(place)
    world = ranking.ranker.world_
    row = world.row_of(int(place.get("metropolis_id") or 0))
    facts["metropolis"] = str(world["name"][row]) if row >= 0 else ""
    facts["country_name"] = country_name(str(place["country"]))
    x, y = equal_earth(float(place["latitude"]), float(place["longitude"]))
    return facts | {"x": round(float(x), 1), "y": round(float(y), 1)}


def _countries(ranking: Ranking) -> list[dict[str, str]]:
    """The countries of the pool in the order of their codes in its column."""
    table = ranking.scored.pool.table
    country, continent = table["country"], table["continent"]
    assert isinstance(country, Labels) and isinstance(continent, Labels)
    first = {int(code): row for row, code in reversed(list(enumerate(country.codes.tolist())))}
    return [
        {"code": code, "name": country_name(code), "continent": continent[first[n]] if n in first else ""}
        for n, code in enumerate(country.values)
    ]


def _places(
    ranking: Ranking, scales: Sequence[Scale], rows: npt.NDArray[np.int64], told: int | None
) -> dict[str, Any]:
    """The carried places, column by column; sentences for the `told` best and the excluded, or for all."""
    scored = ranking.scored
    table = scored.pool.table
    places = [table.row(row) for row in rows.tolist()]
    told_rows = scored.best(told) if told is not None else rows
    spoken = np.isin(rows, told_rows) | ~scored.exclusions.allowed[rows]
    verdicts = [scored.verdicts.checklist(row) for row in rows.tolist()]
    cautions = [scored.verdicts.cautions(row) for row in rows.tolist()]
    return {
        "id": scored.pool.community_ids(rows.tolist()),
        **_fact_columns(table.take(rows), ranking),
        "excluded": _shared([scored.exclusions.reason(row) for row in rows.tolist()]),
        "cautions": _shared(["\n".join(texts) for texts in cautions]),
        "reasons": [_reasons(scale, scored.seeker, places, spoken, "reason") for scale in scales],
        "levels": [_reasons(scale, scored.seeker, places, spoken, "level") for scale in scales],
        "checklist": _checklist(ranking, verdicts),
    }


def _unit_facts(place: Place) -> dict[str, str]:
    """What the page says of the unit that signs: its name beside its seat's, its people with their year, and more."""
    return {"name": named(place), "people": people_counted(place), "unit": unit_told(place)}


def _fact_columns(table: Table, ranking: Ranking) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in FACTS:
        values = table[name] if name in table else Labels.of([""] * len(table))
        if isinstance(values, Labels):
            columns[name] = _shared(list(values))
        elif isinstance(values, np.ndarray):
            columns[name] = _numbers(values)
        else:
            columns[name] = list(values)
    units = [_unit_facts(table.row(row)) for row in range(len(table))]
    columns["name"] = [each["name"] for each in units]
    columns |= {fact: _shared([each[fact] for each in units]) for fact in ("people", "unit")}
    world = ranking.ranker.world_
    metropolis = world.rows_of(np.asarray(table["metropolis_id"], np.int64))
    columns["metropolis"] = _shared(
        [str(world["name"][row]) if row >= 0 else "" for row in metropolis.tolist()]
    )
    x, y = equal_earth(np.asarray(table["latitude"]), np.asarray(table["longitude"]))
    return columns | {"x": np.round(x, 1).tolist(), "y": np.round(y, 1).tolist()}


def _numbers(values: npt.NDArray[Any]) -> list[Any]:
    """Plain numbers, a float32 as the shortest decimal that it stands for, whole ones without a point."""
    shortest: Callable[[Any], float] = (lambda v: float(str(v))) if values.dtype == np.float32 else float
    plain = [shortest(value) for value in values]
    return [int(value) if value == value and value.is_integer() else value for value in plain]


def _shared(texts: Sequence[str]) -> dict[str, Any]:
    """Texts of which many are equal: each once, and for each place which one it is."""
    distinct = list(dict.fromkeys(texts))
    position = {text: number for number, text in enumerate(distinct)}
    return {"values": distinct, "of": [position[text] for text in texts]}


def _reasons(
    scale: Scale, seeker: Place, places: Sequence[Place], spoken: npt.NDArray[np.bool_], what: str
) -> dict[str, Any]:
    """The sentence (or the level of the source) of one criterion for each place, as its records have it."""
    if not scale.extractor.knows(seeker):
        text = f"unknown for {seeker['name']}" if what == "reason" else ""
        return _shared([text] * len(places))
    ask = getattr(scale.extractor, what)
    silent = NOT_TOLD if what == "reason" else ""
    return _shared(
        [ask(seeker, place) if told else silent for place, told in zip(places, spoken, strict=True)]
    )


def _checklist(ranking: Ranking, verdicts: Sequence[Sequence[Verdict]]) -> dict[str, Any]:
    """The policy's checklist in its own order: what it asks, and the verdict and facts for each place.

    Criteria stand in it by their position on the page; their verdict follows from their similarity.
    """
    policy = ranking.policy
    own = policy.ordered_ids()
    criteria = {criterion.id: number for number, criterion in enumerate(policy.criteria)}
    evidence = {item.id: item for item in policy.evidence}
    rules = {verdict.rule: verdict for verdict in (verdicts[0] if verdicts else ())}
    items: list[dict[str, Any]] = []
    names = [name for name in rules if name not in own] + [
        n for n in own if n in criteria or n in rules or n in evidence
    ]
    column = {verdict: number for number, verdict in enumerate(rules)}
    for name in names:
        if name in criteria:
            items.append({"criterion": criteria[name], "words": policy.criteria[criteria[name]].label})
        elif name in rules:
            items.append({
                "words": rules[name].words, "strength": rules[name].strength,
                "verdict": _shared([each[column[name]].verdict for each in verdicts]),
                "detail": _shared([each[column[name]].detail for each in verdicts]),
            })  # fmt: skip
        else:
            items.append({"words": evidence[name].text, "strength": evidence[name].strength, "evidence": True,
                          "by": evidence[name].provided_by, "note": evidence[name].note})  # fmt: skip
    return {"items": items}
