from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import citymatch as cm
from citymatch.datasets import load_world
from citymatch.datasets.common_ground import THEMES
from citymatch.features.common_ground import CommonGround
from citymatch.features.themes import themes_in
from citymatch.testing import ExtractorConformance

ID = {
    "Seattle": 5809844, "Duluth": 5024719, "Truckee": 5403676, "Denver": 5419384, "Amarillo": 5516233,
    "Iowa City": 4862034, "Tucson": 5318313, "Key West": 4160812, "El Paso": 5520993, "Sacramento": 5389489,
    "Pinole": 5383187, "Chamonix": 3027301, "Hakuba": 8630153, "Innsbruck": 2775220, "Kyoto": 1857910,
    "Davos": 2661039, "Aspen": 5412230, "Palma": 2512989, "Jeju": 1846266, "Strasbourg": 2973783,
    "Heidelberg": 2907911, "Madrid": 3117735, "Kobe": 1859171, "Wien": 2761369, "Thunder Bay": 6166142,
    "Johannesburg": 993800, "Kansas City": 4393217, "Laredo": 4705349, "New York": 5128581, "Singapore": 1880252,
    "Whistler": 6180144, "Lubbock": 5525577, "Honolulu": 5856195, "Victoria": 6174041, "Popayán": 3671916,
}  # fmt: skip


def town(name: str) -> dict[str, Any]:
    world = load_world()
    row = world.row_of(ID[name])
    assert row >= 0, name
    return {**world.row(row), "name": name}


def towns(*names: str) -> pd.DataFrame:
    return pd.DataFrame([town(name) for name in names])[["name", "geonameid", "country", "elevation_m"]]


class TestEveryTheme(ExtractorConformance):
    extractor = CommonGround()
    seeker = {"name": "Seattle", "geonameid": ID["Seattle"], "elevation_m": 56.0}
    candidates = towns("Kobe", "Thunder Bay", "Heidelberg", "Truckee")
    unknown_row = {"geonameid": 0}
    unknown_seeker = {"geonameid": 0}


class TestOneTheme(ExtractorConformance):
    extractor = CommonGround(themes=["mountain"])
    seeker = {"name": "Truckee", "geonameid": ID["Truckee"], "elevation_m": 1774.0}
    candidates = towns("Chamonix", "Denver", "Hakuba")
    unknown_row = {"geonameid": 0}
    unknown_seeker = {"geonameid": ID["Amarillo"]}


FACTS = [
    ("Seattle", "seaport creative_city"), ("Kobe", "seaport creative_city capital"), ("Duluth", "inland_port"),
    ("Thunder Bay", "inland_port"), ("Iowa City", "creative_city"), ("Key West", "seaport island"),
    ("Palma", "seaport capital island"), ("Jeju", "capital island"), ("El Paso", "border"),
    ("Laredo", "border"), ("Strasbourg", "capital border"), ("Sacramento", "inland_port capital"),
    ("Denver", "capital"), ("Amarillo", ""), ("Lubbock", ""), ("Madrid", "capital"), ("Pinole", ""),
    ("Truckee", "mountain"), ("Hakuba", "mountain"), ("Chamonix", "border mountain"), ("Davos", "mountain"),
    ("Aspen", "mountain"), ("Innsbruck", "capital mountain"), ("Whistler", "mountain"), ("Kyoto", "capital"),
    ("Honolulu", "seaport capital island"), ("Victoria", "seaport capital island"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "themes"), FACTS)
def test_what_the_world_knows_of_a_town(name: str, themes: str) -> None:
    found = themes_in({"geonameid": ID[name]}, load_world())
    assert " ".join(theme for theme in THEMES if found.has_theme(theme)) == themes
    assert not any(found.is_unknown(theme) for theme in THEMES)


def test_high_plains_are_no_mountains() -> None:
    high = CommonGround(themes="mountain").similarity(
        town("Truckee"), towns("Denver", "Amarillo", "Johannesburg")
    )
    assert high.tolist() == [0.0, 0.0, 0.0]


def test_a_mountain_town_is_told_with_both_elevations() -> None:
    told = CommonGround().reason(town("Truckee"), {**town("Chamonix"), "elevation_m": 1035.0})
    assert told == "both are mountain towns: Truckee lies at 1,774 m, Chamonix at 1,035 m"
    other = CommonGround().reason(town("Truckee"), {**town("Pinole"), "elevation_m": 35.0})
    assert other == "not a mountain town, unlike Truckee (Pinole lies at 35 m)"


def test_another_field_of_creative_city_counts_half() -> None:
    only = CommonGround(themes=["creative_city"])
    assert only.similarity(town("Iowa City"), towns("Heidelberg", "Tucson", "Denver")).tolist() == [
        1.0,
        0.5,
        0.0,
    ]
    assert only.reason(town("Tucson"), town("Popayán")) == (
        "both are UNESCO Creative Cities of gastronomy (Tucson since 2015, Popayán since 2005)"
    )
    assert only.reason(town("Tucson"), town("Heidelberg")) == (
        "both are UNESCO Creative Cities: Tucson of gastronomy, Heidelberg of literature"
    )


def test_rare_themes_weigh_more_and_what_is_missing_earns_nothing() -> None:
    """Sacramento: a port on a river (2) and a seat (1.5), 3.5 in all; a seaport counts half of a river's."""
    alike = CommonGround().similarity(
        town("Sacramento"), towns("Duluth", "Denver", "Seattle", "Kobe", "Pinole")
    )
    assert alike.tolist() == pytest.approx([2 / 3.5, 1.5 / 3.5, 1 / 3.5, (1 + 1.5) / 3.5, 0.0])


def test_a_seaport_is_half_of_what_a_lake_port_looks_for() -> None:
    ports = CommonGround(themes=["seaport", "inland_port"])
    assert ports.similarity(town("Duluth"), towns("Thunder Bay", "Seattle", "Denver")).tolist() == [
        1.0,
        0.5,
        0.0,
    ]
    assert ports.reason(town("Duluth"), town("Seattle")) == (
        "both are ports: Seattle is a seaport, Duluth is a port on a river or lake"
    )


def test_border_towns_are_told_with_their_neighbours() -> None:
    told = CommonGround(themes=["border"]).reason(town("El Paso"), town("Strasbourg"))
    assert told == (
        "both are border towns: El Paso is within 10 km of Mexico and Strasbourg within 10 km of Germany"
    )


def test_a_county_is_no_town() -> None:
    pitkin = {"community_id": "us-county:08097", "kind": "county", "name": "Pitkin County"}
    assert CommonGround().reason(pitkin, town("Davos")) == "both lie in the mountains"


def test_a_place_that_nobody_judged_is_unknown() -> None:
    places = pd.DataFrame({"geonameid": [0], "name": ["Testville"]})
    assert np.isnan(CommonGround().similarity(town("Seattle"), places)).all()
    assert CommonGround().transform(places).isna().all().all()


def test_the_towns_own_word_comes_before_what_is_known() -> None:
    own = {**town("Amarillo"), "stated_themes": ("mountain", "creative city of music", "the Big Texan")}
    assert CommonGround().asked(own) == ("creative_city", "mountain")
    assert CommonGround(themes=["mountain"]).similarity(own, towns("Davos", "Denver")).tolist() == [1.0, 0.0]
    no_port = {**town("Seattle"), "stated_themes": ("creative city of literature",)}
    assert CommonGround().similarity(no_port, towns("Heidelberg")).tolist() == [1.0]


def test_a_seeker_without_any_says_so_and_not_that_it_is_unknown() -> None:
    ground = CommonGround()
    assert not ground.knows(town("Amarillo"))
    assert ground.why_not(town("Amarillo")) == ("Amarillo is known as none of these, so this is left out")
    assert CommonGround(themes=["mountain"]).why_not(town("Amarillo")) == (
        "Amarillo is not a mountain town, so this is left out"
    )
    assert "not known for Testville" in ground.why_not({"name": "Testville"})


POLICY = """
name = "ground"
title = "What both have, and size"
[[criteria]]
id = "ground"
extractor = "common_ground"
weight = 50
[[criteria]]
id = "size"
extractor = "size"
weight = 50
"""


def test_a_ranking_says_why_it_is_left_out(tmp_path: Path) -> None:
    policy = tmp_path / "ground.toml"
    policy.write_text(POLICY)
    told = "What both have: Amarillo is known as none of these"
    ranking = cm.rank("Amarillo, Texas", policy=policy, top=2)
    assert any(note.startswith(told) for note in ranking.result.notes)
    assert told in ranking.explain(ranking.to_frame()["community_id"][0]).text


@pytest.mark.parametrize(
    ("county", "themes"),
    [("us-county:08097", "mountain"), ("us-county:48141", "border"), ("us-county:12087", "seaport island"),
     ("us-county:06037", "seaport"), ("us-county:06067", "inland_port")],
)  # fmt: skip
def test_a_county_has_what_its_places_have(county: str, themes: str) -> None:
    """Pitkin (Aspen), El Paso, Monroe (Key West), Los Angeles, Sacramento."""
    found = themes_in({"community_id": county}, load_world())
    assert " ".join(theme for theme in THEMES if found.has_theme(theme)) == themes


def test_a_county_is_called_no_town() -> None:
    """Monaghan is a county of Ireland at the border of Northern Ireland, El Paso a city at that of Mexico."""
    monaghan = {"number": 2000006940, "name": "County Monaghan", "unit_kind": "IE:county"}
    paso = {"number": 5520993, "name": "El Paso"}
    world = load_world()
    assert world.row_of_id("unit:IE:monaghan") == world.row_of(2000006940)
    told = CommonGround("border").reason(paso, monaghan)
    assert told.startswith("both lie at a border") and "towns" not in told


def test_what_both_have_is_told_however_few_points_it_earns() -> None:
    """Galveston is a seaport on an island: Cozumel shares the island alone, Cuernavaca nothing."""
    galveston, cozumel, cuernavaca = ({"geonameid": each} for each in (4692883, 3530103, 3529947))
    ground = CommonGround()
    assert ground.reason(galveston, cozumel) == "both lie on islands"
    assert ground.tells(galveston, cozumel) and not ground.tells(galveston, cuernavaca)
