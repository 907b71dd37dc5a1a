"""The pages that are drawn from the code: options and formats, criteria, and the reference of every public name.

python docs/tables.py          write them
python docs/tables.py --check  say which of them is no longer what the code says
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from citymatch.features import EXTRACTORS, extractor_class
from citymatch.features.catalogue import Catalogue
from citymatch.features.symmetry import ONE_SIDED
from citymatch.ranking.options import option_list
from citymatch.report.formats import FORMATS

HERE = Path(__file__).parent
NOTE = "This page is drawn from the code by `python docs/tables.py`."


def options() -> str:
    """Every option of a ranking and every output format."""
    lines = [
        "# Options and formats",
        "",
        NOTE,
        "",
        "`citymatch.rank`, `citymatch.batch`, `PartnerRanker` and the commands that rank take the same options.",
        "",
        "| keyword | option of the command | default | what it does |",
        "|---|---|---|---|",
        "| `policy` | `--policy` | the community's own, else `default` | a built-in policy's name, or a file |",
    ]
    for name, option in option_list().items():
        switch = isinstance(option.default, bool)
        values = " or ".join(option.choices) or (
            "N" if option.number or option.whole else "FILE" if option.file else ""
        )
        flag = f"`--{option.flag or name.replace('_', '-')}{'' if switch or not values else ' ' + values}`"
        default = ("yes" if option.default else "no") if switch else f"`{option.default}`"
        words = f"the command's option: {option.words}" if option.default is True else option.words
        lines.append(f"| `{name}` | {flag} | {'' if option.default is None else default} | {words} |")
    lines += [
        "",
        "`citymatch rank --format` and `Ranking.save` know these formats, which a file's ending names too:",
        "",
        "| format | ending | what it is | in a batch |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{form.name}` | `{form.ending}` | {form.about} | {'one file a community' if form.each else ''} |"
        for form in FORMATS.values()
    ]
    return "\n".join(lines) + "\n"


def criteria() -> str:
    """Every extractor that a policy may name, with its parameters."""
    lines = [
        "# Criteria",
        "",
        NOTE,
        "",
        'A policy scores any of these (`extractor = "..."`), each with a weight. A criterion has this one name',
        "everywhere: in policies, tables, JSON and commands; only where a policy counts an extractor twice does the",
        "second bear an `id` of its own. Those in **bold** stand on the page of a ranking for a reader to add.",
        "[How a score is made](method.md) says more; [the gallery](gallery.md#a-criterion-of-ones-own) shows one of",
        "your own, by `citymatch.features.register` or by an entry point of the group `citymatch.criteria`.",
        "",
        "Two communities have the same similarity, whichever of them seeks, in those that are marked so; of each of",
        "the others it stands below why not. [Either end may ask](direction.md) says what follows from that.",
        "",
        "| extractor | what it is about | from both ends |",
        "|---|---|---|",
    ]
    for name in EXTRACTORS:
        kind = extractor_class(name)
        told = f"**[`{name}`](#{name})**" if kind.offered else f"[`{name}`](#{name})"
        lines.append(f"| {told} | {kind.label} | {'the same' if kind.symmetric else ''} |")
    for name in EXTRACTORS:
        kind = extractor_class(name)
        lines += ["", f"## `{name}` {{#{name}}}", "", f"{kind.label[:1].upper()}{kind.label[1:]}.", ""]
        lines += [f"- Measured in: {kind.unit}", f"- Source: {kind.source}"]
        both = "the same" if kind.symmetric else f"not the same: {ONE_SIDED[name]}"
        lines.append(f"- From both ends: {both}")
        lines += [f"- {rule}" for rule in kind.rules]
        lines += [f"- `{each}` {default!r}: {words}" for each, default, words in Catalogue()[name].options()]
    return "\n".join(lines) + "\n"


ROOMS = {
    "What people hold": ("citymatch",),
    "Places": ("citymatch.places",),
    "Policies": ("citymatch.policy",),
    "Extractors": ("citymatch.features", "citymatch.features.base", "citymatch.testing"),
    "Results": ("citymatch.results",),
    "The engine": ("citymatch.ranking", "citymatch.ranking.stream"),
    "Data": ("citymatch.datasets",),
    "Learning": ("citymatch.learning",),
}


def public(module_name: str) -> Iterator[str]:
    """The dotted name of each public function and class of a module, where it is defined."""
    module = import_module(module_name)
    own = [
        n
        for n, v in vars(module).items()
        if getattr(v, "__module__", "") == module_name and not n.startswith("_")
    ]
    for name in getattr(module, "__all__", own):
        found = getattr(module, name)
        if inspect.isclass(found) or inspect.isfunction(found) or inspect.isroutine(inspect.unwrap(found)):
            yield f"{inspect.unwrap(found).__module__}.{found.__name__}"


def reference() -> str:
    """A place for the docstring of every public name."""
    lines = [
        "# Reference",
        "",
        f"{NOTE} Every public name, from its docstring. [The gallery](gallery.md) shows them at work.",
        "",
        "| after `import citymatch as cm` | what it is |",
        "|---|---|",
    ]
    for name in public("citymatch"):
        found = inspect.unwrap(getattr(import_module(name.rpartition(".")[0]), name.rpartition(".")[2]))
        first = " ".join(str(inspect.getdoc(found)).split("\n\n")[0].split())
        lines.append(f"| [`cm.{found.__name__}`](#{name}) | {first} |")
    lines += [
        "",
        "Keywords are typed: `mypy --strict` names a misspelt one, as Python does when it is called.",
        "",
    ]
    seen: set[str] = set()
    for title, modules in ROOMS.items():
        names = [name for module in modules for name in public(module) if name not in seen]
        seen |= set(names)
        lines += [f"## {title}", ""] + [f"::: {name}\n" for name in dict.fromkeys(names)]
    return "\n".join(lines)


PAGES = {"options.md": options, "criteria.md": criteria, "reference.md": reference}


def said(name: str) -> str:
    """What a page says now, "" where there is none."""
    path = HERE / name
    return path.read_text("utf-8") if path.exists() else ""


def main() -> int:
    """Write the pages, or say which differ."""
    stale = [name for name, make in PAGES.items() if said(name) != make()]
    if "--check" in sys.argv:
        print("\n".join(f"{name}: not what the code says; run python docs/tables.py" for name in stale))
        return bool(stale)
    for name in stale:
        (HERE / name).write_text(PAGES[name](), encoding="utf-8")
        print(f"docs/{name}: written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
