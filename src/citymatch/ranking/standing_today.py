"""How a partnership stands: what a list says of it, else what the answers of its own town show, else unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from citymatch.datasets.registers import status_of
from citymatch.features.attributes import yes_or_no
from citymatch.ledger.days import read_day, told
from citymatch.places.folding import fold

QUIET_YEARS, DORMANT_YEARS = 5, 10
"""From so many years without a visit on a partnership is quiet, or dormant where it has no committee either."""
_COLUMNS: Mapping[str, str] = {
    "since": "since year established established signed datesigned signedon founded start startdate yearsigned "
    "partnersince sistercitysince twinnedsince agreementdate yearestablished dateestablished begun",
    "until": "until expires expiry expiration expirationdate expirydate end enddate validuntil agreementexpires ends",
    "term": "term termyears duration agreementterm terminyears",
    "renewal": "renewal renewed renewaldate renewaldue dueforrenewal nextrenewal autorenewal lastrenewed renewals "
    "renewalterms",
    "last_visit": "lastvisit lastdelegation lastexchange lastcontact lastactivity mostrecentvisit visit lasttrip "
    "dateoflastvisit lastvisited letzterbesuch",
    "committee": "committee activecommittee committeeactive iscommitteeactive hascommittee committeeinplace",
    "funding": "funding budget funded funds annualbudget money fundingsource",
    "youth_exchange": "youthexchange studentexchange schoolexchange students youth exchangeprogram studentprogram "
    "youthprogram",
}
_SAID = {"active": "active", "dormant": "dormant", "terminated": "ended", "proposed": "proposed"}


def column_of(title: str) -> str:
    """What a column of a list of partnerships says beside who they are; "" for what is none of ours.

    >>> column_of("Year established"), column_of("Last delegation"), column_of("Active committee?"), column_of("phone")
    ('since', 'last_visit', 'committee', '')
    """
    key = "".join(letter for letter in fold(title) if letter.isalnum())
    return next((name for name, words in _COLUMNS.items() if key in words.split()), "")


def status_today(
    stated: str, recorded: str, reported: str, answers: Mapping[str, str], day: date
) -> tuple[str, str]:
    """How a partnership stands and by what: a status of `results.review.STATUSES`, and the reason in a clause.

    `stated` is the word of the user's own list, `recorded` the status of a list of ours, `reported` that its end was
    reported. "unknown" is never taken for anything else.

    >>> status_today("Active", "", "", {}, date(2026, 9, 1))
    ('active', 'your list says so')
    >>> status_today("", "unknown", "", {"last_visit": "May 2015", "committee": "no"}, date(2026, 9, 1))
    ('dormant', 'the last visit was in 2015 and it has no committee')
    >>> status_today("", "unknown", "", {}, date(2026, 9, 1))
    ('unknown', 'no list says how it stands')
    """
    if status_of(stated) == "dormant" and "quiet" in re.findall(r"[a-z]+", stated.casefold()):
        return "quiet", "your list says so"
    if said := _SAID.get(status_of(stated)):
        return said, "your list says so"
    if said := _SAID.get(recorded):
        return said, "the record says so"
    if reported:
        return "ended", reported
    return _by_answers(answers, day) or ("unknown", "no list says how it stands")


def doubts(status: str, why: str, answers: Mapping[str, str], until: str, day: date) -> list[str]:
    """What the user's own columns say against the status, or of a term that has run out."""
    found = []
    if status == "active" and (shown := _by_answers(answers, day)) and shown[0] != "active":
        found.append(f"{why}, though {shown[1]}")
    end = last_day(until)
    if end is not None and end < day and status != "ended":
        found.append(
            f"its term ran out on {told(end)}" if read_day(until) else f"its term ran out in {end.year}"
        )
    return found


def _by_answers(answers: Mapping[str, str], day: date) -> tuple[str, str] | None:
    """What the last visit and the committee show, None where they show nothing."""
    committee = yes_or_no(re.split(r"[\s,;:.(]", answers.get("committee", "").strip() + " ")[0])
    visit = answers.get("last_visit", "")
    never = fold(visit) in ("never", "none")
    last = last_day(visit)
    without = " and it has no committee" if committee == 0 else ""
    if last is not None and last <= date(day.year, 12, 31):
        when = f"the last visit was {f'on {told(last)}' if read_day(visit) else f'in {last.year}'}"
        years = day.year - last.year - ((day.month, day.day) < (last.month, last.day))
        if years < QUIET_YEARS:
            return "active", when
        if years >= DORMANT_YEARS and committee == 0:
            return "dormant", when + without
        return "quiet", when + without
    if never:
        return "quiet", "nobody has visited" + without
    return ("active", "its committee is active") if committee == 1 else None


def last_day(text: str) -> date | None:
    """The last day that a cell can mean: of a year alone its last one; None where it names none.

    >>> last_day("2019-05-04"), last_day("spring of 2019"), last_day("long ago")
    (datetime.date(2019, 5, 4), datetime.date(2019, 12, 31), None)
    """
    if (day := read_day(text)) is not None:
        return day
    years = re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    return date(max(map(int, years)), 12, 31) if years else None
