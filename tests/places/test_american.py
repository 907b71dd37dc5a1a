"""US municipalities by their official names, and city and county that are one government."""

from __future__ import annotations

import pytest

from citymatch import resolve
from citymatch.datasets.us import load_us_county_governments
from citymatch.places.gazetteer import gazetteer_of


def told(text: str) -> tuple[str, str]:
    found = resolve(text)
    return found.status, found.community.id if found.community else ""


# Official names: the legal word of the Census, before or after the name, is no part of it.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Liberty city, Texas", "geonames:4706088"),
        ("Amesbury Town city, Massachusetts", "geonames:4929004"),
        ("Braintree Town city, Massachusetts", "geonames:7257540"),
        ("Weymouth Town city, Massachusetts", "geonames:4955336"),
        ("Watertown Town city, Massachusetts", "geonames:4954611"),
        ("Suisun City city, California", "geonames:5399629"),
        ("Boise City city, Idaho", "geonames:5586437"),
        ("Campton Hills village, Illinois", "geonames:6930979"),
        ("City of Kansas City, Missouri", "geonames:4393217"),
        ("Kansas City city, Missouri", "geonames:4393217"),
        ("New York city, New York", "geonames:5128581"),
        ("San Buenaventura (Ventura) city, California", "geonames:5405878"),
        ("El Paso de Robles (Paso Robles) city, California", "geonames:5381438"),
        ("Islamorada, Village of Islands village, Florida", "geonames:4159839"),
        ("Lower Merion Twp., PA", "unit:US:4209144976"),
        ("Township of South Orange Village, New Jersey", "geonames:5104836"),
        ("Incorporated Village of Garden City, New York", "geonames:5118226"),
        ("CITY OF BERKELEY, CALIFORNIA", "geonames:5327684"),
        ("Houma city, Louisiana", "geonames:4328010"),
        ("Township 1, Harper County, Kansas", "unit:US:2007771201"),
        ("San Juan zona urbana, Puerto Rico", "geonames:4568127"),
        ("Ponce municipio, Puerto Rico", "geonames:4566880"),
        ("Ohio (village), Illinois", "unit:US:1755379"),
        ("Ohio, Illinois", "unit:US:1755379"),
    ],
)
def test_the_legal_word_is_read(text: str, id: str) -> None:
    assert told(text) == ("matched", id)


# A town is another government than the village or the city of its name, a charter township than a township.
@pytest.mark.parametrize(
    ("text", "id", "people"),
    [
        ("Town of Hempstead, New York", "unit:US:3605934000", 793_409),
        ("Hempstead (town), New York", "unit:US:3605934000", 793_409),
        ("hempstead town, ny", "unit:US:3605934000", 793_409),
        ("Village of Hempstead, NY", "geonames:5120478", 59_169),
        ("Town of Hempstead", "unit:US:3605934000", 793_409),
        ("Town of Rye, New York", "unit:US:3611964320", 49_613),
        ("City of Rye, New York", "geonames:5134693", 16_592),
        ("Town of Ithaca, New York", "unit:US:3610938088", 22_283),
        ("Ithaca city, New York", "geonames:5122432", 32_108),
        ("Barre town, Vermont", "unit:US:5002303250", 7_923),
        ("City of Saginaw, Michigan", "geonames:5007989", 44_202),
        ("Saginaw charter township, Michigan", "unit:US:2614570540", 41_674),
        ("Charter Township of Clinton, Michigan", "geonames:4989133", 100_513),
        ("Washington township, Warren County, New Jersey", "unit:US:3404177300", 6_498),
        ("Union town (Broome County), New York", "unit:US:3600776056", 56_138),
        ("Town of Harrison, New York", "geonames:5120095", 28_218),  # one with the village
        ("Stamford town, Connecticut", "geonames:4843564", 135_470),  # one with the city
    ],
)
def test_the_word_means_what_it_says(text: str, id: str, people: int) -> None:
    found = resolve(text)
    assert found.status == "matched" and found.community
    assert found.community.id == id and found.community.population == pytest.approx(people, rel=0.01)


# Where there is none of the kind asked for, the other kind is taken and said.
@pytest.mark.parametrize(
    ("text", "id", "note"),
    [
        (
            "Town of Oak Park, Illinois",
            "geonames:4904381",
            "no town named Oak Park in Illinois: read as the village",
        ),
        (
            "City of Hempstead, New York",
            "geonames:5120478",
            "no city named Hempstead in New York: read as the village",
        ),
        ("Town of Barnstable, Massachusetts", "geonames:4929771", "no town named Barnstable"),
        (
            "Aurora city, DuPage County, Illinois",
            "geonames:4883817",
            "the gazetteer has Aurora in Kane County, not in DuPage",
        ),
    ],
)
def test_the_other_kind_is_said(text: str, id: str, note: str) -> None:
    found = resolve(text)
    assert found.status == "corrected" and found.community and found.community.id == id and note in found.note


def test_a_township_of_many_is_ambiguous() -> None:
    found = resolve("Washington township, New Jersey")
    assert found.status == "ambiguous" and len(found.candidates) == 5


def test_a_city_in_two_counties_is_found_by_either() -> None:
    """Of two cities of St. Anthony that of Hennepin County reaches into Ramsey, so that either may be meant there."""
    found = resolve("St. Anthony city, Hennepin County, Minnesota").community
    assert found is not None and found.population == 9_257
    assert found in resolve("St. Anthony city, Ramsey County, Minnesota").candidates


# A village is not silently taken for the town of its name, nor a small borough for the large town around it.
@pytest.mark.parametrize(
    ("text", "id", "other"),
    [
        ("Ithaca, New York", "geonames:5122432", "unit:US:3610938088"),
        ("Rye, NY", "geonames:5134693", "unit:US:3611964320"),
        ("Pewaukee, Wisconsin", "geonames:5266731", "unit:US:5562240"),
        ("Hempstead, New York", "", "unit:US:3605934000"),
        ("Groton, Connecticut", "", "unit:US:0918034250"),
        ("Litchfield, CT", "", "unit:US:0916043370"),
    ],
)
def test_another_government_of_the_name_is_said(text: str, id: str, other: str) -> None:
    found = resolve(text)
    assert found.status == ("matched" if id else "ambiguous") and other in [
        each.id for each in found.candidates
    ]
    assert not id or (
        found.community and found.community.id == id and f"another government ({other}" in found.note
    )


def test_a_label_of_ours_is_read_back() -> None:
    for id in ("unit:US:4212184", "unit:US:3605934000", "unit:US:1755379"):
        community = resolve(id).community
        assert (
            community is not None
            and "(" in community.label
            and resolve(community.label).community == community
        )


# One government, one record: a consolidated city and county under all names of both.
@pytest.mark.parametrize(
    ("id", "names"),
    [
        (
            "geonames:4644585",
            [
                "Nashville-Davidson metropolitan government (balance), Tennessee",
                "Metropolitan Nashville and Davidson County, Tennessee",
                "Metropolitan Government of Nashville & Davidson County, TN",
                "Nashville–Davidson, Tennessee",
                "Davidson County, Tennessee",
                "Metro Nashville, TN",
            ],
        ),
        (
            "geonames:4180386",
            ["Athens-Clarke County unified government (balance), Georgia", "Athens-Clarke, GA"],
        ),
        ("geonames:4180531", ["Augusta-Richmond County consolidated government (balance), Georgia"]),
        ("geonames:4207400", ["Macon-Bibb County, Georgia", "Macon-Bibb, GA", "Bibb County, Georgia"]),
        ("geonames:5637146", ["Anaconda-Deer Lodge County, Montana", "Deer Lodge County, Montana"]),
        (
            "geonames:5642934",
            ["Butte-Silver Bow (balance), Montana", "City and County of Butte-Silver Bow, Montana"],
        ),
        ("geonames:4259418", ["Indianapolis-Marion County, Indiana", "Indianapolis city (balance), Indiana"]),
        (
            "geonames:5419384",
            ["City and County of Denver, Colorado", "City and County of Denver", "Denver County, CO"],
        ),
        (
            "geonames:5856195",
            ["City & County of Honolulu, Hawaii", "Honolulu County, Hawaii", "us-county:15003"],
        ),
        ("geonames:4330145", ["Lafayette Consolidated Government, Louisiana", "Lafayette Parish, Louisiana"]),
        (
            "geonames:4297983",
            ["Lexington-Fayette, KY", "Lexington-Fayette urban county, Kentucky", "us-county:21067"],
        ),
        ("geonames:4299276", ["Louisville/Jefferson County metro government (balance), Kentucky"]),
        ("geonames:4273837", ["Unified Government of Wyandotte County and Kansas City, Kansas"]),
        ("geonames:4638782", ["Lynchburg, Moore County metropolitan government (balance), Tennessee"]),
        ("geonames:5554072", ["City and Borough of Juneau, Alaska", "Juneau city and borough, Alaska"]),
        ("geonames:5879400", ["Municipality of Anchorage, Alaska", "Anchorage municipality, Alaska"]),
        ("geonames:5501344", ["Carson City, Nevada", "us-county:32510"]),
        ("geonames:4744091", ["Alexandria city, Virginia", "us-county:51510"]),
        ("geonames:4188985", ["Columbus Consolidated Government, Georgia", "Muscogee County, Georgia"]),
    ],
)
def test_a_consolidated_government_has_one_record(id: str, names: list[str]) -> None:
    assert {name: told(name) for name in names} == dict.fromkeys(names, ("matched", id))


def test_that_two_are_one_is_said() -> None:
    assert resolve("us-county:08031").note == "Denver County and Denver are one government"
    assert resolve("Fayette County, Kentucky").note == "Fayette County and Lexington are one government"


def test_a_welsh_or_english_city_and_county_is_no_american_one() -> None:
    for text in ("City and County of Swansea", "City and County of Bristol", "Metropolitan Athens"):
        found = resolve(text).community
        assert found is None or found.country != "US"


def test_every_merged_county_gives_a_government_of_the_world() -> None:
    table, world = load_us_county_governments(), gazetteer_of().world
    for fips, standing, id in zip(table["fips"], table["standing"], table["community_id"], strict=True):
        found = resolve(f"us-county:{fips}").community
        assert found is not None and found.id == (id if standing == "merged" else f"us-county:{fips}")
        assert standing != "merged" or world["not_candidate"][world.row_of_id(id)] == ""


# Standing: what has no government of its own is said to have none.
@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Hyannis, Massachusetts", "Hyannis is part of Barnstable: it has no government of its own"),
        ("Brooklyn, New York", "Brooklyn is part of New York City: it has no government of its own"),
        (
            "Staten Island, New York",
            "Staten Island is part of New York City: it has no government of its own",
        ),
        ("Kings County, New York", "Kings County is part of New York City: it has no government of its own"),
        ("Bronx, NY", "The Bronx is part of New York City: it has no government of its own"),
        ("Middlesex County, Massachusetts", "Middlesex County has no government of its own"),
        (
            "El Cerrito CDP, California",
            "El Cerrito is a census-designated place: it has no government of its own",
        ),
        (
            "Live Oak CDP, California",
            "Live Oak is a census-designated place: it has no government of its own",
        ),
        ("Fair Oaks, Virginia", "Fair Oaks is a census-designated place: it has no government of its own"),
        ("Diamondhead, Mississippi", ""),
        ("Providence Village, Texas", ""),
        ("Middlesboro, Kentucky", ""),
        # Twins across a state line are two governments.
        ("Kansas City, MO", ""),
        ("Kansas City, Kansas", ""),
        ("Bristol, Tennessee", ""),
        ("Bluefield, Virginia", ""),
        ("Lookout Mountain, Georgia", ""),
        ("Texarkana, Arkansas", ""),
        ("Union City, Ohio", ""),
    ],
)
def test_the_standing_of_a_place_is_said(text: str, note: str) -> None:
    found = resolve(text).note
    assert note in found if note else "part of" not in found and "no government" not in found


def test_a_census_place_is_not_the_city_of_its_name_elsewhere() -> None:
    found = resolve("El Cerrito CDP, California").community
    assert found is not None and found.id == "unit:US:0621810" and found.population < 6_000
    assert resolve(found.id).community == found


# Renamed places answer to both names.
@pytest.mark.parametrize(
    ("text", "id", "note"),
    [
        ("Barrow, Alaska", "geonames:5880054", "another name"),
        ("Utqiagvik, Alaska", "geonames:5880054", ""),
        ("Lake Worth, Florida", "geonames:4161422", "another name"),
        ("Dade County, Florida", "us-county:12086", "Dade County is a former name of Miami-Dade County"),
        ("Shannon County, South Dakota", "us-county:46102", "a former name of Oglala Lakota County"),
        ("Wade Hampton Census Area, Alaska", "us-county:02158", "a former name of Kusilvak Census Area"),
        ("Kusilvak Census Area, Alaska", "us-county:02158", ""),
        ("Ormsby County, Nevada", "geonames:5501344", "a former name of Carson City"),
    ],
)
def test_a_renamed_place_answers_to_both_names(text: str, id: str, note: str) -> None:
    found = resolve(text)
    assert found.community is not None and found.community.id == id and note in found.note
