"""The page of a ranking inside a notebook."""

from __future__ import annotations

from html import escape
from pathlib import Path

from citymatch.whole import write_whole


class PageView:
    """The page of a ranking inside a notebook; `save` writes it to a file of its own."""

    def __init__(self, html: str, height: int = 900):
        self.html = html
        self.height = height

    def save(self, path: str | Path) -> Path:
        """Write the page to a file, whole or not at all."""
        return write_whole(Path(path), self.html)

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.html)}" width="100%" height="{self.height}" style="border:1px solid #ccc" '
            'title="citymatch" sandbox="allow-scripts allow-downloads allow-modals allow-popups"></iframe>'
        )
