"""Looking for a name within a scope: counties, other names, names with a stroke, and misprints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from citymatch.datasets import World
from citymatch.places import resolve
from citymatch.places.gazetteer import Gazetteer, gazetteer_of
from citymatch.places.regions import Scope
from citymatch.places.searching import (
    Finding,
    elsewhere,
    search,
    search_similar,
    state_named,
    suggestions,
    variants,
)

Made = Callable[..., World]
HERE, FRANCE = Scope("US", "CA", "California"), Scope("FR")


def town(name: str, population: float = 1000, **facts: Any) -> dict[str, Any]:
    return {"name": name, "population": population, "legal_kind": "city", **facts}


def french(name: str, population: float = 1000, **facts: Any) -> dict[str, Any]:
    return {"name": name, "population": population, "country": "FR", "admin1": "11", **facts}


def ids(finding: Finding | None) -> list[str]:
    """The community chosen, or those to choose from."""
    if finding is None:
        return []
    return [finding.chosen.id] if finding.chosen else [each.id for each in finding.choice.others]


def names(found: Sequence[Any]) -> list[str]:
    return [each.name for each in found]


# Counties of the real table


@pytest.mark.parametrize(
    ("name", "state", "id", "said"),
    [
        ("Placer County", "CA", "us-county:06061", ""),
        ("Placer Co", "CA", "us-county:06061", ""),
        ("Placer Parish", "CA", "us-county:06061", "'Placer Parish' read as Placer County"),
        ("St. Louis County", "MO", "us-county:29189", ""),  # the independent city is 29510
        ("Saint Louis City", "MO", "geonames:4407066", ""),
        ("Caddo County", "LA", "us-county:22017", "'Caddo County' read as Caddo Parish"),
        ("Juneau City and Borough", "AK", "geonames:5554072", ""),  # one record with the city
        ("Fairbanks North Star Borough", "AK", "us-county:02090", ""),
        ("Placer County", "", "us-county:06061", ""),
    ],
)
def test_a_county_is_found_by_its_name_and_kind(name: str, state: str, id: str, said: str) -> None:
    found = search(name, Scope("US", state), gazetteer_of())
    assert (ids(found), found and found.corrected) == ([id], said)


def test_a_county_is_looked_for_where_it_can_be() -> None:
    names_of_us = gazetteer_of()
    assert ids(search("Jefferson County", Scope("US"), names_of_us))[:1] == ["us-county:01073"]
    assert len(ids(search("Jefferson County", Scope("US"), names_of_us))) == 10
    assert search("Placer County", Scope("US", "NV"), names_of_us) is None
    assert search("Placer County", Scope("JP"), names_of_us) is None
    # A borough is a county in Alaska alone: in Pennsylvania it is a municipality.
    found = search("Kennett Square Borough", Scope("US", "PA"), names_of_us)
    assert found and found.chosen and found.chosen.kind == "place"


def test_a_county_is_found_but_for_a_misprint() -> None:
    found = search_similar("Plaser County", HERE, gazetteer_of())
    assert (ids(found), found and found.corrected) == (
        ["us-county:06061"],
        "'Plaser County' read as Placer County",
    )
    assert ids(search_similar("Sacremanto County", HERE, gazetteer_of())) == ["us-county:06067"]
    assert search_similar("Sakrementu County", HERE, gazetteer_of()) is None  # three letters are too many
    assert search_similar("Plaser County", Scope("US"), gazetteer_of()) is None  # without a state
    # Texas has a Hood County and a Wood County; Georgia's Wood would be neither.
    assert search_similar("Food County", Scope("US", "TX"), gazetteer_of()) is None
    assert ids(search_similar("Hoood County", Scope("US", "TX"), gazetteer_of())) == ["us-county:48221"]


# Places under their own and other names, in Worlds made for it


def test_the_words_for_a_legal_kind_may_be_left_out(made: Made) -> None:
    world = made([town("Pinole"), town("Boyne City"), town("Seika", country="JP", admin1="22")])
    names_of = Gazetteer(world)
    assert ids(search("City of Pinole", HERE, names_of)) == ["geonames:1"]
    assert ids(search("the town of Pinole", HERE, names_of)) == ["geonames:1"]
    assert ids(search("Pinole Village", HERE, names_of)) == ["geonames:1"]
    assert ids(search("Seika-cho", Scope("JP"), names_of)) == ["geonames:3"]
    found = search("Boyne", HERE, names_of)
    assert (ids(found), found and found.corrected) == (["geonames:2"], "'Boyne' read as Boyne City")
    assert list(variants("Pinole")) == ["Pinole"]
    assert list(variants("City")) == ["City"]
    assert list(variants("-shi")) == ["-shi"]


def test_only_a_municipality_is_found_without_the_kind_in_its_name(made: Made) -> None:
    for kind in ("", "CDP"):
        assert search("Boyne", HERE, Gazetteer(made([town("Boyne City", legal_kind=kind)]))) is None
    abroad = Gazetteer(made([french("Boyne City", legal_kind="city")]))
    assert search("Boyne", FRANCE, abroad) is None
    for name in ("Boyne Village", "Village of Boyne"):
        assert ids(search("Boyne", HERE, Gazetteer(made([town(name)])))) == ["geonames:1"]


def test_an_american_municipality_is_found_by_another_name_and_that_is_said(made: Made) -> None:
    world = made([town("Saint Petersburg"), town("Miamitown", legal_kind="")], [("St Pete", 0), ("Miami", 1)])
    found = search("St Pete", HERE, Gazetteer(world))
    assert found and found.chosen and found.chosen.id == "geonames:1"
    assert found.corrected == "'St Pete' read as Saint Petersburg, of which it is another name"
    assert search("Miami", HERE, Gazetteer(world)) is None  # a settlement's other names are too loose
    near = made([town("Pinole")], [("Pinola", 0)])
    found = search("Pinola", HERE, Gazetteer(near))
    assert found and found.corrected == "'Pinola' read as Pinole"
    two = made([town("Pinole")], [("Pinolex", 0), ("Pinolexx", 0), ("Pinolexxx", 0)])
    assert search("Pinolexx", HERE, Gazetteer(two)).corrected == "'Pinolexx' read as Pinole"  # type: ignore[union-attr]
    assert "another name" in search("Pinolexxx", HERE, Gazetteer(two)).corrected  # type: ignore[union-attr]


def test_a_large_place_without_a_government_is_found_by_another_name(made: Made) -> None:
    for people, found in ((100_000, ["geonames:1"]), (99_999, [])):
        world = made([town("Paradise", people, legal_kind="CDP")], [("The Strip", 0)])
        assert ids(search("The Strip", HERE, Gazetteer(world))) == found


def test_a_place_of_which_it_is_another_name_does_not_beat_one_whose_name_it_is(made: Made) -> None:
    # Goiana is not Goiânia, of which it is another name.
    def told(own: float, other: float, **facts: Any) -> list[str]:
        world = made(
            [french("Cologne", own, **facts), french("Koln", other, latitude=5.0, standing="self_governing")],
            [("Cologne", 1)],
        )
        return ids(search("Cologne", FRANCE, Gazetteer(world)))

    for own in (100, 1000, 99_999):
        assert told(own, 5_000_000, standing="self_governing") == ["geonames:1"]
    # Beside a quarter without a government the well-known one is listed.
    assert told(1000, 100_000) == ["geonames:2", "geonames:1"]
    assert told(1000, 99_999) == ["geonames:1"]
    assert told(10_001, 100_000) == ["geonames:1"]


def test_it_is_said_that_the_gazetteer_has_another_name(made: Made) -> None:
    world = made([french("Koln", 9000), french("Lyon-shi", 9000)], [("Cologne", 0)])
    found = search("Cologne", FRANCE, Gazetteer(world))
    assert found and found.choice.notes == ("the gazetteer has it as Koln",) and found.corrected == ""
    same = search("Koln", FRANCE, Gazetteer(world))
    assert same and same.choice.notes == ()
    assert search("Cologne", Scope("FR", "12"), Gazetteer(world)) is None
    assert ids(search("Cologne", Scope("FR", "11"), Gazetteer(world))) == ["geonames:1"]


def test_two_names_with_a_stroke(made: Made) -> None:
    world = made([town("Alpha"), town("Beta", latitude=9.0), town("Gamma", county_fips="06061")])
    names_of = Gazetteer(world)
    one = search("Alpha/Nowhere", HERE, names_of)
    assert (ids(one), one and one.corrected) == (["geonames:1"], "'Alpha/Nowhere' read as Alpha")
    assert ids(search("Nowhere / Beta", HERE, names_of)) == ["geonames:2"]
    assert ids(search("Alpha/Beta", HERE, names_of)) == ["geonames:1", "geonames:2"]
    assert ids(search("Alpha/Alpha", HERE, names_of)) == ["geonames:1"]
    assert search("Nowhere/Nothing", HERE, names_of) is None
    in_county = search("Gamma/Placer", HERE, names_of)
    assert in_county and in_county.corrected == "'Gamma/Placer' read as Gamma in Placer County"
    assert search("Alpha/Nowhere", Scope("US", "CA", county="06061"), names_of) is None


# Misprints


def test_how_many_letters_may_differ(made: Made) -> None:
    world = made([town("Ome"), town("Pinole"), town("Sacramento")])

    def similar(name: str) -> list[str]:
        return ids(search_similar(name, HERE, Gazetteer(world)))

    assert similar("Omi") == []  # three letters: none
    assert similar("Omee") == ["geonames:1"]  # four letters: one
    assert similar("Pinola") == ["geonames:2"]
    assert similar("Pinala") == []
    assert similar("Sacrametta") == ["geonames:3"]  # eight or more: two
    assert similar("Sacrametaa") == []
    assert similar("Sakramenta") == []  # where two differ the name begins alike
    assert similar("Hinole") == []  # the first letter is the same
    assert similar("Ipnole") == ["geonames:2"]  # unless the first two are swapped
    found = search_similar("Pinola", HERE, Gazetteer(world))
    assert found and found.corrected == "'Pinola' read as Pinole"


def test_a_misprint_is_not_read_where_it_could_be_anything(made: Made) -> None:
    world = made([town("Pinole"), town("Pinoli", latitude=9.0)])
    assert ids(search_similar("Pinola", HERE, Gazetteer(world))) == ["geonames:1", "geonames:2"]
    assert search_similar("Pinola", Scope("US"), Gazetteer(world)) is None  # all of the US is too wide
    assert search_similar("Clermon", FRANCE, Gazetteer(made([french("Clermont")]))) is None
    large = made([french("Clermont", 50_000)])
    assert ids(search_similar("Clermon", FRANCE, Gazetteer(large))) == ["geonames:1"]
    # Of two near names one has but a doubled letter more.
    doubled = made([town("Pinnole"), town("Pinale", latitude=9.0)])
    assert ids(search_similar("Pinole", HERE, Gazetteer(doubled))) == ["geonames:1"]
    # A place of exactly that name elsewhere in the country makes a misprint unlikely; a doubled letter does not.
    elsewhere_too = made([town("Pinole"), town("Pinola", admin1="NV"), town("Pinolle", admin1="NV")])
    assert search_similar("Pinola", HERE, Gazetteer(elsewhere_too)) is None
    assert ids(search_similar("Pinolle", HERE, Gazetteer(elsewhere_too))) == ["geonames:1"]


# What is offered


def test_what_may_be_meant_is_offered(made: Made) -> None:
    places = [town("Clay"), town("Clays"), town("Old Clay", 50), town("New Clay Hill", 70), town("Other")]
    names_of = Gazetteer(made(places))
    assert names(suggestions("Clay", HERE, names_of)) == ["Clay", "Clays", "New Clay Hill", "Old Clay"]
    assert names(suggestions("Placer", HERE, names_of)) == ["Placer County"]
    assert suggestions("Cla", HERE, names_of) == []  # too short to be like anything
    assert names(suggestions("Clay", Scope(""), names_of)) == ["Clay", "Clays"]
    many = Gazetteer(made([town(f"Clay {letter}") for letter in "abcdefghijklmnop"]))
    assert len(suggestions("Clay", HERE, many)) == 10


def test_the_name_elsewhere_the_largest_first(made: Made) -> None:
    places = [
        town("Salem"),
        town("Salem", 9000, admin1="OR"),
        town("Salem", admin1="NV"),
        french("Salem", 1e6),
    ]
    names_of = Gazetteer(made(places))
    assert [each.id for each in elsewhere("Salem", HERE, names_of)] == ["geonames:2", "geonames:3"]
    assert [each.id for each in elsewhere("Salem", Scope("US"), names_of)] == []
    assert elsewhere("Salem", Scope("DE"), names_of)[0].id == "geonames:4"
    assert len(elsewhere("Salem", Scope("DE"), names_of)) == 4
    many = Gazetteer(made([french("Salem", n) for n in range(12)]))
    assert [each.population for each in elsewhere("Salem", HERE, many)] == list(range(11, 1, -1))


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Ohio", "us-state:OH"),
        ("State of Ohio", "us-state:OH"),
        ("Washington State", "us-state:WA"),
        ("New York", "us-state:NY"),
        ("OH", None),
        ("Calif.", None),
        ("Ontario", None),
    ],
)
def test_a_state_by_its_full_name(name: str, id: str | None) -> None:
    found = state_named(name)
    assert (found.id if found else None) == id


def test_a_place_that_shares_its_name_with_a_state_is_told_from_it() -> None:
    york = resolve("New York")
    assert {"us-state:NY", "geonames:5128581"} <= {each.id for each in york.candidates}
