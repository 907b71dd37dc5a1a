"""The table of names of countries in all languages, from the packages babel (CLDR) and pycountry (ISO 3166).

The short and other forms of the CLDR, which babel leaves out, are in `source/country_alternates.csv.gz`. That table is
renewed by `python -m citymatch.build.country_terms DIRECTORY`, where the npm package cldr-localenames-full is unpacked.
"""

from __future__ import annotations

import functools
import gettext
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from citymatch.datasets.geography import country_names, load_countries
from citymatch.datasets.us import load_us_states
from citymatch.places.folding import fold, plain
from citymatch.places.scripts import is_latin, own_key

from .standing.registers import SOURCE
from .tables import read_csv, write_csv

SHORTEST = 4
"""Latin names with fewer letters are codes, which stand elsewhere, or too short to be told from them."""
OWN_SHARE = 10.0
"""A language that so many per cent of a country speak is one of its own, besides the official ones."""
SPEAKERS = 5e6
"""Names in the languages of other countries are kept where the language has so many speakers."""
SPEAKERS_OF_SHORT = 5e7
"""Names of two and three letters without a mark are kept in the languages of so many."""
SHARED = 3
"""Official names of countries are kept in the languages that are official in so many."""
OBSOLETE = ("Dsrt", "Shaw")
"""Scripts in which nobody writes a list."""
MOST = 2
"""A foreign name that more countries have is none."""
RANKS = ("own", "other", "former", "short")
ALTERNATES = "country_alternates.csv.gz"

Names = dict[str, set[str]]


def build_country_terms(path: Path) -> None:
    """Write the names: one row per set of countries and rank.

    `own` names are English or in a language of the country, `other` ones in any other language; a name that is
    an own one of some country is no other one of another. `former` ones are of states that are no more, with the
    countries of today on their land. Latin names are kept as plain words, others as keys in their own letters;
    `short` ones have too few letters for that and are kept as they are written: Đức, É.-U.
    """
    ranked: list[Names] = [defaultdict(set) for _ in RANKS]
    known = set(country_names())
    for language, code, name in (*_from_babel(), *_from_alternates(), *_from_pycountry()):
        if code in known and (form := _form(name)):
            ranked[language not in languages()[0][code]][form].add(code)
        elif code in known and _is_short_name(name, language):
            ranked[3][name].add(code)
    for row in read_csv(SOURCE / "former_countries.csv"):
        for name in (row["name"], *filter(None, row["other_names"].split(";"))):
            if form := _form(name, shortest=2):
                ranked[2][form] = set(row["countries"].split())
    write_csv(path, [row for rank in range(len(RANKS)) for row in _rows(rank, ranked)])


def _is_short_name(name: str, language: str) -> bool:
    """Whether a name of few letters can be told from a code: by a mark, a script, or since many write its language."""
    if not name.isascii():
        return is_latin(name) or name.isalpha()
    return len(name) > 1 and _spoken()[1][language] >= SPEAKERS_OF_SHORT and not name.isupper()


def _rows(rank: int, ranked: Sequence[Names]) -> list[dict[str, str]]:
    """The rows of a rank, without what a better source gives another meaning."""
    better = {**ranked[0], **ranked[2]} if RANKS[rank] == "other" else ranked[0] if rank else {}
    taken = _states() | {form.replace(" ", "") for form in better}
    names: dict[str, list[str]] = defaultdict(list)
    for form, codes in sorted(ranked[rank].items()):
        if RANKS[rank] == "short" and len(codes) > 1:
            continue
        if form.replace(" ", "") not in taken and not (RANKS[rank] == "other" and len(codes) > MOST):
            names[" ".join(sorted(codes))].append(form)
    return [{"countries": c, "rank": RANKS[rank], "names": ";".join(names[c])} for c in sorted(names)]


def _form(name: str, shortest: int = SHORTEST) -> str:
    if is_latin(name):
        return plain(name) if len(fold(name)) >= shortest and not any(c.isdigit() for c in name) else ""
    return own_key(name) if len(own_key(name)) > 1 else ""


def _states() -> set[str]:
    """Keys that mean a US state: no name of a country takes them, but for Georgia, which is read as both."""
    table = load_us_states()
    names = [*table["name"], *(each for others in table["other_names"] for each in others.split(";"))]
    return {fold(name) for name in names if name} - {"georgia"}


def _from_babel() -> Iterator[tuple[str, str, str]]:
    """The language, the country and its name."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    own, widespread, _ = languages()
    for identifier in locale_identifiers():
        locale = Locale.parse(identifier)
        for code, name in locale.territories.items():
            if (
                code in own
                and locale.script not in OBSOLETE
                and (locale.language in own[code] or locale.language in widespread)
            ):
                yield locale.language, code, name


def _from_alternates() -> Iterator[tuple[str, str, str]]:
    """The short and other forms of the CLDR."""
    for row in read_csv(SOURCE / ALTERNATES):
        yield row["language"], row["country"], row["name"]


def alternates(package: Path) -> list[dict[str, str]]:
    """A row per country, language and name of the forms that the CLDR marks as short or as a variant."""
    own, widespread, _ = languages()
    found = set()
    for path in sorted((package / "main").glob("*/territories.json")):
        tag = path.parent.name
        names = json.loads(path.read_text("utf-8"))["main"][tag]["localeDisplayNames"]["territories"]
        heads = Counter(name.partition(" (")[0] for name in set(names.values()) if " (" in name)
        for key, name in names.items():
            code, alternate, _ = key.partition("-alt-")
            language = tag.split("-")[0]
            if alternate and code in own and language in own[code] | widespread:
                both = _bracketed(name) if heads[name.partition(" (")[0]] < 2 else []
                found |= {(code, language, form) for form in (name, *both) if form}
    columns = ("country", "language", "name")
    return [dict(zip(columns, each, strict=True)) for each in sorted(found)]


def _bracketed(name: str) -> list[str]:
    """The two names of one with a bracket: Islas Malvinas (Islas Falkland)."""
    before, _, after = name.partition(" (")
    return [before, after.rstrip(")")] if len(after) > SHORTEST else []


def languages() -> tuple[dict[str, set[str]], set[str], set[str]]:
    """The languages of each country (with English), those with `SPEAKERS`, and those that `SHARED` countries have."""
    own, speakers, official = _spoken()
    shared = {language for language, countries_of_it in official.items() if countries_of_it >= SHARED}
    return own, {each for each, number in speakers.items() if number >= SPEAKERS}, shared


@functools.cache
def _spoken() -> tuple[dict[str, set[str]], dict[str, float], Counter[str]]:
    """The languages of each country, the speakers of each language, and in how many countries it is official."""
    from babel.languages import get_territory_language_info

    own: dict[str, set[str]] = {}
    speakers: dict[str, float] = defaultdict(float)
    official: Counter[str] = Counter()
    countries = load_countries()
    for code, people in zip(countries["country"], countries["population"], strict=True):
        own[code] = {"en"}
        for tag, facts in get_territory_language_info(code).items():
            language = tag.split("_")[0]
            share = float(facts["population_percent"] or 0)
            speakers[language] += people * share / 100
            official[language] += facts["official_status"] == "official"
            if facts["official_status"] or share >= OWN_SHARE:
                own[code].add(language)
    return own, speakers, official


def _from_pycountry() -> Iterator[tuple[str, str, str]]:
    """Names and official names of ISO 3166-1 in English, and in the languages that `languages` keeps."""
    import pycountry

    own, widespread, shared = languages()
    catalogs = sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-1.mo"))
    spoken = [(re.split("[_@]", path.parts[-3])[0], path) for path in catalogs]
    for code in own:
        country = pycountry.countries.get(alpha_2=code)
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, ""):
                yield "en", code, name
    for language, path in spoken:
        with path.open("rb") as file:
            said = gettext.GNUTranslations(file).gettext
        for country in pycountry.countries:
            code = country.alpha_2
            for field in ("official_name", "name"):
                english = getattr(country, field, "")
                name = said(english) if english else ""
                usual = language in own.get(code, ()) or language in widespread | shared
                if name != english and usual:
                    yield language, code, name
                if " and " in english and usual and (within := _within(name, said(country.name))):
                    yield language, code, within


def _within(official: str, short: str) -> str:
    """The first of two lands that an official name adds to the short one: Großbritannien, "" where it adds none.

    >>> _within("Reino Unido de Gran Bretaña e Irlanda del Norte", "Reino Unido")
    'Gran Bretaña'
    """
    words = official.removeprefix(short).split() if official.startswith(short) else []
    while words and len(words[0]) < SHORTEST:
        words = words[1:]
    link = next((at for at, word in enumerate(words) if len(word) < SHORTEST), 0)
    return " ".join(words[:link])


if __name__ == "__main__":
    write_csv(SOURCE / ALTERNATES, alternates(Path(sys.argv[1])))
