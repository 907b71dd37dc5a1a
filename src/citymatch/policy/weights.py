"""The words for a weight, and the number that a policy file has for each."""

from __future__ import annotations

from collections.abc import Iterable

WEIGHTS = {"most important": 4, "important": 2, "a little": 1, "no": 0}
"""The words for a weight, and the number that a policy file has for each."""

IN_SHORT = {
    "m": "most important", "most": "most important", "very": "most important", "i": "important", "yes": "important",
    "l": "a little", "little": "a little", "n": "no", "none": "no", "0": "no",
}  # fmt: skip


def weight_of(text: str) -> str | None:
    """A weight in words from what people answer, or None.

    >>> weight_of("Important"), weight_of("m"), weight_of("a  little"), weight_of("maybe")
    ('important', 'most important', 'a little', None)
    """
    word = _plain(text)
    return word if word in WEIGHTS else IN_SHORT.get(word)


def among(word: object, others: Iterable[float]) -> float | None:
    """The number that stands for a weight in words beside weights in numbers: the most important counts as much as the
    heaviest of them, the important half of that. None for what is no weight in words.

    >>> among("most important", [42, 22, 10]), among("a little", [42, 22, 10]), among("important", [1, 1])
    (42.0, 10.5, 2.0)
    """
    number = in_number(word) if isinstance(word, str) else None
    most = in_number("most important")
    return None if number is None or most is None else number * max(1.0, max(others, default=0.0) / most)


def in_number(word: str) -> float | None:
    """The number that stands for a weight in words, written out; None for any other text.

    >>> in_number("Most important"), in_number("m")
    (4.0, None)
    """
    number = WEIGHTS.get(_plain(word))
    return None if number is None else float(number)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
