"""The names that a unit goes by: in the parts of a bilingual name, in Latin letters, as a place's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from citymatch.build.standing.names import key, plain
from citymatch.build.standing.registers import MUNICIPALITIES

from .pairs import Rows
from .rules import Rules

_BRACKET = re.compile(r"\(.*?\)")
_BETWEEN = re.compile(r"\s*/\s*|\s*\(|\)|\s*;\s*")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
LETTERS = 2
"""How many letters apart a register's and the gazetteer's Latin spelling of one name may be."""


_TWO_LANGUAGES = re.compile(r" - | / |/")
ONE_NAME, RELATED = 80.0, 45.0
"""From which likeness (0 to 100) two names are one in two spellings, and one the form of the other."""


def names_of(name: str, name_en: str, strip: str = "") -> list[str]:
    """The names that a unit goes by: the parts of a bilingual name, without the words that tell its kind.

    >>> names_of("Tampere / Tammerfors", ""), names_of("Kota Blitar", "", r"^Kota ")
    (['Tampere', 'Tammerfors'], ['Blitar'])
    """
    whole = [_BRACKET.sub("", name).strip(), *_BETWEEN.split(name), *_BETWEEN.split(name_en)]
    found: list[str] = []
    for each in whole:
        bare = re.sub(strip, "", each).strip() if strip else each.strip()
        bare = bare.title() if bare.isupper() else bare
        if bare and "/" not in bare and bare not in found:
            found.append(bare)
    return found


def title(
    unit: str, official: str, place: str, others: Sequence[str], local: str, old_world: bool = True
) -> tuple[str, str]:
    """The name of a seat as it is shown, and the unit's beside it in brackets ("" where one name says it all).

    The unit's own name is shown where the place's is a part of it, or has a word more; where both are one name in two
    spellings; and where it is written in Chinese, Japanese or Korean letters, of which the gazetteer often has the
    quarter of the town hall. A place of the `old_world` that has the unit's name among its others keeps its own, which
    is the English one; elsewhere that is the name of another thing. `official` is the long form of a US unit.

    >>> title("Vefsn", "", "Mosjøen", ["Mosjoen"], ""), title("Firenze", "", "Florence", ["Firenze"], "")
    (('Mosjøen (Vefsn)', 'Vefsn'), ('Florence', ''))
    >>> title("Cherbourg-en-Cotentin", "", "Cherbourg", [], ""), title("Delicias", "", "Ciudad Delicias", [], "")
    (('Cherbourg-en-Cotentin', ''), ('Delicias', ''))
    >>> title("Arlington County", "Arlington County", "Arlington", [], "")
    ('Arlington', '')
    >>> title("eThekwini", "", "Durban", ["Ethekwini"], "", old_world=False)
    ('Durban (eThekwini)', 'eThekwini')
    """
    from rapidfuzz import fuzz

    if local and _EAST_ASIAN.search(local) and not _other_script(unit):
        return unit, ""
    named = {key(each) for each in (unit, official, *names_of(unit, "")) if each}
    if key(place) in named:
        return (unit if place.isascii() and not unit.isascii() else place), ""
    alias = any(key(each) in named for each in others if each[:1].isupper())
    parts = any(key(each) in named for each in _TWO_LANGUAGES.split(place))
    within = parts or _holds(_words(place), _words(unit)) or _holds(_words(unit), _words(place))
    if official:  # the gazetteer's place was matched by the Census's names, and is what people call it
        return (place, "") if alias or within else (f"{place} ({unit})", unit)
    alike = fuzz.ratio(key(place), key(unit))
    english = alias and (alike >= RELATED or (old_world and place.isascii()))
    if within or (alike >= ONE_NAME and not english):
        return unit, ""
    return (place, "") if english else (f"{place} ({unit})", unit)


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[^a-z0-9]+", plain(name)) if word]


def _holds(whole: list[str], part: list[str]) -> bool:
    """Whether the words of one name stand in another one after the other."""
    size = len(part)
    return bool(part) and any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


def romanised(units: pd.DataFrame, country: str) -> list[str]:
    """The foreign names, before them those in Latin letters of the project's own table of municipalities.

    A name is taken where code and local name are the same.
    """
    if units["name"].map(str.isascii).all():
        return units["name_en"].tolist()
    table = pd.read_csv(MUNICIPALITIES, keep_default_na=False, dtype=str)
    known = table[
        (table["country"] == country) & (table["other_name"] != "") & (table["kind"] == "municipality")
    ]
    latin = dict(zip(zip(known["district"], known["other_name"], strict=True), known["name"], strict=True))
    told = [latin.get(pair, "") for pair in zip(units["code"], units["name"], strict=True)]
    both = zip(told, units["name_en"], strict=True)
    return [" / ".join(dict.fromkeys(filter(None, pair))) for pair in both]


def shown_names(
    units: pd.DataFrame, places: pd.DataFrame, seat: Rows, rules: Rules
) -> tuple[list[str], list[str]]:
    """The name of each unit in Latin letters, and the register's own where that is in other letters."""
    place, others = places["name"].tolist(), places["other_names"].tolist()
    shown, local = [], []
    for name, english, row in zip(units["name"], units["name_en"], seat.tolist(), strict=True):
        own = names_of(name, "", rules.strip)
        latin = [each for each in [*own, *names_of(english, "", rules.strip)] if not _other_script(each)]
        if row >= 0 and own and _other_script(own[0]):
            there = names_of(place[row], "", rules.strip)[:1]
            latin = _spelling(latin, there, {key(own[0]), key(name)}, others[row])
        shown.append((latin or own or [name])[0])
        # In Chinese, Japanese and Korean the last letter tells the kind, and is kept.
        whole = names_of(name, "")
        written = whole if whole and _EAST_ASIAN.search(whole[0]) else own
        local.append(written[0] if written and _other_script(written[0]) else "")
    return shown, local


def _spelling(latin: list[str], there: list[str], written: set[str], others: Sequence[str]) -> list[str]:
    """Latin names of a unit, the gazetteer's spelling first where its place bears the name in the own letters."""
    from rapidfuzz.distance import OSA

    bears = any(not each.isascii() and key(each) in written for each in others)
    near = not latin or (there and OSA.distance(key(latin[0]), key(there[0])) <= LETTERS)
    return [*there, *latin] if bears and near else latin


def _other_script(text: str) -> bool:
    return any(c > "\u0250" and not "\u1e00" <= c <= "\u1eff" and c.isalpha() for c in text)
