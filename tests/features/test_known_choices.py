"""What others chose, by hand: a World of twelve places and a dozen ties, small enough to count on one's fingers."""

from __future__ import annotations

import copy
import math
import pickle
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import Labels, Table, Text, World, load_world
from citymatch.datasets.partnerships import partnership_table
from citymatch.features.base import Extractor, labels
from citymatch.features.book import Book
from citymatch.features.choices.before import ChosenBefore
from citymatch.features.choices.countries import CountryChoices
from citymatch.features.choices.divisions import DivisionChoices
from citymatch.features.choices.places import PlaceChoices
from citymatch.features.connections import Connections, PartnerSize, Stature
from citymatch.features.of_world import divisions, of_world, world_rows
from citymatch.features.patterns import KindPattern, SizePattern
from citymatch.features.precedent import NeighbourChoices
from citymatch.features.precedent_score import PrecedentScore
from citymatch.features.prominence import Prominence
from citymatch.features.rank import Rank, RankMatch
from citymatch.features.seat import Seat, SeatMatch
from citymatch.features.sphere import great_circle_km

NAN = math.nan
ROWS: list[tuple[int, str, str, str, float, float, float, str]] = [
    (1, "Alpha", "US", "CA", 37.8, -122.3, 400_000, "PPL"),
    (2, "Beta", "US", "CA", 34.0, -118.2, 60_000, "PPL"),
    (3, "Gamma", "US", "WA", 47.6, -122.3, 700_000, "PPL"),
    (4, "Kita", "JP", "22", 35.0, 135.75, 1_400_000, "PPLA"),
    (5, "Nishi", "JP", "27", 34.7, 135.5, 2_700_000, "PPLA"),
    (6, "Higashi", "JP", "13", 35.69, 139.69, 8_000_000, "PPLC"),
    (7, "Minami", "JP", "22", 34.9, 135.8, 50_000, "PPL"),
    (8, "Nord", "DE", "01", 52.5, 13.4, 3_400_000, "PPLC"),
    (9, "Süd", "DE", "02", 48.1, 11.6, 1_200_000, "PPLA"),
    (10, "Klein", "DE", "02", 48.4, 11.7, NAN, "PPL"),
    (11, "Viertel", "DE", "02", 48.1, 11.5, 90_000, "PPLX"),
    (12, "Fern", "TD", "01", 13.0, 18.0, 30_000, "PPL"),
]
NUMBER = {name: number for number, name, *_ in ROWS}
FACTS = {name: dict(zip(("lat", "lon", "people"), rest[2:5], strict=True)) for _, name, *rest in ROWS}


def a_world() -> World:
    number, name, country, admin1, latitude, longitude, population, code = zip(*ROWS, strict=True)
    columns: dict[str, Any] = {
        "number": np.array(number),
        "geonameid": np.array(number),
        "name": Text.of(name),
        "country": Labels.of(country),
        "admin1": Labels.of(admin1),
        "latitude": np.array(latitude),
        "longitude": np.array(longitude),
        "population": np.array(population, np.float64),
        "feature_code": Labels.of(code),
        "layer": Labels.of([""] * len(ROWS)),
        "unit_code": Text.of([""] * len(ROWS)),
    }
    return World(columns, len(ROWS), lambda: (Text.of(["A", "B", "C"]), np.array([3, 3, 7])), "twelve places")


WORLD = a_world()
TIES = [
    ("Alpha", "Kita"), ("Alpha", "Süd"), ("Beta", "Nishi"), ("Kita", "Gamma"), ("Gamma", "Nord"),
    ("Kita", "Süd"), ("Nord", "Fern"), ("Kita", "X"), ("Kita", "Y"),
]  # fmt: skip


def ties_of(pairs: list[tuple[str, str]], status: str = "active", region: str = "") -> pd.DataFrame:
    rows = []
    for pair in pairs:
        row = {"status": status, "region": region}
        for end, name in zip("ab", pair, strict=True):
            country, admin1 = next(((r[2], r[3]) for r in ROWS if r[1] == name), ("FR", ""))
            community = f"geonames:{NUMBER[name]}" if name in NUMBER else ""
            facts = {"community": community, "name": name, "country": country, "admin1": admin1}
            row |= {f"{field}_{end}": text for field, text in facts.items()}
            row |= {f"latitude_{end}": "", f"longitude_{end}": ""}
        rows.append(row)
    return pd.DataFrame(rows)


BOOK = Book(ties_of(TIES), WORLD)
# A town of California just north of Alpha and of the same size, with no ties of its own.
SEEKER: dict[str, Any] = {
    "name": "Delta", "community_id": "user:delta", "country": "US", "admin1": "CA",
    "latitude": 38.0, "longitude": -122.3, "population": 400_000.0, "feature_code": "PPL",
}  # fmt: skip
FROM_ALPHA, FROM_BETA, FROM_GAMMA = (
    float(great_circle_km(38.0, -122.3, FACTS[name]["lat"], FACTS[name]["lon"]))
    for name in ("Alpha", "Beta", "Gamma")
)


def towns(*names: str) -> Table:
    return WORLD.take(np.array([NUMBER[name] - 1 for name in names]))


def measured(extractor: Extractor, *names: str, **seeker: Any) -> list[float]:
    return [float(m) for m in extractor.measure({**SEEKER, **seeker}, towns(*names))]


def near(*values: float) -> Any:
    return pytest.approx(list(values), rel=1e-12, nan_ok=True)


# Of five choices of the nation two fell on Kita and one on Nishi (Japan 3), two on Germany.
JAPAN, GERMANY, CHAD = ((n + 0.5) / (5 + 125) for n in (3, 2, 0))


def test_country_of_the_nation() -> None:
    """Japan has three ties with others (Süd, X, Y), Germany two (Kita, Fern), Chad one."""
    got = measured(CountryChoices("nation", BOOK), "Kita", "Nord", "Fern")
    assert got == near((3 + 1) / (3 + 30), (2 + 1) / (2 + 30), (0 + 1) / (1 + 30))


def test_country_per_place_counts_no_sections() -> None:
    got = measured(CountryChoices("places", BOOK), "Kita", "Nord", "Fern")
    assert got == near((3 + 0.3) / (4 + 10), (2 + 0.3) / (3 + 10), 0.3 / (1 + 10))


def test_country_of_the_state() -> None:
    """Three choices of California: Kita, Süd and Nishi."""
    got = measured(CountryChoices("state", BOOK), "Kita", "Nord", "Fern")
    assert got == near((2 + 8 * JAPAN) / (11 * JAPAN), (1 + 8 * GERMANY) / (11 * GERMANY), 8 / 11)


@pytest.mark.parametrize(("among", "km", "prior"), [("near", 60, 3), ("region", 250, 5)])
def test_country_of_those_near_by(among: str, km: float, prior: float) -> None:
    alpha, beta, gamma = (math.exp(-d / km) for d in (FROM_ALPHA, FROM_BETA, FROM_GAMMA))
    japan, germany = alpha + beta + gamma, alpha + gamma
    total = japan + germany
    got = measured(CountryChoices(among, BOOK), "Kita", "Nord", "Fern")
    expected = [
        (n + prior * s) / ((total + prior) * s) for n, s in ((japan, JAPAN), (germany, GERMANY), (0, CHAD))
    ]
    assert got == near(*expected)
    assert len(set(np.round(got, 6))) == 3


@pytest.mark.parametrize(("among", "prior", "of_gamma"), [("size", 30, 1.0), ("size_in_state", 5, 0.0)])
def test_country_of_those_of_the_same_size(among: str, prior: float, of_gamma: float) -> None:
    beta = math.exp(-0.5 * (math.log(60_000 / 400_000) / 0.8) ** 2)
    gamma = of_gamma * math.exp(-0.5 * (math.log(700_000 / 400_000) / 0.8) ** 2)
    japan, germany = 1 + beta + gamma, 1 + gamma
    total = japan + germany
    got = measured(CountryChoices(among, BOOK), "Kita", "Nord")
    assert got == near(
        *((n + prior * s) / ((total + prior) * s) for n, s in ((japan, JAPAN), (germany, GERMANY)))
    )


def test_an_unknown_size_counts_in_part() -> None:
    """With the seeker's population unknown each of the nation counts 0.3."""
    got = measured(CountryChoices("size", BOOK), "Kita", population=NAN)
    assert got == near((0.9 + 30 * JAPAN) / (31.5 * JAPAN))


def test_division_of_the_state() -> None:
    """Of Japan's three choices two fell on Kita's division, one of them from California, which has two in Japan."""
    got = measured(DivisionChoices("state", BOOK), "Kita", "Nishi", "Higashi", "Süd", "Fern")
    expected_kita, expected_nishi = 2 * 2 / 3, 1 * 2 / 3
    assert got == near(
        (1 + 0.3) / (expected_kita + 0.3), (1 + 0.3) / (expected_nishi + 0.3), 1.0,
        (1 + 0.3) / (1 * 1 / 2 + 0.3), 1.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("among", "prior"), [("near", 0.1), ("region", 0.2), ("size", 1.0), ("size_in_state", 0.3)]
)
def test_division_of_the_other_circles(among: str, prior: float) -> None:
    """Alpha and Gamma chose Kita's division, Beta Nishi's: of Japan's three choices two and one."""
    alpha, beta, gamma = weights(among)
    japan = alpha + beta + gamma
    assert measured(DivisionChoices(among, BOOK), "Kita", "Nishi") == near(
        (alpha + gamma + prior) / (2 * japan / 3 + prior), (beta + prior) / (1 * japan / 3 + prior)
    )


def weights(among: str) -> list[float]:
    """What Alpha, Beta and Gamma count in a circle around the seeker."""
    if among in ("near", "region"):
        return [
            math.exp(-d / {"near": 60, "region": 250}[among]) for d in (FROM_ALPHA, FROM_BETA, FROM_GAMMA)
        ]
    ratios = [people / 400_000 for people in (400_000, 60_000, 700_000)]
    alpha, beta, gamma = (math.exp(-0.5 * (math.log(ratio) / 0.8) ** 2) for ratio in ratios)
    return [alpha, beta, gamma if among == "size" else 0.0]


def test_division_of_the_nation() -> None:
    """Kita and Minami share a division with three partners abroad, Süd's has one, Nishi's none."""
    usual_japan, usual_germany, usual_chad = 8 * JAPAN * 5 / 33, 8 * GERMANY * 5 / 32, 8 * CHAD * 5 / 31
    for among in ("nation", "places"):
        got = measured(DivisionChoices(among, BOOK), "Kita", "Minami", "Nishi", "Süd", "Fern")
        kita = (2 + usual_japan + 0.2) / (3 + 3)
        assert got == near(
            kita, kita, (1 + usual_japan + 0.2) / 3, (1 + usual_germany + 0.2) / (1 + 3),
            (usual_chad + 0.2) / (1 + 3),
        )  # fmt: skip


def test_an_unknown_division_is_nan() -> None:
    places = pd.DataFrame({"country": ["JP", "", "JP"], "admin1": ["", "22", "22"]})
    got = DivisionChoices("state", BOOK).measure(SEEKER, places)
    assert np.isnan(got).tolist() == [True, True, False]
    assert np.isnan(CountryChoices("state", BOOK).measure(SEEKER, places)).tolist() == [False, True, False]


def test_places_around_it() -> None:
    """Minami lies 12 km from Kita and 36 km from Nishi, which California chose; Higashi lies too far off."""

    def km(a: str, b: str) -> float:
        return float(great_circle_km(FACTS[a]["lat"], FACTS[a]["lon"], FACTS[b]["lat"], FACTS[b]["lon"]))

    got = measured(PlaceChoices("state", BOOK), "Minami", "Kita", "Higashi", "Klein")
    assert got == near(
        math.exp(-km("Kita", "Minami") / 30) + math.exp(-km("Nishi", "Minami") / 30),
        1 + math.exp(-km("Kita", "Nishi") / 30), 0.0, math.exp(-km("Süd", "Klein") / 30),
    )  # fmt: skip
    # Beta is far from the seeker: its choice of Nishi counts less than the least that counts.
    alpha, further = math.exp(-FROM_ALPHA / 60), math.exp(-km("Kita", "Nishi") / 30)
    assert measured(PlaceChoices("near", BOOK), "Kita", "Nishi") == near(alpha, alpha * further)


def test_how_far_places_around_reach() -> None:
    rows = [(37.0, 135.75), (35.89, 135.75), (35.91, 135.75), (NAN, 135.75)]
    places = pd.DataFrame(rows, columns=["latitude", "longitude"])
    got = PlaceChoices("nation", Book(ties_of([("Alpha", "Kita")]), WORLD)).measure(SEEKER, places)
    km = float(great_circle_km(35.0, 135.75, 35.89, 135.75))
    assert 98 < km < 100
    assert got.tolist() == near(0.0, math.exp(-km / 30), 0.0, NAN)


def test_chosen_before() -> None:
    assert measured(ChosenBefore("nation", BOOK), "Kita", "Süd", "Minami") == [2.0, 1.0, 0.0]
    assert measured(ChosenBefore("state", BOOK), "Kita", "Nord") == [1.0, 0.0]
    assert measured(ChosenBefore("nation", BOOK), "Alpha", "Beta", "Süd", country="JP") == [1.0, 1.0, 1.0]
    unknown = pd.DataFrame({"geonameid": [99, 4]})
    assert ChosenBefore("nation", BOOK).measure(SEEKER, unknown).tolist() == near(NAN, 2.0)


@pytest.mark.parametrize("who", [{"community_id": "geonames:1"}, {"geonameid": 1}, {"number": 1.0}])
def test_own_ties_never_count(who: dict[str, Any]) -> None:
    """Alpha, by its id or its number, does not see that it has chosen Kita and Süd itself."""
    assert measured(ChosenBefore("nation", BOOK), "Kita", "Süd", "Nishi", **who) == [1.0, 0.0, 1.0]
    assert measured(CountryChoices("nation", BOOK), "Nord", **who) == near((1 + 1) / (2 + 30))
    assert measured(NeighbourChoices(book=BOOK), "Kita", **who) == near(0.3 * 0.2)
    assert ChosenBefore("nation", BOOK).scope({**SEEKER, **who}) is None


def test_a_unit_without_a_place_is_known_by_its_number(world: World) -> None:
    chosen = Book.of(world).choices("JP")
    unit = next(at for at, community in enumerate(chosen.communities) if community.startswith("unit:JP:"))
    row = world.row(world.row_of_id(chosen.communities[unit]))
    assert "community_id" not in row
    assert chosen.weighed(row).own == [unit] and chosen.weighed(row).community("nation")[unit] == 0


def test_a_county_is_known_by_its_code() -> None:
    ties = ties_of([("Alpha", "Kita"), ("Beta", "Kita")])
    ties.loc[0, "community_a"] = "us-county:06017"
    book = Book(ties, WORLD)
    county = {"kind": "county", "county_fips": "06017"}
    assert measured(ChosenBefore("nation", book), "Kita") == [2.0]
    assert measured(ChosenBefore("nation", book), "Kita", **county) == [1.0]
    assert measured(ChosenBefore("nation", book), "Kita", county_fips="06017") == [
        2.0
    ]  # a town that lies in it
    chosen = book.choices("US")
    assert chosen.people[chosen.communities.index("us-county:06017")] > 190_000  # the county's own


def test_who_asks_only_for_the_nation_shares_with_others() -> None:
    shared = ("US", BOOK.number)
    for extractor in (ChosenBefore("nation", BOOK), CountryChoices("places", BOOK), KindPattern(book=BOOK)):
        assert extractor.scope(SEEKER) == shared
    assert CountryChoices("state", BOOK).scope(SEEKER) is None
    assert Connections(book=BOOK).scope({**SEEKER, "geonameid": 1}) == shared
    assert Rank(book=BOOK).scope(SEEKER) == () and Rank(by="partners", book=BOOK).scope(SEEKER) == shared
    assert Stature("far", BOOK).scope({**SEEKER, "population": 60_000.0}) == shared
    assert Stature("names", BOOK).scope({**SEEKER, "population": 60_000.0}) == ()
    assert Stature("far", BOOK).scope(SEEKER) is None
    assert SeatMatch().scope(SEEKER) != SeatMatch().scope({**SEEKER, "feature_code": "PPLA"})


def test_it_is_known_where_others_of_the_nation_chose() -> None:
    one = Book(ties_of([("Alpha", "Kita")]), WORLD)
    assert CountryChoices("state", one).knows(SEEKER)
    assert not CountryChoices("state", one).knows({**SEEKER, "geonameid": 1})
    assert not CountryChoices("state", one).knows({**SEEKER, "country": "FR"})


def test_connections() -> None:
    """Kita's far partner is Süd; of X and Y nobody knows where they lie. Nord lies 4,400 km from Fern."""
    assert measured(Connections("all", BOOK), "Kita", "Süd", "Nord", "Nishi") == [3.0, 1.0, 1.0, 0.0]
    assert measured(Connections("far", BOOK), "Kita", "Süd", "Nord") == [1.0, 1.0, 1.0]
    assert measured(Connections("all", BOOK), "Kita", "Nishi", country="") == [5.0, 1.0]
    assert measured(Connections("far", BOOK), "Kita", country="DE") == [2.0]
    assert 4000 < great_circle_km(52.5, 13.4, 13.0, 18.0) < 4500
    short = Book(ties_of([("Nord", "Süd"), ("Kita", "Fern")]).assign(country_b=["AT", "TD"]), WORLD)
    assert measured(Connections("far", short), "Nord", "Kita") == [0.0, 1.0]


def test_partners_outside_the_gazetteer_are_counted_each() -> None:
    """X and Y have no id: they are two partners of Kita, and two neighbours of one another's."""
    one, two = (Book(ties_of([("Kita", name) for name in names]), WORLD) for names in (["X"], ["X", "Y"]))
    kita = NUMBER["Kita"] - 1
    assert (one.partners("US")[kita], two.partners("US")[kita]) == (1, 2)
    assert two.partners_of_countries("US") == {"FR": 2.0, "JP": 2.0}
    stated = ties_of([("Kita", "X"), ("Kita", "Y")]).assign(latitude_b="48.0", longitude_b="2.0")
    seeker = {"country": "FR", "latitude": 48.1, "longitude": 2.0}
    neighbours = NeighbourChoices(book=Book(stated, WORLD))
    assert neighbours.measure(seeker, towns("Kita", "Nishi")).tolist() == near(2.0, 2 * 0.2)
    assert not CountryChoices("nation", Book(stated, WORLD)).knows(seeker)  # neighbours alone


def test_what_does_not_count() -> None:
    proposed = Book(ties_of([("Alpha", "Kita")], status="proposed"), WORLD)
    assert len(proposed.choices("US")) == 0 and proposed.partners("").sum() == 0
    hidden = Book(ties_of(TIES), WORLD, hidden=["geonames:1"])
    assert set(hidden.choices("US").seeker) == {"geonames:2", "geonames:3"}
    assert hidden.partners("DE")[NUMBER["Kita"] - 1] == 3  # Gamma, X and Y
    partner = Book(ties_of([("Alpha", "Kita")], region="b"), WORLD)
    assert partner.choices("US").partner.tolist() == [-1] and partner.partners("")[NUMBER["Kita"] - 1] == 0
    assert partner.choices("US").per_country(np.ones(1)) == {"JP": 1.0}
    chooser = Book(ties_of([("Alpha", "Kita")], region="a"), WORLD)
    assert len(chooser.choices("US")) == 0 and chooser.partners("")[NUMBER["Kita"] - 1] == 1


def test_partner_size() -> None:
    """Süd's partner outside the US is Kita; Kita's own of known size is Süd; Nishi has none."""
    got = measured(PartnerSize(BOOK), "Süd", "Nishi", "Klein")
    usual = math.exp((math.log(1_400_000) + 1.5 * math.log(1_200_000)) / 2.5)
    assert got == near(400_000 / usual, 400_000 / 2_700_000, NAN)
    # For a seeker in Germany Kita has two of known size in the US, Alpha and Gamma.
    (kita,) = measured(PartnerSize(BOOK), "Kita", country="DE")
    logs = math.log(400_000) + math.log(700_000) + 1.5 * math.log(1_400_000)
    assert kita == pytest.approx(400_000 / math.exp(logs / 3.5))


def test_stature() -> None:
    size = math.log(400_000 / 60_000)
    for by, expected in (
        ("partners", [size * math.log(4), 0.0]), ("far", [size * math.log(2), 0.0]),
        ("names", [size * math.log(3), 0.0]), ("capital", [0.0, 0.0]),
        ("rank", [size * math.log(100 / 3), size * math.log(100 / 2)]),
    ):  # fmt: skip
        assert measured(Stature(by, BOOK), "Kita", "Nishi") == near(*expected), by
        assert measured(Stature(by, BOOK), "Kita", population=50_000.0) == [0.0], by
    assert measured(Stature("capital", BOOK), "Higashi") == near(size)
    people = {
        population: Stature("far", BOOK).knows({"population": population}) for population in (None, 0.0, 5.0)
    }
    assert people == {None: False, 0.0: False, 5.0: True}
    unknown = pd.DataFrame({"feature_code": ["", "PPL"]})
    assert Stature("capital", BOOK).measure(SEEKER, unknown).tolist() == near(NAN, 0.0)


def test_rank() -> None:
    assert measured(Rank(book=BOOK), "Higashi", "Kita", "Minami", "Viertel", "Klein") == near(1, 3, 4, NAN, 3)
    assert measured(Rank("division", book=BOOK), "Kita", "Minami", "Nishi") == [1, 2, 1]
    # By partners outside the US Kita is the first of Japan; the others follow by people.
    assert measured(Rank(by="partners", book=BOOK), "Kita", "Higashi", "Nishi", "Nord", "Süd") == [
        1,
        2,
        3,
        1,
        2,
    ]
    assert measured(Rank(by="partners", book=BOOK), "Nord", "Süd", "Klein") == [1, 2, 3]


def test_rank_match() -> None:
    """Delta is no place of the World: two of its people's size or more make it the second or third."""
    country, division = (RankMatch(within).fit(WORLD) for within in ("country", "division"))
    assert measured(country, "Higashi", "Minami", "Viertel") == near(
        1 / 2, 4 / 2, NAN
    )  # only Gamma is larger
    assert measured(division, "Kita", "Minami") == near(1 / 1, 2 / 1)
    assert measured(division, "Minami", population=50_000.0) == near(2 / 3)
    assert measured(country, "Minami", geonameid=2) == near(4 / 3)  # Beta's own rank
    assert not country.knows({"country": "US"}) and not country.knows({**SEEKER, "country": "XX"})
    assert country.knows({**SEEKER, "geonameid": 11}) and country.knows({"geonameid": 12})


def test_names_and_seats() -> None:
    assert measured(Prominence().fit(WORLD), "Kita", "Nord", "Süd") == [2.0, 1.0, 0.0]
    assert measured(Seat(), "Higashi", "Kita", "Minami") == [5.0, 4.0, 0.0]
    assert measured(SeatMatch(), "Higashi", "Kita", feature_code="PPLA") == [5.0, 4.0]
    assert Seat().reason(SEEKER, {"feature_code": "PPLL"}) == "not a seat of government"
    assert measured(SeatMatch(), "Higashi", "Kita", feature_code="PPLA2") == [0.0, 0.0]


def test_seats_as_chosen_in_a_country() -> None:
    """Of the places abroad that are no sections 2 are capitals (one choice), 3 seats of divisions (four choices).

    Japan has 1, 2 and 1 of these and of others, and three choices, all of seats: its kinds would show 0.5, 8/3 and 0.
    """
    rate = {5: 1 / 2, 4: 4 / 3, 0: 0 / 3}
    whole = 1 * rate[5] + 2 * rate[4] + 1 * rate[0]
    expected = {kind: n * rate[kind] / whole * 3 for kind, n in ((5, 1), (4, 2), (0, 1))}
    got = measured(KindPattern("seat", BOOK), "Higashi", "Kita", "Minami", "Fern")
    assert got == near((0 + 2) / (expected[5] + 2), (3 + 2) / (expected[4] + 2), 1.0, 1.0)
    unknown = pd.DataFrame({"geonameid": [99]})
    assert np.isnan(KindPattern("seat", BOOK).measure(SEEKER, unknown)[0])


def test_open_places_as_chosen_in_a_country() -> None:
    """Kinds double: none (Nishi, Higashi, Minami, Klein), one partner (Nord, Süd, Fern), two, three (Kita)."""
    rate = {0: 1 / 4, 1: 2 / 3, 2: 2 / 1}
    japan = 3 * rate[0] + 1 * rate[2]
    of_none, of_three = 3 * rate[0] / japan * 3, 1 * rate[2] / japan * 3
    of_one = 2 * rate[1] / (1 * rate[0] + 2 * rate[1]) * 2  # Nord and Süd, beside Klein with none
    got = measured(KindPattern("partners", BOOK), "Nishi", "Kita", "Nord")
    assert got == near((1 + 2) / (of_none + 2), (2 + 2) / (of_three + 2), (2 + 2) / (of_one + 2))


def test_size_pattern() -> None:
    """The same density summed choice by choice."""
    grid = np.arange(math.log(300.0), math.log(3e7), 0.35)
    choices = [
        ("Alpha", "JP", 1.4e6), ("Alpha", "DE", 1.2e6), ("Beta", "JP", 2.7e6), ("Gamma", "JP", 1.4e6),
        ("Gamma", "DE", 3.4e6),
    ]  # fmt: skip
    of_country = {"JP": np.zeros(len(grid)), "DE": np.zeros(len(grid)), "TD": np.zeros(len(grid))}
    for who, country, people in choices:
        weight = math.exp(-0.5 * math.log(FACTS[who]["people"] / 400_000) ** 2)
        of_country[country] += weight * np.exp(-0.5 * ((grid - math.log(people)) / 0.7) ** 2)
    overall = sum(of_country.values())
    overall = overall / (overall.sum() + 1e-9)
    expected = []
    for country, people in (("JP", 1.4e6), ("DE", 1.2e6), ("TD", 30_000)):
        step = round((math.log(people) - grid[0]) / 0.35)
        shape = (of_country[country] + 30 * overall) / (of_country[country].sum() + 30)
        expected.append(shape[step] * len(grid) + 0.02)
    assert measured(SizePattern(BOOK), "Kita", "Süd", "Fern", "Klein") == near(*expected, NAN)
    tiny, huge = SizePattern(BOOK).measure(
        SEEKER, pd.DataFrame({"country": ["JP", "JP"], "population": [0.0, 1e9]})
    )
    assert 0 < tiny < 0.03 and 0 < huge < 1


def test_the_world_that_is_handed_in_counts() -> None:
    assert Rank().fit(WORLD).ties.world is WORLD
    assert Rank().ties is Book.of(load_world()) is Book.of()
    assert Connections(book=BOOK).world is WORLD
    kita = towns("Kita")
    assert world_rows(kita, WORLD).tolist() == [3] and world_rows(kita).tolist() == [-1]
    assert of_world(kita, np.arange(12.0), WORLD).tolist() == [3.0]
    assert divisions(kita)[0] == "JP.22"
    assert Book.of(load_world()).world is load_world()


def test_a_book_travels(world: World) -> None:
    """Pickled, the shipped ties are named and not copied; a book of one's own keeps what it hides."""
    shipped = pickle.dumps(Book.of())
    assert len(shipped) < 1000 and pickle.loads(shipped) is Book.of()
    hidden = Book(partnership_table(), hidden={"geonames:4887398"})
    again = pickle.loads(pickle.dumps(Book(ties_of(TIES), world, hidden=["geonames:1"])))
    assert again.world is world and again.number != hidden.number
    assert "geonames:1" not in again.choices("US").seeker
    assert copy.deepcopy(BOOK) is BOOK and "9 ties" in repr(BOOK)


def test_neighbours_that_have_partners() -> None:
    """Beta lies 560 km from Alpha, Gamma 1,090 km; Süd is near Klein."""
    found = NeighbourChoices(radius=600.0, book=BOOK).transform(WORLD)["neighbours_with_partners"]
    assert dict(zip((name for _, name, *_ in ROWS), found, strict=True)) == {
        "Alpha": 1, "Beta": 1, "Gamma": 0, "Kita": 1, "Nishi": 1, "Higashi": 2, "Minami": 2,
        "Nord": 1, "Süd": 1, "Klein": 2, "Viertel": 2, "Fern": 0,
    }  # fmt: skip


def test_neighbours_by_hand() -> None:
    """Alpha is near, with partners in Kita's division and in Süd's; Beta elsewhere in California chose Nishi."""
    extractor = NeighbourChoices(book=BOOK)
    got = measured(extractor, "Kita", "Nishi", "Higashi", "Süd", "Fern")
    assert got == near(1 + 0.3 * 0.2, 0.2 + 0.3, 0.2 + 0.3 * 0.2, 1.0, 0.0)
    assert extractor.knows(SEEKER) and not extractor.knows({**SEEKER, "country": "TD"})
    counts = extractor.counts(SEEKER, towns("Nishi", "Kita"))
    assert {what: number.tolist() for what, number in counts.items()} == {
        "near_country": [1, 1], "near_division": [0, 1], "state_country": [1, 1], "state_division": [1, 0],
    }  # fmt: skip
    assert measured(NeighbourChoices(radius=22.0, book=BOOK), "Süd") == near(0.3)  # 22.2 km to Alpha
    assert measured(NeighbourChoices(radius=22.3, book=BOOK), "Süd") == near(1.0)
    unknown = pd.DataFrame({"country": ["JP", ""], "admin1": ["", "22"]})
    assert extractor.measure(SEEKER, unknown).tolist() == near(0.2 + 0.3 * 0.2, NAN)
    kita, nishi, higashi = (WORLD.row(NUMBER[name] - 1) for name in ("Kita", "Nishi", "Higashi"))
    assert extractor.reason(SEEKER, {**kita, "admin1_name": "West"}) == (
        "Alpha, within 100 km of Delta, has a partner in West, Japan: Kita"
    )
    assert extractor.reason(SEEKER, nishi) == "Alpha, within 100 km of Delta, has a partner in Japan: Kita"
    assert [extractor.level(SEEKER, place) for place in (kita, higashi)] == ["division", "country"]
    afar = {**SEEKER, "latitude": 41.0}
    assert extractor.reason(afar, nishi) == "Beta, elsewhere in CA, has a partner in 27, Japan: Nishi"


def test_sentences() -> None:
    """Reasons name who chose what, and how many."""
    kita = WORLD.row(NUMBER["Kita"] - 1)
    told = {
        CountryChoices("state", BOOK): "2 communities in California have partners in Japan: Alpha has Kita, and "
        "Beta has Nishi",
        CountryChoices("nation", BOOK): "3 known ties of other communities of the United States with Japan",
        DivisionChoices("state", BOOK): "Alpha, in California, has a partner in 22, Japan: Kita",
        DivisionChoices("nation", BOOK): "2 known ties of other communities of the United States with 22, Japan",
        PlaceChoices("state", BOOK): "2 communities in California have partners within 100 km of Kita: "
        "Alpha has Kita, and Beta has Nishi",
        ChosenBefore("nation", BOOK): "Alpha and Gamma, in the United States, have it as a partner",
        Connections("all", BOOK): "3 known partners outside the United States",
        Connections("far", BOOK): "1 known partner more than 3,000 km away outside the United States",
        RankMatch("country").fit(WORLD): "its rank by population in Japan is 3; Delta's is 2",
        Rank("division", book=BOOK): "its rank by population in Japan is 1",
        Rank(by="partners", book=BOOK): "its rank by known partnerships in Japan is 1",
        Prominence().fit(WORLD): "GeoNames, a list of the world's places, has 2 other names for it",
        SeatMatch(): "the capital of a state, province or region; Delta is not the capital of a state",
        PartnerSize(BOOK): "together with its partners elsewhere it comes to about 1,316,300 people each; "
        "Delta has 400,000",
    }  # fmt: skip
    for extractor, words in told.items():
        assert extractor.reason(SEEKER, kita) == words
    beta = {**SEEKER, "latitude": 34.0, "longitude": -118.2}
    assert CountryChoices("region", BOOK).reason(beta, kita) == (
        "Beta, in the region of Delta, has a partner in Japan: Nishi"
    )  # Alpha is farther than 300 km
    between = {**SEEKER, "latitude": 36.1, "longitude": -120.1}
    assert CountryChoices("region", BOOK).reason(between, kita) == (
        "2 communities in the region of Delta have partners in Japan: Alpha has Kita, and Beta has Nishi"
    )  # the nearest first; Gamma counts too little to be named
    assert RankMatch("division").fit(WORLD).reason(SEEKER, {**kita, "admin1_name": "West"}) == (
        "its rank by population in West is 1; Delta's is 1"
    )


@pytest.mark.parametrize(
    ("extractor", "points"),
    [
        (CountryChoices(), {0.25: 0, 0.5: 0, 2: 0.5, 8: 1, 16: 1}),
        (PlaceChoices(), {0: 0, 1: 0.5, 2: 0.75}),
        (ChosenBefore(), {0: 0, 1: 0.5, 2: 0.75}),
        (NeighbourChoices(), {0: 0, 2: 0.5, 4: 0.75}),
        (Connections(), {0: 0, math.sqrt(21) - 1: 0.5, 20: 1, 40: 1}),
        (Prominence(), {0: 0, math.sqrt(21) - 1: 0.5, 20: 1, 40: 1}),
        (PartnerSize(), {1: 1, 1.5: 1, math.sqrt(15): 0.5, 10: 0, 1 / 10: 0, 1 / 1.5: 1}),
        (Stature(), {0: 0, 5: 0.5, 10: 1, 20: 1}),
        (Rank(), {1: 1, math.sqrt(1000): 0.5, 1000: 0, 2000: 0}),
        (RankMatch(), {1: 1, math.sqrt(1000): 0.5, 1 / math.sqrt(1000): 0.5, 1000: 0, 1e-6: 0}),
        (SizePattern(), {0: 0, 2: 0.5, 4: 1, 5: 1}),
        (KindPattern(), {0.1: 0, 0.25: 0, 1: 0.5, 2: 0.75, 4: 1, 8: 1}),
        (Seat(), {0: 0, 2: 0.4, 5: 1}),
        (SeatMatch(), {0: 0, 2: 0.4, 5: 1}),
        (PrecedentScore(), {30: 0, 35: 0, 40.5: 0.5, 46: 1, 60: 1}),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_a_measurement_is_worth(extractor: Extractor, points: dict[float, float]) -> None:
    got = extractor.value(np.array([*points, NAN]), SEEKER)
    np.testing.assert_allclose(got, [*points.values(), NAN], atol=1e-12)


def everything() -> Iterator[Extractor]:
    for among in ("nation", "places", "near", "region", "state", "size", "size_in_state"):
        yield CountryChoices(among, BOOK)
        yield DivisionChoices(among, BOOK)
        yield PlaceChoices(among, BOOK)
        yield ChosenBefore(among, BOOK)


def test_weights_are_worked_out_once_for_a_seeker() -> None:
    chosen = BOOK.choices("US")
    assert chosen.weighed(SEEKER) is chosen.weighed(dict(SEEKER))
    assert chosen.weighed(SEEKER) is not chosen.weighed({**SEEKER, "population": 1.0})
    fixed, changing = MappingProxyType(SEEKER), dict(SEEKER)
    assert chosen.weighed(fixed) is chosen.weighed(fixed) is chosen.weighed(changing)
    changing["admin1"] = "WA"
    assert chosen.weighed(changing).who.state == "WA"
    for extractor in everything():
        assert extractor.measure(SEEKER, WORLD).shape == (12,)
    assert np.asarray(labels(WORLD, "country") == "JP").sum() == 4


def test_a_club_counts_as_one_partner() -> None:
    """The members of the Douzelage are all partnered with each other: Houffalize has 29 of them and two towns more."""
    book = Book.of()
    world = book.world
    counted = {
        name: float(book.partners("US")[world.row_of(number)])
        for name, number in (("Houffalize", 2795322), ("Bad Kötzting", 2885070), ("Coventry", 2652221))
    }
    assert counted["Bad Kötzting"] == 1 and counted["Houffalize"] <= 3 and counted["Coventry"] > 20


def test_no_tie_and_a_single_one_are_said_in_plain_words() -> None:
    """Nothing is counted as "0 known ties", and one is not "1 known ties"."""
    nowhere = {"country": "FR", "admin1": "11", "admin1_name": "Paris"}
    for extractor in (
        CountryChoices("nation", BOOK),
        DivisionChoices("nation", BOOK),
        CountryChoices("places", BOOK),
    ):
        assert extractor.reason(SEEKER, nowhere).endswith(" is on record")
    told = [DivisionChoices("nation", BOOK).reason(SEEKER, WORLD.row(row)) for row in range(len(WORLD))]
    assert "1 known tie of other communities of the United States with 27, Japan" in told
    assert not any("1 known ties" in text or "0 known ties" in text for text in told)
