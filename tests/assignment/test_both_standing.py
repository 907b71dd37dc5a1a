"""Both sides have wishes, and earlier offers stand: what waits for an answer takes room on both sides."""

from __future__ import annotations

import citymatch as cm

SEEKERS = ["Oxford, Ohio", "Green, Ohio"]


def test_locked_pairs_take_room_on_both_sides_and_declined_ones_are_never_matched() -> None:
    """Each seeker has two leads and each community takes one seeker. Oxford waits for Tuttlingen, so that nobody else
    may have that; it declined Landau, which Green may have."""
    oxford, green = (cm.resolve(each).community.id for each in SEEKERS)
    theirs = ["Tuttlingen, Germany", "Landau in der Pfalz, Germany", "Dieppe, France"]
    tuttlingen, landau, dieppe = (cm.resolve(each).community.id for each in theirs)
    standing = cm.Standing(
        locked={oxford: (tuttlingen,)}, dropped={oxford: {landau: "declined on 2026-03-01"}}
    )
    found = cm.assign(SEEKERS, foreign=[tuttlingen, landau, dieppe], standing=standing, leads=2)
    offered = {
        each.seeker_id: [(offer.community_id, offer.locked) for offer in each.offers]
        for each in found.offers.seekers
    }
    assert (tuttlingen, True) in offered[oxford]
    assert landau not in dict(offered[oxford])
    assert tuttlingen not in dict(offered[green])
    new = [name for own in offered.values() for name, locked in own if not locked]
    assert sorted(new) == sorted([landau, dieppe]), "both that are free are matched, each once"
    assert all(len(own) <= 2 for own in offered.values())


def test_a_seeker_whose_leads_all_wait_is_matched_with_nobody_new() -> None:
    oxford = cm.resolve("Oxford, Ohio").community.id
    dieppe, landau = (
        cm.resolve(each).community.id for each in ("Dieppe, France", "Landau in der Pfalz, Germany")
    )
    found = cm.assign(
        ["Oxford, Ohio"], foreign=[dieppe, landau], standing=cm.Standing(locked={oxford: (dieppe,)})
    )
    (only,) = found.offers.seekers
    assert [(offer.community_id, offer.locked) for offer in only.offers] == [(dieppe, True)]
    assert only.gives_up == 0.0
