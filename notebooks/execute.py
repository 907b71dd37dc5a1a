"""Executes every notebook of this folder in place and keeps the outputs; fails at the first error."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent
LIMIT = 2_000_000


def execute(path: Path) -> None:
    """Run one notebook from its first cell and save it with its outputs."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(HERE)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # times differ from run to run
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    size = path.stat().st_size
    print(f"{path.name}: executed, {size:,} bytes")
    if size > LIMIT:
        sys.exit(f"{path.name}: over {LIMIT:,} bytes")


if __name__ == "__main__":
    for found in sorted(HERE.glob("*.ipynb")):
        execute(found)
