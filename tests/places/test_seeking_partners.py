"""The 68 entries of the seeking-partners leaflet, each checked by hand against county and coordinates."""

import csv
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from citymatch.datasets.us import load_us_states
from citymatch.places import Resolution, resolve_many

TABLE = Path(__file__).parent / "seeking_partners_expected.csv"
EXPECTED = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))

PROSE_BEFORE = """\ufeff
 W h e r e  W e  A r e

We are a citizen network, with an office in
Washington, D.C., and members in many countries.
Headquartered in Washington, D.C.,

How do two towns become partners?

The mayors sign a paper that says so. It may come
from many sources, for instance, schools, trade,
ancestors, study or work abroad, and friendship.
M e m b e r s  S e e k i n g  P a r t n e r s
"""
PROSE_AFTER = """
FAQ's

**The above list changes, so please write to office@example.org for the newest one. **

Requests for U.S. partners

Finding a partner can be a lengthy process, and
often takes more than a year from start to
finish. Our office helps members find partners
abroad, with guidance, visits,
and advice.
"""


@pytest.fixture(scope="module")
def resolved() -> list[Resolution]:
    return resolve_many(None)


@pytest.mark.parametrize("at", range(len(EXPECTED)), ids=[row["printed"] for row in EXPECTED])
def test_each_entry_is_the_right_community(resolved: list[Resolution], at: int) -> None:
    expected, got = EXPECTED[at], resolved[at]
    assert got.input == expected["printed"]
    assert got.status == expected["status"]
    assert (got.community.id if got.community else "") == expected["community_id"]
    assert (got.community.name if got.community else "") == expected["name"]
    assert got.note or got.status == "matched"


def test_66_of_68_are_found_counties_included(resolved: list[Resolution]) -> None:
    assert len(resolved) == len(EXPECTED) == 68
    found = [each.community for each in resolved if each.community]
    assert len(found) == 66
    counties = {each.fips: each for each in found if each.kind == "county"}
    assert set(counties) == {"06061", "12103", "45009", "45077"}
    placer = counties["06061"]
    assert placer.population == 433_822 and placer.population_year == "2024"  # 404,739 in the Census of 2020
    assert placer.population_source == "US Census Bureau estimate of July 2024"
    # Nine in ten of its people live west of the mountains, near Roseville, not at the middle of its area.
    assert (placer.latitude, placer.longitude) == pytest.approx((38.85, -121.1), abs=0.2)


def test_what_was_corrected_is_said(resolved: list[Resolution]) -> None:
    notes = {each.input: each.note for each in resolved}
    assert "read as Havana" in notes["Havanna, Illinois"]
    assert "read as Illinois" in notes["Schaumburg, Illionois"]
    assert "read as South Carolina" in notes["Pickens County, South Caronlina"]
    assert "read as Stanardsville" in notes["Standardsville, Virginia"]
    assert "read as Lynnwood" in notes["Lynwood, Washington"]
    assert "Gig Harbor in Pierce County" in notes["Gig Harbor/Pierce, Washington"]


def test_trumansburg_is_in_new_york(resolved: list[Resolution]) -> None:
    (trumansburg,) = [each for each in resolved if each.input == "Trumansburg, New Jersey"]
    assert trumansburg.status == "not_found"
    assert "New York" in trumansburg.note
    assert trumansburg.candidates[0].label == "Trumansburg, New York"


def test_miami_is_no_municipality_in_ohio(resolved: list[Resolution]) -> None:
    (miami,) = [each for each in resolved if each.input == "Miami, Ohio"]
    assert miami.status == "not_found"
    assert "no municipality named Miami in Ohio" in miami.note
    assert "us-county:39109" in [each.id for each in miami.candidates]


def test_a_leaflet_is_read_like_its_list(tmp_path: Path, resolved: list[Resolution]) -> None:
    """The same entries in the leaflet's messy shape: prose around them, odd blanks, two run together."""
    lines = [row["printed"] for row in EXPECTED]
    at = lines.index("West Park, Florida")
    lines[at : at + 2] = ["West Park, Florida Peachtree ", "Corners, Georgia"]
    body = "\n\n".join(line + "\u00a0 " * (n % 2) for n, line in enumerate(lines))
    leaflet = tmp_path / "leaflet.txt"
    leaflet.write_text(PROSE_BEFORE + body + PROSE_AFTER, encoding="utf-8")
    got = resolve_many(leaflet)
    assert [each.input for each in got] == [each.input for each in resolved]
    assert [each.community for each in got] == [each.community for each in resolved]
    corners = got[at + 1]
    assert corners.status == "corrected"
    assert "'West Park, Florida Peachtree' / 'Corners, Georgia'" in corners.note
    assert got[0].line == PROSE_BEFORE.count("\n") + 1
    assert got[-1].line == got[0].line + 2 * (len(lines) - 1)


def test_the_whole_list_takes_less_than_half_a_second(resolved: list[Resolution]) -> None:
    start = time.process_time()
    resolve_many(None)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    "shape", [str.upper, str.lower, lambda text: text.replace(", ", " , "), lambda text: f"* {text}."]
)
def test_the_entries_are_found_in_other_dress(
    resolved: list[Resolution], shape: Callable[[str], str]
) -> None:
    got = resolve_many([shape(row["printed"]) for row in EXPECTED])
    assert [each.community for each in got] == [each.community for each in resolved]


def test_the_entries_are_found_by_postal_code(resolved: list[Resolution]) -> None:
    codes = {"South Caronlina": "SC", "Illionois": "IL"}
    states = load_us_states()
    codes |= dict(zip(states["name"], states["state"], strict=True))
    lines = [row["printed"].rsplit(",", 1) for row in EXPECTED]
    got = resolve_many([f"{name}, {codes[state.strip()]}" for name, state in lines])
    assert [each.community for each in got] == [each.community for each in resolved]
