"""Why a criterion may give two communities another similarity when the other one seeks.

Those that do not are `symmetric`. The rest ask what the seeker has, wants or is used to, and are one-sided by their
meaning; making them alike from both ends would make them ask something else.
"""

from __future__ import annotations

from .registry import EXTRACTORS, extractor_class

_ABOUT_THE_CANDIDATE = "it is a fact of the candidate alone, whoever seeks"
_CHOICES = (
    "it counts what communities of the seeker's nation have chosen, and the other nation has chosen otherwise"
)

ONE_SIDED: dict[str, str] = {
    "scale": "the smaller the seeker is, the more it asks for its own size",
    "water": "a seeker by the shore asks for the shore, one that is half inland is content with less: the candidate's "
    "nearness counts against the seeker's own",
    "metropolis": "a seeker in a large metropolis asks for no less, and any larger one is as good; one in a smaller "
    "asks for about its own number of people",
    "trade": "only of US states is it known with which countries they trade",
    "language": "between two places outside the United States it is the same; a seeker there asks what is spoken in "
    "its state, while one abroad asks whether the two countries share a language",
    "travel": _ABOUT_THE_CANDIDATE,
    "namesake": "parts of the seeker's name are looked up, and not of the candidate's",
    "openness": _ABOUT_THE_CANDIDATE,
    "neighbours": _CHOICES,
    "country_choices": _CHOICES,
    "division_choices": _CHOICES,
    "place_choices": _CHOICES,
    "chosen_before": _CHOICES,
    "partner_size": "it holds the seeker against the partners that the candidate has",
    "size_pattern": _CHOICES,
    "kind_pattern": _CHOICES,
    "connections": _ABOUT_THE_CANDIDATE,
    "stature": "it counts the candidate's partners for a seeker of its size",
    "prominence": _ABOUT_THE_CANDIDATE,
    "seat": _ABOUT_THE_CANDIDATE,
    "rank": _ABOUT_THE_CANDIDATE,
    "seat_match": "it asks a seeker that is a capital for a capital, and any other for nothing",
    "tie_volume": "for a seeker in the United States it counts the people of its state, for one abroad its nation's",
    "self_governing": _ABOUT_THE_CANDIDATE,
    "latitude": "a US county seeks from the centre of its people and is met at its middle; of others it is the same",
    "precedent": _CHOICES,
    "common_ground": "it asks how much of what the seeker has the candidate has too",
    "safety": "it holds the cautions of the seeker's nation against the candidate",
    "attributes": "it is what the seeker's own table says of the candidate",
}
"""Why each criterion that is not symmetric is not, in words that follow "not the same from both ends:"."""


def symmetric() -> tuple[str, ...]:
    """The criteria that give the same similarity whichever of two communities seeks.

    >>> symmetric()[:2]
    ('size', 'role')
    """
    return tuple(name for name in EXTRACTORS if extractor_class(name).symmetric)
