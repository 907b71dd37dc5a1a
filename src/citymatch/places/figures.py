"""Numbers as people write them: 99.541, 99,541, 99 541, 36k, ~83000, 69540 (2020), 38°00'16"N."""

from __future__ import annotations

import math
import re
import unicodedata

_TIMES = {
    "k": 1e3, "tsd": 1e3, "tausend": 1e3, "thousand": 1e3, "mil": 1e3, "mille": 1e3, "mila": 1e3,
    "m": 1e6, "mio": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "millions": 1e6, "millionen": 1e6, "millon": 1e6,
    "millones": 1e6, "milioni": 1e6, "milhoes": 1e6, "bn": 1e9, "lakh": 1e5, "万": 1e4, "萬": 1e4, "만": 1e4,
}  # fmt: skip
_ABOUT = re.compile(
    r"^(?:[~≈±<>≥≤]|circa|ca|c|approx\w*|about|around|over|etwa|rund|env\w*|unos|cerca de)[.\s]*(?=[\d.,])"
)
_YEAR = r"(?:1[5-9]|20)\d\d"
_NOTES = re.compile(rf"[(\[][^)\]]*[)\]]|\b(?:as of|stand|in|census)\s+{_YEAR}.*$|^{_YEAR}\s*:|[*†‡]+$")
_PEOPLE = re.compile(
    r"\b(?:inhabitants?|residents?|people|persons?|pop|einwohner|ew|habitantes?|habitants?|hab|abitanti|inwoners)\b\.?"
)
_SPACES = re.compile(r"(?<=\d)[\s'’´`_](?=\d{3}(?!\d))")
_THOUSANDS = (re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"), re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"),
              re.compile(r"[1-9]\d{0,2}(?:,\d{2})*,\d{3}"))  # fmt: skip
_PLAIN = re.compile(r"-?\d+(?:[.,]\d*)?|-?[.,]\d+|-?\d+(?:\.\d+)?e[+-]?\d{1,2}")
_DEGREES = re.compile(r"(?:\d+(?:[.,]\d+)?[\s°º˚*d:'′’\"″”m]*){1,3}s?", re.IGNORECASE)


def people_of(text: str) -> float:
    """A number of people, NaN for what is none.

    A point or a comma before three digits parts thousands. What stands in brackets, such as a year, is left out.

    >>> [people_of(text) for text in ("99.541", "99,541", "99 541", "99'541", "36k", "1.2M", "~83000")]
    [99541.0, 99541.0, 99541.0, 99541.0, 36000.0, 1200000.0, 83000.0]
    >>> people_of("69540 (2020)"), people_of("ca. 36.000"), people_of("many")
    (69540.0, 36000.0, nan)
    """
    clean = unicodedata.normalize("NFKC", text[:80]).replace("−", "-").strip().casefold()
    clean = _PEOPLE.sub(" ", _NOTES.sub(" ", clean)).strip()
    clean = _ABOUT.sub("", clean).rstrip("+ ").strip()
    number = re.match(r"-?[\d.,][\d.,\s'’´`_]*(?:e[+-]?\d+)?", clean)
    if not number:
        return math.nan
    unit = clean[number.end() :].strip(" .")
    digits = _SPACES.sub("", number[0].strip(" .,'"))
    times = _TIMES.get("".join(c for c in unicodedata.normalize("NFD", unit) if not unicodedata.combining(c)))
    if unit and times is None:
        return math.nan
    if times is None and any(pattern.fullmatch(digits) for pattern in _THOUSANDS):
        return _with_point(digits, thousands=True)
    value = _with_point(digits, thousands=False) if _PLAIN.fullmatch(digits) else _with_point(digits, True)
    return value if times is None else value * times


def _with_point(digits: str, thousands: bool) -> float:
    """The value of digits whose separators of thousands, if there are any, are dropped."""
    if thousands:
        last = max(digits.rfind(","), digits.rfind("."))
        mark = digits[last]
        if digits.count(mark) == 1 and len(set(digits) & {",", "."}) == 2:
            digits = digits[:last].replace(",", "").replace(".", "") + "." + digits[last + 1 :]
        elif all(pattern.fullmatch(digits) is None for pattern in _THOUSANDS):
            return math.nan
        else:
            digits = digits.replace(",", "").replace(".", "")
    try:
        value = float(digits.replace(",", "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def degrees_of(text: str) -> float:
    """Degrees of latitude or longitude, with a point or a comma, or in degrees, minutes and seconds; else NaN.

    >>> degrees_of("52,62"), degrees_of("-122.3"), degrees_of("122.3 W"), degrees_of("north")
    (52.62, -122.3, -122.3, nan)
    >>> round(degrees_of("38°00'16\\"N"), 4)
    38.0044
    """
    clean = unicodedata.normalize("NFKC", text[:60]).strip().replace("−", "-").replace("–", "-")
    if re.fullmatch(
        r"[+-]?[\d.]+e[+-]?\d+", clean, re.IGNORECASE
    ):  # as a spreadsheet writes what is close to 0
        return float(clean) if clean.count(".") < 2 and math.isfinite(float(clean)) else math.nan
    sides = re.findall(
        r"(?<![^\W\d_])(?:north|south|east|west|ost|[nsewo])(?![^\W\d_])", clean, re.IGNORECASE
    )
    bare = re.sub(
        r"(?<![^\W\d_])(?:north|south|east|west|ost|[nsewo])(?![^\W\d_])", "", clean, flags=re.IGNORECASE
    )
    bare = bare.strip(" ,;")
    sign = -1.0 if bare.startswith("-") else 1.0
    bare = bare.lstrip("+-").strip()
    if len(sides) > 1 or not _DEGREES.fullmatch(bare):
        return math.nan
    numbers = [float(each.replace(",", ".")) for each in re.findall(r"\d+(?:[.,]\d+)?", bare)]
    degrees, minutes, seconds = (*numbers, 0.0, 0.0)[:3]
    if minutes >= 60 or seconds >= 60:
        return math.nan
    if sides and sides[0][0].casefold() in "sw":
        sign = -sign
    value = sign * (degrees + minutes / 60 + seconds / 3600)
    return value if math.isfinite(value) else math.nan
