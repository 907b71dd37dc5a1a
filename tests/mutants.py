"""A seeded sample of mutants: what changes in the code would no test see?

    python tests/mutants.py --room scoring --number 50 --seed 1

Each mutant is one small change in one file. The tests of its room run first, then those of the rooms that
import it, then all others but the browser's and the workshop's: a survivor has survived them all. It is no part of the
checks; its survivors are read by hand, since some of them change nothing that could be seen.
"""

from __future__ import annotations

import argparse
import ast
import functools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CODE = Path("src/citymatch")
LEFT_OUT = ("build",)  # the workshop: mutated only where it is asked for, and its tests stand for it alone
NOT_COPIED = (".*", "__pycache__", "*.egg-info", "build", "dist", "citymatch-results", "site")
LARGE = 1_000_000  # bytes

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult, ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
EXTREMES = {"min": "max", "minimum": "maximum", "fmin": "fmax"}
EXTREMES |= {other: one for one, other in EXTREMES.items()}


@dataclass(frozen=True)
class Mutant:
    """One change: the new source of a file, and the line where it differs."""

    room: str
    file: Path
    line: int
    before: str
    after: str
    source: bytes


@functools.cache
def rooms() -> dict[str, list[Path]]:
    """The files of each room: the folders of the package, and its modules that stand alone."""
    found: dict[str, list[Path]] = {}
    for path in sorted((ROOT / CODE).iterdir()):
        if path.name.startswith("__"):
            continue
        files = sorted(path.resolve().rglob("*.py")) if path.is_dir() else [path] * (path.suffix == ".py")
        if files:
            found[path.stem] = [file.relative_to(ROOT) for file in files]
    return found


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of a node."""
    match node:
        case ast.Compare():
            for k, op in enumerate(node.ops):
                for other in COMPARISONS[type(op)]:
                    ops = [*node.ops[:k], other(), *node.ops[k + 1 :]]
                    yield ast.Compare(node.left, ops, node.comparators)
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
        case ast.AugAssign():
            yield ast.Pass()
            if type(node.op) in ARITHMETIC:
                yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float() as number):
            yield ast.Constant(number + 1)
            if number:
                yield ast.Constant(0)
        case ast.Constant(value=str(text)):
            yield ast.Constant("XX" + text)
        case ast.Return(value=ast.expr()):
            if not (isinstance(node.value, ast.Constant) and node.value.value is None):
                yield ast.Return(ast.Constant(None))
        case ast.If():
            yield ast.UnaryOp(ast.Not(), node.test)  # in the place of the test: the branches are swapped
        case ast.IfExp():
            yield ast.IfExp(node.test, node.orelse, node.body)
        case ast.Call(func=ast.Name(id=name)) if name in EXTREMES:
            yield ast.Call(ast.Name(EXTREMES[name]), node.args, node.keywords)
        case ast.Call(func=ast.Attribute(attr=name)) if name in EXTREMES:
            yield ast.Call(ast.Attribute(node.func.value, EXTREMES[name]), node.args, node.keywords)
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()


Change = tuple[Any, ast.AST]
"""What is replaced (an expression or a statement), and by what."""


def places(node: ast.AST) -> Iterator[list[Change]]:
    """The places in a tree that can change, each with its changes.

    Annotations, docstrings, decorators, formats, `__all__` and what only the type checker reads stay as they are.
    """
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "type_params", "format_spec"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_left_alone(child):
                continue
            own = [(child.test if isinstance(child, ast.If) else child, change) for change in changes(child)]
            if own:
                yield own
            for each in places(child):
                # Python 3.11 does not say where the parts of an f-string stand, so that the whole of it is replaced.
                formatted = isinstance(child, ast.JoinedStr)
                yield [(child, deepcopy(child, {id(old): new})) for old, new in each] if formatted else each


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.Subscript(value=ast.Name(id="Literal")):
            return True
    return False


def mutants(wanted: list[str], number: int, seed: int) -> list[Mutant]:
    """A sample of single changes over all places of these rooms that can change; a place has one at most."""
    every = [
        (room, file, place)
        for room in wanted
        for file in rooms()[room]
        for place in places(ast.parse((ROOT / file).read_bytes()))
    ]
    draw = random.Random(seed)
    drawn = draw.sample(every, min(number, len(every)))
    return [_mutant(room, file, *draw.choice(place)) for room, file, place in drawn]


def _mutant(room: str, file: Path, old: Any, new: ast.AST) -> Mutant:
    source = (ROOT / file).read_bytes()
    lines = source.splitlines(keepends=True)
    begin = len(b"".join(lines[: old.lineno - 1])) + old.col_offset
    end = len(b"".join(lines[: old.end_lineno - 1])) + old.end_col_offset
    text = ast.unparse(ast.fix_missing_locations(new))
    if isinstance(new, ast.expr) and not isinstance(new, (ast.Constant, ast.JoinedStr, ast.Call)):
        text = f"({text})"
    changed = source[:begin] + text.encode() + source[end:]
    ast.parse(changed)
    at = old.lineno
    before, after = (each.splitlines()[at - 1].decode().strip() for each in (source, changed))
    return Mutant(room, file, at, before, after, changed)


def _tell(mutant: Mutant) -> None:
    """Print a survivor, as soon as it is known to be one."""
    print(f"{mutant.file}:{mutant.line}\n  - {mutant.before}\n  + {mutant.after}", flush=True)


@functools.cache
def stages(room: str) -> list[list[str]]:
    """The tests that stand for a room: its own, those of the rooms that import it, the others."""
    every = [name for name in rooms() if name == room or name not in LEFT_OUT]

    def imports(other: str) -> bool:
        here = rf"from (\.+|citymatch\.){room}\b|from (\.+|citymatch) import .*\b{room}\b"
        return any(re.search(here, (ROOT / file).read_text("utf-8")) for file in rooms()[other])

    near = [other for other in every if other != room and imports(other)]
    tests = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").iterdir())
    tests = [path for path in tests if list((ROOT / path).glob("**/test_*.py")) or path.match("test_*.py")]
    tests += [CODE / name if (ROOT / CODE / name).is_dir() else CODE / f"{name}.py" for name in every]
    owner = {path: path.stem.removeprefix("test_") for path in tests}
    tests = [path for path in tests if owner[path] == room or owner[path] not in LEFT_OUT]
    own = [path for path in tests if owner[path] == room]
    by_near = [path for path in tests if owner[path] in near]
    rest = [path for path in tests if path not in own and path not in by_near]
    return [[str(path) for path in part] for part in (own, by_near, rest)]


class Suite:
    """Runs tests in copies of the project, one for each worker."""

    def __init__(self, home: Path, jobs: int):
        self._free: SimpleQueue[Path] = SimpleQueue()
        for job in range(jobs):
            copy = home / str(job)
            shutil.copytree(ROOT, copy, symlinks=True, ignore=_left_behind, copy_function=_copied)
            self._free.put(copy)
        self._seconds: dict[tuple[str, ...], float] = {}
        self._lock = threading.Lock()

    def killer(self, mutant: Mutant, depth: int) -> int | None:
        """The stage of tests, from 0, that sees a mutant; None where it survives the first `depth`."""
        copy = self._free.get()
        try:
            file = copy / mutant.file
            for stage, paths in enumerate(stages(mutant.room)[:depth]):
                if paths and not self._passes(copy, paths, file, mutant.source):
                    return stage
            _tell(mutant)
            return None
        finally:
            self._free.put(copy)

    def _passes(self, copy: Path, paths: list[str], file: Path, source: bytes) -> bool:
        key = tuple(paths)
        with self._lock:
            if key not in self._seconds:  # how long they take, and that they pass, without a mutant
                begin = time.monotonic()
                if not _run(copy, paths, None):
                    raise SystemExit(f"the tests of {' '.join(paths)} do not pass without a mutant")
                self._seconds[key] = time.monotonic() - begin
        original = file.read_bytes()
        file.write_bytes(source)
        try:
            return _run(copy, paths, 30 + 5 * self._seconds[key])
        finally:
            file.write_bytes(original)


def _copied(source: str, target: str) -> None:
    """A file of the copy: large data as a link; code and tests on their own, to be worked on meanwhile."""
    if Path(source).stat().st_size > LARGE:
        Path(target).symlink_to(source)
    else:
        shutil.copyfile(source, target)


def _left_behind(folder: str, names: list[str]) -> set[str]:
    """What the copy of a folder does without: of the project's own folder all that is hidden or built."""
    patterns = NOT_COPIED if Path(folder) == ROOT else ("__pycache__",)
    return shutil.ignore_patterns(*patterns)(folder, names)


def _run(copy: Path, paths: list[str], limit: float | None) -> bool:
    """Whether tests pass in a copy; those that take longer than the limit in seconds do not."""
    options = ["-x", "-q", "-p", "no:cacheprovider", "-m", "not browser"]
    # Without bytecode: a file that is changed twice within a second would be mistaken for its last form.
    settings = {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
    running = subprocess.Popen(
        [sys.executable, "-m", "pytest", *options, *paths], cwd=copy, env=os.environ | settings, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return running.wait(limit) in (0, 5)  # 5: there are no tests here
    except subprocess.TimeoutExpired:
        return False
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def main() -> None:
    """Draw, run, and print the survivors and the shares."""
    choices = list(rooms())
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--room", action="append", choices=choices, help="one or more; all but the workshop")
    parser.add_argument("--number", type=int, default=50, help="how many mutants (50)")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws others (1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--own", action="store_true", help="run the tests of the mutant's room only")
    args = parser.parse_args()
    wanted = args.room or [room for room in choices if room not in LEFT_OUT]
    drawn = mutants(wanted, args.number, args.seed)
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(args.jobs) as pool:
        suite = Suite(Path(home), args.jobs)
        by = list(pool.map(lambda mutant: suite.killer(mutant, 1 if args.own else 3), drawn))
    print(f"\n{'room':<12}{'mutants':>8}{'killed':>8}{'share':>8}  by its own tests")
    for room in [*wanted, "all"]:
        stage_of = [stage for mutant, stage in zip(drawn, by, strict=True) if room in ("all", mutant.room)]
        if stage_of:
            killed = sum(stage is not None for stage in stage_of)
            share = killed / len(stage_of)
            print(f"{room:<12}{len(stage_of):>8}{killed:>8}{share:>8.2f}  {stage_of.count(0)}")


if __name__ == "__main__":
    main()
