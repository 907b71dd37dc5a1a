"""What a page's and a paper's figures rest on: the tables of the data card, and the sources of what was told."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from citymatch import datasets
from citymatch.policy import Policy
from citymatch.policy.jurisdiction import ADVICE
from citymatch.results import Dossier

from .called import noun
from .words import day_in_words, plainly


@cache
def tables() -> tuple[dict[str, str], ...]:
    """The tables of the data card that a wheel holds: title, source, year and terms of each.

    >>> any("GeoNames" in table["source"] for table in tables())
    True
    """
    text = (Path(datasets.__file__).parent / "card.toml").read_text(encoding="utf-8")
    return tuple(
        {key: str(table.get(key, "")) for key in ("title", "source", "year", "terms")}
        for table in tomllib.loads(text)["table"]
        if not table["file"].startswith("source/")
    )


def sources(dossiers: Sequence[Dossier], policy: Policy) -> list[str]:
    """Everything that a paper's figures rest on, with dates: each source once, with all that is from it."""
    told = [dossier.explained for dossier in dossiers]
    unread = f". Not read: {policy.unread.rstrip('.')}" if policy.unread else ""
    made = told[0].provenance
    listed = [f"places: {made['places']}"] if "places" in made else []
    listed.append(f"{noun(policy)}: {plainly(policy.citation)}{unread}")
    subjects: dict[str, list[str]] = {}
    for record in (record for e in told for record in e.records):
        labels = subjects.setdefault(plainly(record.source), [])
        labels += [] if record.label in labels else [record.label]
    for tie in dossiers[0].ties:
        subjects.setdefault(plainly(tie.source), [tie.subject])
    counts = {str(e.facts.get("population_source") or "").partition(";")[0] for e in told} - {""}
    if counts:
        subjects.setdefault("; ".join(sorted(counts)), []).append("people")
    listed += _once(sorted(f"{', '.join(labels)}: {source}" for source, labels in subjects.items()))
    laws = {v.words for e in told for v in e.checklist if v.strength == "law"}
    return [*listed, *(f"state law: {law}. {ADVICE}" for law in sorted(laws)), *_stamp(made)]


def _once(listed: Sequence[str]) -> list[str]:
    """The sources with what CEPII is said where it is first named."""
    long, told = "GeoDist of the French institute for international economics (CEPII)", list(listed)
    named = [at for at, text in enumerate(told) if long in text]
    for at in named[1:]:
        told[at] = told[at].replace(long, "GeoDist (CEPII)")
    return told


def _stamp(made: Mapping[str, str]) -> list[str]:
    """By which program, data and criteria a paper was made, and of which day, so that the same can be made again.

    >>> _stamp({"citymatch": "1.0", "snapshot": "ab12", "policy": "mine cd34", "as of": "2026-03-01"})
    ['made by citymatch 1.0, data ab12, criteria mine cd34, as of 1 March 2026']
    """
    names = {"citymatch": "citymatch", "snapshot": "data", "policy": "criteria"}
    parts = [f"{name} {made[key]}" for key, name in names.items() if key in made]
    parts += [f"as of {day_in_words(made['as of'])}"] if "as of" in made else []
    return [f"made by {', '.join(parts)}"] if parts else []
