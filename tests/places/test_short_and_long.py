"""Short forms, long forms, words for the kind of municipality, and names in letters that are not Latin."""

from __future__ import annotations

import time

import pytest

from citymatch.places import resolve
from citymatch.places.native import native_key


def name_of(text: str) -> str:
    """The name of what a text is read as, "" where it is left open."""
    found = resolve(text)
    return found.community.name if found.community else ""


# Kind: abbreviations.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("St. Wendel, Germany", "Sankt Wendel"),
        ("St. Ingbert, Germany", "Sankt Ingbert"),
        ("St. Georgen im Schwarzwald, Germany", "Sankt Georgen im Schwarzwald"),
        ("St Gallen, Switzerland", "Sankt Gallen"),
        ("St. Pölten, Austria", "Sankt Pölten"),
        ("Freiburg i. Br., Germany", "Freiburg im Breisgau"),
        ("Bad Homburg v.d.H., Germany", "Bad Homburg vor der Höhe"),
        ("Frankfurt a.M., Germany", "Frankfurt am Main"),
        ("Frankfurt/M., Germany", "Frankfurt am Main"),
        ("Landsberg/Lech, Germany", "Landsberg am Lech"),
        ("Rothenburg o.d.T., Germany", "Rothenburg ob der Tauber"),
        ("Königstein i.Ts., Germany", "Königstein im Taunus"),
        ("Weiden i.d.OPf., Germany", "Weiden in der Oberpfalz"),
        ("Kirchheim u. Teck, Germany", "Kirchheim unter Teck"),
        ("Bad Neuenahr-Ahrw., Germany", "Bad Neuenahr-Ahrweiler"),
        ("S. Paulo, Brazil", "São Paulo"),
        ("S. José dos Campos, Brazil", "São José dos Campos"),
        ("Gov. Valadares, Brazil", "Governador Valadares"),
        ("Pres. Prudente, Brazil", "Presidente Prudente"),
        ("Nsa. Sra. do Socorro, Brazil", "Nossa Senhora do Socorro"),
        ("Gen. Santos City, Philippines", "General Santos"),
        ("Gral. Escobedo, Mexico", "General Escobedo"),
        ("Cd. Juárez, Mexico", "Juárez"),
        ("Cd Juarez, Mexico", "Juárez"),
        ("Pto. Montt, Chile", "Puerto Montt"),
        ("Sto. Domingo Este, Dominican Republic", "Santo Domingo Este"),
        ("Ft Worth, Texas", "Fort Worth"),
        ("N. Las Vegas, Nevada", "North Las Vegas"),
        ("LA, California", "Los Angeles"),
        ("SF, California", "San Francisco"),
        ("T or C, New Mexico", "Truth or Consequences"),
        ("PG County, Maryland", "Prince George's County"),
        ("NYC", "New York City"),
        ("NYC, New York", "New York City"),
    ],
)
def test_a_short_form_is_read(text: str, name: str) -> None:
    assert name_of(text) == name


def test_a_short_form_that_fits_two_is_left_open() -> None:
    found = resolve("Neustadt a.d.W., Germany")  # an der Weinstraße, an der Waldnaab
    assert found.status == "ambiguous" and len(found.candidates) == 2


# Kind: a region after a stroke, without a comma.
@pytest.mark.parametrize(
    ("text", "name"), [("Remedios/Cuba", "Remedios"), ("Peterborough/Ont", "Peterborough")]
)
def test_a_region_after_a_stroke(text: str, name: str) -> None:
    assert name_of(text) == name


# Kind: long forms, and short names of places that the gazetteer has in full.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Weiden in der Oberpfalz, Germany", "Weiden in der Oberpfalz"),
        ("Ciutadella de Menorca, Spain", "Ciutadella de Menorca"),
        ("Gailingen am Hochrhein, Germany", "Gailingen am Hochrhein"),
        ("Rottenburg am Neckar, Germany", "Rottenburg am Neckar"),
        ("Baden bei Wien, Austria", "Baden"),
        ("Marburg an der Lahn, Germany", "Marburg"),
        ("Stratford upon Avon, United Kingdom", "Stratford-upon-Avon"),
        ("Frankfurt, Germany", "Frankfurt am Main"),
        ("Offenbach, Germany", "Offenbach am Main"),
        ("Limburg, Germany", "Limburg an der Lahn"),
        ("Saint-Donat, France", "Saint-Donat-sur-l'Herbasse"),
    ],
)
def test_long_and_short_forms_are_one_place(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("Alphen, Netherlands", "Alphen aan den Rijn"),
        ("Henley, United Kingdom", "Henley-on-Thames"),
        ("Boulogne, France", "Boulogne-sur-Mer"),
        ("Alcalá, Spain", "Alcalá de Henares"),
    ],
)
def test_a_short_form_of_several_is_left_open(text: str, among: str) -> None:
    found = resolve(text)
    assert found.status == "ambiguous" and among in [each.name for each in found.candidates]


# Kind: words for the kind of municipality.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("London Borough of Hammersmith and Fulham", "Hammersmith and Fulham"),
        ("London Borough of Bromley, United Kingdom", "Bromley"),
        ("Royal Borough of Greenwich", "Greenwich"),
        ("City of Westminster, United Kingdom", "City of Westminster"),
        ("Kyoto-fu, Japan", "Kyoto"),
        ("Incheon Metropolitan City, South Korea", "Incheon"),
        ("Seoul Special City, South Korea", "Seoul"),
        ("18th district of Budapest, Hungary", "Budapest XVIII. kerület"),
        ("Budapest XIII, Hungary", "Budapest XIII. kerület"),
        ("District 5, Budapest, Hungary", "Budapest V. kerület"),
        ("Paris 13e arrondissement, France", "Paris 13e Arrondissement"),
        ("Gmina Łęczna, Poland", "Łęczna"),
        ("Gmina Łęczna", "Łęczna"),
        ("Málaga capital, Spain", "Málaga"),
        ("Cité de Québec", "Québec"),
        ("Kota Bandung, Indonesia", "Bandung"),
        ("Kabupaten Sleman, Indonesia", "Sleman"),
        ("Comune di L'Aquila, Italy", "L'Aquila"),
        ("Ville du Havre, France", "Le Havre"),
        ("Hansestadt Lübeck, Germany", "Lübeck"),
        ("Stadt Ulm, Germany", "Ulm"),
        ("Município de Cascais, Portugal", "Cascais"),
        ("Prefeitura de Curitiba, Brazil", "Curitiba"),
        ("Municipio de Zapopan, Mexico", "Zapopan"),
        ("Ajuntament de Barcelona, Spain", "Barcelona"),
        ("Gemeente Utrecht, Netherlands", "Utrecht"),
        ("Göteborgs kommun, Sweden", "Gothenburg"),
        ("Obec Lednice, Czechia", "Lednice"),
        ("Municipiul Cluj-Napoca, Romania", "Cluj-Napoca"),
        ("Thành phố Đà Nẵng, Vietnam", "Da Nang"),
        ("Pune Municipal Corporation, India", "Pune"),
        ("Haarlemmermeer, Netherlands", "Hoofddorp (Haarlemmermeer)"),
        ("Kirklees, United Kingdom", "Huddersfield (Kirklees)"),
        ("Windsor and Maidenhead, United Kingdom", "Windsor and Maidenhead"),
        ("Ísafjarðarbær, Iceland", "Ísafjörður (Ísafjarðarbær)"),
        ("Port Stephens, Australia", "Raymond Terrace (Port Stephens)"),
    ],
)
def test_the_word_for_the_kind_is_read(text: str, name: str) -> None:
    assert name_of(text) == name


def test_the_name_of_a_state_with_its_word_and_code() -> None:
    found = resolve("State of Maryland, MD")
    assert found.community and found.community.id == "us-state:MD"


# Kind: names in letters that are not Latin.
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("القاهرة", "Cairo"),
        ("دبي", "Dubai"),
        ("תל אביב-יפו", "Tel Aviv - Yafo"),
        ("ירושלים", "Jerusalem"),
        ("Нижний Новгород", "Nizhniy Novgorod"),
        ("Киев", "Kyiv"),
        ("Київ", "Kyiv"),
        ("Белград", "Belgrade"),
        ("Θεσσαλονίκη", "Thessaloníki"),
        ("ΘΕΣΣΑΛΟΝΙΚΗ", "Thessaloníki"),
        ("เชียงใหม่", "Chiang Mai"),
        ("北京市", "Beijing"),
        ("東京都", "Tokyo"),
        ("京都市, Japan", "Kyoto"),
        ("パリ", "Paris"),
        ("서울", "Seoul"),
        ("부산광역시, South Korea", "Busan"),
        ("Երևան", "Yerevan"),
        ("გორი", "Gori"),
        ("काठमांडू", "Kathmandu"),
        ("القاهرة، Egypt", "Cairo"),
    ],
)
def test_a_name_in_its_own_letters_is_found(text: str, name: str) -> None:
    assert name_of(text) == name and resolve(text).status == "matched"


def test_native_letters_that_are_written_one_for_another() -> None:
    assert native_key("الإسكندرية") == native_key("الاسكندريه")
    assert native_key("Орёл") == native_key("Орел")
    assert native_key("תל־אביב") == native_key("תל אביב")


# Kind: lines without end.
@pytest.mark.parametrize("text", ["San " * 1200, "x" * 260, "Saint-" * 50, "(" * 300, "a, " * 400])
def test_a_line_that_is_too_long_is_one_clear_answer(text: str) -> None:
    begun = time.perf_counter()
    found = resolve(text)
    assert found.status == "not_found" and time.perf_counter() - begun < 1
    assert len(found.note) < 300


def test_a_line_of_many_words_is_read_in_time() -> None:
    resolve("Qwertzuiop")
    begun = time.perf_counter()
    assert resolve("San " * 60).status in ("not_found", "ambiguous")
    assert time.perf_counter() - begun < 1
