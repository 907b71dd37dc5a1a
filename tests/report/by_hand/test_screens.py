"""What the command prints, line by line."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import handmade
from rich.console import Console

from citymatch.places import Community, Resolution
from citymatch.report import doctor, terminal
from citymatch.results import KnownPartners, LeftOut

BO = Community("geonames:21", "place", "Bo [b]", "M", "Skåne", "SE", 55.5, 13.25, 21_000.0)
FOUND = Resolution("Bo, SE", "matched", BO, line=7)
LOST = Resolution("Nowhere [x]", "not_found", note="no such [place]", line=3)
MANY = Resolution("Bo", "ambiguous", None, (BO,), "which [one]?")
PARTLY = "The record holds a part of all partnerships: none on record is not none."


def printed(print_it: Callable[..., None], *what: Any, styles: bool = False, width: int = 120) -> list[str]:
    console = Console(width=width, record=True, file=io.StringIO(), highlight=False)
    print_it(*what, console)
    return [line.rstrip() for line in console.export_text(styles=styles).splitlines()]


def bold(text: str) -> str:
    return f"\x1b[1m{text}\x1b[0m"


def dim(text: str) -> str:
    return f"\x1b[2m{text}\x1b[0m"


def heads(line: str) -> str:
    return "  ".join(part.strip() for part in line.replace("\x1b[0m", "").split("\x1b[1m") if part.strip())


def test_a_shortlist_is_a_line_a_candidate_with_notes_below() -> None:
    lines = printed(terminal.ranking_table, handmade.result())
    assert lines[1].split() == ["#", "score", "community", "people", "what", "speaks", "for", "it", "match"]
    assert [" ".join(line.split()) for line in lines[2:4]] == [
        "1 96.2 Bo <B>, Sweden 21,000 (2023) 1.1 times as large; by the sea too by people",
        "2 60.0 =Cé, France ! 15,000 1.1 times as large alike in kind",
    ]
    assert lines[4:] == [
        "! 2: a war is near",
        "match: “by people” says that residents' roots tie the two closely, “alike in kind” says that size and "
        "setting are alike.", "The criteria are Alder's & its own.", "Two are <left> out.",
        "Some have a partner in the United States already: =Cé is a sister city of Lima, Ohio; the others have no "
        "partner on record there.",
        "To ask of each, since no data can know: They want it.",
        "citymatch 1.2.3; snapshot abc; policy def; as of 2026-01-15",
    ]  # fmt: skip


def test_a_shortlist_in_full_has_its_notes_reasons_evidence_and_sources() -> None:
    lines = printed(terminal.ranking_in_full, handmade.result(), styles=True)
    assert lines[0].startswith(
        f"{bold('Alder, Ohio')}, 20,000 people (2020): the best 2 of 1,200 communities abroad"
    )
    assert lines[1:3] == [dim("The criteria are Alder's & its own."), dim("Two are <left> out.")]
    assert heads(lines[3]) == "#  score  known  community, and why  people" and lines[3].startswith(
        "\x1b[1m#"
    )
    assert " ".join(lines[4].split()) == f"1 96.2 100% {bold('Bo <B>, Sweden')} 21,000 (2023)"
    assert lines[5].strip() == "linked by people; no US partner on record"
    assert lines[6].strip() == dim("It is 1.1 times as large") and lines[7].strip() == dim("The sea is near")
    assert " ".join(lines[8].split()) == f"2 60.0 75% {bold('=Cé, France')} 15,000"
    assert lines[9].strip() == "alike in kind; sister city of Lima, Ohio"
    assert lines[10].strip() == "\x1b[33mCaution: a war is near\x1b[0m"
    assert lines[12:] == [
        "Evidence to collect: They want it",
        dim("By the water: water is the sea here"),
        dim("citymatch 1.2.3; snapshot abc; policy def; as of 2026-01-15"),
    ]


def test_marks_of_the_screen_in_the_users_words_stay_words() -> None:
    words = "[bold]x[/bold] [red]"
    policy = replace(
        handmade.POLICY, criteria=(replace(handmade.POLICY.criteria[0], label=words, note=words),)
    )
    told = replace(
        handmade.SECOND, label=words, cautions=(words,), records=(replace(handmade.SECOND.records[0], reason=words),),
        checklist=(replace(handmade.DESIRE, words=words),),
    )  # fmt: skip
    made = handmade.result(
        seeker={**handmade.SEEKER, "label": words}, policy=policy, notes=(words,), explanations=(told,),
        provenance={words: words},
    )  # fmt: skip
    text = "\n".join(printed(terminal.ranking_in_full, made))
    assert text.count(words) == 10
    assert printed(terminal.explanation_text, told)[0].startswith(f"{words} for Alder")
    assert printed(terminal.explanation_text, told, width=20)[1] == told.position, (
        "long lines are for the reader to wrap"
    )


def test_what_became_of_the_lines_of_a_list() -> None:
    lines = printed(terminal.resolutions_table, [FOUND, LOST, MANY])
    assert next(line.split("  ") for line in lines)[0] == "line"
    assert [" ".join(line.split()) for line in lines] == [
        "line as written status community id note",
        "7 Bo, SE matched Bo [b], Sweden geonames:21",
        "3 Nowhere [x] not_found no such [place]",
        "Bo ambiguous which [one]?; choose one by its id: geonames:21 (Bo [b],",
        "Sweden)",
    ]
    assert printed(terminal.resolutions_table, [FOUND], styles=True)[0].startswith("\x1b[1m")


def test_the_first_three_of_each_seeker_and_the_lines_that_were_not_ranked() -> None:
    label = "[b]Cé[/b]"
    four = handmade.result(
        explanations=(handmade.FIRST, replace(handmade.SECOND, label=label), *[handmade.FIRST] * 2)
    )
    lines = printed(terminal.batch_table, [four, handmade.nobody()], [FOUND], [LOST, MANY], styles=True)
    assert heads(lines[0]) == "seeker  policy  first  second  third"
    assert [" ".join(line.split()) for line in lines[1:]] == [
        f"Alder, Ohio alder Bo <B>, Sweden {label} (!) Bo <B>, Sweden",
        "Alder, Ohio alder",
        dim("(!) a caution stands first among its reasons; --caution exclude leaves these out"),
        "line 7: Bo, SE: named before; ranked once",
        "line 3: Nowhere [x]: no such [place]",
        "Bo: which [one]?; choose one by its id: geonames:21 (Bo [b], Sweden)",
    ]
    some = handmade.result(
        barred=LeftOut(
            "4 communities in Syria are left out for a grave caution.",
            4,
        )
    )
    told = printed(terminal.batch_table, [some, some], [], [])
    assert told[-1] == "4 communities in Syria are left out for a grave caution. --caution show shows them."
    assert printed(terminal.problems, [LOST], width=15) == ["line 3: Nowhere [x]: no such [place]"]


def test_partners_on_record_and_what_the_record_is() -> None:
    row = ("Esch [e]", "Esch", "Luxembourg", "sister_city", "active", "strong", "geonames:41", "old")
    one = printed(terminal.partners_table, KnownPartners(BO, (row,)), styles=True)
    assert (
        one[0] == f"{bold('Bo [b], Sweden')}: 1 partnership on record"
        and one[-1] == dim(PARTLY)
        and len(one) == 4
    )
    assert heads(one[1]) == "partner  kind  how it stands  where it was read  note"
    told = "Esch [e], Esch, Luxembourg sister city active in a recent list old"
    assert one[2].split() == told.split()
    assert printed(terminal.partners_table, KnownPartners(BO, ())) == [
        "Bo [b], Sweden: 0 partnerships on record",
        PARTLY,
    ]
    assert printed(terminal.partners_table, KnownPartners(BO, (row, row)))[0].endswith(
        "2 partnerships on record"
    )
    assert printed(terminal.partners_table, KnownPartners(BO, ()), styles=True)[1] == dim(PARTLY)


def test_rows_of_the_same_fields() -> None:
    lines = printed(terminal.rows_table, [{"what": "a [x]", "found": "1"}, {"what": "b", "found": "[2]"}])
    assert lines == ["what   found", "a [x]  1", "b      [2]"]
    assert heads(printed(terminal.rows_table, [{"what": "a"}], styles=True)[0]) == "what"


def test_the_data_say_which_snapshot_they_are_and_what_they_know() -> None:
    found = {row["what"]: row["found"] for row in doctor.data()}
    assert len(found) == len(doctor.data())
    places = {key: int(value.replace(",", "")) for key, value in found.items() if key.startswith("places: ")}
    assert sum(places.values()) == int(found["places"].replace(",", "")) > 100_000
    assert all(places.values())
    assert 30_000 < int(found["candidates"].replace(",", "")) < int(found["places"].replace(",", ""))
    assert int(found["partnerships on record"].replace(",", "")) > 20_000
    shares = {key: value for key, value in found.items() if key.startswith("candidates with known ")}
    assert [key.removeprefix("candidates with known ") for key in shares] == [
        "population", "elevation_m", "coast_km", "people_50km", "climate",
    ]  # fmt: skip
    assert all(50 < float(value.removesuffix("%")) <= 100 for value in shares.values())
    assert len(found["snapshot"]) == 12 and int(found["snapshot"], 16) > 0


def test_the_people_of_a_country_are_told_against_the_nations() -> None:
    rows = {row["country"]: row for row in doctor.populations()}
    assert list(rows) == sorted(rows)
    sweden = rows["Sweden"]
    assert list(sweden) == [
        "country", "who says who signs", "figures count", "candidates", "their people", "the nation", "share",
    ]  # fmt: skip
    assert (
        sweden["who says who signs"] == "complete register" and sweden["candidates"] == "290"
    )  # its municipalities
    people, nation = (
        int(sweden[key].partition(" (")[0].replace(",", "")) for key in ("their people", "the nation")
    )
    assert 10_000_000 < nation < 11_000_000 and float(sweden["share"]) == round(people / nation, 3)
    assert {row["who says who signs"] for row in rows.values()} == {
        "complete register", "register of a part", "no register",
    }  # fmt: skip
    assert {row["figures count"] for row in rows.values()} <= {*doctor.COUNTS.values()}
    assert all(row["share"] == "" or float(row["share"]) > 0 for row in rows.values())


def test_a_list_with_every_reason_counts_the_barred_once_and_shows_no_codes() -> None:
    reason = "9 communities in Russia and 2 more countries are left out for a grave caution."
    barred = LeftOut(reason, 9, (("Russia", 6), ("Iran", 2), ("Syria", 1)))
    township = "the township of that name is another government (unit:US:2700705086, 3,215 people)"
    asked = replace(handmade.result().asked, note=township)
    made = handmade.result(notes=(reason, township, f"Of Cé: {township}"), barred=barred, asked=asked)
    text = printed(terminal.ranking_in_full, made)
    assert [line for line in text if "left out" in line] == [
        "9 communities are left out for a grave caution: Russia 6, Iran 2, Syria 1. --caution show shows them."
    ]
    said = [line for line in text if "township" in line]
    assert said == ["Of Cé: the township of that name is another government (3,215 people)"], (
        "how the seeker was read is told before the list already"
    )
