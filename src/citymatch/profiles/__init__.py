"""Profiles of towns: what citymatch believes of a seeker, and what the town itself states in its place."""

from .applying import with_profile
from .making import profile
from .reading import Profiles, profiles_of, read_profile
from .town import Belief, Section, TownProfile

__all__ = [
    "Belief", "Profiles", "Section", "TownProfile", "profile", "profiles_of", "read_profile", "with_profile",
]  # fmt: skip
