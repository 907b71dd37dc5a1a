"""What is said of a pair, word for word: each form of each sentence, with figures known from the world."""

# ruff: noqa: E501
from __future__ import annotations

from typing import Any

import pytest
from places_of_the_world import PINOLE, TOWNS

from citymatch.features import Extractor
from citymatch.features.agglomeration import Agglomeration, Latitude
from citymatch.features.ancestry import AncestralTies
from citymatch.features.attributes import OwnAttribute
from citymatch.features.climate import Climate, Elevation
from citymatch.features.history import HistoricalTies
from citymatch.features.language import SharedLanguage
from citymatch.features.metropolis import NearbyMetropolis
from citymatch.features.namesake import Namesake
from citymatch.features.openness import Openness
from citymatch.features.population import PopulationSize
from citymatch.features.role import RegionalRole
from citymatch.features.self_governing import SelfGoverning
from citymatch.features.shared_name import SharedName
from citymatch.features.trade import TradeTies
from citymatch.features.travel import TravelAccess
from citymatch.features.volumes import TieVolume
from citymatch.features.water import WaterProximity

NAN = float("nan")
RAPALLO, CHICAGO, JOHN_DAY = (TOWNS.iloc[row].to_dict() for row in range(3))
CALIFORNIA = {"country": "US", "admin1": "CA"}
WASHINGTON = {"country": "US", "admin1": "WA"}
TEXAS = {"country": "US", "admin1": "TX"}
ENGLAND = {"country": "GB", "admin1": "ENG"}
CONTRA_COSTA = {
    "name": "Pinole",
    "country": "US",
    "admin1": "CA",
    "county_fips": "06013",
    "geonameid": 5383187,
    "population": 19269.0,
}
COOK_COUNTY = {
    "name": "Chicago",
    "country": "US",
    "admin1": "IL",
    "county_fips": "17031",
    "population": 2720546.0,
}
NORMAN = {"name": "Norman", "geonameid": 4543762}

SENTENCES: list[tuple[Extractor, dict[str, Any], dict[str, Any], str, str]] = [
    (
        PopulationSize(),
        PINOLE,
        {"population": NAN, "population_of": ""},
        "how many people its government serves is unknown; Pinole has 19,269 people",
        "place",
    ),
    (
        PopulationSize(),
        PINOLE,
        {"population": 9000000.0, "population_of": "built_up"},
        "how many people its government serves is unknown; 9,000,000 live in the built-up area; Pinole has 19,269 people",
        "place",
    ),
    (
        PopulationSize(),
        {**PINOLE, "population_year": "2020"},
        {"population": 38538.0, "population_year": "2019"},
        "38,538 people (2019), twice as many as Pinole with 19,269 (2020)",
        "place",
    ),
    (
        WaterProximity(),
        PINOLE,
        RAPALLO,
        "0.4 km from the sea coast; Pinole is about as near, 1.0 km from it",
        "place",
    ),
    (
        WaterProximity(),
        PINOLE,
        CHICAGO,
        "3.6 km from a large lake or wide river; Pinole is by the water as well, 1.0 km from the sea coast",
        "place",
    ),
    (
        WaterProximity(),
        CHICAGO,
        RAPALLO,
        "0.4 km from the sea coast; Chicago is by the water as well, 3.6 km from a large lake or wide river",
        "place",
    ),
    (
        WaterProximity(),
        JOHN_DAY,
        CHICAGO,
        "3.6 km from a large lake or wide river, by the shore; John Day is 140 km from one",
        "place",
    ),
    (
        WaterProximity(),
        JOHN_DAY,
        {"coast_km": 900.0, "lake_km": 300.0},
        "both lie inland, 300 km and 140 km from the sea or a large lake",
        "place",
    ),
    (WaterProximity(), JOHN_DAY, {}, "its distance from the sea coast is unknown", "place"),
    (WaterProximity(), PINOLE, {}, "its distance from the sea coast is unknown", "place"),
    (
        WaterProximity(),
        {**PINOLE, "name": ""},
        CHICAGO,
        "3.6 km from a large lake or wide river; the seeker is by the water as well, 1.0 km from the sea coast",
        "place",
    ),
    (
        WaterProximity(kinds=("coast", "lake", "river"), mode="absolute"),
        {},
        JOHN_DAY,
        "0.5 km from a river",
        "place",
    ),
    (WaterProximity(kinds="river", mode="absolute"), {}, {}, "its distance from a river is unknown", "place"),
    (
        NearbyMetropolis(),
        PINOLE,
        RAPALLO,
        "1.1 million people within 50 km (around Pinole: 4.5 million); 24 km from the centre of Genoa (about 740,000 people within 30 km)",
        "place",
    ),
    (
        NearbyMetropolis(),
        PINOLE,
        CHICAGO,
        "8.7 million people within 50 km (around Pinole: 4.5 million); under 0.1 km from the centre of Chicago (about 4.6 million people within 30 km)",
        "place",
    ),
    (
        NearbyMetropolis(),
        PINOLE,
        JOHN_DAY,
        "few people live around it (around Pinole: 4.5 million); no large city (of half a million people or more) within 100 km",
        "place",
    ),
    (
        NearbyMetropolis(mode="absolute"),
        {},
        RAPALLO,
        "1.1 million people within 50 km; 24 km from the centre of Genoa (about 740,000 people within 30 km)",
        "place",
    ),
    (NearbyMetropolis(), PINOLE, {}, "the number of people within 50 km is unknown", "place"),
    (
        NearbyMetropolis(),
        {"people_50km": 500000.0},
        {**JOHN_DAY, "metropolis_id": 5},
        "few people live around it (around the seeker: 500,000)",
        "place",
    ),
    (
        RegionalRole(),
        PINOLE,
        RAPALLO,
        "one of many in its region, with 2.7 % of the people within 50 km; Pinole is one of many in its region, with 0.43 % of the people within 50 km",
        "place",
    ),
    (
        RegionalRole(),
        PINOLE,
        CHICAGO,
        "the core city of its region, with 31 % of the people within 50 km; Pinole is one of many in its region, with 0.43 % of the people within 50 km",
        "place",
    ),
    (
        RegionalRole(),
        PINOLE,
        JOHN_DAY,
        "a free-standing community, with 34 % of the people within 50 km; Pinole is one of many in its region, with 0.43 % of the people within 50 km",
        "place",
    ),
    (
        RegionalRole(),
        PINOLE,
        {"population": NAN, "people_50km": 5.0},
        "its share of the people within 50 km is unknown",
        "place",
    ),
    (
        RegionalRole(),
        {"population": NAN, "people_50km": NAN},
        RAPALLO,
        "one of many in its region, with 2.7 % of the people within 50 km",
        "place",
    ),
    (
        Climate(),
        PINOLE,
        RAPALLO,
        "a mild climate with hot, dry summers; Pinole has a mild climate with warm, dry summers",
        "place",
    ),
    (Climate(), PINOLE, JOHN_DAY, "a mild climate with warm, dry summers, as Pinole has", "place"),
    (Climate(), PINOLE, {"climate": ""}, "its climate is unknown", "place"),
    (Climate(), {}, CHICAGO, "a cold climate with hot summers and no dry season", "place"),
    (
        Climate(),
        {"climate": "Csa"},
        CHICAGO,
        "a cold climate with hot summers and no dry season; the seeker has a mild climate with hot, dry summers",
        "place",
    ),
    (Elevation(), PINOLE, RAPALLO, "2 m above the sea; Pinole is at 34 m", "place"),
    (Elevation(), PINOLE, {}, "its elevation is unknown", "place"),
    (Elevation(), {}, JOHN_DAY, "940 m above the sea", "place"),
    (
        Elevation(),
        {**PINOLE, "elevation_source": "GeoNames"},
        {"elevation_m": 850.0, "elevation_source": "relief grid"},
        "about 850 m above the sea (by a coarse map of the relief, which is off by more than 90 m at one place in ten); "
        "Pinole is at 34 m",
        "place",
    ),
    (
        NearbyMetropolis(),
        {},
        {"people_50km": 9e6, "metropolis_id": 4887398, "metropolis_km": 41.0, "geonameid": 1},
        "9 million people within 50 km; 41 km from Chicago (about 4.6 million people within 30 km)",
        "place",
    ),
    (
        NearbyMetropolis(),
        {},
        {"people_50km": 9e6, "metropolis_id": 4887398, "metropolis_km": 0.0, "geonameid": 4887398},
        "9 million people within 50 km; it is the centre of a large built-up area (about 4.6 million people within 30 km)",
        "place",
    ),
    (
        Elevation(),
        {"elevation_m": 1000.0},
        JOHN_DAY,
        "940 m above the sea; the seeker is at 1,000 m",
        "place",
    ),
    (
        TravelAccess(),
        PINOLE,
        RAPALLO,
        "150 km from Malpensa International Airport (MXP); 32 km from Genoa Cristoforo Colombo Airport (GOA)",
        "place",
    ),
    (TravelAccess(), {}, CHICAGO, "11 km from Chicago Midway International Airport (MDW)", "place"),
    (
        TravelAccess(),
        {},
        {"airport_km": 3.0, "airport": "OAK"},
        "the distance to the nearest airport is unknown",
        "place",
    ),
    (TravelAccess(), {}, {"large_airport_km": 3.0}, "3.0 km from the airport", "place"),
    (
        TravelAccess(airport="scheduled"),
        {},
        RAPALLO,
        "32 km from Genoa Cristoforo Colombo Airport (GOA); 150 km from Malpensa International Airport (MXP)",
        "place",
    ),
    (
        TravelAccess(airport="scheduled"),
        {},
        {"large_airport_km": 3.0},
        "the distance to the nearest airport is unknown",
        "place",
    ),
    (
        Agglomeration(),
        PINOLE,
        RAPALLO,
        "1.1 million people within 50 km; around Pinole there are 4.5 million",
        "place",
    ),
    (Agglomeration(), PINOLE, {}, "the people around it are unknown", "place"),
    (
        Agglomeration(),
        PINOLE,
        {"people_50km": 0.0},
        "0 people within 50 km; around Pinole there are 4.5 million",
        "place",
    ),
    (
        Latitude(),
        PINOLE,
        {"latitude": -33.5},
        "34 degrees from the equator; Pinole is 38 degrees from it",
        "place",
    ),
    (Latitude(), PINOLE, {}, "its latitude is unknown", "place"),
    (
        SelfGoverning(),
        {},
        {"standing_probability": 0.5},
        "it may or may not govern itself",
        "place",
    ),
    (SelfGoverning(), {}, {}, "whether it governs itself is unknown", "place"),
    (
        Openness(),
        NORMAN,
        {"geonameid": 4013516},
        "2 foreign partnerships are on record, not counting any with Norman",
        "place",
    ),
    (
        Openness(),
        NORMAN,
        {"geonameid": 9634762},
        "no foreign partnership on record, which does not mean that it has none",
        "place",
    ),
    (
        Openness(),
        {"name": "Pinole"},
        {"geonameid": 9634762},
        "1 foreign partnership is on record, not counting any with Pinole",
        "place",
    ),
    (
        Openness(),
        {},
        {"geonameid": 4013516},
        "3 foreign partnerships are on record, not counting any with the seeker",
        "place",
    ),
    (Openness(), {}, {"latitude": 1}, "its partnerships are unknown", "place"),
    (
        Openness(),
        NORMAN,
        {"partnerships": 3.0, "geonameid": 4013516},
        "2 foreign partnerships are on record, not counting any with Norman",
        "place",
    ),
    (SharedName(), {"name": "Toledo"}, {"name": "Toledo"}, "both are called Toledo", "place"),
    (
        SharedName(),
        {"name": "Toledo"},
        {"name": "New Toledo"},
        "the name of New Toledo is that of Toledo with “New” before it",
        "place",
    ),
    (
        SharedName(),
        {"name": "New Toledo"},
        {"name": "Toledo"},
        "the name of New Toledo is that of Toledo with “New” before it",
        "place",
    ),
    (
        SharedName(),
        {"name": "Toledo"},
        {"name": "Talavera"},
        "Talavera and Toledo do not have the same name",
        "place",
    ),
    (SharedName(), {"name": "Toledo"}, {"name": ""}, "its name is unknown", "place"),
    (
        SharedName(),
        {"name": "Malmo"},
        {"name": "Malmö", "ascii_name": "Malmo"},
        "Malmö bears the name of Malmo",
        "place",
    ),
    (
        Namesake(),
        {"name": "Toledo"},
        {"name": "Toledo", "number": 2510409},
        "Toledo has the same name as Toledo",
        "place",
    ),
    (
        Namesake(),
        {"name": "Cupertino"},
        {"name": "Copertino", "number": 3178141},
        "Copertino and Cupertino have no name in common",
        "place",
    ),
    (
        Namesake(),
        {"name": "Hanover Park"},
        {"name": "Hannover", "number": 2910831},
        "Hannover has a name that is also in the name of Hanover Park",
        "place",
    ),
    (
        Namesake(),
        {"name": "Hanover"},
        {"name": "Hannover", "number": 2910831},
        "Hannover is also known by the name of Hanover",
        "place",
    ),
    (
        Namesake(),
        {"name": "Pinole"},
        {"name": "Hannover", "number": 2910831},
        "Hannover and Pinole have no name in common",
        "place",
    ),
    (Namesake(), {"name": "Pinole"}, {"name": ""}, "its name is unknown", "place"),
    (
        TieVolume(),
        CALIFORNIA,
        {"country": "MX"},
        "930,000 new residents and new citizens of California came from Mexico",
        "state",
    ),
    (
        TieVolume(),
        ENGLAND,
        {"country": "PL"},
        "914,000 migrants in the United Kingdom came from Poland",
        "country",
    ),
    (
        TieVolume(),
        CALIFORNIA,
        {"country": ""},
        "how many people came from an unknown country to California is unknown",
        "state",
    ),
    (
        TieVolume(),
        CALIFORNIA,
        {"country": "AQ"},
        "how many people came from Antarctica to California is unknown",
        "state",
    ),
    (
        TieVolume(),
        ENGLAND,
        {"country": "AQ"},
        "how many people came from Antarctica to the United Kingdom is unknown",
        "country",
    ),
    (
        TieVolume(of="trade"),
        CALIFORNIA,
        {"country": "JP"},
        "California and Japan trade goods for 36,189 million US dollars a year",
        "state",
    ),
    (
        TieVolume(of="trade"),
        ENGLAND,
        {"country": "JP"},
        "how much the United Kingdom and Japan trade is unknown",
        "country",
    ),
    (
        AncestralTies(),
        COOK_COUNTY,
        {"country": "LT"},
        "about 0.7 % of Cook County's residents have Lithuanian roots, 3.4 times the nation's share",
        "county",
    ),
    (
        AncestralTies(),
        {"country": "US", "admin1": "MA", "geonameid": 4930956, "population": 650000.0},
        {"country": "CV"},
        "8,664 people (1 % of the residents) were born in Cape Verde, 101 times the nation's share (Census survey 2020-2024)",
        "place",
    ),
    (
        AncestralTies(),
        {"country": "US", "admin1": "NY", "geonameid": 5140405, "population": 144142.0},
        {"country": "BT"},
        "2,001 people (1 % of the residents) came as refugees from Bhutan, 55 times the nation's share (State Department 2005-2015)",
        "place",
    ),
    (
        AncestralTies(),
        ENGLAND,
        {"country": "PL"},
        "914,022 people from Poland live in the United Kingdom (UN 2019), 5.5 times as many as the United Kingdom's share of the world's migrants would give",
        "country",
    ),
    (
        AncestralTies(),
        CONTRA_COSTA,
        {"country": "AQ"},
        "ties of Pinole's residents with Antarctica are unknown",
        "unknown",
    ),
    (
        AncestralTies(),
        CONTRA_COSTA,
        {"country": ""},
        "ties of Pinole's residents with an unknown country are unknown",
        "unknown",
    ),
    (
        AncestralTies(),
        {"country": "IN"},
        {"country": "US", "admin1": "NJ"},
        "about 3 % of New Jersey's residents were born in India, 4.2 times the share in the United States",
        "state",
    ),
    (
        TradeTies(),
        WASHINGTON,
        {"country": "JP"},
        "Japan has 2.2 times as large a part in Washington State's trade as in the nation's (exports $4.88 billion, imports $6.69 billion a year, 2020-2024); what the town itself trades is not known",
        "state",
    ),
    (
        TradeTies(),
        WASHINGTON,
        {"country": "NL"},
        "the Netherlands has about half as large a part in Washington State's trade as in the nation's (exports $924 million, imports $313 million a year, 2020-2024); what the town itself trades is not known",
        "state",
    ),
    (
        TradeTies(),
        {"country": "US", "admin1": "VT"},
        {"country": "TD"},
        "how much the state trades with Chad is unknown",
        "unknown",
    ),
    (TradeTies(), ENGLAND, {"country": "FR"}, "how much the state trades with France is unknown", "unknown"),
    (
        SharedLanguage(),
        TEXAS,
        {"country": "MX"},
        "7,836,986 people in Texas speak Spanish at home: it is spoken 2.1 times as often there as nationwide (Census survey, 2018); how many in the town do is not known",
        "state",
    ),
    (
        SharedLanguage(),
        TEXAS,
        {"country": "TR"},
        "37,221 people in Texas speak Turkish or a language that the Census counts with it at home: these are spoken about as often there as nationwide (Census survey, 2018); how many in the town do is not known",
        "state",
    ),
    (
        SharedLanguage(),
        TEXAS,
        {"country": "IE"},
        "English is the main language in common with Ireland, which says little; 17,131,619 people in Texas speak nothing else at home (Census survey, 2018); taken together, Ireland's languages are spoken there about three quarters as often as nationwide; how many in the town do is not known",
        "state",
    ),
    (
        SharedLanguage(),
        ENGLAND,
        {"country": "AU"},
        "the United Kingdom and Australia have an official language in common",
        "country",
    ),
    (
        SharedLanguage(),
        ENGLAND,
        {"country": "JP"},
        "the United Kingdom and Japan have no official language in common",
        "country",
    ),
    (
        SharedLanguage(),
        {"country": "FR"},
        {"country": "MA"},
        "France and Morocco have an official language in common",
        "country",
    ),
    (
        SharedLanguage(),
        {"country": "NL"},
        {"country": "DE"},
        "the Netherlands and Germany have no official language in common",
        "country",
    ),
    (
        SharedLanguage(),
        TEXAS,
        {"country": "HU"},
        "how many people in the state speak a language of Hungary is unknown",
        "unknown",
    ),
    (
        HistoricalTies(),
        CALIFORNIA,
        {"country": "MX"},
        "Mexico held what is now a part of California from 1821 to 1848 (Treaty of Guadalupe Hidalgo, 1848)",
        "county",
    ),
    (
        HistoricalTies(),
        CALIFORNIA,
        {"country": "PH"},
        "the United States and the Philippines once had a colonial tie, one of the two countries and not of the town",
        "country",
    ),
    (
        HistoricalTies(),
        CALIFORNIA,
        {"country": "SE"},
        "no colonial tie between the United States and Sweden is on record",
        "country",
    ),
    (
        HistoricalTies(),
        ENGLAND,
        {"country": "IN"},
        "the United Kingdom and India once had a colonial tie, one of the two countries and not of the town",
        "country",
    ),
    (
        HistoricalTies(),
        {"country": "XK"},
        {"country": "US"},
        "whether there is a past in common with the United States is unknown",
        "unknown",
    ),
    (
        HistoricalTies(),
        {"country": "ES"},
        {"country": "US", "admin1": "FL"},
        "Spain claimed what is now Florida from 1565 to 1763 and from 1783 to 1821, and settled only a part of it (Treaty of Paris, 1763; Adams-Onis Treaty, 1819, in force 1821)",
        "state",
    ),
    (
        HistoricalTies(),
        {"country": "ES"},
        {"country": "US", "admin1": "OH"},
        "Spain and the United States once had a colonial tie, one of the two countries and not of the town",
        "country",
    ),
    (
        OwnAttribute(column="x", compare="near"),
        {"attribute:x": "3"},
        {"attribute:x": "5"},
        "x: 5; the seeker has 3",
        "place",
    ),
    (
        OwnAttribute(column="x", compare="same"),
        {"attribute:x": "3"},
        {"attribute:x": "5"},
        "x: 5; the seeker has 3",
        "place",
    ),
    (
        OwnAttribute(column="x", compare="overlap"),
        {"attribute:x": "3"},
        {"attribute:x": "5"},
        "x: 5; the seeker has 3",
        "place",
    ),
    (OwnAttribute(column="x"), {"attribute:x": "3"}, {"attribute:x": "5"}, "x: 5", "place"),
    (OwnAttribute(column="x"), {}, {"attribute:x": ""}, "x: unknown for this candidate", "place"),
]


@pytest.mark.parametrize(("extractor", "seeker", "candidate", "sentence", "level"), SENTENCES)
def test_what_is_said_of_a_pair(
    extractor: Extractor, seeker: dict[str, Any], candidate: dict[str, Any], sentence: str, level: str
) -> None:
    assert extractor.reason(seeker, candidate) == sentence
    assert extractor.level(seeker, candidate) == level
