"""From bytes to text: Unicode, else the older encoding in which the text reads best, and that is said."""

from __future__ import annotations

import re

from .eastern_encodings import EASTERN, eastern
from .errors import PlacesError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# Older encodings with the word for them and the letters that are common in names written in them.
_OLDER = (
    ("cp1252", "Western Europe, as Excel's plain CSV", "äöüßÄÖÜéèêëáàâíîïóòôúùûñÑçãõåøæÅØÆÉÁÓÍÇ"),
    ("cp1250", "Central Europe", "áäčďéěíĺľňóôőöřšťúůüűýžąćęłńśźżşţăâîŁŚŻŹČŘŠŽĽÖÜ"),
    ("cp1254", "Turkish", "ğışİŞçöüÇÖÜâî"),
    ("mac_roman", "an older Macintosh", "äöüßÄÖÜéèêëáàâíîïóòôúùûñÑçãõåøæÅØÆÉÁÓÍÇ"),
    ("cp850", "DOS", "äöüßÄÖÜéèêëáàâíîïóòôúùûñÑçåøæÅØÆ"),
    ("cp1251", "Cyrillic", "абвгдежзийклмнопрстуфхцчшщыьэюяёіїєћђј"),
    ("cp1253", "Greek", "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώ"),
)
_MEANING = {name: words for name, words, _ in _OLDER} | EASTERN
_MUCH = 20_000
_SURE = 0.75
"""Russian or Greek text has so many points a letter (see `_reads`)."""
_GARBLED = re.compile("[ÂÃÄÅ][\u00a1-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""Two letters as UTF-8 looks that was read as cp1252: Ã¶."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]"
)
# Quotation marks and dashes of these encodings, which stand between letters without harm.
_MARKS = frozenset("’‘“”„–—…·•°§ ²³«»€´")


def decode(raw: bytes, file: str) -> str:
    """The text of a file, whatever its encoding; raises PlacesError naming the line.

    >>> decode("Köln, Germany".encode("utf-16"), "list.txt")
    'Köln, Germany'
    """
    return decoded(raw, file)[0]


def decoded(raw: bytes, file: str) -> tuple[str, str]:
    """The text of a file and, where it is in none of the Unicode encodings, what it was read as.

    >>> decoded("Köln;Málaga".encode("cp1252"), "list.csv")
    ('Köln;Málaga', "the text is not UTF-8; read as cp1252 (Western Europe, as Excel's plain CSV)")
    """
    encoding = next((name for bom, name in _BOMS if raw.startswith(bom)), "") or _utf16_without_bom(raw)
    remark = ""
    try:
        text = raw.decode(encoding or "utf-8")
    except UnicodeDecodeError as problem:
        older = "" if encoding else _older(raw)
        if not older:
            line = raw[: problem.start].count(b"\n") + 1
            what = (encoding or "utf-8").upper().removesuffix("-SIG")
            raise PlacesError(
                f"is not {what} text (byte {raw[problem.start]:#04x}); save the list as UTF-8",
                file=file,
                line=line,
            ) from problem
        text = raw.decode(older, errors="replace")
        remark = f"the text is not UTF-8; read as {older} ({_MEANING[older]})"
    if "\0" in text:
        raise PlacesError("is not a text file", file=file, line=text[: text.index("\0")].count("\n") + 1)
    text = harmless(text.removeprefix("\ufeff"))
    if _GARBLED.search(text):
        text, mended = _ungarbled(text)
        remark = remark or mended
    if not text.strip():
        raise PlacesError("is empty", file=file)
    return text, remark


def encoding_of(raw: bytes) -> str:
    """The encoding in which a text is written, as `decoded` reads it; "" where none fits.

    >>> encoding_of("Köln".encode("cp1252")), encoding_of("Köln".encode("utf-8-sig"))
    ('cp1252', 'utf-8-sig')
    """
    if stated := next((name for bom, name in _BOMS if raw.startswith(bom)), "") or _utf16_without_bom(raw):
        return stated
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _older(raw)
    return "utf-8"


def _ungarbled(text: str) -> tuple[str, str]:
    """A text whose letters were saved as UTF-8, read as cp1252 and saved again, and what is said of it.

    >>> _ungarbled("KÃ¶ln, Germany")
    ('Köln, Germany', "garbled letters are read as they were meant: 'KÃ¶ln, Germany' as 'Köln, Germany'")
    """
    said = ""
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        if _GARBLED.search(line):
            try:
                meant = line.encode("cp1252").decode("utf-8")
            except UnicodeError:
                continue
            first = f"{line.strip()[:60]!r} as {meant.strip()[:60]!r}"
            said, lines[at] = said or f"garbled letters are read as they were meant: {first}", meant
    return "".join(lines), said


def harmless(text: str) -> str:
    """A text without escape sequences, control characters and marks that nobody sees.

    >>> harmless("\\x1b[31mPinole\\x1b[0m, California\\u200b")
    'Pinole, California'
    """
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def _utf16_without_bom(raw: bytes) -> str:
    """The UTF-16 variety of a text whose every other byte is mostly zero, or ""."""
    head = raw[:2000]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(raw) % 2 == 0 and len(zeros) > 1 and zeros.count(0) > 0.6 * len(zeros):
            return encoding
    return ""


def _older(raw: bytes) -> str:
    """The older encoding in which the letters beyond ASCII are those of names; "" if there is none."""
    lines = [line for line in raw.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)
    if len(sample) > _MUCH and (end := sample.rfind(b"\n", 0, _MUCH)) > 0:
        sample = sample[:end]  # no letter is cut in two
    try:
        if all(letter.isascii() or letter in _MARKS for letter in sample.decode("cp1252")):
            return "cp1252"  # nothing but its quotation marks and dashes
    except UnicodeDecodeError:
        pass
    scores = {name: _reads(sample, name, common) for name, _, common in _OLDER}
    best = max(scores, key=lambda name: scores[name])
    letters = len(re.findall(rb"[\x80-\xff]", sample))
    if best in ("cp1251", "cp1253") and scores[best] > _SURE * letters:
        return best
    return eastern(sample) or (best if scores[best] > 0 else "")


def _reads(sample: bytes, encoding: str, common: str) -> float:
    """How well a text reads in an encoding: common letters within words count, signs within words count against it."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return float("-inf")
    if encoding in ("cp1252", "cp1250", "cp1254", "mac_roman", "cp850") and re.search(
        r"[^\W\d_a-zA-Z]{4}", text
    ):
        return float("-inf")  # no Latin name has four accents in a row
    total = 0.0
    for at, letter in enumerate(text):
        if letter.isascii():
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        within = before.isalpha() or after.isalpha()
        if letter in common and within:
            total += 1.0
        elif letter.isalpha() and within:
            total += 0.2
        elif letter not in _MARKS:
            total -= 2.0
        elif letter == "’" and within:
            total += 0.5
        if letter.isupper() and before.isalpha() and after.islower():
            total -= 2.0
        if (letter.isupper() and before.islower()) or (letter.islower() and after.isupper()):
            total -= 2.0
        if letter in "–—‡…‰€" and before.isalpha() and after.isalpha():
            total -= 1.0
    return total
