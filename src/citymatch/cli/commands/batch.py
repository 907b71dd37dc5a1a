"""Rank for every community of a list."""

from __future__ import annotations

import argparse
from pathlib import Path

from citymatch.cli.codes import DONE, PARTLY
from citymatch.cli.shared import add_ranking_options, console, ranking_options, refuse_ending, tell_remarks
from citymatch.cli.waiting import waiting

DEFAULT_DIRECTORY = "citymatch-results"
FORMS = ("csv", "parquet")


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", nargs="?", help="a list; without it, the members that seek a partner")
    add_ranking_options(parser, top=10)
    parser.add_argument(
        "--output", type=Path, default=Path(DEFAULT_DIRECTORY), help="the directory to write to"
    )
    parser.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")
    parser.add_argument("--excel", action="store_true", help="also a workbook with a sheet per seeker")
    parser.add_argument(
        "--html", action="store_true", help="also a page per seeker, and one of the whole list"
    )
    parser.add_argument(
        "--jobs", type=int, default=1, help="how many workers, -1 for one per core (default 1)"
    )
    parser.add_argument("--backend", help="where they work: threading, loky (processes) or dask")
    parser.add_argument(
        "--stream", choices=FORMS,
        help="for a long list: only ids and scores, in files of 500 seekers, taken up again where it stopped",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Write a ranking per seeker into a directory, and print the first three of each."""
    import citymatch
    from citymatch.datasets import InputError
    from citymatch.report import terminal

    if options.output.exists() and not options.output.is_dir():
        raise InputError(f"{options.output}: is a file; --output names a directory")
    refuse_ending(options.output)
    if options.stream:
        return stream(options)
    with waiting("ranking") as bar:
        result = citymatch.batch(
            options.file, options.policy, options.top, n_jobs=options.jobs, backend=options.backend,
            **ranking_options(options), progress=bar.count,
        )  # fmt: skip
        bar.part("writing the lists")
        written = result.save(options.output, bom=options.bom, excel=options.excel, progress=bar.count)
        if options.html:
            bar.part("writing the pages", len(result.rankings))
            written += result.save_pages(options.output, bar.count)
    tell_remarks(result.resolutions)
    screen = console()
    terminal.batch_table(result.results, result.repeated, result.unresolved, screen)
    screen.print(f"{len(result.rankings)} communities ranked; {len(written)} files in {options.output}")
    return PARTLY if result.unresolved and not result.builtin else DONE


def stream(options: argparse.Namespace) -> int:
    """Write ids and scores alone, piece by piece."""
    import citymatch
    from citymatch.datasets import InputError
    from citymatch.places import resolve_many
    from citymatch.report import terminal
    from citymatch.report.saving import save_lines

    if options.per_country:
        raise InputError(
            "--stream writes the ranking itself; --per-country varies lists that people are shown"
        )
    found = resolve_many(options.file)
    if any(line.policy for line in found):
        raise InputError("--stream ranks a whole list under one policy; the list has a column of policies")
    tell_remarks(found)
    lost = [line for line in found if line.community is None]
    ranker = citymatch.PartnerRanker(options.policy, **ranking_options(options)).fit()
    with waiting("ranking, in files of 500") as bar:
        done = ranker.rank_into(
            options.output, [line for line in found if line.community is not None], options.top,
            form=options.stream, n_jobs=options.jobs, backend=options.backend, progress=bar.count,
        )  # fmt: skip
    save_lines(found, options.output, "utf-8-sig" if options.bom else "utf-8")
    before = f", {done.done_before} of them there before" if done.done_before else ""
    print(f"{done.seekers} communities ranked; {len(done.parts)} files in {done.directory}{before}")
    terminal.problems(lost, console())
    return PARTLY if lost and options.file is not None else DONE
