"""A seeker's profile as a ranking takes it: what citymatch believes, and what the town states in its place."""

from __future__ import annotations

from typing import NamedTuple

from citymatch.datasets import World
from citymatch.datasets.geography import country_name
from citymatch.features.base import Place
from citymatch.features.ties import nation

from .names import language_name
from .sections import LEAST, believed
from .town import Belief

OWN = "your profile"
_WORDS = {"Speak only English": "English only"}


class Taken(NamedTuple):
    """A line of a profile in words: its section, what it is of, the value, where that is from, and whether the town
    states it."""

    section: str
    name: str
    value: str
    source: str
    stated: bool


def as_taken(seeker: Place, world: World) -> tuple[Taken, ...]:
    """Roots, languages, trade and common ground of a seeker, the largest first.

    >>> from citymatch.datasets import load_world
    >>> from citymatch.features.profile import profile
    >>> from citymatch.places import find
    >>> lines = as_taken(profile(find("Norman, Oklahoma"), load_world()), load_world())
    >>> [(line.name, line.value, line.stated) for line in lines if line.section == "origins"][0]
    ('Germany', '15 %', False)
    """
    own = believed(seeker, world).beliefs
    origins = {country_name(code): share for code, share in (seeker.get("stated_origins") or {}).items()}
    lines = [
        _share("origins", each.key, origins[each.key]) if each.key in origins else _line(each, False)
        for each in own
        if each.section == "origins"
    ]
    stated = seeker.get("stated_languages")
    if stated is None:
        lines += [_line(each, False) for each in own if each.section == "languages"]
    else:
        ordered = sorted(stated.items(), key=lambda item: (-item[1], item[0]))
        lines += [_share("languages", language_name(key), share) for key, share in ordered if share >= LEAST]
    if seeker.get("stated_trade"):
        lines.append(
            Taken("trade", "firms trade with", ", ".join(map(nation, seeker["stated_trade"])), OWN, True)
        )
    ground = [each for each in own if each.section == "common_ground"]
    return (*lines, *(_line(each, f"stated_{each.key}" in seeker) for each in ground))


def _share(section: str, name: str, share: float) -> Taken:
    return Taken(section, _named(name), f"{100 * share:.3g} %", OWN, True)


def _line(belief: Belief, stated: bool) -> Taken:
    if isinstance(belief.value, tuple):
        value = ", ".join(text.replace("_", " ") for text in belief.value)
    else:
        value = f"{float(str(belief.value)):g} %"
    return Taken(belief.section, _named(belief.key), value, OWN if stated else belief.comment, stated)


def _named(key: str) -> str:
    return _WORDS.get(key, key)
