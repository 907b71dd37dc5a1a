"""What stands around a name in a list: flags, bullets, markup, footnotes, years, postal codes, dashes, strokes."""

from __future__ import annotations

import time

import pytest

from citymatch.datasets import World
from citymatch.datasets.geography import country_name
from citymatch.places import resolve
from citymatch.places.decoration import is_region, undecorated
from citymatch.places.folding import fold
from citymatch.places.parting import several

SEIKA = "Seika, Japan"


@pytest.mark.parametrize(
    "line",
    [  # decorated-lines
        "Seika, Japan (pop. 36,198)", "Seika, Japan [population 36,198; 2020]", "Seika, Japan https://seika.jp",
        "Seika, Japan – www.seika.jp", "Seika, Japan (https://seika.jp/en)", "12 May 1999 - Seika, Japan",
        "May 12, 1999: Seika, Japan", "12.5.1999 – Seika, Japan", "1999-05-12 Seika, Japan",
        "- **Seika**, Japan (since 1999)", "*Seika*, Japan – 1999", "🇯🇵 Seika, Japan (1999)[1]", "Seika, Japan[2][3]",
        "🇯🇵 Seika, Japan, since 1999", "• Seika, Japan", "1. Seika, Japan", "12) Seika, Japan", "a) Seika, Japan",
        "ii. Seika, Japan", "*Seika, Japan", "> Seika, Japan", "☐ Seika, Japan", "[x] Seika, Japan", "✓ Seika, Japan",
        "[Seika](https://en.wikipedia.org/wiki/Seika,_Kyoto), Japan", "__Seika__, Japan", "`Seika`, Japan",
        "'''Seika''', Japan", "[[Seika]], [[Japan]]", "{{flagicon|JPN}} [[Seika]], Japan<ref>a letter</ref>",
        "{{flagicon|Japan}} Seika, {{flag|Japan}}", "<b>Seika</b>, Japan", "Seika, Japan (since May 12, 1999)",
        "Seika, Japan (12 May 1999)", "Seika, Japan (12.5.1999)", "Seika, Japan 1999", "Seika, Japan, 1999-2005",
        "Seika, Japan – seit 1999", "Seika, Japan (depuis 1999)", "1999: Seika, Japan", "1999 – Seika, Japan",
        "(1999) Seika, Japan", "Seika, Japan (friendship city)", "Seika, Japan (inactive)", "Seika, Japan [inactive]",
        "Seika, Japan - sister city", "“Seika, Japan”", '"Seika", Japan', "'Seika, Japan'", "Seika, Japan.",
        "Seika, Japan;", "Seika*, Japan†", "Seika, Japan ¹", "619-0285 Seika, Japan", "〒619-0285 Seika, Japan",
        "Seika – Japan", "Seika - Japan", "Seika — Japan", "Seika/Japan", "Seika / Japan", "Seika: Japan",
        "Japan: Seika",
        "Japan – Seika", "🇯🇵 Seika", "  Seika ,  Japan  ", "Seika, Japan, Japan", "\u200bSeika,\u00a0Japan",
        "|Seika|Japan|",
        "\x1b[31mSeika\x1b[0m, Japan", "o Seika, Japan",
    ],
)  # fmt: skip
def test_a_decorated_line_is_its_name_and_region(line: str) -> None:
    assert undecorated(line, region=True) == SEIKA
    found = resolve(line).community
    assert found and found.geonameid == 9634762


@pytest.mark.parametrize(
    ("line", "id"),
    [  # decorated-lines and slash-lines; ids of GeoNames
        ("🇲🇽 Colima, Mexico (since 2001)[2][3]", 4013516),
        ("🇮🇹 Arezzo, Italy, since 2005", 3182884),
        ("Tulsa — Oklahoma, USA", 4553433),
        ("94564 Pinole", 5383187),
        ("Pinole, CA 94564", 5383187),
        ("Pinole, CA 94564-1234, USA", 5383187),
        ("Toronto, ON M5H 2N2", 6167865),
        ("75001 Paris, France", 2988507),
        ("Paris 75001, France", 2988507),
        ("D-77652 Offenburg", 2857798),
        ("Köln, 50667, Germany", 2886242),
        ("London SW1A 1AA, UK", 2643743),
        ("1012 AB Amsterdam", 2759794),
        ("CH-8001 Zürich", 2657896),
        ("São Paulo 01000-000, Brazil", 3448439),
        ("🇩🇪 Aachen", 3247449),
        ("Peterborough/Ont", 6101645),
        ("Remedios/Cuba", 3542455),
        ("Kiel/Germany", 2891122),
        ("[[Paris, Texas|Paris]], United States", 4717560),
    ],
)
def test_the_right_place_is_found(line: str, id: int) -> None:
    found = resolve(line).community
    assert found and found.geonameid == id


@pytest.mark.parametrize(
    "line",
    [
        "St. Louis, Missouri", "O'Fallon, Illinois", "L'Aquila, Italy", "'s-Hertogenbosch, Netherlands",
        "29 Palms, California", "100 Mile House, British Columbia", "25 de Mayo, Argentina", "9 de Julio, Argentina",
        "1770, Queensland", "Winston-Salem, North Carolina", "Frankfurt (Oder), Germany", "Halle (Saale)",
        "Washington, D.C.", "Biel/Bienne", "Bolzano/Bozen", "New York, New York", "Å, Norway", "T or C, New Mexico",
        "O Carballiño, Spain", "S. Wendel", "38.0, -122.3", "geonames:5383187", "5383187", "2020, Mexico",
        "Brighton and Hove, England", "Prestfoss (Sigdal)", "19 de Febrero de 1812, Mexico",
        "Kushiro (town), Japan", "2.Bezirk, Austria",
    ],
)  # fmt: skip
def test_a_name_is_no_decoration(line: str) -> None:
    assert undecorated(line, region=True) == line


def test_a_line_is_looked_at_in_a_moment_however_long() -> None:
    for line in ("San " * 400, "((((" * 400, "1999 - " * 400, "{{a|" * 400, "[[" * 900, "* _a" * 400, "a" + ", " * 900,
                 "<ref" * 400, " " * 2000, "-" * 2000, "1" * 2000,
                 "www." * 500, "; " * 1000, "(pop " * 400):  # fmt: skip
        begun = time.perf_counter()
        undecorated(line, region=True)
        assert time.perf_counter() - begun < 1.0, line[:20]


def test_what_is_a_region() -> None:
    for text in ("Japan", "Ont", "CA", "Oklahoma", "Lower Saxony", "USA"):
        assert is_region(text), text
    for text in ("Bienne", "Bozen", "", "Sister City"):
        assert not is_region(text), text


def test_no_name_of_the_world_is_taken_for_decoration(world: World) -> None:
    names, countries = world["name"], world["country"]
    for row in range(7, len(world), 41):
        line = f"{names[row]}, {country_name(str(countries[row]))}"
        assert fold(undecorated(line, region=True)) == fold(line)
        assert several(line) == []
