"""The workbook that people send: what stands on its sheets, what Excel takes, and how it prints."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import handmade
import numpy as np
import pytest

import citymatch as cm
from citymatch.datasets import InputError
from citymatch.datasets.partners import Partner
from citymatch.places import Community, Resolution
from citymatch.report import excel, figures, sheets
from citymatch.report.saving import save_batch
from citymatch.results import Asked, LeftOut, Result

openpyxl = pytest.importorskip("openpyxl")

ALDER = Community("geonames:11", "place", "Alder", "OH", "Ohio", "US", 40.0, -83.0, 20_000.0)
OWN = {"contact": "Ann Lee", "people": "=1+1"}


def seeker(label: str = "Alder, Ohio", **changes: Any) -> Result:
    return handmade.result(seeker={**handmade.SEEKER, "label": label}, **changes)


def book(*results: Result, lines: tuple[Resolution, ...] | None = None) -> Any:
    return openpyxl.load_workbook(io.BytesIO(excel.workbook(results, lines)))


def table(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


LINES = (
    Resolution("Alder, Ohio", "matched", ALDER, line=2, extra=OWN),
    Resolution("Alderr", "corrected", ALDER, (), "'Alderr' read as Alder", 3),
    Resolution("Bo", "ambiguous", None, (ALDER, replace(ALDER, id="geonames:12")), "which?", 4, extra=OWN),
)


def test_the_overview_has_a_line_a_member_and_what_could_not_be_read() -> None:
    asked = Asked("Alderr", "corrected", "'Alderr' read as Alder", 3)
    made = book(seeker(asked=Asked.of(LINES[0])), seeker("Birch, Ohio", asked=asked), lines=LINES)
    assert made.sheetnames == ["Overview", "Alder, Ohio", "Birch, Ohio", "Sources", "Figures"]
    rows = table(made["Overview"])
    assert rows[0][0] == "Sister-city partners for a list of communities"
    assert rows[1][0].startswith(
        "2 of 3 lines of the list are ranked, by the policy alder. The other line may mean several communities. Laws"
    )
    assert rows[2] == [
        "line", "member", "people", "first", "second", "third", "assigned", "cautions on these", "how it was read",
        "contact",
        "own: people",
    ]  # fmt: skip
    caution = "=Cé: a war is near"
    assert rows[3] == [
        2, "Alder, Ohio", 20_000, "Bo <B>, Sweden", "'=Cé, France", None, "Bo <B>, Sweden", f"'{caution}", None,
        "Ann Lee", "'=1+1",
    ]  # fmt: skip
    assert rows[4][6:] == ["'=Cé, France", f"'{caution}", "'Alderr' read as Alder", None, None]
    assert rows[6][0] == "What could not be read: 1 line"
    assert [cell for cell in rows[7] if cell] == ["line", "as written", "reason", "contact", "people"]
    ids = "choose one by its id: geonames:11 (Alder, Ohio), geonames:12 (Alder, Ohio)"
    assert [cell for cell in rows[8] if cell] == [4, "Bo", f"which?; {ids}", "Ann Lee", "'=1+1"]
    assert made["Overview"].freeze_panes == "A4" and made["Overview"].auto_filter.ref == "A3:K5"


def test_a_line_that_names_a_member_again_is_accounted_for_with_its_contact() -> None:
    again = replace(LINES[0], input="Alder, OH", line=5, extra={"contact": "Carl"})
    lost = Resolution("Nowhere", "not_found", note="no such place", line=6)
    lines = (LINES[0], again, LINES[2], lost)
    rows = [
        [cell for cell in row if cell]
        for row in table(book(seeker(asked=Asked.of(LINES[0])), lines=lines)["Overview"])
    ]
    assert (
        "1 of 4 lines of the list are ranked, by the policy alder. Of the other 3 lines 1 names a member that an "
        "earlier line names, 1 may mean several communities and 1 could not be read or ranked. Laws"
        in rows[1][0]
    )
    told = rows.index(["Lines that name a member again: 1 line"])
    assert rows[told + 2] == [5, "Alder, OH", "the same member as line 2: Alder, Ohio", "Carl"]
    assert ["What could not be read: 2 of 4 lines"] in rows


def test_a_members_sheet_says_who_what_and_why() -> None:
    asked = Asked.of(LINES[0])
    sheet = book(seeker(asked=asked), seeker("Birch, Ohio"), handmade.nobody(), lines=LINES)["Alder, Ohio"]
    rows = table(sheet)
    assert [row[0] for row in rows[:4]] == [
        "Sister-city shortlist for Alder, Ohio",
        "The best 2 of 1,200 communities abroad for Alder, Ohio (20,000 people (2020)), by Alder's policy; laws and "
        "cautions as of 15 January 2026.",
        "Assigned to it: Bo <B>, Sweden. Nobody else on the list is given this partner.",
        "#",
    ]
    assert not any("Ann Lee" in str(cell) for row in rows for cell in row), (
        "a member does not see the list's notes"
    )
    assert rows[3] == [
        "#", "community", "country", "people", "year", "score", "match", "what speaks for it", "caution",
        "US partner", "evidence to ask",
    ]  # fmt: skip
    assert rows[4] == [
        1, "Bo <B>", "Sweden", 21_000, 2023, 96.2, "linked by people",
        "• It is 1.1 times as large\n• The sea is near", None, "no US partner on record", "They want it",
    ]  # fmt: skip
    assert (
        rows[5][1:4] == ["'=Cé", "France", 15_000]
        and rows[5][4] == "unknown"
        and rows[5][8] == "a war is near"
    )
    assert rows[7][0] == "The criteria are Alder's & its own." and rows[-1][0].startswith(
        "citymatch 1.2.3; snapshot"
    )
    forms = {cell.value: sheet.cell(5, n).number_format for n, cell in enumerate(sheet[4], 1)}
    assert (forms["score"], forms["people"], forms["year"]) == ("0.0", "#,##0", "0")


def test_whom_nobody_is_left_for_and_whose_figure_is_a_towns_are_said() -> None:
    made = book(seeker(), seeker("Birch, Ohio"), handmade.nobody(), lines=LINES)
    last = table(made["Alder, Ohio 2"])
    assert last[2][0] == "Assigned to it: nobody, as every name of its list is assigned to another."
    assert table(made["Overview"])[5][6] == "none left"
    town = replace(handmade.FIRST, facts={**handmade.BO, "population_of": "town"})
    sheet = book(handmade.result(explanations=(town, handmade.SECOND)))["Alder, Ohio"]
    assert sheet["D4"].value == 21_000 and sheet["D4"].number_format == '#,##0" *"'
    assert any("* Of the town alone or its built-up area" in str(row[0]) for row in table(sheet))
    assert not any("Assigned" in str(row[0]) for row in table(sheet)), "one ranking assigns nobody"


def test_names_that_a_list_skips_have_their_place_beside_them() -> None:
    first, second = handmade.result().told
    sheet = book(seeker(explanations=(replace(first, rank=2), replace(second, rank=5))))["Alder, Ohio"]
    rows = table(sheet)
    assert rows[2][:3] == ["#", "place overall", "community"]
    assert [row[:3] for row in rows[3:5]] == [[1, 2, "Bo <B>"], [2, 5, "'=Cé"]]


def test_a_score_is_one_number_on_every_sheet() -> None:
    """96.25 is 96.2, cut and not rounded; 66.67 would be 66.7 if a cell rounded what it is given."""
    first, second = handmade.result().told
    listed = replace(handmade.listed(), score=np.array([96.25, 66.67]))
    made = book(seeker(explanations=(first, replace(second, score=66.67)), listed=listed))
    head, *rows = table(made["Figures"])
    assert [row[head.index("score")] for row in rows] == [96.2, 66.6]
    heads, *lines = table(made["Alder, Ohio"])[2:5]
    assert [line[heads.index("score")] for line in lines] == [96.2, 66.6]


def test_what_is_left_out_for_a_caution_is_named_and_counted() -> None:
    where = (("Russia", 1_300), ("parts of Ukraine", 20))
    some = LeftOut(
        "1,320 communities in Russia and 1 more country are left out for a grave caution.", 1320, where
    )
    one = book(seeker(barred=some), seeker("Birch, Ohio", barred=some))["Left out"]
    assert table(one)[2:] == [["Russia", 1_300, "every member"], ["parts of Ukraine", 20, "every member"]]
    other = replace_where(some, (("Syria", 9),))
    sheet = book(
        *[seeker(barred=some)] * 2, seeker("Birch, Ohio", barred=other), seeker("Elm, Ohio", barred=some)
    )
    assert table(sheet["Left out"])[2:] == [
        ["Russia", 1_300, "all members but Birch, Ohio"], ["parts of Ukraine", 20, "all members but Birch, Ohio"],
        ["Syria", 9, "Birch, Ohio"],
    ]  # fmt: skip
    below = [row[0] for row in table(sheet["Elm, Ohio"])]
    assert "Left out for a caution, by country: Russia 1,300, parts of Ukraine 20." in below


def replace_where(left: LeftOut, where: tuple[tuple[str, int], ...]) -> LeftOut:
    return left._replace(where=where)


def test_a_caution_on_a_partner_that_a_member_has_stands_on_its_sheet() -> None:
    russian = Partner("", 0, "Murmansk", "49", "RU", "sister_city", "active", "strong", False)
    below = [str(row[0]) for row in table(book(seeker(partners=(russian,)))["Alder, Ohio"])]
    assert any(
        text.startswith("Caution on Murmansk, Russia, a sister city of Alder on record: Russia wages")
        for text in below
    )


def test_each_sheet_prints_on_letter_paper_one_page_wide() -> None:
    made = book(seeker(), lines=LINES)
    for sheet in made:
        setup, head = sheet.page_setup, sheet.freeze_panes.removeprefix("A")
        assert (setup.orientation, int(setup.paperSize), setup.fitToWidth) == ("landscape", 1, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == f"${int(head) - 1}:${int(head) - 1}", "the heads on every page"
        assert sheet.auto_filter.ref.startswith(f"A{int(head) - 1}:")
    assert made["Alder, Ohio"].page_setup.fitToHeight == 2 and made["Overview"].page_setup.fitToHeight == 0
    wrapped = [cell.alignment.wrap_text for cell in made["Alder, Ohio"][5] if isinstance(cell.value, str)]
    assert wrapped and all(wrapped)


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Overview", "Overview 2"), ("sources", "sources 2"), ("FIGURES", "FIGURES 2"), ("History", "History 2"),
        ("Al\x07der", "Alder"), ("Al\x00/der", "Al der"), ("[a]:b*?\\c", "a b c"), ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31), ("\U0001f306" * 20, "\U0001f306" * 15), ("", "seeker"), ("\ud800", "seeker"),
        ("=1+1", "=1+1"), ("tab\tnew\nline", "tab new line"),
    ],
)  # fmt: skip
def test_a_sheet_has_a_name_that_excel_takes(label: str, title: str) -> None:
    made = book(seeker(label), seeker(label), lines=LINES)
    assert made.sheetnames[1] == title and len({name.casefold() for name in made.sheetnames}) == 5
    for name in made.sheetnames:
        assert len(name.encode("utf-16-le")) <= 62 and not re.search(r"[\x00-\x1f\[\]:*?/\\]", name)


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\ud800b", "a\uffffb", "\r=cmd", "=cmd", "x" * 40_000])
def test_a_cell_has_a_text_that_excel_takes(text: str) -> None:
    told = replace(
        handmade.FIRST, label=f"{text}, Sweden", cautions=(text,), facts={**handmade.BO, "name": text}
    )
    asked = Asked(text, "corrected", text, 1, {text: text})
    lost = Resolution(text, "not_found", note=text, line=9, extra={text: text})
    content = excel.workbook([seeker(text, explanations=(told, handmade.SECOND), asked=asked)], [lost])
    made = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert max(len(cell.value) for cell in cells if isinstance(cell.value, str)) <= sheets.LONGEST_CELL
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", packed.read(name)), "no XML holds these"


def test_more_rows_than_a_sheet_holds_go_on_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    monkeypatch.setattr(figures, "MOST_ROWS", 3)
    made = book(seeker(), seeker("Figures 2"))
    assert made.sheetnames == ["Alder, Ohio", "Figures 2 2", "Sources", "Figures", "Figures 2"]
    assert [made[name].max_row for name in ("Figures", "Figures 2")] == [3, 3]


def test_a_list_of_which_nothing_could_be_read_is_a_workbook_too(tmp_path: Path) -> None:
    save_batch([], LINES[2:], tmp_path, excel=True)
    made = openpyxl.load_workbook(tmp_path / "shortlists.xlsx")
    assert made.sheetnames == ["Overview"] and "No line of the list" in str(table(made["Overview"])[1][0])


SOME = ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Bologna, Italy", "Monza, Italy"]


def test_a_batch_as_one_workbook_and_pages_that_name_the_partner(tmp_path: Path) -> None:
    found = cm.batch(["Pinole, California", "Oxford, Ohio"], top=2, candidates=SOME, as_of="2026-01-15")
    path = found.to_excel(tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(path).sheetnames[:3] == ["Overview", "Pinole, California", "Oxford, Ohio"]
    with pytest.raises(InputError, match=r"is written as .xlsx"):
        found.to_excel(tmp_path / "a.csv")
    names = dict(zip(found.assign()["seeker"], found.assign()["name"], strict=True))
    for page, who in zip(found.save_pages(tmp_path)[1:], names, strict=True):
        html = page.read_text("utf-8")
        assert f"Assigned to it: {names[who]}, " in html and "Nobody else on the list" in html
    assert "Assigned to it" not in found.rankings[0].page()


NAMES = ("Pinole, California", "Norman, Oklahoma", "Norman, Oklahoma 2")
SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(not (SOFFICE and shutil.which("pdftotext")), reason="needs LibreOffice and poppler-utils")
def test_it_prints_on_two_pages_a_member_at_most(
    pinole: cm.Ranking, norman: cm.Ranking, tmp_path: Path
) -> None:
    ten = [
        cm.rank(ranking.seeker["community_id"], ranking.policy, top=10, as_of="2026-09-01").result
        for ranking in (pinole, norman)
    ]
    excel.save_workbook([*ten, norman.result], tmp_path / "a.xlsx", LINES)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        [str(SOFFICE), home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    read = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True
    )
    pages = read.stdout.decode().rstrip("\f").split("\f")
    feet = [re.split(r"\s{2,}", page.rstrip().splitlines()[-1].strip())[0] for page in pages]
    assert list(dict.fromkeys(feet)) == ["Overview", *NAMES, "Sources", "Left out", "Figures"]
    assert all(feet.count(name) <= 2 for name in NAMES), "ten names and twenty"
    first = pages[feet.index("Norman, Oklahoma")]
    head = re.sub(r"\s+", " ", first)
    assert "# place community country people year score match what speaks for it" in head
    assert all(
        part in first for part in (norman[0].facts["name"], f"{norman[0].facts['population']:,.0f}", "•")
    )


def test_a_page_of_a_batch_shows_the_lines_of_its_other_files(tmp_path: Path) -> None:
    batch = cm.batch(["Dearborn, Michigan"], top=10)
    batch.save_pages(tmp_path)
    page = (tmp_path / "dearborn-michigan.html").read_text(encoding="utf-8")
    names = batch.rankings[0].to_frame()["name"].tolist()
    head = page[page.index("<noscript") :] if "<noscript" in page else page
    at = [head.index(name) for name in names]
    assert len(names) == 10 and all(place >= 0 for place in at)
