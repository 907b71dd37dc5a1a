"""A user's own list of partnerships, such as an association's register: read, checked, put beside ours."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .errors import InputError
from .governments import record_of
from .partnerships import COLUMNS, EVIDENCE, KINDS, STATUSES

if TYPE_CHECKING:
    import pandas as pd


_SAID = {
    "proposed": "proposed planned prospective intended",
    "friendship": "friendship friend friendly",
    "active": "active current yes ongoing live",
    "dormant": "dormant inactive quiet sleeping paused suspended onhold lapsed notactive",
    "terminated": "terminated ended over closed former dissolved cancelled canceled expired",
    "unknown": "unknown unclear notknown",
}
"""The words by which people write each status, in small letters alone."""
_PLAIN = {
    "proposed": "proposed planned",
    "active": "active ongoing",
    "dormant": "dormant inactive quiet sleeping paused suspended lapsed onhold",
    "terminated": "terminated ended dissolved cancelled canceled expired",
}
"""Those of them that say it among other words too."""
_NOT_ACTIVE = re.compile(r"\b(?:not|no longer|never|no more)(?: \w+)? active\b|\bon hold\b")
_HEDGES = frozenset(
    ("semi", "less", "barely", "partly", "hardly", "half", "somewhat", "almost", "formerly", "until", "or", "maybe",
     "perhaps")
)  # fmt: skip


class PartnershipsError(InputError):
    """A user's list of partnerships cannot be read; the message names file, line and field."""


def read_partnerships(path: str | Path) -> pd.DataFrame:
    """A user's own list: a CSV file in UTF-8 with the columns of `COLUMNS`, or some of them.

    Each end needs a `community_a`/`community_b` (or `geonameid_a`/`geonameid_b`), or a name and a country.
    `kind`, `status` and `evidence` may be left out; they are then sister_city, active and strong.

    Raises PartnershipsError naming file, line and field.
    """
    import pandas as pd

    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PartnershipsError(f"{file}: not UTF-8 text (byte {error.start})") from error
    except (OSError, ValueError) as error:  # a ValueError for a NUL in the name
        raise PartnershipsError(f"{file}: {getattr(error, 'strerror', None) or error}") from error
    if not text.strip():
        raise PartnershipsError(f"{file}: the file is empty")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    try:
        rows = _rows(reader, file)
    except csv.Error as error:
        raise PartnershipsError(f"{file}, line {reader.line_num}: is no proper table: {error}") from error
    if not rows:
        raise PartnershipsError(f"{file}: no partnership after the header")
    return pd.DataFrame(rows, columns=list(COLUMNS))


def status_of(text: str) -> str:
    """The status of `STATUSES` that a cell means, in any case and in the usual words; "" for none.

    Of several words those count that say a status plainly, where they agree and nothing takes them back by half.

    >>> status_of("Active"), status_of("inactive"), status_of("Ended"), status_of("on ice")
    ('active', 'dormant', 'terminated', '')
    >>> [status_of(told) for told in ("very active", "inactive since 2014", "no longer active", "semi-active")]
    ['active', 'dormant', 'dormant', '']
    """
    parts = re.findall(r"[^\W\d_]+", text.casefold())
    key = "".join(parts)
    alone = next((status for status, words in _SAID.items() if key and key in words.split()), "")
    if alone or _HEDGES.intersection(parts):
        return alone
    told = _NOT_ACTIVE.sub(" inactive ", " ".join(parts))
    found = {status for word in told.split() for status, words in _PLAIN.items() if word in words.split()}
    return found.pop() if len(found) == 1 else ""


def _rows(reader: csv.DictReader[str], file: Path) -> list[dict[str, str]]:
    """The checked rows of a list whose columns are known."""
    header = reader.fieldnames or ()
    known = {*COLUMNS, "geonameid_a", "geonameid_b"}
    unknown = [field for field in header if field not in known]
    if unknown:
        raise PartnershipsError(
            f"{file}, line 1: unknown column {unknown[0]!r}; known are {', '.join(COLUMNS)}"
        )
    return [checked_row(dict(row), f"{file}, line {reader.line_num}") for row in reader]


def combine(ours: pd.DataFrame, theirs: pd.DataFrame, mode: Literal["merge", "replace"]) -> pd.DataFrame:
    """Our table and a user's own list as one.

    `merge` adds theirs and lets their row stand where both have a pair; `replace` lets theirs take the place
    of ours, so that a register can be the truth.

    Raises ValueError for another mode.
    """
    import pandas as pd

    if mode not in ("merge", "replace"):
        raise ValueError(f"mode must be 'merge' or 'replace', not {mode!r}")
    if mode == "replace":
        return theirs.reset_index(drop=True)
    pairs = {frozenset(pair) for pair in zip(*_both_ends(theirs), strict=True)}
    kept = [frozenset(pair) not in pairs for pair in zip(*_both_ends(ours), strict=True)]
    return pd.concat([ours[kept], theirs], ignore_index=True)


def checked_row(row: Mapping[str, str] | Mapping[str | None, str | None], where: str) -> dict[str, str]:
    """A row of a list in the columns of `COLUMNS`, what is left out filled in. Raises PartnershipsError."""
    if None in row:
        raise PartnershipsError(f"{where}: more fields than the header has")
    values = {field: (value or "").strip() for field, value in row.items() if field}
    out = dict.fromkeys(COLUMNS, "") | {"kind": "sister_city", "status": "active", "evidence": "strong"}
    out |= {field: value for field, value in values.items() if value and field in COLUMNS}
    out["status"] = status_of(out["status"]) or out["status"]
    for end in "ab":
        _check_end(out, values.get(f"geonameid_{end}", ""), end, where)
    for field, choices in (("kind", KINDS), ("status", STATUSES), ("evidence", EVIDENCE)):
        if out[field] not in choices:
            raise PartnershipsError(
                f"{where}, {field}: must be one of {', '.join(choices)}, not {out[field]!r}"
            )
    if out["region"] not in ("", "a", "b", "ab"):
        raise PartnershipsError(f"{where}, region: must be empty, a, b or ab, not {out['region']!r}")
    if out["community_a"] and out["community_a"] == out["community_b"]:
        raise PartnershipsError(f"{where}, community_b: a community cannot be its own partner")
    return out


def _check_end(out: dict[str, str], geonameid: str, end: str, where: str) -> None:
    if geonameid:
        if not geonameid.isdecimal():
            raise PartnershipsError(f"{where}, geonameid_{end}: must be a whole number, not {geonameid!r}")
        out[f"community_{end}"] = out[f"community_{end}"] or f"geonames:{geonameid}"
    community = out[f"community_{end}"]
    if community and ":" not in community:
        raise PartnershipsError(
            f"{where}, community_{end}: must be an id such as geonames:5383187, not {community!r}"
        )
    if not community and not (out[f"name_{end}"] and out[f"country_{end}"]):
        raise PartnershipsError(f"{where}, community_{end}: needs an id, or a name and a country")
    for axis, most in (("latitude", 90), ("longitude", 180)):
        degrees = out[f"{axis}_{end}"]
        if degrees and not _within(degrees, most):
            wrong = f"must be degrees from -{most} to {most}, not {degrees!r}"
            raise PartnershipsError(f"{where}, {axis}_{end}: {wrong}")
    country = out[f"country_{end}"]
    if country and not (len(country) == 2 and country.isascii() and country.isupper()):
        raise PartnershipsError(
            f"{where}, country_{end}: must be a two-letter code such as JP, not {country!r}"
        )


def _within(text: str, most: float) -> bool:
    try:
        return abs(float(text)) <= most
    except ValueError:
        return False


def _end_names(ties: pd.DataFrame, end: str) -> Iterator[str]:
    communities, names, countries = (ties[f"{f}_{end}"] for f in ("community", "name", "country"))
    for community, name, country in zip(communities, names, countries, strict=True):
        yield record_of(str(community)) if community else f"{country}|{str(name).casefold()}"


def _both_ends(ties: pd.DataFrame) -> tuple[Iterator[str], Iterator[str]]:
    return _end_names(ties, "a"), _end_names(ties, "b")
