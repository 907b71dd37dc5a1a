"""Files: each written whole or not at all, with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from citymatch.ranking import BatchResult, Ranking


def write_whole(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a text file by way of a temporary one beside it, so that a reader never sees half of it."""
    return write_bytes(path, text.encode(encoding))


def write_bytes(path: Path, content: bytes) -> Path:
    """`write_whole` for a file that is no text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".partial")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    finally:
        Path(partial).unlink(missing_ok=True)
    return path


def harmless(cell: Any) -> Any:
    """A cell whose text no spreadsheet takes for a formula: a leading = + - @ gets an apostrophe before it.

    >>> harmless("=HYPERLINK(1)"), harmless("Pinole"), harmless(-3.5)
    ("'=HYPERLINK(1)", 'Pinole', -3.5)
    """
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell


def unknown(cell: Any) -> bool:
    """None, NaN, or pandas' own mark of a missing whole number."""
    return cell is None or type(cell).__name__ == "NAType" or bool(cell != cell)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV; an unknown (NaN, None or <NA>) is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(column) for column in columns])
    for row in rows:
        writer.writerow(["" if unknown(cell) else harmless(cell) for cell in row])
    return out.getvalue()


def frame_csv(frame: pd.DataFrame) -> str:
    """A DataFrame as CSV without its index."""
    return csv_text([str(c) for c in frame.columns], frame.to_numpy(dtype=object).tolist())


def ranking_csv(ranking: Ranking) -> str:
    """A ranking as CSV: the detailed columns and the reasons, NaN as an empty cell."""
    frame = ranking.to_frame(detail=True)
    frame["reasons"] = ["; ".join(explanation.reasons) for explanation in ranking]
    return frame_csv(frame)


def to_json(value: Any) -> str:
    """Plain values as JSON text, readable, NaN refused."""
    return json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def ranking_geojson(ranking: Ranking) -> str:
    """A ranking as a GeoJSON FeatureCollection of points (WGS 84, longitude first), with its provenance."""
    features = []
    for result in ranking.to_dict()["results"]:
        properties = {k: v for k, v in result.items() if k not in ("contributions", "tie_break", "reasons")}
        properties |= {f"points_{name}": points for name, points in result["contributions"].items()}
        properties["reasons"] = "; ".join(result["reasons"])
        point = {"type": "Point", "coordinates": [result["longitude"], result["latitude"]]}
        features.append(
            {"type": "Feature", "id": result["community_id"], "geometry": point, "properties": properties}
        )
    return to_json({"type": "FeatureCollection", "provenance": ranking.provenance, "features": features})


def save_batch(result: BatchResult, directory: Path, bom: bool = False, excel: bool = False) -> list[Path]:
    """See `BatchResult.save`. `bom` begins each CSV with a byte order mark, by which Excel knows UTF-8."""
    encoding = "utf-8-sig" if bom else "utf-8"
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for ranking, stem in zip(result.rankings, stems(result), strict=True):
        written.append(write_whole(directory / f"{stem}.csv", ranking_csv(ranking), encoding))
        written.append(write_whole(directory / f"{stem}.json", to_json(ranking.to_dict())))
    written.append(write_whole(directory / "overview.csv", frame_csv(result.to_frame()), encoding))
    written.append(write_whole(directory / "assignment.csv", frame_csv(result.assign()), encoding))
    if excel and result.rankings:
        from .excel import save_workbook

        written.append(save_workbook(result.rankings, directory / "citymatch.xlsx"))
    unresolved = directory / "unresolved.csv"
    if result.unresolved:
        rows = [
            (r.line, r.input, r.status, r.note, "; ".join(f"{c.id} {c.label}" for c in r.candidates))
            for r in result.unresolved
        ]
        written.append(
            write_whole(
                unresolved, csv_text(["line", "input", "status", "note", "candidates"], rows), encoding
            )
        )
    else:
        unresolved.unlink(missing_ok=True)
    return written


def stems(result: BatchResult) -> list[str]:
    """A file name per seeker, made of its name; a second seeker of the same name gets a number."""
    seen: dict[str, int] = {}
    stems = []
    for ranking in result.rankings:
        stem = re.sub(r"[^a-z0-9]+", "-", _ascii(ranking.seeker["label"]).casefold()).strip("-") or "seeker"
        seen[stem] = seen.get(stem, 0) + 1
        stems.append(stem if seen[stem] == 1 else f"{stem}-{seen[stem]}")
    return stems


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return anyascii(text)
