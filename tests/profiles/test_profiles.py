"""A town's own word: printed, corrected, read back, and put in the place of what citymatch believes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import citymatch as cm
from citymatch.cli import main
from citymatch.datasets import InputError, load_world
from citymatch.features import EXTRACTORS, make_extractor
from citymatch.features.language import SharedLanguage
from citymatch.features.trade import TradeTies
from citymatch.profiles import TownProfile
from citymatch.ranking import Engine, Options

PINOLE, DEARBORN = "Pinole, California", "Dearborn, Michigan"
TIES = '\n[languages]\nArabic = 40\n\n[trade]\ncountries = ["Japan"]\n\n[origins]\nLebanon = 30\n'


def corrected(folder: Path, community: str, *changes: tuple[str, str], more: str = "") -> Path:
    """The printed profile with some of its texts changed, in a file."""
    text = cm.profile(community).to_toml()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    file = folder / f"{community.partition(',')[0]}.toml"
    file.write_text(text + more)
    return file


def of_ties(folder: Path) -> Path:
    """A policy that weighs ties alone."""
    file = folder / "ties.policy"
    file.write_text(
        'name = "ties"\n'
        + "".join(f'[[criteria]]\nextractor = "{name}"\n' for name in ("language", "trade", "size"))
    )
    return file


def stated(folder: Path, text: str, community: str = "geonames:4990510") -> Path:
    file = folder / "town.toml"
    file.write_text(f'community = "{community}"\n{text}')
    return file


@pytest.mark.parametrize(
    "community", [PINOLE, DEARBORN, "Flensburg, Germany", "Zürich, Switzerland", "Wayne County, Michigan"]
)
def test_a_profile_as_it_is_printed_changes_nothing(community: str, tmp_path: Path) -> None:
    file = corrected(tmp_path, community)
    plain, given = cm.rank(community, top=20), cm.rank(community, top=20, profile=file)
    assert json.dumps(given.to_dict()) == json.dumps(plain.to_dict())
    assert plain.result == given.result
    assert given.to_dict()["from_profile"] == []


def test_what_is_printed_of_pinole() -> None:
    profile = cm.profile(PINOLE)
    assert profile.section("people") == {"number": 19022.0, "year": "2020", "source": "US Census 2020"}
    assert profile.section("setting")["metropolis"] == "San Francisco"
    assert profile.section("setting")["climate"] == "a mild climate with warm, dry summers"
    text = profile.to_toml()
    assert "number = 19022  # residents" in text
    assert "known for the state: California" in text
    assert len(text.splitlines()) < 70, "it is to be read by a clerk"


def test_every_value_takes_the_place_of_ours_and_is_told(tmp_path: Path) -> None:
    file = corrected(
        tmp_path, PINOLE, ("number = 19022", "number = 20000"), ("coast_km = 1 ", "coast_km = 0.2 "),
        ("elevation_m = 34", "elevation_m = 5"), ("warm, dry summers", "hot, dry summers"),
        ("Philippines = 6", "Philippines = 14"),
    )  # fmt: skip
    ranking = cm.rank(PINOLE, top=3, profile=file)
    seeker = ranking.seeker
    assert (seeker["population"], seeker["coast_km"], seeker["elevation_m"], seeker["climate"]) == (
        20000,
        0.2,
        5,
        "Csa",
    )
    assert (seeker["population_year"], seeker["population_source"]) == ("", "the town's own profile")
    assert dict(seeker["stated_origins"]) == {"PH": 0.14}
    told = next(note for note in ranking.notes if note.startswith("From your profile (Pinole.toml)"))
    assert "people: 20,000 (ours: 19,022)" in told
    assert "roots in the Philippines: 14 % of residents" in told
    assert ranking.to_dict()["from_profile"] == [
        "people.number", "setting.elevation_m", "setting.coast_km", "setting.climate", "origins.Philippines",
    ]  # fmt: skip
    assert told in ranking.explain("Seika, Japan").notes


def test_a_line_taken_out_says_that_there_are_none(tmp_path: Path) -> None:
    text = "\n".join(
        line for line in cm.profile(DEARBORN).to_toml().splitlines() if not line.startswith("Spanish")
    )
    file = tmp_path / "town.toml"
    file.write_text(text)
    ranking = cm.rank(DEARBORN, top=1, profile=file)
    assert ranking.seeker["stated_languages"] == {"Spanish": 0.0}
    assert any("Spanish at home: 0 % of residents (ours: 3 %)" in note for note in ranking.notes)


def test_other_coordinates_are_worked_out_anew(tmp_path: Path) -> None:
    # Half Moon Bay lies on the ocean, a degree of latitude south of Pinole
    file = corrected(tmp_path, PINOLE, ("38.0044", "37.4636"), ("-122.2989", "-122.4286"))
    facts = Engine(Options.check(profile=file)).profile(PINOLE)
    there = Engine().profile("Half Moon Bay, California")
    assert facts["coast_km"] == pytest.approx(there["coast_km"], abs=0.5)
    assert facts["people_50km"] == pytest.approx(there["people_50km"], rel=0.05)
    assert facts["elevation_m"] == 34, "the package ships no relief"
    assert facts["population"] == 19022


def test_another_metropolis_with_its_distance(tmp_path: Path) -> None:
    file = corrected(
        tmp_path, PINOLE, ('metropolis = "San Francisco"', 'metropolis = "Sacramento, California"')
    )
    facts = Engine(Options.check(profile=file)).profile(PINOLE)
    assert facts["metropolis_id"] == 5389489
    assert 90 < facts["metropolis_km"] < 105
    wrong = corrected(tmp_path, PINOLE, ('metropolis = "San Francisco"', 'metropolis = "Sacramentooo Xyz"'))
    with pytest.raises(InputError, match=r"Pinole\.toml, field setting\.metropolis"):
        cm.rank(PINOLE, top=1, profile=wrong)


def test_stated_languages_and_trade_count_for_the_town_itself(tmp_path: Path) -> None:
    who = Engine(Options.check(profile=stated(tmp_path, TIES))).profile(DEARBORN)
    language, trade = SharedLanguage(), TradeTies()
    lebanon, japan = {"country": "LB"}, {"country": "JP"}
    # 40 % of 109,976 people against the nation's half a percent
    assert language.facts(who)["LB"].quotient > 50
    assert language.reason(who, lebanon).startswith("Arabic at home: 40 % of residents (your profile)")
    assert (language.level(who, lebanon), language.level(who, japan)) == ("place", "state")
    assert trade.reason(who, japan) == "firms of the town trade with Japan (your profile)"
    assert trade.facts(who)["JP"].quotient == 4.0
    plain = Engine().profile(DEARBORN)
    assert language.facts(plain)["LB"].quotient < 10
    assert (language.scope(plain), language.scope(who), trade.scope(who)) == (("US", "MI"), None, None)


def test_a_town_abroad_states_its_languages(tmp_path: Path) -> None:
    # one in five in Flensburg speaks Danish; citymatch knows Germany's 2 %
    file = corrected(tmp_path, "Flensburg, Germany", ("Danish = 2 ", "Danish = 20 "))
    who = Engine(Options.check(profile=file)).profile("Flensburg, Germany")
    assert SharedLanguage().facts(who)["DK"].quotient == 2.0
    assert (
        SharedLanguage().reason(who, {"country": "DK"}) == "Danish at home: 20 % of residents (your profile)"
    )


def test_with_and_without_a_profile_in_one_process(tmp_path: Path) -> None:
    """What is kept for seekers that are alike must not pass from one to the other."""
    policy, file = of_ties(tmp_path), stated(tmp_path, TIES)
    ranker = {given: cm.PartnerRanker(policy, profile=given).fit() for given in (None, str(file))}

    def scores(given: str | None) -> list[float]:
        seen = [ranker[given].rank_many([DEARBORN], top=30)[1][0].tolist() for _ in range(3)]
        assert seen[0] == seen[1] == seen[2], "plainly, and by what was worked out"
        return seen[0]

    before, own, after = scores(None), scores(str(file)), scores(None)
    assert before == after
    assert own != before
    neighbour = ranker[None].rank_many(["Livonia, Michigan"], top=30)[1]
    assert (
        neighbour.tolist()
        == cm.PartnerRanker(policy).fit().rank_many(["Livonia, Michigan"], top=30)[1].tolist()
    )
    quick, plain = (
        ranker[str(file)].engine().draw(DEARBORN, policy, quick=how).best(50).tolist()
        for how in (True, False)
    )
    assert quick == plain


def test_one_profile_is_for_one_seeker(tmp_path: Path) -> None:
    file = stated(tmp_path, 'name = "Dearborn"\n[people]\nnumber = 110000\n')
    with pytest.raises(
        InputError, match=r"town\.toml: is the profile of Dearborn \(geonames:4990510\), which is not asked"
    ):
        cm.rank(PINOLE, top=1, profile=file)
    with pytest.raises(InputError, match="not asked about"):
        cm.batch([PINOLE], top=1, profile=file)
    with pytest.raises(InputError, match="not asked about"):
        cm.PartnerRanker(profile=file).fit().rank_many([PINOLE], top=1)
    folder = cm.rank(PINOLE, top=1, profile=tmp_path)
    assert folder.to_dict()["from_profile"] == [], (
        "a folder is a collection: what is not asked about is passed over"
    )


def test_a_batch_takes_each_profile_to_its_own(tmp_path: Path) -> None:
    corrected(tmp_path, PINOLE, ("number = 19022", "number = 20000"))
    corrected(tmp_path, DEARBORN, ("number = 109976", "number = 111000"))
    lines = [PINOLE, DEARBORN, "Livonia, Michigan"]
    several = [tmp_path / "Pinole.toml", cm.read_profile(tmp_path / "Dearborn.toml")]
    for given in (tmp_path, several):
        found = cm.batch(lines, top=2, profile=given)
        people = [ranking.seeker["population"] for ranking in found.rankings]
        assert people[:2] == [20000, 111000]
        assert [bool(r.to_dict()["from_profile"]) for r in found.rankings] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[people]\nnumber = "many"\n',
            r"town\.toml, line 3: people\.number: must be a number from 1 to 1e\+08",
        ),
        ("[setting]\nlatitude = 95\n", r"line 3: setting\.latitude: must be a number from -90 to 90, not 95"),
        ("[setting]\nclimate = 'nice'\n", r"line 3: setting\.climate: must be a Köppen class such as Csb"),
        ("[origins]\nLebanonn = 30\n", r"line 3: origins\.Lebanonn: is no country.*'Lebanon'"),
        (
            "[origins]\nLebanon = 130\n",
            r"line 3: origins\.Lebanon: must be a number of percent from 0 to 100",
        ),
        ("[origins]\nLebanon = 30\nLB = 3\n", r"line 4: origins\.LB: states Lebanon for the second time"),
        ("[languages]\nKlingon = 1\n", r"line 3: languages\.Klingon: is no language"),
        ('[trade]\ncountries = "Japan"\n', r"line 3: trade\.countries: must be a list of texts"),
        ('[trade]\ncountries = ["Atlantis"]\n', r"line 3: trade\.countries: 'Atlantis' is no country"),
        ("[peple]\nnumber = 3\n", r"line 2: peple: unknown field 'peple'; did you mean 'people'"),
        ("[people]\nnumbre = 3\n", r"line 3: people\.numbre: unknown field"),
        ("[people\n", r"line 2: is not valid TOML"),
    ],
)
def test_what_is_wrong_is_named_by_file_line_and_field(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        cm.read_profile(stated(tmp_path, text))


def test_what_is_no_profile_at_all(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text('name = "x"\n')
    with pytest.raises(InputError, match=r"policy\.toml: lacks the field 'community'"):
        cm.rank(PINOLE, profile=tmp_path / "policy.toml")
    with pytest.raises(InputError, match=r"none\.toml: there is no such file"):
        cm.rank(PINOLE, profile=tmp_path / "none.toml")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="holds no profile"):
        cm.rank(PINOLE, profile=tmp_path / "empty")
    with pytest.raises(InputError, match="profile must be a file"):
        cm.rank(PINOLE, profile=3)  # type: ignore[arg-type]
    one = cm.profile(PINOLE)
    with pytest.raises(InputError, match="are both the profile of geonames:5383187"):
        cm.rank(PINOLE, profile=[one, one])


def test_an_empty_list_states_that_there_are_none(tmp_path: Path) -> None:
    file = stated(tmp_path, '[common_ground]\nthemes = []\nindustries = ["cars"]\n')
    facts = Engine(Options.check(profile=file)).profile(DEARBORN)
    assert (facts["stated_themes"], facts["stated_industries"]) == (("none",), ("cars",))
    assert "stated_universities" not in facts


def test_a_population_stated_twice(tmp_path: Path) -> None:
    file = corrected(tmp_path, PINOLE, ("number = 19022", "number = 20000"))
    with pytest.raises(InputError, match=r"stated twice: 21,000, and 20,000 in .*Pinole\.toml"):
        cm.rank(PINOLE, top=1, population=21000, profile=file)


def test_a_profile_that_was_read_can_be_written(tmp_path: Path) -> None:
    read = cm.read_profile(stated(tmp_path, TIES))
    file = tmp_path / "again.toml"
    file.write_text(read.to_toml())
    assert cm.read_profile(file) == read
    assert isinstance(read, TownProfile)


def test_the_command_prints_writes_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profile", PINOLE]) == 0
    assert capsys.readouterr().out == cm.profile(PINOLE).to_toml()
    file = tmp_path / "pinole.toml"
    assert main(["profile", PINOLE, "--output", str(file)]) == 0
    assert "written" in capsys.readouterr().out
    assert main(["profile", PINOLE, "--output", str(file)]) == 2
    assert "may hold corrections" in capsys.readouterr().err


def test_every_command_that_ranks_takes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(corrected(tmp_path, PINOLE, ("number = 19022", "number = 20000")))
    told = "From your profile (Pinole.toml): people: 20,000 (ours: 19,022)"
    few = ["--country", "JP", "--profile", file]
    three = ["Seika, Japan", "Hayama, Japan", "Oiso, Japan"]
    for call in (
        ["rank", PINOLE], ["explain", PINOLE, three[0]], ["memo", PINOLE, *three], ["application", PINOLE, three[0]],
        ["sensitivity", PINOLE, "--draws", "20"],
    ):  # fmt: skip
        assert main([*call, *few]) == 0, call
        assert told in " ".join(capsys.readouterr().out.split()), call
    for call in (["explain", PINOLE, three[0]], ["sensitivity", PINOLE, "--draws", "20"]):
        assert main([*call, *few, "--format", "json"]) == 0
        assert json.loads(capsys.readouterr().out)["from_profile"] == ["people.number"]
    page = tmp_path / "page.html"
    assert main(["explore", PINOLE, *few, "--output", str(page)]) == 0
    assert told in page.read_text("utf-8")
    (tmp_path / "list.txt").write_text(f"{PINOLE}\n")
    assert main(["batch", str(tmp_path / "list.txt"), *few, "--output", str(tmp_path / "out")]) == 0
    answer = json.loads(next((tmp_path / "out").glob("*.json")).read_text("utf-8"))
    assert answer["from_profile"] == ["people.number"]


def test_the_profile_of_a_world_of_ones_own() -> None:
    assert cm.profile(PINOLE, world=load_world()) == cm.profile(PINOLE)


def test_the_example_of_the_page_is_a_profile(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "profile.md").read_text("utf-8")
    file = tmp_path / "dearborn.toml"
    file.write_text(page.partition("```toml\n")[2].partition("```")[0])
    seeker = cm.rank(DEARBORN, top=1, profile=file).seeker
    assert seeker["stated_origins"]["LB"] == 0.3
    assert seeker["stated_origins"]["PL"] == 0.0, "the list is whole, and ours had Poles"
    assert (seeker["stated_trade"], seeker["stated_industries"]) == (("JP", "DE"), ("cars",))
    assert "people.number" not in seeker["from_profile"], "it is the figure that we have"


def test_a_stated_origin_is_the_reason_and_says_whose_word_it_is(tmp_path: Path) -> None:
    policy = tmp_path / "roots.policy"
    policy.write_text('name = "roots"\n[[criteria]]\nextractor = "ancestry"\n')
    file = stated(tmp_path, "[origins]\nEstonia = 30\n")
    plain, own, again = (
        cm.PartnerRanker(policy, profile=given, per_country=0).fit() for given in (None, file, None)
    )
    before = plain.rank_many([DEARBORN], top=20)
    first = own.rank(DEARBORN, top=5)
    assert {each.facts["country"] for each in first} == {"EE"}
    assert "30 % of residents have roots in Estonia (your profile)" in first[0].text
    after = again.rank_many([DEARBORN], top=20)
    assert before[0].tolist() == after[0].tolist()
    assert before[1].tolist() == after[1].tolist()


def test_a_stream_knows_its_profiles_by_what_they_state(tmp_path: Path) -> None:
    file = corrected(tmp_path, PINOLE, ("number = 19022", "number = 20000"))
    (tmp_path / "other").mkdir()
    same = tmp_path / "other" / "copy.toml"
    same.write_text(file.read_text())
    told = [str(Options.check(as_of="2026-01-01", profile=each)) for each in (file, same)]
    assert told[0] == told[1]
    same.write_text(file.read_text().replace("20000", "20001"))
    assert str(Options.check(as_of="2026-01-01", profile=same)) != told[0]


ALL = """
[people]
number = 1500
[setting]
latitude = 39.1
longitude = -105.9
elevation_m = 3000
coast_km = 1500
lake_km = 0.5
river_km = 0.1
people_within_50_km = 4000
climate = "ET"
metropolis = "Denver, Colorado"
[common_ground]
themes = ["mountain"]
"""


@pytest.mark.parametrize("name", [name for name in EXTRACTORS if name != "attributes"])
def test_who_shares_a_scope_with_a_profile_has_the_same_similarities(name: str, tmp_path: Path) -> None:
    """Of every criterion: what is kept for seekers that are alike is never another's."""
    candidates = load_world().take(np.arange(0, len(load_world()), 400))
    extractor = make_extractor(name, None, load_world())
    plain = Engine().profile(DEARBORN)
    for text in (ALL, TIES, ALL + TIES):
        own = Engine(Options.check(profile=stated(tmp_path, text))).profile(DEARBORN)
        scope = extractor.scope(own)
        if scope is not None and scope == extractor.scope(plain):
            one, other = (extractor.similarity(seeker, candidates) for seeker in (plain, own))
            np.testing.assert_array_equal(one, other)
