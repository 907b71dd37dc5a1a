"""Words that say which government of a name is meant, names in their own letters, second sight."""

from __future__ import annotations

import pytest

from citymatch.places import resolve


def answer(text: str) -> tuple[str, str]:
    """The status and the id of what a text is read as, "" where it is left open."""
    found = resolve(text)
    return found.status, found.community.id if found.community else ""


def id_of(text: str) -> str:
    """The id of what a text is read as, "" where it is left open."""
    return answer(text)[1]


# Kind: a word that names the other government of the same name.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Township of Langley, BC", "unit:CA:5915001"),
        ("City of Langley, BC", "geonames:6049429"),
        ("Langley (township), BC", "unit:CA:5915001"),
        ("District of North Vancouver, BC", "unit:CA:5915046"),
        ("City of North Vancouver, BC", "geonames:6090785"),
        ("Municipal District of Taber", "unit:CA:4802021"),
        ("Town of Taber, Alberta", "geonames:6160919"),
        ("Municipal District of Bonnyville", "unit:CA:4812004"),
        ("Gmina wiejska Lubaczów, Poland", "unit:PL:1006181340904"),
        ("Gmina Lubaczów", "unit:PL:1006181340904"),
        ("Lubaczów, gmina wiejska", "unit:PL:1006181340904"),
        ("Gmina miejska Lubaczów, Poland", "geonames:765932"),
        ("Gmina Mielec, Poland", "unit:PL:1006181361105"),
        ("Miasto Kłodzko", "geonames:3096053"),
        ("Tartu vald, Estonia", "geonames:591086"),
        ("Tartu linn, Estonia", "geonames:588335"),
        ("Tartu vald", "geonames:591086"),
        ("Rakvere linn", "geonames:589165"),
        ("Viljandi (vald), Estonia", "unit:EE:0899"),
        ("Kabupaten Malang, Indonesia", "geonames:1640296"),
        ("Kota Malang, Indonesia", "geonames:1636722"),
        ("Malang, Kabupaten, Indonesia", "geonames:1640296"),
        ("Semarang Regency", "geonames:1622636"),
        ("Kota Bogor", "geonames:1648473"),
        ("Vilnius district municipality", "unit:LT:41"),
        ("Jelgavas novads", "unit:LV:0540200"),
        ("Kauno rajono savivaldybė, Lithuania", "unit:LT:52"),
        ("Galway County Council", "unit:IE:galway-county"),
        ("Cork City Council", "geonames:2965140"),
        ("Municipality of Naga, Philippines", "geonames:1698840"),
    ],
)
def test_the_word_tells_which_government_is_meant(text: str, id: str) -> None:
    assert id_of(text) == id


# Kind: a word that names a government of which the gazetteer has none.
@pytest.mark.parametrize(
    ("text", "listed"),
    [("Oga-cho", "geonames:6822201"), ("Kabupaten Depok, Indonesia", "geonames:1645524")],
)
def test_another_government_is_listed_and_not_taken(text: str, listed: str) -> None:
    found = resolve(text)
    assert found.status == "ambiguous" and "another government" in found.note
    assert listed in {each.id for each in found.candidates}


# Kind: a word that names what stands above several municipalities.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Regional Municipality of Waterloo, Ontario", "geonames:6176823"),
        ("Regional District of Nanaimo, BC", "geonames:6085772"),
        ("Samtgemeinde Hankensbüttel, Germany", "geonames:2910863"),
        ("Verbandsgemeinde Daun, Germany", "geonames:2938714"),
        ("Landkreis Celle", "geonames:2940213"),
        ("Landkreis Celle, Germany", "geonames:2940213"),
        ("Kreis Warendorf, Germany", "geonames:2814127"),
        ("Kanton Zug", "geonames:2657908"),
        ("Métropole de Lyon, France", "geonames:2996944"),
        ("Communauté d'agglomération de La Rochelle, France", "geonames:3006787"),
        ("Città metropolitana di Napoli, Italy", "geonames:3172394"),
        ("Bezirk Baden, Austria", "geonames:2782067"),
        ("Okres Kladno", "geonames:3073699"),
        ("İzmir ili", "geonames:311046"),
    ],
)
def test_what_stands_above_a_municipality_is_said(text: str, id: str) -> None:
    found = resolve(text)
    assert (found.status, found.community and found.community.id) == ("corrected", id)
    assert " names " in found.note


@pytest.mark.parametrize(
    "text", ["Powiat poznański", "Regional Municipality of Peel", "Provincia di Siena, Italy", "福岡県"]
)
def test_what_stands_above_without_a_namesake_is_not_taken_for_one(text: str) -> None:
    assert answer(text) == ("not_found", "")


# Kind: namesakes that share their own letters.
@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("伊達市", {"geonames:2130421", "geonames:2112980"}),
        ("伊達市, 日本", {"geonames:2130421", "geonames:2112980"}),
        ("森町", {"geonames:1856586", "geonames:2129142"}),
        ("朝日町", {"geonames:13665338", "geonames:13156698", "geonames:2111886"}),
        ("고성군", {"geonames:1842518", "geonames:1840179"}),
        ("광주", {"geonames:1841811", "geonames:1841810"}),
    ],
)
def test_namesakes_in_their_own_letters_are_listed(text: str, ids: set[str]) -> None:
    found = resolve(text)
    assert found.status == "ambiguous" and ids <= {each.id for each in found.candidates}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("北海道伊達市", "geonames:2130421"),
        ("福島県伊達市", "geonames:2112980"),
        ("伊達市, 北海道", "geonames:2130421"),
        ("静岡県周智郡森町", "geonames:1856586"),
        ("강원도 고성군", "geonames:1840179"),
        ("경남 고성군", "geonames:1842518"),
        ("경기도 광주시", "geonames:1841810"),
        ("陕西省西安市", "geonames:1790630"),
    ],
)
def test_a_division_before_the_name_tells_them_apart(text: str, id: str) -> None:
    assert id_of(text) == id


# Kind: a name that is but a word of many names.
@pytest.mark.parametrize(
    "text", ["Chapelle, France", "Chapel, UK", "Castel, Italy", "Saint, France", "Villa, Spain"]
)
def test_a_word_of_many_names_is_left_open(text: str) -> None:
    assert answer(text) in (("ambiguous", ""), ("not_found", ""))


@pytest.mark.parametrize(
    ("text", "id"), [("Jerez, Spain", "geonames:2516326"), ("Offenbach, Germany", "geonames:2857807")]
)
def test_the_place_that_dwarfs_the_others_is_meant(text: str, id: str) -> None:
    assert id_of(text) == id


# Kind: short forms without a country.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Ludwigshafen a. Rh.", "geonames:2875376"),
        ("Gorzów Wlkp.", "geonames:3098722"),
        ("Frankfurt/M.", "geonames:2925533"),
        ("Halle/S.", "geonames:2911522"),
        ("Halle/S., Germany", "geonames:2911522"),
        ("Ústí n. L.", "geonames:3063548"),
        ("Brandýs n. L.", "geonames:3078837"),
        ("Ostrów Maz., Poland", "geonames:762850"),
        ("Bielsko-B.", "geonames:3103402"),
        ("S. Benedetto del Tr.", "geonames:3168550"),
        ("Reggio E.", "geonames:3169522"),
        ("Vila N. de Gaia", "geonames:2732544"),
        ("S. João da Madeira", "geonames:2734484"),
        ("Mönchengladb.", "geonames:2869894"),
        ("Clermont-Fd.", "geonames:3024635"),
        ("Kempten i. Allg.", "geonames:2891621"),
        ("Wangen i.A.", "geonames:2814270"),
        ("Dąbrowa Górn.", "geonames:3100796"),
    ],
)
def test_a_short_form_is_read_in_any_country(text: str, id: str) -> None:
    assert answer(text) == ("corrected", id)


def test_a_short_form_of_several_names_lists_them() -> None:
    found = resolve("Wittenb.")
    assert found.status == "ambiguous" and "geonames:7303020" in {each.id for each in found.candidates}


# Kind: words for a municipality.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("City of Greater Geelong", "geonames:2165798"),
        ("Greater Bendigo, Australia", "geonames:2176187"),
        ("M. st. Warszawa", "geonames:756135"),
        ("Hl. m. Praha", "geonames:3067696"),
        ("Jeju Special Self-Governing Province", "geonames:1846266"),
        ("Roma Capitale", "geonames:3169070"),
        ("Comune dell'Aquila", "geonames:3175121"),
        ("Oraș Sinaia", "geonames:667091"),
        ("Δήμος Πατρέων", "geonames:255683"),
        ("Δήμος Θεσσαλονίκης", "geonames:734077"),
        ("Dimos Ioanniton", "geonames:261779"),
        ("Fuldatal, Gemeinde", "geonames:2923815"),
    ],
)
def test_a_word_for_a_municipality_is_left_out(text: str, id: str) -> None:
    assert id_of(text) == id


# Kind: a numbered district of a city.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Wien 10. Bezirk", "geonames:2761369"),
        ("Wien, 10. Bezirk", "geonames:2761369"),
        ("Lyon 3e", "geonames:2996944"),
    ],
)
def test_a_numbered_district_gives_its_city_and_is_said(text: str, id: str) -> None:
    found = resolve(text)
    assert (found.status, found.community and found.community.id) == ("corrected", id)
    assert "names a district of" in found.note


# Kind: two names of one place with a stroke between them.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Biel/Bienne", "geonames:2661513"),
        ("Donostia/San Sebastián", "geonames:3110044"),
        ("Helsinki/Helsingfors", "geonames:658225"),
        ("Helsinki (Helsingfors)", "geonames:658225"),
        ("Pamplona/Iruña", "geonames:3114472"),
        ("Gdańsk/Danzig", "geonames:3099434"),
        ("Frankfurt/Main", "geonames:2925533"),
    ],
)
def test_two_names_of_one_place_are_one(text: str, id: str) -> None:
    assert id_of(text) == id


# Kind: a county in the United States whose name is that of a place elsewhere.
@pytest.mark.parametrize("text", ["Essex County", "Orange County", "Kent County"])
def test_an_american_county_is_no_other_government(text: str) -> None:
    found = resolve(text)
    assert {each.kind for each in (found.community, *found.candidates) if each} >= {"county"}


@pytest.mark.parametrize("text", ["Comune di Modena", "Kota Malang", "Bois-le-Duc", "Lwów/Lviv"])
def test_a_note_names_a_place_by_its_name(text: str) -> None:
    assert "geonames:" not in resolve(text).note
