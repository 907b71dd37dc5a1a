"""The command: reads its arguments, asks the library, prints or writes. Nothing is decided here.

Each command is a file of its own in `cli/commands/`, with `add(parser)` beside `run(options)`; its name is the file's.
"""

from __future__ import annotations

import argparse
import gc
import os
import pkgutil
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from errno import ENOSPC
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from citymatch.version import __version__

from . import commands
from .codes import DONE, PARTLY, WRONG
from .screen import screened

__all__ = ["main"]
DEPRECATED = r".* is deprecated"
"""How a warning about an option that will go begins."""

EXAMPLES = """citymatch ranks the communities of the world as sister-city partners for one of yours. Five ways to begin:

  citymatch rank "Pinole, California"                              the ten or twenty best, one line each
  citymatch explain "Pinole, California" "Sanary-sur-Mer, France"  why one place stands where it stands
  citymatch explore "Pinole, California" --output pinole.html      a page to look at, and to move the weights on
  citymatch memo "Pinole, California" --output memo.html           the paper for a commission
  citymatch batch my-list.csv --output results                     a whole list of communities

citymatch --help lists every command, citymatch COMMAND --help its options."""
"""What the command says when it is called by itself."""

UNKNOWN = "unrecognized arguments: "
"""How argparse begins what it says of options that do not exist."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Gives the exit code: 0 done; 2 the call or a file is wrong, or the community is ambiguous or unknown; 3
    done, but some lines of the user's file could not be resolved.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    with screened() as readings:
        code = _run(given)
    return PARTLY if code == DONE and readings.lost else code


def _run(given: Sequence[str]) -> int:
    parser = _parser(given)
    if nul := next((each for each in given if "\0" in each), None):
        parser.error(f"the argument {nul!r} holds a NUL character")
    options = parser.parse_args(given)
    if "run" not in options:
        print(EXAMPLES)
        return WRONG
    # A command lives for a second or two: looking for reference cycles costs a tenth of that and frees nothing.
    gc.disable()
    from citymatch.datasets import InputError

    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("always", DEPRECATED, FutureWarning)
            warnings.showwarning = partial(_told_in_one_line, warnings.showwarning)
            new = _new_folder(getattr(options, "output", None))
            code = int(options.run(options))
            if new is not None and new.is_dir():
                print(f"citymatch: made the folder {new}", file=sys.stderr)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever reads the output has seen enough (`| head`); nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (InputError, OSError) as error:
        print(f"citymatch: {_one_line(error)}", file=sys.stderr)
        return WRONG
    except Exception:
        # What cannot be may follow from data that are not what they were.
        from citymatch.datasets.packaged import damage

        if (wrong := damage()) is None:
            raise
        print(f"citymatch: {wrong}", file=sys.stderr)
        return WRONG
    finally:
        gc.enable()


def _new_folder(output: str | Path | None) -> Path | None:
    """The folder for an output that is not there yet and will be made, which is said: its name may be misspelt."""
    folder = Path(output).parent if output is not None else None
    return None if folder is None or folder.exists() else folder


def _told_in_one_line(
    otherwise: Callable[..., None], message: Warning | str, category: type[Warning], *where: Any, **more: Any
) -> None:
    """What is deprecated as a line of the command's own; any other warning as Python tells it."""
    if issubclass(category, FutureWarning):
        print(f"citymatch: {message}", file=sys.stderr)
    else:
        otherwise(message, category, *where, **more)


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, OSError) and error.errno == ENOSPC:  # every file that is written is named
        return f"standard output: {error.strerror}"
    return str(error)


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with a call in one line, as for any other bad input, and names the nearest option."""

    flags: tuple[str, ...] = ()

    def error(self, message: str) -> NoReturn:
        if message.startswith(UNKNOWN):
            first = next(iter(message.removeprefix(UNKNOWN).split()), "")
            near = get_close_matches(first.partition("=")[0], self.flags, 1)
            message += f"; did you mean {near[0]}?" if near else ""
        self.exit(WRONG, f"citymatch: {message} ({self.prog} --help lists the options)\n")


_POINT = re.compile(r"-[\d.,].*")
"""An argument that begins so is a point south of the equator or a negative number, and no option."""


def _take_points(command: argparse.ArgumentParser) -> None:
    """Let a command take "-33.9, 151.2" for a point: argparse takes it for an option unless this pattern says else."""
    command._negative_number_matcher = _POINT


def command_names() -> tuple[str, ...]:
    """The commands that there are: the files of `cli/commands/`.

    >>> "rank" in command_names()
    True
    """
    return tuple(sorted(module.name for module in pkgutil.iter_modules(commands.__path__)))


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    """The parser; where the first argument names a command, with that command alone, so that it starts at once."""
    parser = OneLineParser(
        prog="citymatch", description="Sister-city partners for a community, ranked against its own policy."
    )
    parser.add_argument("--version", action="version", version=f"citymatch {__version__}")
    below = parser.add_subparsers(title="commands", metavar="COMMAND")
    names = command_names()
    for name in given[:1] if given and given[0] in names else names:
        module = import_module(f"citymatch.cli.commands.{name}")
        words = str(module.__doc__).splitlines()[0].rstrip(".")
        command: argparse.ArgumentParser = below.add_parser(
            name, help=words[:1].lower() + words[1:], description=words
        )
        if hasattr(module, "run"):
            command.set_defaults(run=module.run)
        module.add(command)
        _take_points(command)
        parser.flags += tuple(command._option_string_actions)
    return parser
