"""A correction is a spelling, not a journey."""

from __future__ import annotations

import pytest

from citymatch.places import resolve
from citymatch.places.similar import slip


# Kind: a name that is a real place is bent into another.
@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Istein, Germany", "Idstein"),
        ("Röckwitz, Germany", "Rackwitz"),
        ("Arconcey, France", "Arçonnay"),
        ("La Tagnière, France", "La Saunière"),
        ("Wolfsberg, Germany", "Wolfsburg"),
        ("Binn, Switzerland", "Binz"),
        ("Leikanger, Norway", "Levanger"),
        ("Karula Parish, Estonia", "Kärla"),
        ("Whitnash, United Kingdom", ""),
        ("Moyale, Ethiopia", ""),
    ],
)
def test_a_name_is_not_bent_into_another(text: str, never: str) -> None:
    found = resolve(text)
    assert found.status == "not_found" and found.community is None
    assert not never or never in [each.name for each in found.candidates] or text.startswith("Karula")


@pytest.mark.parametrize(
    "text", ["Weinstadt, Germany", "Niestetal, Germany", "Guidel, France", "Nesodden, Norway"]
)
def test_a_municipality_that_is_there_is_itself(text: str) -> None:
    found = resolve(text)
    assert found.status == "matched" and found.community and found.community.name == text.split(",")[0]


# Kind: a slip of the pen in the right country or state.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Berkley, California", "Berkeley"),
        ("Lynwood, Washington", "Lynnwood"),
        ("Havanna, Illinois", "Havana"),
        ("Pittsburg, Pennsylvania", "Pittsburgh"),
        ("Sacremento, California", "Sacramento"),
        ("Amsterdm, Netherlands", "Amsterdam"),
        ("Hambrug, Germany", "Hamburg"),
        ("Duseldorf, Germany", "Düsseldorf"),
        ("Zurick, Switzerland", "Zürich"),
        ("Edinburg, United Kingdom", "Edinburgh"),
    ],
)
def test_a_slip_is_read(text: str, name: str) -> None:
    found = resolve(text)
    assert found.community and found.community.name == name


def test_what_counts_as_a_slip() -> None:
    assert slip("lynwood", "lynnwood").slight and slip("hambrug", "hamburg").slight
    assert slip("berkley", "berkeley").slight and not slip("yalta", "yalga").slight
    assert not slip("pinole", "inole").slight
