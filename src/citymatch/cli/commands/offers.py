"""Keep the ledger of offers: add one, list them, write what came of one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from citymatch.cli.codes import DONE
from citymatch.cli.shared import below, console, positive, print_json
from citymatch.datasets import InputError

if TYPE_CHECKING:
    from citymatch.ledger import Offer

LEDGER = "offers.csv"
ANSWERS = ("accepted", "declined", "no answer", "withdrawn")


def add(parser: argparse.ArgumentParser) -> None:
    """Its commands and their arguments."""
    what = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    new = below(what, "add", add_one, "write an offer into the ledger")
    new.add_argument("--status", choices=("offered", *ANSWERS), default="offered")
    new.add_argument(
        "--from", dest="made", metavar="FILE",
        help="all new offers of an offers.csv that `citymatch assign` wrote, or of its directory",
    )  # fmt: skip
    end = below(what, "close", close, "write what came of an offer")
    end.add_argument("--status", choices=ANSWERS, required=True)
    for each in (new, end):
        each.add_argument("seeker", nargs="?" if each is new else None)
        each.add_argument("candidate", nargs="?" if each is new else None)
        each.add_argument("--date", metavar="DAY", help="such as 2026-05-03; without it, today")
        each.add_argument("--note", default="")
    listed = below(what, "list", list_all, "how every offer stands")
    listed.add_argument("--status", choices=("offered", *ANSWERS), help="only those of this status")
    listed.add_argument("--seeker", help="only those of this community")
    listed.add_argument("--as-of", metavar="DAY", help="as they stand on this day; without it, today")
    listed.add_argument("--format", choices=("table", "csv", "json"), default="table")
    for each in (new, end, listed):
        each.add_argument(
            "--ledger", type=Path, default=Path(LEDGER), metavar="FILE", help=f"default {LEDGER}"
        )
        each.add_argument(
            "--days", type=positive, default=None, metavar="N",
            help="an offer without an answer is free after so many days (90)",
        )  # fmt: skip


def add_one(options: argparse.Namespace) -> int:
    """`offers add`."""
    from citymatch.ledger import DAYS, add_offer
    from citymatch.places.saying import heard

    if (options.made is None) == (options.candidate is None):
        raise InputError("offers add: name a seeker and a candidate, or a list of offers with --from")
    if options.made is not None:
        return _add_all(options)
    with heard() as told:
        offer = add_offer(
            options.ledger, options.seeker, options.candidate, options.date, options.status, options.note,
            options.days or DAYS,
        )  # fmt: skip
    return _tell(options, offer, told)


def _add_all(options: argparse.Namespace) -> int:
    """Every offer of a list that does not stand in the ledger already, all of them or none."""
    from citymatch.face.earlier import earlier_offers
    from citymatch.ledger import DAYS, add_offers
    from citymatch.ledger.days import read_day
    from citymatch.places.saying import heard

    if options.date and read_day(options.date) is None:
        raise InputError(f"date: {options.date!r} is no day; write 2026-05-03")
    offers = [
        (seeker, candidate)
        for seeker, candidates in earlier_offers(options.made).items()
        for candidate in candidates
    ]
    with heard():
        new = add_offers(
            options.ledger, offers, options.date, options.status, options.note, options.days or DAYS
        )
    rest = f"; {len(offers) - len(new)} more in it already" if len(new) < len(offers) else ""
    print(f"{options.ledger}: {len(new)} {'offer' if len(new) == 1 else 'offers'} written{rest}")
    return DONE


def close(options: argparse.Namespace) -> int:
    """`offers close`."""
    from citymatch.ledger import DAYS, close_offer
    from citymatch.places.saying import heard

    with heard() as told:
        offer = close_offer(
            options.ledger, options.seeker, options.candidate, options.status, options.date, options.note,
            options.days or DAYS,
        )  # fmt: skip
    return _tell(options, offer, told)


def _tell(options: argparse.Namespace, offer: Offer, read: list[str]) -> int:
    """The line that was written, what follows from it, and how the names were read."""
    from datetime import date

    from citymatch.ledger import DAYS, Ledger
    from citymatch.ledger.days import told
    from citymatch.ledger.listing import follows

    ledger = Ledger((offer,), options.days or DAYS)
    then = follows(ledger, offer, max(offer.day, date.today()))
    print(
        f"{options.ledger}: {offer.candidate} for {offer.seeker}: {offer.status} on {told(offer.day)}; {then}"
    )
    for reading in read:
        print(reading)
    return DONE


def list_all(options: argparse.Namespace) -> int:
    """`offers list`."""
    from citymatch.ledger import read_ledger
    from citymatch.ledger.book import id_of_one
    from citymatch.ledger.listing import COLUMNS, standing, table_of
    from citymatch.places import find
    from citymatch.places.saying import say
    from citymatch.ranking.offered import remarks_of
    from citymatch.ranking.options import Options
    from citymatch.report import files, terminal

    day = Options.check(as_of=options.as_of).day
    ledger = read_ledger(options.ledger, options.days)
    for remark in remarks_of(ledger, day):
        say(remark)
    seeker = id_of_one(find(options.seeker).id) if options.seeker else ""
    rows = standing(ledger, day, options.status, seeker)
    if options.format == "json":
        return print_json(rows)
    if options.format == "csv":
        sys.stdout.write(files.csv_text(*table_of(rows)))
    elif rows:
        shown = COLUMNS[: COLUMNS.index("seeker_id")]
        terminal.rows_table([{name: row[name] for name in shown} for row in rows], console())
    else:
        print(f"{options.ledger}: no such offer")
    return DONE
