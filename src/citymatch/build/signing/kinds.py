"""The kinds of units with a plain gloss of each, and which unit signs in each country, from the countries' rules."""

from __future__ import annotations

from pathlib import Path

from citymatch.build.tables import write_csv

from .rules import SIGNING, read_rules

AMERICAN = {
    "city": "a US city", "town": "a US town", "village": "a US village", "borough": "a US borough",
    "township": "a US township", "county": "a US county",
}  # fmt: skip
"""What the United States' own kinds mean is plain from their names."""


def build_kinds(path: Path) -> None:
    """Write one row a kind: kind (country and kind) and gloss."""
    glosses = {
        f"{code}:{entry['kind']}": entry["gloss"]
        for code, rules in read_rules(SIGNING).items()
        for entry in (*rules.of("kind"), *rules.of("above"))
        if "gloss" in entry
    }
    glosses |= {f"US:{kind}": gloss for kind, gloss in AMERICAN.items()}
    write_csv(path, [{"kind": kind, "gloss": gloss} for kind, gloss in glosses.items()])


def build_who_signs(path: Path) -> None:
    """Write one row a country: which unit signs, why, whether a register decides, what other figures count."""
    rows = [
        {
            "country": code,
            "unit": each.unit,
            "why": each.why,
            "register": each.register,
            "figure": each.figure,
        }
        for code, each in read_rules(SIGNING).items()
    ]
    write_csv(path, rows)
