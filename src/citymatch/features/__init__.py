"""What two places have in common: one extractor per file, and a registry of them."""

from .base import Bound, Derived, Extractor, Place, Places
from .registry import EXTRACTORS, extractor_class, extractor_names, make_extractor, register

__all__ = [
    "EXTRACTORS",
    "Bound",
    "Derived",
    "Extractor",
    "Place",
    "Places",
    "extractor_class",
    "extractor_names",
    "make_extractor",
    "register",
]
