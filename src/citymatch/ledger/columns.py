"""The columns of a ledger, whatever an officer calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from citymatch.places.folding import fold
from citymatch.places.headers import meaning_of

COLUMNS = ("seeker", "candidate", "date", "status", "note", "seeker_id", "candidate_id")
"""The columns of a ledger that citymatch begins."""
NEEDS = "needs the columns seeker, candidate, date and status"
_WORDS: Mapping[str, str] = {
    "seeker": "seeker member applicant seekername",
    "candidate": "candidate candidatename offeredto offeredcity",
    "seeker_id": "seekerid memberid",
    "candidate_id": "candidateid partnerid",
    "date": "date day when dateoffered offeredon dateofoffer datum fecha data",
    "status": "status answer outcome reply response result",
    "note": "note notes remark remarks comment comments reason reasons why",
}
_PARTS = {"name": "", "state": "_state", "country": "_country", "id": "_id", "geonameid": "_id"}
PLACES = ("seeker", "candidate")


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """The position of each column of a ledger; of two towns the first is the seeker.

    >>> columns_of(["seeker", "candidate", "date", "status", "contact"])
    {'seeker': 0, 'candidate': 1, 'date': 2, 'status': 3}
    >>> columns_of(["City", "State", "Partner City", "Country", "Date offered", "Answer"])
    {'seeker': 0, 'seeker_state': 1, 'candidate': 2, 'candidate_country': 3, 'date': 4, 'status': 5}
    """
    found: dict[str, int] = {}
    theirs = False
    for at, title in enumerate(header):
        key = fold(title).replace(" ", "").replace("_", "")
        field = next((name for name, words in _WORDS.items() if key in words.split()), "")
        if not field and (side := next((each for each in PLACES if key.startswith(each)), "")):
            rest = meaning_of(title.casefold().replace(side, "", 1).strip(" _-"))  # "candidate country"
            field = side + _PARTS[rest.field] if rest and rest.field in _PARTS else ""
        meaning = None if field else meaning_of(title)
        if meaning and meaning.field in _PARTS:
            named = meaning.field in ("name", "id", "geonameid")
            theirs = theirs or (named and (meaning.theirs or ("seeker" in found and meaning.field == "name")))
            field = PLACES[theirs or meaning.theirs] + _PARTS[meaning.field]
        if field:
            found.setdefault(field, at)
            theirs = theirs or field == "candidate"
    return found


def knows(row: Sequence[str]) -> int:
    """How many cells of a row are headers of a ledger; 0 where the row is none."""
    columns = columns_of(row)
    ends = all(each in columns or f"{each}_id" in columns for each in PLACES)
    return len(columns) if ends and "date" in columns and "status" in columns else 0
