"""Headers in the words and languages that lists come in, and whose column is whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.places import PlacesError, resolve_many
from citymatch.places.headers import header_fields, meaning_of, remarks_of_header


@pytest.mark.parametrize(
    ("field", "titles"),
    [  # headers
        ("name",
        "City Name|city_name|cityName|CITYNAME|Municipality|Name of Municipality|Stadt|Gemeinde|Gemeindename|"
                 "Ortsname|Ciudad|Municipio|Nombre del municipio|Ville|Commune|Nom de la commune|Comune|Città|Cidade|"
                 "Gemeente|Miasto|Gmina|Kommun|Kaupunki|Město|Geography|City/Town|Town or City|city_label|U.S. City|"
                 "Member City|Город|市|도시|Cities|Locality|Place Name|community_name|City, State|origincityLabel"),
        ("state",
        "State Name|STATENAME|State/Province|Province|Prefecture|Bundesland|Kanton|Estado|Provincia|Regione|"
                  "Région|Département|Admin1|都道府県|Province or State"),
        ("country",
        "Country Name|COUNTRYNAME|Country/Region|Land|País|Pays|Stato|Nazione|Staat|Страна|国|Country Code|"
                    "origincountry|Land (ISO)"),
        ("population", "Population 2020|Pop. (2020)|Einwohner|Einwohner (31.12.2022)|Población|Habitants|Abitanti|人口|"
                       "2020 Census Population|City Population|Inhabitants"),
        ("latitude", "Lat.|originlat|Latitude (deg)|Breitengrad"),
        ("longitude", "Lng|originlong|Längengrad|Long"),
    ],
)  # fmt: skip
def test_what_a_header_means(field: str, titles: str) -> None:
    for title in titles.split("|"):
        meaning = meaning_of(title)
        assert meaning and (meaning.field, meaning.theirs) == (field, False), title


def test_whose_a_column_is() -> None:
    for title in ("Sister City", "Twin Town", "Partnerstadt", "Partnergemeinde", "Partner", "Foreign City",
    "City 2", "name_b",
                  "Sister City Country", "destinationcityLabel"):  # fmt: skip
        meaning = meaning_of(title)
        assert meaning and meaning.theirs, title
    assert header_fields(["City", "Sister City", "Country"]) == {"name": 0}
    assert header_fields(["Sister City", "Country"]) == {"name": 0, "country": 1}
    assert header_fields(["City", "Country", "Twin Town", "Country"]) == {"name": 0, "country": 1}
    assert header_fields(["Name", "Email", "City"]) == {"name": 2}


@pytest.mark.parametrize(
    "title",
    ["contact", "Notes", "velocity", "ethnicity", "capacity", "City Hall", "City Manager",
    "Population density", "Mayor Name",
     "Contact Name", "State Capital", "Year", "PLZ", "Status", "", "x" * 500, "1", "Language"],
)  # fmt: skip
def test_what_no_column_of_ours_is(title: str) -> None:
    assert meaning_of(title) is None


def test_a_word_of_two_languages_means_what_is_not_there_yet() -> None:
    assert header_fields(["Miasto", "Województwo", "Kraj"]) == {"name": 0, "state": 1, "country": 2}
    assert header_fields(["Obec", "Kraj", "Stát"])["state"] == 1


def test_what_is_said_of_a_header() -> None:
    header = ["Stadt", "Land", "Partnerstadt", "Telefon", ""]
    assert remarks_of_header(header, header_fields(header)) == [
        "column 'Stadt' read as the name", "column 'Land' read as the country",
        "'Stadt' is taken for the community, not 'Partnerstadt'",
        "columns not used: Partnerstadt, Telefon, column 5",
    ]  # fmt: skip
    assert remarks_of_header(["name", "country"], {"name": 0, "country": 1}) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [  # headers and header-ignored; ids of GeoNames
        ("City Name,State Name\nParis,Texas\nVienna,Virginia\nAthens,Georgia\n", [4717560, 4791160, 4180386]),
        ("City Name,State Name,Country Name\nCambridge,Ontario,Canada\n", [5913695]),
        ("City/Town,State/Province,Country/Region\nPinole,CA,USA\n", [5383187]),
        ("Stadt;Land;Einwohner\nCelle;Deutschland;69.540\n", [2940213]),
        ("Ciudad,País,Población\nColima,México,146904\n", [4013516]),
        ("comune|regione|stato\nArezzo|Tuscany|Italy\n", [3182884]),
        ('Geography,Total\n"Abbeville city, Alabama",2627\n', [4829449]),
        ("origincityLabel,origincountry,originlat,originlong\nPinole,United States,38.0,-122.3\n", [5383187]),
        ("id,city_label\n1,Seika\n", [9634762]),
        ("No.,Sister City,Country,Year\n1,Seika,Japan,1999\n", [9634762]),
        ("municipality,state,lat,lon,partnergemeinde,country\nCelle,Lower Saxony,52.62,10.08,Tulsa,US\n", [2940213]),
        ("name\nSeika, Kyoto, Japan\n", [9634762]),
    ],
)  # fmt: skip
def test_the_columns_are_read(tmp_path: Path, text: str, ids: list[int]) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    assert [each.community and each.community.geonameid for each in resolve_many(path)] == ids


def test_columns_of_their_own_travel_along(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("City,Contact,Country,Notes,Notes\nSeika,a@b.org,Japan,x,y\nColima,,Mexico,,\n", "utf-8")
    first, second = resolve_many(path)
    assert first.extra == {"Contact": "a@b.org", "Notes": "x", "Notes (2)": "y"}
    assert second.extra == {"Contact": "", "Notes": "", "Notes (2)": ""}
    assert first.remarks == second.remarks == ("columns kept, not used for matching: Contact, Notes, Notes",)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            ',"US","PNO","Pinole","Pinole","CA"\n,"US","ABY","Albany","Albany","OR"\n',
            "its columns cannot be told",
        ),
        (
            "id,contact\n1,Seika\n",
            "column 'id' holds no ids such as geonames:5383187; no column of names was found",
        ),
        ("Contact,Phone\nSeika,1\n", "no usable column: found Contact, Phone"),
    ],
)
def test_columns_that_cannot_be_told(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(PlacesError) as refused:
        resolve_many(path)
    assert str(refused.value).startswith(f"{path}, line 1: {problem}")
