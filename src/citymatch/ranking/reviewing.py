"""The partnerships that a community has, looked at under its policy, law and cautions of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import numpy as np

from citymatch.datasets.ended import ENDED
from citymatch.datasets.geography import country_name
from citymatch.datasets.governments import record_of
from citymatch.datasets.partners import Partner, partners_of
from citymatch.datasets.partnerships import EVIDENCE
from citymatch.places import Community, PlacesError, Resolution, accepted
from citymatch.places.folding import fold
from citymatch.places.known import by_id
from citymatch.places.standing import standing_note
from citymatch.policy import cautions, laws_above
from citymatch.policy.nations import nation
from citymatch.results import Asked, Explained
from citymatch.results.review import QUESTIONS, Review, Reviewed, in_order, place_told
from citymatch.scoring.additive import tie_groups

from .drawn import Drawn
from .engine import Engine, Stated
from .exclusions import ALREADY, EXCLUDED_LEVELS, UNLESS_ASKED
from .explaining import explain, explain_rows
from .known import division_of, whole_told
from .listing import readings
from .reviewed_list import OwnReview, end_of
from .standing_today import doubts, status_today

REVIVED = ("quiet", "dormant", "unknown")
"""Of these the best are worth reviving first; of two that fit equally, in this order."""
NOBODY_SAYS = (
    "Our record says of no partnership whether it is active: state it in a list of your own (--partners FILE), with "
    "the last visit, the committee, the money and the youth exchange."
)
ALIKE = 0.75
"""Two names as much alike as this are one name, spelt in two ways."""


def review_of(
    engine: Engine, seeker: Resolution, policy: Stated | None = None, own: OwnReview | None = None
) -> Review:
    """The review of one community's partnerships: those on record, with the user's own list (`own`) merged in.

    The engine's partnerships are those that count. Raises what `Engine.draw` raises.
    """
    who = accepted(seeker, world=engine.world)
    drawn = engine.draw_for(engine.profile(who), policy, fresh=True)
    partners = _once(partners_of(who.id, engine.ties, engine.world))
    told = _explained(engine, drawn, partners)
    rows = [
        _reviewed(engine, drawn, who, partner, explained, own)
        for partner, explained in zip(partners, told, strict=True)
    ]
    asked = Asked.of(seeker)
    return Review(
        str(drawn.seeker["label"]), who.id, drawn.compiled.policy.title or drawn.compiled.policy.name,
        engine.options.day, drawn.candidates, in_order(_revived(rows)), _notes(engine, drawn, who, own, rows),
        _read(engine, own, asked, who),
        engine.provenance(drawn.compiled), asked,
    )  # fmt: skip


def _once(partners: Sequence[Partner]) -> list[Partner]:
    """Each partner once, the better known row of it."""
    best: dict[tuple[str, bool], Partner] = {}
    for each in partners:
        key = end_of(each.community, each.name, each.country), each.region
        first = best.setdefault(key, each)
        if EVIDENCE.index(each.evidence) < EVIDENCE.index(first.evidence):
            best[key] = each
    return list(best.values())


def _explained(engine: Engine, drawn: Drawn, partners: Sequence[Partner]) -> list[Explained | None]:
    """What the policy of today says of each partner, None of one that cannot be scored."""
    found: list[Explained | None] = [None] * len(partners)
    rows = [
        drawn.pool.find(each.community) if each.community and not each.region else -1 for each in partners
    ]
    known = [number for number, row in enumerate(rows) if row >= 0]
    for number, told in zip(
        known, explain_rows(engine, drawn, np.array([rows[n] for n in known], np.int64)), strict=True
    ):
        found[number] = told
    for number, each in enumerate(partners):
        if rows[number] < 0 and each.community and not each.region:
            try:
                found[number] = explain(engine, drawn, each.community)
            except PlacesError:
                continue  # a place that no gazetteer has any more: said where the partner is told
    return found


def _reviewed(
    engine: Engine,
    drawn: Drawn,
    who: Community,
    partner: Partner,
    told: Explained | None,
    own: OwnReview | None,
) -> Reviewed:
    said = own.of(record_of(who.id), end_of(partner.community, partner.name, partner.country)) if own else {}
    day = engine.options.day
    answers = {name: said.get(name, "") for name in QUESTIONS}
    pair = frozenset((record_of(who.id), record_of(partner.community)))
    stated = said.get("status", "")
    status, why = status_today(
        stated,
        "" if said else partner.status,
        ENDED[pair].partition(": ")[2] if pair in ENDED else "",
        answers,
        day,
    )
    bars, warned = _against(engine, who, partner, told)
    changed = [*_unit_changed(engine, partner), *_by_ledger(engine, who, partner)]
    changed += [ENDED[pair]] if pair in ENDED and status != "ended" else []
    changed += doubts(status, why, answers, said.get("until", ""), day)
    return Reviewed(
        _named(engine, partner) if said else partner.name,
        division_of(partner, engine.world), country_name(partner.country),
        "friendship" if "friendship" in (partner.status, fold(stated)) else partner.kind.replace("_", " "),
        status, why, told.score if told else float("nan"), _place(told, partner), told.in_short if told else "",
        tuple(bars), tuple(warned), tuple(changed), said.get("since", ""), _term(said), said.get("renewal", ""),
        answers, "your own list" if said else partner.evidence, partner.community,
    )  # fmt: skip


def _term(said: Mapping[str, str]) -> str:
    """How long it was agreed for, in the user's words."""
    until = said.get("until", "")
    return "; ".join(filter(None, (said.get("term", ""), until and f"until {until}")))


def _place(told: Explained | None, partner: Partner) -> str:
    """Where a partner would stand today, or why nowhere."""
    if told is None:
        return (
            "a region, which is not among the candidates"
            if partner.region
            else "not found, so that it has no score"
        )
    if told.rank is not None and told.tie_first is not None and told.tie_last is not None:
        return place_told(told.rank, told.tie_first, told.tie_last, told.candidates)
    if told.status == "excluded":
        return "left out today"
    why = "" if ALREADY in told.exclusion else f": {told.exclusion.rstrip('.')}"
    return f"not among the candidates{why}"


def _against(
    engine: Engine, who: Community, partner: Partner, told: Explained | None
) -> tuple[list[str], list[str]]:
    """What bars a partner today (laws first), and the cautions that do not."""
    options = engine.options
    laws = laws_above(who.country, who.admin1, options.day) if options.laws else ()
    bars = [law.existing for law in laws if partner.country in law.countries]
    of_country = cautions(options.day, nation(who.country), who.admin1)
    grave = {each.reason for each in of_country if each.level in EXCLUDED_LEVELS[options.caution]}
    heard = list(told.cautions) if told else [
        each.reason for each in of_country
        if partner.country in each.countries and not each.divisions and not each.parameters.get("area")
    ]  # fmt: skip
    bars += [text for text in heard if text in grave]
    if told is not None and told.status == "excluded" and not bars:
        bars.append(told.exclusion.removeprefix(UNLESS_ASKED).rstrip("."))
    return bars, [text for text in heard if text not in grave]


def _unit_changed(engine: Engine, partner: Partner) -> list[str]:
    """That a partner is part of another community today, or is known here by another name."""
    if not partner.community or partner.region:
        return []
    try:
        today = by_id(partner.community, engine.world)
    except PlacesError:
        return ["no gazetteer has it any more: ask what became of it"]
    note = standing_note(today, engine.world)
    names = [name for name in (today.name, today.unit_name, today.label) if name]
    if note or any(_alike(partner.name, name) for name in names):
        return [note] if note else []
    return [f"on record as {partner.name}, and looked at here as {today.label}: a new name, another spelling, or the "
            "seat of the unit that signs"]  # fmt: skip


def _named(engine: Engine, partner: Partner) -> str:
    """The name of a partner of the user's own list: as it is written there, a misspelt one as it is spelt here."""
    if not partner.community or partner.region:
        return partner.name
    try:
        today = by_id(partner.community, engine.world).name
    except PlacesError:
        return partner.name  # said where what has changed is told
    one, other = fold(partner.name), fold(today)
    within = one != other and (one in other or other in one)
    return today if _alike(partner.name, today) and not within else partner.name


def _alike(one: str, other: str) -> bool:
    first, second = fold(one), fold(other)
    return first in second or second in first or SequenceMatcher(None, first, second).ratio() >= ALIKE


def _by_ledger(engine: Engine, who: Community, partner: Partner) -> list[str]:
    """What the ledger of offers says of the two."""
    ledger, day = engine.ledger, engine.options.day
    offer = (
        ledger.latest(day).get((record_of(who.id), record_of(partner.community))) if ledger.offers else None
    )
    if offer is None:
        return []
    dropped = ledger.dropped(day).get(offer.seeker_id, {}).get(offer.candidate_id)
    again = ledger.unanswered(day).get(offer.seeker_id, {}).get(offer.candidate_id)
    held = ledger.own_told(offer) if offer.status in ("offered", "accepted") else ""
    return [f"by your ledger: {dropped or again or held}"] if dropped or again or held else []


def _revived(rows: Sequence[Reviewed]) -> list[Reviewed]:
    """The same with the places of those worth reviving: see `REVIVED`."""
    worth = [
        n
        for n, each in enumerate(rows)
        if each.status in REVIVED and not each.bars and each.score == each.score
    ]
    groups = tie_groups(np.array([rows[n].score for n in worth], np.float64)).tolist()
    order = sorted(
        zip(worth, groups, strict=True),
        key=lambda each: (-each[1], REVIVED.index(rows[each[0]].status), rows[each[0]].name),
    )
    place = {n: number for number, (n, _) in enumerate(order, 1)}
    return [replace(each, revive=place.get(n)) for n, each in enumerate(rows)]


def _notes(
    engine: Engine,
    drawn: Drawn,
    who: Community,
    own: OwnReview | None,
    rows: Sequence[Reviewed],
) -> tuple[str, ...]:
    """What a reader has to know before the table."""
    notes = [str(drawn.seeker["profile_told"])] if drawn.seeker.get("profile_told") else []
    notes += [f"{label}: {why}." for label, why in zip(drawn.dropped(), drawn.why_dropped(), strict=True)]
    if not rows:
        notes += filter(None, [whole_told(who, engine.ties, engine.world)])
        return (*notes, "The record holds a part of all partnerships: none on record is not none.")
    unknown = [each.name for each in rows if each.status == "unknown"]
    if unknown:
        notes.append(f"How these stand, nobody has said yet: {', '.join(unknown)}." if own else NOBODY_SAYS)
    weak = [each.name for each in rows if each.evidence == "weak"]
    if weak:
        notes.append(f"Known from one old source alone, so that it may have lapsed: {', '.join(weak)}.")
    return tuple(notes)


def _read(engine: Engine, own: OwnReview | None, asked: Asked, who: Community) -> tuple[str, ...]:
    """How the community and its rows of the user's own lists were read, where not as they are written."""
    notes = [*readings(engine, asked)]
    if own:
        notes += [each for each in own.notes if own.concerns(each, who.id)]
        notes += [f"{each}; {_unread(own, each, who)}" for each in own.unread if own.concerns(each, who.id)]
    return tuple(dict.fromkeys(notes))


def _unread(own: OwnReview, remark: str, who: Community) -> str:
    """What became of a row that could not be read."""
    mine = record_of(who.id) in own.whose.get(remark.split(": ")[0], ())
    return "it is listed without a score" if mine else "it is in no review, since nobody knows whose it is"
