"""The memo, the application and their documents, cell by cell, on candidates made by hand.

The papers in `expected/` were read line by line against `handmade.py`: what a commission gets is what stands there.
"""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import handmade
import pytest

from citymatch.datasets import InputError
from citymatch.datasets.partners import Partner
from citymatch.policy import read_policy
from citymatch.policy.parts import Rule, Stage
from citymatch.report import evidence, facts
from citymatch.report.application import application
from citymatch.report.columns import shares
from citymatch.report.document import BLANK, Document, Grid, Heading, Items, Paragraph
from citymatch.report.memo import memo
from citymatch.report.partners import partners_in_brief, partners_told
from citymatch.report.sources import sources
from citymatch.report.website import search_words
from citymatch.results import Dossier, Explained, Result, Verdict
from citymatch.results.meeting import met_in_words

EXPECTED = Path(__file__).parent / "expected"
ORIGINAL, DAY = handmade.FIRST, handmade.DAY
LINES = 'border="1" cellspacing="0" cellpadding="2" width="100%"'
SIDES = 'align="left" valign="top"'
CELL = '<span class="cell">'


def written(name: str) -> str:
    return (EXPECTED / name).read_text(encoding="utf-8")


def paper_on(
    explained: Explained = ORIGINAL, partners: Any = (), made: Result | None = None, **policy: Any
) -> Document:
    made = made or handmade.result(policy=replace(handmade.POLICY, **policy))
    return application(made, Dossier(explained, partners, handmade.TIES))


def table(paper: Document, title: str) -> Grid:
    """The first table below a heading."""
    at = next(n for n, b in enumerate(paper.blocks) if isinstance(b, Heading) and b.text == title)
    return next(b for b in paper.blocks[at:] if isinstance(b, Grid))


def tables(paper: Document, title: str) -> list[Grid]:
    """Every table from a heading on."""
    at = next(n for n, b in enumerate(paper.blocks) if isinstance(b, Heading) and b.text == title)
    return [b for b in paper.blocks[at:] if isinstance(b, Grid)]


def below(paper: Document, title: str) -> Any:
    """What stands right below a heading."""
    at = next(n for n, b in enumerate(paper.blocks) if isinstance(b, Heading) and b.text == title)
    return paper.blocks[at + 1]


def memo_on(*explained: Explained, **changes: Any) -> Document:
    some = [*explained, handmade.SECOND, handmade.FIRST, handmade.THIRD]
    distinct = list({e.community_id: e for e in reversed(some)}.values())
    ordered = sorted(distinct, key=lambda e: [x.community_id for x in some].index(e.community_id))
    return memo(handmade.result(**changes), [Dossier(e, (), handmade.TIES) for e in ordered])


def test_the_memo_is_what_a_commission_expects() -> None:
    assert memo(handmade.result(), handmade.dossiers()).to_markdown() == written("memo.md")


def test_the_application_is_what_a_council_expects() -> None:
    assert application(handmade.result(), handmade.dossiers()[0]).to_markdown() == written("application.md")


def test_the_kinds_of_blocks_say_how_a_paper_looks() -> None:
    first, second, third = handmade.dossiers()
    looks = [(type(b).__name__, b.kind) for b in memo(handmade.result(), [first, second, third]).blocks
             if isinstance(b, Grid | Paragraph) and b.kind]  # fmt: skip
    notes = ("Paragraph", "note")
    assert looks == [notes, notes, ("Grid", "wide"), notes, ("Grid", "wide"), notes]
    looks = [(b.text if isinstance(b, Paragraph) else b.header[0], b.kind)
             for b in application(handmade.result(), third).blocks
             if isinstance(b, Grid | Paragraph) and b.kind]  # fmt: skip
    kinds = ["note", "caution", "note", "form", "note", "room", "note", "room", "note", "room", "room"]
    assert [kind for _, kind in looks] == kinds
    assert looks[1][0] == "Excluded: forbidden by the Act."
    assert looks[2][0] == "State law: A reading of the law and no legal advice: ask counsel."
    assert [where for where, kind in looks if kind == "room"] == ["Subject", "Field", "Subject", "Item"]


def test_a_candidate_at_war_has_its_caution_first_and_no_law() -> None:
    paper = application(handmade.result(), handmade.dossiers()[1])
    assert paper.blocks[1] == Paragraph("Caution: a war is near", "caution")
    assert paper.blocks[2] == Heading("1. The proposal")
    criteria, rules = tables(paper, "2. The policy's checklist")[:2]
    assert criteria.rows == (
        ("About our size (75%)", "in part", "It is 1.1 times as large"),
        ("By the water (25%)", "not known", "Water unknown"),
    )
    assert ("It is no capital", "not met", "1 of 2 met, in part: half") in rules.rows
    assert below(paper, "5. Evidence still to collect") == Paragraph("None that the policy asks for.")
    assert below(paper, "=Cé") == Items((f"none on record. {BLANK}",))
    assert below(paper, "3. Profile") == Paragraph(f"=Cé, France. On the map: {BLANK}")
    assert table(paper, "What the tables do not hold").rows[0] == ("Form of government", BLANK)


def test_a_law_is_cited_among_the_sources_and_the_day_is_that_of_the_ranking() -> None:
    third = handmade.dossiers()[2]
    last = application(handmade.result(), third).blocks[-1]
    assert isinstance(last, Items)
    assert last.items[-3:] == (
        "Trade: Census trade",
        "state law: Not in Belarus. A reading of the law and no legal advice: ask counsel.",
        "made by citymatch 1.2.3, data abc, criteria def, as of 15 January 2026",
    )
    undated = paper_on(replace(ORIGINAL, provenance={}))
    assert isinstance(undated.blocks[0], Paragraph)
    assert undated.blocks[0].text.startswith(
        "Prepared with citymatch on 15 January 2026 under Alder's policy. A draft"
    )


def test_a_policy_without_a_title_unread_parts_or_partners_goes_by_its_name() -> None:
    bare = handmade.result(
        partners=(), policy=replace(handmade.POLICY, title="", unread="", source="", date="")
    )
    paper = paper_on(made=bare)
    assert isinstance(paper.blocks[0], Paragraph) and "under alder. A draft" in paper.blocks[0].text
    assert below(paper, "2. The policy's checklist") == Paragraph("alder (source not stated).")
    assert below(paper, "Alder") == Items((f"none on record. {BLANK}",))
    assert "the policy: source not stated" in sources(handmade.dossiers()[:1], bare.policy)
    text = memo_on(policy=bare.policy).to_markdown()
    assert "Subject: 3 candidates under alder\n" in text
    assert "compared under alder (source not stated). These 3 were named by" in text


def test_a_checklist_without_notes_has_no_list_below_it() -> None:
    plain = replace(ORIGINAL, records=tuple(replace(r, note="") for r in ORIGINAL.records))
    paper = paper_on(plain)
    at = paper.blocks.index(tables(paper, "2. The policy's checklist")[1])
    assert paper.blocks[at + 1] == Heading("3. Profile")


def test_a_policy_that_names_no_fields_of_exchange_gets_common_ones() -> None:
    paper = paper_on(exchange=())
    assert below(paper, "6. Fields of exchange") == Paragraph(
        "The policy names no fields of exchange. These are five that sister city programs often have.", "note"
    )
    named = [row[0].partition(" (")[0] for row in table(paper, "6. Fields of exchange").rows]
    assert named == [field.name for field in read_policy("pinole").exchange] and named


def test_the_process_of_a_policy_with_one_stage_and_with_none() -> None:
    one = paper_on(stages=(Stage("Ask the mayor", "", 0),))
    assert table(one, "10. The process").rows == (("1", "Ask the mayor", BLANK, "within 0 days", BLANK),)
    assert f"Next stage once this paper is complete: Ask the mayor ({BLANK})." in one.to_markdown()
    none = paper_on(stages=())
    assert below(none, "10. The process") == Paragraph(
        f"The policy as read states no stages. Next stage: {BLANK}"
    )
    assert not any(isinstance(b, Grid) and b.header[0] == "Stage" for b in none.blocks)
    assert below(memo_on(policy=replace(handmade.POLICY, stages=())), "Next stage") == Paragraph(BLANK)
    assert below(memo_on(policy=replace(handmade.POLICY, stages=(Stage("Ask"),))), "Next stage") == Paragraph(
        f"Ask ({BLANK})"
    )


def test_a_memo_on_candidates_that_lack_nothing_says_so() -> None:
    good = [replace(ORIGINAL, community_id=f"geonames:{n}", checklist=(handmade.CAPITAL,)) for n in (1, 2, 3)]
    paper = memo(handmade.result(), [Dossier(e, (), ()) for e in good])
    assert below(paper, "Cautions") == Paragraph("None on record for these candidates.")
    assert below(paper, "Evidence still to collect") == Paragraph("None that the policy asks for.")


def test_a_part_of_a_rule_is_no_row_of_the_memo_and_a_rule_that_one_lacks_is_empty() -> None:
    part = replace(handmade.CAPITAL, rule="half", words="A half", strength="part")
    extra = replace(handmade.CAPITAL, rule="extra", words="One more")
    paper = memo_on(replace(ORIGINAL, checklist=(part, extra, handmade.CAPITAL)))
    rows = table(paper, "How well each meets the policy").rows
    said = {row[0]: row[2:] for row in rows}
    assert "Rule: A half" not in said
    assert said["Rule: One more"] == ("met", "", "")
    assert said["Rule: It is no capital"] == ("met", "not met", "met")


def test_points_of_the_memo_say_how_much_is_known() -> None:
    nearly = replace(ORIGINAL, coverage=0.9999)
    less = replace(ORIGINAL, coverage=0.99, tied=1, tie_first=1, tie_last=1200)
    points = {row[0]: row[2] for row in table(memo_on(less), "The candidates").rows}
    assert points["Points of 100"] == "96.2 (99% of the weight is known)"
    assert points["Place among 1,200"] == "1st (1 to 1,200 are equal)"
    assert {row[0]: row[2] for row in table(memo_on(nearly), "The candidates").rows}[
        "Points of 100"
    ] == "96.2"


@pytest.mark.parametrize(("number", "fits"), [(2, False), (3, True), (6, True), (7, False)])
def test_a_memo_is_on_three_to_six(number: int, fits: bool) -> None:
    some = [Dossier(replace(ORIGINAL, community_id=str(n)), (), handmade.TIES) for n in range(number)]
    if fits:
        assert len(table(memo(handmade.result(), some), "The candidates").header) == number + 2
    else:
        with pytest.raises(InputError, match=f"^a memo compares 3 to 6 candidates, not {number}$"):
            memo(handmade.result(), some)


def test_a_memo_on_one_candidate_twice_is_refused() -> None:
    with pytest.raises(
        InputError, match=r"^a memo compares different candidates; Bo <B>, Sweden or another is named twice$"
    ):
        memo(handmade.result(), [handmade.dossiers()[n] for n in (0, 1, 0)])


def test_clocks_are_compared_on_the_day_of_the_ranking() -> None:
    """New York moves its clocks on 8 March 2026, Stockholm on 29 March; Kathmandu is 5:45 ahead of UTC, all year."""

    def told(zone: str, day: date) -> str:
        return facts.profile_facts(handmade.SEEKER, {**handmade.BO, "timezone": zone}, day)[-1].candidate

    assert told("Europe/Stockholm", date(2026, 3, 20)) == "5 hours ahead of Alder on 20 March 2026"
    assert told("Asia/Kathmandu", date(2026, 1, 15)) == "10.75 hours ahead of Alder on 15 January 2026"
    assert told("America/Los_Angeles", date(2026, 1, 15)) == "3 hours behind Alder on 15 January 2026"
    assert told("America/Detroit", date(2026, 1, 15)) == "none on 15 January 2026"
    assert told("Nowhere/Land", date(2026, 1, 15)) == BLANK
    behind = {**handmade.BO, "timezone": "America/Los_Angeles"}
    assert facts.hours(handmade.SEEKER, behind, handmade.DAY) == "3 hours behind"


def test_the_users_own_columns_are_those_that_no_part_of_the_policy_looks_at() -> None:
    own = {
        "attribute:a": 1,
        "attribute:b": "x",
        "attribute:desire": "yes",
        "attribute:capital": "no",
        "name": "Bo",
    }
    assert facts.own_columns(own, handmade.POLICY) == {"a": "1", "b": "x"}
    looked = replace(handmade.POLICY.criteria[0], extractor="attributes", parameters={"column": "a"})
    elsewhere = replace(handmade.POLICY.criteria[1], parameters={"column": "b"})
    policy = replace(handmade.POLICY, criteria=(looked, elsewhere))
    assert facts.own_columns(own, policy) == {"b": "x"}


def test_a_document_as_html_and_as_markdown() -> None:
    paper = Document("A & B")
    paper.add(
        Heading("Deep", 3), Paragraph("See <x> https://example.org/a?b=1&c='2'. And http://a.b/c), so."),
        Paragraph("!", "note"),
        Items(("one", "two_x_ *")), Items(("first",), numbered=True),
        Grid(("F", "V"), (("a|b", "https://example.org/x"), ("c", "---")), kind="room"), Grid(("Z",), (("[q]",),)),
    )  # fmt: skip
    head, _, body = paper.to_html().partition("<body>\n<main>\n")
    assert head.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">\n' in head
    assert "<title>A &amp; B</title>\n<style>\nbody {" in head and head.endswith("}\n</style>\n</head>\n")
    assert body == (
        "<h1>A &amp; B</h1>\n<h3>Deep</h3>\n"
        '<p>See &lt;x&gt; <a href="https://example.org/a?b=1&amp;c=">https://example.org/a?b=1&amp;c=</a>'
        "&#x27;2&#x27;. "
        'And <a href="http://a.b/c">http://a.b/c</a>), so.</p>\n<p class="note">!</p>\n'
        "<ul><li>one</li><li>two_x_ *</li></ul>\n<ol><li>first</li></ol>\n"
        f'<table class="room" {LINES}><colgroup><col width="34%"><col width="66%"></colgroup>'
        f'<thead><tr><th scope="col" width="34%" {SIDES}>{CELL}F</span></th>'
        f'<th scope="col" width="66%" {SIDES}>{CELL}V</span></th></tr></thead><tbody>'
        f'<tr><th scope="row" {SIDES}>{CELL}a|b</span></th><td height="40" valign="top">{CELL}'
        '<a href="https://example.org/x">https://example.org/x</a></span></td></tr>'
        f'<tr><th scope="row" {SIDES}>{CELL}c</span></th><td height="40" valign="top">{CELL}---</span></td></tr>'
        "</tbody></table>\n"
        f'<table {LINES}><colgroup><col width="100%"></colgroup>'
        f'<thead><tr><th scope="col" width="100%" {SIDES}>{CELL}Z</span></th></tr></thead>'
        f'<tbody><tr><th scope="row" {SIDES}>{CELL}[q]</span></th></tr></tbody></table>'
        "\n</main>\n</body>\n</html>\n"
    )
    assert paper.to_markdown() == (
        "# A &amp; B\n\n### Deep\n\nSee &lt;x&gt; https://example.org/a?b=1&amp;c='2'. And http://a.b/c), so.\n\n!\n\n"
        "- one\n- two\\_x_ \\*\n\n1. first\n\n| F | V |\n| --- | --- |\n| a\\|b | https://example.org/x |\n"
        "| c | --- |\n\n| Z |\n| --- |\n| \\[q\\] |\n"
    )
    assert Heading("x").level == 2 and not Items(()).numbered
    assert len(re.findall("-+", BLANK.replace("_", "-"))[0]) == 16


@pytest.mark.parametrize(
    ("similarity", "word"),
    [(1.0, "fully"), (0.985, "fully"), (0.984, "nearly"), (0.845, "nearly"), (0.844, "in part"), (0.345, "in part"),
     (0.344, "hardly"), (0.004, "hardly"), (0.0, "not at all"), (float("nan"), "not known")],
)  # fmt: skip
def test_a_criterion_is_met_in_words(similarity: float, word: str) -> None:
    assert met_in_words(similarity) == word


def test_no_paper_says_of_a_criterion_that_it_is_met_or_not() -> None:
    """99 of 100 was "not met" once, beside the points that it had earned."""
    records = (replace(ORIGINAL.records[0], similarity=0.99), *ORIGINAL.records[1:])
    old = replace(
        handmade.CAPITAL, rule="size", words="About our size", strength="criterion", verdict="not_met"
    )
    told = replace(ORIGINAL, records=records, checklist=(old, handmade.CAPITAL))
    criteria, rules = tables(paper_on(told), "2. The policy's checklist")[:2]
    assert criteria.rows[0][1] == "fully"
    assert [row[0] for row in rules.rows] == ["It is no capital"]
    first = table(memo_on(told), "How well each meets the policy").rows[0]
    assert first[0] == "About our size (75%)" and first[2] == "Fully: 21,000 people (2023)"


def test_whether_the_other_city_is_willing_is_asked_under_every_policy() -> None:
    silent = replace(handmade.POLICY, evidence=())
    assert [each.text for each in silent.asked] == ["Does the other community want a partner?"]
    assert handmade.POLICY.asked == handmade.POLICY.evidence, "the policy asks itself"
    asked = replace(handmade.CAPITAL, rule="desire", words="They want it", verdict="needs_evidence")
    told = replace(ORIGINAL, checklist=(asked,))
    assert evidence.missing(told, silent) == [asked]


def test_a_rule_made_of_rules_is_told_in_their_words() -> None:
    either = Rule("either", "Alike or near", "prefer", "any_of", {"rules": ["alike", "near"]})
    parts = (
        Rule("alike", "Alike in size", "part", "population"),
        Rule("near", "By the sea", "part", "setting"),
    )
    verdict = Verdict("either", "Alike or near", "prefer", "met", "alike met, near needs evidence")
    policy = replace(handmade.POLICY, rules=(*parts, either))
    assert evidence.told(verdict, policy) == "“Alike in size”: met; “By the sea”: needs evidence"


def test_partners_are_told_by_name_those_of_the_seekers_country_first() -> None:
    aspen = Partner("", 0, "Aspen", "CO", "US", "sister_city", "unknown", "weak", False)
    gone = replace_partner(aspen, name="Reno", admin1="NV", status="terminated")
    some = (*handmade.PARTNERS, gone, aspen)
    assert (
        partners_in_brief(some, "US", 6, DAY)
        == "Aspen, Colorado; Esch, Luxembourg; Bavaria, Germany (a region)"
    )
    assert partners_in_brief(some, "LU", 1, DAY) == "Esch, Luxembourg; and 2 more"
    assert partners_in_brief(some, "LU", 2, DAY).endswith("Aspen, Colorado; Bavaria, Germany (a region)")
    assert partners_in_brief((gone,), "US", 6, DAY) == ""
    assert partners_told((gone,), "US", DAY) == ["Reno, Nevada: ended; in a single old source"]


def test_a_partner_with_a_caution_is_marked_and_never_hidden_among_the_rest() -> None:
    russian = Partner("", 0, "Murmansk", "49", "RU", "sister_city", "active", "weak", False)
    some = (*handmade.PARTNERS, russian)
    assert partners_in_brief(some, "US", 1, DAY) == "Murmansk, Russia (caution); and 2 more"
    assert partners_in_brief((replace_partner(russian, status="terminated"),), "US", 6, DAY) == ""
    told = partners_told((russian,), "US", DAY)[0]
    assert told.startswith(
        "Murmansk, Russia: active; in a single old source. Caution: Russia wages war on Ukraine"
    )
    paper = memo(handmade.result(partners=(russian,)), handmade.dossiers())
    assert (
        "Partners with a caution: Murmansk, Russia (a sister city of Alder): Russia wages war on Ukraine and is under "
        "sanctions." in paper.to_markdown()
    )


def test_names_that_a_shortlist_skips_are_accounted_for() -> None:
    ranks = (2, 3, 5)
    some = [
        Dossier(replace(ORIGINAL, community_id=str(n), label=f"{n}, Sweden", rank=n), (), ()) for n in ranks
    ]
    text = memo(handmade.result(per_country=2), some, shortlisted=True).to_markdown()
    assert (
        "These 3 are the first of the shortlist. Of all communities they stand 2nd, 3rd and 5th; those between were "
        "passed over to keep the list varied: at most 2 in one country, few near the same large city and none of quite "
        "another size" in text
    )


def replace_partner(partner: Partner, **changes: Any) -> Partner:
    return partner._replace(**changes)


def test_each_caution_is_said_once_with_all_of_whom_it_is_said() -> None:
    war = ("a war is near (--caution show)",)
    some = [replace(ORIGINAL, community_id=str(n), label=f"{n}, Sweden", cautions=war) for n in (1, 2, 3)]
    paper = memo(handmade.result(), [Dossier(e, (), ()) for e in some])
    assert below(paper, "Cautions") == Items(("1, Sweden; 2, Sweden; 3, Sweden: a war is near",))


def test_a_shortlist_says_that_nobody_named_it() -> None:
    paper = memo(handmade.result(per_country=2), handmade.dossiers(), shortlisted=True)
    assert (
        "These 3 are the first of the shortlist, which takes at most 2 of one country." in paper.to_markdown()
    )
    assert "named by" not in paper.to_markdown()


def test_the_seat_of_search_words_is_what_is_on_record() -> None:
    lebanese = {"name": "Bsharri", "admin1_name": "", "country": "LB", "geonameid": 276359}
    assert search_words(lebanese) == "“Bsharri Lebanon official website” or “بشري بلدية الموقع الرسمي”"
    greek = {"name": "Metsovo", "admin1_name": "Epirus", "country": "GR", "geonameid": 257083}
    assert (
        search_words(greek) == "“Metsovo Epirus Greece official website”"
    )  # three spellings, none of them surer
    finnish = {"name": "Pori", "admin1_name": "Western Finland", "country": "FI"}
    assert search_words(finnish) == "“Pori Western Finland official website”"
    korean = {"name": "Pyeongchang", "admin1_name": "", "country": "KR", "geonameid": 1838469}
    assert search_words(korean).endswith("or “평창군 공식 홈페이지”")


def test_columns_hold_their_longest_word_and_sum_to_the_whole() -> None:
    rows = [("a", "b"), ("x", "Verwaltungsgemeinschaft " * 3)]
    narrow, wide = shares(rows)
    assert narrow + wide == pytest.approx(1) and wide > 0.8
    for count in range(3, 9):
        assert sum(shares([("x",) * count], "wide")) == pytest.approx(1, abs=1e-5)


def word_of(paper: Document, size: str = "letter") -> Any:
    return pytest.importorskip("docx").Document(io.BytesIO(paper.to_docx(size)))


def test_a_word_document_holds_every_cell_and_repeats_its_header() -> None:
    paper = memo(handmade.result(), handmade.dossiers())
    made = word_of(paper)
    cells = [cell.text for each in made.tables for row in each.rows for cell in row.cells]
    whole = [
        " ".join(text.split())
        for b in paper.blocks
        if isinstance(b, Grid)
        for row in (b.header, *b.rows)
        for text in row
    ]
    assert cells == whole
    assert all("w:tblHeader" in each.rows[0]._tr.xml for each in made.tables)
    assert [p.text for p in made.paragraphs if p.style.name == "Heading 1"] == [paper.title]
    assert made.core_properties.title == paper.title
    assert round(made.sections[0].page_width.inches, 2) == 8.5
    assert round(word_of(paper, "a4").sections[0].page_height.mm) == 297


def test_a_pdf_holds_the_letters_that_its_fonts_have() -> None:
    pytest.importorskip("reportlab")
    from citymatch.report.pdf import runs

    assert runs("Λαμία, Łódź, Đà Nẵng, Київ") == [("Λαμία, Łódź, Đà Nẵng, Київ", "SourceSans")]
    assert [font for _, font in runs("精華町 포천시 邢台县")][::2] == [
        "HeiseiKakuGo-W5",
        "HYGothic-Medium",
        "STSong-Light",
    ]
    paper = memo(handmade.result(), handmade.dossiers())
    assert paper.to_pdf() == paper.to_pdf() != paper.to_pdf("a4")
    assert len(re.findall(rb"/Type /Page\b", paper.to_pdf())) == 2


def test_a_missing_package_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Document("A")
    for module, ask, line in (
        ("docx", paper.to_docx, "Word documents need the extra 'word': pip install \"citymatch[word]\""),
        ("reportlab", paper.to_pdf, "PDF files need the extra 'pdf': pip install \"citymatch[pdf]\""),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(InputError) as told:
            ask()
        assert str(told.value) == line


def test_a_paper_is_saved_as_its_ending_says(tmp_path: Path) -> None:
    paper = Document("A")
    assert paper.save(tmp_path / "a.HTML").read_text("utf-8") == paper.to_html()
    with pytest.raises(
        InputError, match=r"a paper is written as .docx \(Word\), .pdf, .html or .md, not as .odt"
    ):
        paper.save(tmp_path / "a.odt")
    with pytest.raises(InputError, match="paper must be one of letter, a4, not 'A5'"):
        paper.to_docx("A5")
