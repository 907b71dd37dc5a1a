"""The table of names of countries in all languages, from the packages babel (CLDR) and pycountry (ISO 3166)."""

from __future__ import annotations

import gettext
import re
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
"""Names in the languages of other countries are kept where the language is official and has so many speakers."""
SHARED = 3
"""Official names of countries are kept in the languages that are official in so many."""
OBSOLETE = ("Dsrt", "Shaw")
"""Scripts in which nobody writes a list."""
MOST = 2
"""A foreign name that more countries have is none."""
RANKS = ("own", "other", "former")

Names = dict[str, set[str]]


def build_country_terms(path: Path) -> None:
    """Write the names: one row per set of countries and rank.

    `own` names are English or in a language of the country, `other` ones in any other language; a name that is
    an own one of some country is no other one of another. `former` ones are of states that are no more, with the
    countries of today on their land. Latin names are kept as plain words, others as keys in their own letters.
    """
    ranked: list[Names] = [defaultdict(set) for _ in RANKS]
    known = set(country_names())
    for rank, code, name in (*_from_babel(), *_from_pycountry()):
        if code in known and (form := _form(name)):
            ranked[rank][form].add(code)
    for row in read_csv(SOURCE / "former_countries.csv"):
        for name in (row["name"], *filter(None, row["other_names"].split(";"))):
            if form := _form(name, shortest=2):
                ranked[2][form] = set(row["countries"].split())
    write_csv(path, [row for rank in range(len(RANKS)) for row in _rows(rank, ranked)])


def _rows(rank: int, ranked: Sequence[Names]) -> list[dict[str, str]]:
    """The rows of a rank, without what a better source gives another meaning."""
    taken = _states() | {form.replace(" ", "") for form in (ranked[0] if rank else ())}
    names: dict[str, list[str]] = defaultdict(list)
    for form, codes in sorted(ranked[rank].items()):
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


def _from_babel() -> Iterator[tuple[int, str, str]]:
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
                yield int(locale.language not in own[code]), code, name


def languages() -> tuple[dict[str, set[str]], set[str], set[str]]:
    """The languages of each country (with English), those with `SPEAKERS`, and those that `SHARED` countries have."""
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
    shared = {language for language, countries_of_it in official.items() if countries_of_it >= SHARED}
    return own, {each for each, count in official.items() if count and speakers[each] >= SPEAKERS}, shared


def _from_pycountry() -> Iterator[tuple[int, str, str]]:
    """Names and official names of ISO 3166-1 in English, and in the languages that `languages` keeps."""
    import pycountry

    own, _, shared = languages()
    catalogs = sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-1.mo"))
    spoken = [(re.split("[_@]", path.parts[-3])[0], path) for path in catalogs]
    for code in own:
        country = pycountry.countries.get(alpha_2=code)
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, ""):
                yield 0, code, name
    for language, path in spoken:
        with path.open("rb") as file:
            said = gettext.GNUTranslations(file).gettext
        for country in pycountry.countries:
            code = country.alpha_2
            for field in ("official_name", "name"):
                english = getattr(country, field, "")
                name = said(english) if english else ""
                usual = language in own.get(code, ()) or (language in shared and field == "official_name")
                if name != english and usual:
                    yield int(language not in own[code]), code, name
