"""Origins of a town's people, with shares worked by hand from published figures, and places that everybody knows."""

from __future__ import annotations

import math
import re

import pandas as pd
import pytest

from citymatch.datasets import load_world
from citymatch.datasets.origins import (
    load_county_ancestry,
    load_detail,
    load_district_of,
    load_make_up,
    load_national_ancestry,
)
from citymatch.features.ancestry import AncestralTies
from citymatch.features.base import Place
from citymatch.features.origins import Origin, make_up_of, origins_of
from citymatch.features.profile import profile
from citymatch.places import find


def town(name: str) -> Place:
    return profile(find(name), load_world())


def first(name: str, number: int = 1) -> list[str]:
    """The countries of the strongest origins, each once."""
    ranked = sorted(origins_of(town(name)).values(), key=lambda origin: -origin.strength)
    return list(dict.fromkeys(origin.country[:2] for origin in ranked))[:number]


def test_maywood_is_not_armenian_though_its_county_is() -> None:
    """Los Angeles County is 1.95 % Armenian; of Maywood's people 0.9 % are white without Hispanics, of the county's
    26.2 %: 0.14 % at the most, which is less than in the nation."""
    maywood = origins_of(town("Maywood, California"))["AM"]
    assert maywood.share <= 0.0195 * (0.009 + 0.01) / (0.262 + 0.01) * 1.05
    assert maywood.strength < 0.001
    assert first("Maywood, California") == ["MX"]


def test_glendale_is_far_more_armenian_than_its_county() -> None:
    """64.6 % white without Hispanics against 26.2 %; 54.4 % foreign-born where the make-up gives 19.5 %, of the county
    35.6 % where it gives 28.2 %. In truth a fifth to a third are Armenian."""
    glendale = origins_of(town("Glendale, California"))["AM"]
    abroad = (0.544 / 0.1945) / (0.356 / 0.2825)
    assert glendale.share == pytest.approx(0.0195 * (0.646 + 0.01) / (0.262 + 0.01) * abroad**0.75, rel=0.01)
    assert glendale.share > 50 * origins_of(town("Maywood, California"))["AM"].share
    assert first("Glendale, California") == ["AM"]


def test_dearborn_is_arab() -> None:
    """Wayne County is 4.85 % Arab, Dearborn nine tenths white with 27 % foreign-born: about a third, as was counted.
    What is told is the county's figure, and that of Dearborn which was counted."""
    dearborn = origins_of(town("Dearborn, Michigan"))
    arabs = sum(dearborn[country].share for country in ("LB", "IQ", "YE", "SY", "JO"))
    assert 0.25 < arabs < 0.45
    assert set(first("Dearborn, Michigan", 3)) == {"IQ", "YE", "LB"}
    assert dearborn["IQ"].told.startswith("about 5 % of Wayne County's residents have Arab roots, ")
    assert dearborn["IQ"].told.endswith(
        "citymatch has no figure of Dearborn itself, but 27 % of its people were born abroad, against 8 % in Wayne "
        "County"
    )
    assert "in Michigan the largest groups born in Arab countries are those from Iraq, Lebanon and Yemen" in (
        dearborn["IQ"].told
    )


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("New Ulm, Minnesota", "DE"), ("Holland, Michigan", "NL"), ("New Glarus, Wisconsin", "CH"),
        ("Westminster, California", "VN"), ("Hialeah, Florida", "CU"), ("Bell Gardens, California", "MX"),
        ("Fall River, Massachusetts", "PT"), ("Lewiston, Maine", "CA"), ("Frankenmuth, Michigan", "DE"),
        ("Central Falls, Rhode Island", "DO"), ("East Orange, New Jersey", "HT"),
    ],
)  # fmt: skip
def test_the_first_origin_is_the_one_that_everybody_knows(name: str, country: str) -> None:
    assert first(name) == [country]


@pytest.mark.parametrize(
    ("name", "country", "among"),
    [
        ("Lindsborg, Kansas", "SE", 2),
        ("Solvang, California", "DK", 3),
        ("Lowell, Massachusetts", "KH", 4),
        ("Hamtramck, Michigan", "YE", 2),
        ("Tarpon Springs, Florida", "GR", 6),
    ],
)
def test_a_rarer_origin_is_among_the_first(name: str, country: str, among: int) -> None:
    assert country in first(name, among)


def test_brown_county_is_64_percent_german_and_new_ulm_a_little_more() -> None:
    county = load_county_ancestry("27015")["German"]
    assert county == pytest.approx(0.638, abs=0.005)
    german = origins_of(town("New Ulm, Minnesota"))["DE"]
    assert county < german.share < county * 1.1
    assert german.told == (
        "New Ulm was founded by the German Land Company in 1854 and named after Ulm; about 65 % of Brown "
        "County's residents have German roots, 4.4 times the nation's share; citymatch has no figure of New Ulm itself"
    )


def test_french_in_new_england_is_quebec_and_acadia() -> None:
    lewiston = origins_of(town("Lewiston, Maine"))
    assert lewiston["CA.10"].strength > 5 * lewiston["FR"].strength  # Quebec, France
    assert lewiston["CA.10"].strength > 20 * lewiston["CA"].strength if "CA" in lewiston else True


def test_the_portuguese_of_fall_river_came_from_the_azores() -> None:
    fall_river = origins_of(town("Fall River, Massachusetts"))
    assert fall_river["PT.23"].strength > fall_river["PT"].strength > 0.25


def test_scots_are_no_english() -> None:
    """Every county's Scots tie it to Scotland and not to England."""
    origins = origins_of(town("Lewiston, Maine"))
    assert origins["GB.ENG"].share > 3 * origins["GB.SCT"].share


def test_mexicans_of_a_consulate_came_from_some_states_more_than_from_others() -> None:
    """In Chicago most are from Guerrero, Michoacan, Guanajuato and Jalisco, few from Tabasco."""
    cicero = origins_of(town("Cicero, Illinois"))
    assert cicero["MX.16"].strength > 1.3 * cicero["MX.27"].strength
    assert "Mexico's consulate in Chicago" in cicero["MX.16"].told


@pytest.mark.parametrize(
    ("name", "consulate"),
    [
        ("Holland, Michigan", "Detroit"), ("Marquette, Michigan", "Detroit"), ("Cleveland, Ohio", "Detroit"),
        ("Cincinnati, Ohio", "Indianapolis"), ("Fort Wayne, Indiana", "Chicago"), ("Gary, Indiana", "Chicago"),
        ("Bloomington, Indiana", "Indianapolis"), ("Pikeville, Kentucky", "Indianapolis"),
        ("Carbondale, Illinois", "Chicago"), ("Milwaukee, Wisconsin", "Chicago"), ("Memphis, Tennessee", "Little Rock"),
        ("Clarksville, Tennessee", "Atlanta"),
    ],
)  # fmt: skip
def test_a_county_belongs_to_the_consulate_of_its_district(name: str, consulate: str) -> None:
    """All of Michigan and northern Ohio are Detroit's, though Chicago is nearer to Holland."""
    assert f"Mexico's consulate in {consulate} came" in origins_of(town(name))["MX.11"].told


def test_a_figure_of_the_place_itself_comes_first() -> None:
    """4,305 people of Fall River were born in Brazil (Census survey 2020-2024)."""
    brazil = origins_of(town("Fall River, Massachusetts"))["BR"]
    assert brazil.level == "place" and brazil.people == 4305


def test_a_town_tells_its_own_origins() -> None:
    stated = {**town("Pinole, California"), "stated_origins": {"PH": 0.2, "MX": 0.0}}
    origins = origins_of(stated)
    assert origins["PH"].share == 0.2 and origins["PH"].level == "profile"
    assert not any(label.startswith("MX") for label in origins)
    assert origins["CN"] == origins_of(town("Pinole, California"))["CN"] or "CN" in origins


def test_nothing_counts_at_the_nations_share_and_below() -> None:
    assert Origin("DE", 0.14, 0.14, "county", "", str).strength == 0
    assert Origin("DE", 0.10, 0.14, "county", "", str).strength == 0
    assert Origin("DE", 0.28, 0.14, "county", "", str).strength == pytest.approx(0.28)
    assert Origin("DE", 0.28, 0.14, "state", "", str, 0.5).strength == pytest.approx(0.14)


def test_a_figure_hardly_above_the_nations_speaks_for_nothing() -> None:
    """Lancaster County is as Italian as the nation; Holland's counties are 1.4 times as German, two thirds of the way
    from 1.2 to 1.5 times."""
    assert origins_of(town("Lancaster, Pennsylvania"))["IT"].strength == 0
    german = origins_of(town("Holland, Michigan"))["DE"]
    assert "1.4 times the nation's share" in german.told and 0 < german.strength < 0.04
    assert Origin("DE", 0.21, 0.14, "county", "", str, speaks=False).strength == 0


@pytest.mark.parametrize(
    "name", ["Nome, Alaska", "Lancaster, Pennsylvania", "Paterson, New Jersey", "Holland, Michigan"]
)
def test_no_figure_that_is_below_the_nations_is_told_for_a_tie(name: str) -> None:
    for origin in origins_of(town(name)).values():
        below = re.search(r", (0\.\d|1\.0|1\.1) times the nation's share", origin.told)
        assert not below or origin.strength == origin.at_least, origin.told
        assert "against" not in origin.told or " there" not in origin.told


def test_hollands_mexicans_are_told_by_its_own_hispanics() -> None:
    """5 % of its district of 2017 have roots in Mexico, less than half the nation's share; but 23 % of Holland's people
    are Hispanic (Census 2010) and 6 % of its district's, four fifths of them Mexican."""
    seeker, tequila = town("Holland, Michigan"), {"country": "MX", "admin1": "14", "name": "Tequila"}
    told = AncestralTies().reason(seeker, tequila)
    assert told.startswith(
        "23 % of Holland's people are Hispanic, and about 80 % of the Hispanics in its congress"
    )
    assert "of 2017 have roots in Mexico; citymatch has no figure of Holland's own; " in told
    told = AncestralTies().in_short(seeker, tequila)
    assert told == "23 % are Hispanic; most around it have roots in Mexico"


def test_a_group_is_told_only_where_it_raises_the_estimate() -> None:
    """3 % of Paterson's people are Asian and 13 % of its district's: that speaks against its Koreans."""
    assert "Asian" not in origins_of(town("Paterson, New Jersey"))["KR"].told


def test_the_make_up_of_a_place_is_that_of_the_census() -> None:
    maywood = load_make_up("0646492")
    assert (
        maywood is not None
        and maywood.hispanic == 0.974
        and maywood.foreign_born == pytest.approx(0.461, abs=0.001)
    )
    assert load_make_up("9999999") is None and load_make_up("") is None


def test_the_nations_german_share_is_a_seventh() -> None:
    assert load_national_ancestry()["German"] == pytest.approx(46.4 / 316.5, abs=0.002)


def test_spain_and_brazil_are_spread_by_different_people() -> None:
    assert make_up_of("ES") == "hispanic" and make_up_of("BR") == "immigrant" and make_up_of("XX") == "white"


def test_a_place_abroad_has_no_census() -> None:
    assert origins_of({"country": "DE", "admin1": "01"}) == {}


def test_a_town_whose_make_up_is_unknown_has_its_countys_people() -> None:
    nobody = {"country": "US", "admin1": "MN", "county_fips": "27015", "name": "Nowhere"}
    german = origins_of(nobody)["DE"]
    assert german.share == load_county_ancestry("27015")["German"] and german.weight == 0.8
    assert german.told.startswith("about 65 % of Brown County's residents have German roots")
    assert not math.isnan(german.strength)


def test_of_two_estimates_that_are_no_tie_the_larger_is_told() -> None:
    """Pinole has as many Germans as the nation or fewer; those born in Germany are a small part of them."""
    german = origins_of(town("Pinole, California"))["DE"]
    assert german.share > 0.05 and "German roots" in german.told


def test_a_share_that_is_hardly_there_is_told_as_such() -> None:
    told = [origin.told for origin in origins_of(town("Maywood, California")).values()]
    assert not any("about under" in sentence for sentence in told)


def test_who_founded_a_place_is_a_tie_whatever_the_figures_say() -> None:
    solvang = origins_of(town("Solvang, California"))["DK"]
    assert solvang.strength == 1.0 and solvang.level == "place"
    assert solvang.told.startswith("Solvang was founded in 1911 by Danes")
    assert "about 1 % of Santa Barbara County's residents have Danish roots" in solvang.told
    assert "of Solvang's residents" not in solvang.told


@pytest.mark.parametrize(
    ("name", "founders", "others"),
    [
        ("Solvang, California", "DK", "MX GB GB.ENG"),
        ("Holland, Michigan", "NL", "MX GB GB.ENG"),
        ("Lindsborg, Kansas", "SE", "DE GB GB.ENG"),
        ("Hamtramck, Michigan", "YE BD.86 PL", "IN JP IQ MX"),
        ("Tarpon Springs, Florida", "GR", "IE IT DE GB.ENG"),
        ("Monterey Park, California", "CN TW", "MX VN KR PH"),
    ],
)
def test_what_a_town_is_known_for_is_its_strongest_tie(name: str, founders: str, others: str) -> None:
    origins = origins_of(town(name))
    least = min(origins[each].strength for each in founders.split())
    assert all(origins[each].strength < least for each in others.split() if each in origins)


def test_the_founders_own_region_has_the_whole_tie() -> None:
    glarus = origins_of(town("New Bern, North Carolina"))
    assert glarus["CH.BE"].strength >= 1.0 > glarus["CH"].strength > 0.1
    assert glarus["CH.BE"].told.startswith(
        "New Bern was founded by Swiss and Palatine settlers in 1710 and named"
    )


@pytest.mark.parametrize(
    ("name", "theirs", "not_theirs", "region"),
    [
        (
            "Frankenmuth, Michigan",
            {"country": "DE", "admin1": "02", "unit_code": "09577136", "name": "Gunzenhausen"},
            {"country": "DE", "admin1": "02", "unit_code": "09172116", "name": "Berchtesgaden"},
            "Franconia",
        ),
        (
            "Lindsborg, Kansas",
            {"country": "SE", "admin1": "22", "unit_code": "1762", "name": "Munkfors"},
            {"country": "SE", "admin1": "09", "unit_code": "0880", "name": "Kalmar"},
            "Värmland",
        ),
        (
            "Tarpon Springs, Florida",
            {"country": "GR", "admin1": "ESYE42", "unit_code": "6101", "name": "Kálymnos"},
            {"country": "GR", "admin1": "ESYE43", "unit_code": "7501", "name": "Chania"},
            "Dodecanese",
        ),
    ],
)
def test_the_founders_region_is_told_of_its_own_towns_alone(
    name: str, theirs: Place, not_theirs: Place, region: str
) -> None:
    """Berchtesgaden and Altötting are Catholic Upper Bavaria, Kalmar lies on the other coast, Chania on Crete."""
    seeker, ties = town(name), AncestralTies()
    assert region in ties.reason(seeker, theirs) and region not in ties.reason(seeker, not_theirs)
    whole, part = (float(ties.measure(seeker, pd.DataFrame([each]))[0]) for each in (theirs, not_theirs))
    assert whole > part > 0.1


@pytest.mark.parametrize(
    "name",
    ["Monterey Park, California", "Pinole, California", "Hamtramck, Michigan", "Lowell, Massachusetts",
     "Garden Grove, California", "Artesia, California", "Aurora, Colorado", "Holland, Michigan"],
)  # fmt: skip
@pytest.mark.parametrize("group", ["asian", "hispanic"])
def test_estimated_origins_of_a_group_are_no_more_than_the_census_counted_of_it(
    name: str, group: str
) -> None:
    seeker = town(name)
    counted = load_make_up(str(seeker["unit_code"]))
    assert counted is not None
    estimated = [
        origin
        for label, origin in origins_of(seeker).items()
        if "." not in label and make_up_of(label) == group and origin.people != origin.people
    ]
    assert sum(origin.share for origin in estimated) <= getattr(counted, group) * 1.02


def test_a_town_in_two_counties_has_the_figures_of_both() -> None:
    """Holland's point lies in Allegan County (120,000 people, 20 % Dutch), most of its people live in Ottawa (300,000,
    30 %)."""
    dutch = origins_of(town("Holland, Michigan"))["NL"]
    allegan, ottawa = load_county_ancestry("26005")["Dutch"], load_county_ancestry("26139")["Dutch"]
    assert allegan + 0.5 * (ottawa - allegan) < dutch.counted / (120_000 + 300_000) * 1.05 < ottawa * 1.05
    assert "of the residents of Allegan and Ottawa Counties have Dutch roots" in dutch.told


def test_few_people_counted_in_a_survey_are_no_tie() -> None:
    """170 counted people have a margin of error of 1.645 x the root of 7 / 170, a third of them; 500 of a fifth."""
    assert Origin("NZ", 0.01, 0.0001, "county", "", str, counted=170.0).strength == 0
    assert Origin("NZ", 0.01, 0.0001, "county", "", str, counted=500.0).strength > 0
    for name, label in (
        ("Gallup, New Mexico", "CL"),
        ("Aspen, Colorado", "NZ"),
        ("Aspen, Colorado", "CA.07"),
    ):
        found = origins_of(town(name)).get(label)
        assert found is None or found.strength <= 0.004, name


def test_a_high_multiple_alone_is_little() -> None:
    """One in a hundred from a country that is rare elsewhere ties less than one in seven at twice the nation's."""
    rare = Origin("NZ", 0.009, 0.009 / 162, "county", "", str, counted=480.0)
    assert rare.strength < 0.02 < Origin("DE", 0.14, 0.07, "county", "", str, counted=5000.0).strength


def test_no_district_of_congress_is_told_by_a_number() -> None:
    """Districts were drawn anew in 2022: Hialeah is no longer in the 25th, and Michigan has no 14th."""
    for name in ("Hialeah, Florida", "Hamtramck, Michigan", "Solvang, California"):
        told = [origin.told for origin in origins_of(town(name)).values()]
        assert any("congressional district of 2017" in each for each in told)
        assert not any(re.search(r"\d(st|nd|rd|th) congressional", each) for each in told)


def test_what_a_town_has_more_of_a_group_is_of_those_that_it_is_known_for() -> None:
    """Hamtramck's Asians are Bangladeshis: of Indians and Japanese it has no more than the area around it."""
    seeker = town("Hamtramck, Michigan")
    origins = origins_of(seeker)
    polish, hungarian = load_county_ancestry("26163")["Polish"], load_county_ancestry("26163")["Hungarian"]
    assert polish > hungarian and origins["PL"].weight == 2 * origins["HU"].weight  # the one city was Polish
    detail = load_detail(load_district_of(str(seeker["unit_code"])))
    assert origins["IN"].share <= detail["asian_indian"]
    assert "JP" not in origins or origins["JP"].share <= detail["japanese"]


@pytest.mark.parametrize(
    ("name", "label", "words"),
    [
        (
            "Paterson, New Jersey",
            "PE",
            "became home to one of the largest Peruvian communities of the nation",
        ),
        (
            "Lancaster, Pennsylvania",
            "CH.BE",
            "was the market town of Mennonites who came from Bern and Zürich",
        ),
        (
            "Hamtramck, Michigan",
            "BD.86",
            "has been home to Bangladeshis, most of them from Sylhet, since the 1990s",
        ),
        ("Palisades Park, New Jersey", "KR", "has been home to Koreans since the 1990s"),
        ("Utica, New York", "BA", "has been home to Bosnian refugees"),
        ("Yuba City, California", "IN.23", "became home to Sikh farmers from Punjab"),
    ],
)
def test_what_everybody_knows_of_a_town_is_told_first(name: str, label: str, words: str) -> None:
    origin = origins_of(town(name))[label]
    assert origin.told.startswith(f"{name.partition(',')[0]} {words}") and origin.strength >= 1


def test_italian_roots_say_little_of_south_tyrol() -> None:
    """Schlanders (Silandro) is German-speaking by 95 %; Hammonton's Italians came from Sicily and Campania."""
    ties, seeker = AncestralTies(), town("Hammonton, New Jersey")
    silandro = {"country": "IT", "admin1": "17", "unit_code": "021093", "name": "Silandro"}
    trento = {"country": "IT", "admin1": "17", "unit_code": "022205", "name": "Trento"}
    half, whole = (float(ties.similarity(seeker, pd.DataFrame([each]))[0]) for each in (silandro, trento))
    assert whole == 1 and half <= 0.5
    assert "most people of South Tyrol speak German" in ties.reason(seeker, silandro)
    assert "South Tyrol" not in ties.reason(seeker, trento)


def test_lancasters_swiss_are_no_ticinesi() -> None:
    ties, seeker = AncestralTies(), town("Lancaster, Pennsylvania")
    lugano = pd.DataFrame([{"country": "CH", "admin1": "TI", "unit_code": "CH5192", "name": "Lugano"}])
    burgdorf = pd.DataFrame([{"country": "CH", "admin1": "BE", "unit_code": "CH0404", "name": "Burgdorf"}])
    assert (
        float(ties.similarity(seeker, burgdorf)[0]) == 1 and float(ties.similarity(seeker, lugano)[0]) <= 0.5
    )


def test_a_township_has_its_founders_too() -> None:
    """New Sweden is a town of Maine that the Census counts as a part of Aroostook County."""
    swedish = origins_of(town("New Sweden, Maine"))["SE"]
    assert swedish.strength >= 0.25 and swedish.told.startswith(
        "New Sweden was founded as a colony of Swedes in 1870"
    )


def test_new_york_has_figures_of_its_own() -> None:
    """The sum of its five counties, Census survey 2019-2023: some 400,000 were born in the Dominican Republic."""
    dominican = origins_of(town("New York City, New York"))["DO"]
    assert dominican.level == "place" and 350_000 < dominican.people < 450_000


def test_the_figures_of_a_city_that_is_its_own_county_are_not_told_as_two_places() -> None:
    told = origins_of(town("Alexandria, Virginia"))["GB"].told
    assert told.endswith("of Alexandria's residents have British roots, 2.8 times the nation's share")


def test_what_is_one_country_of_an_ancestry_of_many_is_told_as_some_of_it() -> None:
    """Nobody has counted Dearborn's Egyptians: its county's people are Arabs in part, of whom some are from Egypt."""
    egypt = origins_of(town("Dearborn, Michigan"))["EG"].told
    assert egypt.startswith(
        "about 5 % of Wayne County's residents have Arab roots, some of them likely in Egypt, 8.4 times the nation's"
    )
    assert "; citymatch has no figure of Dearborn itself" in egypt
    cairo = {"country": "EG", "name": "Cairo"}
    told = AncestralTies().in_short(town("Dearborn, Michigan"), cairo)
    assert told == "5 % around it have Arab roots, some of them likely in Egypt"


def test_those_known_to_a_consulate_came_from_a_state_that_is_named() -> None:
    truckee = town("Truckee, California")
    jalisco = {"country": "MX", "admin1": "14", "admin1_name": "Jalisco", "name": "Etzatlán"}
    told = AncestralTies().reason(truckee, jalisco)
    assert "Mexico's consulate in Sacramento came from Jalisco (2011)" in told and "this" not in told
