"""The ids of communities: what is one, and what is none."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch.datasets import CommunityId

GOOD = [
    "geonames:5383187",
    "geonames:1",
    "geonames:123456789012345678",
    "unit:PT:1105",
    "unit:IE:cork-county",
    "unit:JP:大阪",
    "us-county:06061",
    "us-state:CA",
    "user:our village",
    "user:a:b",
]
BAD = [
    "",
    "5383187",
    "geonames",
    "geonames:",
    "geonames:0",
    "geonames:0123",
    "geonames:-1",
    "geonames:1.5",
    "geonames: 1",
    "geonames:1 ",
    "geonames:1\n",
    "geonames:1a",
    "geonames:1234567890123456789",  # does not fit 64 bits
    "geonames:١٢",  # digits, but not those of an id
    "GeoNames:5383187",
    "unit:PT",
    "unit:PT:",
    "unit:pt:1105",
    "unit:PRT:1105",
    "unit:PT:11:05",
    "unit:PT:11,05",
    "unit:PT:11 05",
    "unit:PT:11\u300005",  # a space of another width
    "us-county:6061",
    "us-county:060611",
    "us-county:0606A",
    "us-state:Ca",
    "us-state:CAL",
    "user:",
    "elsewhere:1",
]


@pytest.mark.parametrize("text", GOOD)
def test_an_id_is_read_and_written_the_same(text: str) -> None:
    one = CommunityId.parse(text)
    assert str(one) == text and CommunityId.is_one(text)
    assert (one.scheme, one.key) == tuple(text.split(":", 1))


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_id_is_refused_with_examples(text: str) -> None:
    assert not CommunityId.is_one(text)
    with pytest.raises(ValueError) as caught:
        CommunityId.parse(text)
    examples = "such as geonames:5383187, unit:PT:1105 or us-county:06061"
    assert str(caught.value) == f"{text!r} is no id of a community, {examples}"


def test_ids_are_made_from_their_parts() -> None:
    assert str(CommunityId.geonames(np.int32(5383187))) == "geonames:5383187"  # type: ignore[arg-type]
    assert CommunityId.unit("PT", "1105") == CommunityId.parse("unit:PT:1105")
    assert len({CommunityId.geonames(1), CommunityId.parse("geonames:1"), CommunityId.geonames(2)}) == 2


def test_only_a_place_of_the_gazetteer_has_a_number_there() -> None:
    numbers = [
        CommunityId.parse(text).geonameid for text in ("geonames:5383187", "us-county:06061", "user:12")
    ]
    assert numbers == [5383187, 0, 0]
