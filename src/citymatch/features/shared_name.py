"""Shared name: Toledo and Toledo, Norwich and New Norwich."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citymatch.places.folding import fold
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, IntArray, Place, Places, is_unknown
from .lookup import names, rows_named
from .name_tie import NameTie

if TYPE_CHECKING:
    import pandas as pd

_KIND_WORDS = ("county", "parish", "borough")

SAME, NEW = 1.0, 0.8


class SharedName(NameTie):
    """The same name: 1 where the two names are equal but for case, accents, spaces and punctuation, `new`
    where one is the other with "New" before it, else 0.

    The words County, Parish and Borough at the end are left out of both names; City and Town are a part of it:
    Union City bears another name than La Unión. The candidate's name is the community's own, and no other name of
    its seat.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"name": ["Toledo", "Tolède", "New Toledo", "Talavera", ""]})
    >>> SharedName().measure({"name": "Toledo"}, towns).tolist()
    [1.0, 0.0, 0.8, 0.0, nan]
    """

    name = "shared_name"
    symmetric = True
    label = "shared name"
    unit = "1 for the same name, 0.8 for New and the name"
    source = "GeoNames (CC BY 4.0)"
    reads = ("name",)
    offered = True
    tie = "Name"
    rare = True
    makes = {"folded_name": "letters and digits of the name"}
    bounds = {"new": Bound('what "New" before the name counts', 0, 1)}

    def __init__(self, new: float = NEW, curve: Curve | None = None):
        self.new = new
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        import pandas as pd

        folded = [fold(name) for name in names(X)]
        return pd.DataFrame({"folded_name": folded}, index=getattr(X, "index", None))

    def patches(self, seeker: Place, candidates: Places) -> tuple[IntArray, FloatArray]:
        """The candidates of a name that has to do with the seeker's: a shared name is looked up, not searched for."""
        own = seeker_key(_compared(seeker))
        new = [f"new{own}"] if own else []
        old = [own[3:]] if own.startswith("new") and len(own) > 6 else []
        found = [(_bearing(candidates, key), SAME if key == own else NEW) for key in (*new, *old, own)]
        rows = np.concatenate([rows for rows, _ in found])
        return rows, np.concatenate([np.full(len(rows), level) for rows, level in found])

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.where(measure == NEW, self.new, measure)

    def reason(self, seeker: Place, candidate: Place) -> str:
        name = candidate.get("name") or candidate.get("ascii_name")
        if is_unknown(name):
            return "its name is unknown"
        own, theirs = seeker_key(_compared(seeker)), seeker_key(_compared(candidate))
        if own == theirs:
            return (
                f"both are called {name}"
                if name == seeker["name"]
                else f"{name} bears the name of {seeker['name']}"
            )
        if theirs == f"new{own}" or own == f"new{theirs}":
            old, new = (name, seeker["name"]) if theirs != f"new{own}" else (seeker["name"], name)
            return f"the name of {new} is that of {old} with “New” before it"
        return f"{name} and {seeker['name']} do not have the same name"


def _compared(place: Place) -> str:
    """The name that is compared: that in ASCII where there is one."""
    return str(place.get("ascii_name") or place.get("name") or "")


def _bearing(candidates: Places, key: str) -> IntArray:
    """The rows of a name, with or without a word for what the community is."""
    rows = [rows_named(candidates, key)]
    for word in _KIND_WORDS if key else ():
        with_word = rows_named(candidates, f"{key}{word}")
        texts = names(candidates)
        rows.append(np.array([row for row in with_word.tolist() if seeker_key(texts[row]) == key], np.int64))
    return np.concatenate(rows)


def seeker_key(name: str) -> str:
    """A name folded, without the word for what it is.

    >>> seeker_key("Suffolk County"), seeker_key("St. Louis"), seeker_key("Carson City")
    ('suffolk', 'stlouis', 'carsoncity')
    """
    words = name.split()
    if len(words) > 1 and words[-1].lower() in _KIND_WORDS:
        words = words[:-1]
    return fold(" ".join(words))
