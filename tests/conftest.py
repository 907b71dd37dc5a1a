"""What many tests share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from citymatch.datasets import World, load_world

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "features")]


@pytest.fixture(scope="session")
def world() -> World:
    """The World snapshot that ships with the package."""
    return load_world()
