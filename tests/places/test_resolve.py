"""Single lines: spellings, corrections, namesakes, ids, points, and lines that nobody can read."""

import numpy as np
import pytest
from geopy.point import Point
from hypothesis import given, settings
from hypothesis import strategies as st

from citymatch.places import (
    AmbiguousCommunity,
    Entry,
    PlacesError,
    UnknownCommunity,
    community,
    find,
    resolve,
)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("PINOLE, CALIFORNIA", "geonames:5383187"),
        ("Pinole, CA 94564", "geonames:5383187"),
        ("pinole california", "geonames:5383187"),
        ("Pinole, Calif., USA", "geonames:5383187"),
        ("City of Pinole (California)", "geonames:5383187"),
        ("Pinole, Contra Costa County, CA", "geonames:5383187"),
        ("5383187", "geonames:5383187"),
        ("geonames:5383187", "geonames:5383187"),
        ("Saint Louis, Missouri", "geonames:4407066"),
        ("St. Louis, Mo.", "geonames:4407066"),
        ("Ft. Pierce, Fla.", "geonames:4156018"),
        ("Mt. Vernon, N.Y.", "geonames:5127835"),
        ("Winston Salem, N.C.", "geonames:4499612"),
        ("Minneapolis, Minn.", "geonames:5037649"),
        ("Coeur d’Alène, Idaho", "geonames:5589173"),
        ("LaCanada Flintridge, CA", "geonames:5363859"),
        ("Washington, D.C.", "geonames:4140963"),
        ("Richmond, CA", "geonames:5387428"),
        ("County of Placer, Calif.", "us-county:06061"),
        ("Caddo Parish, Louisiana", "us-county:22017"),
        ("Baltimore County, Maryland", "us-county:24005"),
        ("Baltimore, Maryland", "geonames:4347778"),
        ("State of California", "us-state:CA"),
        ("us-state:ca", "us-state:CA"),
        ("Seika, Japan", "geonames:9634762"),
        ("Seika, Kyoto Prefecture, Japan", "geonames:9634762"),
        ("Clermont-Ferrand, France", "geonames:3024635"),
        ("CLERMONT FERRAND, FR", "geonames:3024635"),
        ("Gbarnga, Liberia", "geonames:2277060"),
        ("Toledo, Spain", "geonames:2510409"),
        ("Cambridge, Ontario, Canada", "geonames:5913695"),
        ("Cambridge, ON", "geonames:5913695"),
        ("London, UK", "geonames:2643743"),
        ("Sao Paulo, Brazil", "geonames:3448439"),
        ("Cologne, Germany", "geonames:2886242"),
        ("Tbilisi, Georgia", "geonames:611717"),
        ("Columbus, Georgia", "geonames:4188985"),
        ("Windhoek, Namibia", "geonames:3352136"),
    ],
)
def test_usual_spellings(text: str, id: str) -> None:
    got = resolve(text)
    assert (got.status, got.community.id if got.community else None) == ("matched", id), got.note


@pytest.mark.parametrize(
    ("text", "id", "said"),
    [
        ("Havanna, Illionois", "geonames:4895336", ["read as Illinois", "read as Havana"]),
        ("Springfeild, Illinois", "geonames:4250542", ["read as Springfield"]),
        ("Pinole, Califronia", "geonames:5383187", ["read as California"]),
        ("Placer Parish, California", "us-county:06061", ["read as Placer County"]),
        ("Plaser County, California", "us-county:06061", ["read as Placer County"]),
        ("Gig Harbor/Pierce, Washington", "geonames:5795440", ["Gig Harbor in Pierce County"]),
        ("Seika, Nowhere, Japan", "geonames:9634762", ["'Nowhere' is not known in Japan and was left out"]),
        ("Clermont-Ferand, France", "geonames:3024635", ["read as Clermont-Ferrand"]),
    ],
)
def test_corrections_are_said(text: str, id: str, said: list[str]) -> None:
    got = resolve(text)
    assert (got.status, got.community.id if got.community else None) == ("corrected", id), got.note
    assert all(each in got.note for each in said)


@pytest.mark.parametrize(
    "text", ["Springfield", "Washington", "Jefferson County", "Cambridge", "Springfield, USA"]
)
def test_namesakes_are_listed(text: str) -> None:
    got = resolve(text)
    assert got.status == "ambiguous" and got.community is None
    assert len(got.candidates) >= 5
    with pytest.raises(AmbiguousCommunity) as caught:
        find(text)
    assert all(each.id in str(caught.value) for each in got.candidates)


def test_the_message_lists_ids_labels_and_populations() -> None:
    with pytest.raises(
        AmbiguousCommunity,
        match=r"geonames:4250542  Springfield, Illinois \(Sangamon County\), population 1\d\d,\d{3}",
    ):
        find("Springfield")


def test_a_dominant_namesake_is_taken_and_said() -> None:
    paris = resolve("Paris")
    assert paris.community and paris.community.geonameid == 2988507
    assert "by far the largest" in paris.note
    assert "Paris, Texas" in [each.label for each in paris.candidates]


def test_the_town_is_preferred_to_a_settlement_of_its_name() -> None:
    tryon = resolve("Tryon, North Carolina")
    assert tryon.community and tryon.community.geonameid == 4495749
    assert tryon.status == "matched"  # the settlement of that name in Gaston County governs nothing


def test_a_place_without_a_government_says_so() -> None:
    assert "no government of its own" in resolve("Silver Spring, Maryland").note
    assert "no government of its own" in resolve("geonames:5509952").note  # Paradise, Nevada


def test_elsewhere_is_offered_not_taken() -> None:
    salem = resolve("Salem, Texas")
    assert salem.status == "not_found"
    assert "Salem, Oregon" in [each.label for each in salem.candidates]
    with pytest.raises(UnknownCommunity, match="Salem"):
        find("Salem, Texas")


def test_a_county_is_offered_for_its_bare_name() -> None:
    pinellas = resolve("Pinellas, Florida")
    assert pinellas.status == "not_found"
    assert pinellas.candidates[0].id == "us-county:12103"


def test_two_readings_of_a_region_are_both_said() -> None:
    richmond = resolve("Richmond, CA")
    assert "'CA' read as California" in richmond.note
    assert "CA" in [each.country for each in richmond.candidates]


def test_misprints_without_a_region_are_only_offered() -> None:
    pinnole = resolve("Pinnole")
    assert pinnole.status == "not_found"
    assert 5383187 in [each.geonameid for each in pinnole.candidates]


@pytest.mark.parametrize(
    "text", ["", "  ", "???", "Xyzzy, Nowhereland", "999999999999", "us-state:ZZ", "us-county:99999"]
)
def test_what_is_not_there_is_not_found(text: str) -> None:
    got = resolve(text)
    assert got.status == "not_found" and got.community is None and got.note


@pytest.mark.parametrize(
    "point", ["38.0,-122.3", "38.0; -122.3", "38°0'16\"N 122°17'56\"W", Point(38.0, -122.3)]
)
def test_points_mean_the_nearest_community(point: object) -> None:
    got = resolve(point)  # type: ignore[arg-type]
    assert got.community and got.community.geonameid == 5383187
    assert "km from the point" in got.note


def test_points_far_from_everyone_or_off_the_earth() -> None:
    assert "no community within 15 km" in resolve("0, -150").note
    assert "within ±90" in resolve("95, 10").note
    assert resolve("1, 2, 3").status == "not_found"


def test_a_name_with_a_far_point_is_the_users_own_place() -> None:
    got = resolve(Entry("Pinole, California", latitude=10.0, longitude=10.0, population=500.0))
    assert got.community and got.community.id == "user:pinole"
    near = resolve(Entry("Pinole, California", latitude=38.0, longitude=-122.3, population=500.0))
    assert near.community and near.community.geonameid == 5383187 and near.community.population == 500.0


def test_communities_of_the_users_own() -> None:
    own = community(
        name="New Town", latitude=38.0, longitude=-122.3, population=1200, population_source="our census"
    )
    assert (own.id, own.population, own.population_source) == ("user:new-town", 1200.0, "our census")
    assert find(own) is own
    assert resolve(np.int64(5383187)).community == find("Pinole, California")  # type: ignore[arg-type]
    for wrong in ({"name": " "}, {"latitude": 91.0}, {"longitude": float("nan")}, {"population": 0.0}):
        with pytest.raises(PlacesError, match="field"):
            community(**{"name": "X", "latitude": 0.0, "longitude": 0.0, **wrong})  # type: ignore[arg-type]


def test_to_dict_has_the_documented_keys() -> None:
    keys = ["input", "status", "kind", "community_id", "geonameid", "fips", "name", "admin1", "country"]
    keys += ["note", "candidates"]
    got = resolve("Placer County, California").to_dict()
    assert list(got) == keys
    assert (got["kind"], got["community_id"], got["fips"], got["admin1"]) == (
        "county",
        "us-county:06061",
        "06061",
        "CA",
    )
    assert list(resolve("nothing of the kind").to_dict()) == keys


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.from_regex(r"[A-Za-z .'/0-9-]{1,20},[A-Za-z .,;0-9-]{1,20}", fullmatch=True))
def test_no_text_breaks_it(text: str) -> None:
    got = resolve(text)
    assert got.status in ("matched", "corrected", "ambiguous", "not_found")
    assert (got.community is None) == (got.status in ("ambiguous", "not_found"))
    assert got.note or got.status == "matched"
    try:
        find(text)
    except PlacesError as problem:
        assert str(problem)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(
        ["Pinole, California", "Schaumburg, Illinois", "Gila Bend, Arizona", "Port Arthur, Texas"]
    ),
    st.data(),
)
def test_case_blanks_and_a_final_stop_change_nothing(text: str, data: st.DataObject) -> None:
    messy = "".join(data.draw(st.sampled_from([c, c.upper(), c.lower()])) for c in text)
    messy = messy.replace(" ", data.draw(st.sampled_from(["  ", "\u00a0", " \t"]))) + data.draw(
        st.sampled_from(["", ".", " "])
    )
    assert resolve(messy).community == resolve(text).community


def test_a_township_is_not_silently_the_city_of_its_name() -> None:
    """Ohio has many a Springfield Township, and a city of Springfield that none of them is."""
    found = resolve("Springfield Township, Ohio")
    assert found.status == "ambiguous"
    assert len(found.candidates) > 3 and all(each.id.startswith("unit:US:39") for each in found.candidates)
    wheeling = resolve("Wheeling Township, Illinois")
    assert (
        wheeling.community is not None and wheeling.community.population > 150_000
    )  # the village has 39,000
    assert "no general government" in wheeling.note


@pytest.mark.parametrize(
    "text",
    [
        "Sigdal",
        "Prestfoss",
        "Prestfoss (Sigdal)",
        "Sigdal, Norway",
        "Sigdal (seat Prestfoss), Buskerud, Norway",
    ],
)
def test_a_unit_is_found_by_its_name_by_its_seat_and_by_its_label(text: str) -> None:
    found = find(text)
    assert (found.id, found.label) == ("geonames:3142623", "Sigdal (seat Prestfoss), Norway")


@pytest.mark.parametrize(
    "text", ["Ayna (seat San Francisco), Peru", "José Azueta (seat Villa Azueta), Mexico"]
)
def test_a_label_is_read_without_asking_though_its_town_has_namesakes(text: str) -> None:
    found = resolve(text)
    assert found.status == "matched" and found.community is not None and found.community.label == text
