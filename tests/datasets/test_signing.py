"""Which unit signs in each country, and the check of their people's sums."""

from __future__ import annotations

import math

from citymatch.datasets.signing import load_population_sums, load_unit_kinds, load_who_signs


def test_every_country_says_who_signs_and_why() -> None:
    signs = load_who_signs()
    assert (signs["FR"].unit, signs["PL"].unit) == ("commune", "gmina")
    assert all(each.unit and each.why.endswith(".") for each in signs.values())
    assert {each.register for each in signs.values()} == {"complete", "partial", "none"}
    assert {each.figure for each in signs.values()} == {"unit", "town", "built_up", "mixed", ""}
    assert signs["JP"].register == "complete"


def test_kinds_of_units_are_said_in_plain_words() -> None:
    kinds = load_unit_kinds()
    assert kinds["AL:municipality"] == "an Albanian municipality (bashki)"
    assert all(kind[2] == ":" and gloss for kind, gloss in kinds.items())


def test_the_sum_of_a_country_is_the_share_that_it_says() -> None:
    sums = {each.country: each for each in load_population_sums()}
    sweden = sums["SE"]
    # Sweden has 290 municipalities; Statistics Sweden counted 10,327,589 people at the end of 2019.
    assert (sweden.candidates, sweden.counted, sweden.people, sweden.nation) == (
        290,
        290,
        10_327_589,
        10_327_589,
    )
    assert (sweden.register, sweden.figure, sweden.nation_year) == ("complete", "unit", "2020")
    assert sweden.nation_source == "Eurostat GISCO LAU 2020"
    for each in sums.values():
        assert math.isnan(each.share) or abs(each.share - each.people / each.nation) < 0.006, each.country
