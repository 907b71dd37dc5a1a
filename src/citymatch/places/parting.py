"""Lines that hold several communities: a pair, a list with semicolons, a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .decoration import is_region, undecorated
from .folding import fold

_MOST = 60
"""So many communities are looked for in one line."""
_SIGNS = re.compile(
    r"[;/:]|\s\d{1,2}[.)]\s|<[-=]*>|[-=]+>|[↔⇔→⟷⇄⟺←]|\s[-–—+&×=|]\s|\s(?:and|und|y|et|e|with|avec|con|mit)\s"
    r"|\(.*\(|（.*（|,.*,.*,"
)
_ARROW = re.compile(r"\s*(?:<[-=]*>|[-=]{1,3}>|[↔⇔→⟷⇄⟺←])\s*")
_BETWEEN = (
    re.compile(r"\s+/\s+"),
    re.compile(r"\s+[-–—]{1,2}\s+"),
    re.compile(r"\s+[+&×=|]\s+"),
    re.compile(r"\s+(?:and|und|y|et|with|avec|con|mit)\s+"),
    re.compile(r"/"),
)
_NUMBERED = re.compile(r"\s\(?\d{1,2}[.)]\s+")
_IN_BRACKETS = re.compile(r"([^\W\d_][^\d()（）;:]*?)\s*[(（]\s*([^()（）]+?)\s*[)）]")
_LINK = re.compile(r"^(?:[\s,;.&]|\b(?:and|und|y|et|e|or|as well as|sowie)\b)+", re.IGNORECASE)
_BEFORE = re.compile(
    r"^.*(?:\b(?:are|is|include|includes|including|with|sind|son|sont|sono|were|have)\b|:)\s+(?=[^\W\da-z_])"
)
_AND = re.compile(r"\s+(?:and|und|y|et|&|e)\s+")


def several(line: str) -> list[str]:
    """The communities of a line that holds more than one, each as a text; empty for a line that holds one.

    >>> several("Tulsa, Oklahoma / Celle, Germany")
    ['Tulsa, Oklahoma', 'Celle, Germany']
    >>> several("Our sister cities are Seika (Japan), Colima (Mexico) and Arezzo (Italy).")
    ['Seika, Japan', 'Colima, Mexico', 'Arezzo, Italy']
    >>> several("Paris; France"), several("Brighton and Hove, England")
    ([], [])
    """
    if len(line) > 4_000 or not _SIGNS.search(line):
        return []
    for way in (_by_numbers, _below_country, _by_semicolons, _by_arrow, _by_brackets, _by_commas, _as_pair):
        if len(found := way(line)) > 1:
            return found[:_MOST]
    return []


def one_entry(text: str) -> str:
    """A part as "Name, Region" if it reads as one community with its region, else "".

    >>> one_entry("and Celle (Germany)"), one_entry("Celle")
    ('Celle, Germany', '')
    """
    clean = undecorated(_LINK.sub("", text), region=True)
    clean = re.sub(r"\s*[(（]([^()（）]*)[)）]$", r", \1", clean)
    name, _, rest = clean.partition(",")
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    if not _is_name(name) or not 1 <= len(parts) <= 3 or not is_region(parts[-1]):
        return ""
    return f"{name.strip()}, {', '.join(parts)}"


def _is_name(text: str) -> bool:
    words = text.split()
    if not words:
        return False
    return 1 <= len(words) <= 7 and not words[0][0].islower() and not re.search(r"[:;?!]", text)


def _all_entries(parts: Sequence[str]) -> list[str]:
    """The parts as entries if every one of them is one; the words before the first ("Our friends:") do not count."""
    parts = [part for part in parts if part.strip(" .,;")]
    if len(parts) < 2:
        return []
    first = one_entry(_BEFORE.sub("", parts[0])) or one_entry(parts[0])
    found = [first, *map(one_entry, parts[1:])] if first else []
    return found if found and all(found) else []


def _by_semicolons(line: str) -> list[str]:
    parts = [part for part in line.split(";") if part.strip(" .")]
    if found := _all_entries(parts):
        return found
    names = [undecorated(_LINK.sub("", part), region=True) for part in parts]
    if names:
        names[0] = _BEFORE.sub("", names[0])
    if len(names) < 2 or any(is_region(name) for name in names[1:]) or not all(map(_is_name, names)):
        return []
    return names


def _by_arrow(line: str) -> list[str]:
    parts = [part for part in _ARROW.split(line) if part.strip()]
    names = [one_entry(part) or undecorated(part, region=True) for part in parts]
    return names if 2 <= len(names) <= 4 and all(map(_is_name, names)) else []


def _by_brackets(line: str) -> list[str]:
    """Every "Name (Region)" of a line, if there are two and little else stands between them."""
    found = list(_IN_BRACKETS.finditer(line))
    if len(found) < 2:
        return []
    parts = [_BEFORE.sub("", found[0][1]), *(each[1] for each in found[1:])]
    entries = [
        one_entry(f"{_LINK.sub('', part)}, {each[2]}") for part, each in zip(parts, found, strict=True)
    ]
    after = line[found[-1].end() :].strip(" .,;")
    return entries if all(entries) and not re.search(r"[A-Z]", after) else []


def _by_numbers(line: str) -> list[str]:
    """A list that is numbered within the line: "1. Celle, Germany 2. Tulsa, Oklahoma"."""
    return _all_entries(_NUMBERED.split(f" {line}")[1:])


def _below_country(line: str) -> list[str]:
    """Names after a country: "Germany: Celle, Aachen and Köln"."""
    country, colon, rest = line.partition(":")
    country = undecorated(country)
    if not colon or not _is_country(country) or len(fold(country)) < 4:
        return []
    names = [
        undecorated(name) for name in re.split(r"[,;]|\s(?:and|und|y|et|e|&)\s", rest) if name.strip(" .")
    ]
    if len(names) < 2 or not all(map(_is_name, names)) or (len(names) == 2 and is_region(names[1])):
        return []
    return [f"{name}, {country}" for name in names]


def _as_pair(line: str) -> list[str]:
    for between in _BETWEEN:
        parts = between.split(line)
        if 2 <= len(parts) <= 3 and (found := _all_entries(parts)):
            return found
    return []


def _by_commas(line: str) -> list[str]:
    """Names and regions in turn: "Seika, Japan, Colima, Mexico and Arezzo, Italy"."""
    parts: list[str] = []
    for part in line.strip(" .").split(","):
        both = _AND.split(part, maxsplit=1)
        if len(both) == 2 and not is_region(part) and is_region(both[0]):
            parts += both
        else:
            parts.append(part)
    parts = [_LINK.sub("", part).strip() for part in parts]
    if len(parts) < 4 or len(parts) % 2 or not all(parts):
        return []
    if not all(is_region(part) for part in parts[1::2]) or any(_is_country(part) for part in parts[::2]):
        return []
    return _all_entries([f"{name}, {region}" for name, region in zip(parts[::2], parts[1::2], strict=True)])


def _is_country(text: str) -> bool:
    from .countries import country_of

    return bool(country_of(text))
