"""The page and the overview of a result made by hand: what they carry, and what they say without scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from dataclasses import replace
from typing import Any

import handmade
import numpy as np
import pytest

from citymatch.datasets import Labels
from citymatch.places import Community, Resolution
from citymatch.policy.parts import Criterion
from citymatch.report import explore, overview, payload
from citymatch.report.view import PageView
from citymatch.results import LeftOut
from citymatch.results.page import Groups, PageContent, Scale, Size

NAN = float("nan")


def content(**changes: Any) -> PageContent:
    """Two carried places and one left out, with one group behind them."""
    own = [
        Scale(c, f"short {c.id}", "unit", f"source {c.id}", False, c.id == "size")
        for c in handmade.POLICY.criteria
    ]
    added = Scale(Criterion("trade", "trade", "", 0.0), "Trade", "dollars", "Census", True, True)
    whole = np.array([5, 6, 7], np.int64)
    made = PageContent(
        scales=(*own, added), size=Size(best=2, listed=1), ranked=2,
        similarity=np.array([[1, 0.5, NAN], [0.25, 1, 1], [0, 0, 0]], np.float32),
        tie=whole, rank=whole + 10, tie_first=whole + 20, tie_last=whole + 30,
        groups=Groups(np.array([[0.5], [0.75], [1]], np.float32), np.array([3]), np.array([9]), np.array([1]),
                      np.array([-1, -1, -1, 0])),
        fewest=np.array([100.0]), most=np.array([200.0]),
        nearest={"coast_km": np.array([1.5]), "lake_km": np.array([2.5]), "river_km": np.array([3.5])},
        community_id=["geonames:21", "unit:FR:7", "geonames:31"],
        facts={
            "country": Labels.of(["SE", "FR", "SE"]), "latitude": np.array([55.5, 44.0, 0.0]),
            "longitude": np.array([13.25, 4.5, 0.0]), "coast_km": np.array([0.1, NAN, 3.0], np.float32),
            "population": np.array([21_000.0, 15_000.5, NAN]), "timezone": ["a", "b", "c"],
        },
        unit_facts=[{"name": n, "people": p, "unit": "u"} for n, p in (("Bo", "1 people"), ("Cé", "2"), ("Dee", "2"))],
        metropolis=["Bo", "", "Bo"], excluded=["", "", "a law"],
        cautions=[(), ("war", "storm"), ()], reasons=[["near", "far", "near"], ["x"] * 3, ["y"] * 3],
        levels=[["place", "place", "country"], ["a"] * 3, ["b"] * 3],
        verdicts=[
            (replace(handmade.CAPITAL, rule="act", words="An act", strength="law"), handmade.CAPITAL),
            (replace(handmade.CAPITAL, rule="act", verdict="not_met", detail=""), handmade.CAPITAL),
            (replace(handmade.CAPITAL, rule="act", detail="x"), replace(handmade.CAPITAL, verdict="not_met")),
        ],
        countries=[("FR", "Europe"), ("SE", "Europe")],
    )  # fmt: skip
    return replace(made, **changes)


def carried(**changes: Any) -> tuple[dict[str, Any], dict[str, list[float]]]:
    """The head of the payload, and its arrays by name."""
    block = payload.payload(handmade.result(), content(**changes))
    length = int.from_bytes(block[:4], "little")
    assert length % 4 == 0
    head, body = json.loads(block[4 : 4 + length]), block[4 + length :]
    arrays = {
        name: np.frombuffer(body, f"<{kind}", size, offset).tolist()
        for name, (offset, kind, size) in head["arrays"].items()
    }
    assert sum(size * 4 for _, _, size in head["arrays"].values()) == len(body)
    return head, arrays


def test_the_arrays_of_a_page() -> None:
    head, arrays = carried()
    similarity = arrays.pop("similarity")
    assert (
        similarity[:2] == [1.0, 0.5] and np.isnan(similarity[2]) and similarity[3:] == [0.25, 1, 1, 0, 0, 0]
    )
    assert arrays == {
        "tie": [5, 6, 7], "rank": [15, 16, 17], "tieFirst": [25, 26, 27], "tieLast": [35, 36, 37],
        "groupSimilarity": [0.5, 0.75, 1.0], "groupTie": [3], "groupSize": [9], "groupCountry": [1],
        "groupKind": [4],
        "groupFewest": [100.0], "groupMost": [200.0], "group_coast_km": [1.5], "group_lake_km": [2.5],
        "group_river_km": [3.5],
    }  # fmt: skip
    kinds = {name: kind for name, (_, kind, _) in head["arrays"].items()}
    assert {name for name, kind in kinds.items() if kind == "u4"} == {
        "tie", "rank", "tieFirst", "tieLast", "groupTie", "groupSize", "groupCountry", "groupKind",
    }  # fmt: skip


def test_the_head_of_a_page() -> None:
    head, _ = carried()
    assert list(head) == [
        "seeker", "policy", "tieOrder", "notes", "candidates", "leftOut", "provenance", "criteria", "policyFile",
        "model", "ranked", "best", "listed", "places", "varied", "countries", "arrays",
    ]  # fmt: skip
    assert head["policy"] == {
        "name": "alder", "title": "Alder's policy", "source": "Resolution 7", "date": "2020-02-03",
        "unread": "Annex B was not read.", "notes": "As adopted.", "own": True,
        "stages": [
            {"text": "The board looks at it", "by": "the board", "days": None, "note": ""},
            {"text": "The council decides", "by": "the council", "days": 30, "note": "in public"},
            {"text": "The mayor signs", "by": "", "days": None, "note": ""},
        ],
        "exchange": [{"name": "Schools", "examples": "pupils, teachers"}, {"name": "Trade", "examples": ""}],
    }  # fmt: skip
    assert (
        head["tieOrder"] == "climate alike, then by a fixed lot"
        and head["candidates"] == 1200
        and head["provenance"] == handmade.MADE
    )
    assert head["notes"] == ["The criteria are Alder's & its own.", "Two are <left> out."]
    assert head["leftOut"] == [
        {"reason": "forbidden by the Act", "count": 3}, {"reason": "the seeker's own country", "count": 500},
    ]  # fmt: skip
    assert head["model"] == {"grid": 2**36, "tenths": 10, "rounding": 1e-6}
    assert (head["ranked"], head["best"], head["listed"]) == (2, 2, 1)
    assert head["countries"] == [
        {"code": "FR", "name": "France", "told": "France", "continent": "Europe"},
        {"code": "SE", "name": "Sweden", "told": "Sweden", "continent": "Europe"},
    ]  # fmt: skip
    assert head["criteria"] == [
        {"id": "size", "extractor": "size", "label": "About our size", "short": "short size", "weight": 3.0,
         "note": "", "added": False, "usable": True, "commonplace": False, "rare": False,
         "countryTie": False, "source": "source size",
         "unit": "unit", "whyNot": ""},
        {"id": "near-water", "extractor": "water", "label": "By the water", "short": "short near-water", "weight": 1.0,
         "note": "water is the sea here", "added": False, "usable": False, "commonplace": False, "rare": False,
         "countryTie": False,
         "source": "source near-water", "unit": "unit", "whyNot": ""},
        {"id": "trade", "extractor": "trade", "label": "Trade", "short": "Trade", "weight": 0.0, "note": "",
         "added": True, "usable": True, "commonplace": False, "rare": False,
         "countryTie": True, "source": "Census",
         "unit": "dollars", "whyNot": ""},
    ]  # fmt: skip


def test_the_seeker_on_its_page() -> None:
    seeker = carried()[0]["seeker"]
    assert seeker == {
        "country": "US", "latitude": 40.0, "longitude": -83.0, "coast_km": 700.0, "population": 20_000.0,
        "timezone": "America/New_York", "name": "Alder", "people": "20,000 people (2020)",
        "unit": "Alder: 20,000 people (2020), Census", "metropolis": "Columbus", "country_name": "United States",
        "x": pytest.approx(1183, abs=1), "y": pytest.approx(392, abs=1), "label": "Alder, Ohio",
        "stated": [],
        "community_id": "geonames:11",
    }  # fmt: skip
    assert seeker["x"] == round(seeker["x"], 1) != round(seeker["x"])
    other = handmade.result(policy=replace(handmade.POLICY, community="geonames:12", title=""))
    about = payload._about(other, content())["policy"]
    assert about["own"] is False and about["title"] == "alder"


def test_the_places_of_a_page_column_by_column() -> None:
    places = carried()[0]["places"]
    checklist = places.pop("checklist")
    assert places.pop("x") == [pytest.approx(2116, abs=0.6), pytest.approx(2043, abs=0.6), 2000.0]
    assert places.pop("y") == [
        pytest.approx(207, abs=0.6),
        pytest.approx(342, abs=0.6),
        pytest.approx(972, abs=40),
    ]
    shared = [0, 1, 0]
    assert places == {
        "id": ["geonames:21", "unit:FR:7", "geonames:31"],
        "country": {"values": ["SE", "FR"], "of": shared}, "latitude": [55.5, 44, 0], "longitude": [13.25, 4.5, 0],
        "coast_km": [0.1, None, 3], "population": [21_000, 15_000.5, None], "timezone": ["a", "b", "c"],
        "name": ["Bo", "Cé", "Dee"], "people": {"values": ["1 people", "2"], "of": [0, 1, 1]},
        "ties": [1.0, 1.0, 1.0],
        "unit": {"values": ["u"], "of": [0, 0, 0]}, "metropolis": {"values": ["Bo", ""], "of": shared},
        "excluded": {"values": ["", "a law"], "of": [0, 0, 1]},
        "cautions": {"values": ["", "war\nstorm"], "of": shared},
        "reasons": [{"values": ["near", "far"], "of": shared}, {"values": ["x"], "of": [0] * 3},
                    {"values": ["y"], "of": [0] * 3}],
        "levels": [{"values": ["place", "country"], "of": [0, 0, 1]}, {"values": ["a"], "of": [0] * 3},
                   {"values": ["b"], "of": [0] * 3}],
        "called": {"values": [""], "of": [0] * 3}, "homePartner": {"values": [""], "of": [0] * 3},
        "metropolisGroup": [0, 0, 0],
    }  # fmt: skip
    assert checklist == {"items": [
        {"words": "An act", "strength": "law", "verdict": {"values": ["met", "not_met"], "of": shared},
         "detail": {"values": ["checked by hand", "", "x"], "of": [0, 1, 2]}},
        {"criterion": 0, "words": "About our size"},
        {"criterion": 1, "words": "By the water"},
        {"words": "It is no capital", "strength": "must", "verdict": {"values": ["met", "not_met"], "of": [0, 0, 1]},
         "detail": {"values": ["checked by hand"], "of": [0, 0, 0]}},
        {"words": "They want it", "strength": "must", "evidence": True, "by": "the mayor of Bo", "note": ""},
    ]}  # fmt: skip


def test_the_checklist_follows_the_order_of_the_policy_and_stands_without_places() -> None:
    policy = replace(handmade.POLICY, order=("desire", "near-water"))
    words = [item["words"] for item in payload._checklist(policy, content().verdicts)["items"]]
    assert words == ["An act", "They want it", "By the water", "About our size", "It is no capital"]
    assert [i["words"] for i in payload._checklist(policy, ())["items"]] == [
        "They want it",
        "By the water",
        "About our size",
    ]


def test_a_file_of_the_policy_is_cut_where_its_weights_stand() -> None:
    pieces = payload.policy_file(handmade.POLICY)
    assert [p for p in pieces if isinstance(p, int) or p in ("added", "changes")] == [
        "changes",
        0,
        1,
        "added",
    ]
    assert pieces[0].startswith('name = "alder-changed"\ntitle = "Alder\'s policy (weights changed)"\n')
    assert pieces[0].endswith('notes = "As adopted. ') and pieces[2].endswith("\nweight = ")
    assert pieces[-1].startswith('\n[[rules]]\nid = "no-capital"') and "[[exchange]]" in pieces[-1]
    bare = replace(handmade.POLICY, title="", rules=(), evidence=(), stages=(), exchange=(), notes="")
    pieces = payload.policy_file(bare)
    assert 'title = "alder (weights changed)"' in pieces[0] and pieces[0].endswith('notes = "')
    assert pieces[-2:] == ["added", ""]


def test_a_page_holds_its_payload_packed() -> None:
    block = payload.payload(handmade.result(), content())
    packed = payload.packed(block)
    assert zlib.decompress(base64.b64decode(packed)) == block
    assert len(packed) < len(base64.b64encode(block))
    page = explore.page(handmade.result(), content(), detail=50.0)
    assert packed in page and "{{" not in page.replace(packed, "")


def slots() -> dict[str, str]:
    """What fills the page's template, by slot."""
    seen: dict[str, str] = {}
    original = explore.filled
    explore.filled = lambda template, values: seen.update(values) or original(template, values)  # type: ignore
    try:
        explore.page(handmade.result(), content(), detail=50.0)
    finally:
        explore.filled = original
    return seen


def test_the_page_reads_without_scripts() -> None:
    found = slots()
    script = found["script"]
    assert (
        script.startswith('"use strict";\n(() => {\n') and script.endswith("\n})();\n") and "</" not in script
    )
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert found["script_hash"] == f"sha256-{digest}"
    assert found["title"] == "Sister-city partners for Alder, Ohio (Alder&#x27;s policy)"
    assert (found["version"], found["seeker"], found["seeker_name"]) == ("1.2.3", "Alder, Ohio", "Alder")
    assert (found["map_width"], found["map_height"]) == ("4000", "1733")
    assert found["lede"] == (
        "Ranked by <b><bdi>Alder&#x27;s policy</bdi></b>. 1,200 communities compared; laws and cautions as of "
        "15 January 2026."
    )
    assert found["map_text"] == "Ring: Alder, Ohio. Numbers: the first 2 of the list."
    assert found["notes"] == (
        '<div class="note"><p><bdi>The criteria are Alder&#x27;s &amp; its own.</bdi></p>'
        "<p><bdi>Two are &lt;left&gt; out.</bdi></p></div>"
    )
    assert found["profile"] == (
        "<div><dt>People</dt><dd><bdi>20,000 (Census)</bdi></dd></div>"
        "<div><dt>Sea coast</dt><dd><bdi>700.0 km</bdi></dd></div>"
        "<div><dt>Lake of 100 km² or more</dt><dd><bdi>52.4 km</bdi></dd></div>"
        "<div><dt>River</dt><dd><bdi>3.6 km</bdi></dd></div>"
    )
    assert found["cards"] == (
        '<li class="card"><div class="rank">1</div><div class="who"><h3><bdi>Bo &lt;B&gt;, Sweden</bdi></h3>'
        '<p class="where">21,000 people (2023)</p><p class="where">linked by people; no US partner on record'
        "</p></div>"
        '<div class="score"><strong>96.2</strong><span>100% known</span></div>'
        '<ul class="plain"><li><bdi>It is 1.1 times as large</bdi></li><li><bdi>The sea is near</bdi></li>'
        "</ul></li>"
        '<li class="card"><div class="rank">2</div><div class="who"><h3><bdi>=Cé, France</bdi></h3>'
        '<p class="where">15,000 people</p><p class="where">alike in kind; sister city of Lima, Ohio</p></div>'
        '<div class="score"><strong>60.0</strong><span>75% known</span></div>'
        '<ul class="plain"><li><bdi>Caution: a war is near</bdi></li><li><bdi>It is 1.1 times as large</bdi></li>'
        "</ul></li>"
    )
    assert found["marks"] == (
        '<g class="seeker"><circle cx="1183" cy="392" r="30" stroke-width="10"/></g>'
        '<g class="mark leading"><circle cx="2043" cy="342" r="44" stroke-width="5"/>'
        '<text x="2043" y="360" font-size="52" text-anchor="middle">2</text></g>'
        '<g class="mark leading"><circle cx="2116" cy="207" r="44" stroke-width="5"/>'
        '<text x="2116" y="225" font-size="52" text-anchor="middle">1</text></g>'
    )
    assert found["sources"].startswith(
        "<h3>The criteria of this list</h3><ul><li><bdi>About our size</bdi>: GeoNames</li>"
        "<li><bdi>By the water</bdi>: GSHHG</li></ul><h3>This page</h3>"
        '<dl class="facts"><div><dt>citymatch</dt><dd>1.2.3</dd></div><div><dt>snapshot</dt><dd>abc</dd></div>'
        "<div><dt>policy</dt><dd>def</dd></div><div><dt>as of</dt><dd>2026-01-15</dd></div></dl>"
        '<details class="more" id="tables" open><summary>Every table behind the figures</summary>'
        '<div class="scroll" tabindex="0" role="region" aria-label="Tables behind the figures">'
        '<table class="tables stack">'
        '<caption class="unseen">Tables behind the figures</caption><thead><tr><th scope="col">Table</th>'
        '<th scope="col">Source</th><th scope="col">Year</th><th scope="col">Terms</th></tr></thead><tbody>'
        '<tr><th scope="row">'
    )
    assert found["sources"].endswith(
        "</td></tr></tbody></table></div></details>"
        "<p>The map shows the coasts of GSHHG in the Equal Earth projection. A partnership that is not on record "
        "may exist. What the page says of laws is a reading and no legal advice: ask counsel.</p>"
    )
    from citymatch.report.sources import tables

    assert len(re.findall(r"<tr><th scope=\"row\">", found["sources"])) == len(tables())
    assert f'<td data-of="Year">{tables()[0]["year"]}</td>' in found["sources"]


def test_criteria_of_others_and_what_is_unknown_are_said_to_be_so() -> None:
    other = handmade.result(
        policy=replace(handmade.POLICY, community="geonames:12", title=""), notes=(),
        seeker={**handmade.SEEKER, "population": NAN, "population_source": "", "coast_km": NAN, "lake_km": None},
        criteria=(handmade.result().criteria[0]._replace(label=""),),
    )  # fmt: skip
    assert explore._lede(other).startswith(
        "Ranked by <b><bdi>alder</bdi></b>, the criteria of another community. 1,200"
    )
    nobodys = handmade.result(policy=replace(handmade.POLICY, community=""))
    assert explore._lede(nobodys).startswith("Ranked by <b><bdi>Alder&#x27;s policy</bdi></b>. 1,200")
    assert explore._notes(other) == ""
    assert re.findall("<bdi>(.*?)</bdi>", explore._profile(other)) == [
        "unknown (source unknown)", "unknown", "unknown", "3.6 km",
    ]  # fmt: skip
    assert "<li><bdi>size</bdi>: GeoNames</li>" in explore._sources(other)
    many = handmade.result(explanations=(handmade.FIRST,) * 25)
    assert explore._marks(many).count('class="mark') == 20
    assert explore._marks(many).count('class="leader"') == explore._marks(many).count('class="spot"') >= 19
    assert explore._map_text(many, explore._marks(many)).endswith(
        "of the list. A line leads from a number to its place."
    )
    assert explore._map_text(handmade.nobody(), "").endswith("the first 0 of the list.")


def test_what_a_page_carries_that_is_one_of_many() -> None:
    assert Size(200, 15, 100, 1, 80, 400, 20, 60, None) == explore.SMALL


def test_a_script_that_would_end_its_element_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explore, "read_part", lambda name: "'</script>'")
    with pytest.raises(ValueError, match="holds what would end its element"):
        explore._script()


def test_days_as_people_write_them() -> None:
    assert explore.day_in_words("2026-12-31") == "31 December 2026"


BO = Community("geonames:21", "place", "Bo", "M", "Skåne", "SE", 55.5, 13.25, 21_000.0)
LINES = (
    Resolution("Bo, SE", "matched", BO, line=1),
    Resolution("<Nowhere>", "not_found", note="no such <place>", line=3),
    Resolution("Bo", "ambiguous", None, (BO,), "which?"),
)


def body(page: str) -> str:
    return re.sub(r'd="M[^"]{200,}"', 'd="..."', page.partition("<body>")[2])


def test_the_overview_of_a_list() -> None:
    second = handmade.result(seeker={**handmade.SEEKER, "label": "Éire, Ohio", "population": NAN})
    page = overview.overview([handmade.result(), second, handmade.nobody()], LINES)
    assert "<title>Sister-city partners for a list of communities</title>" in page
    assert 'content="citymatch 1.2.3"' in page
    text = body(page)
    assert (
        '<p class="lede">3 of 3 lines of the list are ranked, by the policy alder. Of the other 2 lines 1 may mean '
        "several communities and 1 could not be read or ranked. Laws and cautions as of 15 January 2026.</p>"
    ) in text
    assert '<svg viewBox="0 0 4000 1733"' in text and '<h2 id="seekers-title">3 seekers</h2>' in text
    ol = (
        '<td data-of="First candidates"><ol><li><bdi>Bo &lt;B&gt;, Sweden</bdi> <b>96.2</b></li>'
        "<li><bdi>=Cé, France</bdi> <b>60.0</b> "
        '<span class="needs_evidence">caution</span></li></ol></td>'
    )
    rows = [
        row("alder-ohio", "Alder, Ohio", "20,000", ol, "Bo &lt;B&gt;, Sweden"),
        row("eire-ohio", "Éire, Ohio", "unknown", ol, "=Cé, France"),
        row(
            "alder-ohio-2",
            "Alder, Ohio",
            "20,000",
            '<td data-of="First candidates"><ol></ol></td>',
            "none left",
        ),
    ]
    assert f"<tbody>{''.join(rows)}</tbody>" in text
    three = '<title>Alder, Ohio; Éire, Ohio</title></circle><text x="1183" y="404" font-size="34" '
    three += 'text-anchor="middle">3'
    dots = (("2116", "207", "Bo &lt;B&gt;, Sweden"), ("2043", "342", "=Cé, France"))
    drawn = "".join(f'<circle cx="{x}" cy="{y}" r="14"><title>{who}</title></circle>' for x, y, who in dots)
    assert (
        '\n        <path class="ties" d="M1183 392L2116 207M1183 392L2043 342"/><g class="seeker">'
        f'<circle cx="1183" cy="392" r="27" stroke-width="6">{three}</text></g><g class="mark">{drawn}</g>\n'
    ) in text, "three seekers at one place are one ring with their number"
    assert (
        "Rings with a number, seekers that lie close together:</p><ul><li>3: <bdi>Alder, Ohio; Éire, Ohio</bdi>"
        in text
    )
    assert (
        '\n  <section class="block" aria-labelledby="open-title">'
        '<h2 id="open-title">Lines that name no one community</h2>'
        "<ul><li>Line 3: <bdi>&lt;Nowhere&gt;</bdi> – <bdi>no such &lt;place&gt;</bdi></li>"
        '<li><bdi>Bo</bdi> – <bdi>which?</bdi><p class="hint">Choose one by its id:</p>'
        "<ul><li><bdi>Bo, Sweden</bdi>: <code>geonames:21</code></li></ul></li></ul></section>\n"
    ) in text
    assert '\n    <h3>This page</h3><dl class="facts"><div><dt>citymatch</dt><dd>1.2.3</dd></div>' in text
    assert "{{" not in page


def row(stem: str, label: str, people: str, best: str, partner: str) -> str:
    return (
        f'<tr><th scope="row"><a href="{stem}.html"><bdi>{label}</bdi></a></th>'
        f'<td class="number" data-of="People">{people}</td><td data-of="Policy">alder</td>{best}'
        f'<td data-of="One each, nobody twice"><bdi>{partner}</bdi></td></tr>'
    )


def test_the_overview_of_the_members_of_two_policies_and_of_nobody() -> None:
    other = handmade.result(policy=replace(handmade.POLICY, name="zeder"), explanations=(handmade.FIRST,) * 7)
    page = overview.overview([other, handmade.result()], LINES[:1], builtin=True)
    assert "<title>Sister-city partners for the members that seek one</title>" in page
    assert "2 of 1 lines of the list are ranked, by the policies alder, zeder. Laws" in page
    assert "Lines that name no one community" not in page
    assert page.count("<li><bdi>Bo &lt;B&gt;, Sweden") == 5 + 1
    four, nine = (
        handmade.result(barred=LeftOut(f"{n} in <Syria> are left out for a grave caution.", n))
        for n in (4, 9)
    )
    lede = "could not be read or ranked. Laws and cautions as of 15 January 2026. "
    assert f"{lede}4 in &lt;Syria&gt; are left out for a grave caution.</p>" in overview.overview(
        [four, four], LINES
    )
    assert (
        f"{lede}0 to 9 communities are left out of each list for a caution; its notes say where.</p>"
    ) in overview.overview([four, nine, handmade.result()], LINES)
    empty = overview.overview([], LINES)
    assert '<p class="lede">No line of the list names a community.</p>' in empty
    assert 'content="citymatch "' in empty and "This page" not in empty and "Every table behind" in empty


def test_a_page_inside_a_notebook_is_a_frame(tmp_path: Any) -> None:
    view = PageView('<p class="x">')
    assert view._repr_html_() == (
        '<iframe srcdoc="&lt;p class=&quot;x&quot;&gt;" width="100%" height="900" style="border:1px solid #ccc" '
        'title="citymatch" sandbox="allow-scripts allow-downloads allow-modals allow-popups"></iframe>'
    )
    assert 'height="50"' in PageView("", 50)._repr_html_()
    assert view.save(tmp_path / "page.html").read_text() == '<p class="x">'
