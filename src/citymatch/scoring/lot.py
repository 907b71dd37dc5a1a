"""The lot: what orders candidates that are equal in everything else, fairly and the same everywhere.

It is a fixed hash of the two ids, so that no alphabet, no size and no register's numbering decides who comes first,
another seeker gets another order, and a further candidate moves nobody.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Lots = npt.NDArray[np.uint64]

LOT_TOLD = "by a fixed lot"
"""How the order is called where nothing else decides."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def number_of_text(text: str) -> int:
    """A whole number below 2**64 that stands for a text: the first 8 bytes of its BLAKE2b hash.

    >>> number_of_text("geonames:5383187") == number_of_text("geonames:5383187") != number_of_text("geonames:5383188")
    True
    """
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def lots(seeker: str, candidates: Lots) -> Lots:
    """The lot of each candidate for a seeker, shape (n,): the smaller comes first. Different numbers never share one.

    `seeker` is a community id, `candidates` are their numbers. The mixing is splitmix64 (Steele, Lea and Flood, 2014).

    >>> lots("geonames:5383187", np.array([1, 2], np.uint64)).argsort().tolist()
    [1, 0]
    >>> lots("geonames:1", np.array([1, 2], np.uint64)).argsort().tolist()
    [0, 1]
    """
    mixed = (candidates ^ np.uint64(number_of_text(seeker))) + _GOLDEN
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    return mixed ^ (mixed >> np.uint64(31))


def order_told(second_keys: tuple[str, ...]) -> str:
    """The order among equal scores in words.

    >>> order_told(("openness", "trade"))
    'openness, then trade, then by a fixed lot'
    """
    return ", then ".join((*second_keys, LOT_TOLD)).removeprefix("by ")
