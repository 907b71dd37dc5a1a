"""What people fill in of an application: what both sides expect, the staff report, the association."""

from __future__ import annotations

from citymatch.features.unit import named
from citymatch.results import Dossier

from .document import BLANK, Document, Grid, Heading, Paragraph

OFFICES = "Fields that offices abroad ask for, among them Japan's CLAIR and its New York office, the JLGC."


def expected(paper: Document, dossier: Dossier, seeker: str) -> None:
    """What the offices abroad that find partners (CLAIR and the Japan Local Government Center) ask of each side."""
    there = named(dossier.explained.facts)
    asked = (
        "Why a partnership, and why with this community",
        "Fields in which to exchange",
        "What is expected of the other side (size, setting, industries, language, schools)",
        "Exchanges so far: visits, students, letters",
        "Languages in which to write, and who translates",
        "When to begin, and how often to meet",
    )
    paper.add(
        Heading("7. What each side expects of the other"),
        Paragraph(OFFICES, "note"),
        Grid(("subject", seeker, there), tuple((item, "", "") for item in asked), kind="room"),
    )


def staff_report(paper: Document) -> None:
    """What the staff report says beside the tables."""
    asked = (
        "What the other side wants",
        "Plan of the first year",
        "Budget of the first year",
        "Fiscal effect",
    )
    rows = tuple((item, "") for item in (*asked, "Recommendation"))
    paper.add(Heading("8. For the staff report"), Grid(("item", "entry"), rows, kind="room"))


def association(paper: Document) -> None:
    """What to have at hand for Sister Cities International, whose forms were not read."""
    rows = tuple(
        (item, BLANK)
        for item in (
            "Membership: community, contact, organization",
            "Who leads the program here",
            "Agreement: date, and who signed for each side",
            "Contact at the partner",
            "What the two will do together, and what was done so far",
        )
    )
    paper.add(
        Heading("9. For Sister Cities International"),
        Paragraph(
            "It asks a member that looks for a partner for a Membership Application and a Debrief Form "
            "(on its website; membership@sistercities.org). The forms themselves were not read: these are facts to "
            "have at hand.",
        ),
        Grid(("item", "entry"), rows),
    )
