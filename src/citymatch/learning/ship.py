"""Fits the policy that ships with the package, on every known partnership of a US community.

    python -m citymatch.learning fit --output precedent.toml

writes it to a file, never over the one that is installed, and says how far it is from that. The sealed communities are
in it: their figures were taken by a model that had not seen them (`docs/evaluation.md`).
"""

from __future__ import annotations

from pathlib import Path

import citymatch.policy
from citymatch.datasets import InputError
from citymatch.whole import write_whole

from .evaluation import Task
from .fitting import Fitted, fit_precedent

FILE = Path(citymatch.policy.__file__).parent / "builtin" / "precedent.toml"
TITLE = "Learned from the partnerships that exist"
SOURCE = (
    "citymatch; fitted on known partnerships of US communities from Wikipedia's lists (CC BY-SA), Wikidata (CC0) "
    "and the RGRE register, 2009-2026"
)
HEADER = (
    "# Fitted by `python -m citymatch.learning fit --output FILE`; the method and its figures stand in "
    "docs/evaluation.md.\n"
)


def notes(fitted: Fitted) -> str:
    """The card of the fitted policy: data, method, limits."""
    return (
        f"Fitted on {fitted.pairs:,} pairs of {fitted.communities:,} US communities by a conditional logit over all "
        f"places abroad (sampled, with a correction), weights and ramps non-negative, penalty {fitted.l2:g} chosen by "
        "cross-validation on communities. Only the weight of `scale` is set and not learned: it holds the model to "
        "size, and pairs far out of it were not learned from. A weight is the most that a criterion adds to the "
        "score, and a curve says how much of that each measurement earns. Criteria that are priors say nothing of "
        "the seeker: how open, how known and how large a place is. What others chose is counted without the seeker's "
        "own ties. It tells what communities like the seeker have done, not what they should do: past choices follow "
        "fashions and wars. An unlisted pair is no proof against a pair. Nearness of the two never counts."
    )


def refuse_installed(path: Path) -> None:
    """Raise InputError for a file in the folder of the policies that are installed."""
    if path.resolve().parent == FILE.resolve().parent or (path.exists() and path.samefile(FILE)):
        raise InputError(f"{path}: is where the policies of the package are; name a file elsewhere")


def build(path: Path, l2: float | None = None) -> Fitted:
    """Fit on all pairs and write the policy file. Raises InputError for one among those that are installed."""
    refuse_installed(path)
    from citymatch.features.book import Book

    task = Task.of()
    fitted = fit_precedent(task.pairs, task.candidates, task.known, Book.of(task.candidates.world), l2=l2)
    policy = fitted.to_policy("precedent", title=TITLE, source=SOURCE, date="2026", notes=notes(fitted))
    write_whole(path, HEADER + policy.to_toml())
    return fitted
