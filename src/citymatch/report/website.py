"""Search words for the official website of a community: names on record, and no address that nobody checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from citymatch.datasets.geography import country_name
from citymatch.datasets.native import load_native_names
from citymatch.features.base import is_unknown
from citymatch.features.unit import division_told, town_of

Place = Mapping[str, Any]

LETTERS = {
    **dict.fromkeys(("GR", "CY"), "GREEK"), "KR": "HANGUL", "TH": "THAI", "GE": "GEORGIAN", "AM": "ARMENIAN",
    "IL": "HEBREW", **dict.fromkeys(("JP", "CN", "TW", "HK", "MO"), "CJK"),
    **dict.fromkeys(("LB", "SY", "JO", "EG", "IQ", "SA", "AE", "KW", "QA", "BH", "OM", "YE", "MA", "DZ", "TN", "LY",
                     "SD", "PS"), "ARABIC"),
}  # fmt: skip
"""The letters of countries that write their names in one script of their own, as Unicode calls them."""

OFFICIAL = {
    "JP": "公式サイト", "KR": "공식 홈페이지", "CN": "官方网站", "TW": "官方網站", "GR": "επίσημη ιστοσελίδα",
    "CY": "επίσημη ιστοσελίδα", "IT": "comune sito ufficiale", "SM": "sito ufficiale",
    **dict.fromkeys(("ES", "MX"), "ayuntamiento sitio oficial"),
    **dict.fromkeys(("AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "GT", "HN", "NI", "PA", "PE", "PY", "SV", "UY",
                     "VE"), "municipalidad sitio oficial"),
    **dict.fromkeys(("DE", "AT", "LI"), "offizielle Website"), "FR": "mairie site officiel",
    "BR": "prefeitura site oficial",
    "PT": "câmara municipal site oficial", "PL": "oficjalna strona", "NL": "gemeente officiële website",
    "SE": "kommun", "NO": "kommune", "DK": "kommune",
    **dict.fromkeys(("LB", "SY", "JO", "EG", "IQ", "SA", "AE", "KW", "QA", "BH", "OM", "YE", "MA", "DZ", "TN", "LY",
                     "SD", "PS"), "بلدية الموقع الرسمي"),
}  # fmt: skip
"""What people of a country add to a name when they look for the official website of a community."""


def local_name(place: Place) -> str:
    """The name in the letters of its own country, where one and no other is on record; else "".

    >>> local_name({"local_name": "精華町", "country": "JP"}), local_name({"name": "Bo", "country": "SE"})
    ('精華町', '')
    """
    if place.get("local_name"):
        return str(place["local_name"])
    script = LETTERS.get(str(place.get("country") or ""))
    number = place.get("geonameid")
    if script is None or is_unknown(number) or not number:
        return ""
    names = load_native_names().get(int(str(number)), ())
    own = [name for name in names if _is_in(name, script)]
    return own[0] if len(own) == 1 else ""


def search_words(place: Place) -> str:
    """What to type into a search engine to find the official website.

    >>> search_words({"name": "Seika", "local_name": "精華町", "admin1_name": "Kyoto", "country": "JP"})
    '“Seika Kyoto Japan official website” or “精華町 公式サイト”'
    >>> search_words({"name": "Uusikaupunki", "admin1_name": "Southwest Finland", "country": "FI"})
    '“Uusikaupunki Southwest Finland official website”'
    >>> search_words({"name": "Arezzo", "admin1_name": "Tuscany", "country": "IT"})
    '“Arezzo Tuscany Italy official website” or “Arezzo comune sito ufficiale”'
    """
    country = str(place.get("country") or "")
    name = str(place.get("unit_name") or "") or town_of(place)
    where = " ".join(filter(None, [name, division_told(place).replace(",", "")]))
    nation = "" if _is_in_words(country_name(country), where) else country_name(country)
    english = " ".join(filter(None, [where, nation, "official website"]))
    told, own, added = f"“{english}”", local_name(place), OFFICIAL.get(country, "")
    if own:
        return f"{told} or “{f'{own} {added}'.strip()}”"
    return f"{told} or “{name} {added}”" if added and country not in LETTERS else told


def _is_in_words(name: str, text: str) -> bool:
    """Whether a name stands in a text already, as words of their own."""
    return f" {_plain(name)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(",", " ").split())


def _is_in(name: str, script: str) -> bool:
    """Whether a name is written in a script, and in its letters as Arabic has them (Persian and Urdu have others)."""
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and all(_of(letter, script) for letter in letters)


def _of(letter: str, script: str) -> bool:
    if script == "ARABIC":
        return "\u0621" <= letter <= "\u064a"
    return unicodedata.name(letter, "").startswith(script)
