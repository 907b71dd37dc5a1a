"""The rules of one country: which unit signs there, of what kind each is, and what was decided by hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citymatch.build.standing.registers import SOURCE
from citymatch.datasets import InputError

from .spelling import SPELLINGS

SIGNING = SOURCE / "signing"
"""The folder of the countries' rules."""

OWN_TABLES = frozenset({"US"})
"""Countries whose register is a table of the project's own, complete, and no file of the folder of registers."""

FIELDS: dict[str, type | tuple[type, ...]] = {
    "country": str, "files": list, "unit": str, "why": str, "complete": bool, "partition": bool, "ship_points": bool,
    "decides_in": list, "others": str,
    "source": str, "year": str, "figure": str, "only": str, "strip": str, "respell": list, "spelling": str,
    "level": str, "level_skip": str, "level_names": bool, "code_form": str, "ordered": str, "district": str,
    "reach_km": (int, float), "main_share": (int, float),
}  # fmt: skip
NEEDED = ("country", "files", "unit", "why")
PATTERNS = ("only", "strip", "level_skip", "code_form", "ordered", "district")
"""Fields that are regular expressions."""
FIGURES = ("", "unit", "town", "built_up", "mixed")
"""What the gazetteer's figures count in a country where no register gives them."""
LEVELS = ("", "admin1", "admin2", "admin3", "admin4")
CHOICES = {"level": LEVELS, "figure": FIGURES, "spelling": SPELLINGS}

MATCHES = {
    "match_code": "code", "match_name": "name", "match_unit": "unit", "match_file": "file",
    "match_division": "division",
}  # fmt: skip
"""The words by which an entry of a list means units, and the column that each pattern is looked for in."""
LISTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "kind": (("kind", "gloss"), ("ring", "code", *MATCHES)),
    "drop": (("why",), ("layer", "seat", "governed_by", "code", *MATCHES)),
    "layer": (("layer", "why"), ("code", *MATCHES)),
    "merge": (("into", "of", "why"), ("name",)),
    "above": (("code", "name", "kind", "parts"), ("name_en", "gloss", "parts_sign")),
    "add": (
        ("code", "name", "source"),
        ("kind", "name_en", "division", "layer", "people", "year", "latitude", "longitude"),
    ),
    "name": (("code", "name"), ("name_en",)),
    "people": (("code", "why"), ("people", "year")),
    "point": (("code", "geonameid", "why"), ()),
    "seat": (("code", "geonameid", "why"), ()),
    "inside": (("division", "code"), ()),
    "signs": (("geonameid", "why"), ()),
    "note": (("text",), ()),
}  # fmt: skip
"""The lists of tables, each with the keys that an entry must have and those that it may have (`why` always)."""


@dataclass(frozen=True)
class Rules:
    """What `datasets/source/signing/CC.toml` says; this is the reference of its format.

    Who signs
        country: its ISO code, the file's name.
        unit: what signs, in the country's own word ("gmina").
        why: the reason, a sentence with the law or the custom.
        files: the register files, by name without ending; [] where there is no register.
        complete: the register alone decides who is a candidate (true unless told otherwise).
        decides_in: divisions (GeoNames' codes) in which the register decides though it does not in the country.
        partition: the register's base units divide the whole country though it does not decide.
        others: where only the places of the list `signs` do, the reason for which no other is a candidate.
        figure: what the gazetteer's figures count where no register gives them: unit, town, built_up, mixed.

    The register
        source: the words of its source, where `registers.csv` does not give them.
        year: that of its figures, where the file tells another.
        only: an expression with which a code begins that belongs to this country, where a file holds others too.
        ship_points: its coordinates may be shipped.

    Names
        strip: an expression of the words to take off a name when it is compared ("^Kota ").
        respell: pairs of an expression and what to write for it in the register's names.
        spelling: arabic or indian, where every map writes the names in Latin letters its own way.

    Which place lies in which unit
        level: the gazetteer's division that is the unit (admin1 to admin4); without it the best is found.
        level_names: these divisions are units by their whole names, with the word for their kind.
        level_skip: an expression of the names of second-order divisions that hold several units (the Japanese gun).
        code_form: an expression whose groups, joined, make of a register's code the gazetteer's at that level.
        ordered: an expression of the part of a code within which codes run along the districts; gives units points.
        district: an expression of the part of a code that tells the district, where `division` is larger than that.
        reach_km: how far from a unit's point a place of its name may lie (25).
        main_share: the least share of a unit's people in a seat of another name that the gazetteer calls no seat.

    The lists hold what was decided one by one. Where an entry means several units it says so by `code`, or by the
    expressions `match_code`, `match_name`, `match_unit` (the register's word for the kind), `match_file`,
    `match_division`; all that it has must fit. Every entry may say `why`.
        kind: the first that fits gives a unit its `kind`, with a `gloss` ("a gmina, a Polish municipality"); `ring`
            says that it lies around a city of its name, and has a dot only after all others.
        drop: no candidate, for the reason `why`; `layer` as below, `seat = false` for one that has no seat either;
            `governed_by` (an expression and what to write for it) makes of its code that of the unit that signs for it.
        layer: base (of the units that divide the country), over (has the people of others), part (inside another).
        merge: the units `of` went `into` one, which has their people; `name` where it is new or renamed.
        above: a city `code`, `name`, `kind` above those whose codes fit `parts`, with their people; the parts are no
            candidates unless `parts_sign`.
        add: a unit that the register lacks, with its `source`; it is of layer over unless it says another.
        name: another `name` (and `name_en`) for a unit.
        people: another figure with its `year`; without `people` it is unknown.
        point: the unit's point is that of the place `geonameid`.
        seat: the unit's seat is the place `geonameid`; 0 where the gazetteer has none.
        inside: the gazetteer's `division` (its code at the level) is the unit `code`.
        signs: where no register decides, a place that signs; `others` of the country are no candidates.
        note: a `text` for readers.
    """

    country: str
    files: tuple[str, ...]
    unit: str
    why: str
    complete: bool = True
    partition: bool = False
    decides_in: tuple[str, ...] = ()
    others: str = ""
    ship_points: bool = False
    source: str = ""
    year: str = ""
    figure: str = ""
    only: str = ""
    strip: str = ""
    respell: tuple[tuple[str, str], ...] = ()
    spelling: str = ""
    level: str = ""
    level_skip: str = ""
    level_names: bool = False
    code_form: str = ""
    ordered: str = ""
    district: str = ""
    reach_km: float = 25.0
    main_share: float = 0.0
    lists: Mapping[str, tuple[Mapping[str, Any], ...]] = field(default_factory=dict)

    @property
    def register(self) -> str:
        """Whether a register decides who is a candidate: complete, partial or none."""
        if self.country in OWN_TABLES:
            return "complete"
        return "none" if not self.files else "complete" if self.complete else "partial"

    def of(self, name: str) -> tuple[Mapping[str, Any], ...]:
        """The entries of one of the lists."""
        return self.lists.get(name, ())


def read_rules(folder: Path) -> dict[str, Rules]:
    """The rules of every country in a folder of TOML files, by country."""
    return {path.stem: read_one(path) for path in sorted(folder.glob("*.toml"))}


def read_one(path: Path) -> Rules:
    """The rules of one file. Raises InputError naming the file and the field."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path.name}: {error}") from error
    lists = {name: tuple(_entries(path.name, name, raw.pop(name, []))) for name in LISTS}
    _check_fields(path.name, raw)
    raw["respell"] = tuple(_pairs(path.name, raw.get("respell", [])))
    raw["decides_in"] = tuple(raw.get("decides_in", []))
    return Rules(**{**raw, "files": tuple(raw["files"])}, lists=lists)


def _check_fields(file: str, raw: Mapping[str, Any]) -> None:
    for name, value in raw.items():
        if name not in FIELDS or not isinstance(value, FIELDS[name]):
            raise InputError(f"{file}, {name}: unknown, or not of its type")
    for name in NEEDED:
        if name not in raw:
            raise InputError(f"{file}: has no {name!r}")
    for name in PATTERNS:
        _compiles(raw.get(name, ""), f"{file}, {name}")
    for name, choices in CHOICES.items():
        if raw.get(name, "") not in choices:
            told = ", ".join(choices[1:])
            raise InputError(f"{file}, {name}: must be one of {told}, not {raw[name]!r}")


def _entries(file: str, name: str, entries: Any) -> Iterable[Mapping[str, Any]]:
    needed, allowed = LISTS[name]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{file}, {name}: must be a list of tables, [[{name}]]")
    for at, entry in enumerate(entries, 1):
        where = f"{file}, {name} {at}"
        for key in needed:
            if key not in entry:
                raise InputError(f"{where}: has no {key!r}")
        for key in entry:
            if key not in (*needed, *allowed, "why"):
                raise InputError(f"{where}, {key}: unknown key")
        for key in (*MATCHES, "parts"):
            _compiles(str(entry.get(key, "")), f"{where}, {key}")
        yield entry


def _pairs(file: str, entries: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for entry in entries:
        if not isinstance(entry, list) or len(entry) != 2:
            raise InputError(f"{file}, respell: must be pairs of an expression and a text, not {entry!r}")
        pattern, instead = map(str, entry)
        _compiles(pattern, f"{file}, respell")
        yield pattern, instead


def _compiles(pattern: str, where: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise InputError(f"{where}: {error}") from error
