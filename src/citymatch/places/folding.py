"""Names made comparable: case, accents, spaces and punctuation do not tell two names apart."""

from __future__ import annotations

import itertools
import re
import unicodedata

_SHORT = {
    "st": ("saint", "sainte", "sankt"), "ste": ("sainte",), "saint": ("st",), "sainte": ("ste",), "sankt": ("st",),
    "sta": ("santa",), "sto": ("santo",), "sao": ("s",),
    "ft": ("fort",), "fort": ("ft",), "mt": ("mount", "mont"), "mount": ("mt",), "mtn": ("mountain",),
    "pt": ("point", "port"), "spgs": ("springs",), "spg": ("spring",), "hts": ("heights",),
    "jct": ("junction",), "twp": ("township",),
    "n": ("north",), "s": ("south",), "e": ("east",), "w": ("west",),
    "no": ("north",), "so": ("south",), "vil": ("village",), "bch": ("beach",), "pk": ("park",),
    "hls": ("hills",), "lk": ("lake",), "is": ("island",), "ctr": ("center",), "centre": ("center",),
    "center": ("centre",), "and": ("",),
}  # fmt: skip


_ENDINGS = {"borough": "boro", "boro": "borough", "burgh": "burg", "burg": "burgh"}
_ENDING = re.compile("(?:borough|boro|burgh|burg)$")


# Everything in ASCII but letters and digits goes from a key.
_KEY = {code: None for code in range(128) if not chr(code).isalnum()} | {ord("&"): "and"}


def plain(text: str) -> str:
    """Lower case letters and digits of the Latin alphabet, words parted by one space.

    >>> plain("  ST. LOUIS\\u00a0Park "), plain("Coeur d'Alène"), plain("Winston-Salem")
    ('st louis park', 'coeur dalene', 'winston salem')
    """
    text = re.sub(r"['`.]", "", _in_ascii(text).lower().replace("&", " and "))
    return " ".join(re.findall(r"[a-z0-9]+", text))


def fold(text: str) -> str:
    """The key of a name: letters and digits only, so that "De Kalb" is "DeKalb".

    It is `plain` without the spaces, made faster, since whole tables of names are folded.

    >>> fold("Mc Farland"), fold("Clermont-Ferrand"), fold("São Paulo")
    ('mcfarland', 'clermontferrand', 'saopaulo')
    """
    return _in_ascii(text).lower().translate(_KEY)


def written(text: str) -> str:
    """The letters and digits of a name in lower case, accents kept: what tells Vire from Viré.

    >>> written("L'Haÿ-les-Roses"), written("VIRE") == written("Vire"), written("Vire") == written("Viré")
    ('lhaÿlesroses', True, False)
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text).casefold()))


def _in_ascii(text: str) -> str:
    if text.isascii():
        return text
    from anyascii import anyascii

    return str(anyascii(text))


def spellings(name: str) -> list[str]:
    """The keys under which a name may stand: as written, then with usual short forms written out or back.

    >>> spellings("Ft. Pierce")
    ['ftpierce', 'fortpierce']
    >>> spellings("Saint Louis")
    ['saintlouis', 'stlouis']
    """
    words = plain(name).split()
    choices = [(word, *_SHORT.get(word, ())) for word in words[:8]]
    keys = ("".join(some) + "".join(words[8:]) for some in itertools.islice(itertools.product(*choices), 64))
    both = (each for key in keys for each in (key, _ENDING.sub(lambda end: _ENDINGS[end[0]], key)))
    return [key for key in dict.fromkeys(both) if key]
