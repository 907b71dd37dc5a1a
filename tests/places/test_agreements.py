"""Dates and the state of an agreement around a name, and regions that stand first."""

from __future__ import annotations

import pytest

from citymatch.places import resolve
from citymatch.places.agreements import without_agreement

ULM, GRENOBLE = 2820256, 3014728


# decorated-lines: dates before and behind, the state of the agreement, and the number in a list
@pytest.mark.parametrize(
    "line",
    [
        "2010-05-03 Ulm, Germany",
        "03.05.2010 Ulm, Germany",
        "3 May 2010: Ulm, Germany",
        "Ulm, Germany, 2010-05-03",
        "Ulm, Germany (1998-2010)",
        "Ulm – Germany, 2010, active",
        "Ulm, Germany | 2010 | active",
        "Ulm, Germany; terminated 2022",
        "Ulm, Germany, inactive since 2015",
        "Ulm, Germany, signed on 3 May 2010",
        "Ulm, Germany (on hold)",
        "Ulm, Germany, pop. 126,000",
        "No. 5 Ulm, Germany",
        "#3 Ulm, Germany",
        "(DE) Ulm",
        "D - Ulm",
        "D-Ulm",
        "D-89073 Ulm",
    ],
)
def test_what_stands_around_a_name_is_left_out(line: str) -> None:
    found = resolve(line)
    assert found.status == "matched" and found.community is not None and found.community.geonameid == ULM


# decorated-lines: a country or a state that stands first
@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("(France) Grenoble", GRENOBLE),
        ("[FR] Grenoble", GRENOBLE),
        ("FR - Grenoble", GRENOBLE),
        ("FR: Grenoble", GRENOBLE),
        ("F-38000 Grenoble", GRENOBLE),
        ("Grenoble Cedex 9, France", GRENOBLE),
        ("Grenoble [FR]", GRENOBLE),
        ("Texas: Austin", 4671654),
        ("CA - Pinole", 5383187),
        ("PL 00-950 Warszawa", 756135),
        ("NL-3511 Utrecht", 2745912),
    ],
)
def test_a_region_that_stands_first(line: str, id: int) -> None:
    found = resolve(line).community
    assert found is not None and found.geonameid == id


def test_short_forms_of_states_are_no_words_on_agreements() -> None:
    assert [without_agreement(line) for line in ("London (ON)", "Gary (IN)")] == ["London (ON)", "Gary (IN)"]
    assert without_agreement("Friendship, Wisconsin") == "Friendship, Wisconsin"
