"""The extractors of precedent and prominence: the contract, and facts of the world."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import World
from citymatch.features.agglomeration import Agglomeration, Latitude
from citymatch.features.choices.before import ChosenBefore
from citymatch.features.choices.countries import CountryChoices
from citymatch.features.choices.divisions import DivisionChoices
from citymatch.features.choices.places import PlaceChoices
from citymatch.features.connections import Connections, PartnerSize, Stature
from citymatch.features.namesake import Namesake
from citymatch.features.patterns import KindPattern, SizePattern
from citymatch.features.precedent_score import PrecedentScore
from citymatch.features.prominence import Prominence
from citymatch.features.rank import Rank, RankMatch
from citymatch.features.seat import Seat, SeatMatch
from citymatch.features.self_governing import SelfGoverning
from citymatch.features.volumes import TieVolume
from citymatch.testing import ExtractorConformance

WARSAW, SEIKA, TOLEDO, KOBE = 756135, 9634762, 2510409, 1859171
SEEKER = {
    "name": "Chicago", "label": "Chicago, Illinois", "community_id": "geonames:4887398", "geonameid": 4887398,
    "kind": "place", "country": "US", "admin1": "IL", "latitude": 41.85, "longitude": -87.65,
    "population": 2_664_452.0, "people_50km": 8.0e6, "feature_code": "PPLA2",
}  # fmt: skip
PLACES = pd.DataFrame(
    {
        "name": ["Warsaw", "Seika", "Toledo", "Kobe"],
        "geonameid": [WARSAW, SEIKA, TOLEDO, KOBE],
        "country": ["PL", "JP", "ES", "JP"],
        "admin1": ["78", "22", "54", "13"],
        "latitude": [52.23, 34.76, 39.86, 34.69],
        "longitude": [21.01, 135.79, -4.02, 135.18],
        "population": [1_702_139.0, 35_630.0, 83_226.0, 1_528_478.0],
        "people_50km": [2.5e6, 1.5e7, 2.0e5, 1.2e7],
        "feature_code": ["PPLC", "PPL", "PPLA2", "PPLA"],
        "standing_probability": [1.0, 0.9, 1.0, 1.0],
    }
)


class _Contract(ExtractorConformance):
    seeker = SEEKER
    candidates = PLACES


class TestCountryChoices(_Contract):
    extractor = CountryChoices()
    unknown_row = {"country": ""}
    unknown_seeker = {"country": ""}


class TestCountryChoicesOfTheNation(_Contract):
    extractor = CountryChoices("nation")
    unknown_row = {"country": ""}
    unknown_seeker = {"country": ""}


class TestDivisionChoices(_Contract):
    extractor = DivisionChoices()
    unknown_row = {"admin1": ""}
    unknown_seeker = {"country": ""}


class TestDivisionChoicesOfTheNation(_Contract):
    extractor = DivisionChoices("nation")
    unknown_row = {"admin1": ""}
    unknown_seeker = {"country": ""}


class TestPlaceChoices(_Contract):
    extractor = PlaceChoices()
    unknown_row = {"latitude": np.nan}
    unknown_seeker = {"country": ""}


class TestChosenBefore(_Contract):
    extractor = ChosenBefore()
    unknown_row = {"geonameid": 0}
    unknown_seeker = {"country": ""}


class TestSizePattern(_Contract):
    extractor = SizePattern()
    unknown_row = {"population": np.nan}
    unknown_seeker = {"population": np.nan}


class TestKindPattern(_Contract):
    extractor = KindPattern()
    unknown_row = {"geonameid": 0}
    unknown_seeker = "where a nation has chosen nobody every kind of place is as good as another"


class TestConnections(_Contract):
    extractor = Connections()
    unknown_row = {"geonameid": 0}
    unknown_seeker = "the candidate alone is measured, whoever asks"


class TestPartnerSize(_Contract):
    extractor = PartnerSize()
    unknown_row = {"population": np.nan}
    unknown_seeker = {"population": np.nan}


class TestStature(_Contract):
    extractor = Stature()
    unknown_row = {"geonameid": 0}
    unknown_seeker = {"population": np.nan}


class TestProminence(_Contract):
    extractor = Prominence()
    unknown_row = {"geonameid": 0}
    unknown_seeker = "the candidate alone is measured, whoever asks"


class TestSeat(_Contract):
    extractor = Seat()
    unknown_row = {"feature_code": ""}
    unknown_seeker = "the candidate alone is measured, whoever asks"


class TestRank(_Contract):
    extractor = Rank()
    unknown_row = {"geonameid": 0}
    unknown_seeker = "the candidate alone is measured, whoever asks"


class TestRankMatch(_Contract):
    extractor = RankMatch()
    unknown_row = {"geonameid": 0}
    unknown_seeker = {"geonameid": 0, "population": np.nan}


class TestAgglomeration(_Contract):
    extractor = Agglomeration()
    unknown_row = {"people_50km": np.nan}
    unknown_seeker = {"people_50km": np.nan}


class TestLatitude(_Contract):
    extractor = Latitude()
    unknown_row = {"latitude": np.nan}
    unknown_seeker = {"latitude": np.nan}


class TestNamesake(_Contract):
    extractor = Namesake()
    unknown_row = {"name": ""}
    unknown_seeker = {"name": ""}

    def test_a_name_spelled_almost_alike_is_another_name(self, world: World) -> None:
        names = {2646542: "Horwich", 3178141: "Copertino", 498817: "Saint Petersburg", 2910831: "Hannover"}
        towns = world.take(world.rows_of(np.array(list(names))))
        for seeker, expected in (
            ("Norwich", [0.0, 0.0, 0.0, 0.0]),
            ("Cupertino", [0.0, 0.0, 0.0, 0.0]),
            ("St. Petersburg", [0.0, 0.0, 4.0, 0.0]),
            ("Hanover", [0.0, 0.0, 0.0, 2.0]),  # the English name of Hannover
        ):
            assert Namesake().measure({"name": seeker}, towns).tolist() == expected, seeker


class TestTieVolume(_Contract):
    extractor = TieVolume()
    unknown_row = {"country": ""}
    unknown_seeker = {"country": ""}


class TestTradeVolume(_Contract):
    extractor = TieVolume("trade")
    unknown_row = {"country": ""}
    unknown_seeker = {"country": "DE"}


class TestSeatMatch(_Contract):
    extractor = SeatMatch()
    unknown_row = {"feature_code": ""}
    unknown_seeker = {"feature_code": ""}


class TestPrecedentScore(_Contract):
    extractor = PrecedentScore()
    unknown_row = {column: np.nan if values.dtype.kind in "fiu" else "" for column, values in PLACES.items()}
    unknown_seeker = "of a seeker of whom nothing is known the policy still tells whom all choose"


class TestSelfGoverning(_Contract):
    extractor = SelfGoverning()
    unknown_row = {"standing_probability": np.nan}
    unknown_seeker = "the candidate alone is measured, whoever asks"


def test_warsaw_is_the_first_of_poland_and_a_capital() -> None:
    warsaw = PLACES.head(1)
    assert Rank().measure(SEEKER, warsaw)[0] == 1
    assert Seat().reason(SEEKER, warsaw.iloc[0].to_dict()) == "the capital of its country"
    assert RankMatch().measure(SEEKER, warsaw)[0] == 1  # both are the largest of their division


def test_partners_in_the_seekers_nation_do_not_count_as_connections() -> None:
    seika = PLACES.iloc[[1]].reset_index(drop=True)
    assert Connections().measure(SEEKER, seika)[0] == 0  # its one partner on record is Norman, Oklahoma
    assert Connections().measure({**SEEKER, "country": "DE"}, seika)[0] == 1


def test_washington_chose_hyogo_oftener_than_the_nation_did() -> None:
    seattle = {**SEEKER, "name": "Seattle", "community_id": "geonames:5809844", "geonameid": 5809844, "admin1": "WA",
               "latitude": 47.6, "longitude": -122.3}  # fmt: skip
    kobe = PLACES.iloc[[3]].reset_index(drop=True)
    assert DivisionChoices("state").measure(seattle, kobe)[0] > 1.5
    assert CountryChoices("region").measure(seattle, kobe)[0] > 1
    assert "Renton has Nishiwaki" in CountryChoices("near").reason(seattle, kobe.iloc[0].to_dict())


def test_a_choice_names_nobody_where_nobody_chose() -> None:
    chad = pd.Series(
        {"country": "TD", "admin1": "01", "name": "Somewhere", "latitude": 13.0, "longitude": 18.0}
    )
    assert CountryChoices("near").reason(SEEKER, chad.to_dict()).endswith("has a partner in Chad on record")


@pytest.mark.parametrize("among", ["near", "region", "state", "size", "size_in_state", "nation"])
def test_own_ties_do_not_count(among: str, world: World) -> None:
    """Hiding a seeker's own ties changes nothing of what is counted for it."""
    from citymatch.datasets.partnerships import partnership_table
    from citymatch.features.book import Book

    hidden = Book(partnership_table(), hidden={SEEKER["community_id"]})
    for kind in (CountryChoices, DivisionChoices, PlaceChoices, ChosenBefore):
        with_own, without = kind(among), kind(among, hidden)
        np.testing.assert_allclose(
            with_own.measure(SEEKER, PLACES),
            without.measure(SEEKER, PLACES),
            rtol=1e-9,
            err_msg=kind.__name__,
        )
