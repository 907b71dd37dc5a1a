"""What commands share: the options of a ranking, drawn from the one list of them, and ways to print."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .codes import DONE

FILE_ENDINGS = (".csv", ".docx", ".geojson", ".htm", ".html", ".json", ".md", ".parquet", ".pdf", ".txt", ".xls",
                ".xlsx", ".zip")  # fmt: skip
"""Endings by which a directory is surely meant for a file."""

if TYPE_CHECKING:
    from rich.console import Console

    from citymatch.face.ranking import Ranking
    from citymatch.places import Entry, Resolution
    from citymatch.report.document import Document


def add_ranking_options(
    parser: argparse.ArgumentParser, top: int | None = None, once: Sequence[str] = (), policy: bool = True
) -> None:
    """The policy, how many (where `top` is the default) and every option of a ranking.

    `once` are words that `--candidates` had in this command: they are taken still, and said to be deprecated.
    `policy` False leaves out the one option for a policy.
    """
    from citymatch.ranking.keywords import option_list

    if policy:
        parser.add_argument("--policy", help="a built-in policy's name or a file")
    if top is not None:
        parser.add_argument("--top", type=positive, default=top, help=f"how many (default {top})")
    for name, option in option_list().items():
        flag = option.flag or name.replace("_", "-")
        how: dict[str, Any] = {"dest": name, "default": option.default, "help": option.words}
        if isinstance(option.default, bool):
            how["action"] = "store_false" if option.default else "store_true"
        elif option.choices:
            how["choices"] = option.choices
        elif option.number:
            how["type"] = float
        elif option.whole:
            how["type"] = from_zero
            how["metavar"] = "N"
        elif option.file:
            how["metavar"] = "FILE|COUNTRY" if name == "candidates" else "FILE"
            how |= {"action": "append"} if option.many else {}
        parser.add_argument(f"--{flag}", **how)
        for word in once if name == "candidates" else ():
            parser.add_argument(f"--{word}", dest=name, action=_Deprecated, help=argparse.SUPPRESS)


def ranking_options(options: argparse.Namespace) -> dict[str, Any]:
    """The keywords of a ranking from the command's options; the file of candidates is read."""
    from citymatch.ranking.keywords import option_list

    chosen = {name: getattr(options, name) for name in option_list()}
    for word in getattr(options, "once", ()):
        warnings.warn(f"--{word} is deprecated and will go: use --candidates", FutureWarning, stacklevel=2)
    if options.candidates and (options.candidates == "-" or Path(options.candidates).exists()):
        from citymatch.places import read

        chosen["candidates"] = read(options.candidates)
        tell_remarks(chosen["candidates"])
    return chosen


def tell_remarks(read: Iterable[Entry | Resolution]) -> None:
    """What was decided in reading a list, each remark once, on the error stream."""
    from citymatch.places.saying import say

    for remark in dict.fromkeys(remark for each in read for remark in each.remarks):
        say(remark)


class _Deprecated(argparse.Action):
    """An option that goes by another name now."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        setattr(namespace, self.dest, values)
        namespace.once = (*getattr(namespace, "once", ()), str(option_string).lstrip("-").partition("=")[0])


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


def from_zero(text: str) -> int:
    """A whole number of at least 0."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 0, not {text!r}")
    return int(text)


def console(errors: bool = False) -> Console:
    """Where tables go (with `errors` what is told beside them): as wide as the screen, or 140 columns in a file."""
    from rich.console import Console

    from citymatch.report.visible import visible

    class Visible(Console):
        """A console that shows control characters in what it is given as escapes: it colours by its own alone."""

        def print(self, *objects: Any, **how: Any) -> None:
            super().print(*(visible(each) if isinstance(each, str) else each for each in objects), **how)

    stream = sys.stderr if errors else sys.stdout
    out = getattr(stream, "beneath", stream)
    return Visible(file=out, width=None if out.isatty() else 140, highlight=False)


def print_json(value: Any) -> int:
    """Plain values as JSON on the screen."""
    from citymatch.report.files import to_json

    sys.stdout.write(to_json(value))
    return DONE


def tell_written(path: Path, how: str = "written") -> None:
    """Say what was written. Of a device or a pipe nothing is said: it may be the very screen, or another program."""
    from citymatch.whole import is_device

    if not is_device(path):
        print(f"{path}: {how}")


def refuse_ending(directory: Path) -> None:
    """Raise InputError for a directory that is named like a file: nothing of that kind would come of it."""
    from citymatch.datasets import InputError

    if directory.suffix.lower() in FILE_ENDINGS and not directory.is_dir():
        raise InputError(
            f"{directory}: --output names a directory, in which files are written; leave out the ending"
        )


def refuse_other_endings(output: Path, endings: Sequence[str], what: str) -> None:
    """Raise InputError for a file whose ending is none of those that can be written; a device needs none."""
    from citymatch.datasets import InputError
    from citymatch.whole import is_device

    if output.suffix.lower() not in endings and not is_device(output):
        written = f"{', '.join(endings[:-1])} or {endings[-1]}" if len(endings) > 1 else endings[0]
        raise InputError(f"{output}: {what} is written as {written}, not as {output.suffix or 'that'}")


def add_paper_options(parser: argparse.ArgumentParser) -> None:
    """The file of a paper, and the size that Word and PDF lay it out for."""
    parser.add_argument(
        "--output",
        type=Path,
        help="a .docx (Word), .pdf, .html or .md file; without it, Markdown on the screen",
    )
    parser.add_argument(
        "--paper", choices=("letter", "a4"), default="letter", help="the paper of .docx and .pdf"
    )


def print_paper(paper: Document, options: argparse.Namespace) -> int:
    """A paper on the screen as Markdown, or in the file whose ending says how."""
    from citymatch.whole import is_device, write_whole

    if options.output is None:
        sys.stdout.write(paper.to_markdown())
    elif is_device(options.output):
        write_whole(options.output, paper.to_markdown())
    else:
        tell_written(paper.save(options.output, options.paper))
    return DONE


def below(
    what: Any, name: str, run: Callable[[argparse.Namespace], int], words: str
) -> argparse.ArgumentParser:
    """The parser of a command below another (`offers add`), which `run` answers."""
    parser: argparse.ArgumentParser = what.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser
