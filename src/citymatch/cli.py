"""The command: reads its arguments, asks the library, prints or writes. Nothing is decided here."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import citymatch

if TYPE_CHECKING:
    from rich.console import Console

    from citymatch.ranking import Ranking

DONE, WRONG, PARTLY = 0, 2, 3
DEFAULT_DIRECTORY = "citymatch-results"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Gives the exit code: 0 done; 2 the call or a file is wrong, or the community is ambiguous or unknown; 3
    done, but some lines of the user's file could not be resolved.
    """
    options = _parser().parse_args(arguments)
    if "run" not in options:
        _parser().print_help()
        return WRONG
    from citymatch.datasets import InputError

    try:
        return int(options.run(options))
    except (InputError, OSError) as error:
        print(f"citymatch: {_one_line(error)}", file=sys.stderr)
        return WRONG


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="citymatch", description="Sister-city partners for a community, ranked against its own policy."
    )
    parser.add_argument("--version", action="version", version=f"citymatch {citymatch.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    resolve = _command(commands, "resolve", _resolve, "read a messy list and say which communities it means")
    resolve.add_argument("file", help="a text, CSV or Excel file; - for standard input")
    resolve.add_argument("--format", choices=("table", "json", "csv"), default="table")
    resolve.add_argument("--online", action="store_true", help="look up what no gazetteer knows with geopy")

    rank = _command(commands, "rank", _rank, "rank every community abroad for one seeker")
    rank.add_argument("community", help='such as "Pinole, California", an id, or coordinates')
    _ranking_options(rank, top=20)
    rank.add_argument("--format", choices=("table", "json", "csv", "geojson"), default="table")
    rank.add_argument("--output", type=Path, help="write to this file instead of the screen")
    rank.add_argument("--population", type=float, help="the seeker's population, if it knows better")
    rank.add_argument("--population-source", default="", help="where that population comes from")

    explain = _command(commands, "explain", _explain, "say why one place stands where it stands")
    explain.add_argument("community")
    explain.add_argument("candidate")
    _ranking_options(explain)
    explain.add_argument("--format", choices=("table", "json"), default="table")

    batch = _command(commands, "batch", _batch, "rank for every community of a list")
    batch.add_argument("file", nargs="?", help="a list; without it, the members that seek a partner")
    _ranking_options(batch, top=10)
    batch.add_argument(
        "--output", type=Path, default=Path(DEFAULT_DIRECTORY), help="the directory to write to"
    )

    partners = _command(commands, "partners", _partners, "list the known partnerships of a community")
    partners.add_argument("community")
    partners.add_argument("--status", help="only those of this status")
    partners.add_argument("--partners", type=Path, help="a CSV list of partnerships of your own")
    partners.add_argument("--partners-mode", choices=("merge", "replace"), default="merge")
    partners.add_argument("--format", choices=("table", "json", "csv"), default="table")
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], help: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    return parser


def _ranking_options(parser: argparse.ArgumentParser, top: int | None = None) -> None:
    """The options that ranking commands share; they are the keywords of `citymatch.rank`."""
    parser.add_argument("--policy", help="a built-in policy's name or a file")
    if top is not None:
        parser.add_argument("--top", type=_positive, default=top, help=f"how many (default {top})")
    parser.add_argument("--as-of", help="the day whose laws apply, such as 2026-09-01")
    parser.add_argument(
        "--no-laws", dest="laws", action="store_false", help="leave state laws out of account"
    )
    parser.add_argument("--caution", choices=("show", "exclude"), default="show")
    parser.add_argument("--candidates", help="a file of the only communities to compare")
    parser.add_argument("--country", help="only these countries, separated by commas")
    parser.add_argument("--continent", help="only these continents, separated by commas")
    parser.add_argument("--exclude", help="a CSV file of places or countries to leave out, with reasons")
    parser.add_argument("--partners", help="a CSV list of partnerships of your own")
    parser.add_argument("--partners-mode", choices=("merge", "replace"), default="merge")
    parser.add_argument("--attributes", help="a CSV table of your own columns about candidates")
    parser.add_argument("--include-unknown", action="store_true", help="also places of unknown standing")


_SHARED = (
    "as_of", "laws", "caution", "country", "continent", "exclude", "partners", "partners_mode", "attributes",
    "include_unknown",
)  # fmt: skip


def _shared(options: argparse.Namespace) -> dict[str, Any]:
    chosen = {name: getattr(options, name) for name in _SHARED}
    if options.candidates:
        from citymatch.places import resolve_many

        found = [resolution.community for resolution in resolve_many(options.candidates)]
        chosen["candidates"] = [community for community in found if community is not None]
    return chosen


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {text!r}")
    return int(text)


def _console() -> Console:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 140, highlight=False)


def _resolve(options: argparse.Namespace) -> int:
    from citymatch.places import resolve_many
    from citymatch.report import files, terminal

    resolutions = resolve_many(options.file, online=options.online)
    if options.format == "json":
        sys.stdout.write(files.to_json([resolution.to_dict() for resolution in resolutions]))
    elif options.format == "csv":
        rows = [{**r.to_dict(), "candidates": "; ".join(c.id for c in r.candidates)} for r in resolutions]
        columns = list(rows[0]) if rows else []
        sys.stdout.write(files.csv_text(columns, [list(row.values()) for row in rows]))
    else:
        terminal.resolutions_table(resolutions, _console())
    return DONE if all(resolution.community for resolution in resolutions) else PARTLY


def _rank(options: argparse.Namespace) -> int:
    ranking = citymatch.rank(
        options.community, options.policy, options.top, population=options.population,
        population_source=options.population_source, **_shared(options),
    )  # fmt: skip
    if options.output is None and options.format == "table":
        from citymatch.report import terminal

        terminal.ranking_table(ranking, _console())
        return DONE
    text = _as_text(ranking, options.format)
    if options.output is None:
        sys.stdout.write(text)
    else:
        from citymatch.report.files import write_whole

        write_whole(options.output, text)
    return DONE


def _as_text(ranking: Ranking, format: str) -> str:
    from citymatch.report import files, terminal

    if format == "json":
        return files.to_json(ranking.to_dict())
    if format == "csv":
        return files.ranking_csv(ranking)
    if format == "geojson":
        return files.ranking_geojson(ranking)
    from rich.console import Console

    console = Console(width=120, record=True, file=io.StringIO(), highlight=False)
    terminal.ranking_table(ranking, console)
    return console.export_text()


def _explain(options: argparse.Namespace) -> int:
    from citymatch.report import files, terminal

    ranking = citymatch.rank(options.community, options.policy, 1, **_shared(options))
    explanation = ranking.explain(options.candidate)
    if options.format == "json":
        sys.stdout.write(files.to_json(explanation.to_dict()))
    else:
        terminal.explanation_text(explanation, _console())
    return DONE


def _batch(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import Progress

    from citymatch.report import terminal

    options.output.mkdir(parents=True, exist_ok=True)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("ranking", total=None)
        result = citymatch.batch(
            options.file, options.policy, options.top, **_shared(options),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
    written = result.save(options.output)
    console = _console()
    terminal.batch_table(result, console)
    console.print(f"{len(result.rankings)} communities ranked; {len(written)} files in {options.output}")
    return PARTLY if result.unresolved and not result.builtin else DONE


def _partners(options: argparse.Namespace) -> int:
    from citymatch.report import files, terminal
    from citymatch.report.partners import known_partners

    found = known_partners(options.community, options.status, options.partners, options.partners_mode)
    if options.format == "json":
        sys.stdout.write(files.to_json(found.to_dict()))
    elif options.format == "csv":
        sys.stdout.write(files.csv_text(found.columns, found.rows))
    else:
        terminal.partners_table(found, _console())
    return DONE


if __name__ == "__main__":
    sys.exit(main())
