"""`citymatch.resolve` and `citymatch.community`: one line or many, and what is no community at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import citymatch as cm
from citymatch.places import PlacesError
from citymatch.ranking.errors import OptionError


@pytest.mark.parametrize("many", [list, tuple, lambda lines: pd.DataFrame({"name": lines})])
def test_many_lines(many: Any) -> None:
    # python: a list, a tuple or a table gives a list of resolutions in its order
    found = cm.resolve(many(["Pinole, California", "Springfield", "Havanna, Illinois"]))
    assert [each.status for each in found] == ["matched", "ambiguous", "corrected"]
    assert [each.line for each in found] == [1, 2, 3]


def test_a_file_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "l.txt"
    file.write_text("Seika, Japan\n", encoding="utf-8")
    assert [each.community.name for each in cm.resolve(file) if each.community] == ["Seika"]


@pytest.mark.parametrize("wrong", [None, True, b"Seika", {"name": "Seika"}])
def test_what_is_no_community(wrong: Any) -> None:
    with pytest.raises(PlacesError, match="a community is a text, an id or a point, not"):
        cm.resolve(wrong)


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"name": 5}, "field name: must be a text, not 5"),
        ({"latitude": "44"}, "field latitude: must be a number, not '44'"),
        ({"longitude": None}, "field longitude: must be a number, not None"),
        ({"population": "many"}, "field population: must be a number, not 'many'"),
        ({"population": True}, "field population: must be a number, not True"),
        ({"latitude": 10**400}, "field latitude: must be a number, not a number that is too large"),
        ({"country": 33}, "field country: must be a text, not 33"),
        ({"latitude": float("nan")}, "field latitude: must be from -90 to 90 degrees, not nan"),
    ],
)
def test_a_community_of_wrong_types(stated: dict[str, Any], words: str) -> None:
    with pytest.raises(PlacesError) as error:
        cm.community(**{"name": "Testville", "latitude": 44.0, "longitude": 4.0, **stated})
    assert str(error.value) == words


def test_a_table_of_candidates() -> None:
    table = pd.DataFrame({"name": ["Seika", "Colima"], "country": ["Japan", "Mexico"]})
    assert cm.rank("Pinole, California", candidates=table).candidates == 2


@pytest.mark.parametrize(
    ("country", "codes"),
    [("UK", {"GB"}), ("Japan, Mexico", {"JP", "MX"}), ("the Netherlands", {"NL"}), ("Deutschland", {"DE"}),
     ("JPN", {"JP"}), ("South Korea", {"KR"}), ("Viet Nam", {"VN"}), ("COTE D'IVOIRE", {"CI"})],
)  # fmt: skip
def test_countries_in_any_form(country: str, codes: set[str]) -> None:
    # input-rules-differ: one reading of countries
    assert (
        set(cm.rank("Pinole, California", country=country, top=5, per_country=0).to_frame()["country"])
        <= codes
    )


@pytest.mark.parametrize(
    ("country", "words"),
    [
        ("Korea", "'Korea' may be North Korea (KP) or South Korea (KR); write the code"),
        ("Congo", "'Congo' may be Congo - Kinshasa (CD) or Congo - Brazzaville (CG); write the code"),
        ("Rusja", "did you mean Russia (RU)?"),
        ("Swizerland", "did you mean Switzerland (CH)?"),
        ("Atlantis", "'Atlantis' is no ISO code or name of a country"),
    ],
)
def test_countries_that_may_be_several_or_none(country: str, words: str) -> None:
    with pytest.raises(OptionError) as error:
        cm.rank("Pinole, California", country=country)
    assert str(error.value).startswith("country: ") and words in str(error.value)


# Kind: a country by its name was kept as a word of its own, and no one was of that country.
def test_the_country_of_a_community_of_ones_own() -> None:
    for word, code in (("Japan", "JP"), ("jp", "JP"), ("UK", "GB"), ("", "")):
        assert cm.community(name="x", latitude=35.0, longitude=135.0, country=word).country == code
    for word, hint in (("Narnia", "no ISO code"), ("Korea", "may be"), ("England", r"United Kingdom \(GB\)")):
        with pytest.raises(PlacesError, match=f"country: .*{hint}"):
            cm.community(name="x", latitude=35.0, longitude=135.0, country=word)
