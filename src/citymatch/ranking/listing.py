"""From what was drawn to a result: the list of the best with their figures, and what a reader has to know before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.features.base import one_place
from citymatch.features.own_table import OwnTable
from citymatch.features.ties import nation as nation_name
from citymatch.features.words import listed
from citymatch.policy import Policy, cautions
from citymatch.policy.errors import suggestion
from citymatch.policy.nations import nation
from citymatch.results import Applied, Asked, LeftOut, Listed, Result
from citymatch.results.block import block_names
from citymatch.results.frames import UNIT
from citymatch.scoring.lot import order_told
from citymatch.scoring.variety import LEVELS

from .drawn import Drawn
from .engine import Engine
from .explaining import explain_rows, metropolis_of
from .kinds_told import blocks_listed, kinds_told
from .on_record import DIVISIONS, partners_told
from .rules import judge
from .shortlist import Shortlist, shortlist
from .tied import ties_of

IntArray = npt.NDArray[np.int64]
COLUMNS = ("geonameid", "name", "admin1_name", "country", "population", "latitude", "longitude", *UNIT)


def result_of(engine: Engine, drawn: Drawn, top: int | None, asked: Asked | None = None) -> Result:
    """The best `top` of what was drawn (None: all) as a result without words.

    `asked` says by which words the seeker was asked for, and how they were read.
    """
    asked = asked or Asked(str(drawn.seeker["label"]))
    short = shortlist(drawn, top, engine.options)
    compiled = drawn.compiled
    barred = barred_told(drawn, engine.options.caution)
    criteria = zip(compiled.criteria, drawn.weights.tolist(), drawn.usable, strict=True)
    return Result(
        seeker={**drawn.seeker, "metropolis": metropolis_of(drawn.seeker, engine.world)},
        policy=compiled.policy, day=engine.options.day,
        criteria=tuple(
            Applied(c.id, c.extractor, c.label, e.label, weight, known, e.unit, e.source, c.note)
            for (c, e), weight, known in criteria
        ),
        tie_labels=compiled.tie_labels, candidates=drawn.candidates, listed=_listed(drawn, short),
        left_out=tuple(LeftOut(reason, number) for reason, number in drawn.exclusions.counts()),
        partners=drawn.partners, notes=_notes(engine, drawn, short, asked, barred),
        provenance=engine.provenance(compiled), per_country=short.caps.country, passed_over=short.passed,
        untied=_untied(drawn, short),
        barred=barred, blocks=blocks_listed(engine, drawn, short), asked=asked,
        read=(*engine.read, *_left_out_as_read(engine)),
        by_own_list=left_out_by_list(engine),
    )  # fmt: skip


def with_words(engine: Engine, drawn: Drawn, result: Result) -> Result:
    """The result with the explanations of its list."""
    if result.explanations is not None:
        return result
    rows = rows_of(drawn, result)
    return replace(result, explanations=explain_rows(engine, drawn, rows, result.listed.rank.tolist()))


def rows_of(drawn: Drawn, result: Result) -> IntArray:
    """The rows of the pool in which the candidates of a list stand."""
    return np.array([drawn.pool.find(each) for each in result.listed.community_id.tolist()], np.int64)


def _listed(drawn: Drawn, short: Shortlist) -> Listed:
    rows = short.rows
    similarity = drawn.similarities(rows)
    scores = drawn.scores(rows)
    groups = drawn.groups[rows]
    spans = drawn.tie_spans(groups)
    table = drawn.pool.table.take(rows)
    ids = np.empty(len(rows), object)
    ids[:] = drawn.pool.community_ids(rows.tolist())
    columns: dict[str, npt.NDArray[Any]] = {
        name: np.asarray(table[name]) for name in COLUMNS if name in table
    }
    return Listed(
        ids, scores.score, scores.best_case, scores.coverage,
        np.array([spans[group][1] - spans[group][0] for group in groups.tolist()], np.int64),
        drawn.points(rows), similarity, drawn.tie_keys(rows), columns, short.rank, _block(short),
    )  # fmt: skip


def _untied(drawn: Drawn, short: Shortlist) -> int | None:
    """How many without a tie the list takes; None where it takes as many as come, or was filled up with more."""
    most = short.caps.untied
    if most is None or int((ties_of(drawn, short.rows) < LEVELS[-1]).sum()) > most:
        return None
    return most


def _block(short: Shortlist) -> npt.NDArray[np.object_]:
    """The block of each line; nothing for a list without blocks."""
    return np.array([] if short.own is None else block_names(short.own), object)


def _notes(
    engine: Engine, drawn: Drawn, short: Shortlist, asked: Asked, barred: LeftOut | None
) -> tuple[str, ...]:
    """What a reader has to know before the list: whose criteria, what was left out, what is tied."""
    policy, seeker = drawn.compiled.policy, drawn.seeker
    notes = [*readings(engine, asked)]
    if policy.community and policy.community != seeker["community_id"]:
        notes.append(f"{policy.title or policy.name}, applied to {seeker['label']}.")
    notes += kinds_told(engine, drawn, short)
    notes += [str(seeker["profile_told"])] if seeker.get("profile_told") else []
    notes += [f"{label}: {why}." for label, why in zip(drawn.dropped(), drawn.why_dropped(), strict=True)]
    for number, reason in drawn.gate.counted:
        notes.append(f"{number:,} {'community is' if number == 1 else 'communities are'} left out: {reason}")
    notes += [barred.reason] if barred else []
    notes += columns_missing(policy, engine.own_table)
    notes += their_cautions(engine, drawn)
    notes.append(partners_told(drawn.partners, engine.options.admits, seeker.get("kind") in DIVISIONS))
    notes += engine.offered_in(drawn.pool).notes(str(seeker["community_id"]), drawn.pool)
    notes += own_list_told(left_out_by_list(engine))
    return (*notes, *order_notes(engine.options.diversity, drawn, short.rows))


def left_out_by_list(engine: Engine) -> tuple[str, ...]:
    """Each entry of the user's list of exclusions as it was understood, those not read as they are written first."""
    entries = sorted(engine.options.exclude, key=lambda entry: not entry.corrected(engine.world))
    return tuple(entry.told(engine.world) for entry in entries)


def own_list_told(entries: Sequence[str]) -> list[str]:
    """What the user's list leaves out: a note for each of a few entries, one for many.

    >>> own_list_told(["Sweden (too cold)"])
    ['Left out by your list: Sweden (too cold).']
    >>> own_list_told([f"Town {n}" for n in range(100)])
    ['Left out by your list, 100 entries: Town 0; Town 1; Town 2; and 97 more, which the JSON names.']
    """
    if len(entries) <= EACH_NAMED:
        return [f"Left out by your list: {entry}." for entry in entries]
    first = "; ".join(entries[:EACH_NAMED])
    rest = len(entries) - EACH_NAMED
    return [
        f"Left out by your list, {len(entries):,} entries: {first}; and {rest:,} more, which the JSON names."
    ]


def _left_out_as_read(engine: Engine) -> list[str]:
    """The entries of the list of exclusions that were not read as they are written."""
    told = [entry.told(engine.world) for entry in engine.options.exclude if entry.corrected(engine.world)]
    return [f"left out by your list: {each}" for each in told]


def readings(engine: Engine, asked: Asked) -> tuple[str, ...]:
    """How the seeker and the candidates of a list of the user's own were read, where not as they were written."""
    return (*filter(None, [asked.note]), *engine.read)


def columns_missing(policy: Policy, table: OwnTable | None) -> list[str]:
    """The columns of the user's own that a policy names and nobody gave: each in a note, with the nearest there is."""
    named = [str(c.parameters["column"]) for c in policy.criteria if "column" in c.parameters]
    if table is None:  # what a rule asks for and nobody brought stands among the evidence to collect
        what = "no table of your own was given"
        return [f"The policy scores the column {name!r}: {what}." for name in dict.fromkeys(named)]
    named += [str(rule.parameters["column"]) for rule in policy.rules if "column" in rule.parameters]
    return [
        f"The policy reads the column {name!r}, which your table has not{suggestion(name, table.columns)}."
        for name in dict.fromkeys(named)
        if name not in table.columns
    ]


def their_cautions(engine: Engine, drawn: Drawn) -> list[str]:
    """What the nations whose communities were asked for tell these of the seeker: a line for each caution."""
    told = []
    for home in dict.fromkeys(nation(country) for country in engine.options.only_of):
        theirs = cautions(engine.options.day, home)
        verdicts = judge(theirs, {"country": home}, one_place(drawn.seeker), engine.context(()))
        whose = nation_name(home)
        told += [
            f"What communities of {whose} are told of {drawn.seeker['label']}: {each}."
            for each in verdicts.cautions(0)
        ]
    return told


EACH_NAMED = 3
"""So many entries of a list of exclusions are named one by one."""

NAMED = 6
"""So many countries are named in the line on what is barred."""


def barred_told(drawn: Drawn, caution: str) -> LeftOut | None:
    """One line on what a caution leaves out: how many communities, in which countries, and how to see them."""
    gone = np.isin(drawn.exclusions.codes, drawn.gate.barred)
    if not gone.any():
        return None
    country = drawn.pool.table.labels("country")
    size = len(country.values)
    number = np.bincount(country.codes[gone], minlength=size)
    spared = ~np.isin(drawn.gate.codes, drawn.gate.barred)  # whatever else, such as a rule, leaves them out
    left = np.bincount(country.codes[spared], minlength=size)
    most = [row for row in np.argsort(-number, kind="stable").tolist() if number[row]]
    named = most[: NAMED if len(most) > NAMED + 1 else len(most)]
    each = [("parts of " if left[row] else "") + nation_name(country.values[row]) for row in most]
    whole = [nation_name(country.values[row]) for row in named if not left[row]]
    parts = [nation_name(country.values[row]) for row in named if left[row]]
    others = [bool(left[row]) for row in most[len(named) :]]
    where = _in_countries(whole, parts, others.count(False), others.count(True))
    total = int(gone.sum())
    why = "for a grave caution" if caution == "default" else "for a caution"
    return LeftOut(
        f"{total:,} {'community' if total == 1 else 'communities'} {where} {'is' if total == 1 else 'are'} left out "
        f"{why}.",
        total,
        tuple(zip(each, number[most].tolist(), strict=True)),
    )


def _in_countries(whole: Sequence[str], parts: Sequence[str], more: int = 0, more_parts: int = 0) -> str:
    """Where communities lie: in whole countries and in how many more, in parts of others and of how many more.

    >>> _in_countries(["Russia", "Iran"], ["Ukraine", "Georgia"], 1, 5)
    'in Russia, Iran and 1 more country, and in parts of Ukraine, of Georgia and of 5 more countries and territories'
    """
    whole = [*whole, *([f"{more} more {'country' if more == 1 else 'countries'}"] if more else [])]
    if more_parts:
        what = "country or territory" if more_parts == 1 else "countries and territories"
        parts = [*parts, f"{more_parts} more {what}"]
    said = [f"in {listed(whole, len(whole))}"] if whole else []
    said += (
        [f"in parts of {' and of '.join([', of '.join(parts[:-1]), parts[-1]] if parts[1:] else parts)}"]
        if parts
        else []
    )
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])}, and {said[-1]}"


def order_notes(diversity: float, drawn: Drawn, rows: IntArray) -> list[str]:
    """How the list is spread or tied, or that it is empty."""
    if diversity:
        return [
            f"Spread over countries: the second place of a country has to be {50 * diversity:.0f} points "
            f"better than the next country's first (diversity {diversity:g})."
        ]
    if not len(rows):
        return ["No candidate is left: every community is left out; explain one of them to see why."]
    group = int(drawn.groups[rows].max())
    first, last = drawn.tie_spans(np.array([group]))[group]
    if first == last:
        return []
    by = order_told(drawn.compiled.tie_labels)
    return [
        f"Ranks {first:,} to {last:,} have the same score, to a tenth of a point; their order is by {by}."
    ]
