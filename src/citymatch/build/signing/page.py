"""The page of the docs that says who signs in each country: `docs/who_signs.md`."""

from __future__ import annotations

from pathlib import Path

from citymatch.datasets.geography import country_name
from citymatch.datasets.signing import Sum, load_population_sums, load_who_signs

REGISTERS = {"complete": "decides", "partial": "for a part", "none": "none"}
FIGURES = {
    "unit": "of the unit", "town": "of the main town", "built_up": "of the built-up area",
    "mixed": "of the unit or of the town", "": "",
}  # fmt: skip
INTRODUCTION = """# Who signs

A sister-city agreement is signed by a mayor or by the highest elected official of a community. A candidate is
therefore a **unit of local government**, with its own people from its country's register; the dot on the map is only
where its seat lies. This table says for each country which unit that is, and why; whether a register decides who is a
candidate; and how the people of its candidates, over one layer that divides the country, compare with the nation's.
Where a register decides, both figures are of one year, so that a share below 0.95 means people missing and one above
1.03 people counted twice. Elsewhere the candidates' figures are the gazetteer's, and the share says how much of the
country they cover: where these count a main town or a built-up area and the sum is too small, the size of such a city
as a government is unknown, is said to be, and earns no points.

`citymatch doctor --populations` prints the figures. The rules behind the table, and every decision taken by hand,
stand in `datasets/source/signing/`, a file a country; what matches on neither side stands in
`datasets/source/unmatched.csv`. This page is written by `python -m citymatch.build --card`.

| country | who signs | why | register | figures elsewhere | candidates | share of the nation |
|---|---|---|---|---|---|---|
"""


def render() -> str:
    """The text of the page."""
    told = {each.country: each for each in load_population_sums()}
    rows = [
        f"| {country_name(code)} | {signs.unit} | {signs.why} | {REGISTERS[signs.register]} "
        f"| {FIGURES[signs.figure] if signs.register != 'complete' else ''} | {_counts(told.get(code))} |"
        for code, signs in sorted(load_who_signs().items(), key=lambda each: country_name(each[0]))
    ]
    return INTRODUCTION + "\n".join(rows) + "\n"


def _counts(each: Sum | None) -> str:
    if each is None:
        return "0 | "
    share = "" if each.share != each.share else f"{each.share:.3f} ({each.nation_year})"
    return f"{each.candidates:,} | {share}"


def write_page(docs: Path) -> None:
    """Write `who_signs.md` into the folder of the docs."""
    (docs / "who_signs.md").write_text(render(), encoding="utf-8")
