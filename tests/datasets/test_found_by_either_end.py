"""Partnerships on record are found by either end, under every id of a community, and at the whole for a part."""

from __future__ import annotations

import numpy as np
import pytest

import citymatch as cm
from citymatch.datasets.governments import record_of
from citymatch.datasets.partners import partners_of, partners_of_many
from citymatch.datasets.partnerships import partnership_table
from citymatch.datasets.world import load_world
from citymatch.ranking.known import known_partners


def test_every_tie_is_found_by_either_end() -> None:
    # partners-missing: a sample of all rows whose ends are communities
    ties = partnership_table()
    a, b, region = (np.asarray(ties[name], object) for name in ("community_a", "community_b", "region"))
    rows = np.flatnonzero((a != "") & (b != "") & (region == ""))
    for row in np.random.default_rng(7).choice(rows, 400, replace=False).tolist():
        assert record_of(b[row]) in {p.community for p in partners_of(a[row])}, (a[row], b[row])
        assert record_of(a[row]) in {p.community for p in partners_of(b[row])}, (a[row], b[row])


@pytest.mark.parametrize(
    ("asked", "least", "some"),
    [
        # partners-missing: known from the cities' own pages
        ("Los Angeles, California", 25, {"Nagoya", "Berlin", "Taipei"}),
        ("Dallas, Texas", 10, {"Dijon"}),
        ("Memphis, Tennessee", 4, {"Kanifing"}),
        ("Miami, Florida", 15, {"Port-au-Prince"}),
        ("Fresno, California", 8, {"Münster"}),
        ("Lexington, Kentucky", 4, {"Deauville", "County Kildare"}),
        ("New Britain, Connecticut", 4, {"Rastatt", "Atsugi"}),
        ("Rapid City, South Dakota", 2, {"Apolda"}),
        ("Maui County, Hawaii", 10, {"Hirara"}),  # of Miyakojima today
        ("Columbus, Ohio", 10, {"Dresden"}),
        ("Jasper, Indiana", 1, {"Pfaffenweiler"}),
        ("Pfaffenweiler, Germany", 1, {"Jasper"}),
        # duplicate-record: one government under the ids of its county and its city
        ("Honolulu County, Hawaii", 46, {"Hiroshima", "Funchal"}),
        ("us-county:15003", 46, {"Hiroshima", "Bruyères"}),
        ("us-county:08031", 12, {"Brest", "Takayama"}),
        ("us-county:06075", 15, {"Osaka", "Sydney"}),
        ("us-county:47037", 8, {"Caen"}),
        ("us-county:21067", 4, {"Deauville"}),
        # a part whose ties stand in the lists at the whole
        ("Reinickendorf, Germany", 5, {"Antony"}),
    ],
)
def test_partners_under_every_name(asked: str, least: int, some: set[str]) -> None:
    rows = known_partners(asked).rows
    assert len(rows) >= least and some <= {row[0] for row in rows}


def test_a_merged_government_has_each_partner_once() -> None:
    partners = partners_of("geonames:5856195")
    assert partners == partners_of("us-county:15003")
    assert len({(p.community, p.name) for p in partners}) == len(partners)


def test_a_part_without_ties_points_to_the_whole() -> None:
    found = known_partners("geonames:4297999")
    assert (
        found.rows == () and "Lexington (geonames:4297983), of which it is a part, has 4" in found.asked.note
    )


def test_a_county_that_is_a_partner_is_left_out_and_has_its_own() -> None:
    ranking = cm.rank("Miyakojima, Japan", top=1, country="US")
    assert ranking.explain("Maui County, Hawaii").exclusion.startswith("Maui County is already a partner")
    world = load_world()
    number = world.number_of_id("us-county:15009")
    (found,) = partners_of_many(np.array([number]), {"JP"})
    assert {"Hirara", "Fukuyama"} <= {p.name for p in found}


@pytest.mark.parametrize(
    ("seeker", "words"),
    [
        (
            "Norman, Oklahoma",
            "4 partnerships are on record. Left out, since they are partners already: Clermont-",
        ),
        ("Havana, Illinois", "No partnership on record"),
    ],
)
def test_rank_says_how_many_are_on_record(seeker: str, words: str) -> None:
    assert any(note.startswith(words) for note in cm.rank(seeker, top=1).notes)


def test_a_partner_is_not_proposed() -> None:
    # partners-missing: Taipei, Busan and Nagoya were proposed to Los Angeles, Port-au-Prince to Miami
    told = cm.rank("Los Angeles, California", top=1)
    for partner in ("Taipei, Taiwan", "Busan, South Korea", "Nagoya, Japan"):
        assert "already a partner" in told.explain(partner).exclusion
    assert "already a partner" in cm.rank("Columbus, Ohio", top=1).explain("Dresden, Germany").exclusion
