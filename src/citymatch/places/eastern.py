"""Lines in Chinese, Japanese and Korean letters, which go from the large to the small: 浙江省杭州市, 경기도 수원시."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from citymatch.datasets import World

from . import divisions
from .countries import read_country
from .native import is_native, native_rows

_SCRIPTS = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")
_LONGEST = 12
"""The name of a country or a division has at most so many letters."""
_BETWEEN = re.compile(r"[\s·・･,，、/／>＞-]+")
_MIDDLE = re.compile(r"^.{1,6}?(?:郡|지구|地区|地區|자치주|自治州|[市州盟縣县시군])(?=..)")
"""A division between the first order and the place: 相楽郡 before 精華町, 湖州市 before 安吉县."""
_KINDS = re.compile("[市区區町村县縣郡省府都道州국시군구도읍면동]")


def is_eastern(text: str) -> bool:
    """Whether all letters of a text are Chinese, Japanese or Korean.

    >>> is_eastern("浙江省杭州市"), is_eastern("경기도 수원시"), is_eastern("Казань")
    (True, True, False)
    """
    letter = next((each for each in text if each.isalpha()), "-")
    return unicodedata.name(letter, "").startswith(_SCRIPTS) and is_native(text)


def from_large_to_small(text: str, world: World) -> Iterator[tuple[str, list[str]]]:
    """The ways to part a line into a name and the regions before it, the region nearest to the name first.

    >>> from citymatch.datasets import load_world
    >>> next(from_large_to_small("浙江省杭州市", load_world()))
    ('杭州市', ['浙江省'])
    >>> next(from_large_to_small("日本京都府相楽郡精華町", load_world()))
    ('相楽郡精華町', ['京都府', '日本'])
    """
    whole = _BETWEEN.sub("", text).strip("()（）")
    if native_rows(whole, world):
        return
    for country, rest in _headed_by_country(whole):
        for division, name in _headed_by_division(rest, country, world):
            parts = [each for each in (division, country) if each]
            if parts:
                yield name, parts
            middle = _MIDDLE.match(name)
            if parts and middle:
                yield name[middle.end() :], parts


def _headed_by_country(text: str) -> Iterator[tuple[str, str]]:
    """A country at the head of a text and what follows; the whole text where none is."""
    for cut in range(min(len(text) - 2, _LONGEST), 1, -1):
        if read_country(text[:cut]).codes:
            yield text[:cut], text[cut:]
    yield "", text


def _headed_by_division(text: str, country: str, world: World) -> Iterator[tuple[str, str]]:
    """A first-order division of a country at the head of a text and what follows, and the text without one."""
    codes = read_country(country).codes if country else ()
    index = divisions.division_index(world)
    for cut in range(min(len(text) - 1, _LONGEST), 1, -1):
        name = text[cut:]
        if _KINDS.fullmatch(name):
            continue
        if any(
            not each.second and (not codes or each.country in codes)
            for each in divisions.named(text[:cut], index)
        ):
            yield text[:cut], name
    if country:
        yield "", text
