"""Neighbours' choices: where communities near the seeker, or in its state, already have partners."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from citymatch.datasets import load_world
from citymatch.datasets.partnerships import Columns, Ends, ends_of
from citymatch.datasets.us import load_us_counties
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Extractor, Place, Places, is_unknown, labels, place_number, place_numbers
from .sphere import chord, unit_vectors
from .ties import nation
from .words import listed

if TYPE_CHECKING:
    import pandas as pd

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Key = TypeVar("Key")


class Choices(NamedTuple):
    """The partners of a seeker's neighbours, one entry each: whose it is (a number per community), whether
    that community is near or only in the same state, country and division (codes), the ends of the tie."""

    neighbour: Ints
    near: Bools
    country: Ints
    division: Ints
    own_end: Ints
    partner_end: Ints

    def where(self, keep: Bools | Ints) -> Choices:
        """Some of the choices, by a mask or by their rows."""
        return Choices(
            self.neighbour[keep],
            self.near[keep],
            self.country[keep],
            self.division[keep],
            self.own_end[keep],
            self.partner_end[keep],
        )


@dataclass(frozen=True, eq=False)
class Precedents:
    """Known ties, ready to be asked what a seeker's neighbours chose.

    Made by `Precedents.of(ties)` from a table of partnerships, ours or a part of it: an evaluation makes one
    from the rows that it does not hold back. Each tie counts for both of its ends. A community whose place
    is unknown is nobody's neighbour. Countries and divisions are codes, positions in `countries` and
    `divisions`.
    """

    countries: tuple[str, ...]
    divisions: tuple[str, ...]
    community: Ints
    """The number of each community that has a partner, or a negative number outside the gazetteer."""
    outside: Mapping[str, int]
    """That number by the community's id."""
    country: Ints
    state: Ints
    points: FloatArray
    start: Ints
    """Where the ties of each community begin in `ties`, and the end of the last."""
    ties: Choices
    name: Callable[[int], str]

    def __deepcopy__(self, memo: object) -> Precedents:
        return self  # it never changes, and scikit-learn copies the parameters of what it clones

    @classmethod
    def of(cls, ties: Columns | None = None) -> Precedents:
        """The precedents in a table of partnerships; None is the table that ships with the package."""
        return _own() if ties is None else _prepared(ends_of(ties))

    def choices(self, seeker: Place, radius: float) -> Choices:
        """The partners of communities within `radius` km of the seeker, and of others in its state.

        The seeker's own are left out. Neighbours are communities of the seeker's own country.
        """
        here = self.country == _code(self.countries, seeker.get("country"))
        rows = np.flatnonzero(here & ~np.isin(self.community, self._own_numbers(seeker)))
        near = np.zeros(len(rows), bool)
        latitude, longitude = seeker.get("latitude"), seeker.get("longitude")
        if latitude is not None and longitude is not None:  # an unknown one is near nobody: NaN compares so
            gap: FloatArray = self.points[rows] - unit_vectors(float(latitude), float(longitude))
            near = np.einsum("ij,ij->i", gap, gap) <= chord(radius) ** 2
        same_state = self.state[rows] == _code(self.divisions, seeker.get("admin1"))
        wanted = near | same_state
        rows, near = rows[wanted], near[wanted]
        size = self.start[rows + 1] - self.start[rows]
        step = np.arange(size.sum()) - np.repeat(np.cumsum(size) - size, size)
        found = self.ties.where(np.repeat(self.start[rows], size) + step)
        return found._replace(near=np.repeat(near, size))

    def _own_numbers(self, seeker: Place) -> list[int]:
        fips = seeker.get("county_fips")
        ids = {str(seeker.get("community_id")), f"us-county:{fips}" if seeker.get("kind") == "county" else ""}
        return [place_number(seeker), *(self.outside[text] for text in ids if text in self.outside)]


def _code(values: Sequence[str], value: object) -> int:
    return values.index(str(value)) if not is_unknown(value) and value in values else -1


class NeighbourChoices(Extractor):
    """How many communities near the seeker have partners in the candidate's division or country.

    A community within `radius` km with a partner in the candidate's first-order division counts 1, with one
    elsewhere in its country `country_share`; a community that is farther off but in the seeker's state counts
    `state_share` of that. The seeker's own ties never count. `half` such communities count a half, twice as
    many three quarters. `precedents` takes the place of the ties that ship with the package.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["JP", "JP", "TD", ""], "admin1": ["19", "40", "01", ""]})
    >>> pinole = {"name": "Pinole", "country": "US", "admin1": "CA", "latitude": 38.0, "longitude": -122.3}
    >>> kanagawa, tokyo, chad, nowhere = NeighbourChoices().measure(pinole, towns)
    >>> bool(kanagawa > 5), float(chad), float(nowhere)
    (True, 0.0, nan)
    """

    name = "neighbours"
    label = "choices of communities nearby"
    unit = "communities nearby with a partner there, those farther off counted in part"
    source = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
    reads = ("country", "latitude", "longitude")
    makes = {"neighbours_with_partners": "communities of the country within the radius that have a partner"}
    bounds = {
        "radius": Bound("how near a neighbour is", 1, 1000, "km"),
        "country_share": Bound("what a partner elsewhere in the country counts", 0, 1),
        "state_share": Bound("what a community farther off in the state counts", 0, 1),
        "half": Bound("how many communities count a half", 0.01, 100, "communities"),
    }

    def __init__(
        self,
        radius: float = 100.0,
        country_share: float = 0.2,
        state_share: float = 0.3,
        half: float = 2.0,
        precedents: Precedents | None = None,
        curve: Curve | None = None,
    ):
        self.radius = radius
        self.country_share = country_share
        self.state_share = state_share
        self.half = half
        self.precedents = precedents
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        import pandas as pd

        known, ids = self._known(), place_numbers(X)
        columns = (
            labels(X, "country"),
            np.asarray(X["latitude"]),
            np.asarray(X["longitude"]),
            np.asarray(ids),
        )
        names = ("country", "latitude", "longitude", "number")
        found = []
        for values in zip(*columns, strict=True):
            choices = known.choices(dict(zip(names, values, strict=True)), self.radius)
            found.append(len(np.unique(choices.neighbour)))
        return pd.DataFrame({"neighbours_with_partners": found}, index=getattr(X, "index", None))

    def counts(self, seeker: Place, candidates: Places) -> dict[str, FloatArray]:
        """How many neighbours chose there: near_division, near_country, state_division, state_country.

        Shape (n,) each. "near" is within the radius, "state" farther off in the same state; a community
        counts once in each, and in `_country` also where its partner is in the candidate's own division.
        An unknown country is NaN.
        """
        known = self._known()
        choices = known.choices(seeker, self.radius)
        out = {}
        for scope, keep in (("near", choices.near), ("state", ~choices.near)):
            scoped = choices.where(keep)
            out[f"{scope}_country"] = _spread(candidates, known, _countries(scoped), {})
            out[f"{scope}_division"] = _spread(candidates, known, {}, _divisions(scoped))
        return out

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        known = self._known()
        choices = known.choices(seeker, self.radius)
        by_country: dict[int, float] = {}
        by_division: dict[tuple[int, int], float] = {}
        for keep, weight in ((choices.near, 1.0), (~choices.near, self.state_share)):
            scoped = choices.where(keep)
            for country, number in _countries(scoped).items():
                by_country[country] = by_country.get(country, 0.0) + weight * self.country_share * number
            for division, number in _divisions(scoped).items():
                more = weight * (1 - self.country_share) * number
                by_division[division] = by_division.get(division, 0.0) + more
        return _spread(candidates, known, by_country, by_division)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(1.0 - 0.5 ** (measure / self.half), np.float64)

    def knows(self, seeker: Place) -> bool:
        return len(self._known().choices(seeker, self.radius).neighbour) > 0

    def level(self, seeker: Place, candidate: Place) -> str:
        in_division = self._chosen(seeker, candidate)[1]
        if in_division.any():
            return "division"
        return "country" if len(in_division) else "unknown"

    def reason(self, seeker: Place, candidate: Place) -> str:
        if is_unknown(candidate.get("country")):
            return "the choices of communities nearby are unknown, as the country is"
        choices, in_division = self._chosen(seeker, candidate)
        country = nation(str(candidate["country"]))
        here = f"{candidate.get('admin1_name') or candidate.get('admin1')}, {country}"
        for near, where in (
            (choices.near, f"within {self.radius:g} km of {seeker.get('name', 'the seeker')}"),
            (~choices.near, f"elsewhere in {seeker.get('admin1_name') or seeker.get('admin1')}"),
        ):
            for keep, place in ((near & in_division, here), (near, country)):
                if keep.any():
                    return self._sentence(choices.where(keep), where, place)
        return f"no community nearby has a partner in {country} on record"

    def _chosen(self, seeker: Place, candidate: Place) -> tuple[Choices, Bools]:
        """The neighbours' partners in the candidate's country, and which of them are in its division."""
        known = self._known()
        choices = known.choices(seeker, self.radius)
        choices = choices.where(choices.country == _code(known.countries, candidate.get("country")))
        return choices, choices.division == _code(known.divisions, candidate.get("admin1"))

    def _sentence(self, found: Choices, where: str, place: str) -> str:
        known = self._known()
        partners: dict[int, list[str]] = {}
        owner: dict[int, str] = {}
        for neighbour, own, other in zip(found.neighbour, found.own_end, found.partner_end, strict=True):
            owner[int(neighbour)] = known.name(int(own))
            partners.setdefault(int(neighbour), []).append(known.name(int(other)))
        named = sorted(f"{owner[n]} ({', '.join(sorted(theirs))})" for n, theirs in partners.items())
        verb = (
            "1 community {} has a partner"
            if len(owner) == 1
            else f"{len(owner)} communities {{}} have partners"
        )
        return f"{verb.format(where)} in {place}: {listed(named, 3)}"

    def _known(self) -> Precedents:
        return self.precedents if self.precedents is not None else _own()


def _countries(choices: Choices) -> dict[int, float]:
    """How many communities have a partner in each country."""
    pairs = {(n, c) for n, c in zip(choices.neighbour.tolist(), choices.country.tolist(), strict=True)}
    return _tally(country for _, country in pairs)


def _divisions(choices: Choices) -> dict[tuple[int, int], float]:
    """How many communities have a partner in each division of a country."""
    columns = (choices.neighbour.tolist(), choices.country.tolist(), choices.division.tolist())
    return _tally((country, division) for _, country, division in set(zip(*columns, strict=True)))


def _tally(items: Iterable[Key]) -> dict[Key, float]:
    return {item: float(number) for item, number in Counter(items).items()}


def _spread(
    candidates: Places,
    known: Precedents,
    by_country: Mapping[int, float],
    by_division: Mapping[tuple[int, int], float],
) -> FloatArray:
    """One number per candidate: its country's and its division's together; NaN for an unknown country."""
    countries, divisions = labels(candidates, "country"), labels(candidates, "admin1")
    width = len(divisions.values)
    of_country = {known.countries[code]: number for code, number in by_country.items()}
    base = [of_country.get(country, 0.0) if country else np.nan for country in countries.values]
    table = np.repeat(np.array(base), width)
    row = {country: k * width for k, country in enumerate(countries.values)}
    column = {division: k for k, division in enumerate(divisions.values) if division}
    for (country, division), number in by_division.items():
        at = row.get(known.countries[country]), column.get(known.divisions[division])
        if at[0] is not None and at[1] is not None:
            table[at[0] + at[1]] += number
    return np.asarray(table[countries.codes.astype(np.int64) * width + divisions.codes], np.float64)


@functools.cache
def _own() -> Precedents:
    return _prepared(ends_of())


def _prepared(ends: Ends) -> Precedents:
    """Locate the communities, and order the ties by the community whose they are."""
    world = load_world()
    country, division = labels(world, "country"), labels(world, "admin1")
    rows = world.rows_of(ends.number)
    number = ends.number.copy()
    outside: dict[str, int] = {}
    where = np.stack([np.asarray(world[axis], np.float64)[rows] for axis in ("latitude", "longitude")])
    codes = np.stack([country.codes[rows], division.codes[rows]]).astype(np.int64)
    where[:, rows < 0], codes[:, rows < 0] = np.nan, -1
    centre = _county_centres() if any(c.startswith("us-county:") for c in ends.community) else {}
    for k, end in enumerate(ends.outside.tolist()):
        community = ends.community[k]
        number[end] = outside.setdefault(community, -1 - len(outside))
        codes[:, end] = _code(country.values, ends.country[k]), _code(division.values, ends.admin1[k])
        where[:, end] = centre.get(community, (ends.latitude[k], ends.longitude[k]))
    size = len(number) // 2
    own = np.flatnonzero(~np.isnan(where[0]))
    own = own[np.argsort(number[own], kind="stable")]
    other = (own + size) % (2 * size)
    first = np.flatnonzero(np.append(True, np.diff(number[own]) != 0)[: len(own)])
    start = np.append(first, len(own))
    ties = Choices(
        neighbour=np.repeat(np.arange(len(first)), np.diff(start)),
        near=np.zeros(len(own), bool),
        country=codes[0, other],
        division=codes[1, other],
        own_end=own,
        partner_end=other,
    )
    chosen = own[first]
    return Precedents(
        country.values, division.values, number[chosen], outside, codes[0, chosen], codes[1, chosen],
        unit_vectors(where[0, chosen], where[1, chosen]), start, ties, ends.name,
    )  # fmt: skip


def _county_centres() -> dict[str, tuple[float, float]]:
    """The population-weighted centre of each US county, by community id."""
    table = load_us_counties()
    centres = zip(
        np.asarray(table["latitude"]).tolist(), np.asarray(table["longitude"]).tolist(), strict=True
    )
    return {f"us-county:{fips}": centre for fips, centre in zip(table["fips"], centres, strict=True)}
