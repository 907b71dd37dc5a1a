"""From a messy line of text to a community."""

from .communities import Community
from .describing import describe
from .entry import Entry
from .errors import AmbiguousCommunity, PlacesError, UnknownCommunity
from .known import community
from .reading import read
from .resolution import Resolution, remarks_of
from .resolving import accepted, find, resolve, resolve_many

__all__ = [
    "AmbiguousCommunity",
    "Community",
    "Entry",
    "PlacesError",
    "Resolution",
    "UnknownCommunity",
    "accepted",
    "community",
    "describe",
    "find",
    "read",
    "remarks_of",
    "resolve",
    "resolve_many",
]
