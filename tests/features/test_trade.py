"""Trade ties, with a quotient worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from citymatch.features.trade import TradeTies
from citymatch.testing import ExtractorConformance

GIG_HARBOR = {"name": "Gig Harbor", "country": "US", "admin1": "WA"}


class TestConformance(ExtractorConformance):
    extractor = TradeTies()
    seeker = GIG_HARBOR
    candidates = pd.DataFrame({"name": ["Seika", "Colima", "Arezzo"], "country": ["JP", "MX", "IT"]})
    unknown_row = {"country": ""}
    unknown_seeker = {"country": "GB", "admin1": "ENG"}


def test_washington_and_japan() -> None:
    """11,565.16 of the state's 117,528 million dollars, where Japan has 208,930 of the nation's 4,685,523."""
    got = TradeTies().measure(GIG_HARBOR, pd.DataFrame({"country": ["JP"]}))[0]
    assert got == pytest.approx(11_565.16 / (117_528 * 208_930 / 4_685_523.5 + 20), rel=1e-3)
    assert got == pytest.approx(2.2, abs=0.01)


def test_its_reason_names_the_sums() -> None:
    reason = TradeTies().reason(GIG_HARBOR, {"country": "JP"})
    assert reason.startswith(
        "Japan has 2.2 times as large a part in Washington State's trade as in the nation's (exports"
    )
    assert reason.endswith("; what the town itself trades is not known")
    assert "exports $4.88 billion, imports $6.69 billion a year" in reason


def test_mexico_wins_only_at_the_border() -> None:
    mexico = pd.DataFrame({"country": ["MX"]})
    got = [TradeTies().measure({"country": "US", "admin1": state}, mexico)[0] for state in ("TX", "WA", "ME")]
    assert got[0] > 1 > got[1] and got[2] < 1


def test_a_share_no_larger_than_the_nations_is_no_tie() -> None:
    """Washington trades a third as much with Mexico as the nation does, and that is no reason for a town."""
    mexico, japan = TradeTies().similarity(GIG_HARBOR, pd.DataFrame({"country": ["MX", "JP"]}))
    assert mexico == 0.0
    assert japan == pytest.approx(0.57, abs=0.01)  # log 2.2 / log 4
    told = TradeTies().reason(GIG_HARBOR, {"country": "MX"})
    assert told.startswith(
        "Mexico has about a quarter as large a part in Washington State's trade as in the nation's"
    )


def test_a_seeker_abroad_drops_out() -> None:
    assert not TradeTies().knows({"country": "GB", "admin1": "ENG", "name": "Norwich"})


def test_a_few_cargoes_are_told_as_too_little_and_not_as_less_than_they_are() -> None:
    """Florida sold Iceland goods for 27 million dollars a year and bought for 21: more than its part, and little."""
    told = TradeTies().reason({"country": "US", "admin1": "FL"}, {"country": "IS"})
    assert told.startswith(
        "Florida's trade with Iceland is too little to count (exports $27 million, imports $21 million"
    )
    mexico = TradeTies().in_short({"country": "US", "admin1": "CA"}, {"country": "MX"})
    assert mexico == "no unusual trade between California and Mexico", (
        "it is 88 billion dollars, and not little"
    )
