"""Names of countries and their divisions as people write them, and the second-order division of each place."""

from __future__ import annotations

import csv
import functools
import gzip
import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .packaged import packaged
from .world import HERE, World

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class CountryTerms:
    """Names of one set of countries: `rank` is own (English or a language of the country), other or former."""

    countries: tuple[str, ...]
    rank: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class DivisionTerms:
    """A division by GeoNames' codes, with its short forms (the letters of ISO 3166-2, postal ones) and its names.

    `admin2` has no code for a division of the first order, and several for a county that was parted into them.
    `historic` names are those of regions and islands that are no division today, on the land of this one.
    """

    country: str
    admin1: str
    admin2: tuple[str, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    historic: bool = False


@dataclass(frozen=True)
class CountryCodes:
    """The signs of a country in sport (IOC, FIFA) and on vehicles, where ISO's differ, and who is its sovereign.

    `claimed_by` is a country whose list of divisions in ISO 3166-2 has it, though it governs itself.
    """

    country: str
    sport: tuple[str, ...]
    vehicle: str
    sovereign: str
    claimed_by: str


@functools.cache
@packaged
def load_country_terms() -> list[CountryTerms]:
    """Names of countries in many languages; Latin ones as plain words, others as keys in their own letters.

    Sources: Unicode CLDR by way of babel, iso-codes by way of pycountry, former states collected for this project.

    >>> [each.names[1] for each in load_country_terms() if (each.countries, each.rank) == (("GR",), "own")]
    ['hellenic republic']
    """
    rows = _rows("country_terms.csv.gz")
    return [
        CountryTerms(tuple(r["countries"].split()), r["rank"], tuple(r["names"].split(";"))) for r in rows
    ]


@functools.cache
@packaged
def load_division_terms() -> list[DivisionTerms]:
    """Names of the first-order divisions of all countries and of the second-order ones of those that have such.

    The row without a country holds the words for kinds of divisions. Sources: GeoNames, ISO 3166-2, Unicode CLDR.

    >>> next(each for each in load_division_terms() if "NSW" in each.codes).names[0]
    'new south wales'
    """
    return [
        DivisionTerms(
            row["country"],
            row["admin1"],
            tuple(row["admin2"].split()),
            tuple(row["codes"].split()),
            tuple(row["names"].split(";")),
            row["historic"] == "yes",
        )
        for row in _rows("division_terms.csv.gz")
    ]


@functools.cache
@packaged
def load_country_codes() -> dict[str, CountryCodes]:
    """Signs and sovereigns by ISO code.

    >>> load_country_codes()["GL"].sovereign, load_country_codes()["DE"].sport
    ('DK', ('GER',))
    """
    rows = _rows("country_codes.csv")
    return {
        r["country"]: CountryCodes(
            r["country"], tuple(r["sport"].split()), r["vehicle"], r["sovereign"], r["claimed_by"]
        )
        for r in rows
    }


@packaged
def _rows(file: str) -> list[dict[str, str]]:
    raw = (HERE / file).read_bytes()
    text = (gzip.decompress(raw) if file.endswith(".gz") else raw).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def in_order(world: World, country: str) -> IntArray:
    """The rows of a country by first-order division, code of the unit and number: neighbours are mostly alike."""
    rows = np.flatnonzero(world.labels("country") == country)
    columns = (np.asarray(world[name])[rows] for name in ("number", "unit_code", "admin1"))
    return rows[
        np.lexsort([np.asarray(each) if each.dtype.kind != "O" else each.astype(str) for each in columns])
    ]


def check(world: World, rows: IntArray) -> int:
    """A number that tells these rows in this order from others."""
    numbers = np.asarray(world["number"])[rows].astype(np.int64)
    return int((numbers * np.arange(1, len(rows) + 1)).sum())


class SecondDivisions:
    """Which second-order division each row of a World lies in, worked out for one country when it is asked for."""

    def __init__(self, world: World):
        self._world = world
        with np.load(HERE / "second_divisions.npz", allow_pickle=False) as archive:
            self.divisions = [tuple(each.split("|")) for each in archive["divisions"].tolist()]
            self._value = archive["value"].T.copy().view("<u2").ravel().astype(np.int64)
            end = np.cumsum(archive["count"])
            self._span = dict(
                zip(archive["country"].tolist(), zip(end - archive["count"], end, strict=True), strict=True)
            )
            self._check = dict(zip(archive["country"].tolist(), archive["check"].tolist(), strict=True))
        self._known: dict[str, dict[int, str]] = {}

    def of(self, country: str) -> dict[int, str]:
        """The second-order code by row, of the rows of a country that are known to lie in one.

        Empty for a country without such divisions, and for a World with other rows than those of the snapshot.

        >>> from .world import load_world
        >>> world = load_world()
        >>> SecondDivisions(world).of("FR")[world.row_of(3038271)]
        '80'
        """
        if country not in self._known:
            self._known[country] = self._read(country)
        return self._known[country]

    def _read(self, country: str) -> dict[int, str]:
        first, last = self._span.get(country, (0, 0))
        rows = in_order(self._world, country) if last > first else np.zeros(0, np.int64)
        if len(rows) != last - first or (len(rows) and check(self._world, rows) != self._check[country]):
            return {}
        pairs = zip(rows.tolist(), self._value[first:last].tolist(), strict=True)
        return {row: self.divisions[value - 1][2] for row, value in pairs if value}


@dataclass(frozen=True)
class FirstDivision:
    """A first-order division: its people (NaN where its country's are not well counted) and their centre.

    `main` is the id of the largest town in it, `same_as` that of the community that is the whole division ("" for
    none): Berlin, Singapore, a county of Kenya.
    """

    country: str
    admin1: str
    name: str
    people: float
    latitude: float
    longitude: float
    main: str
    same_as: str


@functools.cache
@packaged
def load_first_divisions() -> dict[tuple[str, str], FirstDivision]:
    """The first-order divisions in which a community may sign, by country and GeoNames' code.

    Their people are the points of `load_people`, each in the division of the community nearest to it.

    >>> bavaria = load_first_divisions()["DE", "02"]
    >>> bavaria.name, 12.5e6 < bavaria.people < 13.5e6
    ('Bavaria', True)
    """
    return {
        (row["country"], row["admin1"]): FirstDivision(
            row["country"], row["admin1"], row["name"], float(row["people"] or "nan"),
            float(row["latitude"]), float(row["longitude"]), row["main"], row["same_as"],
        )
        for row in _rows("first_divisions.csv.gz")
    }  # fmt: skip


@functools.cache
@packaged
def load_divisions_without_government() -> dict[tuple[str, str], str]:
    """Why a first-order division has no government of its own that could sign, by country and GeoNames' code.

    Made by hand: one that is not here may have none either.

    >>> load_divisions_without_government()["GB", "ENG"].partition(",")[0]
    'England has no parliament and no government of its own'
    >>> ("GB", "SCT") in load_divisions_without_government()
    False
    """
    named = {(row["country"], code): row["why"] for row in _ungoverned() for code in row["divisions"].split()}
    whole = {row["country"]: row for row in _ungoverned() if not row["divisions"]}
    return named | {
        (country, code): whole[country]["why"]
        for country, code in load_first_divisions()
        if country in whole and code not in whole[country]["but"].split()
    }


def _ungoverned() -> list[dict[str, str]]:
    return _rows("divisions_without_government.csv")
