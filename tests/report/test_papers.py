"""The application and the memo: what they hold, and that nothing in them is invented."""

from __future__ import annotations

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from citymatch import Ranking, rank
from citymatch.datasets import InputError
from citymatch.report.document import BLANK, Document, Grid, Heading, Items, Paragraph

SEIKA, COLIMA, AREZZO, CRIMEA = "Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Simferopol, Ukraine"

ENGLISH_COUNCILS = (
    "its own town or parish council if it has one, or else the district or unitary council around it; which of them is "
    "in no table here"
)


@pytest.fixture(scope="module")
def pinole() -> Ranking:
    contacts = pd.DataFrame(
        {
            "country": ["JP", "MX"],
            "contact": ["the consulate general", "<b>ask</b> | =1+1"],
            "desire": ["yes", ""],
        }
    )
    return rank("Pinole, California", top=1, as_of="2026-01-15", attributes=contacts)


class Tags(HTMLParser):
    """Whether the tags of a page are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(page: str) -> set[str]:
    parser = Tags()
    parser.feed(page)
    assert not parser.open
    return parser.seen


def test_the_application_holds_the_policys_words_stages_and_fields(pinole: Ranking) -> None:
    text = pinole.application(SEIKA).to_markdown()
    policy = pinole.policy
    for item in (*policy.criteria, *policy.evidence):
        assert getattr(item, "label", "") or item.id
        assert (getattr(item, "label", "") or getattr(item, "text", "")) in text
    for stage in policy.stages:
        assert stage.text in text and stage.decided_by in text
    for field in policy.exchange:
        assert field.name in text
    assert "19,022 (2020)" in text  # Pinole's people in the Census of 2020
    assert "Ministry" not in text and "nan" not in re.findall(r"\w+", text)


def test_what_is_not_known_is_a_blank(pinole: Ranking) -> None:
    text = pinole.application(SEIKA).to_markdown()
    for item in (
        "Sponsoring organization here",
        "Who signs for it: name and title",
        "Form of government",
    ):
        assert f"| {item} | {BLANK}" in text
    assert "No partnership on record is not the same as no partnership" in text
    assert "17 hours ahead of Pinole" in text  # Japan in January: UTC+9 against UTC-8


def test_evidence_that_was_brought_is_no_longer_asked_for(pinole: Ranking) -> None:
    brought, missing = (pinole.application(name).to_markdown() for name in (SEIKA, AREZZO))
    assert "None that the policy asks for" in brought
    assert "None that the policy asks for" not in missing


def test_a_caution_stands_before_the_proposal(pinole: Ranking) -> None:
    for name, caution in (
        (CRIMEA, "Excluded: left out for a grave caution, unless you ask"),
        (COLIMA, "Caution: The State Department"),
    ):
        text = pinole.application(name).to_markdown()
        assert text.index(caution) < text.index("1. The proposal")


def test_why_a_place_is_barred_is_said_once(pinole: Ranking) -> None:
    text = pinole.application(CRIMEA).to_markdown()
    assert text.count("under Russian occupation since 2014") == 1
    assert "| Position | Excluded, for the reason above |" in text
    shown = rank("Pinole, California", top=1, as_of="2026-01-15", caution="show")
    assert shown.application(CRIMEA).to_markdown().count("under Russian occupation since 2014") == 1


def test_a_tie_of_the_state_is_told_briefly_side_by_side_and_whole_in_the_application(
    pinole: Ranking,
) -> None:
    """California buys and sells 1.3 times as much with Japan as its share of the nation's trade, with Italy half."""
    trade = next(
        line for line in pinole.memo([SEIKA, COLIMA, AREZZO]).to_markdown().splitlines() if "| Trade" in line
    )
    _, _, _, seika, colima, arezzo, _ = trade.split("|")
    assert seika.strip() == "Japan has 1.3 times as large a part in California's trade as in the nation's"
    assert arezzo.strip() == "Italy has about half as large a part in California's trade as in the nation's"
    assert colima.strip() == "Mexico has about as large a part in California's trade as in the nation's"
    assert "exports $11.1 billion" in pinole.application(SEIKA).to_markdown()


def test_an_excluded_candidate_gets_its_paper_with_the_law_first() -> None:
    odessa = rank("Odessa, Texas", "pinole", 1, as_of="2026-01-15")
    text = odessa.application("geonames:1814906").to_markdown()
    assert text.index("chapter 795") < text.index("1. The proposal")
    assert "ask counsel" in text


def test_the_page_is_whole_and_the_users_text_is_text(pinole: Ranking) -> None:
    for paper in (pinole.application(COLIMA), pinole.memo([SEIKA, COLIMA, AREZZO])):
        page = paper.to_html()
        assert {"h1", "table", "th"} <= tags(page)
        assert "<b>ask</b>" not in page and "&lt;b&gt;ask&lt;/b&gt;" in page
        assert "src=" not in page and "<script" not in page
        assert "\\| =1+1" in paper.to_markdown()


def test_the_memo_compares_and_leaves_the_recommendation_blank(pinole: Ranking) -> None:
    text = pinole.memo([SEIKA, COLIMA, AREZZO, CRIMEA]).to_markdown()
    header = next(line for line in text.splitlines() if line.startswith("| Subject | Pinole"))
    assert header.count("|") == 7  # subject, Pinole, and four candidates
    assert "communities abroad were compared" in text
    assert "| contact (as given) |" in text and "the consulate general" in text
    assert re.search(r"## Recommendation\n\n_+\n", text)
    assert "Crimea" in text[text.index("## Cautions") :]
    assert "15 January 2026" in text


@pytest.mark.parametrize("names", [[SEIKA, COLIMA], [SEIKA] * 7, [SEIKA, SEIKA, COLIMA]])
def test_a_memo_compares_three_to_six_different_candidates(pinole: Ranking, names: list[str]) -> None:
    with pytest.raises(InputError, match="a memo compares"):
        pinole.memo(names)


def test_a_document_says_the_same_in_both_forms() -> None:
    paper = Document("T")
    paper.add(
        Heading("Part"), Paragraph("A <tag> and https://example.org/a?b=1&c=2."), Items(("one", "two"), numbered=True),
        Paragraph("Careful", "caution"), Grid(("a", "b"), (("x", "1 * 2"),)),
    )  # fmt: skip
    page, text = paper.to_html(), paper.to_markdown()
    tags(page)
    assert (
        'href="https://example.org/a?b=1&amp;c=2"' in page and "&lt;tag&gt;" in page and "&lt;tag&gt;" in text
    )
    assert "1. one\n2. two" in text and "> **Careful**" in text and "1 \\* 2" in text


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_a_memo_on_six_candidates_prints_on_two_pages(pinole: Ranking, chromium: Any, paper: str) -> None:
    names = [
        "Seika, Japan",
        "Colima, Mexico",
        "Arezzo, Italy",
        "Bologna, Italy",
        "Monza, Italy",
        "Simferopol, Ukraine",
    ]
    page = chromium.new_page()
    page.set_content(pinole.memo(names).to_html())
    printed = page.pdf(format=paper)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) <= 2


def test_a_memo_without_names_is_on_the_first_of_the_shortlist() -> None:
    ranking = rank("Truckee, California", top=4, as_of="2026-01-15")
    first = [str(each) for each in ranking.result.listed.columns["name"]]
    header = ranking.memo(top=4).to_markdown().partition("| Subject | Truckee | ")[2].partition(" |\n")[0]
    assert header == " | ".join(first)
    text = ranking.memo().to_markdown()
    assert (
        "These 3 are the first of the shortlist" in text and first[3] not in text.partition("## Sources")[0]
    )
    with pytest.raises(InputError, match="the shortlist has 4 candidates, not 7"):
        ranking.memo(top=7)


def test_elevation_and_who_signs_where_they_matter(pinole: Ranking) -> None:
    """Truckee lies at 1,774 m and is a mountain town; Karuizawa's elevation is not on record, its partners are."""
    truckee = rank("Truckee, California", top=1, as_of="2026-01-15")
    text = truckee.memo(["Karuizawa, Japan", "Metsovo, Greece", "Longyearbyen, Norway"]).to_markdown()
    assert f"| Elevation | 1,774 m | {BLANK} | 1,145 m |" in text
    assert "| Whistler, Canada; Campos do Jordão, Brazil |" in text
    assert "Fully: a mountain town (at 1,145 m)" in text
    paper = truckee.application("Metsovo, Greece").to_markdown()
    assert "Kallikratis law 3852 of 2010" in paper and "a Greek municipality (dimos)" in paper
    flat = pinole.memo([SEIKA, "Hanyu, Japan", "Wako, Japan"]).to_markdown()
    assert "| Elevation |" not in flat


def test_a_unit_that_is_much_more_than_its_town_says_so() -> None:
    """Armagh signs as the district Armagh City, Banbridge and Craigavon."""
    seeker = rank("Astoria, Oregon", top=1, as_of="2026-03-01")
    text = seeker.application("Armagh, Northern Ireland").to_markdown()
    signs = "a district of Northern Ireland, of whose 217,232 people 14,801 live in Armagh itself"
    assert f"| Unit of government that signs there | {signs} |" in text


def test_what_is_counted_as_water_and_as_a_large_city_is_said() -> None:
    """Astoria lies on the Columbia River, which the data do not hold; Turku, of 200,000 people, is near Uusikaupunki.
    Uusikaupunki has Veliky Novgorod in Russia among its sister cities, and no council wrote these criteria."""
    astoria = rank("Astoria, Oregon", top=1, as_of="2026-03-01")
    text = astoria.memo(["Uusikaupunki, Finland", "Jakobstad, Finland", "Penzance, England"]).to_markdown()
    assert "coast 0.6 km, lake of 100 km² or more 330 km, not counting rivers" in text
    assert "no city of 500,000 or more within 100 km" in text and "no large city" not in text
    assert "In part: 19,208 people (2019); 1.9 times as many" in text
    assert "19,872 people (year unknown, of the town alone)" in text
    assert ENGLISH_COUNCILS in text
    assert "Veliky Novgorod, Russia (caution)" in text
    assert "Veliky Novgorod, Russia (a sister city of Uusikaupunki): Russia wages war on Ukraine" in text
    assert "citymatch's default criteria (no criteria of your council's own were used)" in text
    assert "the policy" not in text.partition("## Sources")[0].casefold()
    paper = astoria.application("Penzance, England").to_markdown()
    assert f"| Unit of government that signs there | {ENGLISH_COUNCILS} |" in paper
    assert "none in the data within 5 km (many rivers are not)" in paper
    assert "the policy" not in paper.partition("## 11")[0].casefold()


@pytest.mark.parametrize("policy", ["default", "pinole", "portland", "redwood-city", "austin"])
def test_no_paper_has_words_that_only_its_makers_know(policy: str) -> None:
    ranking = rank("Dearborn, Michigan", policy, top=3, as_of="2026-01-15")
    for paper in (ranking.memo(), ranking.application(ranking.result.listed.community_id[0])):
        body = paper.to_markdown().partition("Sources and dates")[0]
        for leftover in (r"--[a-z]", r"change it here", r"needs_evidence", r"\bC[sfw][abc]\b", r"\bcountry [A-Z]{2}\b",
                         r"Pinole's slides", r"\bnan\b", r"in part: \d"):  # fmt: skip
            assert not re.search(leftover, body), (leftover, policy)


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_papers_are_read_by_everybody_and_fit_a_phone(pinole: Ranking, chromium: Any, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for paper in (pinole.memo([SEIKA, COLIMA, AREZZO]), pinole.application(COLIMA)):
        page = chromium.new_page(viewport={"width": width, "height": 844})
        page.set_content(paper.to_html())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert axe.run(page).response["violations"] == []
        page.close()


def test_a_pdf_has_no_name_that_its_fonts_cannot_draw(tmp_path: Path) -> None:
    """Haifa is חיפה: "hyfh" is neither its name in its own letters nor anything to search for."""
    pytest.importorskip("reportlab")
    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler-utils")

    def text_of(*rows: tuple[str, str]) -> str:
        paper = Document("T")
        paper.add(Grid(("item", "entry"), rows, "form"))
        paper.save(tmp_path / "a.pdf")
        read = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True
        )
        return " ".join(read.stdout.decode().split())

    text = text_of(
        ("own letters", "חיפה"),
        ("names", "Haifa (חיפה) (search for “Haifa” or “חיפה”)"),
        ("ours", "بلدية Beirut"),
    )
    assert "hyfh" not in text and "own letters in letters that this file has no font for" in text
    assert (
        "names Haifa (search for “Haifa”) ours bldyh Beirut" in text
        and "The Word file and the web page (.docx, .html)" in text
    )
    plain = text_of(("own letters", "精華町"), ("Greek", "Μέτσοβο"))
    assert "no fonts for some letters" not in plain and "Μέτσοβο" in plain
