"""The terms of the learned policy: which extractor, with which parameters, in what shape.

`rise` may only grow with the measure, `fall` only shrink; `free` is a sum of both. `value` takes the
extractor's own similarity and learns its weight alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from citymatch.features import Extractor, extractor_class
from citymatch.features.book import Book

Shape = Literal["rise", "fall", "free", "value"]


@dataclass(frozen=True)
class Term:
    """One criterion of the learned policy before it is fitted. A `prior` says nothing of the seeker itself.

    `fixed` is a weight that is set and not learned: the others are learned beside it.
    """

    id: str
    extractor: str
    label: str
    shape: Shape = "rise"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    prior: bool = False
    fixed: float = 0.0

    def make(self, book: Book | None = None, curve: Sequence[tuple[float, float]] | None = None) -> Extractor:
        """The extractor on the ties and the World of `book`, with a fitted curve if there is one."""
        kind = extractor_class(self.extractor)
        parameters: dict[str, Any] = dict(self.parameters)
        if book is not None and "book" in kind().get_params():
            parameters["book"] = book
        if curve is not None:
            parameters["curve"] = list(curve)
        made: Extractor = kind(**parameters).fit(book.world if book is not None else None)
        return made


_CIRCLES = {
    "near": "communities near by",
    "region": "communities of the region",
    "state": "communities of the state",
    "size": "communities of the same size",
    "size_in_state": "communities of the same size in the state",
}


def _choices(what: str, circles: Sequence[str]) -> tuple[Term, ...]:
    """A term for each circle of communities whose choices of a country, division or place count."""
    words = {"place": "Places around it"}.get(what, what.capitalize())
    return tuple(
        Term(
            f"{what}-by-{circle.replace('_', '-')}",
            f"{what}_choices",
            f"{words} chosen by {_CIRCLES[circle]}",
            parameters={"among": circle},
        )
        for circle in circles
    )


def _prior(name: str, extractor: str, label: str, shape: Shape = "rise", **parameters: str) -> Term:
    """A term that says nothing of the seeker itself."""
    return Term(name, extractor, label, shape, parameters, prior=True)


def _stature(by: str, label: str) -> Term:
    return Term(f"stature-{by}", "stature", f"{label}, for a large seeker", parameters={"by": by})


SCALE = Term(
    "scale",
    "scale",
    "Within the seeker's scale",
    "value",
    {"core": 2.5, "edge": 10.0, "small": 25_000.0, "large": 250_000.0, "least": 0.2},
    fixed=3.0,
)
"""What holds the model to size. Left to itself it sends small towns to giants, because these have most of all
partnerships: the size ratios in its top tens had a median of 7, where those of real partnerships have 2.8."""

TERMS: tuple[Term, ...] = (
    SCALE,
    Term("size", "size", "Similar size", "free"),
    Term("partner_size", "partner_size", "As large as its partners elsewhere", "free"),
    Term("rank_match", "rank_match", "The same rank in state and division", "free"),
    Term(
        "rank-match-country",
        "rank_match",
        "The same rank in nation and country",
        "free",
        {"within": "country"},
    ),
    Term("agglomeration", "agglomeration", "As many people around", "free"),
    Term("role", "role", "Similar role in the region", "value"),
    Term("metropolis", "metropolis", "Similar nearness to a metropolis", "value"),
    Term("water", "water", "Similar setting by the water", "value"),
    Term("coast", "water", "Both by the sea, or both away from it", "value", {"kinds": ["coast"]}),
    Term("climate", "climate", "Similar climate"),
    Term("latitude", "latitude", "As far from the equator", "fall"),
    Term("elevation", "elevation", "Similar elevation", "fall"),
    Term("namesake", "namesake", "The same name, or a part of it"),
    Term("ancestry", "ancestry", "Residents with roots there"),
    Term("trade", "trade", "Trade with the country"),
    Term("people-tie", "tie_volume", "People from there in the state", parameters={"of": "people"}),
    Term("trade-tie", "tie_volume", "Trade of the state with the country", parameters={"of": "trade"}),
    Term("language", "language", "A language that both speak", "value"),
    Term("history", "history", "A common history", "value"),
    *_choices("country", ("near", "region", "state", "size", "size_in_state")),
    *_choices("division", ("near", "region", "state")),
    *_choices("place", ("near", "state")),
    Term("chosen-in-state", "chosen_before", "Chosen before in the state", "free", {"among": "state"}),
    Term("size_pattern", "size_pattern", "Size of place that such communities choose there"),
    Term("seat_match", "seat_match", "A capital for a capital"),
    _stature("partners", "Many partners"),
    _stature("far", "Many far partners"),
    _stature("names", "Widely known"),
    _stature("capital", "A capital"),
    _stature("rank", "First of its country"),
    _prior("seat-pattern", "kind_pattern", "Seats of government as chosen in that country", of="seat"),
    _prior("open-pattern", "kind_pattern", "Open places as chosen in that country", of="partners"),
    _prior(
        "open-country", "country_choices", "Openness of the country to the nation", "free", among="nation"
    ),
    _prior(
        "open-country-places", "country_choices", "Choices per place of the country", "free", among="places"
    ),
    _prior("open-division", "division_choices", "Openness of the division to the nation", among="nation"),
    _prior("open-place", "connections", "Openness of the place: partners elsewhere", reach="all"),
    _prior("open-far", "connections", "Openness of the place: partners far away", reach="far"),
    _prior("chosen-before", "chosen_before", "Chosen before by others of the nation", "free"),
    _prior("open-rank", "rank", "Rank by partners in its country", "fall", by="partners"),
    _prior(
        "open-rank-division",
        "rank",
        "Rank by partners in its division",
        "fall",
        by="partners",
        within="division",
    ),
    _prior("rank", "rank", "Rank by size in its country", "fall"),
    _prior("rank-division", "rank", "Rank by size in its division", "fall", within="division"),
    _prior("prominence", "prominence", "Prominence of the place"),
    _prior("seat", "seat", "Seat of government"),
    _prior("self_governing", "self_governing", "Governs itself"),
    _prior("share-of-region", "role", "Share of its region's people", "free"),
    _prior("people-around", "metropolis", "People around it", "free"),
    _prior("travel", "travel", "Can be reached", "fall"),
)
