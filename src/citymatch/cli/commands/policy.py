"""List, show, check or begin policies."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citymatch.cli.codes import DONE, WRONG
from citymatch.cli.shared import below, console

if TYPE_CHECKING:
    from citymatch.places import Community
    from citymatch.policy.interview import Town


def add(parser: argparse.ArgumentParser) -> None:
    """Its commands and their arguments."""
    what = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    below(what, "list", list_all, "the built-in policies")
    below(what, "show", show, "a policy in plain words").add_argument("policy")
    below(what, "check", check, "say what is wrong with a policy file").add_argument("file")
    begin = below(what, "new", new, "begin a policy file; asks where no flag answers")
    begin.add_argument("file", type=Path)
    begin.add_argument("--title", default="")
    begin.add_argument("--community", default="", help="the town or county whose policy it is, by name or id")
    begin.add_argument(
        "--weight", action="append", default=[], metavar="CRITERION=WEIGHT",
        help="a number, or most important, important, a little, no",
    )  # fmt: skip
    begin.add_argument("--evidence", action="append", default=[], metavar="TEXT")
    begin.add_argument("--stage", action="append", default=[], metavar="TEXT")
    begin.add_argument("--resume", action="store_true", help="go on from the answers that a draft holds")
    begin.add_argument("--fresh", action="store_true", help="leave a draft out of account and begin anew")
    begin.add_argument(
        "--draft",
        type=Path,
        metavar="FILE",
        help="where the answers are kept meanwhile (default: beside the policy)",
    )
    pairs = below(what, "weigh", weigh, "weights from how much more each criterion matters than each other")
    pairs.add_argument("comparison", nargs="+", help="such as size:water=3 or size:water=1/3")


def list_all(options: argparse.Namespace) -> int:
    """`policy list`."""
    from citymatch.policy.authoring import listing
    from citymatch.report import terminal

    terminal.rows_table(listing(), console())
    return DONE


def show(options: argparse.Namespace) -> int:
    """`policy show`."""
    import citymatch
    from citymatch.policy.authoring import told

    print(told(citymatch.load_policy(options.policy)))
    return DONE


def check(options: argparse.Namespace) -> int:
    """`policy check`."""
    from citymatch.features.catalogue import Catalogue
    from citymatch.policy.authoring import checked

    print(checked(options.file, Catalogue()))
    return DONE


def new(options: argparse.Namespace) -> int:
    """`policy new`."""
    from citymatch.datasets import InputError
    from citymatch.features.catalogue import Catalogue
    from citymatch.policy.authoring import new, write_new

    file: Path = options.file
    if file.exists():
        raise InputError(f"{file}: is there already; choose another name or remove it first")
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", file.stem).strip("-_.") or "policy"
    if not (options.title or options.weight):
        return _asked(options, name)
    weights = {pair.partition("=")[0]: _number(pair) for pair in options.weight}
    community = _town(options.community).id if options.community else ""
    text = new(Catalogue(), name, options.title, community, weights, options.evidence, options.stage)
    print(f"{write_new(file, text)}: written; change it, then run citymatch policy check {file}")
    return DONE


def _asked(options: argparse.Namespace, name: str) -> int:
    """`policy new` by questions. What was answered is kept in a draft after each of them."""
    import datetime

    from citymatch.features.catalogue import Catalogue
    from citymatch.policy.authoring import write_new
    from citymatch.policy.interview import Interview, read_draft, write_draft

    draft = options.draft or options.file.with_name(options.file.name + ".draft")
    kept = None if options.fresh else read_draft(draft)
    interview = Interview(Catalogue(), _find)
    try:
        if kept and _goes_on(draft, kept, options.resume):
            interview.resume(kept)
        print(HOW_TO_ANSWER)
        if options.community and "town" not in interview.answers:
            print(interview.read("town", options.community), end="")
        interview.hold(_line, print, lambda answers: write_draft(draft, answers))
    except (EOFError, KeyboardInterrupt) as end:
        return _stopped(end, len(interview.answers), len(interview.keys), draft, options.file)
    write_draft(draft, interview.answers)  # until the policy stands whole
    written = write_new(options.file, interview.policy(name, datetime.date.today().isoformat()))
    draft.unlink(missing_ok=True)
    town = f'"{interview.town.label}"' if interview.town else '"YOUR TOWN, STATE"'
    print(f"\n{written}: written. See what it says: citymatch policy show {written}")
    if rules := interview.kept():
        print(
            f"Kept as must-rules: {'; '.join(rules)}. To strike one out, take its [[rules]] part out of the file."
        )
    print(f"Use it: citymatch rank {town} --policy {written}")
    return DONE


HOW_TO_ANSWER = """\
Plain questions for a policy. Enter takes what stands in [ ], back goes to the question before, done takes what stands
in [ ] for the rest. Your answers are kept: you may stop at any time and go on later."""


def _goes_on(draft: Path, answers: dict[str, Any], resume: bool) -> bool:
    """Whether the answers of a draft are taken. Where nobody can be asked, --resume or --fresh has to say so."""
    from citymatch.datasets import InputError

    if resume:
        return True
    if not sys.stdin.isatty():
        raise InputError(
            f"{draft}: holds {len(answers)} answers from before; --resume goes on from them, --fresh begins anew"
        )
    answer = _line(f"{draft} holds {len(answers)} answers from before. Go on from them? [yes]: ")
    return not answer.strip().casefold().startswith("n")


def _stopped(end: BaseException, answers: int, questions: int, draft: Path, file: Path) -> int:
    """Say what became of the answers where the questions were broken off."""
    how = "the answers ended" if isinstance(end, EOFError) else "stopped"
    kept = (
        f"after {answers} of {questions} questions; the answers are kept in {draft}: "
        f"citymatch policy new {file} --resume goes on from there"
        if answers
        else "before the first answer; nothing is written"
    )
    print(f"\ncitymatch: {how} {kept}", file=sys.stderr)
    return WRONG


def _line(question: str) -> str:
    """The answer to a question; one that comes from a file or a pipe is shown after it."""
    if sys.stdin.isatty():
        return input(question)
    print(question, end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    print(line.rstrip("\n"))
    return line.encode("utf-8", "replace").decode()  # half a character is a question mark


def _find(text: str) -> Town | list[Town] | str:
    """Look a town up, with what is believed of it."""
    from citymatch.datasets import InputError
    from citymatch.places import resolve
    from citymatch.profiles import profile
    from citymatch.profiles.in_short import in_short

    try:
        found = resolve(text)
    except InputError as problem:
        return str(problem)
    if found.community is None:
        why = found.note or "write it with its state, or leave it out with Enter"
        return [_as_town(each) for each in found.candidates] or f"{text!r} was not found: {why}"
    return replace(_as_town(found.community), facts=in_short(profile(found.community)), note=found.note)


def _town(text: str) -> Town:
    """The one town that a name means. Raises what says which there are."""
    from citymatch.places import accepted, resolve

    return _as_town(accepted(resolve(text)))


def _as_town(community: Community) -> Town:
    from citymatch.policy.interview import Town

    return Town(community.id, community.name, community.label, community.country)


def weigh(options: argparse.Namespace) -> int:
    """`policy weigh`."""
    from citymatch.policy.pairwise import compare, read_judgements

    judgements = read_judgements(options.comparison)
    criteria = list(dict.fromkeys(name for pair in judgements for name in pair))
    print(compare(criteria, judgements).text)
    return DONE


def _number(pair: str) -> float:
    """The weight of CRITERION=WEIGHT, in numbers or in words."""
    from citymatch.datasets import InputError
    from citymatch.policy.weights import WEIGHTS, in_number

    text = pair.partition("=")[2].strip()
    if (number := in_number(text)) is not None:
        return number
    try:
        return float(text)
    except ValueError:
        words = ", ".join(WEIGHTS)
        told = f"--weight {pair}: write it as CRITERION=WEIGHT with a number from 0 up or one of {words}"
        raise InputError(told) from None
