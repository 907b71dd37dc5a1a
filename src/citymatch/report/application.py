"""A pre-filled application and staff-report draft for one candidate. What is not known is a blank."""

from __future__ import annotations

from citymatch.features.unit import named
from citymatch.policy import Policy, read_policy
from citymatch.policy.jurisdiction import ADVICE
from citymatch.results import Dossier, Explained, Result

from .document import BLANK, Document, Grid, Heading, Items, Paragraph
from .facts import own_columns, partners_told, profile_facts, told_of_tie

SAID = {"met": "met", "not_met": "not met", "needs_evidence": "needs evidence"}
UNLISTED = "No partnership on record is not the same as no partnership: ask."


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
    paper = Document(f"Sister city application and staff report (draft): {explanation.label} for {seeker}")
    paper.add(
        Paragraph(
            f"Prepared with citymatch on {explanation.provenance.get('as of', BLANK)} under "
            f"{policy.title or policy.name}. A draft to complete: {BLANK} marks what is not known here. "
            "The policy is read from the source named below; this is no legal advice.",
            "note",
        )
    )
    paper.add(*(Paragraph(text, "note") for text in explanation.read))
    _warnings(paper, explanation)
    _proposal(paper, explanation, seeker)
    _checklist(paper, explanation, policy)
    _profile(paper, dossier, result)
    _partners(paper, dossier, result)
    _evidence(paper, explanation)
    _exchange(paper, explanation, policy, seeker)
    _staff_report(paper)
    _association(paper)
    stages(paper, policy)
    paper.add(Heading("Sources and dates"), Items(tuple(sources([explanation], policy))))
    return paper


def _warnings(paper: Document, explanation: Explained) -> None:
    """What stands against the candidate comes first; a caution that leaves it out is said once."""
    if explanation.status != "ranked":
        paper.add(Paragraph(explanation.position, "caution"))
    fresh = [text for text in explanation.cautions if text not in explanation.exclusion]
    paper.add(*(Paragraph(f"Caution: {text}", "caution") for text in fresh))
    if any(verdict.strength == "law" for verdict in explanation.checklist):
        paper.add(Paragraph(f"State law: {ADVICE}", "note"))


def _proposal(paper: Document, explanation: Explained, seeker: str) -> None:
    rows = [
        ("Seeker", seeker),
        ("Proposed partner", explanation.label),
        ("Position", _standing(explanation)),
        ("Proposed by (council member or staff)", BLANK),
        ("Date of application", BLANK),
        ("Connection: how, with whom, since when", BLANK),
        ("Contact at the proposed partner", BLANK),
        ("Who signs there (mayor or highest official)", BLANK),
        ("Sponsoring organisation here", BLANK),
        ("Volunteers who will develop the relationship", f"1. {BLANK}  2. {BLANK}  3. {BLANK}"),
    ]
    paper.add(Heading("1. The proposal"), Grid(("item", "entry"), tuple(rows)))


def _standing(explanation: Explained) -> str:
    """Its rank, or that it has none, for the reason at the head of the paper."""
    if explanation.status == "ranked":
        return explanation.position
    return f"{explanation.status.capitalize()}, for the reason above"


def _checklist(paper: Document, explanation: Explained, policy: Policy) -> None:
    rows = tuple((v.words, SAID.get(v.verdict, v.verdict), v.detail or "") for v in explanation.checklist)
    paper.add(
        Heading("2. The policy's checklist"),
        Paragraph(f"{policy.title or policy.name}. {policy.citation}. {policy.unread}".strip()),
        Grid(("in the policy's words", "verdict", "facts, and who provides evidence"), rows),
    )
    notes = tuple(f"{record.label}: {record.note}" for record in explanation.records if record.note)
    if notes:
        paper.add(Items(notes))


def _profile(paper: Document, dossier: Dossier, result: Result) -> None:
    explanation = dossier.explained
    seeker, place = result.seeker, explanation.facts
    name = str(seeker["name"])
    both = profile_facts(seeker, place, result.day)
    standing = str(place.get("standing_reason") or "")
    paper.add(
        Heading("3. Profile"),
        *([Paragraph(str(seeker["profile_told"]), "note")] if seeker.get("profile_told") else []),
        Paragraph(f"{explanation.label}. On the map: {place.get('geonames') or BLANK}"),
        Grid(
            ("subject", named(place), name, "source"),
            tuple((f.subject, f.candidate, f.seeker, f.source) for f in both),
        ),
        Heading(f"Ties with {name}", 3),
        Grid(
            ("subject", "what is known", "level", "source"),
            tuple((f.subject, told_of_tie(f), f.level, f.source) for f in dossier.ties),
        ),
        Heading("What the tables do not hold", 3),
        Grid(
            ("subject", "entry"),
            (
                ("Form of government", BLANK + (f" (self-governing by: {standing})" if standing else "")),
                ("Population trend", BLANK),
                ("History", BLANK),
                ("Economy and main sectors", BLANK),
                ("Culture", BLANK),
                *own_columns(place, result.policy).items(),
            ),
            kind="room",
        ),
    )


def _partners(paper: Document, dossier: Dossier, result: Result) -> None:
    theirs, ours = partners_told(dossier.partners), partners_told(result.partners)
    paper.add(
        Heading("4. Existing partners on record"),
        Heading(named(dossier.explained.facts), 3),
        Items(tuple(theirs) or (f"none on record. {BLANK}",)),
        Heading(str(result.seeker["name"]), 3),
        Items(tuple(ours) or (f"none on record. {BLANK}",)),
        Paragraph(UNLISTED, "note"),
    )


def _evidence(paper: Document, explanation: Explained) -> None:
    missing = [v for v in explanation.checklist if v.verdict == "needs_evidence"]
    rows = tuple((v.words, v.detail or "", BLANK, BLANK) for v in missing)
    paper.add(Heading("5. Evidence still to collect"))
    if rows:
        paper.add(Grid(("evidence", "who provides it", "received on", "where it is filed"), rows))
    else:
        paper.add(Paragraph("None that the policy asks for."))


def _exchange(paper: Document, explanation: Explained, policy: Policy, seeker: str) -> None:
    """Fields of exchange with room for both sides' plans; a policy that names none borrows Pinole's."""
    fields = policy.exchange
    paper.add(Heading("6. Fields of exchange"))
    if not fields:
        fields = read_policy("pinole").exchange
        paper.add(Paragraph("The policy names no fields: these are those of Pinole's slides.", "note"))
    here, there = f"Plans of {seeker}", f"Plans of {named(explanation.facts)}"
    rows = tuple((f.name + (f" ({f.examples})" if f.examples else ""), "", "") for f in fields)
    paper.add(Grid(("field", here, there), rows, kind="room"))


def _staff_report(paper: Document) -> None:
    asked = (
        "What the other side wants",
        "Plan of the first year",
        "Budget of the first year",
        "Fiscal effect",
    )
    rows = tuple((item, "") for item in (*asked, "Recommendation"))
    paper.add(Heading("7. For the staff report"), Grid(("item", "entry"), rows, kind="room"))


def _association(paper: Document) -> None:
    """What to have at hand for Sister Cities International, whose forms were not read."""
    rows = tuple(
        (item, BLANK)
        for item in (
            "Membership: community, contact, organisation",
            "Who leads the programme here",
            "Agreement: date, and who signed for each side",
            "Contact at the partner",
            "What the two will do together, and what was done so far",
        )
    )
    paper.add(
        Heading("8. For Sister Cities International"),
        Paragraph(
            "It asks a member that looks for a partner for a Membership Application and a Debrief Form "
            "(on its website; membership@sistercities.org). The forms themselves were not read: these are facts to "
            "have at hand.",
        ),
        Grid(("item", "entry"), rows),
    )


def stages(paper: Document, policy: Policy) -> None:
    """The policy's stages, the first of them as the next."""
    paper.add(Heading("The process"))
    if not policy.stages:
        paper.add(Paragraph(f"The policy as read states no stages. Next stage: {BLANK}"))
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


def sources(explanations: list[Explained], policy: Policy) -> list[str]:
    """Everything that a paper's figures rest on, with dates."""
    unread = f". Not read: {policy.unread}" if policy.unread else ""
    listed = [f"{key}: {value}" for key, value in explanations[0].provenance.items()]
    listed.append(f"policy: {policy.citation}{unread}")
    named = {f"{record.label}: {record.source}" for e in explanations for record in e.records}
    counts = {str(e.facts.get("population_source") or BLANK).partition(";")[0] for e in explanations}
    named.add(f"population: {', '.join(sorted(counts))}")
    laws = {v.words for e in explanations for v in e.checklist if v.strength == "law"}
    return [*listed, *sorted(named), *(f"state law: {law}. {ADVICE}" for law in sorted(laws))]
