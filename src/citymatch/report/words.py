"""What is said of a list and of its lines, in the same words by every output."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from citymatch.assignment import assigned
from citymatch.datasets.geography import country_name
from citymatch.features.unit import named, people_counted
from citymatch.places import Resolution
from citymatch.results import Explained, Result, barred_in_lists

from .called import called, is_ours
from .lines import of_the_others

OF_THE_COMMAND = re.compile(
    r" \([^()]*--[a-z][^()]*\)|,? and give it with --\w+ FILE(?: \(\w+= in Python\))?|,? and --[a-z][\w -]*|"
    r"[;,] [^;,.]*--[a-z][^;,.]*"
)
"""What a text says of the options of the command."""

_ID = r"(?:geonames|unit|user|us-county|us-state):[^\s(),]+"
AN_ID = re.compile(rf" \({_ID}\)|(?<=\(){_ID}, ")
"""The id of a community in brackets, alone or before what else is told of it."""

OF_THE_DOCS = re.compile(r" \(docs/\w+\.md\)|[:;,] docs/\w+\.md")
"""A page of the documentation that a text cites, which a reader of a paper does not have."""

OPTIONS = (
    (re.compile(r"are left out for a (?:grave )?caution\.$"), "--caution show shows them."),
    (re.compile(r"is left out for a (?:grave )?caution\.$"), "--caution show shows it."),
    (
        re.compile(r"left out of each list for a caution; its notes say where\.$"),
        "--caution show shows them.",
    ),
    (re.compile(r"^No partnership on record.*: check your own list"), "--partners FILE takes it."),
    (re.compile(r": no table of your own was given\.$"), "--attributes FILE takes one."),
    (re.compile(r"^To keep the list varied "), "--per-country 0 skips none."),
    (re.compile(r"^Of its own kind, .*\(counties"), "--kind sister_county lists its own kind alone."),
    (re.compile(r"^Of its own kind, .*\(states"), "--kind sister_state lists its own kind alone."),
    (re.compile(r"^Excluded: left out for a grave caution, unless"), "--caution show shows it."),
)
"""What the terminal adds to a note: by which option one gets what it speaks of. No other output has options."""


def plainly(text: str) -> str:
    """A text for those who never see the command: without options and ids, with the names of data sets in words.

    >>> plainly("12 communities are left out for a grave caution; --caution show shows them.")
    '12 communities are left out for a grave caution.'
    >>> plainly("9 are left out of each list; its notes say where, and --caution show shows them.")
    '9 are left out of each list; its notes say where.'
    >>> plainly("check your own list, and give it with --partners FILE (partners= in Python), so that none is")
    'check your own list, so that none is'
    >>> plainly("citymatch's own weights, chosen from known partnerships: docs/evaluation.md, 2026")
    "citymatch's own weights, chosen from known partnerships, 2026"
    >>> plainly("the township of that name is another government (unit:US:2610351920, 4,143 people)")
    'the township of that name is another government (4,143 people)'
    """
    return without_ids(OF_THE_DOCS.sub("", OF_THE_COMMAND.sub("", text))).replace(
        "CEPII GeoDist", "GeoDist of the French institute for international economics (CEPII)"
    )


def without_ids(text: str) -> str:
    """A text without the ids of communities that stand in brackets.

    >>> without_ids("'Havanna' is read as Havana, Illinois (geonames:4895336)")
    "'Havanna' is read as Havana, Illinois"
    """
    return AN_ID.sub("", text)


def with_options(text: str) -> str:
    """A note for the terminal: with the option of the command by which one gets what it speaks of.

    >>> with_options("12 communities are left out for a grave caution.")
    '12 communities are left out for a grave caution. --caution show shows them.'
    >>> with_options("A note without one.")
    'A note without one.'
    """
    option = next((option for known, option in OPTIONS if known.search(text)), "")
    return f"{text} {option}".rstrip()


def asked(words: str) -> str:
    """What is asked before those of whom it is asked: a question ends as it does, anything else with a colon.

    >>> asked("Does the other community want a partner?"), asked("They want it")
    ('Does the other community want a partner?', 'They want it:')
    """
    return words if words.endswith("?") else f"{words}:"


def everywhere(result: Result) -> list[str]:
    """All countries of which a caution leaves communities out, with their counts, where the notes name a part."""
    told = result.barred.everywhere if result.barred else ""
    return [told] if told else []


def list_title(builtin: bool) -> str:
    """The heading of what is said of a whole list; `builtin` says that it is the built-in one."""
    return f"Sister-city partners for {'the members that seek one' if builtin else 'a list of communities'}"


def lede(results: Sequence[Result], resolutions: Sequence[Resolution]) -> str:
    """How many lines of a list are ranked, by which policies and of which day, what became of the other lines, and what
    is left out of all lists."""
    if not results:
        return "No line of the list names a community."
    policies = sorted({result.policy.name for result in results if not is_ours(result.policy)})
    how = [f"the polic{'y' if len(policies) == 1 else 'ies'} {', '.join(policies)}"] if policies else []
    how += sorted({called(result.policy) for result in results if is_ours(result.policy)})
    said = (
        f"{len(results)} of {len(resolutions)} lines of the list are ranked, by {' and '.join(how)}.",
        of_the_others(results, resolutions),
        f"Laws and cautions as of {day_in_words(results[0].provenance['as of'])}.",
        barred_in_lists(results),
    )
    return " ".join(filter(None, said))


def policy_told(result: Result) -> str:
    """What a shortlist is, in a sentence: how many of how many, for whom, by which policy and of which day."""
    policy = result.policy
    return (
        f"{result.out_of[0].upper()}{result.out_of[1:]} for {result.seeker['label']} "
        f"({people_counted(result.seeker)}), by {called(policy)}; laws and cautions as of "
        f"{day_in_words(result.provenance['as of'])}."
    )


def day_in_words(iso: str) -> str:
    """A date as people write it.

    >>> day_in_words("2026-09-01")
    '1 September 2026'
    """
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def noted(resolution: Resolution) -> str:
    """The note of a line; of one that names no one community, with the ids to choose from."""
    if resolution.community is not None or not resolution.candidates:
        return resolution.note
    ids = ", ".join(f"{each.id} ({each.label})" for each in resolution.candidates)
    word = "choose one by its id" if resolution.status == "ambiguous" else "it may be"
    return "; ".join(filter(None, (resolution.note, f"{word}: {ids}")))


def assigned_partners(results: Sequence[Result]) -> list[Explained | None]:
    """What is told of the partner assigned to each seeker of a list, nobody twice; None for whom none is left.

    >>> assigned_partners([])
    []
    """
    found: list[Explained | None] = []
    for result, row in zip(results, assigned(results), strict=True):
        of_id = {told.community_id: told for told in result.told}
        found.append(of_id.get(row["community_id"]))
    return found


def with_country(told: Explained) -> str:
    """A candidate by its name and its country."""
    country = str(told.facts.get("country") or "")
    return f"{named(told.facts)}, {country_name(country)}" if country else named(told.facts)


def assigned_told(partner: Explained | None) -> str:
    """The partner that is assigned to a seeker of a list, in a sentence."""
    if partner is None:
        return "Assigned to it: nobody, as every name of its list is assigned to another."
    caution = " A caution stands beside it." if partner.cautions else ""
    return f"Assigned to it: {with_country(partner)}. Nobody else on the list is given this partner.{caution}"
