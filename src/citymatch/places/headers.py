"""What the header of a column means: its words, in the languages that lists come in.

A header is taken apart at spaces, signs, capital letters ("CityName") and known first parts ("origincity"). It is
understood if every word of it is: "State/Province", "Name of Municipality", "Einwohner 2022", "originCityLabel". A
word that is a letter away from one of these counts where no other column holds the same ("Contry").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .folding import fold
from .header_words import near_word

EXACT: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "city", "community", "place", "town", "municipality", "member", "cityname", "placename"),
    "state": ("state", "admin1", "province", "region", "division"),
    "country": ("country", "countrycode", "nation"),
    "county": ("county",),
    "geonameid": ("geonameid", "geonamesid", "geonames"),
    "id": ("id", "communityid"),
    "fips": ("fips", "countyfips"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "population": ("population", "pop"),
    "population_source": ("populationsource",),
    "policy": ("policy",),
}
"""The headers of our own documentation, which need no remark."""

_TOWN = (
    "city cities town towns village villages municipality municipalities community place locality settlement "
    "borough township geography location authority council hometown jurisdiction government muni "
    "stadt stadte gemeinde gemeinden ort ortschaft "
    "kommune kommunen ciudad ciudades municipio municipios localidad pueblo poblado ayuntamiento ville villes "
    "commune communes localite comune comuni citta localita cidade cidades concelho autarquia gemeente stad "
    "plaats miasto gmina miejscowosc kommun kunta kaupunki mesto obec opcina opstina grad varos telepules oras "
    "comuna belediye sehir ilce gorod dimos poli shi chengshi dosi город города населенный_пункт муниципалитет "
    "πόλη δήμος 市 都市 自治体 市町村 城市 市名 도시 시 مدينة עיר"
)
_WORDS: Mapping[str, str] = {
    "name": _TOWN,
    "state": (
        "state states province provinces prefecture region division admin1 adm1 governorate oblast canton "
        "stusps stusab prov provincie uf dept dpto bundesland bundeslander kanton provinz regierungsbezirk estado "
        "provincia departamento comunidad entidad departement province regione regiao distrito wojewodztwo lan "
        "fylke maakunta kraj judet megye il область край регион 都道府県 県 省 省份 도"
    ),
    "country": (
        "country countries nation ctry cntry land lander staat pais paises pays paese paesi nazione stato stat "
        "nacao panstwo kraj zeme krajina orszag tara ulke drzava maa страна χώρα 国 国名 国家 국가 나라 دولة מדינה"
    ),
    "county": "county",
    "latitude": "latitude lat latitud breite breitengrad latitudine",
    "point": "coordinates coords coordinate koordinaten coordenadas coordonnees coordinate latlong latlon latlng",
    "longitude": "longitude lon lng long longitud lange langengrad longitudine",
    "population": (
        "population pop inhabitants residents people einwohner einwohnerzahl bevolkerung poblacion habitantes "
        "habitants abitanti popolazione populacao inwoners inwonertal ludnosc invanare folketal innbyggere "
        "asukasluku ew einw vakiluku obyvatel lakossag populatie indbyggere nufus население πληθυσμός 人口 인구"
    ),
    "fips": "fips",
    "policy": "policy",
}
_NAMING = (
    "name names nm label title nombre nombres nom noms nome nomi naam navn namn nazwa nazev bezeichnung titel"
)
_GENERAL = "member members seeker seekers mitglied miembro membre socio"
_FILLERS = (
    "of the de der des del della dello la le el du di do da and u s en es fr it pt et und y e o or official full "
    "total code cd abbr abbreviation estimate est census latest current iso iso2 iso3 our own home us usa local "
    "english originating with"
)
_THEIRS = (
    "sister partner partners twin twins twinned friend friendship hermana hermanada hermanas jumelee jumelle "
    "jumelage gemella gemellata gemellaggio dest destination target foreign counterpart b 2 to other vanort "
    "zuster geminada irma irmas"
)
_OURS = "origin orig source src from home host own our a 1 main requesting applicant"
_SHORT = {"st": "state"} | dict.fromkeys(
    ("cc", "iso", "iso2", "iso3", "iso3166", "isocode", "isocountry"), "country"
)
"""Headers so short that the cells must tell."""
_WEAK = frozenset(["region", "regions", "division", "divisions"])
"""Headers of a state or province that name a part of the country where a state stands beside them."""
_GLUED = tuple(sorted((*_THEIRS.split(), *_OURS.split(), "hometown"), key=len, reverse=True))
_FIRST = tuple(word for word in _GLUED if len(word) >= 3)


@dataclass(frozen=True)
class Meaning:
    """What a column holds, whose it is ("theirs": the partner's), and whether our documentation names it so.

    `also` is what its word means in another language: kraj is a country in Polish and a region in Czech. `near` says
    that a word of it is a misprint of one that is known, or so short that its cells must tell.
    """

    field: str
    theirs: bool = False
    exact: bool = False
    general: bool = False
    also: str = ""
    near: bool = False


@functools.lru_cache(maxsize=4096)
def meaning_of(header: str) -> Meaning | None:
    """What a header means, None where it is none of ours.

    >>> meaning_of("State/Province").field, meaning_of("Partnerstadt").theirs
    ('state', True)
    >>> meaning_of("contact"), meaning_of("velocity")
    (None, None)
    >>> meaning_of("Contry")
    Meaning(field='country', theirs=False, exact=False, general=False, also='', near=True)
    """
    key = fold(header)
    if key in _SHORT:
        return Meaning(_SHORT[key], near=True)
    for field, aliases in EXACT.items():
        if key in aliases:
            return Meaning(field, exact=True, general=key in ("name", "member"))
    words = _words(header)
    if not words or len(words) > 8:
        return None
    theirs = any(word in _set(_THEIRS) for word in words) and not any(
        word in ("from", "origin", "source") for word in words
    )
    rest = [w for w in words if w not in _set(_THEIRS) | _set(_OURS) and not w.isdecimal()]
    unknown = [
        w for w in rest if w not in _fields_of() and w not in _set(_FILLERS) | _set(_NAMING) | _set(_GENERAL)
    ]
    if unknown:
        return _misprinted(header, unknown)
    if {"latitude", "longitude"} <= {field for word in rest for field in _fields_of().get(word, ())}:
        return Meaning("point", theirs)
    if field := _field_of(header):
        also = [each for word in rest for each in _fields_of().get(word, ()) if each != field]
        return Meaning(field, theirs, also=also[0] if len(rest) == 1 and also else "")
    if any(w in _set(_NAMING) | _set(_GENERAL) for w in rest):
        return Meaning("name", theirs, general=True)
    return (
        Meaning("name", theirs, general=True)
        if theirs and _set(_FILLERS).issuperset(rest) and len(words[0]) > 3
        else None
    )


def _misprinted(header: str, unknown: Sequence[str]) -> Meaning | None:
    """What a header of up to three words means once its unknown words are put right, None where they cannot be."""
    right = {word: near_word(word) for word in unknown}
    if len(unknown) > 3 or not all(right.values()):
        return None
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header[:120])
    put_right = re.sub(r"[^\W\d_]+", lambda found: right.get(fold(found[0])) or found[0], spaced)
    meant = meaning_of(put_right) if put_right != spaced else None
    return replace(meant, exact=False, near=True) if meant and not meant.general else None


def _field_of(header: str) -> str:
    """What a header of known words names: of "City, State" the first part, of "City Population" the last word."""
    for part in re.split(r"[/,;|&+]|\b(?:and|or|und|oder|et|ou|y|o|e)\b", header):
        words = _words(part)
        fields = [_fields_of()[word][0] for word in words if word in _fields_of()]
        if fields:
            owned = any(word in ("of", "de", "der", "des", "del", "du", "di", "do", "da") for word in words)
            return fields[0] if owned else fields[-1]
    return ""


def _words(header: str) -> list[str]:
    """The words of a header, folded: "originCityLabel" as origin, city, label."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header[:120])
    words: list[str] = []
    for raw in re.findall(r"[^\W_]+", re.sub(r"[(\[][^)\]]*[)\]]|'s\b", " ", spaced)):
        word = raw if raw.casefold() in _fields_of() else fold(raw)
        known = word.casefold() in _fields_of() or word in _set(_FILLERS)
        year = None if known else re.fullmatch(r"([^\W\d]+)\d+", word)  # POP2020
        words += _unglued((year[1] if year else word).casefold())
    return words


def _unglued(word: str) -> list[str]:
    """A word and its known first part: "origincity" as origin and city, "Partnergemeinde" as partner and gemeinde."""
    if word in _fields_of() or word in _set(_NAMING):
        return [word]
    for ending in ("label", "name", "namen", "sname", "nname"):
        if word.endswith(ending) and word.removesuffix(ending) in _fields_of():
            return [word.removesuffix(ending), "name"]
    for first in _FIRST:
        rest = word.removeprefix(first)
        if rest != word and rest:
            parted = _unglued(rest)
            if all(w in _fields_of() or w in _set(_NAMING) for w in parted):
                return [first, *parted]
    return [word]


@functools.cache
def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


@functools.cache
def _fields_of() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for field, words in _WORDS.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), field)
    return found


def header_fields(header: Sequence[str]) -> dict[str, int]:
    """The position of each column whose name is understood; the first one of a meaning counts.

    >>> header_fields(["City", "State", "Pop.", "remarks"])
    {'name': 0, 'state': 1, 'population': 2}
    >>> header_fields(["Municipality", "Land", "Partnergemeinde", "Country"])
    {'name': 0, 'country': 1}
    """
    meanings = _meanings(header)
    owners = [m and _is_theirs(m, meanings[:at]) for at, m in enumerate(meanings)]
    ours = any(m and m.field in ("name", "geonameid", "id", "fips") and not theirs
               for m, theirs in zip(meanings, owners, strict=True))  # fmt: skip
    ours_at = [at for at, m in enumerate(meanings) if m and not (ours and owners[at])]
    specific = [
        at for at in ours_at if (m := meanings[at]) and m.field == "name" and not (m.general or m.near)
    ]
    fields: dict[str, int] = {}
    for at in sorted(ours_at, key=lambda at: _order(header[at], meanings[at])):
        meaning = meanings[at]
        if meaning is None:
            continue
        if meaning.field == "name" and specific:
            fields.setdefault("name", specific[0])
        elif meaning.field in fields and meaning.also:
            fields.setdefault(meaning.also, at)
        else:
            fields.setdefault(meaning.field, at)
    return dict(sorted(fields.items(), key=lambda each: each[1]))


def _order(title: str, meaning: Meaning | None) -> tuple[bool, bool]:
    """Which column of a meaning comes first: misprints last, and a region after a state."""
    return bool(meaning and meaning.near), fold(title) in _WEAK


def _meanings(header: Sequence[str]) -> list[Meaning | None]:
    """What each column means; the second of two names under one header is the partner's: City, State, City, Country."""
    found: list[Meaning | None] = []
    for at, title in enumerate(header):
        meaning = meaning_of(title)
        if meaning and meaning.field == "name" and fold(title) in [fold(each) for each in header[:at]]:
            meaning = replace(meaning, theirs=True)
        found.append(meaning)
    return found


def second_columns(header: Sequence[str], fields: Mapping[str, int]) -> dict[int, int]:
    """The columns of ours that hold what another one holds already (two of countries), each with that one.

    >>> second_columns(["City", "Country", "Country"], {"name": 0, "country": 1})
    {2: 1}
    """
    meanings = _meanings(header)
    return {
        at: fields[meaning.field]
        for at, meaning in enumerate(meanings)
        if meaning
        and meaning.field in ("state", "country")
        and fields.get(meaning.field, at) != at
        and not (meaning.near or _is_theirs(meaning, meanings[:at]))
    }


def _is_theirs(meaning: Meaning, before: Sequence[Meaning | None]) -> bool:
    """Whether a column is the partner's: it says so, or it follows the partner's name and ours came before that."""
    if meaning.theirs or meaning.field not in ("name", "state", "country", "county", "latitude", "longitude",
                                               "population"):  # fmt: skip
        return meaning.theirs
    names = [each for each in before if each and each.field == "name"]
    return meaning.field != "name" and bool(names) and names[-1].theirs


def remarks_of_header(
    header: Sequence[str], fields: Mapping[str, int], blank: Collection[int] = (), kept: bool = False
) -> list[str]:
    """What a reader must know of the columns: those read by a likeness, those that are the partner's, those not used.

    `blank` are the columns that hold nothing at all, of which nothing is said; with `kept` those that are not
    used go on into what is written.

    >>> remarks_of_header(["Stadt", "Telefon"], {"name": 0})
    ["column 'Stadt' read as the name", 'column not used: Telefon']
    >>> remarks_of_header(["name", "Contact"], {"name": 0}, kept=True)
    ['column kept, not used for matching: Contact']
    """
    remarks = [
        f"column {header[at]!r} read as the {field}"
        for field, at in fields.items()
        if fold(header[at]) != field and not ((meaning := meaning_of(header[at])) and meaning.exact)
    ]
    names = [
        h
        for at, h in enumerate(header)
        if (m := meaning_of(h)) and m.field == "name" and not m.near and at not in fields.values()
    ]
    if names and "name" in fields:
        remarks.append(f"{header[fields['name']]!r} is taken for the community, not {_listed(names)}")
    used = {fold(header[at]) for at in fields.values()}
    unused = [
        _told(h, at, used) for at, h in enumerate(header) if at not in fields.values() and at not in blank
    ]
    if unused:
        how = "kept, not used for matching" if kept else "not used"
        remarks.append(f"{'column' if len(unused) == 1 else 'columns'} {how}: {', '.join(unused[:20])}"
                       + (f" and {len(unused) - 20} more" if len(unused) > 20 else ""))  # fmt: skip
    return remarks


def without_columns(remarks: Iterable[str], used: Collection[str]) -> tuple[str, ...]:
    """Remarks on a header without what they say of columns that somebody else uses, named in small letters.

    >>> without_columns(["columns kept, not used for matching: Prefers, Contact"], ["prefers"])
    ('column kept, not used for matching: Contact',)
    >>> without_columns(["column not used: prefers", "'City' read as the name"], ["prefers"])
    ("'City' read as the name",)
    """
    said = []
    for remark in remarks:
        if found := _NOT_USED.fullmatch(remark):
            others = [name for name in found["names"].split(", ") if name.strip().casefold() not in used]
            remark = (
                f"{'column' if len(others) == 1 else 'columns'}{found['how']}{', '.join(others)}"
                if others
                else ""
            )
        said += [remark] if remark else []
    return tuple(said)


_NOT_USED = re.compile(r"columns?(?P<how>(?: kept,)? not used(?: for matching)?: )(?P<names>.*)")


def _told(title: str, at: int, used: Collection[str]) -> str:
    """A column by its header, or by its position where it has none or one that another column has."""
    if not title:
        return f"column {at + 1}"
    return f"{title} (column {at + 1})" if fold(title) in used else title


def _listed(names: Sequence[str]) -> str:
    return " or ".join(map(repr, names[:4]))
