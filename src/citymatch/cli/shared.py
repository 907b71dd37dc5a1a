"""What commands share: the options of a ranking, drawn from the one list of them, and ways to print."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .codes import DONE

if TYPE_CHECKING:
    from rich.console import Console

    from citymatch.face.ranking import Ranking
    from citymatch.places import Community, Resolution
    from citymatch.report.document import Document


def add_ranking_options(
    parser: argparse.ArgumentParser, top: int | None = None, candidates: str = "candidates"
) -> None:
    """The policy, how many (where `top` is the default) and every option of a ranking.

    `candidates` is the word for the list of the only communities to compare, where a command needs that word itself.
    """
    from citymatch.ranking.options import option_list

    parser.add_argument("--policy", help="a built-in policy's name or a file")
    if top is not None:
        parser.add_argument("--top", type=positive, default=top, help=f"how many (default {top})")
    for name, option in option_list().items():
        flag = option.flag or (candidates if name == "candidates" else name.replace("_", "-"))
        how: dict[str, Any] = {"dest": name, "default": option.default, "help": option.words}
        if isinstance(option.default, bool):
            how["action"] = "store_false" if option.default else "store_true"
        elif option.choices:
            how["choices"] = option.choices
        elif option.number:
            how["type"] = float
        elif option.file:
            how["metavar"] = "FILE"
            how |= {"action": "append"} if option.many else {}
        parser.add_argument(f"--{flag}", **how)


def ranking_options(options: argparse.Namespace) -> dict[str, Any]:
    """The keywords of a ranking from the command's options; the file of candidates is read."""
    from citymatch.ranking.options import option_list

    chosen = {name: getattr(options, name) for name in option_list()}
    if options.candidates:
        from citymatch.places import resolve_many

        found = resolve_many(options.candidates)
        chosen["candidates"] = [_candidate(options.candidates, resolution) for resolution in found]
    return chosen


def _candidate(file: str, found: Resolution) -> Community:
    """A line of the file of candidates; one that cannot be read would silently be missing, so it is an error."""
    from citymatch.datasets import InputError

    if found.community is None:
        raise InputError(f"{file}, line {found.line}: {found.input!r}: {found.note or found.status}")
    return found.community


def ranked(options: argparse.Namespace, top: int | None = None) -> Ranking:
    """The ranking that a command's options ask for; `top` where the command has no such option."""
    import citymatch

    number = options.top if top is None else top
    return citymatch.rank(options.community, options.policy, number, **ranking_options(options))


def from_profile(ranking: Ranking) -> dict[str, list[str]]:
    """What JSON says of the fields that the seeker's own profile states; nothing where it has none."""
    stated = ranking.seeker.get("from_profile")
    return {"from_profile": list(stated)} if stated else {}


def positive(text: str) -> int:
    """A whole number of at least 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {text!r}")
    return int(text)


def console() -> Console:
    """Where tables go: as wide as the screen, or 140 columns in a file."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 140, highlight=False)


def print_json(value: Any) -> int:
    """Plain values as JSON on the screen."""
    from citymatch.report.files import to_json

    sys.stdout.write(to_json(value))
    return DONE


def print_paper(paper: Document, output: Path | None) -> int:
    """A paper on the screen as Markdown, or in the file whose ending says how."""
    from citymatch.datasets import InputError
    from citymatch.whole import write_whole

    if output is None:
        sys.stdout.write(paper.to_markdown())
        return DONE
    ending = output.suffix.lower()
    if ending not in (".html", ".htm", ".md", ".txt"):
        raise InputError(
            f"{output}: a paper is written as .html (which Word opens) or .md, not as {ending or 'that'}"
        )
    text = paper.to_html() if ending in (".html", ".htm") else paper.to_markdown()
    print(f"{write_whole(output, text)}: written")
    return DONE
