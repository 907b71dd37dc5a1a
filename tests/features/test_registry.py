"""The extractors as a whole: each is tested, each is one of scikit-learn's, and a user's own joins them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from citymatch.features import EXTRACTORS, Extractor, extractor_class, make_extractor, register
from citymatch.features.base import Place, Places
from citymatch.scoring.values import FloatArray
from citymatch.testing import ExtractorConformance, sklearn_checks

OFFERED = {
    "size", "water", "metropolis", "role", "climate", "elevation", "travel", "ancestry", "trade",
    "language", "history", "shared_name", "openness",
}  # fmt: skip
TIES = {
    "ancestry": "Residents with roots there", "trade": "Trade", "language": "Language", "history": "History",
    "shared_name": "Name", "travel": "Travel",
}  # fmt: skip


class Founded(Extractor):
    """Founded in the same century: a subclass that states what it must and no more."""

    name = "founded"
    label = "as old"
    unit = "years apart"
    source = "the town's own chronicle"
    reads = ("founded",)
    makes = {"founded": "year"}

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return np.abs(np.asarray(candidates["founded"], np.float64) - float(seeker["founded"]))

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(1.0 - measure / 100.0, 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        year = candidate["founded"]
        return f"founded in {year:.0f}" if year == year else "the year of its founding is unknown"


class TestAnExtractorOfOnesOwn(ExtractorConformance):
    extractor = Founded()
    seeker = {"name": "Pinole", "founded": 1903.0}
    candidates = pd.DataFrame({"name": ["Seika", "Ulm", "Perth"], "founded": [1955.0, 850.0, 1829.0]})
    unknown_row = {"founded": np.nan}
    unknown_seeker = {"founded": np.nan}


@pytest.fixture
def registered() -> Iterator[type[Extractor]]:
    yield register(Founded)
    del EXTRACTORS["founded"]


def names_tested() -> set[str]:
    """The names of the extractors that some test class of this directory is about."""
    for file in Path(__file__).parent.glob("test_*.py"):
        importlib.import_module(file.stem)
    found, classes = set(), [ExtractorConformance]
    while classes:
        kind = classes.pop()
        classes += kind.__subclasses__()
        if "extractor" in vars(kind):
            found.add(kind.extractor.name)
    return found


def test_every_extractor_has_a_conformance_class() -> None:
    assert set(EXTRACTORS) - names_tested() == set()


@pytest.mark.parametrize("name", EXTRACTORS)
def test_every_extractor_passes_scikit_learns_checks(name: str) -> None:
    extractor = make_extractor(name)
    assert extractor.name == name == extractor_class(name).name
    sklearn_checks(extractor)


def test_what_a_reader_may_add_and_what_is_a_tie() -> None:
    kinds = {name: extractor_class(name) for name in EXTRACTORS}
    assert {name for name, kind in kinds.items() if kind.offered} >= OFFERED
    assert {name: kind.tie for name, kind in kinds.items() if kind.tie}.items() >= TIES.items()
    assert {name for name, kind in kinds.items() if kind.rare} >= {"history", "shared_name"}


def test_an_extractor_is_not_made_without_its_three_methods() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Extractor()
    with pytest.raises(
        ValueError, match="Half has to state label, unit, source, reads, measure, reason, value"
    ):
        register(type("Half", (Extractor,), {"name": "half"}))


def test_a_registered_extractor_is_one_of_them(registered: type[Extractor]) -> None:
    assert registered is Founded and extractor_class("founded") is Founded
    assert list(EXTRACTORS)[-1] == "founded"
    curve = [(0.0, 1.0), (10.0, 0.5)]
    extractor = make_extractor("founded", {"curve": curve})
    assert repr(extractor) == "Founded(curve=[(0.0, 1.0), (10.0, 0.5)])"
    found = extractor.similarity({"founded": 1900.0}, pd.DataFrame({"founded": [1905.0, 1800.0]}))
    assert found.tolist() == [0.75, 0.5]


def test_a_class_written_anew_takes_the_place_of_the_one_before(registered: type[Extractor]) -> None:
    again = type("Founded", (registered,), {"__module__": registered.__module__, "label": "as old as we are"})
    register(again)
    assert extractor_class("founded").label == "as old as we are"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": "size"}, "there is an extractor 'size' already"),
        ({"name": "founded"}, "there is an extractor 'founded' already; Other needs another name"),
        ({"name": "Years apart"}, "lower-case letters, digits and _, not 'Years apart'"),
        ({"name": "1st"}, "not '1st'"),
        ({"unit": ""}, "Other has to state unit"),
        ({"__init__": lambda self, since: None}, "a default for its parameter 'since'"),
    ],
)
def test_what_cannot_be_registered(
    registered: type[Extractor], changed: dict[str, object], words: str
) -> None:
    other = type("Other", (Founded,), {"name": "other", **changed})
    with pytest.raises(ValueError, match=words):
        register(other)
    assert list(EXTRACTORS)[-1] == "founded" and extractor_class("founded") is Founded


def test_only_an_extractor_can_be_registered() -> None:
    for thing in (int, "population", Founded()):
        with pytest.raises(ValueError, match="is no subclass of Extractor"):
            register(thing)


def test_a_test_class_has_to_say_what_can_be_unknown() -> None:
    class Silent(ExtractorConformance):
        extractor, seeker, candidates = (
            Founded(),
            {"founded": 1.0},
            pd.DataFrame({"founded": [1.0, 2.0, 3.0]}),
        )
        unknown_row = {"founded": np.nan}

    with pytest.raises(pytest.fail.Exception, match="Silent must set unknown_seeker"):
        Silent().test_it_says_what_can_be_unknown()


def test_a_false_claim_that_nothing_can_be_unknown_fails() -> None:
    class Boastful(TestAnExtractorOfOnesOwn):
        unknown_row = unknown_seeker = "all is known"

    with pytest.raises(AssertionError, match="unknown without"):
        Boastful().test_an_unknown_is_nan_and_said()
    with pytest.raises(AssertionError):
        Boastful().test_an_unknown_seeker_is_known_as_such()


def test_keys_that_do_not_tell_the_measure_fail() -> None:
    class Wrong(Founded):
        def keys(self, seeker: Place) -> tuple[str, ...]:
            return ("name",)

        def scope(self, seeker: Place) -> tuple[()]:
            return ()

    class TestWrong(TestAnExtractorOfOnesOwn):
        extractor = Wrong()
        candidates = TestAnExtractorOfOnesOwn.candidates.assign(name="Ulm")

    with pytest.raises((AssertionError, KeyError)):
        TestWrong().test_what_its_keys_tell_is_the_similarity()
    with pytest.raises(AssertionError):
        TestWrong().test_seekers_of_one_scope_have_one_similarity()


STATED = {
    "size": ("similar size", "times the seeker's population", "population"),
    "water": ("near water", "km", "coast_km lake_km river_km"),
    "metropolis": ("near a large metropolis", "people within 50 km", "people_50km"),
    "role": ("role in the region", "share of the people within 50 km", "population people_50km"),
    "climate": ("like climate", "leading letters of the Köppen class in common (3: the same class)", "climate"),
    "elevation": ("like elevation", "metres of difference", "elevation_m"),
    "travel": ("easy to reach", "km to the airport", "airport_km large_airport_km"),
    "agglomeration": ("as many people around", "times the seeker's people within 50 km", "people_50km"),
    "latitude": ("as far from the equator", "degrees of latitude apart", "latitude"),
    "attributes": ("a column of one's own", "difference, items in common, or 1 for yes", "attribute:<column>"),
    "self_governing": ("governs itself", "probability", "standing_probability"),
    "ancestry": ("ancestral ties", "share of residents x log2 of times the nation's share", "country"),
    "trade": ("trade ties", "times the country's share of the nation's trade", "country admin1"),
    "language": ("shared language", "times the tie of the nation as a whole", "country admin1"),
    "history": (
        "historical ties",
        "0 none on record, 1 a colonial tie of the nations, 2 the land was theirs by treaty, 3 they held it",
        "country admin1 county_fips",
    ),
    "tie_volume": ("size of the tie", "people, or millions of US dollars a year", "country"),
    "openness": ("openness to partnerships", "known foreign partnerships", "number"),
    "shared_name": ("shared name", "1 for the same name, 0.8 for New and the name", "name"),
    "namesake": (
        "namesakes",
        "4 the same name, 2 another of its names, 1 a part of the seeker's name, 0 none",
        "name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STATED)
def test_what_a_paper_prints_of_a_measure(name: str) -> None:
    kind = extractor_class(name)
    assert (kind.label, kind.unit, " ".join(kind.reads)) == STATED[name]


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("size", {"core": 1.5, "edge": 10.0}),
        ("water", {"kinds": ("coast", "lake"), "mode": "shared", "core": 10.0, "edge": 50.0, "reach": 0.4}),
        ("metropolis", {"mode": "shared", "large": 1_000_000, "remote": 50_000, "core": 1.5, "edge": 4.0}),
        ("role", {"core": 2.0, "edge": 20.0}),
        ("climate", {"second": 0.7, "group": 0.4}),
        ("elevation", {"core": 100.0, "edge": 1000.0}),
        ("travel", {"airport": "large", "core": 60.0, "edge": 300.0}),
        ("attributes", {"column": "", "compare": "yes", "core": 1.0, "edge": 2.0}),
        ("ancestry", {"floor": 0.004, "full": 0.25}),
        ("trade", {"none": 1.0, "full": 4.0}),
        ("language", {"none": 1.0, "full": 4.0}),
        ("history", {"nation": 0.1, "treaty": 0.2}),
        ("tie_volume", {"of": "people"}),
        ("openness", {"full": 3.0, "leave_out": ()}),
        ("shared_name", {"new": 0.8}),
    ],
)
def test_what_its_parameters_are_where_a_policy_says_nothing(
    name: str, parameters: dict[str, object]
) -> None:
    assert make_extractor(name).get_params() == {**parameters, "curve": None}


@pytest.mark.parametrize(
    ("name", "parameter", "low", "high"),
    [
        ("size", "core", 1, 20), ("size", "edge", 1.01, 1000), ("water", "core", 0, 200),
        ("water", "edge", 0.1, 500), ("water", "reach", 0.05, 1), ("metropolis", "large", 50_000, 50_000_000),
        ("metropolis", "remote", 1, 5_000_000), ("metropolis", "core", 1, 20), ("metropolis", "edge", 1.1, 100),
        ("role", "core", 1, 100), ("role", "edge", 1.01, 10_000), ("climate", "second", 0, 1),
        ("climate", "group", 0, 1), ("elevation", "core", 0, 5000), ("elevation", "edge", 1, 9000),
        ("travel", "core", 0, 1000), ("travel", "edge", 1, 5000), ("ancestry", "floor", 0.0001, 0.1),
        ("ancestry", "full", 0.01, 10), ("history", "nation", 0, 1),
        ("history", "treaty", 0, 1), ("openness", "full", 1.5, 100),
        ("shared_name", "new", 0, 1), ("attributes", "core", 0, 1e12), ("attributes", "edge", 0, 1e12),
    ],
)  # fmt: skip
def test_how_far_a_parameter_may_go(name: str, parameter: str, low: float, high: float) -> None:
    bound = extractor_class(name).bounds[parameter]
    assert (bound.low, bound.high) == (low, high)
