"""A pre-filled application and staff-report draft for one candidate. What is not known is a blank."""

from __future__ import annotations

from citymatch.features.unit import named
from citymatch.policy import Policy, read_policy
from citymatch.policy.jurisdiction import ADVICE
from citymatch.results import Dossier, Explained, Result, TieFact
from citymatch.results.explained import SAID
from citymatch.scoring.additive import shown

from . import evidence, facts
from .called import called, is_ours, nothing_asked, noun, sister
from .document import BLANK, Document, Grid, Heading, Items, Paragraph
from .forms import association, expected, staff_report
from .meeting import Scored, scored
from .memo import KINDS, UNLISTED
from .partners import partners_told
from .signing import unit_in_brief, who_signs
from .sources import sources
from .surroundings import WATER_COUNTED
from .website import local_name, search_words
from .words import day_in_words, plainly


def application(result: Result, dossier: Dossier) -> Document:
    """The application and staff-report draft for a candidate of a ranking, as a `Document`.

    One that is excluded or no candidate gets its paper too, with the reason first.

    >>> from citymatch import rank
    >>> paper = rank("Pinole, California", top=1).application("Seika, Japan")
    >>> "Community Services Commission" in paper.to_markdown()
    True
    """
    explanation = dossier.explained
    policy, seeker = result.policy, str(result.seeker["label"])
    kind = sister(result.seeker).capitalize()
    paper = Document(f"{kind} application and staff report (draft): {explanation.label} for {seeker}")
    paper.add(
        Paragraph(
            f"Prepared with citymatch on {day_in_words(result.day.isoformat())} under "
            f"{called(policy)}. A draft to complete: {BLANK} marks what is not known here. "
            f"{'This' if is_ours(policy) else FROM_A_SOURCE} is no legal advice.",
            "note",
        )
    )
    paper.add(*(Paragraph(plainly(text), "note") for text in explanation.read))
    _warnings(paper, explanation)
    _proposal(paper, dossier, seeker)
    _checklist(paper, dossier, result)
    _profile(paper, dossier, result)
    _partners(paper, dossier, result)
    _evidence(paper, explanation, policy)
    _exchange(paper, explanation, policy, seeker)
    expected(paper, dossier, seeker)
    staff_report(paper)
    association(paper)
    stages(paper, policy)
    paper.add(Heading("11. Sources and dates"), Items(tuple(sources([dossier], policy))))
    return paper


def _warnings(paper: Document, explanation: Explained) -> None:
    """What stands against the candidate comes first; a caution that leaves it out is said once."""
    if explanation.status != "ranked":
        paper.add(Paragraph(plainly(explanation.position), "caution"))
    fresh = [text for text in explanation.cautions if text not in explanation.exclusion]
    paper.add(*(Paragraph(f"Caution: {plainly(text)}", "caution") for text in fresh))
    if any(verdict.strength == "law" for verdict in explanation.checklist):
        paper.add(Paragraph(f"State law: {ADVICE}", "note"))


def _proposal(paper: Document, dossier: Dossier, seeker: str) -> None:
    explanation = dossier.explained
    place = explanation.facts
    own = local_name(place)
    rows = [
        ("Seeker", seeker),
        ("Proposed partner", explanation.label),
        *([("Its name in its own letters", own)] if own else []),
        ("Position", _standing(explanation)),
        *([("Of the seeker's kind", KINDS[explanation.block])] if explanation.block else []),
        ("Points", _points(explanation)),
        ("Unit of government that signs there", unit_in_brief(place)),
        ("Who may sign, by its country's law", who_signs(place)),
        ("Who signs for it: name and title", BLANK),
        ("Its official website", f"{BLANK} (search for {search_words(place)})"),
        ("Contact at the proposed partner", BLANK),
        ("Proposed by (council member or staff)", BLANK),
        ("Date of application", BLANK),
        ("Connection: how, with whom, since when", BLANK),
        ("Sponsoring organization here", BLANK),
        ("Volunteers who will develop the relationship", f"1. {BLANK}  2. {BLANK}  3. {BLANK}"),
    ]
    paper.add(Heading("1. The proposal"), Grid(("item", "entry"), tuple(rows), "form"))


def _points(explanation: Explained) -> str:
    known = explanation.coverage
    partly = "" if known > 0.9995 else f"; {known:.0%} of the weight is known"
    return (
        BLANK if explanation.score != explanation.score else f"{shown(explanation.score):.1f} of 100{partly}"
    )


def _standing(explanation: Explained) -> str:
    """Its rank, or that it has none, for the reason at the head of the paper."""
    if explanation.status == "ranked":
        return plainly(explanation.position)
    return f"{explanation.status.capitalize()}, for the reason above"


def _checklist(paper: Document, dossier: Dossier, result: Result) -> None:
    """How well each criterion is met, with the fact; then the rules, which are met or not."""
    explanation, policy = dossier.explained, result.policy
    criteria = zip(scored(dossier, result), explanation.records, strict=True)
    rows = tuple((_weighed(each), each.word, plainly(record.reason)) for each, record in criteria)
    paper.add(
        Heading("2. The checklist" if is_ours(policy) else "2. The policy's checklist"),
        Paragraph(f"{policy.title or policy.name} ({plainly(policy.citation)}). {policy.unread}".strip()),
        Grid((f"criterion{_words(policy)}, and its weight", "how well it is met", "the facts"), rows),
    )
    rules = evidence.rules_of(explanation, policy)
    paper.add(
        Grid(
            (f"rule{_words(policy)}", "verdict", "facts, and who provides evidence"),
            tuple((v.words, SAID[v.verdict], evidence.told(v, policy)) for v in rules),
        )
    )
    notes = tuple(f"{record.label}: {plainly(record.note)}" for record in explanation.records if record.note)
    if notes:
        paper.add(Items(notes))


def _words(policy: Policy) -> str:
    return "" if is_ours(policy) else ", in the policy's words"


def _weighed(each: Scored) -> str:
    return f"{each.label} ({each.weight:.0%})"


def _profile(paper: Document, dossier: Dossier, result: Result) -> None:
    explanation = dossier.explained
    seeker, place = result.seeker, explanation.facts
    name = str(seeker["name"])
    both = facts.profile_facts(seeker, place, result.day)
    paper.add(
        Heading("3. Profile"),
        *([Paragraph(str(seeker["profile_told"]), "note")] if seeker.get("profile_told") else []),
        Paragraph(f"{explanation.label}. On the map: {place.get('geonames') or BLANK}"),
        Grid(
            ("subject", named(place), name, "source"),
            tuple((f.subject, f.candidate or "nothing on record", f.seeker, plainly(f.source)) for f in both),
        ),
        Paragraph(f"{WATER_COUNTED} {facts.AIRPORTS_COUNTED}", "note"),
        Heading(f"Ties with {name}", 3),
        Grid(
            ("subject", "what is known", "level", "source"),
            tuple((f.subject, facts.told_of_tie(f), _level(f), plainly(f.source)) for f in dossier.ties),
        ),
        Heading("What the tables do not hold", 3),
        Grid(
            ("subject", "entry"),
            (
                ("Form of government", BLANK),
                ("From its nearest airport: by train, bus or car, and how long", BLANK),
                ("Population trend", BLANK),
                ("History", BLANK),
                ("Economy and main industries", BLANK),
                ("Culture, schools and universities, sports, festivals", BLANK),
                *facts.own_columns(place, result.policy).items(),
            ),
            kind="room",
        ),
    )


def _level(tie: TieFact) -> str:
    return "" if tie.level.endswith("unknown") else tie.level


def _partners(paper: Document, dossier: Dossier, result: Result) -> None:
    home, day = str(result.seeker["country"]), result.day
    theirs, ours = (partners_told(each, home, day) for each in (dossier.partners, result.partners))
    paper.add(
        Heading("4. Existing partners on record"),
        Heading(named(dossier.explained.facts), 3),
        Items(tuple(theirs) or (f"none on record. {BLANK}",)),
        Heading(str(result.seeker["name"]), 3),
        Items(tuple(ours) or (f"none on record. {BLANK}",)),
        Paragraph(UNLISTED, "note"),
    )


def _evidence(paper: Document, explanation: Explained, policy: Policy) -> None:
    missing = evidence.missing(explanation, policy)
    rows = tuple((v.words, evidence.told(v, policy), BLANK, BLANK) for v in missing)
    paper.add(Heading("5. Evidence still to collect"))
    if rows:
        paper.add(Grid(("evidence", "who provides it", "received on", "where it is filed"), rows))
    else:
        paper.add(Paragraph(nothing_asked(policy)))


def _exchange(paper: Document, explanation: Explained, policy: Policy, seeker: str) -> None:
    """Fields of exchange with room for both sides' plans; a policy that names none gets five that programs have."""
    fields = policy.exchange
    paper.add(Heading("6. Fields of exchange"))
    if not fields:
        fields = read_policy("pinole").exchange
        names = "name" if is_ours(policy) else "names"
        paper.add(
            Paragraph(f"{noun(policy).capitalize()} {names} no fields of exchange. {COMMON_FIELDS}", "note")
        )
    here, there = f"Plans of {seeker}", f"Plans of {named(explanation.facts)}"
    rows = tuple((f.name + (f" ({f.examples})" if f.examples else ""), "", "") for f in fields)
    paper.add(Grid(("field", here, there), rows, kind="room"))


FROM_A_SOURCE = "The policy is read from the source named below; this"
COMMON_FIELDS = "These are five that sister city programs often have."


def stages(paper: Document, policy: Policy) -> None:
    """The policy's stages, the first of them as the next."""
    paper.add(Heading("10. The process"))
    if not policy.stages:
        none = "The criteria state no stages." if is_ours(policy) else "The policy as read states no stages."
        paper.add(Paragraph(f"{none} Next stage: {BLANK}"))
        return
    rows = []
    for n, stage in enumerate(policy.stages, start=1):
        days = f"within {stage.deadline_days} days" if stage.deadline_days is not None else ""
        rows.append(
            (
                str(n),
                stage.text,
                stage.decided_by or BLANK,
                "; ".join(x for x in (days, stage.note) if x),
                BLANK,
            )
        )
    following = policy.stages[min(1, len(policy.stages) - 1)]
    paper.add(
        Grid(("stage", "what", "who decides", "deadline", "done on"), tuple(rows)),
        Paragraph(
            f"Next stage once this paper is complete: {following.text} ({following.decided_by or BLANK})."
        ),
    )
