"""The extractors by name. A new criterion is one new file and one line here."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from citymatch.datasets import World

from .base import Extractor

EXTRACTORS: dict[str, str] = {
    "population": "population:PopulationSize",
    "water": "water:WaterProximity",
    "metropolis": "metropolis:NearbyMetropolis",
    "role": "metropolis:RegionalRole",
    "climate": "climate:Climate",
    "elevation": "climate:Elevation",
    "travel": "travel:TravelAccess",
    "ancestry": "ancestry:AncestralTies",
    "trade": "trade:TradeTies",
    "language": "language:SharedLanguage",
    "history": "history:HistoricalTies",
    "shared_name": "shared_name:SharedName",
    "namesake": "namesake:Namesake",
    "openness": "openness:Openness",
    "neighbours": "precedent:NeighbourChoices",
    "country_choices": "choices:CountryChoices",
    "division_choices": "choices:DivisionChoices",
    "place_choices": "choices:PlaceChoices",
    "chosen_before": "choices:ChosenBefore",
    "partner_size": "connections:PartnerSize",
    "size_pattern": "patterns:SizePattern",
    "kind_pattern": "patterns:KindPattern",
    "connections": "connections:Connections",
    "stature": "connections:Stature",
    "prominence": "prominence:Prominence",
    "seat": "prominence:Seat",
    "rank": "prominence:Rank",
    "seat_match": "prominence:SeatMatch",
    "tie_volume": "volumes:TieVolume",
    "rank_match": "prominence:RankMatch",
    "self_governing": "self_governing:SelfGoverning",
    "agglomeration": "agglomeration:Agglomeration",
    "latitude": "agglomeration:Latitude",
    "precedent": "precedent_score:PrecedentScore",
    "attributes": "attributes:OwnAttribute",
}


def extractor_class(name: str) -> type[Extractor]:
    """The class of an extractor.

    Raises KeyError for a name that is not registered.

    >>> extractor_class("population").__name__
    'PopulationSize'
    """
    module, _, attribute = EXTRACTORS[name].partition(":")
    found: type[Extractor] = getattr(import_module(f"{__package__}.{module}"), attribute)
    return found


def make_extractor(
    name: str, parameters: dict[str, Any] | None = None, world: World | None = None
) -> Extractor:
    """An extractor with its parameters checked, on the facts of a World (None: the one that ships).

    >>> make_extractor("population", {"core": 2.0}).core
    2.0
    """
    return extractor_class(name)(**(parameters or {})).fit(world)
