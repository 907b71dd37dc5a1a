"""What users call: each keyword at every door, the one error for what cannot be, and what comes back."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

import citymatch as cm
from citymatch.cli.shared import add_ranking_options
from citymatch.datasets import InputError
from citymatch.ranking.errors import OptionError
from citymatch.ranking.keywords import option_list

SOME = ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Bologna, Italy"]
NORMAN = "Norman, Oklahoma"


@pytest.fixture(scope="module")
def ranker() -> cm.PartnerRanker:
    return cm.PartnerRanker("default", candidates=SOME, partners_mode="replace", partners=nobody()).fit()


def nobody() -> pd.DataFrame:
    """A list of partnerships that holds none of the seeker's."""
    from citymatch.datasets.partnerships import load_partnerships

    return load_partnerships("strong", "us").iloc[:1]


@pytest.mark.parametrize("top", [0, -1, 2.5, True, "3"])
@pytest.mark.parametrize("door", ["rank", "batch", "ranker", "many", "into"])
def test_a_top_that_cannot_be_is_one_error_at_every_door(
    top: Any, door: str, ranker: cm.PartnerRanker, tmp_path: Path
) -> None:
    doors: dict[str, Callable[[], Any]] = {
        "rank": lambda: cm.rank(NORMAN, top=top),
        "batch": lambda: cm.batch([NORMAN], top=top),
        "ranker": lambda: ranker.rank(NORMAN, top=top),
        "many": lambda: ranker.rank_many([NORMAN], top=top),
        "into": lambda: ranker.rank_into(tmp_path, [NORMAN], top=top),
    }
    with pytest.raises(OptionError) as error:
        doors[door]()
    assert str(error.value) == f"top must be a whole number of at least 1, not {top!r}"


def test_all_candidates_are_given_by_a_list_and_not_by_many(ranker: cm.PartnerRanker, tmp_path: Path) -> None:
    assert (
        len(ranker.rank(NORMAN, top=None))
        == 4
        == len(
            cm.batch(
                [NORMAN], "default", None, candidates=SOME, partners_mode="replace", partners=nobody()
            ).rankings[0]
        )
    )
    for call in (
        lambda: ranker.rank_many([NORMAN], top=None),
        lambda: ranker.rank_into(tmp_path, [NORMAN], top=None),
    ):
        with pytest.raises(OptionError, match=r"^top must be a whole number of at least 1, not None$"):
            call()
    assert len(ranker.rank(NORMAN, top=np.int64(2))) == 2


def test_the_number_that_is_given_where_none_is_said() -> None:
    tops = {f: inspect.signature(f).parameters["top"].default for f in (cm.rank, cm.batch, cm.PartnerRanker.rank,
            cm.PartnerRanker.rank_many, cm.PartnerRanker.rank_into)}  # fmt: skip
    assert list(tops.values()) == [20, 10, 20, 50, 50]
    assert len(cm.rank("Pinole, California", country="JP")) == 20
    assert len(cm.PartnerRanker(country="JP").fit().rank("Pinole, California")) == 20
    assert len(cm.batch(["Pinole, California"], country="JP").rankings[0]) == 10
    assert cm.PartnerRanker("default", country="JP").fit().rank_many([NORMAN])[0].shape == (1, 50)


@pytest.mark.parametrize("door", [cm.rank, cm.batch, cm.PartnerRanker])
def test_a_misspelt_keyword_names_the_nearest_one(door: Any) -> None:
    given = () if door is cm.PartnerRanker else ([NORMAN],) if door is cm.batch else (NORMAN,)
    with pytest.raises(OptionError, match=r"^there is no option 'contry'; did you mean 'country'\?$"):
        door(*given, contry="JP")
    with pytest.raises(
        OptionError, match=r"^there is no option 'qqq'; there are as_of, laws, .*, policy, world$"
    ):
        door(*given, qqq=1)
    with pytest.raises(OptionError, match=r"^there is no option 'wrld'; did you mean 'world'\?$"):
        cm.PartnerRanker(wrld=1)


@pytest.mark.parametrize(
    "call",
    [
        lambda: cm.rank(NORMAN, exclude="nope.csv"),
        lambda: cm.batch([NORMAN], exclude="nope.csv"),
        lambda: cm.PartnerRanker(exclude="nope.csv").fit(),
        lambda: cm.rank(NORMAN, exclude=Path("nope.csv")),
    ],
)
def test_a_file_that_is_not_there_is_one_clear_line(call: Callable[[], Any]) -> None:
    with pytest.raises(InputError, match=r"nope\.csv") as error:
        call()
    assert "\n" not in str(error.value)


def test_options_keywords_and_the_commands_flags_are_one_list() -> None:
    names = list(option_list())
    assert sorted(cm.PartnerRanker().get_params()) == sorted([*names, "policy", "world"])
    signature = inspect.signature(cm.PartnerRanker)
    assert list(signature.parameters) == ["policy", "world", *names]
    assert next(iter(inspect.signature(cm.PartnerRanker.__init__).parameters)) == "self"
    assert {name: signature.parameters[name].default for name in names} == {
        name: option.default for name, option in option_list().items()
    }
    parser = argparse.ArgumentParser()
    add_ranking_options(parser, top=7)
    given = vars(parser.parse_args([]))
    assert given == {"policy": None, "top": 7} | {
        name: option.default for name, option in option_list().items()
    }
    flags = {flag for action in parser._actions for flag in action.option_strings}
    assert flags == {"-h", "--help", "--policy", "--top"} | {
        "--no-laws" if name == "laws" else f"--{name.replace('_', '-')}" for name in names
    }
    told = parser.format_help()
    for option in option_list().values():
        assert " ".join(option.words.split()) in " ".join(told.split())
    for name in names:
        assert f"`{name}`" in str(cm.rank.__doc__)


def test_a_ranker_is_cloned_and_its_parameters_are_set() -> None:
    ranker = cm.PartnerRanker("pinole", country="JP", per_country=3)
    again = clone(ranker)
    assert again is not ranker and again.get_params() == ranker.get_params()
    assert (again.policy, again.country, again.per_country, again.laws, again.caution) == (
        "pinole",
        "JP",
        3,
        True,
        "default",
    )
    assert (
        again.set_params(country="FR", policy=None) is again
        and again.country == "FR"
        and again.policy is None
    )
    assert repr(cm.PartnerRanker("pinole", country="JP")) == "PartnerRanker(country='JP', policy='pinole')"
    with pytest.raises(ValueError, match="PartnerRanker has no parameter 'contry'; it has as_of,"):
        again.set_params(contry="FR")
    assert set(again.set_params(country="JP").fit().rank("Pinole, California", 5).to_frame()["country"]) == {
        "JP"
    }


def test_a_ranker_answers_only_when_it_is_fitted(tmp_path: Path) -> None:
    ranker = cm.PartnerRanker("pinole", candidates=SOME)
    for ask in (
        lambda: ranker.rank(NORMAN), lambda: ranker.scores(NORMAN), lambda: ranker.rank_many([NORMAN]),
        lambda: ranker.rank_into(tmp_path, [NORMAN]), lambda: ranker.facts(NORMAN), ranker.engine,
    ):  # fmt: skip
        with pytest.raises(NotFittedError, match=r"^this PartnerRanker is not fitted: call fit\(\) first$"):
            ask()
    assert not ranker.__sklearn_is_fitted__()
    assert ranker.fit() is ranker and ranker.__sklearn_is_fitted__() and ranker.fit(None, [1]) is ranker
    with pytest.raises(
        TypeError,
        match=r"^fit\(\) compiles and takes no data; citymatch.learning.fit_policy learns a policy$",
    ):
        ranker.fit([1])  # type: ignore[arg-type]
    with pytest.raises(cm.PolicyError, match="pinole"):
        cm.PartnerRanker("pinol").fit()


def test_each_way_to_ask_gives_the_same_figures(ranker: cm.PartnerRanker, tmp_path: Path) -> None:
    listed = ranker.rank(NORMAN).to_frame()
    scores = ranker.scores(NORMAN)
    assert scores.name == "score" and scores.index.name == "community_id"
    assert (
        scores.index.tolist() == listed["community_id"].tolist()
        and scores.tolist() == listed["score"].tolist()
    )
    ids, points = ranker.rank_many([NORMAN, "Toledo, Ohio"], top=9)
    assert ids.shape == points.shape == (2, 4) and ids[0].tolist() == scores.index.tolist()
    seen: list[tuple[int, int]] = []
    seekers = [NORMAN, "Toledo, Ohio", NORMAN, "Green, Ohio"]
    done = ranker.rank_into(
        tmp_path, seekers, top=2, piece=2, progress=lambda n, total: seen.append((n, total))
    )
    assert (done.seekers, done.done_before, [p.name for p in done.parts]) == (
        3,
        0,
        ["part-00000.csv", "part-00001.csv"],
    )
    assert seen == [(1, 2), (2, 2)] and done.finished
    table = pd.concat([pd.read_csv(part) for part in done.parts])
    assert list(table) == ["seeker_id", "rank", "community_id", "score"] and len(table) == 6
    assert (
        table["community_id"][:2].tolist() == scores.index[:2].tolist()
        and table["rank"].tolist() == [1, 2] * 3
    )
    again = ranker.rank_into(tmp_path, seekers, top=2, piece=2)
    assert again.done_before == 2
    with pytest.raises(InputError, match="holds another run"):
        ranker.rank_into(tmp_path, seekers, top=3, piece=2)
    parquet = ranker.rank_into(tmp_path / "p", seekers, form="parquet")
    assert [p.name for p in parquet.parts] == ["part-00000.parquet"] and len(
        pd.read_parquet(parquet.parts[0])
    ) == 12


def test_a_policy_may_be_named_for_one_question(ranker: cm.PartnerRanker) -> None:
    assert ranker.rank(NORMAN, 1).policy.name == "default"
    assert ranker.rank(NORMAN, 1, "pinole").policy.name == "pinole"
    assert cm.PartnerRanker(candidates=SOME).fit().rank("Pinole, California", 1).policy.name == "pinole"


def test_what_is_known_of_a_seeker(ranker: cm.PartnerRanker) -> None:
    known = ranker.facts(NORMAN)
    assert isinstance(known, dict)
    assert (known["community_id"], known["name"], known["country"], known["label"]) == (
        "geonames:4543762", "Norman", "US", NORMAN,
    )  # fmt: skip


def test_a_list_of_seekers_may_be_texts_ids_or_a_table_and_an_unknown_one_is_refused(
    ranker: cm.PartnerRanker,
) -> None:
    ids, _ = ranker.rank_many(pd.DataFrame({"community": [NORMAN]}), top=1)
    assert ids.tolist() == ranker.rank_many([4543762], top=1)[0].tolist()
    with pytest.raises(cm.UnknownCommunity):
        ranker.rank_many(["Nowhereville, Ohio"])
    with pytest.raises(cm.AmbiguousCommunity):
        ranker.rank_many(pd.DataFrame({"community": ["Springfield"]}))


def test_a_note_of_the_reading_stands_with_the_ranking(ranker: cm.PartnerRanker) -> None:
    assert any("Havana" in note for note in ranker.rank("Havanna, Illinois", 1).notes)


@pytest.mark.parametrize("people", [0, -5, 100_000_000, float("nan"), 1e12])
def test_a_population_that_cannot_be_is_refused(people: float) -> None:
    with pytest.raises(InputError) as error:
        cm.rank(NORMAN, population=people, candidates=SOME)
    assert str(error.value) == f"population must be a number of people from 1 to 100,000,000, not {people!r}"


def test_a_population_of_the_seekers_own_has_no_year_of_another_figure() -> None:
    seeker = cm.rank(NORMAN, population=130_000, population_source="City Clerk", candidates=SOME).seeker
    assert (seeker["population"], seeker["population_source"], seeker["population_year"]) == (
        130_000.0,
        "City Clerk",
        "",
    )
    assert isinstance(seeker["population"], float)
    assert (
        cm.rank(NORMAN, population=0.5, candidates=SOME).seeker["population_source"] == "stated by the seeker"
    )
    assert (
        cm.rank(NORMAN, candidates=SOME, population_source="ignored").seeker["population_source"] != "ignored"
    )
