"""What the ancestries that the Census publishes name: countries and divisions, and the parts of their people."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

from citymatch.datasets.origins import (
    AncestryGroup,
    load_ancestry_groups,
    load_birthplace_groups,
    load_county_ancestry,
    load_regions_of_origin,
    load_state_ancestry,
)

from .states import born_in_nation, born_in_state, state_fips

COUNTRY_OF_DETAIL = {
    "asian_indian": "IN", "chinese": "CN", "filipino": "PH", "japanese": "JP", "korean": "KR", "vietnamese": "VN",
    "mexican": "MX", "cuban": "CU",
}  # fmt: skip
_NAMED = frozenset(COUNTRY_OF_DETAIL.values())
_Named = tuple[str, float, float, float]
"""A country or division that an ancestry names, the part of its people that is theirs, here and in the nation, and
what the tie weighs."""


def only_of(by_country: Mapping[str, float], only: str) -> Iterable[tuple[str, float]]:
    """Figures by country; with `only` that of one country alone."""
    if not only:
        return by_country.items()
    return [(only, by_country[only])] if only in by_country else ()


@functools.lru_cache(maxsize=16384)
def named_in(state: str, county: str, only: str) -> tuple[tuple[str, float, tuple[_Named, ...]], ...]:
    """The ancestries of a county with their shares and what each names here; with `only` those of one country."""
    found = []
    for group, share in load_county_ancestry(county).items():
        named = tuple(_named_by(state, county, group, load_ancestry_groups()[group]))
        if only:
            named = tuple(each for each in named if each[0][:2] == only)
        if named:
            found.append((group, share, named))
    return tuple(found)


def _named_by(state: str, county: str, group: str, kind: AncestryGroup) -> Iterator[_Named]:
    """The countries and divisions that an ancestry names here: the part of its people that is theirs, here and in
    the nation, and what the tie weighs."""
    region = next((r for r in load_regions_of_origin().get(group, ()) if r.area & {state, county}), None)
    nation_parts = parts_by_country("US", kind.make_up) if kind.make_up in PUBLISHED_WHOLE else {}
    if region is not None:
        for label in (*region.countries, *region.divisions):
            yield label, 1.0, nation_parts.get(label, 1.0), region.here
    for label in (*kind.countries, *kind.divisions):
        yield label, 1.0, 1.0, region.elsewhere if region is not None else 1.0
    parts = parts_by_country(state, kind.make_up) if nation_parts and region is None else {}
    for country, part in parts.items():
        yield country, part, nation_parts.get(country, part), 1.0


def _members(kind: str) -> frozenset[str]:
    return frozenset(country for country, name in load_birthplace_groups().items() if name == kind)


PUBLISHED_WHOLE = frozenset(("arab", "african", "caribbean"))
_OTHER_ASIAN = ("PK", "BD", "KH", "LA", "TH", "NP", "BT", "MM", "ID", "LK", "MY", "TW", "MN")


@functools.cache
def parts_by_country(state: str, kind: str) -> Mapping[str, float]:
    """The parts of an ancestry that is published as one total, by country, from the state's people of these countries;
    the largest first. "US" is the nation."""
    members: frozenset[str] = _members(kind)
    if kind == "other_asian":
        members = frozenset(_OTHER_ASIAN)
    if kind == "other_hispanic":
        members = _members("hispanic") - _NAMED
    born = born_in_state(state) if state != "US" else born_in_nation()
    people = {c: born[c] for c in sorted(members) if born.get(c)}
    total = sum(people.values())
    if (
        kind == "african"
    ):  # most who report it name no country: the state's own Africans and their children count
        reported = (
            load_state_ancestry(state_fips(state)).get("Subsaharan African", 0.0) if state != "US" else 0.0
        )
        total = max(reported / 1.5, total)
    if kind == "other_asian":  # the new residents of few years tell the larger groups alone
        people = {country: number for country, number in people.items() if number >= 0.12 * total}
    ordered = sorted(people.items(), key=lambda item: -item[1])
    return {country: number / total for country, number in ordered} if total else {}
