"""The id of a community: what kind of thing it names, and by which key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

Scheme = Literal["geonames", "unit", "us-county", "us-state", "division", "user"]
_FORMS: dict[str, str] = {
    "geonames": r"[1-9]\d{0,17}",
    "unit": r"[A-Z]{2}:[^\s:,]+",
    "us-county": r"\d{5}",
    "us-state": r"[A-Z]{2}",
    "division": r"[A-Z]{2}:[^\s:,]+",
    "user": r".+",
}
EXAMPLE = "geonames:5383187, unit:PT:1105 or us-county:06061"


@dataclass(frozen=True, slots=True, order=True)
class CommunityId:
    """One community's id: `geonames:` the place of the gazetteer that is its seat, `unit:` a country and the code of
    a unit of local government without a place there, `us-county:`, `us-state:`, `division:` a country and the code of a
    first-order division elsewhere, or `user:` a community of the user's
    own.

    >>> CommunityId.parse("geonames:5383187").geonameid, str(CommunityId.unit("PT", "1105"))
    (5383187, 'unit:PT:1105')
    >>> CommunityId.parse("5383187")
    Traceback (most recent call last):
    ...
    ValueError: '5383187' is no id of a community, such as geonames:5383187, unit:PT:1105 or us-county:06061
    """

    scheme: Scheme
    key: str

    @classmethod
    def parse(cls, text: str) -> CommunityId:
        """The id that a text is; raises ValueError for anything else."""
        scheme, _, key = text.partition(":")
        if scheme not in get_args(Scheme) or not re.fullmatch(
            _FORMS[scheme], key, re.A if scheme != "unit" else 0
        ):
            raise ValueError(f"{text!r} is no id of a community, such as {EXAMPLE}")
        return cls(scheme, key)  # type: ignore[arg-type]

    @classmethod
    def is_one(cls, text: str) -> bool:
        """Whether a text is an id."""
        try:
            cls.parse(text)
        except ValueError:
            return False
        return True

    @staticmethod
    def scheme_of(text: str) -> str:
        """The scheme of an id, "" for a text that has none; many are asked, so that the key is not looked at.

        >>> CommunityId.scheme_of("unit:PT:1105"), CommunityId.scheme_of("Pinole")
        ('unit', '')
        """
        scheme, colon, _ = text.partition(":")
        return scheme if colon and scheme in _FORMS else ""

    @staticmethod
    def geonameid_of(text: str) -> int:
        """The number of the gazetteer's place that an id names, 0 for any other text.

        >>> CommunityId.geonameid_of("geonames:5383187"), CommunityId.geonameid_of("user:x")
        (5383187, 0)
        """
        scheme, _, key = text.partition(":")
        return int(key) if scheme == "geonames" and key.isdecimal() and len(key) < 19 else 0

    @classmethod
    def geonames(cls, geonameid: int) -> CommunityId:
        """The id of a community whose seat is a place of the gazetteer."""
        return cls("geonames", str(int(geonameid)))

    @classmethod
    def unit(cls, country: str, code: str) -> CommunityId:
        """The id of a unit of local government by its country (ISO 3166-1 alpha-2) and its code there."""
        return cls("unit", f"{country}:{code}")

    @property
    def geonameid(self) -> int:
        """The number of the gazetteer's place, 0 where the id names none."""
        return int(self.key) if self.scheme == "geonames" else 0

    def __str__(self) -> str:
        return f"{self.scheme}:{self.key}"
