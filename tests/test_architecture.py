"""The house: which room stands on which floor, and that every import runs down, lazy ones included."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "citymatch"
FLOORS = (
    ("__main__",),  # `python -m citymatch`
    ("cli",),
    (
        "citymatch",
        "build",
        "testing",
    ),  # `import citymatch` itself, the workshop, and the suite for extractors
    ("face",),
    ("report", "learning"),
    ("assignment",),
    ("ranking",),
    ("ledger",),
    ("results",),
    ("profiles",),
    ("features",),
    ("places", "policy", "scoring"),
    ("extras",),
    ("datasets", "version", "whole"),
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def imports() -> dict[str, set[str]]:
    """The files of citymatch that each file names, by dotted name below `citymatch` ("citymatch" is the top itself)."""
    paths = [*ROOT.rglob("*.py"), *(ROOT / "datasets").glob("*.py")]  # the latter is a link
    files = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in paths}
    files = {
        "citymatch" if name == "__init__" else name.removesuffix(".__init__"): path
        for name, path in files.items()
    }
    found: dict[str, set[str]] = {}
    for name, path in files.items():
        package = ["citymatch", *path.relative_to(ROOT).parts[:-1]]
        named: list[str] = []
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                named += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                above = package[: len(package) + 1 - node.level] if node.level else []
                named += [
                    ".".join([*above, node.module or "", alias.name]).replace("..", ".")
                    for alias in node.names
                ]
        own = {each.removeprefix("citymatch.") for each in named if each.partition(".")[0] == "citymatch"}
        found[name] = {each if each in files else each.rpartition(".")[0] or "citymatch" for each in own} - {
            name
        }
    return found


IMPORTS = imports()


def test_every_room_has_its_floor() -> None:
    assert {name.partition(".")[0] for name in IMPORTS} == set(FLOOR)


@pytest.mark.parametrize("name", sorted(IMPORTS))
def test_imports_run_down(name: str) -> None:
    room = name.partition(".")[0]
    for other in IMPORTS[name]:
        below = other.partition(".")[0]
        assert below == room or FLOOR[below] > FLOOR[room], f"{name} reaches up to {other}"


def test_no_two_files_import_each_other() -> None:
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
