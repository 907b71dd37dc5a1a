"""Every government of the United States asked for by its official name (a tenth of them; the command asks all)."""

from __future__ import annotations

import random

from citymatch.build.tables import read_csv
from citymatch.build.us_asked import SOURCE, Question, ids_by_code, is_right, questions
from citymatch.build.us_register import REGISTER
from citymatch.datasets import load_world
from citymatch.places import resolve


def test_a_tenth_of_all_governments_is_found_with_the_right_people() -> None:
    asked = questions(read_csv(SOURCE / REGISTER))
    assert len(asked) > 38_000
    some = random.Random(13).sample(asked, len(asked) // 10)
    ids = ids_by_code(load_world())
    wrong = [each.text for each in some if not is_right(resolve(each.text), each, ids)]
    assert wrong == []


def test_a_name_that_repeats_in_its_state_has_its_county() -> None:
    asked = {each.code: each for each in questions(read_csv(SOURCE / REGISTER))}
    assert asked["3404177300"].text == "Washington township, Warren County, New Jersey"
    assert asked["0100124"] == Question("Abbeville city, Alabama", "0100124", "2358")
    assert asked["06061"].text == "Placer County, California"


def test_another_record_or_other_people_are_not_right() -> None:
    answer, ids = resolve("Abbeville city, Alabama"), ids_by_code(load_world())
    assert is_right(answer, Question("", "0100124", "2358"), ids)
    assert not is_right(answer, Question("", "0100124", "2359"), ids)
    assert not is_right(answer, Question("", "0100460", "2358"), ids)
    assert not is_right(resolve("Springfield"), Question("", "0100124", "2358"), ids)
