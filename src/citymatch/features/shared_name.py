"""Shared name: Toledo and Toledo, Norwich and New Norwich."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Text
from citymatch.places.folding import fold
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Extractor, Place, Places, is_unknown

if TYPE_CHECKING:
    import pandas as pd

_KEPT = np.zeros(256, bool)
_KEPT[[*range(48, 58), *range(65, 91), *range(97, 123)]] = True
_LOWER = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"abcdefghijklmnopqrstuvwxyz")
_DROPPED = bytes(np.flatnonzero(~_KEPT).tolist())
_KIND_WORDS = ("county", "parish", "borough", "city", "town")

SAME, NEW = 1.0, 0.8


class SharedName(Extractor):
    """The same name: 1 where the two names are equal but for case, accents, spaces and punctuation, `new`
    where one is the other with "New" before it, else 0.

    The words County, Parish, Borough, City and Town at a seeker's end are left out of its name.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"name": ["Toledo", "Tolède", "New Toledo", "Talavera", ""]})
    >>> SharedName().measure({"name": "Toledo"}, towns).tolist()
    [1.0, 0.0, 0.8, 0.0, nan]
    """

    name = "shared_name"
    label = "shared name"
    unit = "1 for the same name, 0.8 for New and the name"
    source = "GeoNames (CC BY 4.0)"
    reads = ("name",)
    makes = {"folded_name": "letters and digits of the name"}
    bounds = {"new": Bound('what "New" before the name counts', 0, 1)}

    def __init__(self, new: float = NEW, curve: Curve | None = None):
        self.new = new
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        import pandas as pd

        names = np.asarray(X[_column(X)], dtype=object)
        folded = ["" if is_unknown(name) else fold(str(name)) for name in names]
        return pd.DataFrame({"folded_name": folded}, index=getattr(X, "index", None))

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        own = seeker_key(str(seeker.get("name") or ""))
        names = candidates[_column(candidates)]
        related = [f"new{own}"] + ([own[3:]] if own.startswith("new") and len(own) > 6 else [])
        keys = (*related, own)
        found = np.zeros(len(candidates))
        for key, rows in zip(keys, _equal(names, keys), strict=True):
            found[rows] = SAME if key == own else NEW
        found[_empty(names)] = np.nan
        return found

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.where(measure == NEW, self.new, measure)

    def reason(self, seeker: Place, candidate: Place) -> str:
        name = candidate.get("name") or candidate.get("ascii_name")
        if is_unknown(name):
            return "its name is unknown"
        own, theirs = seeker_key(str(seeker["name"])), fold(str(candidate.get("ascii_name") or name))
        if own == theirs:
            return f"{name} bears the name of {seeker['name']}"
        if theirs == f"new{own}" or own == f"new{theirs}":
            return f"{name} and {seeker['name']}: the one is the new one"
        return f"{name} and {seeker['name']} are different names"


def seeker_key(name: str) -> str:
    """A seeker's name folded, without the word for what it is.

    >>> seeker_key("Suffolk County"), seeker_key("St. Louis"), seeker_key("Carson City")
    ('suffolk', 'stlouis', 'carson')
    """
    words = name.split()
    if len(words) > 1 and words[-1].lower() in _KIND_WORDS:
        words = words[:-1]
    return fold(" ".join(words))


def _column(places: Places) -> str:
    return "ascii_name" if "ascii_name" in places else "name"


def _empty(names: object) -> npt.NDArray[np.bool_]:
    if isinstance(names, Text):
        return np.asarray(names.length == 0)
    return np.array([is_unknown(name) for name in np.asarray(names, dtype=object)], bool)


def _equal(names: object, keys: Sequence[str]) -> list[npt.NDArray[np.int64]]:
    """For each key the rows whose folded name it is."""
    if not isinstance(names, Text):
        texts = ["" if is_unknown(name) else fold(str(name)) for name in np.asarray(names, dtype=object)]
        return [np.array([row for row, text in enumerate(texts) if text == key], np.int64) for key in keys]
    _, position, odd = _folded(names.blob)
    first, last = names.start, names.start + names.length
    begins = position[first]
    kept = position[last] - begins
    one_by_one = odd[last] > odd[first]
    found = []
    for key in keys:
        rows = np.flatnonzero(_found(names.blob, key.encode())[begins] & (kept == len(key)) & ~one_by_one)
        few = np.flatnonzero(one_by_one & (kept <= len(key)) & (names.length >= len(key) // 2)).tolist()
        more = [row for row in few if fold(names[row]) == key]
        found.append(np.concatenate([rows, np.array(more, np.int64)]))
    return found


@functools.lru_cache(maxsize=4)
def _folded(blob: bytes) -> tuple[bytes, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """A blob of names folded as a whole, where each of its bytes has gone to, and how many odd bytes (those
    that need more than lower case: other letters, "&") stand before each."""
    raw = np.frombuffer(blob, np.uint8)
    odd = (raw >= 128) | (raw == ord("&"))
    return blob.translate(_LOWER, _DROPPED), _before(_KEPT[raw]), _before(odd)


def _before(flags: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """How many flags are set before each position, and at last how many in all."""
    counts = np.zeros(len(flags) + 1, np.int32)
    np.cumsum(flags, dtype=np.int32, out=counts[1:])
    return counts


@functools.lru_cache(maxsize=8)
def _found(blob: bytes, key: bytes) -> npt.NDArray[np.bool_]:
    """Whether a key begins at each position of a folded blob, whatever names it runs over."""
    text = _folded(blob)[0]
    begins = np.zeros(len(text) + 1, bool)
    at = text.find(key) if key else -1
    while at >= 0:
        begins[at] = True
        at = text.find(key, at + 1)
    return begins
