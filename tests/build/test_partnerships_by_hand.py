"""Partnerships written by hand: what is read, what is refused, and that the table has them once."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.build.partnerships_by_hand import BY_HAND, rows_by_hand
from citymatch.datasets import World
from citymatch.datasets.partnerships import load_partnerships

HEAD = "community_a,community_b,name_b,status,since,source,read\n"


def test_the_partners_that_no_list_has_are_in_the_table(world: World) -> None:
    listed = load_partnerships("strong", "us")
    of = {name: listed[listed["name_a"] == name] for name in ("Tarpon Springs", "Sitka", "Nogales")}
    assert sorted(of["Tarpon Springs"]["name_b"]) == [
        "Chania", "Halki", "Hydra", "Ilida", "Kalymnos", "Larnaca", "Symi",
    ]  # fmt: skip
    assert of["Sitka"]["name_b"].tolist() == ["Nemuro"] and of["Nogales"]["name_b"].tolist() == ["Nogales"]
    pairs = {(row["community_a"], row["community_b"]) for row in rows_by_hand(world)}
    table = load_partnerships(None, "us")
    assert sum(pair in pairs for pair in zip(table["community_a"], table["community_b"], strict=True)) == len(
        pairs
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("geonames:5557293,geonames:2128975,Nemuro,active,1975,,2026-11-30", "line 2: no source"),
        ("geonames:5557293,geonames:2128975,Nemuro,lively,,KCAW,2026-11-30", "line 2: status must be one of"),
        ("geonames:5557293,geonames:1,Nemuro,active,,KCAW,2026-11-30", "line 2: no community geonames:1"),
    ],
)
def test_a_line_without_a_source_or_a_place_is_refused(
    line: str, problem: str, tmp_path: Path, world: World
) -> None:
    path = tmp_path / BY_HAND.name
    path.write_text(HEAD + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"^partnerships_by_hand.csv, {problem}"):
        list(rows_by_hand(world, path))
