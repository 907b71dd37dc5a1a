"""How well a criterion is met, in words: papers, tables and pages say it with the same ones."""

from __future__ import annotations

FULLY, NEARLY, IN_PART, HARDLY, NOT_AT_ALL, UNKNOWN = (
    "fully", "nearly", "in part", "hardly", "not at all", "not known",
)  # fmt: skip
_FROM = ((0.99, FULLY), (0.75, NEARLY), (0.35, IN_PART))


def met_in_words(similarity: float) -> str:
    """How well a criterion is met, by its similarity in [0, 1]; NaN is not known.

    Fully from 0.99, nearly from 0.75, in part from 0.35, hardly above 0.

    >>> [met_in_words(each) for each in (1.0, 0.99, 0.8, 0.4, 0.1, 0.0, float("nan"))]
    ['fully', 'fully', 'nearly', 'in part', 'hardly', 'not at all', 'not known']
    """
    if similarity != similarity:
        return UNKNOWN
    for least, words in _FROM:
        if similarity >= least:
            return words
    return HARDLY if similarity > 0 else NOT_AT_ALL
