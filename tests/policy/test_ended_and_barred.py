"""Ties that teach nothing today lie in the countries that US communities are barred from by the table of cautions."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import citymatch.policy
from citymatch.datasets.ended import BARRED


def test_every_country_that_is_barred_today_teaches_nothing() -> None:
    table = Path(citymatch.policy.__file__).parent / "cautions.toml"
    cautions = tomllib.loads(table.read_text("utf-8"))["cautions"]
    barred = {
        country
        for caution in cautions
        if caution.get("level") == "barred" and "US" in caution.get("for", ["US"]) and "area" not in caution
        for country in caution.get("none_of", ())
        if caution.get("until", date.max) > date(2026, 1, 1)
    }
    assert {"RU", "BY", "IR", "KP", "AF"} <= barred <= set(BARRED)
