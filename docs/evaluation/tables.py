"""Writes the tables of docs/evaluation.md anew from the CSV files beside this one.

    python docs/evaluation/tables.py

A table stands after a line `<!-- table: FILE, METHOD, METHOD... -->`; no method means all of them.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from citymatch.learning.tables import Row, shown

HERE = Path(__file__).parent
PAGE = HERE.parent / "evaluation.md"
MARK = re.compile(r"(<!-- table: ([^,>]+?)((?:, [^,>]+)*) -->\n\n)(?:\|.*\n)*")


def table(file: str, methods: list[str]) -> str:
    """One table as Markdown: of figures by method, or any other as it stands."""
    with (HERE / file).open(encoding="utf-8", newline="") as stream:
        rows: list[Row] = [
            {key: _number(value) for key, value in row.items()} for row in csv.DictReader(stream)
        ]
    if rows and "method" not in rows[0]:
        head, *body = [
            [key.replace("_", " ") for key in rows[0]],
            *([_told(v) for v in row.values()] for row in rows),
        ]
    else:
        head, *body = shown([row for row in rows if not methods or row["method"] in methods])
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _told(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def _number(text: str) -> object:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def main() -> None:
    """Renew the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(
        MARK.sub(lambda m: m[1] + table(m[2], [each for each in m[3].split(", ") if each]), page),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
