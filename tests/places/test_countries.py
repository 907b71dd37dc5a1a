"""Names of countries in the forms that people write, and what is no name of one."""

from __future__ import annotations

import pytest

from citymatch.datasets.geography import country_names
from citymatch.places.countries import country_code, near_countries, nearest, read_country
from citymatch.places.errors import PlacesError


# country-names: official, short, native, foreign, abbreviated and inverted names, signs of sport and vehicles
@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Republic of Guinea", "GN"),
        ("Guinea", "GN"),
        ("United Mexican States", "MX"),
        ("Independent State of Samoa", "WS"),
        ("Swiss Confederation", "CH"),
        ("Hellenic Republic", "GR"),
        ("Kingdom of the Netherlands", "NL"),
        ("The Netherlands", "NL"),
        ("Republic of North Macedonia", "MK"),
        ("D.R. Congo", "CD"),
        ("DR Congo", "CD"),
        ("Dem. Rep. of the Congo", "CD"),
        ("Congo (Democratic Republic Of)", "CD"),
        ("Republic of the Congo", "CG"),
        ("D.R.", "DO"),
        ("N. Korea", "KP"),
        ("S. Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("Korea (South)", "KR"),
        ("DPRK", "KP"),
        ("D.P.R.K.", "KP"),
        ("Czech Rep.", "CZ"),
        ("Tschech. Republik", "CZ"),
        ("Česká republika", "CZ"),
        ("Republik Österreich", "AT"),
        ("République française", "FR"),
        ("Rzeczpospolita Polska", "PL"),
        ("Türkiye Cumhuriyeti", "TR"),
        ("Republika Srbija", "RS"),
        ("Srbija", "RS"),
        ("Србија", "RS"),
        ("Eesti", "EE"),
        ("Lietuva", "LT"),
        ("Rußland", "RU"),
        ("Frankreich", "FR"),
        ("Россия", "RU"),
        ("Russian Fed.", "RU"),
        ("Грузия", "GE"),
        ("Ελλάδα", "GR"),
        ("ΕΛΛΑΔΑ", "GR"),
        ("日本", "JP"),
        ("中國", "CN"),
        ("대한민국", "KR"),
        ("ไทย", "TH"),
        ("مصر", "EG"),
        ("ישראל", "IL"),
        ("Bosnia & Herz.", "BA"),
        ("Cent. Afr. Rep.", "CF"),
        ("Papua N.G.", "PG"),
        ("Saint Kitts", "KN"),
        ("P.R. China", "CN"),
        ("PRC", "CN"),
        ("ROC", "TW"),
        ("R.O.C.", "TW"),
        ("UK", "GB"),
        ("U.K.", "GB"),
        ("U.S.A.", "US"),
        ("U.A.E.", "AE"),
        ("KSA", "SA"),
        ("RSA", "ZA"),
        ("BVI", "VG"),
        ("GER", "DE"),
        ("SUI", "CH"),
        ("PHI", "PH"),
        ("MAS", "MY"),
        ("TPE", "TW"),
        ("A", "AT"),
        ("jpn", "JP"),
    ],
)
def test_a_name_of_one_country(text: str, codes: str) -> None:
    assert read_country(text).codes == (codes,) and not read_country(text).former
    assert country_code(text) == codes


# country-names: states that are no more stand for the countries on their land
@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("USSR", "RU UA GE EE"),
        ("U.S.S.R.", "KZ"),
        ("СССР", "RU"),
        ("Czechoslovakia", "CZ SK"),
        ("Yugoslavia", "RS BA HR SI MK ME XK"),
        ("Serbia and Montenegro", "RS ME"),
        ("East Germany", "DE"),
        ("GDR", "DE"),
        ("DDR", "DE"),
        ("FRG", "DE"),
        ("URS", "UA"),
        ("Netherlands Antilles", "CW BQ SX"),
        ("Siam", "TH"),
        ("Abyssinia", "ET"),
        ("Rhodesia", "ZW"),
        ("Dutch Guiana", "SR"),
        ("North Vietnam", "VN"),
        ("U.A.R.", "EG SY"),
        ("Belgian Congo", "CD"),
    ],
)
def test_a_state_that_is_no_more(text: str, some: str) -> None:
    found = read_country(text)
    assert found.former and set(some.split()) <= set(found.codes)


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Korea", {"KR", "KP"}), ("Congo", {"CD", "CG"}), ("Virgin Islands", {"VI", "VG"})],
)
def test_a_name_that_two_countries_share_is_both(text: str, codes: set[str]) -> None:
    assert set(read_country(text).codes) == codes
    with pytest.raises(PlacesError, match="several countries: did you mean"):
        country_code(text)


@pytest.mark.parametrize(
    "text", ["", "Nowhereland", "Timbuktu", "msr x", "Iraf", "Isère", "Wales and more of it"]
)
def test_what_is_no_country(text: str) -> None:
    assert read_country(text).codes == ()


def test_a_code_is_of_latin_letters() -> None:
    assert read_country("MSR").codes == ("MS",)  # the letters of مصر put into ASCII are no code of Montserrat


def test_what_is_no_country_offers_the_nearest() -> None:
    assert near_countries("Denmarc") == ["Denmark"]
    assert near_countries("Republic of Portugal and more") == ["Portugal"]
    assert near_countries("Ελλαδδα") == []
    with pytest.raises(PlacesError, match=r"'Portugol' is no country: did you mean Portugal\?"):
        country_code("Portugol")


def test_the_nearest_name_is_one_alone() -> None:
    assert nearest("irax", {"iraq": "IQ", "iran": "IR"}) == ""
    assert nearest("irn", {"iran": "IR"}) == ""  # too short


def test_every_english_name_is_read_as_its_own_country() -> None:
    wrong = [name for code, name in country_names().items() if code not in read_country(name).codes]
    assert wrong == []


# country-names: every name of the CLDR in the largest languages is read as its country, if it means no other one
@pytest.mark.parametrize(
    "language",
    [
        "en",
        "zh",
        "es",
        "ar",
        "hi",
        "fr",
        "bn",
        "pt",
        "ru",
        "ur",
        "id",
        "de",
        "ja",
        "vi",
        "tr",
        "ko",
        "it",
        "th",
        "fa",
        "pl",
        "uk",
        "ro",
        "nl",
        "el",
        "hu",
        "cs",
        "sv",
        "sr",
        "he",
        "te",
        "ta",
        "sw",
        "am",
        "zu",
    ],
)
def test_names_in_the_largest_languages(language: str) -> None:
    babel = pytest.importorskip("babel")
    names = babel.Locale(language).territories
    known = {code: name for code, name in names.items() if code in country_names() and not name.isupper()}
    wrong = {name: code for code, name in known.items() if code not in read_country(name).codes}
    assert wrong == {} and len(known) > 200


# country-names: short and other forms that people write
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EE.UU.", "US"), ("EE. UU.", "US"), ("É.-U.", "US"), ("США", "US"), ("РФ", "RU"), ("ČR", "CZ"), ("VAE", "AE"),
        ("NSR", "DE"), ("Russische Föderation", "RU"), ("Großbritannien", "GB"), ("Grande-Bretagne", "GB"),
        ("Elfenbeinküste", "CI"), ("VR China", "CN"), ("臺灣", "TW"), ("ประเทศไทย", "TH"), ("Herzegovina", "BA"),
        ("Đức", "DE"), ("Nga", "RU"), ("NGA", "NG"), ("Fas", "MA"),
    ],
)  # fmt: skip
def test_short_forms_of_any_language(text: str, code: str) -> None:
    assert read_country(text).codes == (code,)
