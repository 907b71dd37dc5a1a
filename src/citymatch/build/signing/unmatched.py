"""What a renewal leaves unmatched: in figures, and one by one in a file a country that a person can read."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from citymatch.build.standing.names import key

from .decisions import LEAST
from .renewal import Matched

LARGE = 1000


def figures(matched: Matched) -> str:
    """How much of each register is matched: units of 500 people and more, by number and by people."""
    lines = ["     units  of 500  seated  people seated  not  unlinked places of 1,000"]
    for country, units in matched.units.groupby("country"):
        gone = units["candidate"].str.startswith("merged")
        large = units[(units["people"] >= LEAST) & (units["layer"] == "base") & ~gone]
        seated = large["seat"] > 0
        share = large["people"][seated].sum() / max(large["people"].sum(), 1)
        places = matched.places[matched.places["country"] == country]
        lost = (places["code"] == "") & (places["population"] >= LARGE)
        lines.append(
            f"{country}  {len(units):6} {len(large):7} {seated.mean():7.1%} {share:10.2%} {(~seated).sum():8}"
            f" {lost.sum():6}"
        )
    return "\n".join(lines)


def write_unmatched(matched: Matched, folder: Path) -> None:
    """Write for each country the units without a seat, the larger places in no unit, and seats of another name."""
    folder.mkdir(parents=True, exist_ok=True)
    for country, units in matched.units.groupby("country"):
        places = matched.places[matched.places["country"] == country]
        lists = {
            "units without a seat": _alone(units),
            "places in no unit": _lost(places),
            "seats of another name": _odd(units, places),
        }
        text = [line for title, lines in lists.items() for line in (f"# {title}: {len(lines)}", *lines)]
        (folder / f"{country}.txt").write_text("\n".join(text) + "\n", encoding="utf-8")


def unmatched_rows(matched: Matched) -> list[dict[str, object]]:
    """What matches on neither side as rows of one table: country, side (unit or place), code, name, people, why."""
    units, places = matched.units, matched.places
    alone = units[(units["seat"] == 0) & (units["people"] >= LEAST)]
    lost = places[(places["code"] == "") & (places["population"] >= LEAST)]
    rows = [
        {
            "country": country,
            "side": "unit",
            "code": code,
            "name": name,
            "people": f"{people:.0f}",
            "why": why,
        }
        for country, code, name, people, why in alone[
            ["country", "code", "name", "people", "candidate"]
        ].to_numpy(object)
    ]
    rows += [
        {
            "country": country,
            "side": "place",
            "code": str(number),
            "name": name,
            "people": f"{people:.0f}",
            "why": "",
        }
        for country, number, name, people in lost[["country", "geonameid", "name", "population"]].to_numpy(
            object
        )
    ]
    return sorted(rows, key=lambda row: (str(row["country"]), str(row["side"]), -float(str(row["people"]))))


def _alone(units: pd.DataFrame) -> list[str]:
    alone = units[(units["seat"] == 0) & (units["people"] >= LEAST)].sort_values("people", ascending=False)
    shown = alone.assign(people=_whole(alone["people"]), near="near " + alone["near"].astype(str))
    columns = ["code", "name", "local_name", "division", "people", "layer", "candidate", "near"]
    return [" | ".join(row) for row in shown[columns].to_numpy(object).tolist()]


def _lost(places: pd.DataFrame) -> list[str]:
    lost = places[(places["code"] == "") & (places["population"] >= LEAST)]
    lost = lost.sort_values("population", ascending=False)
    shown = lost.assign(geonameid=lost["geonameid"].astype(str), population=_whole(lost["population"]))
    columns = ["geonameid", "name", "feature_code", "population"]
    return [" | ".join(row) for row in shown[columns].to_numpy(object).tolist()]


def _odd(units: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    seated = units[units["seat"] > 0].sort_values("people", ascending=False)
    seat = places.set_index("geonameid").reindex(seated["seat"])
    columns = ("code", "name", "local_name", "people", "seat")
    rows = zip(
        *(seated[column].tolist() for column in columns), seat["name"], seat["population"], strict=True
    )
    return [
        f"{code} | {name} {local} | {people:.0f} | seat {number} {place} {town:.0f}"
        for code, name, local, people, number, place, town in rows
        if key(name) != key(place)
    ]


def _whole(people: pd.Series[float]) -> list[str]:
    return [f"{each:.0f}" for each in people]
