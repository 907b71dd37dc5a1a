"""Ties that have ended teach nothing: neither openness nor choices, but they stay on record."""

from __future__ import annotations

import numpy as np

from citymatch.datasets import load_world
from citymatch.datasets.degree import degree
from citymatch.datasets.partners import partners_of
from citymatch.features.book import Book
from citymatch.learning.pairs import Pairs

DES_MOINES, STAVROPOL, OSAKA, SAN_FRANCISCO = 4853828, 487846, 1853909, 5391959


def test_des_moines_and_stavropol_are_on_record_and_teach_nothing() -> None:
    assert "Stavropol" in {partner.name for partner in partners_of(DES_MOINES)}
    chosen = Book.of().choices("US")
    assert not {"RU", "BY", "IR", "AF"} & set(chosen.country.values)
    world, pairs = load_world(), Pairs.of()
    assert world.row_of(STAVROPOL) not in pairs.partner.tolist()


def test_ties_of_others_with_russia_are_not_the_concern_of_a_us_seeker() -> None:
    """Germany's communities have partners in Russia on record, and citymatch does not judge them."""
    assert "RU" in Book.of().choices("DE").country.values


def test_a_tie_whose_end_was_reported_counts_for_neither_of_the_two() -> None:
    world = load_world()
    known = [partner.number for partner in partners_of(OSAKA)]
    assert SAN_FRANCISCO in known
    ties = {n: len({p.number or p.name for p in partners_of(n) if p.country != "RU"}) for n in (OSAKA,)}
    found = degree({"number": np.array([OSAKA])}, world=world)
    assert found[0] < len(known) and ties[OSAKA] >= found[0]
