"""What a line says of the agreement and not of the place: its dates, and whether it is active."""

from __future__ import annotations

import re

YEAR = r"(?:1[0-9]|20)\d\d"
SPAN = rf"{YEAR}(?:\s*[-–—/]\s*(?:{YEAR}|\d\d|present|today|heute|now)?(?!\w))?"
_IN_FIGURES = rf"(?:{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}[./-]{YEAR})"
_DAY = r"(?:[^\W\d_]{3,9}\.?\s+\d{1,2},?\s+|\d{1,2}\.?\s*(?:[^\W\d_]{3,9}\.?|\d{1,2}\.)\s*|\d{1,2}[./]\d{1,2}[./])?"
_DATE = rf"(?:{_IN_FIGURES}|{_DAY}{SPAN})"
_SINCE = (
    r"(?:since|from|est\.?|established|founded|signed|twinned|joined|seit|ab|dal|desde|depuis|em|en|sedan|od|sinds|in|"
    r"as of|until|till|bis|jumel\w+|unterzeichnet|ended|terminated|inactive|active|suspended)"
)
_SINCE_WHEN = rf"{_SINCE}(?:\s+(?:since|seit|on|in|am|im|le|el|il))?\s+(?:[^\W\d_]{{3,9}}\.?\s+)?{_DATE}"
_TRAILING = re.compile(
    rf"(?:\s*[,;:|–—-]+\s*|\s+)(?:\(?\s*{_DATE}\s*\)?|\(?\s*{_SINCE_WHEN}\s*\)?)\s*[.,;]?$", re.IGNORECASE
)
_SHORT_YEAR = re.compile(r"\s+['’]\d\d$")
_LEADING = re.compile(
    rf"^(?:\(?{SPAN}\)?\s*(?:[:–—|]|-\s|\)\s)\s*"
    rf"|[(\[]?{_IN_FIGURES}[)\]]?\s*[:–—|,-]?\s*"
    rf"|(?:\d{{1,2}}\.?\s+)?[^\W\d_]{{3,9}}\.?\s+(?:\d{{1,2}},\s+)?{YEAR}\s*(?:[:–—|]|-\s)\s*"
    rf"|{YEAR}\s+(?![A-Z]{{2}}\s))(?=[^\W\d_]|[^\x00-\x7f])"
)
_PEOPLE = re.compile(
    r"[\s,;(]+(?:pop(?:ulation)?|inhabitants|einwohner|habitants)\b[.:]?\s*[\d., ]+\)?$", re.IGNORECASE
)
_BRACKET = re.compile(r"\s*[(（\[]\s*([^()（）\[\]]*)\s*[)）\]]")
_ON_AGREEMENTS = (
    "sister twin twinned partner partnership friendship city cities town county state relationship inactive active "
    "pending dormant suspended emeritus former formerly ended terminated terminating proposed since signed honorary "
    "agreement only partnerstadt partnerschaft freundschaft ruhend jumelage amitie gemellaggio hermanamiento new "
    "paused lapsed expired inactif seit of in and the informal formal status link member on hold abeyance ruht "
    "städtepartnerschaft städtefreundschaft patenschaft jumelée partenariat"
)
_KINDS = frozenset(["city", "cities", "town", "county", "state", "new", "of", "in", "and", "the", "on"])
_HOW_IT_STANDS = (
    "inactive active pending dormant suspended emeritus ended terminated proposed paused lapsed expired inactif actif "
    "aktiv inaktiv beendet ruht ruhend activo inactivo suspendido ativo inativo attivo inattivo vigente aktif"
)
_STATES = frozenset(_HOW_IT_STANDS.split())
"""Words that say how an agreement stands, each alone."""
NOTE_WORDS = _STATES | frozenset(_ON_AGREEMENTS.split())
_LABEL = re.compile(
    r"^(?:(?:emeritus|honorary|inactive|former|active)\s+)?(?:"
    r"(?:sister|twin|partner|friendship|emeritus)[\s-]?(?:city|town|county|state|prefecture|community)(?:\s+(?:with|of|is))?"
    r"|twinned\s+(?:with|to)|paired\s+with|emeritus(?=\s*:)|partner(?:stadt|gemeinde|kommune)|städtepartner(?:schaft)?(?:\s+mit)?"
    r"|(?:ville\s+)?jumel(?:ée?|age)(?:\s+avec)?|ciudad\s+hermana(?:\s+de)?|hermanad[ao]\s+con|città\s+gemella(?:ta)?(?:\s+con)?"
    r"|gemellat[ao]\s+con|cidade[\s-]irmã(?:\s+de)?|miasto\s+partnerskie|partnerské\s+město|vänort|venskabsby|vennskapsby|"
    r"姉妹都市|友好都市|자매도시)\s*(?:[:：–—-]\s*|\s(?=\S))(?=[^\W\d_])",
    re.IGNORECASE,
)
"""What a line says of the kind of the agreement before the name: "Friendship city: Jeju", "Twinned with Besançon"."""
_TURNS = 4
"""A date and a state may stand behind each other so often."""


def without_agreement(text: str) -> str:
    """A text without the dates of an agreement and the words on how it stands, in brackets, before or behind.

    >>> without_agreement("Ulm – Germany, 2010, active"), without_agreement("2010-05-03 Ulm, Germany")
    ('Ulm – Germany', 'Ulm, Germany')
    >>> without_agreement("Seika (friendship city), Japan"), without_agreement("London (ON)")
    ('Seika, Japan', 'London (ON)')
    """
    label = _LABEL.match(text)
    if label and not text[label.end()].islower():  # Twin City city, Georgia
        text = text[label.end() :]
    for _ in range(_TURNS):
        shorter = _without_notes(_without_years(text))
        if shorter == text:
            break
        text = shorter
    return text


def _without_years(text: str) -> str:
    """A text without the years of an agreement: in brackets, after a dash, a comma or "since", or first."""
    text = _BRACKET.sub(lambda found: "" if re.search(rf"(?<!\d){YEAR}(?!\d)", found[1]) else found[0], text)
    text = _LEADING.sub("", text)
    tail = _PEOPLE.sub("", _SHORT_YEAR.sub("", text[-60:]))
    shorter = (text[:-60] + _TRAILING.sub("", tail)).strip(" ,;:|–—-")
    return shorter if re.search(r"[^\W\d_]", shorter) else text


def _without_notes(text: str) -> str:
    """A text without brackets that hold but words on the agreement: (friendship city)."""

    def kept(found: re.Match[str]) -> str:
        words = re.findall(r"[^\W\d_]+", found[1].casefold())
        told = all(word in NOTE_WORDS for word in words) and not _KINDS.issuperset(words)
        return "" if not words or told else found[0]

    shorter = _BRACKET.sub(kept, text)
    parts = re.split(r"\s+[-–—|]\s+|[,;]\s*", shorter)
    if len(parts) > 1:
        words = re.findall(r"[^\W\d_]+", parts[-1].casefold())
        alone = len(words) == 1 and words[0] in _STATES
        if alone or (len(words) > 1 and all(word in NOTE_WORDS for word in words)):
            shorter = shorter[: shorter.rindex(parts[-1])].rstrip(" ,;|-–—")
    return shorter.strip()
