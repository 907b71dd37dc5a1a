"""Who is left out, in order of weight: law, existing partners, the policy's own rules, the user's list, cautions."""

from __future__ import annotations

from citymatch.datasets.partnerships import Partner
from citymatch.features import Place
from citymatch.policy import Rule, cautions, laws_above

from .options import Options
from .pool import Exclusions, Pool
from .rules import Verdicts


def rules_above(seeker: Place, options: Options) -> tuple[Rule, ...]:
    """The laws of the seeker's state in force on the day, and the cautions: rules like a policy's own."""
    laws = laws_above(str(seeker["country"]), str(seeker["admin1"]), options.day) if options.laws else ()
    warned: tuple[Rule, ...] = tuple(cautions(options.day)) if seeker["country"] == "US" else ()
    return (*laws, *warned)


def leave_out(
    left_out: Exclusions, seeker: Place, pool: Pool, partners: tuple[Partner, ...], verdicts: Verdicts, options: Options
) -> None:  # fmt: skip
    """Add to the exclusions of one seeker everything that its laws, ties, policy and lists leave out."""
    for mask, reason in verdicts.exclusions(("law",)):
        left_out.add(mask, reason)
    _existing(left_out, seeker, pool, partners)
    for mask, reason in verdicts.exclusions(("must", "any_of", "route")):
        left_out.add(mask, reason)
    for entry in options.exclude:
        left_out.add(entry.mask(pool), entry.reason)
    if options.caution == "exclude":
        for mask, reason in verdicts.exclusions(("caution",)):
            left_out.add(mask, reason)


def _existing(left_out: Exclusions, seeker: Place, pool: Pool, partners: tuple[Partner, ...]) -> None:
    for partner in partners:
        if partner.number and not partner.region and partner.held:
            text = f"{partner.name} is already a partner of {seeker['name']} ({partner.evidence} evidence)"
            left_out.add(pool.number == partner.number, text)
