"""Draws docs/gallery.md: every snippet is run, and what it prints stands below it.

python docs/gallery.py          write the page and its picture
python docs/gallery.py --check  say whether it is no longer what the code prints
"""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE, PICTURE = HERE / "gallery.md", HERE / "gallery" / "points.png"
HEAD = """# Gallery

This page is drawn by `python docs/gallery.py`, which runs each snippet and prints below it what it says. The day is
fixed, so that the laws and cautions of that day apply. [The reference](reference.md) has every name.
"""
STEPS: tuple[tuple[str, str, str], ...] = (
    (
        "Rank",
        "The list of one community, by a policy. A name is read as it is written: misspelt, abbreviated, or an id.",
        """
import citymatch as cm

ranking = cm.rank("Toledo, Ohio", policy="default", top=8, as_of="2026-01-15")
frame = ranking.to_frame()
print(frame[["rank", "score", "name", "country", "precedent", "ancestry", "size"]].round(1).to_string(index=False))
""",
    ),
    (
        "A tidy frame",
        "One row for each candidate and criterion, for those who group and plot: the measure with its unit, the\n"
        "similarity from 0 to 1, the weight, the points, where the fact was found, and its source. What is unknown is\n"
        "NaN. The wide frame has the same with `detail=True`, in columns such as `size_value`, and says the unit of\n"
        'each in `frame.attrs["units"]`.',
        """
tidy = ranking.to_frame(tidy=True)
print(tidy[["name", "criterion", "value", "unit", "points", "level"]].round(2).head(6).to_string(index=False))
print(tidy.groupby("criterion", sort=False)["points"].mean().round(1).nlargest(3).to_dict())
""",
    ),
    (
        "A plot of it",
        "What the scores are made of, by criterion, straight from the tidy frame.",
        """
tidy["place"] = tidy["name"] + ", " + tidy["country"]
points = tidy.pivot_table(index="place", columns="criterion", values="points", sort=False)
shown = points[points.mean().nlargest(6).index]
axes = shown.plot.barh(stacked=True, figsize=(6.5, 4), width=0.75)
axes.invert_yaxis()
axes.set(xlabel="points of 100", ylabel="")
axes.legend(title="", bbox_to_anchor=(1, 1))
""",
    ),
    (
        "Two policies side by side",
        "Where each policy puts the candidates of the other, what they share, and which enter and leave. The command:\n"
        "`citymatch compare COMMUNITY --policy A --policy B`.",
        """
found = cm.compare("Pinole, California", ["pinole", "default"], top=5, country="JP", as_of="2026-01-15")
print(found.text.split("citymatch:")[0])
frame = found.to_frame()
print(frame[["name", "pinole_line", "pinole_rank", "default_rank", "move"]].to_string(index=False))
""",
    ),
    (
        "A criterion of one's own",
        "A class that says what it measures, what that is worth, and why. `register` makes it known, and policies\n"
        "name it as any other. It is tested by `citymatch.testing.ExtractorConformance`.",
        """
import numpy as np
from citymatch.features import Extractor, register

@register
class Quiet(Extractor):
    '''Few people around, whoever asks: 1 up to 50,000 within 50 km, nothing from a million on.'''

    name, label, unit = "quiet", "quiet surroundings", "people within 50 km"
    source, reads = "the World's counts of people", ("people_50km",)

    def measure(self, seeker, candidates):
        return np.asarray(candidates["people_50km"], np.float64)

    def value(self, measure, seeker):
        return np.clip(np.log(1e6 / np.maximum(measure, 1)) / np.log(1e6 / 5e4), 0, 1)

    def reason(self, seeker, candidate):
        return f"{candidate['people_50km']:,.0f} people live within 50 km"

policy = {"name": "quiet", "criteria": [{"extractor": "quiet", "weight": 2}, {"extractor": "size"}]}
told = cm.explain("Truckee, California", "Zermatt, Switzerland", policy, as_of="2026-01-15")
for record in told.records:
    print(f"{record.contribution:.1f} of {100 * record.weight:.1f}  {record.label}: {record.value:,.2f} {record.unit}")
""",
    ),
    (
        "Countries first",
        "The choice that councils make first: the countries that fit best, by their best community.",
        """
choices = cm.rank("Toledo, Ohio", top=1, as_of="2026-01-15").countries(top=4, each=2)
for choice in choices.choices:
    best = ", ".join(each.facts["name"] for each in choice.best)
    print(f"{choice.name}: {best}, of {choice.candidates:,} candidates")
""",
    ),
)
ENTRY_POINTS = """
A package brings its criteria without a call, by an entry point of the group `citymatch.criteria` whose name is the
criterion's:

```toml
[project.entry-points."citymatch.criteria"]
quiet = "our_package.criteria:Quiet"
```

Where it is installed, `quiet` may stand in any policy, also on the command line and in workers of other processes. A
criterion that cannot be used is said, with the package that brings it; those of citymatch are never replaced.
"""


def drawn(picture: Path | None = None) -> str:
    """The page: every snippet with what it prints. The picture is written where one is asked for."""
    import matplotlib

    from citymatch.features import EXTRACTORS

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    parts, names = [HEAD], dict[str, Any]()
    try:
        for title, words, code in STEPS:
            out = io.StringIO()
            with redirect_stdout(out):
                exec(compile(code, f"gallery: {title}", "exec"), names)
            parts.append(f"## {title}\n\n{words}\n\n```python\n{code.strip()}\n```\n")
            if printed := out.getvalue().rstrip():
                lines = "\n".join(line.rstrip() for line in printed.splitlines())
                parts.append(f"```text\n{lines}\n```\n")
            if title == "A plot of it":
                parts.append(
                    "![Stacked bars: the points of eight candidates by criterion](gallery/points.png)\n"
                )
                if picture is not None:
                    names["axes"].figure.savefig(
                        picture, dpi=110, bbox_inches="tight", metadata={"Software": None}
                    )
            if title == "A criterion of one's own":
                parts.append(ENTRY_POINTS.lstrip())
    finally:
        EXTRACTORS.pop("quiet", None)
        plt.close("all")
    return "\n".join(parts)


def main() -> int:
    """Write the page, or say that it is stale."""
    stale = not PAGE.exists() or PAGE.read_text("utf-8") != drawn()
    if "--check" in sys.argv:
        print(
            "gallery.md: not what the code prints; run python docs/gallery.py"
            if stale
            else "gallery.md: as it is"
        )
        return int(stale)
    PICTURE.parent.mkdir(exist_ok=True)
    PAGE.write_text(drawn(PICTURE), encoding="utf-8")
    print("docs/gallery.md: written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
