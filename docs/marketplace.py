"""Draws docs/offers.md: the offers for the members that seek a partner, as they could be sent.

python docs/marketplace.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import citymatch as cm

DAY = "2026-09-01"
PAGE = Path(__file__).parent / "offers.md"
HEAD = f"""This page is what `citymatch assign --as-of {DAY}` writes as `offers.md`, word for word, for the members of
Sister Cities International that seek a partner ([how](marketplace.md)). `python docs/marketplace.py` draws it.

"""


def main() -> None:
    """Make the offers and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        cm.assign(as_of=DAY).save(folder)
        title, _, body = (Path(folder) / "offers.md").read_text(encoding="utf-8").partition("\n\n")
    PAGE.write_text(f"{title}\n\n{HEAD}{body}", encoding="utf-8")


if __name__ == "__main__":
    main()
