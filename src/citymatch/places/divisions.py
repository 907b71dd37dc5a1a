"""Divisions of countries by name: those of the first order, and of the second where places are told by them."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.divisions import DivisionTerms, SecondDivisions, load_division_terms

from .folding import fold, plain, spellings
from .scopes import Scope
from .scripts import is_latin, own_key

_KIND_WORDS = """
    state province prefecture region oblast department departement county canton district governorate territory
    autonomous community voivodeship krai commonwealth republic metropolitan municipality division
    provincia departamento estado land provinz wojewodztwo kraj lan fylke zupanija judet okrug respublika regione
    regiao distrito freistaat landkreis kreis condado comarca contea graafschap ken fu co prov dept depto edo pcia
    pref dist obl woj jud kanton cantone megye varmegye powiat pow rajon raion rayon vilayet oblys apskritis novads
    maakond maakunta bundesland lkr kt dpto okr voiv
"""
_SMALL_WORDS = "of the de del della dell di da do dos das du des d la le les el los las von und and y e"
GENERIC = frozenset(_KIND_WORDS.split())
_SMALL = frozenset(_SMALL_WORDS.split())
_KINDS = frozenset("省市縣县県都府道州區区도시군")
"""The last letter of a name in Chinese, Japanese or Korean that says which kind of division it is."""
_LEAST = 3
"""The words of a name that are cut short have at least so many letters in all."""
_INITIALS = 2
"""A short form written with points has at least so many letters."""


@dataclass(frozen=True)
class Index:
    """Scopes of divisions by key of a name, by country and short form, and by initials of a name of several words."""

    names: dict[str, tuple[Scope, ...]]
    codes: dict[str, tuple[Scope, ...]]
    initials: dict[str, tuple[Scope, ...]]
    kinds: frozenset[str]


def without_kinds(words: Sequence[str], kinds: Collection[str] = ()) -> list[str]:
    """The words of a division's name without those for its kind, and without the small words that they leave in front.

    >>> without_kinds("provincia de cadiz".split()), without_kinds("la rioja".split())
    (['cadiz'], ['la', 'rioja'])
    """
    kept = [word for word in words if word not in GENERIC and word not in kinds]
    if len(kept) == len(words):
        return list(words)
    while kept and kept[0] in _SMALL:
        kept = kept[1:]
    while kept and kept[-1] in _SMALL:
        kept = kept[:-1]
    return kept or list(words)


def division_key(name: str, kinds: Collection[str] = ()) -> str:
    """The key of the name of a division without words such as Province.

    >>> division_key("Kyoto Prefecture"), division_key("Province of Cádiz")
    ('kyoto', 'cadiz')
    """
    return "".join(without_kinds(plain(name).split(), kinds)) if is_latin(name) else own_key(name)


def keys_of(text: str, index: Index) -> list[str]:
    """The keys under which a division may stand that a text names."""
    key = own_key(text)
    if not is_latin(text):
        return [key, key[:-1]] if len(key) > 2 and key[-1] in _KINDS else [key]
    cut = spellings(text) if "." in text else ()
    return list(dict.fromkeys((key, division_key(text), division_key(text, index.kinds), *cut)))


def named(text: str, index: Index) -> tuple[Scope, ...]:
    """The divisions with a name, those of the first order first; the second-order ones have a later turn.

    >>> from citymatch.datasets import load_world
    >>> [(s.country, s.name, s.second) for s in named("Herts", division_index(load_world()))]
    [('GB', 'Herts, England', ('F8',))]
    """
    found = next((scopes for key in keys_of(text, index) if (scopes := index.names.get(key))), ())
    first = [scope for scope in found if not (scope.second or scope.historic)]
    called = [
        replace(each, name=f"{text.strip()}, {each.name.split(', ')[-1]}")
        for each in found
        if each.second or each.historic
    ]
    return (*first, *(replace(scope, turn=1 if first and scope.second else 0) for scope in called))


def by_short_form(text: str, index: Index) -> tuple[Scope, ...]:
    """The divisions with a short form, or with the initials where it is written with points (N.L., C.A.B.A.)."""
    key = fold(text) if is_latin(text) else ""
    found = list(index.codes.get(key) or ("." in text and index.codes.get(division_key(text))) or ())
    if "." in text and len(key) >= _INITIALS:
        found += index.initials.get(key, ())
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=2_000)
def abbreviated(text: str, world: World) -> tuple[Scope, ...]:
    """The first-order divisions whose name has these words, cut short where a point stands: W. Aust., Meckl.-Vorp.

    The last word may have lost its point at the end of a line.

    >>> from citymatch.datasets import load_world
    >>> [each.name for each in abbreviated("W. Aust", load_world())]
    ['Western Australia']
    """
    tokens = [each for each in re.findall(r"[^\W\d_]+\.?", text) if plain(each) not in _SMALL]
    heads = [(plain(each), each.endswith(".") or each is tokens[-1]) for each in tokens]
    if (
        "." not in text
        or not is_latin(text)
        or sum(len(head) for head, _ in heads) < _LEAST
        or not all(head for head, _ in heads)
    ):
        return ()
    found = [
        scope
        for words, scope in _words_of_divisions(world).get((len(heads), heads[0][0][0]), ())
        if all(
            word.startswith(head) if cut else word == head
            for (head, cut), word in zip(heads, words, strict=True)
        )
    ]
    return tuple(dict.fromkeys(found))


@functools.lru_cache(maxsize=2)
def _words_of_divisions(world: World) -> dict[tuple[int, str], list[tuple[list[str], Scope]]]:
    """The words of the names of first-order divisions abroad, by their number and the first letter."""
    found: dict[tuple[int, str], list[tuple[list[str], Scope]]] = defaultdict(list)
    first = _first_order(world)
    named = [(plain(scope.name), scope) for scope in first.values()]
    for terms in load_division_terms():
        scope = _scope(terms, first)
        if scope is not None and not (scope.second or scope.historic):
            named += [(name, scope) for name in terms.names if name.isascii()]
    for name, scope in named:
        words = [word for word in without_kinds(name.split()) if word not in _SMALL]
        if words:
            found[len(words), words[0][0]].append((words, scope))
    return dict(found)


@functools.lru_cache(maxsize=2)
def division_index(world: World) -> Index:
    """The divisions outside the US that a World has places in, by every name and short form."""
    names: dict[str, dict[tuple[str, str], Scope]] = defaultdict(dict)
    codes: dict[str, list[Scope]] = defaultdict(list)
    initials: dict[str, list[Scope]] = defaultdict(list)
    first = _first_order(world)
    for scope in first.values():
        for key in (fold(scope.name), division_key(scope.name)):
            _add(names[key], scope)
    kinds: frozenset[str] = frozenset()
    for terms in load_division_terms():
        division = _scope(terms, first)
        if not terms.country:
            kinds = frozenset(terms.names)
        if division is None:
            continue
        for name in terms.names:
            _add(names[name.replace(" ", "")], division)
            if len(letters := _initials(name)) >= _INITIALS and not (division.second or division.historic):
                initials[letters].append(division)
        for code in terms.codes:
            codes[code.lower()].append(division)
    by_name = {key: tuple(scopes.values()) for key, scopes in names.items()}
    return Index(by_name, _unique(codes), _unique(initials), kinds)


def _unique(found: Mapping[str, list[Scope]]) -> dict[str, tuple[Scope, ...]]:
    return {key: tuple(dict.fromkeys(scopes)) for key, scopes in found.items()}


def _add(scopes: dict[tuple[str, str], Scope], scope: Scope) -> None:
    """Put a scope beside the others of its name; second-order divisions of one name in one division are one."""
    place = scope.country, scope.admin1 + "/" * bool(scope.second)
    known = scopes.get(place)
    if known and scope.historic:
        return
    if known and known.second:
        scope = replace(known, second=tuple(dict.fromkeys((*known.second, *scope.second))))
    scopes[place] = scope


def _first_order(world: World) -> dict[tuple[str, str], Scope]:
    country, code, name = (world.labels(column) for column in ("country", "admin1", "admin1_name"))
    joint = (np.int64(1) * country.codes * len(code.values) + code.codes) * len(name.values) + name.codes
    found = {}
    for row in np.unique(joint, return_index=True)[1]:
        scope = Scope(country[row], code[row], name[row])
        if scope.name and scope.country != "US":
            found[scope.country, scope.admin1] = scope
    return found


def _scope(terms: DivisionTerms, first: dict[tuple[str, str], Scope]) -> Scope | None:
    above = first.get((terms.country, terms.admin1))
    if above and terms.historic:
        return replace(above, historic=True)
    if not above or not terms.admin2:
        return above
    own = max(terms.names, key=len).title()
    return replace(above, name=f"{own}, {above.name}", second=terms.admin2)


def _initials(name: str) -> str:
    words = name.split() if name.isascii() else []
    return "".join(word[0] for word in words if word not in _SMALL) if len(words) > 1 else ""


@functools.lru_cache(maxsize=2)
def _second(world: World) -> SecondDivisions:
    return SecondDivisions(world)


def within(rows: Iterable[int], scope: Scope, world: World) -> list[int]:
    """The rows of a scope's second-order division; where none is known to be in it, those that may be.

    >>> from citymatch.datasets import load_world
    >>> world, somme = load_world(), Scope("FR", "32", "Somme", second=("80",))
    >>> within([world.row_of(3038271), world.row_of(2988507)], somme, world) == [world.row_of(3038271)]
    True
    """
    rows = list(rows)
    if not scope.second:
        return rows
    known = _second(world).of(scope.country)
    return [row for row in rows if known.get(row) in scope.second] or [
        row for row in rows if row not in known
    ]


def second_division(row: int, world: World) -> tuple[str, ...]:
    """The names of the second-order division in which a row is known to lie, none where that is not known.

    >>> from citymatch.datasets import load_world
    >>> "south lanarkshire" in second_division(load_world().row_of(2647570), load_world())
    True
    """
    country = str(world["country"][row])
    code = _second(world).of(country).get(row, "")
    return _names_of_second(country).get((str(world["admin1"][row]), code), ()) if code else ()


@functools.lru_cache(maxsize=300)
def _names_of_second(country: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """The names of each second-order division of a country, those of several divisions left out."""
    terms = (each for each in load_division_terms() if each.country == country and len(each.admin2) == 1)
    return {(each.admin1, each.admin2[0]): each.names for each in terms}


def is_unsure(row: int, scope: Scope, world: World) -> bool:
    """Whether it is not known of a row if it lies in a scope's second-order division."""
    return bool(scope.second) and row not in _second(world).of(scope.country)
