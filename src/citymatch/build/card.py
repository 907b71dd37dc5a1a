"""The data card: datasets/README.md, written from datasets/card.toml and the files themselves."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import tomllib
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

FIELDS = {
    "source": "Source",
    "url": "Address",
    "year": "Year",
    "terms": "Terms",
    "limits": "Known limits",
    "rebuilt_by": "Rebuilt by",
}
INTRODUCTION = """# The data card

Every data file of citymatch with its source, year, terms, rows and hash. This page is written by
`python -m citymatch.build --card` from `card.toml` and the files; a test checks that it is up to date.
The code is under the MIT licence; the data keep the terms stated here, whose texts are in `LICENSES/`.
Files in `source/` are needed only to rebuild the others and are not part of the installed package.
"""


def write_card(folder: Path) -> None:
    """Write README.md of the folder of data files."""
    (folder / "README.md").write_text(render(folder), encoding="utf-8")


def render(folder: Path) -> str:
    """The text of the card.

    Raises ValueError for a data file without an entry, an entry without a file, and a field that is missing.
    """
    tables = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))["table"]
    named, files = [table["file"] for table in tables], data_files(folder)
    for what, wrong in (
        ("no entry on the card for", set(files) - set(named)),
        ("no file for the entry", set(named) - set(files)),
        ("two entries for", {name for name in named if named.count(name) > 1}),
    ):
        if wrong:
            raise ValueError(f"card.toml: {what} {', '.join(sorted(wrong))}")
    tables = sorted(tables, key=lambda table: (table["file"].startswith("source/"), table["file"]))
    return "\n".join([INTRODUCTION, *_overview(tables), "", *(_section(folder, table) for table in tables)])


def data_files(folder: Path) -> list[str]:
    """The data files of the folder and of its `source/`, by name."""
    kinds = {".csv", ".gz", ".npz", ".zip"}
    return sorted(
        path.relative_to(folder).as_posix()
        for path in (*folder.iterdir(), *(folder / "source").iterdir())
        if path.suffix in kinds
    )


def rows(path: Path) -> int:
    """How many rows a data file has: places of a snapshot, lines of a table, points or runs of arrays."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return int(json.loads(archive.read("manifest.json"))["rows"])
    if path.suffix == ".npz":
        with np.load(path) as arrays:
            return max(int(arrays[name].shape[-1]) for name in arrays.files)
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return sum(1 for _ in csv.reader(io.StringIO(text, newline=""))) - 1


def _overview(tables: list[dict[str, Any]]) -> list[str]:
    return ["| file | what it holds |", "|---|---|"] + [
        f"| `{table['file']}` | {table['title']} |" for table in tables
    ]


def _section(folder: Path, table: Mapping[str, Any]) -> str:
    path = folder / table["file"]
    missing = [field for field in ("title", *FIELDS) if field != "url" and not table.get(field)]
    if missing:
        raise ValueError(f"card.toml: the entry of {table['file']} has no {missing[0]!r}")
    lines = [f"## {table['file']}", "", f"{table['title']}.", ""]
    lines += [f"- {label}: {table[field]}" for field, label in FIELDS.items() if field in table]
    lines += [f"- Rows: {rows(path):,}", f"- SHA-256: `{hashlib.sha256(path.read_bytes()).hexdigest()}`", ""]
    if "columns" in table:
        lines += ["| column | meaning |", "|---|---|"]
        lines += [f"| {name} | {meaning} |" for name, meaning in table["columns"].items()] + [""]
    return "\n".join(lines)
