"""The name index: the numpy hashes of whole columns agree with the hash of one folded name."""

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from citymatch.datasets import Text, World
from citymatch.places.folding import fold
from citymatch.places.gazetteer import Gazetteer
from citymatch.places.hashing import hash_key, hash_names

names = st.text(max_size=30) | st.sampled_from(["São Paulo", "Coeur d'Alene", "A & B", "東京", "Łódź", ""])


@given(st.lists(names, max_size=12))
def test_hashes_of_a_column_are_those_of_its_names(texts: list[str]) -> None:
    assert hash_names(Text.of(texts)).tolist() == [int(hash_key(fold(text))) for text in texts]


def test_rows_by_name_country_and_division(world: World) -> None:
    gazetteer = Gazetteer(world)
    (pinole,) = gazetteer.named(["pinole"], "US", "CA")
    assert world["geonameid"][pinole] == 5383187
    assert gazetteer.named(["pinole"], "US", "NV") == gazetteer.named(["pinole"], "FR") == []
    assert pinole in gazetteer.named(["pinole"])
    assert [world["country"][row] for row in gazetteer.named(["clermontferrand"])] == ["FR"]


def test_similar_names_are_near(world: World) -> None:
    gazetteer = Gazetteer(world)
    found = gazetteer.similar("pinnole", "US", "CA")
    assert (1, gazetteer.named(["pinole"], "US", "CA")[0]) in found
    assert all(0 < distance <= 2 for distance, _ in found)


def test_a_lookup_takes_less_than_five_milliseconds(world: World) -> None:
    gazetteer = Gazetteer(world)
    gazetteer.named(["pinole"], "US")
    times = []
    for _ in range(20):
        start = time.process_time()
        gazetteer.named(["pinole"], "US", "CA")
        times.append(time.process_time() - start)
    assert np.median(times) < 0.005
