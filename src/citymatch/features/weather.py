"""The classes of climate in the words of people who live in them."""

from __future__ import annotations

_WHOLE = {
    "Af": "a tropical climate with rain all year",
    "Am": "a tropical climate with a monsoon",
    "As": "a tropical climate with dry summers",
    "Aw": "a tropical climate with dry winters",
    "BSh": "a hot, rather dry climate",
    "BSk": "a mild or cool, rather dry climate",
    "BWh": "a hot desert climate",
    "BWk": "a mild or cool desert climate",
    "EF": "a climate of frost all year",
    "ET": "a polar climate with a short thaw",
}
_WINTER = {"C": "a mild climate", "D": "a cold climate"}
_SUMMER = {"a": "hot", "b": "warm", "c": "cool", "d": "cool"}
_RAIN = {"s": "{}, dry summers", "w": "{}, wet summers and dry winters", "f": "{} summers and no dry season"}


def climate_told(code: str) -> str:
    """A Köppen class in words; "" for an unknown one.

    >>> climate_told("Csb"), climate_told("Dfa"), climate_told("BSk"), climate_told("")
    ... # doctest: +NORMALIZE_WHITESPACE
    ('a mild climate with warm, dry summers', 'a cold climate with hot summers and no dry season',
     'a mild or cool, rather dry climate', '')
    """
    if code in _WHOLE or not code:
        return _WHOLE.get(code, "")
    group, rain, summer = tuple(code)
    hardest = ", and winters among the hardest on earth" if summer == "d" else ""
    return f"{_WINTER[group]} with {_RAIN[rain].format(_SUMMER[summer])}{hardest}"
