"""A town's own name wins: over other places' other names, other accents, quarters, and the longer of two forms."""

from __future__ import annotations

import pytest

from citymatch.places import resolve


def told(text: str) -> tuple[str, str]:
    """The status and the id of what a text is read as."""
    found = resolve(text)
    return found.status, found.community.id if found.community else ""


def listed(text: str) -> list[str]:
    """The labels among which a text leaves the choice, each with its division."""
    found = resolve(text)
    assert found.status == "ambiguous" and found.community is None, (text, found.status, found.note)
    return [f"{each.name}, {each.admin1_name}" for each in found.candidates]


# Kind: another place's other name beats the place whose name it is.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Goiana, Brazil", "geonames:3398904"),  # in Pernambuco, not Goiânia
        ("Jeypore, India", "geonames:1269092"),  # in Odisha, not Jaipur
        ("Aken, Germany", "geonames:2958781"),  # on the Elbe, not Aachen
        ("Sredets, Bulgaria", "geonames:731016"),  # not Sofia
        ("Ariel, Israel", "geonames:8199394"),  # not Jerusalem
        ("Figueira, Brazil", "geonames:3463376"),  # not Governador Valadares
        ("MacArthur, Philippines", "geonames:1704333"),  # not Ormoc
        ("Podgoria, Romania", "geonames:670330"),  # not Iaşi
        ("Petrovsk, Russia", "geonames:509987"),  # not Makhachkala
        ("Khangarh, Pakistan", "geonames:1174211"),  # not Jacobabad
        ("Jalapa, Mexico", "geonames:3803064"),  # in Tabasco, not Xalapa
        ("Turi, Italy", "geonames:3165094"),  # in Apulia, not Turin
    ],
)
def test_a_towns_own_name_wins(text: str, id: str) -> None:
    assert told(text) == ("matched", id)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("Zaragoza, Mexico", "Tijuana"),
        ("Santa Ana, Philippines", "Taguig"),
        ("Oleksandrivka, Ukraine", "Donetsk"),
        ("São Francisco de Paula, Brazil", "Pelotas"),
    ],
)
def test_several_towns_of_a_name_are_listed_without_one_that_is_merely_also_called_so(
    text: str, never: str
) -> None:
    names = [each.rpartition(", ")[0] for each in listed(text)]
    assert len(names) > 1 and never not in names


# Kind: names in another language go on working, where no town there bears the name itself.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Turin, Italy", "Turin"),
        ("Milano, Italy", "Milan"),
        ("Firenze, Italy", "Florence"),
        ("Cologne, Germany", "Köln"),
        ("Köln, Germany", "Köln"),
        ("Wien, Austria", "Vienna"),
        ("Lisboa, Portugal", "Lisbon"),
        ("Cadiz, Spain", "Cádiz"),
        ("Cádiz, Spain", "Cádiz"),
        ("Moscow, Russia", "Moscow"),
        ("München", "Munich"),
        ("Milano", "Milan"),
        ("Muenchen, Germany", "Munich"),
        ("Breslau, Poland", "Wrocław"),
    ],
)
def test_a_name_in_another_language_is_read(text: str, name: str) -> None:
    found = resolve(text)
    assert found.status == "matched" and found.community and found.community.name == name


def test_a_name_alone_that_is_anothers_own_is_left_to_the_reader() -> None:
    assert listed("Aken")[:2] == ["Aachen, North Rhine-Westphalia", "Aken, Saxony-Anhalt"]


def test_a_great_city_is_meant_by_the_name_that_all_the_world_gives_it() -> None:
    assert told("Cologne")[1] == "geonames:2886242"


# Kind: a seat that is shown in brackets loses to a village whose name has none.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Vire, France", "geonames:2967972"),  # Vire Normandie, not Viré
        ("Farnborough, United Kingdom", "geonames:2649672"),  # in Hampshire
        ("Torquay, Australia", "geonames:2146218"),  # in Victoria
        ("Emerald, Australia", "geonames:2167426"),  # in Queensland
        ("Balfour, South Africa", "geonames:1021396"),  # in Mpumalanga
        ("San Juan, Costa Rica", "geonames:3621819"),  # of Tibás
        ("Nueva Rosita, Mexico", "geonames:3994667"),  # in Coahuila
        ("Richmond, New Zealand", "geonames:2183472"),
        ("Buxton, United Kingdom", "geonames:2654141"),
        ("Bærum, Norway", "geonames:3140128"),
        ("Sandvika, Norway", "geonames:3140128"),
        ("City of Casey, Australia", "geonames:2155718"),  # not the suburb of Canberra
    ],
)
def test_a_seat_answers_to_both_names(text: str, id: str) -> None:
    assert told(text) == ("matched", id)


def test_two_towns_of_about_one_size_are_listed() -> None:
    assert listed("Hythe, United Kingdom") == ["Hythe (Hythe and Dibden), England", "Hythe, England"]
    assert "Mikhaylovsk (Shpakovsky), Stavropol Kray" in listed("Mikhaylovsk, Russia")


# Kind: a name in brackets that the gazetteer has so is not taken apart.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Frankfurt (Oder), Germany", "geonames:2925535"),
        ("Frankfurt (Oder)", "geonames:2925535"),
        ("Halle (Saale), Germany", "geonames:2911522"),
        ("Rushmoor (seat Farnborough), United Kingdom", "geonames:2649672"),
        ("Farnborough (Rushmoor), England, United Kingdom", "geonames:2649672"),
        ("Halton (unitary authority), United Kingdom", "unit:GB:E06000006"),
        ("Las Vegas, Santa Barbara, Honduras", "geonames:3606251"),
        ("Castell d'Aro, Platja d'Aro i s'Agaró, Spain", "geonames:3125800"),
    ],
)
def test_a_name_with_a_bracket_or_a_comma_is_found_as_it_stands(text: str, id: str) -> None:
    assert told(text) == ("matched", id)


def test_a_bracket_that_is_no_region_tells_two_towns_apart() -> None:
    for text, id in (
        ("Halle (Westfalen), Germany", "geonames:2911520"),
        ("Freiburg (Breisgau), Germany", "geonames:2925177"),
        ("Rottenburg (Neckar), Germany", "geonames:2843729"),
        ("Aken (Elbe), Germany", "geonames:2958781"),
    ):
        assert told(text)[1] == id, text
    assert "Burg, Schleswig-Holstein" in listed("Burg (Nirgendwo), Germany")


# Kind: a tiny place with a government is taken for a large one without.
def test_a_large_place_without_a_government_is_not_passed_over() -> None:
    for text, large in (
        ("Bethesda, USA", "Maryland"),
        ("Potomac, USA", "Maryland"),
        ("Paradise, USA", "Nevada"),
    ):
        found = resolve(text)
        states = {each.admin1_name for each in (found.community, *found.candidates) if each}
        assert large in states and len(states) > 1, text
    assert "Ashburn, Virginia" in listed("Ashburn, USA")
    butte = resolve("Butte, USA")
    assert butte.community and butte.community.admin1_name == "Montana" and butte.candidates


# Kind: a quarter of a city is taken for a community of its own.
def test_a_quarter_is_not_taken_for_a_community() -> None:
    names = listed("Saint-André, France")
    assert len(names) > 2 and all(name.startswith("Saint-André") for name in names[:3])


# Kind: twins across a state line.
@pytest.mark.parametrize(
    "text",
    ["Kansas City, Missouri", "Kansas City, Kansas", "Bristol, Tennessee", "Bristol, Virginia",
     "Texarkana, Texas", "Texarkana, Arkansas", "Union City, Tennessee", "Union City, Ohio", "Bluefield, Virginia",
     "Bluefield, West Virginia", "Lookout Mountain, Georgia", "Lookout Mountain, Tennessee"],
)  # fmt: skip
def test_twins_across_a_state_line_are_two_governments(text: str) -> None:
    found = resolve(text)
    assert found.status == "matched" and found.community and found.community.label == text
    assert "part of" not in found.note


@pytest.mark.parametrize("text", ["Kansas City", "Texarkana", "Kansas City, MO/KS", "Bristol, VA/TN"])
def test_twins_are_listed_where_no_one_state_is_given(text: str) -> None:
    assert len(listed(text)) >= 2


# Kind: the note states a reason that is not so.
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Charlotte Amalie, US Virgin Islands", "the governor of the territory signs"),
        ("Oranjestad, Aruba", "Aruba has no municipalities: its government signs"),
        ("Nassau, Bahamas", "Nassau has no council"),
        ("Basseterre, St Kitts", "Saint Kitts has no local councils"),
    ],
)
def test_a_place_that_its_territory_governs_is_no_part_of_another_community(text: str, said: str) -> None:
    note = resolve(text).note
    assert "has no municipality of its own" in note and said in note and "part of another" not in note


def test_the_reason_why_one_is_meant_is_true() -> None:
    assert "the one spelt so is meant" in resolve("Goiana, Brazil").note
    assert "the largest is meant" in resolve("Halle, Germany").note
    assert "the self-governing one is meant" in resolve("Podgoria, Romania").note


# Kind: a renamed place.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lake Worth, Florida", "Lake Worth Beach"),
        ("Bombay, India", "Mumbai"),
        ("Leningrad, Russia", "Saint Petersburg"),
        ("Karl-Marx-Stadt, Germany", "Chemnitz"),
        ("Saigon, Vietnam", "Ho Chi Minh City"),
        ("Nur-Sultan, Kazakhstan", "Astana"),
        ("Dnepropetrovsk, Ukraine", "Dnipro"),
    ],
)
def test_a_renamed_place_is_found_by_its_old_name_and_that_is_said(text: str, name: str) -> None:
    found = resolve(text)
    assert found.community and found.community.name == name and name in found.note


def test_barrow_is_utqiagvik() -> None:
    found = resolve("Barrow, Alaska")
    assert found.community and found.community.geonameid == 5880054 and "another name" in found.note
