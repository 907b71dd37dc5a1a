"""What two places have in common: one extractor per file, and a registry of them."""

from .base import Bound, Extractor, Place, Places
from .registry import EXTRACTORS, extractor_class, make_extractor

__all__ = ["EXTRACTORS", "Bound", "Extractor", "Place", "Places", "extractor_class", "make_extractor"]
