"""Who is compared, who is left out and for which reason first, and what a reader is told, on short lists."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import citymatch as cm
from citymatch.datasets import World
from citymatch.places import find
from citymatch.places.errors import AmbiguousCommunity
from citymatch.policy import Policy
from citymatch.policy.nations import nation
from citymatch.ranking import Engine, Options
from citymatch.ranking.checked import checked_top
from citymatch.ranking.errors import OptionError
from citymatch.ranking.known import known_partners
from citymatch.ranking.many import workers
from citymatch.ranking.pool import Pool, own_nation, own_pool, table_of, world_pool

OWN = "it is in the seeker's own country; sister cities are abroad"


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"caution": "warn"}, "caution must be 'default' or 'show' or 'exclude', not 'warn'"),
        ({"partners_mode": "add"}, "partners_mode must be 'merge' or 'replace', not 'add'"),
        ({"per_country": -1}, "per_country must be a whole number of names, 0 for no limit, or None for the usual "
                              "one, not -1"),
        ({"per_country": 2.5}, "per_country must be a whole number of names, 0 for no limit, or None for the usual "
                               "one, not 2.5"),
        ({"diversity": 1.1}, "diversity must be a number from 0 to 1, not 1.1"),
        ({"diversity": -0.1}, "diversity must be a number from 0 to 1, not -0.1"),
        ({"diversity": True}, "diversity must be a number from 0 to 1, not True"),
        ({"diversity": "0.5"}, "diversity must be a number from 0 to 1, not '0.5'"),
        ({"diversity": float("nan")}, "diversity must be a number from 0 to 1, not nan"),
        ({"as_of": "1 May 2026"}, "as_of must be a date such as 2026-09-01, not '1 May 2026'"),
        ({"as_of": 2026}, "as_of must be a date such as 2026-09-01, not 2026"),
        ({"candidates": "Nice, France"}, "candidates must be a list of communities, not the one text 'Nice, France'"),
        ({"candidates": 5}, "candidates must be a list of communities, not 5"),
        ({"country": "Atlantis"}, "country: 'Atlantis' is no ISO code or name of a country"),
        ({"country": ["JP", "Q"]}, "country: 'Q' is no ISO code or name of a country"),
        ({"country": [5]}, "country must be a name or a list of names, not [5]"),
        ({"country": 5}, "country must be a name or a list of names, not 5"),
        ({"continent": "Atlantis"},
         "continent: 'Atlantis' is none of Africa, Antarctica, Asia, Europe, North America, Oceania, South America"),
        ({"contry": "JP"}, "there is no option 'contry'; did you mean 'country'?"),
        ({"zzz": 1}, "there is no option 'zzz'; there are as_of, laws, caution, candidates, country, continent, kind, "
                     "exclude, partners, partners_mode, attributes, profile, ledger, days, "
                     "include_unknown, per_country, diversity"),
    ],
)  # fmt: skip
def test_a_wrong_option_is_refused_in_one_line(stated: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as refused:
        Options.check(**stated)
    assert str(refused.value) == message


def test_options_are_read_as_people_write_them() -> None:
    assert Options.check(country="jp, France ,,South Korea").countries == ("JP", "FR", "KR")
    assert Options.check(country=["Japan", " "]).countries == ("JP",)
    assert Options.check(continent="north america,ASIA").continents == ("North America", "Asia")
    plain = Options.check()
    assert (plain.day, plain.laws, plain.caution, plain.partners_mode) == (
        date.today(),
        True,
        "default",
        "merge",
    )
    assert (plain.candidates, plain.countries, plain.continents, plain.exclude) == (None, None, None, ())
    assert (plain.include_unknown, plain.diversity, plain.attributes) == (False, 0.0, None)
    assert plain.ties() is None and plain.own_table() is None
    noon = Options.check(as_of=datetime(2026, 5, 1, 12, 30)).day
    assert noon == date(2026, 5, 1) and not isinstance(noon, datetime)
    assert Options.check(as_of="2026-05-01").day == noon == Options.check(as_of=date(2026, 5, 1)).day
    assert Options.check(diversity=0).diversity == 0.0
    with pytest.warns(FutureWarning, match="use per_country"):
        assert [Options.check(diversity=share).diversity for share in (0.5, 1)] == [0.5, 1.0]
    assert [Options.check(per_country=cap).per_country for cap in (None, 0, 3)] == [None, 0, 3]


def test_how_many_to_give() -> None:
    assert checked_top(1) == 1 and checked_top(np.int64(7)) == 7 and checked_top(None) is None
    for wrong in (0, -1, 2.0, True, "5"):
        with pytest.raises(OptionError, match=r"^top must be a whole number of at least 1, not"):
            checked_top(wrong)
    with pytest.raises(OptionError, match="not None"):
        checked_top(None, everything=False)
    assert workers(2) == 2 and workers(-1) >= 1 and workers(-1000) == 1
    for wrong in (0, 1.5, True):
        with pytest.raises(OptionError, match="n_jobs must be a number of workers"):
            workers(wrong)  # type: ignore[arg-type]


def test_options_tell_one_ranking_from_another(tmp_path: Path) -> None:
    """What a run writes down of itself: the content of a list counts, not its name or where it lies."""
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("geonameid,visited\n1,yes\n", "utf-8")
    two.write_bytes(one.read_bytes())
    told = str(Options.check(attributes=one, as_of="2026-01-01", country="JP"))
    assert told == str(Options.check(attributes=two, as_of="2026-01-01", country="Japan"))
    two.write_text("geonameid,visited\n1,no\n", "utf-8")
    assert told != str(Options.check(attributes=two, as_of="2026-01-01", country="JP"))
    assert told != str(Options.check(attributes=one, as_of="2026-01-02", country="JP"))
    frame = pd.DataFrame({"geonameid": ["1"], "visited": ["yes"]})
    other = frame.assign(visited="no")
    texts = [str(Options.check(attributes=each, as_of="2026-01-01")) for each in (frame, frame.copy(), other)]
    assert texts[0] == texts[1] != texts[2]
    some = [str(Options.check(candidates=names, as_of="2026-01-01")) for names in (["A"], ["B"])]
    assert some[0] == some[1], "the candidates of a run are told apart by their ids"


@pytest.fixture(scope="module")
def iceland(world: World) -> Pool:
    return world_pool(world, ["IS", "MT"])


def test_a_pool_stands_by_country_and_within_one_by_people(iceland: Pool) -> None:
    countries = np.asarray(iceland.table["country"]).tolist()
    assert set(countries) == {"IS", "MT"}
    assert sum(one != other for one, other in pairwise(countries)) == 1
    people = np.nan_to_num(np.asarray(iceland.table["population"], float), nan=0.0)
    for country in ("IS", "MT"):
        own = people[np.asarray(iceland.table["country"]) == country]
        assert (np.diff(own) <= 0).all() and own[0] > own[-1]
    assert (np.asarray(iceland.table["not_candidate"]) == "").all()


def test_a_candidate_is_found_by_its_id_and_nobody_else_is(iceland: Pool, world: World) -> None:
    for row in range(len(iceland)):
        assert iceland.find(iceland.community_id(row)) == row
        assert iceland.find_number(int(iceland.number[row])) == row
    assert iceland.ids.tolist() == iceland.community_ids(range(len(iceland)))
    nobody = ["geonames:1", "geonames:5391959", "unit:IS:none", "unit:XX:1", "user:testville", ""]
    assert [iceland.find(each) for each in nobody] == [-1] * len(nobody)
    for number in (0, -1, 1, int(iceland.number.min()) - 1, int(iceland.number.max()) + 1, 2**62):
        assert iceland.find_number(number) == -1
    empty = own_pool([], world)
    assert len(empty) == 0 and empty.find_number(5391959) == -1 and empty.find("geonames:5391959") == -1
    again = pickle.loads(pickle.dumps(iceland))
    assert again.ids.tolist() == iceland.ids.tolist() and again.rows.tolist() == iceland.rows.tolist()


def mine(name: str, **more: Any) -> cm.Community:
    stated = {"country": "FR", "latitude": 45.0, "longitude": 2.0, **more}
    return cm.community(name=name, **stated)


def test_places_of_ones_own_are_candidates_with_their_own_ids(world: World) -> None:
    nice = find("Nice, France")
    some = [mine("Testville"), nice, mine("Othertown", population=500, population_source="ours"), nice]
    pool = own_pool(some, world)
    assert pool.ids.tolist() == ["user:testville", "geonames:2990440", "user:othertown"]
    assert [pool.find(each) for each in pool.ids] == [0, 1, 2]
    assert pool.find("user:nobody") == -1 and pool.find("geonames:1") == -1
    assert pool.number.tolist() == [0, 2990440, 0] and pool.find_number(2990440) == 1
    assert pool.find_number(0) == -1, "places without a number are not one place"
    assert np.isnan(pool.table["population"][0]) and pool.table["population"][2] == 500
    assert (pool.rows == -1).all()
    again = pickle.loads(pickle.dumps(pool))
    assert again.ids.tolist() == pool.ids.tolist()
    known = own_pool([nice, find("Lyon, France"), nice], world)
    assert sorted(known.ids.tolist()) == ["geonames:2990440", "geonames:2996944"] and (known.rows >= 0).all()


def test_rows_of_ones_own_as_a_table(world: World) -> None:
    table = table_of(
        [{"name": "A", "population": 5}, {"country": "FR", "geonameid": 7, "population": None}], world
    )
    assert len(table) == 2 and set(table.columns) == set(world.columns)
    assert np.asarray(table["name"]).tolist() == ["A", ""] and np.asarray(table["country"]).tolist() == [
        "",
        "FR",
    ]
    assert table["geonameid"].tolist() == [0, 7]
    np.testing.assert_array_equal(np.asarray(table["population"], float), [5.0, np.nan])


def test_filters_and_unknown_standing(world: World) -> None:
    here = world_pool(world, ["IS", "FR"], ["North America", "Europe"])
    assert set(here.table["country"]) == {"IS", "FR"}
    assert len(world_pool(world, ["IS"], ["Africa"])) == 0
    assert set(world_pool(world, None, ["Oceania"]).table["continent"]) == {"Oceania"}
    unknown = world_pool(world, ["TH"], None, include_unknown=True)
    known = world_pool(world, ["TH"])
    assert set(known.ids) < set(unknown.ids)
    more = ~np.isin(unknown.ids, known.ids)
    assert set(np.asarray(unknown.table["standing"])[more]) == {"unknown"}
    with pytest.raises(
        OptionError, match=r"^no candidate is left: no community is in both the countries and the"
    ):
        Engine(Options.check(country="IS", continent="Africa"))


def test_ones_own_country_has_territories(world: World) -> None:
    pool = own_pool(
        [find(each) for each in ("San Juan, Puerto Rico", "Nice, France", "Nuuk, Greenland")], world
    )
    at_home = {
        country: set(np.asarray(pool.table["country"])[own_nation({"country": country}, pool)])
        for country in ("US", "PR", "FR", "DK", "GL", "JP", "PF")
    }
    assert at_home == {
        "US": {"PR"}, "PR": {"PR"}, "FR": {"FR"}, "PF": {"FR"}, "DK": {"GL"}, "GL": {"GL"}, "JP": set(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("country", "territories"),
    [
        ("US", "PR VI GU AS MP UM"), ("FR", "GP MQ RE GF YT BL MF PM NC PF WF"), ("NL", "AW CW SX BQ"), ("FI", "AX"),
        ("NO", "SJ"), ("DK", "FO GL"), ("AU", "CX CC NF"),
    ],
)  # fmt: skip
def test_a_territory_belongs_to_its_country(country: str, territories: str) -> None:
    assert {nation(code) for code in (country, *territories.split())} == {country}
    assert [nation(code) for code in ("GB", "HK", "", "CN", "TW")] == ["GB", "HK", "", "CN", "TW"]


SIX = [
    "Austin, Texas", "Shenzhen, China", "Nice, France", "Paris, France", "Minsk, Belarus", "Havana, Cuba",
    "Gera, Germany", "Jena, Germany",
]  # fmt: skip
NOT_FRENCH: dict[str, Any] = {
    "name": "mine",
    "criteria": [{"extractor": "size"}],
    "rules": [{"id": "no-french", "text": "Not in France", "test": "country", "none_of": ["FR"]}],
}


def reasons(policy: Any = None, **options: Any) -> dict[str, str]:
    """Why each of a list is left out for Houston, which has partners in Shenzhen and Nice; "" for those that stay."""
    stated = {"candidates": SIX, "as_of": "2026-01-01", "caution": "show", **options}
    drawn = Engine(Options.check(**stated)).draw("Houston, Texas", Policy.from_dict(policy or NOT_FRENCH))
    names = np.asarray(drawn.pool.table["name"]).tolist()
    return {name: drawn.exclusions.reason(row) for row, name in enumerate(names)}


def test_the_weightiest_reason_is_the_one_that_is_told() -> None:
    listed = {
        "Austin, Texas": "x",
        "Shenzhen, China": "x",
        "Nice, France": "x",
        "Paris, France": "x",
        "BY": "no post",
    }
    found = reasons(exclude=listed, caution="exclude")
    assert found["Austin"] == OWN
    assert found["Shenzhen"].startswith("forbidden by Texas Government Code, chapter 795")
    assert found["Nice"] == "Nice is already a partner of Houston (in a recent list)"
    assert found["Paris"] == "the policy's rule “Not in France”"
    assert found["Minsk"].startswith(
        "left out for a grave caution, unless you ask for it: Belarus takes part"
    )
    assert found["Havana"].startswith("The United States has an embargo on Cuba")
    assert reasons(exclude=listed)["Minsk"] == "no post"
    assert found["Gera"] == found["Jena"] == ""


def test_each_reason_gives_way_to_the_next() -> None:
    found = reasons(laws=False)
    assert found["Shenzhen"] == "Shenzhen is already a partner of Houston (in a recent list)"
    assert found["Havana"] == found["Minsk"] == "", "a caution is shown"
    assert reasons(as_of="2025-08-31")["Shenzhen"] == found["Shenzhen"]
    waived = {
        **NOT_FRENCH,
        "rules": [{**NOT_FRENCH["rules"][0], "waivable_by": "the council", "waived": "today"}],
    }
    assert reasons(waived)["Paris"] == ""
    assert reasons(waived, exclude=["France"])["Paris"] == "on the exclusion list"
    prefer = {**NOT_FRENCH, "rules": [{**NOT_FRENCH["rules"][0], "strength": "prefer"}]}
    assert reasons(prefer)["Paris"] == ""


def own_ties(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Ties of Houston: the other's id, name and country, the status, and which end is a region."""
    fields = ("community_a", "name_a", "country_a", "community_b", "name_b", "country_b", "status", "region")
    made = pd.DataFrame([("geonames:4699066", "Houston", "US", *row) for row in rows], columns=fields)
    more = (
        "kind",
        "evidence",
        "admin1_a",
        "admin1_b",
        "latitude_a",
        "longitude_a",
        "latitude_b",
        "longitude_b",
    )
    return made.assign(**dict.fromkeys(more, "")).assign(kind="sister_city", evidence="moderate")


GERA, JENA, PARIS = "geonames:2921232", "geonames:2895044", "geonames:2988507"


def test_a_tie_of_ones_own_list_counts_unless_it_ended_or_was_only_proposed() -> None:
    for status in ("active", "dormant", "friendship", "unknown"):
        found = reasons(partners=own_ties((GERA, "Gera", "DE", status, "")), partners_mode="replace")
        assert found["Gera"] == "Gera is already a partner of Houston (in an older list)"
        assert found["Nice"] == "the policy's rule “Not in France”", "theirs takes the place of ours"
    for status in ("terminated", "proposed"):
        theirs = own_ties((GERA, "Gera", "DE", status, ""))
        assert reasons(partners=theirs, partners_mode="replace")["Gera"] == ""
    region = own_ties((GERA, "Gera", "DE", "active", "b"))
    assert reasons(partners=region, partners_mode="replace")["Gera"] == "", "a namesake signed nothing"


def test_a_list_of_ones_own_stands_beside_ours_and_its_rows_before_ours() -> None:
    theirs = own_ties(
        ("geonames:2990440", "Nice", "FR", "terminated", ""), (GERA, "Gera", "DE", "active", "")
    )
    found = reasons(partners=theirs, laws=False)
    assert found["Nice"] == "the policy's rule “Not in France”"
    assert found["Gera"] == "Gera is already a partner of Houston (in an older list)"
    assert found["Shenzhen"] == "Shenzhen is already a partner of Houston (in a recent list)"


def ranking(
    seeker: str = "Houston, Texas", policy: Any = None, top: int | None = None, **options: Any
) -> Any:
    stated = {"candidates": SIX, "as_of": "2026-01-01", "caution": "show", **options}
    return cm.rank(seeker, policy=Policy.from_dict(policy or NOT_FRENCH), top=top, **stated)


def past_readings(notes: tuple[str, ...]) -> tuple[str, ...]:
    """The notes without those on how names were read."""
    return tuple(note for note in notes if " is read as " not in note)


def test_the_notes_before_a_list() -> None:
    # what the list of candidates was read as stands first
    notes = past_readings(ranking(exclude={"Gera, Germany": "no answer", "Sweden": "too cold"}).notes)
    assert notes[0].startswith("1 community is left out: forbidden by Texas Government Code, chapter 795")
    assert notes[1] == "2 communities are left out: the policy's rule “Not in France”"
    assert notes[2].startswith("28 partnerships are on record") and (
        " Left out, since they are partners already: Abu Dhabi, Luanda, Perth," in notes[2]
    )
    assert "Grampian" not in notes[2], "a region is no partner that could be left out"
    assert notes[3:5] == (
        f"Left out by your list: Gera, Germany ({GERA}; no answer).",
        "Left out by your list: Sweden (too cold).",
    )  # fmt: skip
    only = ranking(partners=own_ties((JENA, "Jena", "DE", "active", ""), (JENA, "Jena", "DE", "dormant", ""),
                                     (GERA, "Gera", "DE", "proposed", "")), partners_mode="replace")  # fmt: skip
    assert past_readings(only.notes)[2] == (
        "3 partnerships are on record; 1 of them has ended, was only proposed, or is with a region. "
        "Left out, since it is a partner already: Jena."
    )
    none = ranking(partners=own_ties((JENA, "Jena", "DE", "terminated", "")), partners_mode="replace")
    assert past_readings(none.notes)[2] == (
        "1 partnership is on record, but has ended, was only proposed, or is with a region: nobody is left "
        "out for that."
    )


def test_a_long_list_of_exclusions_is_one_note_and_named_whole_in_the_json() -> None:
    lands = ["Sweden", "Norway", "Finland", "Denmark", "Iceland"]
    found = ranking(exclude=dict.fromkeys(lands, "too cold"))
    told = [note for note in found.notes if note.startswith("Left out by your list")]
    assert told == [
        "Left out by your list, 5 entries: Sweden (too cold); Norway (too cold); Finland (too cold); and 2 more, which "
        "the JSON names."
    ]
    assert found.to_dict()["left_out_by_list"] == [f"{land} (too cold)" for land in lands]


def test_a_policy_of_another_is_said_to_be_applied() -> None:
    theirs = {**NOT_FRENCH, "title": "Pinole's rules", "community": "geonames:5383187"}
    assert past_readings(ranking(policy=theirs).notes)[0] == "Pinole's rules, applied to Houston, Texas."
    untitled = {**NOT_FRENCH, "community": "geonames:5383187"}
    assert past_readings(ranking(policy=untitled).notes)[0] == "mine, applied to Houston, Texas."
    assert not any("applied" in note for note in ranking("Pinole, California", theirs).notes)


def test_equal_places_are_said_to_be_equal() -> None:
    alike = {"name": "mine", "criteria": [{"extractor": "size", "parameters": {"core": 20, "edge": 1000}}],
             "tie_break": ["water", "climate"]}  # fmt: skip
    told = ranking("Albany, New York", alike, candidates=["Gera, Germany", "Jena, Germany", "Nice, France"])
    assert told.notes[-1] == (
        "Ranks 1 to 3 have the same score, to a tenth of a point; their order is by near water, then like "
        "climate, then by a fixed lot."
    )
    bare = {key: value for key, value in alike.items() if key != "tie_break"}
    two = ranking("Albany, New York", bare, candidates=["Gera, Germany", "Jena, Germany"])
    assert two.notes[-1] == (
        "Ranks 1 to 2 have the same score, to a tenth of a point; their order is by a fixed lot."
    )
    frame = two.to_frame()
    assert sorted(frame["community_id"]) == sorted([JENA, GERA]) and frame["tied"].tolist() == [1, 1]
    alone = ranking("Albany, New York", bare, candidates=["Gera, Germany"])
    assert "equally" not in " ".join(alone.notes) and alone.to_frame()["tied"].tolist() == [0]
    nobody = ranking("Albany, New York", bare, candidates=["Austin, Texas"])
    assert nobody.notes[-1].startswith(
        "No candidate is left: every community is left out; explain one of them"
    )


def test_a_spread_list_is_said_to_be_spread() -> None:
    """Gera and Jena are as large as Albany, Maribor half as large again: Germany's second gives way to it."""
    policy = {
        "name": "mine",
        "criteria": [{"extractor": "size", "parameters": {"core": 1, "edge": 10}}],
    }
    some = ["Gera, Germany", "Jena, Germany", "Maribor, Slovenia"]
    plain = ranking("Albany, New York", policy, candidates=some)
    with pytest.warns(FutureWarning, match="use per_country"):
        spread = ranking("Albany, New York", policy, candidates=some, diversity=1)
        less = ranking("Albany, New York", policy, candidates=some, diversity=0.1)
    assert plain.to_frame()["country"].tolist() != ["DE", "SI", "DE"]
    assert spread.to_frame()["country"].tolist() in (["DE", "SI", "DE"], ["SI", "DE", "DE"])
    assert sorted(spread.to_frame()["score"]) == sorted(plain.to_frame()["score"]), "nobody's score changes"
    assert spread.notes[-1] == (
        "Spread over countries: the second place of a country has to be 50 points better than the next country's "
        "first (diversity 1)."
    )
    assert less.notes[-1].startswith(
        "Spread over countries: the second place of a country has to be 5 points better"
    )


def test_what_is_unknown_for_the_seeker_gives_its_weight_away() -> None:
    policy = {"name": "mine", "criteria": [
        {"id": "size", "extractor": "size", "weight": 1, "label": "Of our size"},
        {"id": "sea", "extractor": "water", "weight": 3},
    ]}  # fmt: skip
    nobody = mine("Testville", country="US", latitude=38.0, longitude=-122.3)
    told = cm.rank(
        nobody, policy=Policy.from_dict(policy), candidates=["Gera, Germany", "Nice, France"], top=2
    )
    assert (
        "Of our size: how many people Testville has is not known, so the other criteria count for more."
        in told.notes
    )
    best = told[0]
    assert best.dropped == ("Of our size",) and [record.criterion for record in best.records] == ["sea"]
    assert best.records[0].weight == 1.0 and best.coverage == 1.0 and best.score == best.best_case


def test_what_is_unknown_for_a_candidate_may_be_anything() -> None:
    policy = {"name": "mine", "criteria": [{"extractor": "size", "weight": 3}, {"extractor": "water"}]}
    some = [mine("Testville", latitude=43.69, longitude=7.26), "Nice, France"]
    told = cm.rank("Houston, Texas", policy=Policy.from_dict(policy), candidates=some, top=None,
                   partners_mode="replace", partners=own_ties((JENA, "Jena", "DE", "active", "")))  # fmt: skip
    unknown = told.explain("user:testville")
    assert unknown.status == "ranked" and unknown.coverage == 0.25
    assert 0 <= unknown.score <= 25 and unknown.best_case == unknown.score + 75
    size, water = unknown.records
    assert not size.known and size.contribution == 0 and np.isnan(size.similarity) and np.isnan(size.value)
    assert water.known and unknown.score == water.contribution
    assert size.reason.startswith("how many people its government serves is unknown")


def test_a_criterion_without_weight_is_shown_and_counts_for_nothing() -> None:
    policy = {"name": "mine", "criteria": [
        {"id": "size", "extractor": "size"}, {"id": "sea", "extractor": "water", "weight": 0},
    ]}  # fmt: skip
    told = ranking(policy=policy)
    for each in told:
        assert [record.criterion for record in each.records] == ["size", "sea"]
        assert each.records[1].weight == 0 == each.records[1].contribution and each.records[1].known
        assert each.score == each.records[0].contribution


def test_cautions_are_told_and_may_exclude() -> None:
    shown = ranking().explain("Havana, Cuba")
    assert (
        shown.status == "ranked"
        and len(shown.cautions) == 2
        and "embargo" in shown.cautions[0]
        and "restricts trade in arms" in shown.cautions[1]
    )
    assert shown.reasons[0].startswith("Caution")
    out = ranking(caution="exclude")
    assert out.explain("Havana, Cuba").exclusion == shown.cautions[0]
    left = out.explain("Havana, Cuba")
    assert (left.rank, left.tied, left.tie_first, left.tie_last, left.tie_break) == (None, 0, None, None, {})
    assert left.score == shown.score and left.candidates == shown.candidates - 2
    assert ranking("Leipzig, Germany").explain("Havana, Cuba").cautions == (), (
        "they are those of the United States"
    )


def test_ranks_and_ties_of_a_short_list() -> None:
    told = ranking(policy={"name": "mine", "criteria": [
        {"extractor": "size", "parameters": {"core": 2, "edge": 1000}},
    ]}, seeker="Albany, New York")  # fmt: skip
    first = {each.label.split(",")[0]: each for each in told}
    assert first["Gera"].score == first["Jena"].score == 100.0
    assert {first[name].rank for name in ("Gera", "Jena")} == {1, 2}
    for name in ("Gera", "Jena"):
        assert (first[name].tied, first[name].tie_first, first[name].tie_last) == (1, 1, 2)
        assert told.explain(f"{name}, Germany").rank == first[name].rank
    nice = first["Nice"]
    assert (nice.rank, nice.tied, nice.tie_first, nice.tie_last) == (3, 0, 3, 3)
    assert nice.candidates == len(told) == 7


def test_who_is_left_out_is_listed_with_what_it_would_have_scored() -> None:
    table = ranking(exclude=["Gera, Germany"]).excluded()
    assert set(table["name"]) == {"Shenzhen", "Nice", "Paris", "Gera"}, "those at home are not listed"
    assert table["score"].is_monotonic_decreasing
    told = ranking(exclude=["Gera, Germany"])
    for _, row in table.iterrows():
        explained = told.explain(row["community_id"])
        assert (explained.score, explained.exclusion) == (row["score"], row["reason"])
    assert ranking(candidates=["Austin, Texas"]).excluded().empty


@pytest.fixture(scope="module")
def italian() -> Any:
    return cm.rank("Toledo, Ohio", policy="default", country="IT,ES,CA,GB", top=3, as_of="2026-01-01")


def test_a_place_outside_the_pool_is_told_why_it_is_none(italian: Any) -> None:
    out = italian.explain("Gera, Germany")
    assert (out.status, out.exclusion) == ("no candidate", "it is outside the filters of this ranking")
    assert (out.rank, out.tied, out.tie_first, out.tie_last) == (None, 0, None, None)
    assert out.candidates == italian.candidates and out.score > 0
    assert "Rank" not in out.text
    partner = italian.explain("Qinhuangdao, China")
    assert partner.exclusion == "Qinhuangdao is already a partner of Toledo (in a recent list)"
    assert italian.explain("Austin, Texas").exclusion == OWN
    assert italian.explain("Toledo, Ohio").exclusion == "it is the seeker itself"
    assert italian.explain("Trastevere, Italy").exclusion.startswith("part of Rome")


def test_a_bare_name_is_read_abroad(italian: Any) -> None:
    # Toledo, Ohio is at home: of those abroad Spain's is a partner already, which leaves nobody to be meant
    springfield = cm.rank("Toledo, Ohio", policy="default", country="CA", top=1).explain("Springfield")
    assert springfield.label == "Springfield, Manitoba, Canada"
    assert (
        springfield.read[0]
        == "Springfield, Manitoba, Canada: 'Springfield' read as Springfield, Canada, since a partner is abroad"
    )
    with pytest.raises(AmbiguousCommunity) as asked:
        italian.explain("Cambridge")
    lines = str(asked.value).splitlines()
    assert [line.split()[0] for line in lines[1:3]] == ["geonames:5913695", "geonames:2653941"]
    assert lines[3].startswith("or write it with its state or country, such as ")
    assert italian.explain("Cambridge, Canada").label == "Cambridge, Ontario, Canada"
    assert italian.explain("Springfield, Ohio").exclusion == OWN, "a name with its state is read as it stands"
    assert italian.explain("geonames:2653941").label == "Cambridge, England, United Kingdom"
    assert italian.explain(2653941).community_id == "geonames:2653941"


def test_known_partners_are_told_with_what_speaks_against_them() -> None:
    rows = {row[0]: row for row in known_partners("Houston, Texas", as_of="2026-01-01").rows}
    forbidden = (
        "forbidden by Texas Government Code, chapter 795 (HB 128) since 1 September 2025; ties that existed had to end "
        "by 1 October 2025"
    )
    assert rows["Shenzhen"] == (
        "Shenzhen", "Guangdong", "China", "sister_city", "unknown", "strong", "geonames:1795565", forbidden,
    )  # fmt: skip
    assert rows["Dalian"][-1] == f"{forbidden}; rests on one old source; it may have lapsed"
    assert rows["Leipzig"][-1] == "" and rows["Leipzig"][1] == "Saxony"
    assert rows["Grampian"][1:3] == ("", "United Kingdom")
    assert rows["Grampian"][-1] == "rests on one old source; it may have lapsed; a region, not a city"
    before = {row[0]: row for row in known_partners("Houston, Texas", as_of="2025-08-31").rows}
    assert list(before) == list(rows)
    assert before["Shenzhen"][-1].startswith("caution: The United States restricts trade in arms with China")


def test_known_partners_with_a_list_of_ones_own() -> None:
    theirs = own_ties((GERA, "Gera", "DE", "terminated", ""), (JENA, "Jena", "DE", "active", ""))
    merged = known_partners("Houston, Texas", partners=theirs).rows
    assert [row[0] for row in merged][-2:] == ["Gera", "Jena"] and len(merged) > 20
    alone = known_partners("Houston, Texas", partners=theirs, partners_mode="replace").rows
    assert [(row[0], row[1], row[4], row[5]) for row in alone] == [
        ("Gera", "Thuringia", "terminated", "moderate"), ("Jena", "Thuringia", "active", "moderate"),
    ]  # fmt: skip
    ended = known_partners("Houston, Texas", "terminated", theirs, "replace").rows
    assert [row[0] for row in ended] == ["Gera"]
    with pytest.raises(
        ValueError, match=r"^status must be one of proposed, friendship, active, .*, not 'over'$"
    ):
        known_partners("Houston, Texas", "over")


SMALL = {"candidates": ["Gera, Germany", "Jena, Germany", "Nice, France"], "as_of": "2026-01-01"}


def parts_of(directory: Path) -> Iterable[str]:
    return (part.read_text("utf-8") for part in sorted(directory.glob("part-*.csv")))


def test_a_stream_of_a_short_list(tmp_path: Path) -> None:
    ranker = cm.PartnerRanker(Policy.from_dict(NOT_FRENCH), **SMALL).fit()
    seekers = ["Albany, New York", "Houston, Texas", "Albany, New York"]
    for piece in (0, -1, 2.5, True):
        with pytest.raises(ValueError, match=r"^piece must be a whole number of at least 1, not"):
            ranker.rank_into(tmp_path / "none", seekers, 5, piece=piece)  # type: ignore[arg-type]
    assert not (tmp_path / "none").exists()
    done = ranker.rank_into(tmp_path / "run", seekers, 5, piece=1)
    assert (done.seekers, done.done_before, len(done.parts), done.missing) == (2, 0, 2, ())
    first, second = parts_of(tmp_path / "run")
    assert first.splitlines()[0] == "seeker_id,rank,community_id,score"
    assert [line.split(",")[:2] for line in first.splitlines()[1:]] == [
        ["geonames:5106834", "1"], ["geonames:5106834", "2"],
    ]  # fmt: skip
    assert len(second.splitlines()) == 3 and second.splitlines()[1].startswith("geonames:4699066,1,")
    done.parts[0].unlink()
    assert not done.finished and done.missing == (done.parts[0],)
    (tmp_path / "run" / "run.json").unlink()
    again = ranker.rank_into(tmp_path / "run", seekers, 5, piece=1)
    assert again.done_before == 1 and again.finished
    assert list(parts_of(tmp_path / "run")) == [first, second]
    for other, changed in (
        (cm.PartnerRanker(Policy.from_dict(NOT_FRENCH), **{**SMALL, "as_of": "2026-01-02"}), "options"),
        (cm.PartnerRanker(Policy.from_dict(NOT_FRENCH), **{**SMALL, "candidates": SIX}), "candidates_sha256"),
        (cm.PartnerRanker("default", **SMALL), "policy"),
    ):
        with pytest.raises(
            ValueError, match=f"holds another run, with other {changed}; choose another directory"
        ):
            other.fit().rank_into(tmp_path / "run", seekers, 5, piece=1)
    with pytest.raises(ValueError, match="with other piece;"):
        ranker.rank_into(tmp_path / "run", seekers, 5, piece=2)


def test_fewer_candidates_than_asked_for_leave_the_rest_empty() -> None:
    ranker = cm.PartnerRanker(Policy.from_dict(NOT_FRENCH), **SMALL).fit()
    for _ in range(2):  # plainly, and by what has been worked out
        ids, scores = ranker.rank_many(["Albany, New York", "Houston, Texas"], top=9)
        assert ids.shape == scores.shape == (2, 3)
        assert (ids[:, 2] == "").all() and np.isnan(scores[:, 2]).all() and (ids[:, :2] != "").all()
    nobody = cm.PartnerRanker(Policy.from_dict(NOT_FRENCH), candidates=[]).fit()
    ids, scores = nobody.rank_many(["Albany, New York", "Houston, Texas"], top=9)
    assert ids.shape == scores.shape == (2, 0)


def test_a_users_own_columns_count_for_candidates_without_a_geonameid() -> None:
    """Gangnam in Seoul is a unit without a place of the gazetteer, Testville one of the user's own."""
    own = pd.DataFrame({
        "community_id": ["unit:KR:11230", "geonames:1835848", "user:testville", "geonames:x", "unit:XX:1"],
        "willing": ["yes", "no", "yes", "yes", "yes"],
    })  # fmt: skip
    pool = Engine(Options.check(country="KR", attributes=own)).pool
    willing = pool.table.labels("attribute:willing")
    said = {pool.community_id(row): willing[row] for row in range(len(pool)) if willing[row]}
    assert said == {"unit:KR:11230": "yes", "geonames:1835848": "no"}
    few = Engine(Options.check(candidates=[mine("Testville"), "Nice, France"], attributes=own)).pool
    assert list(few.table["attribute:willing"]) == ["yes", ""]


def test_a_place_of_ones_own_is_left_out_by_its_id() -> None:
    found = reasons(candidates=[mine("Testville"), "Gera, Germany"], exclude={"user:testville": "too new"})
    assert found == {"Testville": "the policy's rule “Not in France”", "Gera": ""}
    german = mine("Testville", country="DE")
    found = reasons(candidates=[german, "Gera, Germany"], exclude={"user:testville": "too new"})
    assert found == {"Testville": "too new", "Gera": ""}
