"""Safety: whether a strong caution stands against a country or a division, by the seeker's nation."""

from __future__ import annotations

import pandas as pd
import pytest

from citymatch.features.safety import Safety
from citymatch.testing import ExtractorConformance

AMERICAN = {"name": "Pinole", "country": "US", "admin1": "CA"}


class TestConformance(ExtractorConformance):
    extractor = Safety()
    seeker = AMERICAN
    candidates = pd.DataFrame(
        {
            "name": ["Seika", "Morelia", "Guadalajara"],
            "country": ["JP", "MX", "MX"],
            "admin1": ["26", "16", "14"],
        }
    )
    unknown_row = {"country": ""}
    unknown_seeker = {"country": ""}


@pytest.mark.parametrize(
    ("country", "division", "safe"),
    [
        ("JP", "26", 1), ("MX", "14", 1), ("MX", "16", 0), ("HT", "11", 0), ("UA", "15", 0), ("CU", "02", 0),
        ("RU", "48", 0), ("FR", "93", 1), ("TW", "03", 1),
    ],
)  # fmt: skip
def test_a_strong_caution_leaves_nothing(country: str, division: str, safe: int) -> None:
    """Michoacan is one of six Mexican states to which the State Department advises not to travel; Jalisco is not."""
    town = pd.DataFrame({"country": [country], "admin1": [division]})
    for seeker in (AMERICAN, {"name": "Ponce", "country": "PR", "admin1": ""}):
        assert Safety().similarity(seeker, town).tolist() == [safe]


def test_the_nation_of_the_seeker_decides() -> None:
    """Pakistan is barred to India and to nobody else; Cuba is under the embargo of one nation."""
    cuba = pd.DataFrame({"country": ["CU"], "admin1": ["02"]})
    assert Safety().similarity({"country": "DE"}, cuba).tolist() == [1]
    pakistan = pd.DataFrame({"country": ["PK"], "admin1": ["04"]})
    assert Safety().similarity({"country": "IN"}, pakistan).tolist() == [0]
    assert Safety().similarity({"country": "CN"}, pakistan).tolist() == [1]


def test_it_says_whether_the_division_or_the_country_is_meant() -> None:
    michoacan = {"country": "MX", "admin1": "16", "admin1_name": "Michoacán"}
    assert Safety().reason(AMERICAN, michoacan) == "there is a strong caution about Michoacán, Mexico"
    assert Safety().level(AMERICAN, michoacan) == "division"
    assert (
        Safety().reason(AMERICAN, {"country": "HT", "admin1": "11"})
        == "there is a strong caution about Haiti"
    )
