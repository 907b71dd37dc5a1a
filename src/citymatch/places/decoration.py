"""What stands around a name in a list and is none of it: flags, bullets, markup, footnotes, years, postal codes.

`undecorated` takes one line and gives the text that remains, without a guess at what the name means.
"""

from __future__ import annotations

import html
import re

from citymatch.datasets.geography import country_names

from . import divisions
from .agreements import NOTE_WORDS, without_agreement
from .countries import country_of, read_country
from .divisions import division_index
from .encoding import harmless
from .folding import fold
from .regions import state_keys

LONGEST = 2_000
"""So many letters of a line are looked at."""

MARK = re.compile(
    r"^\s*(?:(?:[-*•·–—‣◦▪●○■□▸►➤✓✔☐☑➢>+]+|o)\s+|\[[ xX]\]\s*|[•·‣◦▪●○■□▸►➤✓✔☐☑➢]\s*|\*+(?=[^\W\d_\[])(?![^*]*\*)"
    r"|\(?\d{1,3}[.)](?:\s+|(?=[^\W\d_]))|(?:N[or]\.?|N[°º]|#)\s*\d{1,3}[.:)]?\s+(?=[^\W\d_])"
    r"|\(?[a-z][.)]\s+|\(?[ivx]{1,4}[.)]\s+)"
)
_FOOTNOTE = re.compile(
    r"\[(?:\d{1,3}|[a-z]{1,2}|(?:note|nb|n|fn|ref|citation needed|who\?|when\?)\s*\d*)\]"
    r"|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[†‡※]+|(?<=[\w)])\*+(?=\s|$|,)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\s*[(\[]\s*(?:pop(?:ulation)?\b|einwohner|habitant\w*|abitanti)[^()\[\]]*[)\]]", re.IGNORECASE
)
_TAIL = 150
_ADDRESS = re.compile(r"[\s,;|–—-]*[(<\[]?(?:https?://|www\.)[^\s()<>\[\]]+[)>\]]?\s*$", re.IGNORECASE)
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0061-\U000e007a]+\U000e007f")
_PICTURE = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u26ff\u2700-\u27bf\u2b50\u2b55\ufe0f\u200d\U000e0000-\U000e007f]+"
    "|:flag[-_]?\\w*:"
)
_TEMPLATE = re.compile(r"\{\{\s*([^{}|]*?)\s*((?:\|[^{}]*)?)\}\}")
_SHOWING = frozenset(["flag", "flagcountry", "flagu", "nowrap", "small", "lang", "ill", "interlanguage link"])
_LINK = re.compile(r"!?\[((?!\d+\])[^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_POSTCODES = (
    r"〒?\d{3}-\d{4}", r"\d{5}-\d{3,4}", r"\d{4}-\d{3}", r"\d{2}-\d{3}", r"\d{3} \d{2}", r"\d{4,6}", r"\d{4} ?[A-Z]{2}",
    r"[A-Z]\d[A-Z] ?\d[A-Z]\d", r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}",
)  # fmt: skip
_CODE = rf"(?:(?:[A-Z]{{1,3}}[-–])?(?:{'|'.join(_POSTCODES)}))"
_COUNTRY_OF_CODE = re.compile(rf"([A-Z]{{1,3}})[-– ](?:{'|'.join(_POSTCODES)})\s+(?=[^\W\d_])")
"""The sign of a country before a postal code: D-89073 Ulm."""
_CEDEX = re.compile(r"\s+cedex(?:\s+\d{1,2})?(?=,|$)", re.IGNORECASE)
_REGION_FIRST = re.compile(
    r"(?:[(\[](?P<bracket>[^()\[\]]+)[)\]]\s*|(?P<region>[^,:/|()]{1,40}?)(?:\s+[-–—]\s+|\s*[:|]\s+|\s*/\s*)"
    r"|(?P<sign>[A-Z])-(?=[^\W\d_]{3}))(?P<name>[^()]+)"
)
_LEADING_CODE = re.compile(rf"^(?:[A-Z]{{1,3}} (?=\d))?{_CODE}\s+(?:(?:[A-Z]{{2}}\s+)?)(?=[^\W\d_])")
_TRAILING_CODE = re.compile(rf"(?<=[^\W\d_])[.,]?\s+{_CODE}$")
_ONLY_CODE = re.compile(rf"\s*{_CODE}\s*")
_DOUBLE = re.compile('["“”„‟«»]+')
_QUOTES = "'‘’‚`´ \t"


def undecorated(line: str, region: bool = False) -> str:
    """The text of a line without what is not the name of a community or its region.

    With `region`, a flag gives the country of a name that has none, and a dash or a stroke before a region parts as
    a comma does.

    >>> undecorated("- **Seika**, Japan (since 1999)"), undecorated("94564 Pinole")
    ('Seika, Japan', 'Pinole')
    >>> undecorated("🇩🇪 Aachen", region=True), undecorated("[[Seika, Kyoto|Seika]][1]")
    ('Aachen, Germany', 'Seika, Kyoto')
    >>> undecorated("Tulsa — Oklahoma, USA", region=True), undecorated("Remedios/Cuba", region=True)
    ('Tulsa, Oklahoma, USA', 'Remedios, Cuba')
    """
    plainly = " ".join(harmless(line[:LONGEST]).split())
    clean = _cleaned(plainly, region)
    name, comma, rest = plainly.partition(",")
    if fold(clean.partition(",")[0]) != fold(name) and _is_place(
        name
    ):  # 19 de Febrero de 1812, Kushiro (town)
        return _unquoted(name + comma + " " + _cleaned(rest.strip(), region=False))
    return clean


def _is_place(name: str) -> bool:
    """Whether a place bears just this name."""
    from .gazetteer import gazetteer_of

    return any(letter.isalpha() for letter in name) and bool(len(gazetteer_of().named([fold(name)])))


def _cleaned(line: str, region: bool) -> str:
    text, country = _unflagged(line)
    text = _unmarked(text)
    text = without_agreement(_FOOTNOTE.sub(_of_footnote, _PEOPLE.sub("", _without_address(text))))
    coded = _COUNTRY_OF_CODE.match(text)
    country = country or (country_names().get(country_of(coded[1]), "") if coded else "")
    text = _CEDEX.sub("", _without_codes(text))
    if region:
        text = _parted(_region_last(text))
        if country and "," not in text and "(" not in text:
            text = f"{text}, {country}"
    text = ", ".join(_distinct(text.split(","))) if "," in text else text.strip()
    if text != line and NOTE_WORDS.issuperset(re.findall(r"[^\W\d_]+", text.casefold()) or ["?"]):
        return line  # "since 1999" is no town of that name
    return _unquoted(text)


def flag_of(text: str) -> str:
    """The country of the flag in a text, "" without one.

    >>> flag_of("🇯🇵"), flag_of("Seika")
    ('Japan', '')
    """
    return _unflagged(text)[1] if _FLAG.search(text) else ""


def _of_footnote(found: re.Match[str]) -> str:
    """Nothing for the mark of a footnote; the code of a country in square brackets stays: [FR]."""
    code = found[0].strip("[]")
    return f" ({code})" if len(code) == 2 and code.isupper() and country_of(code) else ""


def _region_last(text: str) -> str:
    """A text whose region stands first, in brackets or before a dash, a colon or a stroke, with it at the end.

    >>> _region_last("(France) Grenoble"), _region_last("FR - Grenoble"), _region_last("Texas: Austin")
    ('Grenoble, France', 'Grenoble, FR', 'Austin, Texas')
    """
    found = _REGION_FIRST.match(text)
    if not found or "," in found["name"]:
        return text
    region, name = (found["bracket"] or found["region"] or found["sign"]).strip(), found["name"].strip()
    if not _is_country_or_state(region) or (not found["bracket"] and is_region(name)):
        return text
    return f"{name}, {region}"


def _is_country_or_state(text: str) -> bool:
    """Whether a text is a country or a US state; a short form only in capitals."""
    if len(fold(text)) <= 3 and not text.replace(".", "").isupper():
        return False
    return bool(country_of(text)) or fold(text) in state_keys()


def _unflagged(line: str) -> tuple[str, str]:
    """A line without flags and other pictures, and the country of its flag ("" without one)."""
    country = ""
    for flag in _FLAG.findall(line):
        letters = "".join(chr(ord(sign) - 0x1F1E6 + 65) for sign in flag if 0x1F1E6 <= ord(sign) <= 0x1F1FF)
        country = country or country_names().get(letters or "GB", "")
    return _PICTURE.sub(" ", _FLAG.sub(" ", harmless(line))), country


def _unmarked(text: str) -> str:
    """A text without the marks of Markdown, HTML and wikis, its bullet, and spaces beyond one."""
    if "<" in text or "&" in text:
        text = re.sub(r"<ref[^>]*/>|<ref.*?</ref>|<!--.*?-->", "", text)
        text = html.unescape(re.sub(r"<br\s*/?>", ", ", re.sub(r"</?(?!br)[a-zA-Z][^<>]*>", "", text)))
    if "{{" in text:
        text = _TEMPLATE.sub(_of_template, text)
    if "[" in text:
        text = re.sub(r"\[\[([^\[\]]*)\]\]", _of_wiki_link, text)
        text = _LINK.sub(r"\1", text)
    text = " ".join(text.split())
    for _ in range(3):
        shorter = re.sub(r"^#{1,6}\s+", "", MARK.sub("", text, count=1)).strip()
        if not shorter or shorter == text:
            break
        text = shorter
    text = re.sub(r"'{2,}|\*\*+|__+|~~", "", text)
    text = re.sub(r"(?<!\w)[*_`]([^*_`]+)[*_`](?!\w)", r"\1", text)
    return text.strip(" \t|")


def _of_template(found: re.Match[str]) -> str:
    """{{flag|Japan}} stands for its name; {{flagicon|JPN}} and all other templates for nothing."""
    name, values = found[1].casefold(), [each.strip() for each in found[2].split("|")[1:]]
    if (
        name
        in (
            "flag",
            "flagcountry",
            "flagu",
            "nowrap",
            "small",
            "lang",
            "ill",
            "interlanguage link",
            "sortname",
        )
        and values
    ):
        return values[-1] if name == "lang" else values[0]
    return ""


def _of_wiki_link(found: re.Match[str]) -> str:
    """What a link shows; its target where that says the same and more: [[Seika, Kyoto|Seika]]."""
    target, _, shown = found[1].partition("|")
    if target.casefold().startswith(("file:", "image:", "datei:", "fichier:")):
        return ""
    fuller = shown and "," in target and fold(target.split(",")[0]) == fold(shown)
    return target if fuller or not shown else shown


def _without_address(text: str) -> str:
    """A text without the web address at its end; its last letters are looked at, so that a long line takes no time."""
    tail = text[-_TAIL:]
    found = "://" in tail or "www." in tail.casefold()
    return text[:-_TAIL] + _ADDRESS.sub("", tail) if found else text


def _without_codes(text: str) -> str:
    """A text without postal codes: before the name, after a name or a region, or between commas."""
    if not any(letter.isdigit() for letter in text):
        return text
    parts = [part.strip() for part in text.split(",")]
    parts = [_TRAILING_CODE.sub("", _LEADING_CODE.sub("", part)) for part in parts]
    kept = [part for at, part in enumerate(parts) if at == 0 or not _ONLY_CODE.fullmatch(part)]
    if len(kept) > 1 and _ONLY_CODE.fullmatch(kept[0]):
        return text
    return ", ".join(kept)


def is_region(text: str) -> bool:
    """Whether a text is a country or a US state by a name or a code of it.

    >>> is_region("Japan"), is_region("Ont"), is_region("Bienne")
    (True, True, False)
    """
    if fold(text) in state_keys() or read_country(text).codes:
        return True
    from citymatch.datasets import load_world

    index = division_index(load_world())
    found = (*divisions.named(text, index), *divisions.by_short_form(text, index))
    return any(not each.second for each in found)  # districts bear the names of towns


def _parted(text: str) -> str:
    """A text whose dash or stroke before a region is a comma."""
    for sign in (r"\s+[-–—]{1,2}\s+|\s*—\s*|\s+–\s*", r"\s*/\s*", r"\s*\|\s*", r":\s+"):
        pieces = re.split(sign, text)
        if len(pieces) != 2 or not all(pieces):
            continue
        first, second = pieces
        regions = [is_region(each) for each in second.split(",")]
        told = all(regions) or (regions[-1] and "/" not in sign)
        if "," not in first and told and not (sign == r":\s+" and is_region(first)):
            return f"{first}, {second}"
        if "," not in second and country_of(first) and len(fold(first)) > 3 and not is_region(second):
            return f"{second}, {first}"
    return text


def _distinct(parts: list[str]) -> list[str]:
    """Parts between commas without empty ones and without one that says what the one before it says."""
    out: list[str] = []
    for part in (each.strip() for each in parts):
        if part and not (len(out) > 1 and fold(part) == fold(out[-1])):
            out.append(part)
    return out


def _unquoted(text: str) -> str:
    """A text without quotation marks and stops around it; a point that ends a short form stays."""
    text = _DOUBLE.sub("", text).strip(" ,;:")
    if not re.match(r"['‘’`´](?:s|t|n)\b", text):  # 's-Hertogenbosch
        text = text.lstrip(_QUOTES)
    text = " ".join(text.rstrip(_QUOTES).strip(" ,;:").split())
    return text[:-1] if text.endswith(".") and not re.search(r"(?:^|[\s.])\w{1,3}\.$", text) else text
