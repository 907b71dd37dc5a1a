"""Rules about the partners that a seeker already has, from our table and from the user's own list."""

from __future__ import annotations

from pathlib import Path

from citymatch import rank


def test_one_per_country_counts_the_partners_on_record() -> None:
    portland = rank("Portland, Oregon", top=1, as_of="2026-01-15")
    assert portland.policy.name == "portland"
    assert "Only one sister city" in portland.explain("Yokohama, Japan").exclusion  # Sapporo is a partner
    assert portland.explain("Dresden, Germany").status == "ranked"


def test_the_users_own_list_takes_the_place_of_ours(tmp_path: Path) -> None:
    register = tmp_path / "register.csv"
    register.write_text("community_a,name_b,country_b\ngeonames:5746545,Dresden,DE\n")
    portland = rank("Portland, Oregon", top=1, as_of="2026-01-15", partners=register, partners_mode="replace")
    assert "Only one sister city" in portland.explain("Bremen, Germany").exclusion
    assert portland.explain("Yokohama, Japan").status == "ranked"


def test_a_users_column_answers_a_rule_and_orders_a_tie(tmp_path: Path) -> None:
    offices = tmp_path / "offices.csv"
    offices.write_text("country,consulate\nDE,yes\nFI,no\n")
    portland = rank("Portland, Oregon", top=1, as_of="2026-01-15", attributes=offices)
    verdicts = {
        name: {v.rule: v.verdict for v in portland.explain(name).checklist}["consulate"]
        for name in ("Dresden, Germany", "Helsinki, Finland", "Bristol, United Kingdom")
    }
    assert list(verdicts.values()) == ["met", "not_met", "needs_evidence"]
    assert next(iter(portland)).facts["country"] == "DE"  # the more preferences met, the earlier in the tie
