"""Rebuilds the table of what communities have after the snapshot: python -m citymatch.build.common_ground."""

from __future__ import annotations

from citymatch.build.rebuild import SOURCE

from .table import build_common_ground

if __name__ == "__main__":
    path = SOURCE.parent / "common_ground.npz"
    build_common_ground(path)
    print(f"built {path.name}")
