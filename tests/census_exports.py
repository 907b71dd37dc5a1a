"""Exports in the two layouts of data.census.gov, written by hand: the form is the site's, the figures are made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

NBSP = "\u00a0"
Row = tuple[int, str, str, str]
"""Depth, label, estimate and margin of error as the site writes them."""

PINOLE = "Pinole city, California"

B04006: Sequence[Row] = (
    (0, "Total:", "18,800", "±43"),
    (1, "Afghan", "120", "±95"),
    (1, "Albanian", "0", "±26"),
    (1, "American", "310", "±140"),
    (1, "Arab:", "420", "±190"),
    (2, "Egyptian", "N", "N"),
    (2, "Lebanese", "376", "±160"),
    (2, "Moroccan", "-", "**"),
    (2, "Other Arab", "44", "±40"),
    (1, "British", "100", "±60"),
    (1, "English", "1,100", "±300"),
    (1, "Lithuanian", "30", "±45"),
    (1, "Portuguese", "1,128", "±330"),
    (1, "Scottish", "300", "±110"),
    (1, "Subsaharan African:", "250", "±150"),
    (2, "Nigerian", "188", "±120"),
    (2, "African", "62", "±50"),
)
B05006: Sequence[Row] = (
    (0, "Total:", "6,016", "±520"),
    (1, "Europe:", "500", "±150"),
    (2, "Northern Europe:", "200", "±90"),
    (3, "United Kingdom (inc. Crown Dependencies):", "188", "±80"),
    (4, "England", "150", "±70"),
    (4, "Scotland", "38", "±30"),
    (2, "Southern Europe:", "150", "±90"),
    (3, "Portugal:", "94", "±60"),
    (4, "Azores Islands", "80", "±50"),
    (1, "Asia:", "3,900", "±400"),
    (2, "Eastern Asia:", "1,316", "±220"),
    (3, "China:", "1,316", "±220"),
    (4, "China, excluding Hong Kong and Taiwan", "940", "±200"),
    (4, "Hong Kong", "188", "±100"),
    (4, "Taiwan", "188", "±110"),
    (2, "South Central Asia:", "376", "±180"),
    (3, "India", "376", "±180"),
    (2, "South Eastern Asia:", "2,256", "±300"),
    (3, "Philippines", "2,256", "±300"),
    (1, "Americas:", "1,500", "±260"),
    (2, "Latin America:", "1,500", "±260"),
    (3, "Central America:", "1,400", "±250"),
    (4, "Mexico", "1,128", "±240"),
    (4, "El Salvador", "null", "null"),
)
B03001: Sequence[Row] = (
    (0, "Total:", "18,800", "±43"),
    (1, "Not Hispanic or Latino:", "14,500", "±400"),
    (1, "Hispanic or Latino:", "4,300", "±400"),
    (2, "Mexican", "2,820", "±390"),
    (2, "Puerto Rican", "188", "±110"),
    (2, "Central American:", "600", "±240"),
    (3, "Salvadoran", "376", "±180"),
    (3, "Other Central American", "20", "±30"),
    (2, "Other Hispanic or Latino:", "200", "±100"),
    (3, "Spaniard", "50", "±60"),
)
B16001: Sequence[Row] = (
    (0, "Total:", "18,000", "±100"),
    (1, "Speak only English", "11,700", "±500"),
    (1, "Spanish:", "2,700", "±350"),
    (2, 'Speak English "very well"', "1,800", "±280"),
    (2, 'Speak English less than "very well"', "900", "±200"),
    (1, "Gujarati:", "10", "±20"),
    (2, 'Speak English "very well"', "10", "±20"),
    (2, 'Speak English less than "very well"', "0", "±26"),
    (1, "Chinese (incl. Mandarin, Cantonese):", "900", "±240"),
    (2, 'Speak English "very well"', "500", "±190"),
    (2, 'Speak English less than "very well"', "400", "±160"),
    (1, "Tagalog (incl. Filipino):", "1,800", "±300"),
    (2, 'Speak English "very well"', "1,300", "±260"),
    (2, 'Speak English less than "very well"', "500", "±170"),
)
DP02: Sequence[Row] = (
    (0, "HOUSEHOLDS BY TYPE", "", ""),
    (1, "Total households", "6,700", "±200"),
    (0, "LANGUAGE SPOKEN AT HOME", "", ""),
    (1, "Population 5 years and over", "18,000", "±100"),
    (2, "English only", "11,700", "±500"),
    (2, "Language other than English", "6,300", "±480"),
    (3, "Speak English less than 'very well'", "2,100", "±300"),
    (2, "Spanish", "2,700", "±350"),
    (3, "Speak English less than 'very well'", "900", "±200"),
    (2, "Other Indo-European languages", "700", "±190"),
    (0, "ANCESTRY", "", ""),
    (1, "Total population", "18,800", "±43"),
    (2, "American", "310", "±140"),
    (2, "Arab", "420", "±190"),
    (2, "Portuguese", "1,128", "±330"),
    (2, "West Indian (excluding Hispanic origin groups)", "0", "±26"),
)
TABLES = {"B04006": B04006, "B05006": B05006, "B03001": B03001, "B16001": B16001, "DP02": DP02}


def quoted(cells: Sequence[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells) + "\n"


def by_label(folder: Path, table: str, place: str = PINOLE, bom: bool = True) -> Path:
    """The layout with a line a group, as the site's button "CSV" writes it."""
    head = ["Label (Grouping)", f"{place}!!Estimate", f"{place}!!Margin of Error"]
    more = ["", ""] if table == "DP02" else []
    if table == "DP02":
        head += [f"{place}!!Percent", f"{place}!!Percent Margin of Error"]
    text = quoted(head)
    for depth, label, estimate, margin in TABLES[table]:
        text += quoted([f"{NBSP * 4 * depth}{label}", estimate, margin, *more])
    file = folder / f"ACSDT5Y2023.{table}-2025-03-01T101500.csv"
    file.write_text(text, encoding="utf-8-sig" if bom else "utf-8")
    return file


def by_code(folder: Path, table: str, place: str = PINOLE, comma: bool = True) -> Path:
    """The layout with a line a place, as the site's zip holds it."""
    codes, told, cells = (
        ["GEO_ID", "NAME"],
        ["Geography", "Geographic Area Name"],
        ["1600000US0657288", place],
    )
    path: list[str] = []
    for number, (depth, label, estimate, margin) in enumerate(TABLES[table], start=1):
        path = [*path[:depth], label]
        codes += [f"{table}_{number:03d}E", f"{table}_{number:03d}M"]
        told += ["!!".join(["Estimate", *path]), "!!".join(["Margin of Error", *path])]
        cells += [estimate.replace(",", "") or "null", margin.replace("±", "").replace(",", "") or "null"]
    file = folder / f"ACSDT5Y2023.{table}-Data.csv"
    rows = [codes, told, cells]
    file.write_text(
        "".join(quoted(row)[:-1] + (",\n" if comma else "\n") for row in rows), encoding="utf-8-sig"
    )
    return file
