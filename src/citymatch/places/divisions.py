"""Names of divisions of countries: first-order ones of all countries, second-order ones where places are told by them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

GENERIC = frozenset(
    (
        "state province prefecture region oblast department departement county canton district governorate territory "
        "autonomous community voivodeship krai commonwealth republic metropolitan municipality division "
        "provincia departamento estado departement land provinz wojewodztwo kraj lan fylke zupanija judet "
        "oblast okrug respublika regione regiao distrito federal special self governing freistaat landkreis kreis conseil condado comarca"
    ).split()
)
_SMALL = frozenset("of the de del della dell di da do dos das du des d la le les el los las von und and y e".split())


def without_kinds(words: Sequence[str], kinds: Collection[str] = ()) -> list[str]:
    """The words of a division's name without those for its kind, and without the small words that they leave in front.

    >>> without_kinds("provincia de cadiz".split()), without_kinds("la rioja".split())
    (['cadiz'], ['la', 'rioja'])
    """
    kept = [word for word in words if word not in GENERIC and word not in kinds]
    if len(kept) == len(words) or not kept:
        return list(words)
    while len(kept) > 1 and kept[0] in _SMALL:
        kept = kept[1:]
    while len(kept) > 1 and kept[-1] in _SMALL:
        kept = kept[:-1]
    return kept
