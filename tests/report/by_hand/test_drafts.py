"""The memo, the application and their documents, cell by cell, on candidates made by hand.

The papers in `expected/` were read line by line against `handmade.py`: what a commission gets is what stands there.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import handmade
import pytest

from citymatch.datasets import InputError
from citymatch.policy import read_policy
from citymatch.policy.parts import Stage
from citymatch.report import facts
from citymatch.report.application import application, sources
from citymatch.report.document import BLANK, Document, Grid, Heading, Items, Paragraph
from citymatch.report.memo import memo
from citymatch.results import Dossier, Explained, Result

EXPECTED = Path(__file__).parent / "expected"
ORIGINAL = handmade.FIRST


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
    assert looks == [notes, notes, ("Grid", "wide"), notes, notes]
    looks = [(b.text if isinstance(b, Paragraph) else b.header[0], b.kind)
             for b in application(handmade.result(), third).blocks
             if isinstance(b, Grid | Paragraph) and b.kind]  # fmt: skip
    assert [kind for _, kind in looks] == ["note", "caution", "note", "room", "note", "room", "room"]
    assert looks[1][0] == "Excluded: forbidden by the Act."
    assert looks[2][0] == "State law: A reading of the law and no legal advice: ask counsel."
    assert [where for where, kind in looks if kind == "room"] == ["subject", "field", "item"]


def test_a_candidate_at_war_has_its_caution_first_and_no_law() -> None:
    paper = application(handmade.result(), handmade.dossiers()[1])
    assert paper.blocks[1] == Paragraph("Caution: a war is near", "caution")
    assert paper.blocks[2] == Heading("1. The proposal")
    assert ("It is no capital", "not met", "1 of 2 met, in part: half") in table(
        paper, "2. The policy's checklist"
    ).rows
    assert below(paper, "5. Evidence still to collect") == Paragraph("None that the policy asks for.")
    assert below(paper, "=Cé") == Items((f"none on record. {BLANK}",))
    assert below(paper, "3. Profile") == Paragraph(f"=Cé, France. On the map: {BLANK}")
    assert table(paper, "What the tables do not hold").rows[0] == ("Form of government", BLANK)


def test_a_law_is_cited_among_the_sources_and_a_day_that_is_missing_is_a_blank() -> None:
    third = handmade.dossiers()[2]
    last = application(handmade.result(), third).blocks[-1]
    assert isinstance(last, Items)
    assert last.items[-2:] == (
        f"population: {BLANK}",
        "state law: Not in Belarus. A reading of the law and no legal advice: ask counsel.",
    )
    undated = paper_on(replace(ORIGINAL, provenance={}))
    assert isinstance(undated.blocks[0], Paragraph)
    assert undated.blocks[0].text.startswith(
        f"Prepared with citymatch on {BLANK} under Alder's policy. A draft"
    )


def test_a_policy_without_a_title_unread_parts_or_partners_goes_by_its_name() -> None:
    bare = handmade.result(
        partners=(), policy=replace(handmade.POLICY, title="", unread="", source="", date="")
    )
    paper = paper_on(made=bare)
    assert isinstance(paper.blocks[0], Paragraph) and "under alder. A draft" in paper.blocks[0].text
    assert below(paper, "2. The policy's checklist") == Paragraph("alder. source not stated.")
    assert below(paper, "Alder") == Items((f"none on record. {BLANK}",))
    assert "policy: source not stated" in sources([ORIGINAL], bare.policy)
    text = memo_on(policy=bare.policy).to_markdown()
    assert "Subject: 3 candidates under alder\n" in text
    assert "compared under alder (source not stated). These 3 were named by" in text


def test_a_checklist_without_notes_has_no_list_below_it() -> None:
    plain = replace(ORIGINAL, records=tuple(replace(r, note="") for r in ORIGINAL.records))
    paper = paper_on(plain)
    at = paper.blocks.index(table(paper, "2. The policy's checklist"))
    assert paper.blocks[at + 1] == Heading("3. Profile")


def test_fields_of_exchange_that_a_policy_does_not_name_are_pinoles() -> None:
    paper = paper_on(exchange=())
    assert below(paper, "6. Fields of exchange") == Paragraph(
        "The policy names no fields: these are those of Pinole's slides.", "note"
    )
    named = [row[0].partition(" (")[0] for row in table(paper, "6. Fields of exchange").rows]
    assert named == [field.name for field in read_policy("pinole").exchange] and named


def test_the_process_of_a_policy_with_one_stage_and_with_none() -> None:
    one = paper_on(stages=(Stage("Ask the mayor", "", 0),))
    assert table(one, "The process").rows == (("1", "Ask the mayor", BLANK, "within 0 days", BLANK),)
    assert f"Next stage once this paper is complete: Ask the mayor ({BLANK})." in one.to_markdown()
    none = paper_on(stages=())
    assert below(none, "The process") == Paragraph(
        f"The policy as read states no stages. Next stage: {BLANK}"
    )
    assert not any(isinstance(b, Grid) and b.header[0] == "stage" for b in none.blocks)
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
    rows = table(memo_on(replace(ORIGINAL, checklist=(part, extra, handmade.CAPITAL))), "Comparison").rows
    said = {row[0]: row[2:] for row in rows}
    assert "Policy: A half" not in said
    assert said["Policy: One more"] == ("met", "", "")
    assert said["Policy: It is no capital"] == ("met", "not met (in part: half)", "met")


def test_points_of_the_memo_say_how_much_is_known() -> None:
    nearly = replace(ORIGINAL, coverage=0.9999)
    less = replace(ORIGINAL, coverage=0.99, tied=1, tie_first=1, tie_last=1200)
    points = {row[0]: row[2] for row in table(memo_on(less), "Comparison").rows}
    assert points["Points of 100"] == "96.2 (99% known)"
    assert points["Rank among 1,200"] == "1 (1 to 1,200 are tied); a true tie"
    assert {row[0]: row[2] for row in table(memo_on(nearly), "Comparison").rows}["Points of 100"] == "96.2"


@pytest.mark.parametrize(("number", "fits"), [(2, False), (3, True), (6, True), (7, False)])
def test_a_memo_is_on_three_to_six(number: int, fits: bool) -> None:
    some = [Dossier(replace(ORIGINAL, community_id=str(n)), (), handmade.TIES) for n in range(number)]
    if fits:
        assert len(table(memo(handmade.result(), some), "Comparison").header) == number + 2
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

    assert told("Europe/Stockholm", date(2026, 3, 20)) == "5 hours ahead of Alder on 2026-03-20"
    assert told("Asia/Kathmandu", date(2026, 1, 15)) == "10.75 hours ahead of Alder on 2026-01-15"
    assert told("America/Los_Angeles", date(2026, 1, 15)) == "3 hours behind Alder on 2026-01-15"
    assert told("America/Detroit", date(2026, 1, 15)) == "none on 2026-01-15"
    assert told("Nowhere/Land", date(2026, 1, 15)) == BLANK
    assert facts.brief_facts(
        handmade.SEEKER, {**handmade.BO, "timezone": "America/Los_Angeles"}, handmade.DAY
    )[-1] == facts.Fact("Time difference", "-3 hours", "", "")


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
        Grid(("f", "v"), (("a|b", "https://example.org/x"), ("c", "---")), kind="room"), Grid(("z",), (("[q]",),)),
    )  # fmt: skip
    head, _, body = paper.to_html().partition("<body>\n")
    assert head.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">\n' in head
    assert "<title>A &amp; B</title>\n<style>\nbody {" in head and head.endswith("}\n</style>\n</head>\n")
    assert body == (
        "<h1>A &amp; B</h1>\n<h3>Deep</h3>\n"
        '<p>See &lt;x&gt; <a href="https://example.org/a?b=1&amp;c=">https://example.org/a?b=1&amp;c=</a>'
        "&#x27;2&#x27;. "
        'And <a href="http://a.b/c">http://a.b/c</a>), so.</p>\n<p class="note">!</p>\n'
        "<ul><li>one</li><li>two_x_ *</li></ul>\n<ol><li>first</li></ol>\n"
        '<table class="room"><thead><tr><th scope="col">f</th><th scope="col">v</th></tr></thead><tbody>'
        '<tr><th scope="row">a|b</th><td><a href="https://example.org/x">https://example.org/x</a></td></tr>'
        '<tr><th scope="row">c</th><td>---</td></tr></tbody></table>\n'
        '<table><thead><tr><th scope="col">z</th></tr></thead><tbody><tr><th scope="row">[q]</th></tr></tbody></table>'
        "\n</body>\n</html>\n"
    )
    assert paper.to_markdown() == (
        "# A &amp; B\n\n### Deep\n\nSee &lt;x&gt; https://example.org/a?b=1&amp;c='2'. And http://a.b/c), so.\n\n!\n\n"
        "- one\n- two\\_x_ \\*\n\n1. first\n\n| f | v |\n| --- | --- |\n| a\\|b | https://example.org/x |\n"
        "| c | --- |\n\n| z |\n| --- |\n| \\[q\\] |\n"
    )
    assert Heading("x").level == 2 and not Items(()).numbered
    assert len(re.findall("-+", BLANK.replace("_", "-"))[0]) == 16
