"""The page in a real browser: it ranks as Python does, and everybody can use it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browser import cards, listed, open_page, set_weights, weights

import citymatch as cm
from citymatch.policy import Policy
from citymatch.ranking import Engine, Options
from citymatch.ranking.shortlist import shortlist
from citymatch.report.overview import overview
from citymatch.whole import write_whole

pytestmark = pytest.mark.browser

ENGINE = Engine(Options.check(as_of="2026-09-01"))


def in_python(ranking: cm.Ranking, tab: Any, number: int = 20) -> list[tuple[str, float]]:
    """The same list by Python over the full pool, with the weights that the page has now."""
    scored = ENGINE.draw(ranking.seeker["community_id"], policy_of(ranking, tab))
    rows = scored.best(number)
    return list(zip(scored.pool.community_ids(rows.tolist()), scored.score_of(rows).tolist(), strict=True))


def shortlist_in_python(ranking: cm.Ranking, tab: Any, number: int = 20) -> list[str]:
    """The varied list by Python over the full pool, with the weights that the page has now."""
    scored = ENGINE.draw(ranking.seeker["community_id"], policy_of(ranking, tab))
    return scored.pool.community_ids(shortlist(scored, number, ENGINE.options).rows.tolist())


def policy_of(ranking: cm.Ranking, tab: Any) -> Policy:
    """The policy with the page's weights, criteria that the reader added at its end."""
    plain = ranking.policy.to_dict()
    criteria = tab.evaluate("citymatch.model.criteria")
    own = [dict(c) for c in plain["criteria"]]
    for position, (criterion, weight) in enumerate(zip(criteria, weights(tab), strict=True)):
        if position < len(own):
            own[position]["weight"] = weight
        elif weight > 0:
            own.append({"id": criterion["id"], "extractor": criterion["extractor"], "weight": weight})
    return Policy.from_dict({**plain, "criteria": own})


def draw(rng: np.random.Generator, size: int, own: int) -> list[int]:
    """Slider positions: random proportions over the first `own` criteria, the others at zero."""
    proportions = rng.dirichlet(np.ones(own))
    return [round(100 * float(p / proportions.max())) for p in proportions] + [0] * (size - own)


def test_50_random_weightings_give_the_list_of_python(norman: cm.Ranking, norman_tab: Any) -> None:
    rng = np.random.default_rng(6)
    criteria, certain = norman_tab.evaluate("citymatch.model.criteria.length"), 0
    for _ in range(50):
        set_weights(norman_tab, draw(rng, criteria, len(norman.policy.criteria)))
        here, there = listed(norman_tab), in_python(norman, norman_tab)
        assert [identity for identity, _ in here] == [identity for identity, _ in there]
        assert np.allclose([s for _, s in here], [s for _, s in there], atol=1e-9, rtol=0)
        if not norman_tab.locator("#notes .warning").count():
            assert cards(norman_tab) == shortlist_in_python(norman, norman_tab)
            certain += 1
    assert certain > 25, "the page knows the list for most weightings"


def test_ties_by_the_thousand_keep_the_order_of_the_second_keys(pinole: cm.Ranking, pinole_tab: Any) -> None:
    rng = np.random.default_rng(7)
    criteria = pinole_tab.evaluate("citymatch.model.criteria.length")
    drawn = [draw(rng, criteria, 3) for _ in range(9)]
    for positions in [[50, 50, 50], [0, 0, 100], [100, 0, 0], *[d[:3] for d in drawn]]:
        set_weights(pinole_tab, positions + [0] * (criteria - 3))
        assert listed(pinole_tab) == in_python(pinole, pinole_tab)


def test_what_the_page_calls_certain_is_the_beginning_of_the_full_list(
    pinole: cm.Ranking, pinole_tab: Any
) -> None:
    rng = np.random.default_rng(8)
    criteria = pinole_tab.evaluate("citymatch.model.criteria.length")
    for _ in range(12):
        set_weights(pinole_tab, draw(rng, criteria, criteria))
        certain = min(20, pinole_tab.evaluate("citymatch.result.certain"))
        assert listed(pinole_tab)[:certain] == in_python(pinole, pinole_tab)[:certain]
        if not pinole_tab.locator("#notes .warning").count():
            assert cards(pinole_tab) == shortlist_in_python(pinole, pinole_tab), "what is not warned of is so"


def test_the_adopted_list_is_the_one_in_the_html(pinole: cm.Ranking, pinole_tab: Any) -> None:
    expected = list(zip(pinole.to_frame()["community_id"], pinole.to_frame()["score"], strict=True))
    ids = [identity for identity, _ in expected]
    assert cards(pinole_tab) == ids == shortlist_in_python(pinole, pinole_tab)
    assert listed(pinole_tab) == in_python(pinole, pinole_tab)
    pinole_tab.locator("#varied").uncheck()
    assert cards(pinole_tab) == [identity for identity, _ in in_python(pinole, pinole_tab)]
    pinole_tab.locator("#varied").check()
    assert not pinole_tab.locator("#changes").is_visible()
    *notes, countries = pinole_tab.locator("#notes p").all_inner_texts()
    assert notes == list(pinole.notes) and countries.startswith("Left out for a caution, by country: Russia ")


def test_records_are_those_of_the_explanation(norman: cm.Ranking, norman_tab: Any) -> None:
    for place in (0, 7, 400, 1500):
        identity, *records = norman_tab.evaluate(
            """(place) => [citymatch.model.fact("id", place),
                ...citymatch.model.records(citymatch.result.shares, place).map(
                    (record) => [record.criterion.id, record.points, record.reason, record.level])]""",
            place,
        )
        explanation = norman.explain(identity)
        assert records == [[r.criterion, r.contribution, r.reason, r.level] for r in explanation.records]
        position = norman_tab.evaluate("(place) => citymatch.position(place)", place)
        assert position.partition("; their order")[0] == explanation.position.partition("; their order")[0]


def test_the_checklist_is_that_of_the_explanation(pinole: cm.Ranking, pinole_tab: Any) -> None:
    found = pinole_tab.evaluate("""() => {
        document.querySelector('#cards .card .actions button').click();
        const rows = [...document.querySelectorAll('.checks tbody tr')];
        return rows.map((row) => [row.cells[1].innerText, row.cells[0].innerText]);
    }""")
    said = {"met": "✓ met", "not_met": "✗ not met", "needs_evidence": "? needs evidence"}
    first = next(iter(pinole))
    assert found == [[v.words, said.get(v.verdict, v.verdict)] for v in first.checklist]
    assert [words for _, words in found][:3] == ["fully"] * 3, "the first meets all three criteria"


def test_filters(norman_tab: Any) -> None:
    norman_tab.select_option("#country", "JP")
    norman_tab.wait_for_timeout(60)
    where = norman_tab.locator("#cards .where").all_inner_texts()
    assert len(where) == 40 and all("Japan" in text for text in where[::2])
    norman_tab.fill("#most", "50000")
    norman_tab.fill("#fewest", "20000")
    norman_tab.wait_for_timeout(60)
    people = norman_tab.evaluate("citymatch.result.order.map((p) => citymatch.model.fact('population', p))")
    assert people and all(20_000 <= number <= 50_000 for number in people)
    norman_tab.click("#clear")
    norman_tab.select_option("#continent", "Africa")
    norman_tab.select_option("#water", "coast_km")
    norman_tab.wait_for_timeout(60)
    facts = "citymatch.model.fact('continent', p), citymatch.model.fact('coast_km', p)"
    near = norman_tab.evaluate(f"citymatch.result.order.map((p) => [{facts}])")
    assert near and all(continent == "Africa" and distance <= 10 for continent, distance in near)


def test_filtered_lists_are_certain_only_where_they_are(norman: cm.Ranking, norman_tab: Any) -> None:
    norman_tab.select_option("#country", "KE")
    set_weights(
        norman_tab, draw(np.random.default_rng(3), norman_tab.evaluate("citymatch.model.criteria.length"), 9)
    )
    certain = min(20, norman_tab.evaluate("citymatch.result.certain"))
    scored = ENGINE.draw("Norman, Oklahoma", policy_of(norman, norman_tab))
    rows = scored.best(None)
    kenya = np.asarray(scored.pool.table["country"])[rows] == "KE"
    expected = scored.pool.community_ids(rows[kenya][:certain].tolist())
    assert [identity for identity, _ in listed(norman_tab)[:certain]] == expected


def test_comparison_of_three(pinole_tab: Any) -> None:
    for number in range(3):
        pinole_tab.locator("#cards .card").nth(number).get_by_role("button", name="Compare").click()
    heads = pinole_tab.locator("#comparison thead th").all_inner_texts()
    names = pinole_tab.locator("#cards .card h3").all_inner_texts()[:3]
    assert heads[1] == "Pinole, California"
    assert [head.split("\n")[0] for head in heads[2:]] == names
    assert "3 of 3 to compare" in pinole_tab.locator("#tray").inner_text()
    pinole_tab.locator("#comparison").get_by_role("button", name="Remove").first.click()
    assert pinole_tab.locator("#comparison thead th").count() == 4


def test_why_not_answers_for_a_place_that_is_excluded(norman: cm.Ranking, norman_tab: Any) -> None:
    norman_tab.fill("#asked", "seika")
    norman_tab.locator("#found button", has_text="Japan").first.click()
    answer = norman_tab.locator("#answer").inner_text()
    assert "Left out" in answer and "already a partner of Norman" in answer
    norman_tab.fill("#asked", "tokyo")
    norman_tab.locator("#found button").first.click()
    assert "What it lacks" in norman_tab.locator("#answer").inner_text()
    norman_tab.fill("#asked", "no such place")
    assert "citymatch explain" in norman_tab.locator("#found").inner_text()


def test_left_out_places_are_shown_on_request(norman_tab: Any) -> None:
    assert norman_tab.locator("#excluded table").count() == 0
    norman_tab.locator("#excluded button").click()
    assert "already a partner" in norman_tab.locator("#excluded table").inner_text()


def test_saved_weights_are_a_policy_that_the_command_takes(pinole_tab: Any, tmp_path: Path) -> None:
    criteria = pinole_tab.evaluate("citymatch.model.criteria.map((c) => c.id)")
    positions = [80, 20, 0] + [30 if name in ("climate", "language") else 0 for name in criteria[3:]]
    set_weights(pinole_tab, positions)
    assert "→" in pinole_tab.locator("#changes").inner_text()
    with pinole_tab.expect_download() as saved:
        pinole_tab.click("#save")
    path = tmp_path / saved.value.suggested_filename
    saved.value.save_as(path)
    policy = cm.load_policy(path)
    assert policy.name == "pinole-changed"
    assert [c.id for c in policy.criteria] == ["size", "water", "metropolis", "climate", "language"]
    assert policy.weights["size"] == pytest.approx(80 / 160)
    assert "33 % to 50 %" in policy.notes
    certain = pinole_tab.evaluate("citymatch.result.certain")  # how far the page vouches for its own order
    assert certain >= 3
    ranking = cm.rank("geonames:5383187", policy=policy, as_of="2026-09-01", per_country=0)
    again = list(ranking.to_frame()["community_id"])
    assert again[:certain] == [identity for identity, _ in listed(pinole_tab)][:certain]
    pinole_tab.click("#reset")
    assert not pinole_tab.locator("#changes").is_visible()


def test_keyboard(pinole_tab: Any) -> None:
    pinole_tab.keyboard.press("Tab")
    assert pinole_tab.evaluate("document.activeElement.className") == "skip"
    pinole_tab.focus("#weight-0")
    pinole_tab.keyboard.press("End")
    pinole_tab.wait_for_timeout(60)
    assert pinole_tab.locator("#weight-0").get_attribute("aria-valuetext") == "50 % of the score"
    assert pinole_tab.locator("#changes").is_visible()
    pinole_tab.locator("#cards .card").nth(1).get_by_role("button", name="Details").focus()
    pinole_tab.keyboard.press("Enter")
    assert pinole_tab.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"
    pinole_tab.keyboard.press("Tab")
    pinole_tab.keyboard.press("Space")
    assert pinole_tab.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"


def test_no_request_leaves_the_page_and_nothing_is_logged(norman_tab: Any) -> None:
    set_weights(norman_tab, [40, 60])
    norman_tab.select_option("#zoom", "Europe")
    norman_tab.locator("#cards button").first.click()
    assert [url for url in norman_tab.asked if not url.startswith("file:")] == []
    assert len(norman_tab.asked) == 1
    assert norman_tab.said == []


@pytest.mark.parametrize("format", ["Letter", "A4"])
def test_print(pinole_tab: Any, format: str) -> None:
    pdf = pinole_tab.pdf(format=format)
    assert pdf.startswith(b"%PDF")
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 14
    pinole_tab.emulate_media(media="print")
    assert not pinole_tab.locator("#weight-0").is_visible()
    assert not pinole_tab.locator("#cards .actions").first.is_visible()
    assert pinole_tab.locator("#cards .reasons").last.is_visible()
    assert pinole_tab.locator("#sources").is_visible()
    width = {"Letter": 816, "A4": 794}[format]
    pinole_tab.set_viewport_size({"width": width - 106, "height": 1000})
    assert pinole_tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


AXE = """() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})"""


def serious(tab: Any) -> list[tuple[str, list[str]]]:
    """What axe-core finds to be a serious or critical violation, with the elements concerned."""
    axe = pytest.importorskip("axe_playwright_python")
    tab.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = tab.evaluate(AXE)
    assert len(found["passes"]) > 20
    return [
        (violation["id"], [node["html"][:160] for node in violation["nodes"][:3]])
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


def test_the_overview_of_a_list_is_accessible_and_alone(window: Any, tmp_path: Path) -> None:
    result = cm.batch(["Pinole, California", "Gila Bend, Arizona", "Trumansburg, New Jersey"], top=3)
    path = tmp_path / "overview.html"
    path.write_text(overview(result.results, result.resolutions, result.builtin), encoding="utf-8")
    tab = window.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert tab.locator("tbody th a").all_inner_texts() == ["Pinole, California", "Gila Bend, Arizona"]
    assert "Trumansburg in New York" in tab.locator("main").inner_text()
    assert serious(tab) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_axe_finds_no_serious_violation(norman_tab: Any, scheme: str, width: int) -> None:
    norman_tab.emulate_media(color_scheme=scheme)
    norman_tab.set_viewport_size({"width": width, "height": 900})
    set_weights(norman_tab, [10, 90])
    norman_tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    for number in (0, 1):
        norman_tab.locator("#cards .card").nth(number).locator(":scope > .actions button").nth(1).click()
    norman_tab.locator("#cards .card").nth(0).locator(":scope > .actions button").nth(0).click()
    norman_tab.locator("#excluded button").click()
    norman_tab.evaluate("citymatch.answer(citymatch.model.ranked)")
    norman_tab.locator("#copy").click()
    assert serious(norman_tab) == []
    norman_tab.locator('#marks .mark[data-members*=" "]').first.click()
    assert norman_tab.locator("#near").is_visible()
    assert serious(norman_tab) == []


def test_policies_side_by_side_are_accessible(pinole_tab: Any) -> None:
    assert pinole_tab.locator("#policies tbody tr").count() == 10
    assert serious(pinole_tab) == []


def test_on_a_phone_nothing_is_wider_than_the_screen(pinole_tab: Any) -> None:
    pinole_tab.set_viewport_size({"width": 390, "height": 844})
    pinole_tab.locator("#cards .card").nth(0).get_by_role("button", name="Details").click()
    assert pinole_tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts_the_adopted_list_is_there(
    pinole: cm.Ranking, pinole_page: Path, chromium: Any
) -> None:
    window = chromium.new_context(java_script_enabled=False)
    tab = window.new_page()
    tab.goto(pinole_page.as_uri())
    assert tab.locator("#cards .card").count() == len(pinole)
    assert tab.locator("#cards h3").all_inner_texts() == [e.label for e in pinole]
    assert not tab.locator("#weights").is_visible()
    window.close()


HOSTILE = (
    "<script>window.hacked = 1</script>",
    "</script><img src=x onerror='window.hacked = 2'>",
    "\"Quoted\" & 'quoted' {{payload}}",
    "קריית ביאליק",
    "=HYPERLINK(1)",
)


def test_hostile_names_are_text(window: Any, tmp_path: Path) -> None:
    places = [
        cm.Community(f"user:{n}", "place", name, "", "", "FR", 44.0 + n, 4.0, 20_000.0, name)
        for n, name in enumerate(HOSTILE)
    ]
    ranking = cm.rank("geonames:5383187", policy="pinole", candidates=places, as_of="2026-09-01")
    path = write_whole(tmp_path / "hostile.html", ranking.page())
    tab = open_page(window, path)
    names = sorted(tab.locator("#cards h3").all_inner_texts())
    assert names == sorted(HOSTILE)
    tab.locator("#cards button").first.click()
    tab.fill("#asked", "script")
    tab.locator("#found button").first.click()
    tab.locator("#cards .card").nth(1).get_by_role("button", name="Compare").click()
    assert tab.evaluate("window.hacked") is None
    assert tab.locator("#cards script, #answer script, #cards img, #comparison img").count() == 0
    assert tab.said == [] and len(tab.asked) == 1
    direction = "h => [...h.querySelectorAll('bdi')].map(b => getComputedStyle(b).unicodeBidi)"
    assert set(tab.locator("#cards h3").evaluate_all(f"all => all.flatMap({direction})")) == {"isolate"}
