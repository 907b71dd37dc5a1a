"""From plain values to the parts of a policy, with every field checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, cast

from citymatch.datasets.country_words import meant

from .errors import Origin, cut, suggestion
from .fields import Fields, is_number
from .kinds import TESTS, Setting
from .parts import SCOPES, STRENGTHS, Criterion, Evidence, Exchange, Rule, Stage
from .renamed import renamed

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_DIVISION = re.compile(r"[A-Z]{2}\.\w+\Z")
_PLACE = re.compile(r"geonames:\d+\Z")
_OTHER_CODES = ("UK", "EL")
"""Two letters that are in use for a country and are not its code."""


_SPANS = (("at_least", "at_most"), ("beyond_km", "within_km"))
"""Settings that are the lower and the upper end of what meets a rule."""


def id_of(fields: Fields, default: str = "", key: str = "id") -> str:
    """The field by which others name the part, or its default where that is given and the field is not."""
    value = fields.text(key, required=not default) or default
    if not _ID.match(value):
        raise fields.error(key, f"may hold letters, digits, hyphens and underscores only, not {cut(value)}")
    return value


def criterion_from(fields: Fields, taken: Collection[str] = ()) -> Criterion:
    """A criterion; without an id it has its extractor's name, an old one where the new one is `taken`."""
    stated = fields.text("extractor", required=True)
    extractor = extractor_named(fields, stated)
    return Criterion(
        id=id_of(fields, stated if extractor in taken else extractor),
        extractor=extractor,
        label=fields.text("label"),
        weight=fields.weight("weight", 1.0, 1e9),
        parameters=fields.table("parameters"),
        note=fields.text("note"),
    )


def extractor_named(fields: Fields, name: str, key: str = "extractor") -> str:
    """The name of an extractor as it is called today, with a warning where the file has one of before."""
    return renamed(name, (), fields.place(key))


def rule_from(fields: Fields) -> Rule:
    """A rule of a policy or of a law: its fields, and the settings of its test beside them."""
    test = fields.choice("test", TESTS)
    strength = fields.choice("strength", STRENGTHS, "must")
    group = fields.text("group")
    if group and strength != "any_of":
        raise fields.error("group", f'only rules of strength "any_of" have a group, not {strength!r}')
    rule = Rule(
        id=id_of(fields),
        text=fields.text("text", required=True),
        strength=strength,
        test=test,
        scope=fields.choice("scope", SCOPES, TESTS[test].scope),
        group=group,
        waivable_by=fields.text("waivable_by"),
        waived=fields.text("waived"),
        provided_by=fields.text("provided_by"),
        source=fields.text("source"),
        since=fields.date("since"),
        until=fields.date("until"),
        verified=fields.flag("verified", True),
        note=fields.text("note"),
        parameters=_settings(fields, test),
    )
    if rule.since and rule.until and rule.since > rule.until:
        raise fields.error("since", f"{rule.since} is after until = {rule.until}: the rule would never apply")
    if strength == "law" and (rule.waivable_by or rule.waived):
        raise fields.error("waivable_by", "a law cannot be waived here")
    if rule.waived and not rule.waivable_by:
        raise fields.error("waived", "the policy does not say who may waive this rule (waivable_by)")
    return rule


def _settings(fields: Fields, test: str) -> dict[str, Any]:
    """The settings of a test. They stand in the rule itself or, as a dict writes them, under `parameters`."""
    nested = fields.table("parameters")
    kind = TESTS[test]
    for name in nested:
        if name not in kind.settings:
            raise fields.error("parameters", f"unknown setting {name!r}{suggestion(name, kind.settings)}")
    found: dict[str, Any] = {}
    for name, setting in kind.settings.items():
        value = fields.take(name)
        value = nested.get(name) if value is None else value
        if value is None and setting.required:
            raise fields.origin.error(
                fields.path, f"the test {test!r} needs the setting {name!r} ({setting.doc})"
            )
        if value is not None:
            wrong = setting_problem(setting, value)
            if wrong:
                raise fields.error(name, wrong)
            found[name] = list(value) if isinstance(value, tuple) else value
    if "extractor" in found:
        found["extractor"] = extractor_named(fields, found["extractor"])
    for low, high in _SPANS:
        if low in found and high in found and found[low] > found[high]:
            problem = f"{found[low]:g} is above {high} = {found[high]:g}: nobody could meet the rule"
            raise fields.error(low, problem)
    if kind.needs_one_of and not any(name in found for name in kind.needs_one_of):
        raise fields.origin.error(
            fields.path, f"the test {test!r} needs one of {', '.join(kind.needs_one_of)}"
        )
    return found


def setting_problem(setting: Setting, value: object) -> str | None:
    """What is wrong with the value of a setting, in words, or None."""
    if setting.kind == "number":
        good = is_number(value) and setting.low <= cast(float, value) <= setting.high
        return (
            None if good else f"must be a number from {setting.low:g} to {setting.high:g}, not {cut(value)}"
        )
    if setting.kind == "choice":
        return (
            None if value in setting.choices else f"unknown {cut(value)}{suggestion(value, setting.choices)}"
        )
    if setting.kind == "text":
        return None if isinstance(value, str) and value.strip() else f"must be a text, not {cut(value)}"
    if setting.kind == "table":
        return (
            None
            if isinstance(value, Mapping)
            else f"must be a table such as {{ core = 1.5 }}, not {cut(value)}"
        )
    return _area_problem(value) if setting.kind == "area" else _list_problem(setting, value)


def _area_problem(value: object) -> str | None:
    """An outline is a list of three points and more, each a latitude and a longitude."""
    points = value if isinstance(value, list | tuple) else ()
    good = [
        isinstance(point, list | tuple)
        and len(point) == 2
        and all(map(is_number, point))
        and abs(point[0]) <= 90
        and abs(point[1]) <= 180
        for point in points
    ]
    if len(good) < 3 or not all(good):
        return f"must be three points or more such as [[46.4, 31.5], [46.5, 32.0], [45.8, 31.5]], not {cut(value)}"
    return None


def _list_problem(setting: Setting, value: object) -> str | None:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(item, str) for item in value):
        return f"must be a list of texts, not {cut(value)}"
    for item in value:
        if setting.choices and item not in setting.choices:
            return f"unknown {item!r}{suggestion(item, setting.choices)}"
        if setting.kind == "countries" and (problem := country_problem(item)):
            return problem
        if setting.kind == "divisions" and not _DIVISION.match(item):
            return f"must hold a country and its first-order division such as UA.11, not {item!r}"
        if setting.kind == "places" and not _PLACE.match(item):
            return f"must hold places of GeoNames such as geonames:5383187, not {item!r}"
    return None


def country_problem(code: str) -> str | None:
    """What is wrong with the code of a country, in words, or None.

    >>> country_problem("JP"), country_problem("UK")
    (None, "must be a two-letter country code (ISO 3166-1) such as JP, not 'UK'; did you mean 'GB'?")
    """
    if _COUNTRY.match(code) and code not in _OTHER_CODES:
        return None
    codes = meant(code)
    hint = f"; did you mean {' or '.join(map(repr, codes))}?" if codes else ""
    return f"must be a two-letter country code (ISO 3166-1) such as JP, not {cut(code)}{hint}"


def evidence_from(fields: Fields) -> Evidence:
    return Evidence(
        id=id_of(fields),
        text=fields.text("text", required=True),
        provided_by=fields.text("provided_by"),
        scope=fields.choice("scope", SCOPES, "candidate"),
        strength=fields.choice("strength", {"must": "", "prefer": ""}, "must"),
        note=fields.text("note"),
    )


def stage_from(fields: Fields) -> Stage:
    days = fields.number("deadline_days", None, 0, 36500)
    return Stage(
        text=fields.text("text", required=True),
        decided_by=fields.text("decided_by"),
        deadline_days=None if days is None else int(days),
        note=fields.text("note"),
    )


def exchange_from(fields: Fields) -> Exchange:
    return Exchange(fields.text("name", required=True), fields.text("examples"))


def check_parts(rules: tuple[Rule, ...], origin: Origin) -> None:
    """Every rule that a rule names exists and comes before it, so that none is made of itself."""
    earlier: set[str] = set()
    ids = {rule.id for rule in rules}
    for n, rule in enumerate(rules):
        for name in rule.parameters.get("rules", ()):
            if name not in ids:
                problem = f"no rule has the id {name!r}{suggestion(name, ids)}"
                raise origin.error(("rules", n, "rules"), problem)
            if name not in earlier:
                problem = f"the rule {name!r} must stand above the rule that names it"
                raise origin.error(("rules", n, "rules"), problem)
        earlier.add(rule.id)
