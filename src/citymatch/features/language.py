"""Shared language: what is spoken at home where the seeker is, and what in the candidate's country."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Mapping
from functools import partial
from typing import NamedTuple

from citymatch.datasets.ties import (
    Language,
    load_country_ties,
    load_languages,
    load_state_languages,
)

from .base import Curve, Place
from .ties import CountryTies, Fact, Facts, Shortly, is_beyond, nation, possessive, quotient, state_told
from .words import as_much, count

_ENGLISH = "Speak only English"
_GROUPS = {
    _ENGLISH: "en",
    "Spanish": "es",
    "Chinese (incl. Mandarin, Cantonese)": "zh yue wuu hsn hak nan gan",
    "Tagalog (incl. Filipino)": "fil tl",
    "Vietnamese": "vi",
    "Arabic": "ar arz ary arq aeb apc ajp acm acq acw aec afb apd ars ayl shu",
    "French (incl. Cajun)": "fr",
    "Korean": "ko",
    "Russian": "ru",
    "Hindi": "hi",
    "German": "de gsw bar",
    "Haitian": "ht",
    "Portuguese": "pt",
    "Italian": "it",
    "Polish": "pl",
    "Urdu": "ur",
    "Persian (incl. Farsi, Dari)": "fa prs",
    "Gujarati": "gu",
    "Japanese": "ja",
    "Telugu": "te",
    "Bengali": "bn",
    "Punjabi": "pa",
    "Tamil": "ta",
    "Greek": "el",
    "Serbo-Croatian": "sr hr bs sh cnr",
    "Armenian": "hy",
    "Hmong": "hmn",
    "Hebrew": "he",
    "Khmer": "km",
    "Yoruba, Twi, Igbo, or other languages of Western Africa": (
        "yo ig ak tw ee ff wo bm gaa mos dyu men tem kpe srr"
    ),
    "Amharic, Somali, or other Afro-Asiatic languages": "am so ti om ha tig kab zgh tzm shi rif",
    "Other Indo-European languages": "sq ro lt lv sv da nb nn no is fo ga ps ku",
    "Yiddish, Pennsylvania Dutch or other West Germanic languages": "nl af lb yi vls",
    "Other languages of Asia": "tr az uz kk ky tk mn my dz",
    "Nepali, Marathi, or other Indic languages": "ne mr si or as sd bho mai dv",
    "Ilocano, Samoan, Hawaiian, or other Austronesian languages": (
        "ilo sm haw id ms jv su mg mi to fj ty ceb hil war tet bik pag ch pau mh gil tvl na"
    ),
    "Ukrainian or other Slavic languages": "uk be bg mk cs sk sl",
    "Thai, Lao, or other Tai-Kadai languages": "th lo",
    "Malayalam, Kannada, or other Dravidian languages": "ml kn",
    "Swahili or other languages of Central, Eastern, and Southern Africa": (
        "sw rw rn lg ki luo sn nd zu xh st tn ss ts ve ny bem ln kg lua umb kmb mas kam nr nso sg mfe"
    ),
}
"""The Census's groups of languages spoken at home, and the CLDR codes that belong to each."""

_GROUP_OF = {code: group for group, codes in _GROUPS.items() for code in codes.split()}
_LEARNT_AT_SCHOOL = frozenset(["de", "en", "es", "fr", "it", "pt", "ru"])
_OFFICIAL = ("official", "de_facto_official")
_SPOKEN_BY = 0.09
"""A language that is not official counts in a country where so many speak it (the measure of CEPII), unless
it is one that is widely learnt at school."""

_SAME_OFFICIAL, _BOTH_SPEAK, _NO_COMMON = 4.0, 2.0, 0.5


ENGLISH_IN_COMMON = (
    "both speak English, which all of the United States does, so that it counts for next to nothing"
)


class SharedLanguage(CountryTies):
    """Speakers of the candidate's languages where the seeker is, against the nation as a whole.

    For a US seeker: for each language of the candidate's country the state's share of people who speak it at
    home, divided by the nation's; of several languages the mean, weighted by how many speak them over there.
    English is treated as any other, so that it tells little: nearly all states speak it equally. For a seeker
    abroad: 4 for a common official language, 2 for a language that 9 % speak in both, else 0.5.

    The Census counts small languages in groups; 39 states are known, and the nation is the sum of these. In the others
    the criterion drops out and moves no score; that both speak English is told all the same.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["MX", "IE", "JP", "HU"]})
    >>> laredo = {"country": "US", "admin1": "TX", "name": "Laredo"}
    >>> SharedLanguage().measure(laredo, towns).round(2).tolist()
    [2.1, 0.78, 0.54, nan]
    """

    name = "language"
    label = "shared language"
    source = (
        "ACS 2018 (US public domain); Unicode CLDR (Unicode licence); CEPII GeoDist (Etalab open licence)"
    )
    reads = ("country", "admin1")
    rules = (
        "In a state that the survey does not tell of (12 of 50: Maine and Vermont are two), the criterion drops out "
        "and moves no score. English is spoken everywhere in the United States: that a candidate's country speaks it "
        "too is told all the same.",
    )
    offered = True
    tie = "Language"
    untold = "how many people in the state speak a language of {there} is unknown"
    makes = {
        "strongest_language_country": "ISO 3166-1 country",
        "strongest_language_quotient": "times the nation's",
    }

    def __init__(self, none: float = 1.0, full: float = 4.0, curve: Curve | None = None):
        self.none = none
        self.full = full
        self.curve = curve

    def why_not(self, seeker: Place) -> str:
        """Why the criterion drops out: the Census tells the languages spoken at home of some states alone."""
        if seeker.get("country") != "US":
            return super().why_not(seeker)
        where = state_told(str(seeker.get("admin1") or "")) or "its state"
        return (
            f"how many people in {where} speak which language at home beside English is in no table here, so the other "
            "criteria count for more"
        )

    def facts(self, seeker: Place) -> Facts:
        country = str(seeker.get("country") or "")
        own = _of_state(str(seeker.get("admin1") or "")) if country == "US" else _abroad(country)
        return {**own, **_stated(seeker)} if seeker.get("stated_languages") else own

    def known_anyway(self, seeker: Place, candidate: Place) -> str:
        """That both speak English, which is known of every place in the United States without a table."""
        country = str(candidate.get("country") or "")
        speaks = any(language.code == "en" for language in languages_of(country))
        if seeker.get("country") != "US" or country in ("", "US") or not speaks:
            return ""
        return f"English is spoken in {nation(country)} too"

    def scope(self, seeker: Place) -> Hashable | None:
        """As for every tie; a seeker that states its own languages shares with no other."""
        return None if seeker.get("stated_languages") else super().scope(seeker)


@functools.cache
def languages_of(country: str) -> tuple[Language, ...]:
    """The languages by which a country is met: official, or spoken by at least 9 % and not merely learnt.

    >>> [language.code for language in languages_of("CH")]
    ['de', 'gsw', 'fr', 'it']
    """
    return tuple(
        language
        for language in load_languages().get(country, ())
        if language.official in _OFFICIAL
        or (language.share >= _SPOKEN_BY and language.code not in _LEARNT_AT_SCHOOL)
    )


@functools.cache
def _of_state(state: str) -> Facts:
    here, nationwide = load_state_languages(state), load_state_languages("US")
    if not here:
        return {}
    share = sum(here.values()) / sum(nationwide.values())
    ratios = {group: quotient(people, share * nationwide[group]) for group, people in here.items()}
    facts = {}
    for country in load_languages():
        spoken = [x for x in languages_of(country) if _GROUP_OF.get(x.code) in ratios]
        weight = sum(language.share for language in spoken)
        if country == "US" or not weight:
            continue
        ratio = sum(language.share * ratios[_GROUP_OF[language.code]] for language in spoken) / weight
        parts = {language: ratios[_GROUP_OF[language.code]] for language in spoken}
        main = _main(parts, ratio)
        told = _Told(country, state, main, parts[main], len({_GROUP_OF[x.code] for x in spoken}), ratio)
        facts[country] = Fact(ratio, "state", told.sentence, told.shortly)
    return facts


def _main(ratios: Mapping[Language, float], ratio: float) -> Language:
    """The language that is told: the one that makes the tie, which English never does, or where there is none the one
    that most people speak over there."""
    if is_beyond(ratio):
        return max(ratios, key=lambda each: (_GROUP_OF[each.code] != _ENGLISH, each.share * ratios[each]))
    return max(ratios, key=lambda each: each.share)


class _Told(NamedTuple):
    """What is told of a state's speakers of the languages of a country: of its main one, and of all together.

    `number` is how many of them the Census counts apart."""

    country: str
    state: str
    main: Language
    of_main: float
    number: int
    ratio: float

    @property
    def together(self) -> bool:
        """Whether the Census counts other languages with it."""
        group = _GROUP_OF[self.main.code]
        return " or other " in group or group.startswith("Other ")

    @property
    def name(self) -> str:
        """The language in words, with those that the Census counts with it."""
        return f"{self.main.name} or a language that the Census counts with it" if self.together else self.own

    @property
    def own(self) -> str:
        """The Census's own word for a language that it counts by itself: Arabic, whatever it is called elsewhere."""
        return _GROUP_OF[self.main.code].partition(" (")[0]

    @property
    def is_english(self) -> bool:
        """Whether English is what is common, or most of it."""
        return _GROUP_OF[self.main.code] == _ENGLISH

    def sentence(self) -> str:
        """The fact in words."""
        people, state = (
            count(load_state_languages(self.state)[_GROUP_OF[self.main.code]]),
            state_told(self.state),
        )
        survey, own = " (Census survey, 2018)", "; how many in the town do is not known"
        it = "these are" if self.together else "it is"
        if self.is_english:
            which = "only" if self.number == 1 else "main"
            told = f"English is the {which} language in common with {nation(self.country)}, which says little"
            told += f"; {people} people in {state} speak nothing else at home{survey}"
        else:
            told = f"{people} people in {state} speak {self.name} at home: {it} spoken "
            told += f"{_often(self.of_main, 'there ')}{survey}"
        if self.number > 1:
            whose = possessive(nation(self.country))
            told += f"; taken together, {whose} languages are spoken there {_often(self.ratio)}"
        return told + own

    def _compared(self) -> str:
        """How often the language is spoken in the state, and in the United States as a whole."""
        name = f"{self.main.name} or one counted with it is" if self.together else f"{self.own} is"
        return f"{name} spoken {_often(self.of_main, f'in {state_told(self.state)} ')}"

    def shortly(self) -> Shortly:
        """The fact in a few words."""
        state = state_told(self.state)
        if self.is_english:
            return Shortly("English in common", ENGLISH_IN_COMMON)
        name = f"{self.main.name} or one counted with it" if self.together else self.own
        if is_beyond(self.of_main):
            return Shortly(f"{name} is spoken more in {state} than nationwide", self._compared())
        return Shortly(f"some in {state} speak {name}", self._compared())


def _often(ratio: float, where: str = "") -> str:
    """How often a language is spoken in a state, in words.

    >>> _often(1.0, "in Iowa "), _often(0.25)
    ('about as often in Iowa as nationwide', 'about a quarter as often as nationwide')
    """
    return f"{as_much(ratio, 'often')} {where}as nationwide"


@functools.cache
def _abroad(country: str) -> Facts:
    if country not in load_country_ties():
        return {}
    facts = {}
    for other in load_country_ties():
        tie = load_country_ties()[country].get(other)
        if other == country:
            continue
        if tie and tie.official_language:
            strength = _SAME_OFFICIAL
        else:
            strength = _BOTH_SPEAK if tie and tie.spoken_language else _NO_COMMON
        facts[other] = Fact(strength, "country", partial(_in_common, country, other, strength))
    return facts


def _in_common(country: str, other: str, strength: float) -> str:
    names = f"{nation(country)} and {nation(other)}"
    if strength == _SAME_OFFICIAL:
        return f"{names} have an official language in common"
    if strength == _BOTH_SPEAK:
        return f"at least 9 % of the people speak the same language in {names}"
    return f"{names} have no official language in common"


@functools.cache
def census_group(language: str) -> str:
    """The Census's group of a language: by the group's own name, short or long, or by the language's CLDR code; "" for
    none.

    >>> census_group("Tagalog"), census_group("so"), census_group("Klingon")
    ('Tagalog (incl. Filipino)', 'Amharic, Somali, or other Afro-Asiatic languages', '')
    """
    if language in _GROUPS:
        return language
    short = {group.partition(" (")[0]: group for group in _GROUPS}
    return short.get(language) or _GROUP_OF.get(language, "")


_STATED_OFFICIAL, _STATED_SPOKEN = 0.5, 0.09
"""From which share of the people of a town abroad a language counts as its own, and as one that is spoken there."""


def _stated(seeker: Place) -> Facts:
    """The ties to the countries whose languages a seeker says are spoken there, in place of those of its state."""
    shares: Mapping[str, float] = seeker["stated_languages"]
    if seeker.get("country") != "US":
        return _stated_abroad(str(seeker.get("country") or ""), shares)
    nationwide, here = load_state_languages("US"), load_state_languages(str(seeker.get("admin1") or ""))
    known = seeker.get("population")
    people = float(known) if isinstance(known, int | float) and known == known else 10_000.0
    groups: dict[str, float] = {}
    for language, share in shares.items():
        group = census_group(language)
        if group in nationwide:
            groups[group] = groups.get(group, 0.0) + share
    usual = {group: number / sum(nationwide.values()) for group, number in nationwide.items()}
    everyone = sum(here.values())
    ratios = {group: quotient(number, everyone * usual[group]) for group, number in here.items()}
    own_ratios = {group: quotient(share * people, people * usual[group]) for group, share in groups.items()}
    ratios |= own_ratios
    facts = {}
    for country in load_languages():
        spoken = [language for language in languages_of(country) if _GROUP_OF.get(language.code) in ratios]
        own = [language for language in spoken if _GROUP_OF[language.code] in own_ratios]
        weight = sum(language.share for language in spoken)
        if country == "US" or not own or not weight:
            continue
        ratio = sum(language.share * ratios[_GROUP_OF[language.code]] for language in spoken) / weight
        main = max(own, key=lambda language: language.share)
        group = _GROUP_OF[main.code]
        name = main.name if " or other " in group or group.startswith("Other ") else group.partition(" (")[0]
        tell = partial(_told_stated, name.removeprefix("Speak only "), groups[group], ratio)
        facts[country] = Fact(ratio, "place", tell)
    return facts


def _told_stated(language: str, share: float, ratio: float) -> str:
    told = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
    times = f", {told} times the national share" if ratio >= 0.05 else ""
    return f"{language} at home: {100 * share:.3g} % of residents (your profile){times}"


def _stated_abroad(country: str, shares: Mapping[str, float]) -> Facts:
    """The same for a seeker abroad: a language that its profile says half of the people speak, or 9 % of them."""
    facts: dict[str, Fact] = {}
    for other in load_languages():
        met = {language.code: language for language in languages_of(other)}
        here = [code for code in shares if code in met]
        if other == country or not here:
            continue
        code = max(here, key=lambda each: shares[each])
        strength = _NO_COMMON
        if shares[code] >= _STATED_SPOKEN:
            strength = _SAME_OFFICIAL if shares[code] >= _STATED_OFFICIAL else _BOTH_SPEAK
        tell = partial(_told_stated, met[code].name, shares[code], 0.0)
        facts[other] = Fact(strength, "place", tell)
    return facts
