"""How well the judgement does: precision and recall, by cross-validation and on the sealed labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing import classifier, labels
from citymatch.build.standing.judging import decide, drafted, settle
from citymatch.datasets import load_world

TARGETED = "targeted"
NAMED = ("GB", "AU", "IN", "BR", "MX", "JP", "DE", "FR", "CA", "PH", "IT", "ES")
BANDS = {
    "under 1,500": (0, 1500),
    "1,500 to 5,000": (1500, 5000),
    "5,000 to 20,000": (5000, 20_000),
    "above": (20_000, np.inf),
}


@dataclass(frozen=True)
class Figures:
    """Counts of one group of labelled places.

    >>> Figures("all", right=95, wrong=5, missed=5).precision, Figures("all", 95, 5, 5).recall
    (0.95, 0.95)
    """

    group: str
    right: int
    wrong: int
    missed: int
    places: int = 0

    @property
    def precision(self) -> float:
        """Of those judged self-governing, the share that is; NaN for none."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else float("nan")

    @property
    def recall(self) -> float:
        """Of those that are self-governing, the share that was found; NaN for none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else float("nan")


def wilson(share: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's formula.

    >>> low, high = wilson(95, 100)
    >>> round(low, 3), round(high, 3)
    (0.888, 0.978)
    """
    if total == 0:
        return float("nan"), float("nan")
    rate = share / total
    middle = (rate + z * z / (2 * total)) / (1 + z * z / total)
    half = z * np.sqrt(rate * (1 - rate) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return float(middle - half), float(middle + half)


def cross_validated(places: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """The open labels with the probability and standing judged while their division was held out.

    Registers and rules speak first, as in the build; no label of the held-out divisions is read. Labels that were
    added because a place was doubtful are learned from, but they are no sample and are left out of the figures.
    """
    known = labels.open_labels()
    known = known[known["geonameid"].isin(places["geonameid"])].reset_index(drop=True)
    sample = classifier.examples(places, known)
    chance = np.full(len(places), np.nan)
    chance[sample.rows] = classifier.cross_validated(places, facts, sample)
    judged = _judged(places, facts, known, sample.rows, settle(places, facts, chance).probability)
    return judged[judged["origin"] != TARGETED].reset_index(drop=True)


def _judged(
    places: pd.DataFrame,
    facts: pd.DataFrame,
    known: pd.DataFrame,
    rows: classifier.Rows,
    probability: npt.NDArray[np.float64],
) -> pd.DataFrame:
    return known.assign(
        probability=probability[rows],
        standing=decide(places["country"].to_numpy(object), probability)[rows],
        population=places["population"].to_numpy(np.float64)[rows],
        verdict=facts["verdict"].to_numpy(object)[rows],
    )


def sealed(places: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """The sealed labels with what the build judges of those places, which never saw a label of theirs."""
    known = labels.read_labels()
    known = known[known["geonameid"].isin(labels.sealed_ids()) & (known["self_governing"] != labels.UNSURE)]
    known = known.assign(governs=known["self_governing"].isin(labels.GOVERNS)).reset_index(drop=True)
    rows = classifier.examples(places, known).rows
    return _judged(places, facts, known, rows, drafted(places, facts).probability)


def audited(sample: str) -> pd.DataFrame:
    """The places of an audit with their standing in the snapshot that ships."""
    world, known = load_world(), labels.read_audit(sample)
    rows = world.rows_of(known["geonameid"].to_numpy(np.int64))
    return known.assign(
        standing=np.asarray(world["standing"])[rows],
        population=np.asarray(world["population"], np.float64)[rows],
    )


def table(judged: pd.DataFrame) -> list[Figures]:
    """Figures overall, by named country and by size band."""
    groups = {"all": np.ones(len(judged), bool)}
    groups |= {code: (judged["country"] == code).to_numpy() for code in NAMED}
    groups["other countries"] = ~judged["country"].isin(NAMED).to_numpy()
    people = judged["population"].to_numpy()
    groups |= {name: (people >= low) & (people < high) for name, (low, high) in BANDS.items()}
    return [_count(name, judged[rows]) for name, rows in groups.items()]


def _count(group: str, judged: pd.DataFrame) -> Figures:
    says = (judged["standing"] == "self_governing").to_numpy()
    is_so = judged["governs"].to_numpy(bool)
    return Figures(
        group, int((says & is_so).sum()), int((says & ~is_so).sum()), int((~says & is_so).sum()), len(judged)
    )


def printed(figures: list[Figures]) -> str:
    """The table as text, with 95 % intervals."""
    lines = [f"{'group':16} {'places':>6}  precision              recall"]
    for each in figures:
        low, high = wilson(each.right, each.right + each.wrong)
        under, over = wilson(each.right, each.right + each.missed)
        lines.append(
            f"{each.group:16} {each.places:6}  {each.precision:.3f} ({low:.3f}-{high:.3f})   "
            f"{each.recall:.3f} ({under:.3f}-{over:.3f})"
        )
    return "\n".join(lines)


def evidence_of_places() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The gazetteer with corrected populations, and the evidence gathered for it: the input of all figures."""
    from citymatch.build.gazetteer import read_gazetteer
    from citymatch.build.standing import evidence, populations
    from citymatch.build.standing.registers import SOURCE

    places = read_gazetteer(SOURCE)
    places = places.assign(**populations.corrected(places))
    return places, evidence.gather(places)


def report() -> str:
    """The table of the cross-validated figures, as `citymatch doctor --standing` prints it; about a minute."""
    return printed(table(cross_validated(*evidence_of_places())))
