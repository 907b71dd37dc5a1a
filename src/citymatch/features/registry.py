"""The extractors by name. A new criterion is one new file and one line here; a user registers one from outside, by
`register` or by an entry point of the user's own package."""

from __future__ import annotations

import inspect
import re
import warnings
from importlib import import_module
from typing import Any, TypeVar

from citymatch.datasets import InputError, World
from citymatch.policy.renamed import EXTRACTORS as RENAMED
from citymatch.policy.renamed import renamed

from . import outside
from .base import Extractor

Own = TypeVar("Own", bound=type[Extractor])

EXTRACTORS: dict[str, str | type[Extractor]] = {
    "size": "population:PopulationSize",
    "scale": "scale:Scale",
    "water": "water:WaterProximity",
    "metropolis": "metropolis:NearbyMetropolis",
    "role": "role:RegionalRole",
    "climate": "climate:Climate",
    "elevation": "climate:Elevation",
    "ancestry": "ancestry:AncestralTies",
    "trade": "trade:TradeTies",
    "language": "language:SharedLanguage",
    "history": "history:HistoricalTies",
    "shared_name": "shared_name:SharedName",
    "travel": "travel:TravelAccess",
    "namesake": "namesake:Namesake",
    "openness": "openness:Openness",
    "neighbours": "precedent:NeighbourChoices",
    "country_choices": "choices.countries:CountryChoices",
    "division_choices": "choices.divisions:DivisionChoices",
    "place_choices": "choices.places:PlaceChoices",
    "chosen_before": "choices.before:ChosenBefore",
    "partner_size": "connections:PartnerSize",
    "size_pattern": "patterns:SizePattern",
    "kind_pattern": "patterns:KindPattern",
    "connections": "connections:Connections",
    "stature": "connections:Stature",
    "prominence": "prominence:Prominence",
    "seat": "seat:Seat",
    "rank": "rank:Rank",
    "seat_match": "seat:SeatMatch",
    "tie_volume": "volumes:TieVolume",
    "rank_match": "rank:RankMatch",
    "self_governing": "self_governing:SelfGoverning",
    "agglomeration": "agglomeration:Agglomeration",
    "latitude": "agglomeration:Latitude",
    "precedent": "precedent_score:PrecedentScore",
    "common_ground": "common_ground:CommonGround",
    "safety": "safety:Safety",
    "attributes": "attributes:OwnAttribute",
}


def extractor_class(name: str) -> type[Extractor]:
    """The class of an extractor.

    Raises KeyError for a name that nobody registered, InputError for one of another package that cannot be used.

    >>> extractor_class("size").__name__
    'PopulationSize'
    """
    name = renamed(name, EXTRACTORS)
    if name not in EXTRACTORS and name in outside.brought():
        return _brought(name)
    entry = EXTRACTORS[name]
    if not isinstance(entry, str):
        return entry
    module, _, attribute = entry.partition(":")
    found: type[Extractor] = getattr(import_module(f"{__package__}.{module}"), attribute)
    return found


def is_known(name: object) -> bool:
    """Whether there is an extractor of this name: ours, one that was registered, or one that another package brings.

    >>> is_known("size"), is_known("beauty")
    (True, False)
    """
    return name in EXTRACTORS or name in outside.brought()


def extractor_names() -> list[str]:
    """The names of all extractors, those that other packages bring last. One of these that cannot be used is left out,
    with a warning."""
    for name in outside.brought():
        if name not in EXTRACTORS:
            try:
                _brought(name)
            except InputError as problem:
                warnings.warn(str(problem), UserWarning, stacklevel=2)
    return list(EXTRACTORS)


def _brought(name: str) -> type[Extractor]:
    """The class that another package brings under a name, registered."""
    entry = outside.brought()[name]
    kind: Any = outside.loaded(entry)
    stated = getattr(kind, "name", None)
    if stated != name:
        raise outside.refused(entry, f"its class calls itself {stated!r}")
    try:
        found: type[Extractor] = register(kind)
    except ValueError as problem:
        raise outside.refused(entry, str(problem)) from None
    return found


def register(kind: Own) -> Own:
    """Make an extractor of one's own known by its `name`, so that policies can use it; also as a decorator.

    Raises ValueError for a class that is no complete extractor, and for a name that is no plain word or is taken.
    The same class written anew (a cell of a notebook that is run again) takes the place of the one before.

    >>> @register
    ... class Initial(Extractor):
    ...     '''The same first letter.'''
    ...     name, label, unit, source, reads = "initial", "same initial", "1 for the same", "the names", ("name",)
    ...     def measure(self, seeker, candidates):
    ...         return np.array([float(name[:1] == seeker["name"][:1]) for name in candidates["name"]])
    ...     def value(self, measure, seeker):
    ...         return measure
    ...     def reason(self, seeker, candidate):
    ...         return f"{candidate['name']} begins with {candidate['name'][:1]}"
    >>> import numpy as np
    >>> make_extractor("initial").similarity({"name": "Pinole"}, {"name": ["Paris", "Rome"]}).tolist()
    [1.0, 0.0]
    >>> EXTRACTORS.pop("initial").__name__
    'Initial'
    """
    if not (inspect.isclass(kind) and issubclass(kind, Extractor)):
        raise ValueError(f"{kind!r} is no subclass of Extractor")
    unwritten = sorted(kind.__abstractmethods__)
    unstated = [stated for stated in STATED if not getattr(kind, stated, None)]
    if unwritten or unstated:
        raise ValueError(f"{kind.__name__} has to state {', '.join([*unstated, *unwritten])}")
    if not re.fullmatch("[a-z][a-z0-9_]*", kind.name):
        raise ValueError(
            f"the name of {kind.__name__} must be lower-case letters, digits and _, not {kind.name!r}"
        )
    if kind.name in RENAMED:
        raise ValueError(
            f"{kind.name!r} is what {RENAMED[kind.name]!r} was called; {kind.__name__} needs another name"
        )
    known = EXTRACTORS.get(kind.name)
    if known is not None and (isinstance(known, str) or _where(known) != _where(kind)):
        raise ValueError(f"there is an extractor {kind.name!r} already; {kind.__name__} needs another name")
    needed = [
        each.name
        for each in inspect.signature(kind).parameters.values()
        if each.default is each.empty and each.kind not in (each.VAR_POSITIONAL, each.VAR_KEYWORD)
    ]
    if needed:
        raise ValueError(f"{kind.__name__} needs a default for its parameter {needed[0]!r}")
    EXTRACTORS[kind.name] = kind
    return kind


STATED = ("name", "label", "unit", "source", "reads")
"""What the class of an extractor has to say of itself."""


def _where(kind: type[Extractor]) -> tuple[str, str]:
    return kind.__module__, kind.__qualname__


def make_extractor(
    name: str, parameters: dict[str, Any] | None = None, world: World | None = None
) -> Extractor:
    """An extractor with its parameters checked, on the facts of a World (None: the one that ships).

    >>> make_extractor("size", {"core": 2.0}).core
    2.0
    """
    return extractor_class(name)(**(parameters or {})).fit(world)
