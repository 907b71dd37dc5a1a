"""Names of places in letters that are not Latin."""

from __future__ import annotations

import csv
import functools
import gzip
import io

from .packaged import packaged
from .world import HERE


@functools.cache
@packaged
def load_native_names() -> dict[int, tuple[str, ...]]:
    """The names of each place by geonameid, in the letters of its own country and, if it is large, in other scripts.

    >>> "القاهرة" in load_native_names()[360630]
    True
    """
    raw = gzip.decompress((HERE / "native_names.csv.gz").read_bytes()).decode("utf-8")
    rows = csv.reader(io.StringIO(raw, newline=""))
    next(rows)
    return {int(number): tuple(names.split("|")) for number, names in rows}
