"""Tables in a text that is no CSV: JSON, and the tables of Markdown and of a wiki."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .encoding import harmless
from .errors import PlacesError
from .sheets import MOST_ROWS, Grid, Row, as_text

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")

_FRAME = re.compile(r"\s*\+[-=]{2,}(?:\+[-=]{2,})*\+\s*$")
"""A line between the rows of a table that a program drew."""


def is_json(text: str, file: str) -> bool:
    """Whether a text is meant as JSON: by the name of its file, or since it begins as a list or an object does.

    >>> is_json('[{"City": "Seika"}]', "-"), is_json("[[Seika]], Japan", "-")
    (True, False)
    """
    return file.lower().endswith((".json", ".jsonl", ".ndjson", ".geojson")) or bool(
        re.match(r"\s*(?:\[\s*[{\"\]]|\{\s*\")", text)
    )


def json_grid(text: str, file: str) -> Grid:
    """The objects of a JSON list as rows under their keys; a list of texts as rows of one cell.

    Raises PlacesError for what is no JSON, or holds no list.

    >>> json_grid('[{"City": "Seika", "Country": "Japan"}]', "list.json").rows
    [(0, ['City', 'Country']), (1, ['Seika', 'Japan'])]
    """
    items = _json_list(_parsed(text, file))
    if items is None:
        raise PlacesError("is JSON without a list of communities (objects with a name, or texts)", file=file)
    items, more = items[:MOST_ROWS], len(items) > MOST_ROWS
    keys = list(dict.fromkeys(key for item in items if isinstance(item, Mapping) for key in item))[:256]
    rows: list[Row] = [(0, [harmless(key) for key in keys])] if keys else []
    for number, item in enumerate(items, 1):
        if isinstance(item, Mapping):
            rows.append((number, [_cell(item.get(key)) for key in keys]))
        elif isinstance(item, list):
            rows.append((number, [_cell(each) for each in item[:256]]))
        else:
            rows.append((number, [_cell(item)]))
    rows = [row for row in rows if any(row[1])]
    return Grid("", rows, (f"the first {MOST_ROWS:,} items are read",) if more else ())


def _parsed(text: str, file: str) -> Any:
    try:
        return json.loads(text, parse_int=_whole)
    except RecursionError as problem:
        raise PlacesError("is JSON too deeply nested to be a list", file=file) from problem
    except ValueError as problem:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            if len(lines) > 1:
                return [json.loads(line, parse_int=_whole) for line in lines]  # an object a line
        except (ValueError, RecursionError):
            pass
        line = getattr(problem, "lineno", None)
        said = getattr(problem, "msg", str(problem))
        raise PlacesError(f"is no proper JSON: {said}", file=file, line=line) from problem


def _whole(digits: str) -> int | str:
    """A whole number, or the digits of one that is none of this world."""
    return int(digits) if len(digits) < 400 else digits


def _json_list(value: Any) -> list[Any] | None:
    if isinstance(value, list):
        return value if value else None
    if isinstance(value, Mapping):
        if value.get("type") == "FeatureCollection" and isinstance(value.get("features"), list):
            return [_of_feature(each) for each in value["features"]] or None
        lists = [each for each in value.values() if isinstance(each, list) and each]
        if not lists:  # the answer of a query service: results, bindings
            within = [each for part in value.values() if isinstance(part, Mapping) for each in part.values()]
            lists = [
                each for each in within if isinstance(each, list) and each and isinstance(each[0], Mapping)
            ]
        if len(lists) == 1:
            return lists[0]
        if value and not lists and not any(isinstance(each, Mapping) for each in value.values()):
            return [value]
    return None


def _of_feature(feature: Any) -> Any:
    """A feature of GeoJSON: its properties, and its point as coordinates."""
    if not isinstance(feature, Mapping) or not isinstance(feature.get("properties"), Mapping):
        return feature
    geometry = feature.get("geometry")
    point = (
        geometry.get("coordinates")
        if isinstance(geometry, Mapping) and geometry.get("type") == "Point"
        else None
    )
    place = dict(feature["properties"])
    if isinstance(point, list) and len(point) >= 2:
        place = {"longitude": point[0], "latitude": point[1]} | place
    return place


def _cell(value: Any) -> str:
    if isinstance(value, Mapping):
        named = [value[key] for key in ("name", "label", "value") if isinstance(value.get(key), str)]
        if named:
            return harmless(named[0]).strip()
    if isinstance(value, Mapping | list):
        if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
            return harmless("; ".join(map(str, value)))
        return harmless(json.dumps(value, ensure_ascii=False))
    return harmless(as_text(value)).strip()


def markdown_grid(text: str) -> Grid | None:
    """The first table of a Markdown text (or of a wiki's), None if there is none.

    >>> markdown_grid("| City | Country |\\n|---|---|\\n| Seika | Japan |").rows
    [(1, ['City', 'Country']), (3, ['Seika', 'Japan'])]
    """
    lines = text.splitlines()
    if any(_FRAME.match(line) for line in lines[:200]):
        return _framed_grid(lines)
    if any(line.lstrip().startswith("{|") for line in lines):
        return _wiki_grid(lines)
    for at, line in enumerate(lines[1:], 1):
        if "-" in line and "|" in line + lines[at - 1] and _RULE.match(line) and "|" in lines[at - 1]:
            rows: list[Row] = [(at, _markdown_cells(lines[at - 1]))]
            for number, each in enumerate(lines[at + 1 :], at + 2):
                if "|" not in each:
                    break
                rows.append((number, _markdown_cells(each)))
            return _grid(rows, len(lines))
    return None


def _framed_grid(lines: Sequence[str]) -> Grid | None:
    """The rows of a table that a program drew with +---+ and |."""
    rows: list[Row] = [
        (at, _markdown_cells(line)) for at, line in enumerate(lines, 1) if line.lstrip().startswith("|")
    ]
    return _grid(rows, len(lines))


def _grid(rows: Sequence[Row], number: int) -> Grid | None:
    filled = [row for row in rows if any(row[1])]
    return Grid("", filled, _around(number, filled)) if filled else None


def _around(number: int, rows: Sequence[Row]) -> tuple[str, ...]:
    first, last = rows[0][0], rows[-1][0]
    return (f"the table in lines {first} to {last} is read",) if first > 1 or last < number else ()


def _markdown_cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|(?![^\[]*\]\])", line.strip().removeprefix("|"))
    if line.rstrip().endswith("|"):
        cells = cells[:-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _wiki_grid(lines: Sequence[str]) -> Grid | None:
    """The first table between {| and |} whose rows are parted by |-."""
    start = next((at for at, line in enumerate(lines) if line.strip().startswith("{|")), None)
    if start is None:
        return None
    rows: list[Row] = []
    fresh = True
    for number, line in enumerate(lines[start + 1 :], start + 2):
        clean = line.strip()
        if clean.startswith("|}"):
            break
        if clean.startswith(("|-", "|+")):
            fresh = True
        elif clean[:1] in ("|", "!"):
            if fresh:
                rows.append((number, []))
                fresh = False
            for cell in re.split(r"(?:\|\||!!)", clean[1:]):
                # A cell may begin with attributes: | style="..." | Seika
                rows[-1][1].append(re.sub(r"^[^|\[\]{}]*=[^|\[\]{}]*\|", "", cell).strip())
    return _grid(rows, len(lines))
