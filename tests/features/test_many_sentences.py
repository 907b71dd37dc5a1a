"""What is said of a place does not depend on whether others are asked about with it."""

import numpy as np
import pytest

from citymatch.datasets import load_world
from citymatch.features import make_extractor
from citymatch.features.profile import profile
from citymatch.places import find

PLACES = load_world().take(np.arange(11, len(load_world()), 3001)).rows()


@pytest.mark.parametrize("seeker", ["Seattle, Washington", "Truckee, California"])
@pytest.mark.parametrize("name", ["common_ground", "history", "language", "trade", "precedent", "water"])
def test_sentences_of_many_places_are_those_of_each_alone(name, seeker):
    asking, extractor = profile(find(seeker), load_world()), make_extractor(name, None, load_world())
    alone = [make_extractor(name, None, load_world()).reason(asking, place) for place in PLACES]
    assert extractor.reasons(asking, PLACES) == alone
    assert len(set(alone)) > 1
