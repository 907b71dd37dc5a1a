"""The table of names of first and second-order divisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from citymatch.places.folding import plain
from citymatch.places.scripts import is_latin, own_key

from .division_names import NAMELESS, SPOKEN, Division, List, by_code, by_division, forms_of, kinds_in
from .standing.registers import SOURCE
from .tables import read_csv, write_csv

HEAD = 5
"""Two names of one division in two languages often begin with so many letters that are the same."""

Forms = dict[Division, set[str]]


def build_division_terms(path: Path) -> None:
    """Write a row per division with the forms of its names and its short forms, and one with the words for kinds.

    Latin names are kept as plain words, others as keys in their own letters; the name without the words for a
    kind of division (Provincia di, -do, Oblast) stands beside the full one where both are needed.
    """
    own, named = by_division(path.parent), by_code()
    kinds = {key: kinds_in(names.values()) for key, names in own.items()}
    kinds |= {key: kinds_in(names.values()) for key, names in named.items()}
    forms: Forms = defaultdict(set)
    for key, names in own.items():
        for division, name in names.items():
            forms[division] |= forms_of(name, kinds[key])
    codes = _placed(kinds, forms)
    for key, coded in named.items():
        for code, name in coded.items():
            if code in codes and (key[1] not in SPOKEN or not codes[code][2]):
                forms[codes[code]] |= forms_of(name, kinds[key])
    words = sorted({word for found in kinds.values() for word in found})
    for found in forms.values():
        found -= {each for each in found if NAMELESS.issuperset(each.split()) or each in words}
    for division, others in (*_counties().items(), *_others("").items()):
        forms[division] |= others
    shorts = _short_forms({division: code.partition("-")[2] for code, division in codes.items()}, forms)
    rows = [
        _row(division, shorts.get(division, ()), found) for division, found in sorted(forms.items()) if found
    ]
    historic = [_row(division, (), names, "yes") for division, names in sorted(_others("yes").items())]
    write_csv(path, [*rows, *historic, _row(("", "", ""), (), words)])


def _row(
    division: Division, shorts: Iterable[str], names: Iterable[str], historic: str = ""
) -> dict[str, str]:
    country, admin1, admin2 = division
    texts = {"codes": " ".join(shorts), "names": ";".join(sorted(names)), "historic": historic}
    return {"country": country, "admin1": admin1, "admin2": admin2, **texts}


def _short_forms(codes: Mapping[Division, str], divisions: Iterable[Division]) -> dict[Division, list[str]]:
    """The code of ISO 3166-2, else the letters that GeoNames has, and the short forms of the table kept by hand."""
    shorts = {division: [code] for division, code in codes.items()}
    for division in divisions:  # the codes of GeoNames are those of the country, where they are letters
        if division not in shorts and _is_code(division[2] or division[1]):
            shorts[division] = [division[2] or division[1]]
    first = {(row["country"], row["name"]): row["admin1"] for row in read_csv(SOURCE / "admin1.csv")}
    for row in read_csv(SOURCE / "division_short_forms.csv"):
        division = row["country"], first[row["country"], row["division"]], ""
        known = shorts.setdefault(division, [])
        known += [form for form in row["short_forms"].split() if form not in known]
    return shorts


def _is_code(own: str) -> bool:
    """Whether GeoNames' code of a division is one in use: letters, or a number with a letter (2B)."""
    return own.isalpha() or (own[:-1].isdigit() and own[-1:].isalpha())


def _counties() -> Forms:
    """Counties that are no division today, or another one, with the divisions on their land."""
    known = {(r["country"], r["admin1"], r["name"]): r["admin2"] for r in read_csv(SOURCE / "admin2.csv.gz")}
    found: Forms = defaultdict(set)
    for row in read_csv(SOURCE / "counties_of_divisions.csv"):
        parts = [known[row["country"], row["admin1"], each] for each in row["divisions"].split(";")]
        for name in (row["name"], *filter(None, row["other_names"].split(";"))):
            found[row["country"], row["admin1"], " ".join(parts)].add(plain(name))
    return found


def _others(historic: str) -> Forms:
    """Names that the sources lack: in letters of the country, or of regions and islands that are no division today."""
    first = {(row["country"], row["name"]): row["admin1"] for row in read_csv(SOURCE / "admin1.csv")}
    found: Forms = defaultdict(set)
    for row in read_csv(SOURCE / "other_divisions.csv"):
        if row["historic"] != historic:
            continue
        for division in row["divisions"].split(";"):
            names = {plain(each) if is_latin(each) else own_key(each) for each in row["names"].split(";")}
            found[row["country"], first[row["country"], division], ""] |= names
    return found


def _placed(kinds: Mapping[List, frozenset[str]], forms: Forms) -> dict[str, Division]:
    """GeoNames' division for each code of ISO 3166-2 that shares a name with it and with no other of its level.

    The names of ISO itself go first; those of the other lists place what these leave.
    """
    import pycountry

    known: dict[tuple[str, bool, str], set[Division]] = defaultdict(set)
    for division, names in forms.items():
        for form in names:
            known[division[0], bool(division[2]), form.replace(" ", "")].add(division)
    placed: dict[str, Division] = {}
    for only_iso in (True, False):
        taken = set(placed.values())
        for each in pycountry.subdivisions:
            if each.code in placed:
                continue
            keys = _keys(each, kinds, only_iso)
            for second in (False, True) if each.parent_code is None else (True, False):
                found = {d for key in keys for d in known.get((each.country_code, second, key), ())} - taken
                if len(found) == 1:
                    placed[each.code] = found.pop()
                    break
    return placed | _left_over(forms, placed)


def _keys(subdivision: Any, kinds: Mapping[List, frozenset[str]], only_iso: bool) -> set[str]:
    """The keys of the names of one of ISO's divisions."""
    country, code = subdivision.country_code, subdivision.code
    lists = [key for key in by_code() if key[0] == country and (key[1] == "iso" or not only_iso)]
    names = [(key, by_code()[key][code]) for key in lists if code in by_code()[key]]
    return {form.replace(" ", "") for key, name in names for form in forms_of(name, kinds[key])}


def _left_over(forms: Forms, placed: Mapping[str, Division]) -> dict[str, Division]:
    """First-order divisions that have no code yet, by the heads of words that they share with one free code."""
    import pycountry

    taken, found = set(placed.values()), {}
    free = [each for each in pycountry.subdivisions if each.parent_code is None and each.code not in placed]
    heads_of = {each.code: _heads([plain(each.name)]) for each in free}
    for division, names in forms.items():
        if division[2] or division in taken or division[0] == "US":
            continue
        shared = {
            e.code: len(_heads(names) & heads_of[e.code]) for e in free if e.country_code == division[0]
        }
        most = max(shared.values(), default=0)
        own = [code for code, number in shared.items() if number == most]
        if most and len(own) == 1 and own[0] not in found:
            found[own[0]] = division
    return found


def _heads(names: Iterable[str]) -> set[str]:
    return {word[:HEAD] for name in names for word in name.split() if len(word) >= HEAD}
