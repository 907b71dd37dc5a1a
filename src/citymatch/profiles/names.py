"""Countries, languages and climates by the words that people write for them."""

from __future__ import annotations

import functools

from citymatch.datasets.census import load_census_groups
from citymatch.datasets.geography import country_names
from citymatch.datasets.ties import load_languages
from citymatch.features.language import census_group
from citymatch.features.weather import climate_told
from citymatch.places.folding import fold

_OTHER_NAMES = {
    "Turkey": "TR", "Czech Republic": "CZ", "Hong Kong": "HK", "Macau": "MO", "Burma": "MM", "Palestine": "PS",
    "Great Britain": "GB", "England": "GB", "Holland": "NL", "Congo": "CG", "Swaziland": "SZ", "Cabo Verde": "CV",
    "Macedonia": "MK", "Korea": "KR", "UK": "GB", "USA": "US",
}  # fmt: skip
_CLASSES = [
    "Af", "Am", "As", "Aw", "BWk", "BWh", "BSk", "BSh", "Cfa", "Cfb", "Cfc", "Csa", "Csb", "Csc", "Cwa", "Cwb", "Cwc",
    "Dfa", "Dfb", "Dfc", "Dfd", "Dsa", "Dsb", "Dsc", "Dsd", "Dwa", "Dwb", "Dwc", "Dwd", "ET", "EF",
]  # fmt: skip


@functools.cache
def _countries() -> dict[str, str]:
    born = {label: code for label, code in load_census_groups("birthplace").items() if code}
    names = {**born, **_OTHER_NAMES, **{name: code for code, name in country_names().items()}}
    return {fold(name): code for name, code in names.items()}


def country_code(text: str) -> str:
    """The ISO code of a country by its code or its English name; "" for none.

    >>> country_code("Lebanon"), country_code("lb"), country_code("Czech Republic"), country_code("Atlantis")
    ('LB', 'LB', 'CZ', '')
    """
    code = text.strip().upper()
    return code if code in country_names() else _countries().get(fold(text), "")


def country_names_near(text: str) -> list[str]:
    """The names of countries, for the error about one that does not exist."""
    from difflib import get_close_matches

    return get_close_matches(text, list(country_names().values()), 3)


@functools.cache
def _languages() -> dict[str, str]:
    return {fold(x.name): x.code for spoken in load_languages().values() for x in spoken}


@functools.cache
def _codes() -> dict[str, str]:
    return {x.code: x.name for spoken in load_languages().values() for x in spoken}


def language_key(text: str) -> str:
    """A language as profiles keep it: its CLDR code, else a group of the Census by its name; "" for none.

    >>> language_key("Tagalog"), language_key("Danish"), language_key("da"), language_key("Klingon")
    ('Tagalog (incl. Filipino)', 'da', 'da', '')
    """
    text = text.strip()
    return text if text in _codes() else _languages().get(fold(text)) or census_group(text)


def language_name(key: str) -> str:
    """A language's name by its code; a group's is its own.

    >>> language_name("da"), language_name("Hmong")
    ('Danish', 'Hmong')
    """
    return _codes().get(key, key)


def climate_class(text: str) -> str:
    """The Köppen class by itself or by its words; "" for none.

    >>> climate_class("csb"), climate_class("a mild climate with warm, dry summers"), climate_class("nice")
    ('Csb', 'Csb', '')
    """
    known = {name.casefold(): name for name in _CLASSES}
    return known.get(text.strip().casefold()) or {climate_told(name): name for name in _CLASSES}.get(
        " ".join(text.split()).casefold(), ""
    )


def climates() -> list[str]:
    """Every climate in words."""
    return [climate_told(name) for name in _CLASSES]
