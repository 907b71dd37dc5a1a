"""How well a criterion is met, in words: one scale for everything that people read."""

from __future__ import annotations

NOT_KNOWN = "not known"
STEPS = ((99, "fully"), (85, "nearly"), (35, "in part"), (1, "hardly"))
"""From which per cent, as shown, each word holds: a town 1.9 times as large is like in size in part, and not nearly."""


def met_in_words(similarity: float) -> str:
    """How well a criterion is met: by its similarity in [0, 1] as it is shown, in whole per cent; NaN is not known.

    A criterion earns points, so that it is neither met nor not met: those are words for rules. One that earns
    anything at all is met at least "hardly".

    >>> [met_in_words(share) for share in (1.0, 0.985, 0.98, 0.85, 0.84, 0.35, 0.3, 0.001, 0.0, float("nan"))]
    ['fully', 'fully', 'nearly', 'nearly', 'in part', 'in part', 'hardly', 'hardly', 'not at all', 'not known']
    """
    if similarity != similarity:
        return NOT_KNOWN
    if similarity <= 0:
        return "not at all"
    percent = int(100 * float(similarity) + 0.5)
    return next((word for least, word in STEPS if percent >= least), "hardly")
