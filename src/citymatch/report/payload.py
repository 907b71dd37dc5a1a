"""What a page carries, as one block of bytes: a JSON head and arrays of numbers behind it."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels
from citymatch.datasets.geography import country_name
from citymatch.datasets.table import shortest
from citymatch.features.ties import nation
from citymatch.features.unit import division_told, named, people_counted, unit_told
from citymatch.features.weather import climate_told
from citymatch.policy import Policy
from citymatch.policy.toml import toml_of
from citymatch.results import Result, Verdict, without_nan
from citymatch.results.countries import COUNTRY_TIES
from citymatch.results.page import PageContent, Scale
from citymatch.scoring import additive, variety
from citymatch.scoring.lot import order_told

from .svgmap import equal_earth
from .words import everywhere

WATERS = ("coast_km", "lake_km", "river_km")


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


def payload(result: Result, content: PageContent) -> bytes:
    """Everything that a page shows of a ranking: length of the head (4 bytes), head (JSON), arrays."""
    arrays = Bytes()
    arrays.add("similarity", content.similarity, "f4")
    arrays.add("tie", content.tie, "u4")
    for name, values in (
        ("rank", content.rank),
        ("tieFirst", content.tie_first),
        ("tieLast", content.tie_last),
    ):
        arrays.add(name, values, "u4")
    _add_groups(arrays, content)
    head = {
        **_about(result, content),
        "criteria": [_criterion(scale) for scale in content.scales],
        "policyFile": policy_file(result.policy),
        "model": {"grid": additive.GRID, "tenths": additive.TENTHS, "rounding": additive.ROUNDING},
        "ranked": content.ranked,
        "best": content.size.best,
        "listed": content.size.listed,
        "places": _places(result, content),
        "varied": _varied(content),
        **({"blocks": _blocks(content)} if content.own_kind else {}),
        "countries": [
            {"code": code, "name": country_name(code), "told": nation(code), "continent": continent}
            for code, continent in content.countries
        ],
        "arrays": arrays.where,
    }
    text = json.dumps(without_nan(head), ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    return len(text).to_bytes(4, "little") + text + b"".join(arrays.parts)


def packed(block: bytes) -> str:
    """A block as text that can stand in a page: deflated, in base64."""
    return base64.b64encode(zlib.compress(block, 6)).decode()


def _add_groups(arrays: Bytes, content: PageContent) -> None:
    """The groups of the candidates that are not carried, with what the page's filters ask of a place."""
    groups = content.groups
    arrays.add("groupSimilarity", groups.similarity, "f4")
    for name, values in (("Tie", groups.tie_position), ("Size", groups.size), ("Country", groups.country)):
        arrays.add(f"group{name}", values, "u4")
    kind = groups.kind if groups.kind is not None else np.full(len(groups), len(variety.LEVELS), np.int64)
    arrays.add("groupKind", kind + 1, "u4")
    arrays.add("groupFewest", content.fewest, "f4")
    arrays.add("groupMost", content.most, "f4")
    for column in WATERS:
        arrays.add(f"group_{column}", content.nearest[column], "f4")


def _about(result: Result, content: PageContent) -> dict[str, Any]:
    """The seeker, the policy, and what the reader has to know before the list."""
    policy, seeker = result.policy, result.seeker
    return {
        "seeker": {**_facts_of(seeker, content), "label": seeker["label"], "community_id": seeker["community_id"],
                   "stated": list(seeker.get("from_profile") or ())},
        "policy": {
            "name": policy.name, "title": policy.title or policy.name, "source": policy.source, "date": policy.date,
            "unread": policy.unread, "notes": policy.notes, "own": policy.community == seeker["community_id"],
            "stages": [
                {"text": s.text, "by": s.decided_by, "days": s.deadline_days, "note": s.note} for s in policy.stages
            ],
            "exchange": [{"name": e.name, "examples": e.examples} for e in policy.exchange],
        },
        "tieOrder": order_told(result.tie_labels),
        "notes": [*result.notes, *everywhere(result)],
        "candidates": result.candidates,
        "leftOut": [{"reason": each.reason, "count": each.number} for each in result.left_out],
        "provenance": dict(result.provenance),
    }  # fmt: skip


def _varied(content: PageContent) -> dict[str, Any] | None:
    """How the page varies its lists, by the figures of `scoring.variety`."""
    if content.varied is None:
        return None
    return {
        "perCountry": content.varied.per_country, "countries": content.varied.countries, "fewest": variety.FEWEST,
        "share": variety.SHARE, "metropolisShare": variety.METROPOLIS_SHARE,
        "untied": variety.UNTIED, "roots": variety.ROOTS, "tiesWithin": variety.TIES_WITHIN,
        "tied": variety.TIED, "levels": list(variety.LEVELS),
        "strong": variety.STRONG, "nearly": variety.NEARLY, "unlike": variety.UNLIKE,
    }  # fmt: skip


def _blocks(content: PageContent) -> dict[str, Any] | None:
    """How the page makes its lists in two blocks; `own` and `fit` have a figure per place."""
    kinds = content.own_kind
    if kinds is None:
        return None
    return {
        "headings": list(kinds.headings), "byState": kinds.by_state, "own": list(map(int, kinds.own)),
        "fit": list(map(int, kinds.fit)), "spoken": variety.SPOKEN, "tiesWithin": variety.TIES_WITHIN,
        "untied": variety.UNTIED,
    }  # fmt: skip


def _criterion(scale: Scale) -> dict[str, Any]:
    criterion = scale.criterion
    return {
        "id": criterion.id, "extractor": criterion.extractor, "label": criterion.label or scale.short,
        "short": scale.short, "weight": float(criterion.weight), "note": criterion.note, "added": scale.added,
        "usable": scale.usable, "commonplace": scale.commonplace,
        "rare": scale.rare, "countryTie": criterion.extractor in COUNTRY_TIES,
        "source": scale.source, "unit": scale.unit, "whyNot": scale.why_not,
    }  # fmt: skip


def policy_file(policy: Policy) -> list[Any]:
    """The policy as the text of a file, cut where its weights stand.

    Each text is followed by the position of the criterion whose weight belongs there, or by "added" where
    criteria that the reader adds belong, or by "changes" for a sentence that says what was changed.
    """
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


def _facts_of(place: Mapping[str, Any], content: PageContent) -> dict[str, Any]:
    """The facts of the seeker, with the names of its country and of its metropolis."""
    facts = {name: place.get(name) for name in content.facts}
    facts |= {
        "name": named(place),
        "people": people_counted(place),
        "unit": unit_told(place),
    }
    if "admin1_name" in facts:
        facts["admin1_name"] = division_told(place)
    facts["metropolis"] = place.get("metropolis") or ""
    if "climate" in facts:
        facts["climate"] = climate_told(str(facts["climate"] or ""))
    facts["country_name"] = country_name(str(place["country"]))
    x, y = equal_earth(float(place["latitude"]), float(place["longitude"]))
    return facts | {"x": round(float(x), 1), "y": round(float(y), 1)}


def _places(result: Result, content: PageContent) -> dict[str, Any]:
    """The carried places, column by column."""
    return {
        "id": list(content.community_id),
        **_fact_columns(content),
        "called": _shared(content.called or [""] * len(content.community_id)),
        "homePartner": _shared(content.home_partner or [""] * len(content.community_id)),
        "metropolisGroup": list(content.metropolis_group or [0] * len(content.community_id)),
        "ties": [float(each) for each in content.ties or [1.0] * len(content.community_id)],
        "excluded": _shared(content.excluded),
        "cautions": _shared(["\n".join(texts) for texts in content.cautions]),
        "reasons": [_shared(texts) for texts in content.reasons],
        "levels": [_shared(texts) for texts in content.levels],
        "checklist": _checklist(result.policy, content.verdicts),
    }


def _fact_columns(content: PageContent) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name, values in content.facts.items():
        if isinstance(values, Labels):
            columns[name] = _shared(list(values))
        elif isinstance(values, np.ndarray):
            columns[name] = _numbers(values)
        else:
            columns[name] = list(values)
    columns["name"] = [each["name"] for each in content.unit_facts]
    if "admin1_name" in content.facts:
        columns["admin1_name"] = _shared([each["division"] for each in content.unit_facts])
    columns |= {fact: _shared([each[fact] for each in content.unit_facts]) for fact in ("people", "unit")}
    columns["metropolis"] = _shared(content.metropolis)
    if "climate" in content.facts:
        columns["climate"] = _shared([climate_told(code) for code in content.facts["climate"]])
    x, y = equal_earth(np.asarray(content.facts["latitude"]), np.asarray(content.facts["longitude"]))
    return columns | {"x": np.round(x, 1).tolist(), "y": np.round(y, 1).tolist()}


def _numbers(values: npt.NDArray[Any]) -> list[Any]:
    """Plain numbers, a float32 as the shortest decimal that it stands for, whole ones without a point."""
    plain = shortest(values) if values.dtype == np.float32 else values.astype(np.float64).tolist()
    return [int(value) if value == value and value.is_integer() else value for value in plain]


def _shared(texts: Sequence[str]) -> dict[str, Any]:
    """Texts of which many are equal: each once, and for each place which one it is."""
    distinct = list(dict.fromkeys(texts))
    position = {text: number for number, text in enumerate(distinct)}
    return {"values": distinct, "of": [position[text] for text in texts]}


def _checklist(policy: Policy, verdicts: Sequence[Sequence[Verdict]]) -> dict[str, Any]:
    """The policy's checklist in its own order: what it asks, and the verdict and facts for each place.

    Criteria stand in it by their position on the page; their verdict follows from their similarity.
    """
    own = policy.ordered_ids()
    criteria = {criterion.id: number for number, criterion in enumerate(policy.criteria)}
    evidence = {item.id: item for item in policy.asked}
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
