"""Reading and writing the small tables of the workshop."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from pathlib import Path


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, gzipped if its name says so."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def write_csv(path: Path, rows: Sequence[Mapping[str, object]]) -> None:
    """Write rows as CSV, whole or not at all; a name in .gz is gzipped. The same rows give the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    raw = text.getvalue().encode("utf-8")
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(gzip.compress(raw, 9, mtime=0) if path.suffix == ".gz" else raw)
    partial.replace(path)
