"""Every kind of sentence that an output can hold, with an example each, drawn from real pairs.

python docs/sentences.py           write docs/sentences.md
python docs/sentences.py --print   print it

Sentences of one form differ in names and figures alone: they are told apart by what is left when these are taken away.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

import citymatch as cm
from citymatch.datasets import load_world
from citymatch.features import EXTRACTORS, make_extractor
from citymatch.policy import read_policy
from citymatch.policy.caution import cautions
from citymatch.policy.library import builtin_policies
from citymatch.ranking.engine import Engine

HERE = Path(__file__).parent
SEEKERS = (
    "Pinole, California", "Truckee, California", "Dearborn, Michigan", "Havana, Illinois", "Lowell, Massachusetts",
    "Seattle, Washington", "Westminster, California", "Placer County, California", "Toledo, Ohio", "Hialeah, Florida",
    "Alexandria, Virginia", "Surabaya, Indonesia", "Stuttgart, Germany", "Norwich, United Kingdom",
    "Key West, Florida", "Chicago, Illinois",
)  # fmt: skip
NAMESAKES = (
    ("Toledo, Ohio", 2510409), ("Hanover Park, Illinois", 2910831), ("New Bern, North Carolina", 2661552),
    ("Norwich, Connecticut", 2641181),
)  # fmt: skip
"""Seekers, and places abroad (by geonameid) whose names have to do with theirs."""
NAMES = ("shared_name", "namesake")
OWN = (
    ({"column": "wine", "compare": "yes"}, "", "yes"),
    ({"column": "students", "compare": "near", "core": 1000.0, "edge": 9000.0}, "4,200", "5,100"),
    ({"column": "main industry", "compare": "same"}, "wine", "steel"),
    ({"column": "industries", "compare": "overlap"}, "biotech; wine", "wine; tourism"),
    ({"column": "festival", "compare": "yes"}, "", ""),
)
"""Columns of one's own, each with how it is compared, the seeker's value and a candidate's."""
POLICIES = {
    "Pinole, California": "pinole",
    "Alexandria, Virginia": "portland",
    "Placer County, California": "elk-grove",
    "Seattle, Washington": "santa-clara-county",
    "Toledo, Ohio": "montgomery-county",
}
SAMPLE = 400
_BARRED = re.compile(r"^(left out for a grave caution, unless .*?:) .*")
DAY = datetime.date(2026, 11, 30)
_FIGURE = re.compile(r"(?:under )?[$]?\d[\d,.]*(?: ?(?:thousand|million|billion|%))?")
_TIMES = re.compile(
    r"about (?:half|three quarters|two thirds|a third|a quarter|a fifth|a tenth) as|less than a tenth as|twice as|"
    r"\d[\d,.]* times as|about as(?= (?:large|many|much|often))"
)
"""How many times as much something is, in the words of `as_much`."""
_CLAUSES = re.compile(r"; (?![^(]*\))")
"""Semicolons, but those within brackets."""
_BETWEEN = frozenset(
    [
        "of",
        "the",
        "and",
        "de",
        "la",
        "le",
        "an",
        "am",
        "del",
        "do",
        "da",
        "in",
        "di",
        "y",
        "el",
        "im",
        "der",
        "a",
        "&",
    ]
)


def form(sentence: str) -> str:
    """What is left of a sentence without names and figures.

    >>> form("76 km from Guadalajara (about 5.2 million people within 30 km)")
    '# km from ~ (about # people within # km)'
    >>> form("Alameda (Jiangyin, Wuxi), Berkeley (Haidian (Beijing)) and 18 more")
    '~'
    """
    if sentence.startswith("for instance"):
        return "for instance"
    sentence = _TIMES.sub("# as", sentence)
    if "partner" in sentence:
        sentence = re.split(": |; for instance", sentence)[0]  # whose partners, in names alone
    words = _FIGURE.sub("#", sentence.replace(" and ", ", ")).split()
    bare = ["~" if re.sub(r"^\W+", "", word)[:1].isupper() else word for word in words]
    kept: list[str] = []
    for at, word in enumerate(bare):
        within = word in _BETWEEN and kept and kept[-1] == "~" and "~" in bare[at : at + 3]
        if word in ("#", "more", "#,") and kept and kept[-1] == "~":
            continue
        if not within and not (word == "~" and kept and kept[-1] == "~"):
            kept.append(word)
    while kept[-1:] == ["and"]:
        kept.pop()
    return " ".join(kept)


def distinct(sentences: Iterable[str], whole: bool = False) -> list[str]:
    """One sentence of each form, in the order in which they come; `whole` ones are not parted at semicolons."""
    found: dict[str, str] = {}
    for sentence in sentences:
        for clause in [sentence] if whole else _CLAUSES.split(sentence):
            found.setdefault(form(clause), clause)
    return list(found.values())


def reasons(engine: Engine) -> Iterator[tuple[str, list[str]]]:
    """Each criterion's reasons, over the seekers above and a sample of the world drawn by a seed."""
    world = load_world()
    rng = np.random.default_rng(7)
    rows = rng.choice(engine.pool.number, SAMPLE, replace=False)
    places = engine.pool.table.take(
        np.array([engine.pool.find(f"geonames:{n}") for n in rows if n > 0])
    ).rows()
    seekers = [engine.draw(name).seeker for name in SEEKERS]
    for name in EXTRACTORS:
        extractor = make_extractor(name, None, world)
        told: list[str] = []
        for seeker in seekers:
            told += (
                [extractor.reason(seeker, place) for place in places]
                if extractor.knows(seeker)
                else [extractor.why_not(seeker)]
            )
        if name in NAMES:
            told = namesakes(engine, name) + told
        if name == "attributes":
            told = own_columns()
        yield f"{extractor.label} (`{name}`)", distinct(told)


def namesakes(engine: Engine, name: str) -> list[str]:
    """What is said where names meet, which no sample of the world holds."""
    extractor = make_extractor(name, None, load_world())
    rows = [engine.pool.find(f"geonames:{number}") for _, number in NAMESAKES]
    places = engine.pool.table.take(np.array(rows)).rows()
    seekers = [engine.draw(seeker).seeker for seeker, _ in NAMESAKES]
    return [extractor.reason(seeker, place) for seeker, place in zip(seekers, places, strict=True)]


def own_columns() -> list[str]:
    """What is said of a user's own columns, by each way to compare them."""
    told = []
    for parameters, own, theirs in OWN:
        column = f"attribute:{parameters['column']}"
        extractor = make_extractor("attributes", dict(parameters), load_world())
        told.append(extractor.reason({"name": "Pinole", column: own}, {"name": "Vence", column: theirs}))
    return told


def lists() -> Iterator[tuple[str, list[str]]]:
    """What stands around a list: notes, verdicts on rules, why places are left out, what a name is called."""
    notes: list[str] = []
    verdicts: list[str] = []
    left: list[str] = []
    called: list[str] = []
    for seeker in SEEKERS:
        ranking = cm.rank(seeker, policy=POLICIES.get(seeker, "default"), top=20)
        result = ranking.result
        notes += [*result.notes, result.passed_told]
        for told in result.told:
            verdicts += [
                f"{v.words}{' ' if v.words.endswith('?') else ': '}{v.detail}"
                for v in told.checklist
                if v.strength != "criterion" and v.detail
            ]
            called += [told.standing(), told.position]
        left += ranking.excluded()["reason"].head(3000).tolist()
    yield "Notes of a list", distinct(filter(None, notes), whole=True)
    yield "Verdicts on rules", distinct(verdicts)
    yield "Why a place is left out", distinct(_BARRED.sub(r"\1 ...", each) for each in left)
    yield "What a name of the list is called, and where it stands", distinct(called)


def page() -> str:
    """The whole page."""
    lines = [
        "# What can be said", "",
        "Every kind of sentence that an output can hold, with an example each: of one form are those that differ in",
        f"names and figures alone. The examples are of real pairs, of {len(SEEKERS)} seekers and {SAMPLE} places",
        "drawn by a seed. This page is drawn by `python docs/sentences.py`.", "",
    ]  # fmt: skip
    engine = Engine()
    sections = [
        *reasons(engine),
        ("Cautions", distinct((each.reason for each in cautions(DAY)), whole=True)),
        *lists(),
    ]
    for title, sentences in sections:
        lines += [f"## {title[0].upper()}{title[1:]}", "", *(f"- {each}" for each in sentences), ""]
    lines += ["## Notes of the built-in policies", ""]
    for name in builtin_policies():
        policy = read_policy(name)
        said = [c.note for c in (*policy.criteria, *policy.rules, *policy.evidence) if c.note]
        lines += [f"- {name}: {each}" for each in distinct(said)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    if "--print" in sys.argv:
        print(page())
    else:
        (HERE / "sentences.md").write_text(page(), encoding="utf-8")
