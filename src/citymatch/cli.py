"""The command: reads its arguments, asks the library, prints or writes. Nothing is decided here."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import citymatch

if TYPE_CHECKING:
    from rich.console import Console

    from citymatch.places import Community, Resolution
    from citymatch.ranking import Ranking
    from citymatch.report.document import Document

DONE, WRONG, PARTLY = 0, 2, 3
ENDINGS = {".json": "json", ".csv": "csv", ".geojson": "geojson", ".xlsx": "excel"}
"""What a file's ending says of its format where no --format does."""
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
    # A command lives for a second or two: looking for reference cycles costs a tenth of that and frees nothing.
    gc.disable()
    from citymatch.datasets import InputError

    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever reads the output has seen enough (`| head`); nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (InputError, OSError) as error:
        print(f"citymatch: {_one_line(error)}", file=sys.stderr)
        return WRONG
    finally:
        gc.enable()


def _one_line(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    return str(error)


class _OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with a call in one line, as for any other bad input."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"citymatch: {message} ({self.prog} --help lists the options)\n")


def _parser() -> argparse.ArgumentParser:
    parser = _OneLineParser(
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
    rank.add_argument(
        "--format",
        choices=("table", "json", "csv", "geojson", "excel"),
        help="default: by the file's ending, else table",
    )
    rank.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")
    rank.add_argument("--output", type=Path, help="write to this file instead of the screen")
    rank.add_argument("--population", type=_people, help="the seeker's population, if it knows better")
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
    batch.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")
    batch.add_argument("--excel", action="store_true", help="also a workbook with a sheet per seeker")
    batch.add_argument(
        "--html", action="store_true", help="also a page per seeker, and one of the whole list"
    )

    partners = _command(commands, "partners", _partners, "list the known partnerships of a community")
    partners.add_argument("community")
    partners.add_argument("--status", help="only those of this status")
    partners.add_argument("--partners", type=Path, help="a CSV list of partnerships of your own")
    partners.add_argument("--partners-mode", choices=("merge", "replace"), default="merge")
    partners.add_argument("--format", choices=("table", "json", "csv"), default="table")
    _papers(commands)
    _policies(commands)
    _analysis(commands)
    return parser


def _papers(commands: Any) -> None:
    """The commands that turn a ranking into something for a commission."""
    page = _command(commands, "explore", _explore, "write one page that shows the ranking and re-ranks it")
    page.add_argument("community")
    _ranking_options(page, top=20)
    page.add_argument("--output", type=Path, required=True, help="the HTML file to write")

    draft = _command(commands, "application", _application, "draft the application and staff report")
    draft.add_argument("community")
    draft.add_argument("candidate")
    memo = _command(commands, "memo", _memo, "draft a memo that compares three to six candidates")
    memo.add_argument("community")
    memo.add_argument("candidates", nargs="+", metavar="candidate")
    for paper in (draft, memo):
        _ranking_options(paper, only="restrict")
        paper.add_argument(
            "--output", type=Path, help="a .html or .md file; without it, Markdown on the screen"
        )

    vary = _command(commands, "sensitivity", _sensitivity, "say how far the first ten depend on the weights")
    vary.add_argument("community")
    _ranking_options(vary, top=10)
    vary.add_argument(
        "--draws", type=_positive, default=1000, help="how many random weightings (default 1000)"
    )
    vary.add_argument("--seed", type=int, default=0)
    vary.add_argument("--concentration", type=float, default=50.0, help="larger keeps nearer to the policy")
    vary.add_argument("--format", choices=("table", "json"), default="table")


def _analysis(commands: Any) -> None:
    """The commands that say how far citymatch itself can be trusted."""
    evaluate = _command(commands, "evaluate", _evaluate, "how well the learned policy recovers real partners")
    evaluate.add_argument("--cv", type=_positive, default=5, help="folds by community (default 5)")
    evaluate.add_argument("--table", default="all", help="all, strong, signing, laws or degree")
    evaluate.add_argument(
        "--sealed", action="store_true", help="the sealed fifth instead of cross-validation"
    )
    evaluate.add_argument(
        "--everyone", action="store_true", help="the sealed communities take part in the folds"
    )
    evaluate.add_argument(
        "--no-baselines", dest="baselines", action="store_false", help="the learned policy only"
    )
    evaluate.add_argument(
        "--output", type=Path, help="also write every table as CSV and JSON to this directory"
    )
    doctor = _command(commands, "doctor", _doctor, "check what the data say of themselves")
    doctor.add_argument("--standing", action="store_true", help="precision and recall of who governs itself")
    doctor.add_argument(
        "--populations",
        action="store_true",
        help="the people of each country's candidates against the nation",
    )


def _policies(commands: Any) -> None:
    """`citymatch policy` and what it does."""
    policy = commands.add_parser(
        "policy", help="list, show, check or begin policies", description="Policies."
    )
    what = policy.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _command(what, "list", _policy_list, "the built-in policies")
    _command(what, "show", _policy_show, "a policy in plain words").add_argument("policy")
    _command(what, "check", _policy_check, "say what is wrong with a policy file").add_argument("file")
    new = _command(what, "new", _policy_new, "begin a policy file; asks where no flag answers")
    new.add_argument("file", type=Path)
    new.add_argument("--title", default="")
    new.add_argument("--community", default="", help="the id of the community whose policy it is")
    new.add_argument("--weight", action="append", default=[], metavar="EXTRACTOR=NUMBER")
    new.add_argument("--evidence", action="append", default=[], metavar="TEXT")
    new.add_argument("--stage", action="append", default=[], metavar="TEXT")
    weigh = _command(what, "weigh", _policy_weigh, "weights from comparing criteria in pairs (AHP)")
    weigh.add_argument("comparison", nargs="+", help="such as size:water=3 or size:water=1/3")


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], help: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    return parser


def _ranking_options(
    parser: argparse.ArgumentParser, top: int | None = None, only: str = "candidates"
) -> None:
    """The options that ranking commands share; they are the keywords of `citymatch.rank`."""
    parser.add_argument("--policy", help="a built-in policy's name or a file")
    if top is not None:
        parser.add_argument("--top", type=_positive, default=top, help=f"how many (default {top})")
    parser.add_argument("--as-of", help="the day whose laws apply, such as 2026-09-01")
    parser.add_argument(
        "--no-laws", dest="laws", action="store_false", help="leave state laws out of account"
    )
    parser.add_argument("--caution", choices=("show", "exclude"), default="show")
    parser.add_argument(f"--{only}", dest="restrict", help="a file of the only communities to compare")
    parser.add_argument("--country", help="only these countries, separated by commas")
    parser.add_argument("--continent", help="only these continents, separated by commas")
    parser.add_argument("--exclude", help="a CSV file of places or countries to leave out, with reasons")
    parser.add_argument("--partners", help="a CSV list of partnerships of your own")
    parser.add_argument("--partners-mode", choices=("merge", "replace"), default="merge")
    parser.add_argument("--attributes", help="a CSV table of your own columns about candidates")
    parser.add_argument("--diversity", type=float, default=0.0, help="0 to 1: spread the list over countries")
    parser.add_argument("--include-unknown", action="store_true", help="also places of unknown standing")


_SHARED = (
    "as_of", "laws", "caution", "country", "continent", "exclude", "partners", "partners_mode", "attributes",
    "include_unknown", "diversity",
)  # fmt: skip


def _shared(options: argparse.Namespace) -> dict[str, Any]:
    chosen = {name: getattr(options, name) for name in _SHARED}
    if options.restrict:
        from citymatch.places import resolve_many

        chosen["candidates"] = [
            _candidate(options.restrict, found) for found in resolve_many(options.restrict)
        ]
    return chosen


def _candidate(file: str, found: Resolution) -> Community:
    """A line of the file of candidates; one that cannot be read would silently be missing, so it is an error."""
    from citymatch.datasets import InputError

    if found.community is None:
        raise InputError(f"{file}, line {found.line}: {found.input!r}: {found.note or found.status}")
    return found.community


def _people(text: str) -> float:
    """A number of people, with or without thousands separators."""
    digits = text.replace(",", "").replace(" ", "")
    if not digits.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a number of people, not {text!r}")
    return float(digits)


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
    ending = options.output.suffix.lower() if options.output is not None else ""
    form = options.format or ENDINGS.get(ending, "table")
    if options.output is None and form == "table":
        from citymatch.report import terminal

        terminal.ranking_table(ranking, _console())
        return DONE
    if form == "excel":
        return _workbook(ranking, options.output)
    text = _as_text(ranking, form)
    if options.output is None:
        sys.stdout.write(text)
    else:
        from citymatch.report.files import write_whole

        marked = options.bom and form == "csv"
        print(f"{write_whole(options.output, text, 'utf-8-sig' if marked else 'utf-8')}: written")
    return DONE


def _workbook(ranking: Ranking, output: Path | None) -> int:
    from citymatch.datasets import InputError
    from citymatch.report.excel import save_workbook

    if output is None:
        raise InputError("--format excel needs --output FILE.xlsx")
    print(f"{save_workbook(ranking, output)}: written")
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

    from citymatch.datasets import InputError
    from citymatch.report import terminal

    if options.output.exists() and not options.output.is_dir():
        raise InputError(f"{options.output}: is a file; --output names a directory")
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("ranking", total=None)
        result = citymatch.batch(
            options.file, options.policy, options.top, **_shared(options),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
        written = result.save(options.output, bom=options.bom, excel=options.excel)
        if options.html:
            from citymatch.report.overview import save_pages

            bar.update(task, description="pages", completed=0)
            written += save_pages(
                result, options.output, lambda done, total: bar.update(task, completed=done, total=total)
            )
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


def _explore(options: argparse.Namespace) -> int:
    from citymatch.report.explore import save_page

    ranking = citymatch.rank(options.community, options.policy, options.top, **_shared(options))
    written = save_page(ranking, options.output)
    print(f"{written}: {written.stat().st_size / 1e6:.1f} MB, opens in any browser without a network")
    return DONE


def _application(options: argparse.Namespace) -> int:
    from citymatch.report.application import application

    ranking = citymatch.rank(options.community, options.policy, 1, **_shared(options))
    return _paper(application(ranking, options.candidate), options.output)


def _memo(options: argparse.Namespace) -> int:
    from citymatch.report.memo import memo

    ranking = citymatch.rank(options.community, options.policy, 1, **_shared(options))
    return _paper(memo(ranking, options.candidates), options.output)


def _paper(paper: Document, output: Path | None) -> int:
    from citymatch.datasets import InputError
    from citymatch.report.files import write_whole

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


def _sensitivity(options: argparse.Namespace) -> int:
    from citymatch.datasets import InputError
    from citymatch.ranking.sensitivity import sensitivity
    from citymatch.report import files

    if not options.concentration > 0:
        raise InputError(f"--concentration must be above 0, not {options.concentration}")
    ranking = citymatch.rank(options.community, options.policy, options.top, **_shared(options))
    found = sensitivity(ranking, options.draws, options.top, options.seed, options.concentration)
    print(found.text) if options.format == "table" else sys.stdout.write(files.to_json(found.to_dict()))
    return DONE


def _evaluate(options: argparse.Namespace) -> int:
    from citymatch.datasets import InputError
    from citymatch.learning import report, shown

    gc.enable()  # this one runs for half an hour
    from citymatch.report import terminal

    if options.table not in report.TABLES:
        raise InputError(f"--table must be one of {', '.join(report.TABLES)}, not {options.table!r}")
    if options.cv < 2 and not options.sealed:
        raise InputError(f"--cv must be at least 2 folds, not {options.cv}")
    if options.sealed:
        found = report.run_sealed(options.baselines)
    else:
        found = report.run(
            options.cv, options.baselines, lambda words: print(words, file=sys.stderr), options.everyone
        )
    header, *rows = shown(found.table(options.table))
    terminal.rows_table([dict(zip(header, row, strict=True)) for row in rows], _console())
    if options.output is not None:
        for path in found.write(options.output):
            print(path)
    return DONE


def _doctor(options: argparse.Namespace) -> int:
    from citymatch.report import doctor, terminal

    if options.standing:
        print(doctor.standing())
        return DONE
    terminal.rows_table(doctor.populations() if options.populations else doctor.data(), _console())
    return DONE


def _policy_list(options: argparse.Namespace) -> int:
    from citymatch.policy.authoring import listing
    from citymatch.report import terminal

    terminal.rows_table(listing(), _console())
    return DONE


def _policy_show(options: argparse.Namespace) -> int:
    from citymatch.policy.authoring import told

    print(told(citymatch.load_policy(options.policy)))
    return DONE


def _policy_check(options: argparse.Namespace) -> int:
    from citymatch.policy.authoring import checked
    from citymatch.ranking.catalogue import Catalogue

    print(checked(options.file, Catalogue()))
    return DONE


def _policy_new(options: argparse.Namespace) -> int:
    from citymatch.policy.authoring import asked, new, write_new
    from citymatch.ranking.catalogue import Catalogue

    name = options.file.stem
    if options.title or options.weight:
        weights = {pair.partition("=")[0]: _number(pair.partition("=")[2]) for pair in options.weight}
        text = new(
            Catalogue(), name, options.title, options.community, weights, options.evidence, options.stage
        )
    else:
        text = asked(Catalogue(), input, name)
    print(
        f"{write_new(options.file, text)}: written; change it, then run citymatch policy check {options.file}"
    )
    return DONE


def _policy_weigh(options: argparse.Namespace) -> int:
    from citymatch.policy.pairwise import compare, read_judgements

    judgements = read_judgements(options.comparison)
    criteria = list(dict.fromkeys(name for pair in judgements for name in pair))
    print(compare(criteria, judgements).text)
    return DONE


def _number(text: str) -> float:
    from citymatch.datasets import InputError

    try:
        return float(text)
    except ValueError:
        raise InputError(f"--weight is written as EXTRACTOR=NUMBER, not ...={text!r}") from None


if __name__ == "__main__":
    sys.exit(main())
