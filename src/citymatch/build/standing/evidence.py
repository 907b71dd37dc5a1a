"""Everything that is known of a place and bears on the question who governs it, one column each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from citymatch.build.standing import located, matching, names, neighbours, reach, registers, units

CODES = {"": 0, "PPLX": 1, "PPL": 2, "PPLA5": 3, "PPLA4": 4, "PPLA3": 5, "PPLA2": 6, "PPLA": 7, "PPLC": 8}
OTHER_CODE = 9
KINDS = {"": 0, "unincorporated": 1, "section": 2, "former": 3, "seat": 4, "municipality": 5}
VERDICTS = {"": np.nan, "part": 0.0, "seat": 0.7, "municipality": 1.0}
WORDS = (
    "verdict",
    "register_kind",
    "register_name",
    "register_part_of",
    "register_doubt",
    "located_in",
    "located_local",
    "located_by",
)


def gather(places: pd.DataFrame, register: Sequence[registers.Municipality] | None = None) -> pd.DataFrame:
    """Evidence for each place, in the order of `places`.

    `places` has the columns of `read_gazetteer` and a number of people (NaN unknown) in `population`. All columns
    are float32 save those of `WORDS`, which tell reasons: the registers' verdict, the name they matched, the
    municipality that a place is known to lie in.
    """
    register = registers.read_all() if register is None else register
    keyed = places.assign(key=[names.key(name) for name in places["name"]])
    wording = names.evidence(places["name"].tolist(), places["other_names"].tolist())
    wording.index = places.index
    matched = pd.concat(
        [matching.claims(places, register), matching.lying_in(places, located.read(), register)], axis=1
    )
    matched["verdict"] = matching.verdict(matched)
    verdict, part_of = (
        matched["verdict"].to_numpy(object).copy(),
        matched["register_part_of"].to_numpy(object).copy(),
    )
    for row, (what, line) in matching.recovered(places, matched, register).items():
        verdict[row], part_of[row] = what, line.name
    matched["verdict"], matched["register_part_of"] = verdict, part_of
    around = neighbours.evidence(keyed, places["population"].to_numpy(np.float64))
    return pd.concat(
        [
            _own(places),
            wording,
            around,
            units.evidence(keyed, units.named()),
            reach.evidence(places),
            matched,
            _coded(matched),
        ],
        axis=1,
    )


def _own(places: pd.DataFrame) -> pd.DataFrame:
    """Size, identity and country: what needs no neighbour."""
    people, country, code = places["population"], places["country"], places["feature_code"]
    by_country = places.groupby("country")
    rounded = np.select([people % 1000 == 0, people % 100 == 0, people % 10 == 0], [3, 2, 1], 0)
    columns = {
        "code": code.map(CODES).fillna(OTHER_CODE),
        "people": np.log10(people),
        "rounded": np.where(people.isna(), np.nan, rounded),
        "age_of_id": np.log10(places["geonameid"]),
        "latitude": places["latitude"],
        "longitude": places["longitude"],
        "country_places": np.log10(by_country["geonameid"].transform("size")),
        "country_median": np.log10(by_country["population"].transform("median")),
    }
    for level in ("PPLA2", "PPLA3", "PPLA4", "PPL", "PPLX", ""):
        columns[f"country_share_{level or 'none'}"] = (code == level).groupby(country).transform("mean")
    return pd.DataFrame(columns).astype(np.float32)


def _coded(matched: pd.DataFrame) -> pd.DataFrame:
    """The registers' words as numbers, for the classifier."""
    return pd.DataFrame(
        {
            "verdict_value": matched["verdict"].map(VERDICTS),
            "register_kind_value": matched["register_kind"].map(KINDS),
            "register_doubt_value": matched["register_doubt"].map(KINDS),
        }
    ).astype(np.float32)
