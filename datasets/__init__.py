"""The ground floor: the data as files, one loader each, and the built World snapshot.

It imports nothing else of citymatch. Every file is described on the data card, `datasets/README.md`.
"""

from .errors import InputError
from .ids import CommunityId
from .packing import SnapshotWriter
from .table import Column, Labels, Table, Text
from .world import FIRST_UNIT, World, load_world

__all__ = [
    "FIRST_UNIT", "Column", "CommunityId", "InputError", "Labels", "SnapshotWriter", "Table", "Text", "World",
    "load_world",
]  # fmt: skip
