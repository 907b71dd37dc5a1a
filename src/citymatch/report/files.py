"""Files: each written whole or not at all, with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from citymatch.results.plain import harmless

if TYPE_CHECKING:
    from citymatch.results import Asked, Result


def unknown(cell: Any) -> bool:
    """None, NaN, or pandas' own mark of a missing whole number."""
    return cell is None or type(cell).__name__ == "NAType" or bool(cell != cell)


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV; an unknown (NaN, None or <NA>) is an empty cell."""
    return _csv(columns, ([_written(cell) for cell in row] for row in rows))


def ranking_csv(result: Result) -> str:
    """A ranking as CSV: the detailed columns, the reasons, and who asked; an unknown is an empty cell."""
    columns = detailed_columns(result)
    return _csv(list(columns), zip(*map(_written_column, columns.values()), strict=True))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([harmless(column) for column in columns])
    writer.writerows(rows)
    return out.getvalue()


def _written_column(values: Any) -> list[Any]:
    """The cells of a column as they are written; numbers need only be asked whether they are known."""
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return ["" if value != value else value for value in values.tolist()]
    return [_written(value) for value in (values.tolist() if isinstance(values, np.ndarray) else values)]


def _written(cell: Any) -> Any:
    """A cell as it is written: empty where it is unknown, a text harmless."""
    return harmless(cell) if isinstance(cell, str) else "" if unknown(cell) else cell


def detailed_columns(result: Result) -> dict[str, Any]:
    """A ranking as columns with every detail, the reasons, and who asked; an unknown id of the gazetteer is None."""
    columns = result.columns(detail=True)
    columns["geonameid"] = [number or None for number in np.asarray(columns["geonameid"]).tolist()]
    columns["reasons"] = ["; ".join(explained.reasons) for explained in result.told]
    return columns | seeker_columns(result, columns)


def figures_columns(result: Result) -> dict[str, Any]:
    """The same as a part of a table of several rankings: the seeker and the policy first."""
    columns = detailed_columns(result)
    first = {name: columns.pop(name) for name in ("seeker_id", "seeker")}
    return first | {"policy": [result.policy.name] * len(result)} | columns


def overview_columns(result: Result) -> dict[str, Any]:
    """A ranking as a part of a batch's table: the seeker, the columns up to longitude, the reasons, the stamp."""
    columns = {
        "seeker_id": [result.seeker["community_id"]] * len(result),
        "seeker": [result.seeker["label"]] * len(result),
        "policy": [result.policy.name] * len(result),
    }
    for name, values in result.columns().items():
        columns[name] = values
        if name == "longitude":
            break
    if len(result.listed.block):
        columns["block"] = result.listed.block.tolist()
    columns["reasons"] = ["; ".join(explained.reasons) for explained in result.told]
    columns |= {name: [text] * len(result) for name, text in result.stamp.items()}
    return columns | _asked(result).columns(columns, len(result))


def seeker_columns(result: Result, taken: Mapping[str, Any]) -> dict[str, Any]:
    """The seeker of a ranking as columns: id, name, how it was read, and the user's own columns of its line."""
    seeker = {"seeker_id": result.seeker["community_id"], "seeker": result.seeker["label"]}
    named = {name: [text] * len(result) for name, text in seeker.items()}
    return named | _asked(result).columns({**taken, **named}, len(result))


def _asked(result: Result) -> Asked:
    """How the seeker was asked for, with what else of the user's own lists was not read as it is written."""
    return replace(result.asked, remarks=tuple(dict.fromkeys([*result.asked.remarks, *result.read])))


def to_json(value: Any) -> str:
    """Plain values as JSON text, a line for each entry of the two outer levels, NaN refused.

    >>> print(to_json({"seeker": {"name": "Pinole"}, "results": [{"rank": 1}, {"rank": 2}]}), end="")
    {
     "seeker": {"name": "Pinole"},
     "results": [
      {"rank": 1},
      {"rank": 2}
     ]
    }
    """
    if isinstance(value, dict):
        lines = [
            f" {_line(str(key))}: {_items(item, 2) if isinstance(item, list) else _line(item)}"
            for key, item in value.items()
        ]
        return "{\n" + ",\n".join(lines) + "\n}\n"
    return (_items(value, 1) if isinstance(value, list) else _line(value)) + "\n"


def _items(values: Sequence[Any], depth: int) -> str:
    """A list, its tables a line each."""
    if not values or not isinstance(values[0], dict):
        return _line(values)
    return "[\n" + ",\n".join(" " * depth + _line(value) for value in values) + f"\n{' ' * (depth - 1)}]"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def ranking_geojson(result: Result) -> str:
    """A ranking as a GeoJSON FeatureCollection of points (WGS 84, longitude first), with its provenance."""
    features = []
    for each in result.to_dict()["results"]:
        properties = {k: v for k, v in each.items() if k not in ("contributions", "tie_break", "reasons")}
        properties |= {f"points_{name}": points for name, points in each["contributions"].items()}
        properties["reasons"] = "; ".join(each["reasons"])
        point = {"type": "Point", "coordinates": [each["longitude"], each["latitude"]]}
        features.append(
            {"type": "Feature", "id": each["community_id"], "geometry": point, "properties": properties}
        )
    return to_json({
        "type": "FeatureCollection", "seeker": result.seeker["label"], "asked": result.asked.to_dict(),
        "notes": list(result.notes), "provenance": dict(result.provenance), "features": features,
    })  # fmt: skip


LONGEST_STEM = 80
"""A file's name is cut to so many characters, its ending aside: every system takes those."""
TAKEN = frozenset(
    ["overview", "assignment", "lines", "unresolved", "shortlists", "run", "con", "prn", "aux", "nul"]
    + [f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)]
)
"""Names of the other files of a batch, and those that Windows keeps for itself."""


def stems(results: Sequence[Result]) -> list[str]:
    """A file name per seeker, made of its name, cut where that is long; of two that are the same one has a number."""
    seen = set(TAKEN)
    stems = []
    for result in results:
        plain = re.sub(r"[^a-z0-9]+", "-", _ascii(str(result.seeker["label"])).casefold()).strip("-")
        first = stem = plain[:LONGEST_STEM].rstrip("-") or "seeker"
        number = 1
        while stem in seen:
            number += 1
            stem = f"{first}-{number}"
        seen.add(stem)
        stems.append(stem)
    return stems


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return anyascii(text)
