"""The content of a page: which places it carries, what it says of each, and the bounds of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels
from citymatch.features import Extractor, extractor_class, extractor_names, make_extractor
from citymatch.features.base import Place, kept
from citymatch.features.unit import division_told, named, people_counted, unit_told
from citymatch.policy import Criterion
from citymatch.profiles.taken import as_taken
from citymatch.results.block import headings_of
from citymatch.results.page import OwnKind, PageContent, Scale, Size, Varied
from citymatch.scoring.variety import Caps

from .at_home import home_partners
from .blocks import blocks_for, own_kind, sensible
from .by_country import best_by_country
from .carried import IN_TWOS, Carried, choose, tie_positions, weightings
from .comparing import side_by_side
from .drawn import Drawn
from .engine import Engine, Stated
from .explaining import metropolis_of, rows_left_out
from .kinds import kinds_of
from .rules import judge
from .shortlist import caps_for, lands_of, shortlist
from .sizes import groups_of
from .tied import ties_of

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Similarities = npt.NDArray[np.float32]

FACTS = (
    "name", "local_name", "admin1_name", "country", "continent", "latitude", "longitude", "population",
    "population_source", "elevation_m", "elevation_source", "coast_km", "lake_km", "river_km", "people_50km",
    "metropolis_km", "climate", "airport", "airport_km", "large_airport", "large_airport_km", "timezone", "geonameid",
)  # fmt: skip
WATERS = ("coast_km", "lake_km", "river_km")
LANDS, OF_EACH = 10, 3
"""The page shows so many countries, and so many of the best of each."""

NOT_TOLD = "the page tells the facts of the best only; citymatch explain tells those of any place"


def page_content(
    engine: Engine, drawn: Drawn, size: Size | None = None, compare: Sequence[Stated] | None = None
) -> PageContent:
    """What a page of this ranking carries; `compare` are the policies whose first stand beside its own, see
    `side_by_side`."""
    size = size or Size()
    if len(drawn.compiled.criteria) > IN_TWOS:
        size = replace(size, draws=200, depth=20, each_country=1, largest=100, groups=800, told=200)
    scales, extractors = _scales(engine, drawn)
    similarities = _similarities(drawn, extractors)
    short = [shortlist(drawn, top, engine.options).rows for top in (size.listed, 2 * size.listed)]
    lands = [best for best, _, _ in best_by_country(drawn, LANDS, OF_EACH)]
    shown, caps = np.concatenate([*short, *lands]), caps_for(drawn, size.listed, engine.options)
    own = own_kind(drawn, engine.options)
    also = shown if own is None else np.concatenate([shown, _of_its_kind(drawn, own)])
    carried, ties = _choose(drawn, scales, similarities, size, also, caps)
    rows = np.concatenate([carried.rows, _left_out(drawn, size.excluded)])
    rank, first, last = _ranks(drawn, ties, rows)
    table = drawn.pool.table.take(rows)
    places = kept(table, "rows", table.rows)
    allowed = drawn.exclusions.allowed[rows]
    spoken = (
        np.isin(rows, np.concatenate([drawn.best(size.told), shown if own is not None else shown[:0]]))
        | ~allowed
        if size.told is not None
        else np.ones(len(rows), bool)
    )
    verdicts = judge(
        engine.rules(drawn.seeker, drawn.compiled), drawn.seeker, table, engine.context(drawn.partners)
    )
    people = np.asarray(drawn.pool.table["population"], np.float64)
    return PageContent(
        scales=scales, size=size, ranked=len(carried.rows), similarity=similarities[:, rows], tie=ties[rows],
        rank=rank, tie_first=first, tie_last=last, groups=carried.groups,
        fewest=_extreme(np.fmin, people, carried, np.inf), most=_extreme(np.fmax, people, carried, -np.inf),
        nearest={
            water: _extreme(np.fmin, np.asarray(drawn.pool.table[water], np.float64), carried, np.inf)
            for water in WATERS
        },
        community_id=drawn.pool.community_ids(rows.tolist()),
        facts={name: table[name] if name in table else Labels.of([""] * len(rows)) for name in FACTS},
        unit_facts=[unit_facts(place) for place in places],
        metropolis=[metropolis_of(place, engine.world) for place in places],
        excluded=[drawn.exclusions.reason(row) for row in rows.tolist()],
        cautions=[verdicts.cautions(position) for position in range(len(rows))],
        reasons=[_told(s, e, drawn.seeker, places, spoken, "reason") for s, e in zip(scales, extractors, strict=True)],
        levels=[_told(s, e, drawn.seeker, places, spoken, "level") for s, e in zip(scales, extractors, strict=True)],
        verdicts=[verdicts.checklist(position) for position in range(len(rows))],
        countries=_countries(drawn),
        called=kinds_of(drawn.compiled, drawn.seeker, table, engine.world),
        home_partner=_beside_the_name(engine, drawn, rows),
        metropolis_group=groups_of(drawn, rows).tolist(),
        ties=ties_of(drawn, rows).tolist(),
        varied=_varied(engine, drawn, size.listed),
        taken=as_taken(drawn.seeker, engine.world),
        beside=side_by_side(engine, drawn, compare), own_kind=_own_kind(engine, drawn, own, rows),
    )  # fmt: skip


def _of_its_kind(drawn: Drawn, own: npt.NDArray[np.bool_]) -> IntArray:
    """All of the seeker's own kind that may stand in a list: they are carried, whatever their scores."""
    rows = np.flatnonzero(own & drawn.exclusions.allowed)
    return rows[sensible(drawn, rows)]


def _own_kind(
    engine: Engine, drawn: Drawn, own: npt.NDArray[np.bool_] | None, rows: IntArray
) -> OwnKind | None:
    """How the page makes its lists in two blocks."""
    if own is None:
        return None
    kind = blocks_for(drawn.seeker, engine.options)
    return OwnKind(
        headings_of(kind), kind == "sister_state", own[rows].tolist(), sensible(drawn, rows).tolist()
    )


def _beside_the_name(engine: Engine, drawn: Drawn, rows: IntArray) -> list[str]:
    """What stands beside each name: its partners at home, and that it was asked before."""
    known = home_partners(drawn.seeker, drawn.pool.table.take(rows), engine.ties, engine.world)
    asked = engine.offered_in(drawn.pool).asked_before(str(drawn.seeker["community_id"]))
    ids = drawn.pool.community_ids(rows.tolist()) if asked else [""] * len(rows)
    return ["; ".join(filter(None, (told, asked.get(id_, "")))) for told, id_ in zip(known, ids, strict=True)]


def _varied(engine: Engine, drawn: Drawn, listed: int) -> Varied | None:
    """How the page varies its lists; None where it lists the ranking itself."""
    if caps_for(drawn, listed, engine.options).lifted:
        return None
    return Varied(engine.options.per_country, len(lands_of(drawn)))


def unit_facts(place: Place) -> dict[str, str]:
    """What a page says of the unit that signs: its name with its seat's, its division, its people with their year."""
    return {
        "name": named(place),
        "division": division_told(place),
        "people": people_counted(place),
        "unit": unit_told(place),
    }


def _scales(engine: Engine, drawn: Drawn) -> tuple[tuple[Scale, ...], tuple[Extractor, ...]]:
    """The policy's criteria, and the extractors that it does not use; those of a wide policy stand alone."""
    own = [
        (
            Scale(
                c, e.label, e.unit, e.source, False, known, e.commonplace, e.rare, _why_not(e, known, drawn)
            ),
            e,
        )
        for (c, e), known in zip(drawn.compiled.criteria, drawn.usable, strict=True)
    ]
    used = {scale.criterion.extractor for scale, _ in own}
    ids = {scale.criterion.id for scale, _ in own}
    for name in extractor_names() if len(own) <= IN_TWOS else ():
        if name not in used and extractor_class(name).offered:
            extractor = make_extractor(name, None, engine.world)
            free = name if name not in ids else f"{name}-added"
            label = extractor.label[:1].upper() + extractor.label[1:]
            criterion = Criterion(free, name, label, 0.0)
            usable = extractor.knows(drawn.seeker)
            own.append(
                (
                    Scale(
                        criterion,
                        extractor.label,
                        extractor.unit,
                        extractor.source,
                        True,
                        usable,
                        extractor.commonplace,
                        extractor.rare,
                        _why_not(extractor, usable, drawn),
                    ),
                    extractor,
                )
            )
    return tuple(scale for scale, _ in own), tuple(extractor for _, extractor in own)


def _why_not(extractor: Extractor, usable: bool, drawn: Drawn) -> str:
    return "" if usable else extractor.why_not(drawn.seeker)


def _similarities(drawn: Drawn, extractors: Sequence[Extractor]) -> Similarities:
    """Every candidate's similarity in every criterion of the page, shape (criteria, n), NaN where unknown."""
    own = drawn.every_similarity()
    unknown = np.full(len(drawn.pool), np.nan, np.float32)
    added = [
        extractor.similarity(drawn.seeker, drawn.pool.table) if extractor.knows(drawn.seeker) else unknown
        for extractor in extractors[len(own) :]
    ]
    return np.concatenate([own, np.stack(added)]) if added else own


def _choose(
    drawn: Drawn, scales: Sequence[Scale], similarities: Similarities, size: Size, also: IntArray, caps: Caps
) -> tuple[Carried, IntArray]:
    every = np.arange(len(drawn.pool))
    ties = tie_positions(list(drawn.tie_keys(every).values()), drawn.lots(every))
    weights = np.append(drawn.weights, np.zeros(len(scales) - len(drawn.weights)))
    usable = np.array([scale.usable for scale in scales])
    tried = weightings(weights, usable, size.draws)
    table = drawn.pool.table
    people = np.asarray(table["population"], np.float64)
    return choose(
        similarities,
        ties,
        drawn.exclusions.allowed,
        table.labels("country"),
        people,
        tried,
        size,
        also,
        groups_of(drawn, every),
        caps,
        ties_of(drawn, every) if caps.untied is not None else None,
    ), ties


def _left_out(drawn: Drawn, most: int) -> IntArray:
    """The candidates abroad that are left out: existing partners, then those that would have scored best."""
    rows = rows_left_out(drawn)
    partners = [drawn.pool.find(partner.community) for partner in drawn.partners]
    return rows[np.argsort(~np.isin(rows, partners), kind="stable")][:most]


def _ranks(drawn: Drawn, ties: IntArray, rows: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """The exact rank of each place under the adopted weights, and the ranks that its tie shares; 0 if excluded."""
    allowed = np.flatnonzero(drawn.exclusions.allowed)
    placed = allowed[np.lexsort([ties[allowed], -drawn.groups[allowed]])]
    rank = np.zeros(len(drawn.pool), np.int64)
    rank[placed] = np.arange(1, len(placed) + 1)
    falling = -drawn.groups[placed]
    ranked = rank[rows] > 0
    first = np.searchsorted(falling, -drawn.groups[rows], "left") + 1
    last = np.searchsorted(falling, -drawn.groups[rows], "right")
    return rank[rows], first * ranked, last * ranked


def _extreme(which: np.ufunc, values: FloatArray, carried: Carried, start: float) -> FloatArray:
    """The least or the largest value in each group of what is not carried."""
    inside = carried.groups.member >= 0
    found = np.full(len(carried.groups), start)
    which.at(found, carried.groups.member[inside], values[inside])
    return found


def _told(
    scale: Scale, extractor: Extractor, seeker: Place, places: Sequence[Place], spoken: npt.NDArray[np.bool_],
    what: str,
) -> list[str]:  # fmt: skip
    """The sentence (or the level of the source) of one criterion for each place, as its records have it."""
    if not scale.usable:
        return [f"unknown for {seeker['name']}" if what == "reason" else ""] * len(places)
    asked = [place for place, told in zip(places, spoken.tolist(), strict=True) if told]
    if what == "reason":
        answers = iter(extractor.reasons(seeker, asked))
        return [next(answers) if told else NOT_TOLD for told in spoken.tolist()]
    if type(extractor).level is Extractor.level:  # it is the same for all
        return ["place" if told else "" for told in spoken.tolist()]
    return [
        extractor.level(seeker, place) if told else ""
        for place, told in zip(places, spoken.tolist(), strict=True)
    ]


def _countries(drawn: Drawn) -> list[tuple[str, str]]:
    """The countries of the pool in the order of their codes in its column, each with its continent."""
    country, continent = drawn.pool.table.labels("country"), drawn.pool.table.labels("continent")
    found, first = np.unique(country.codes, return_index=True)
    where = dict(zip(found.tolist(), first.tolist(), strict=True))
    return [(code, continent[where[n]] if n in where else "") for n, code in enumerate(country.values)]
