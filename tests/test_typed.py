"""What a type checker sees of citymatch: a misspelt keyword, function or attribute is an error, the rest is none."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
MISSPELT = {
    'cm.rank("Pinole, California", contry="JP")': 'argument "contry" for "rank"; did you mean "country"?',
    'cm.rank("Pinole, California", caution="sometimes")': 'Argument "caution" to "rank" has incompatible type',
    'cm.explain("Pinole, California", "Vence, France", partner_mode="merge")': '"partner_mode" for "explain"',
    'cm.batch(["Pinole, California"], attribute="mine.csv")': '"attribute" for "batch"; did you mean "attributes"?',
    'cm.compare("Pinole, California", ["pinole", "default"], per_contry=2)': '"per_contry" for "compare"',
    'cm.PartnerRanker("pinole", exlude="x.csv")': 'did you mean "exclude"?',
    'cm.rank("Pinole, California").to_frame(tidi=True)': '"tidi" for "to_frame" of "Ranking"',
    'cm.profile("Pinole, California", cencus="x.csv")': 'did you mean "census"?',
    'cm.rnak("Pinole, California")': 'Module has no attribute "rnak"',
    'cm.rank("Pinole, California")[0].scoer': '"Explanation" has no attribute "scoer"',
}  # fmt: skip
RIGHT = """
ranking: cm.Ranking = cm.rank("Pinole, California", country="JP", per_country=2, as_of="2026-01-15", caution="show")
first: cm.Explanation = ranking[0]
score: float = ranking[0].score
many: cm.BatchResult = cm.batch(["Pinole, California"], "pinole", top=3, continent=["Asia", "Europe"])
found: cm.Comparison = cm.compare("Pinole, California", ["pinole", None], top=5, laws=False)
told: cm.Explanation = cm.explain("Pinole, California", "Vence, France", include_unknown=True)
ranker: cm.PartnerRanker = cm.PartnerRanker("pinole", exclude=["JP"]).fit()
frame = ranking.to_frame(tidy=True)
"""


def test_mypy_strict_catches_what_is_misspelt_and_nothing_else(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    script = tmp_path / "script.py"
    script.write_text("import citymatch as cm\n" + "\n".join(MISSPELT) + "\n" + RIGHT, "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent",
         "--ignore-missing-imports", f"--cache-dir={tmp_path / 'cache'}", str(script)],
        capture_output=True, text=True, env={**os.environ, "MYPYPATH": str(SOURCE)}, check=False,
    )  # fmt: skip
    said: dict[int, str] = {}
    for line in run.stdout.splitlines():
        if found := re.search(r"script\.py:(\d+): error: (.*)", line):
            said.setdefault(int(found[1]), found[2])
    assert set(said) == set(range(2, 2 + len(MISSPELT))), run.stdout
    for number, words in enumerate(MISSPELT.values(), 2):
        assert words in said[number], said[number]
