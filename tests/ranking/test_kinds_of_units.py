"""Sister counties and sister states: divisions, counties and towns as candidates of their own kind."""

from __future__ import annotations

import pytest

import citymatch as cm
from citymatch.datasets import InputError
from citymatch.datasets.divisions import load_first_divisions

DAY = "2026-03-01"


@pytest.fixture(scope="module")
def california() -> cm.Ranking:
    return cm.rank("us-state:CA", "default", None, kind="sister_state", as_of=DAY)


def test_a_state_meets_states_and_provinces(california: cm.Ranking) -> None:
    ids = set(california.to_frame()["community_id"])
    osaka, catalonia, punjab, guangdong = (
        "division:JP:32",
        "division:ES:56",
        "division:PK:04",
        "division:CN:30",
    )
    assert {osaka, catalonia, punjab, guangdong} <= ids
    assert "geonames:1853909" not in ids, "the city of Osaka is no state"
    assert "geonames:2950159" in ids and "division:DE:16" not in ids, (
        "Berlin is a city and a state: one record"
    )
    assert not [each for each in ids if each.startswith("us-")]
    assert any("States and provinces were compared" in note for note in california.notes)


def test_a_state_meets_its_size_and_its_peoples_homes(california: cm.Ranking) -> None:
    first = california.to_frame().head(25)
    assert first["country"].isin({"MX", "PH", "GB", "BR", "ID", "DE", "KR", "IN", "VN"}).sum() >= 10
    assert "division:MX:15" in set(first["community_id"].head(5)), "the State of Mexico"
    assert any("not states" in note for note in california.notes), "what towns have chosen drops out"
    catalan = cm.rank("Catalonia, Spain", "default", 10, as_of=DAY).to_frame()
    assert {"MA", "EC"} & set(catalan["country"]), "where its people come from"


def test_guangdong_has_its_caution_and_russia_is_left_out(california: cm.Ranking) -> None:
    assert any("arms" in each for each in california.explain("division:CN:30").cautions)
    frame = california.to_frame()
    assert not frame["country"].isin({"RU", "IR", "KP"}).any()


def test_each_people_is_counted_once() -> None:
    table = load_first_divisions()
    german = [each.people for (country, _), each in table.items() if country == "DE"]
    assert len(german) == 16 and 82e6 < sum(german) < 84.5e6
    japanese = [each.people for (country, _), each in table.items() if country == "JP"]
    assert len(japanese) == 47 and 124e6 < sum(japanese) < 128e6
    american = [each.people for (country, _), each in table.items() if country == "US"]
    assert len(american) == 51 and 325e6 < sum(american) < 342e6


def test_a_division_lies_where_its_largest_town_does(california: cm.Ranking) -> None:
    catalan = california.explain("division:ES:56")
    assert catalan.facts["coast_km"] < 10, "Barcelona is by the sea"
    assert california.seeker["coast_km"] < 40, "and so is Los Angeles, other than the valley in the middle"
    assert "no table here: ask" in catalan.text


def test_a_foreign_division_meets_us_states() -> None:
    found = cm.rank("Bavaria, Germany", "default", None, as_of=DAY).to_frame()
    ids = set(found["community_id"])
    assert {"us-state:OH", "us-state:TX", "division:FR:11", "division:CA:08"} <= ids
    assert not found["country"].eq("DE").any()


def test_a_kind_may_be_asked_for() -> None:
    towns = cm.rank("us-state:CA", "default", 5, kind="sister_city", as_of=DAY).to_frame()
    assert not towns["community_id"].str.startswith("division:").any()
    counties = cm.rank(
        "Placer County, California", "default", None, kind="sister_county", as_of=DAY
    ).to_frame()
    ids = set(counties["community_id"])
    assert {"geonames:184622", "division:DE:02"} <= ids, "Nakuru, a county of Kenya, and Bavaria"
    assert "geonames:2867714" not in ids, "Munich is a city"
    irish = cm.rank("Placer County, California", "default", 3, kind="sister_county", country="IE", as_of=DAY)
    assert set(irish.to_frame()["country"]) == {"IE"}
    with pytest.raises(InputError, match="kind must be"):
        cm.rank("Placer County, California", kind="sister_village")  # type: ignore[arg-type]


def test_other_seekers_are_compared_as_before() -> None:
    plain = cm.rank("Pinole, California", "pinole", 20, as_of=DAY)
    assert not [note for note in plain.notes if "kind" in note]
    assert not plain.to_frame()["community_id"].str.startswith("division:").any()
