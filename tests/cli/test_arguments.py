"""Each command with each of its options: what it prints and writes, and how it exits."""

from __future__ import annotations

import csv
import io
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import citymatch as cm
from citymatch.cli import command_names, main
from citymatch.cli.commands import doctor, rank
from citymatch.cli.shared import console
from citymatch.report.formats import FORMATS

PINOLE = "geonames:5383187"
OUR = ["--candidates", "ours.txt"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of one's own, with a short list of candidates, so that a ranking takes no time."""
    monkeypatch.chdir(tmp_path)
    Path("ours.txt").write_text(
        "Seika, Japan\nColima, Mexico\nArezzo, Italy\nBologna, Italy\n", encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> object:
    """Run the command: its exit code, what it printed, and what it said of errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_the_commands_and_what_each_is_for(said) -> None:  # type: ignore[no-untyped-def]
    names = ("application", "assign", "batch", "compare", "countries", "doctor", "evaluate", "explain", "explore",
             "memo", "mutual", "offers", "partners", "policy", "profile", "rank", "resolve", "review",
             "sensitivity")  # fmt: skip
    assert command_names() == names
    code, out, err = said()
    assert (code, err) == (2, "") and out.startswith("citymatch ranks the communities of the world")
    assert out.count("\n  citymatch ") == 5, "five examples"
    code, out, err = said("--help")
    assert (
        "Sister-city partners for a community, ranked against its own policy." in out
        and "\ncommands:\n" in out
    )
    assert all(f"\n    {name}" in out for name in names)
    flat = " ".join(out.split())
    for words in (
        "rank rank every community abroad for one seeker", "memo draft a memo that compares three to six candidates",
        "partners list the known partnerships of a community", "doctor check what the data say of themselves",
        "explain say why one place stands where it stands", "explore write one page that shows the ranking",
    ):  # fmt: skip
        assert words in flat
    assert said("--version") == (0, f"citymatch {cm.__version__}\n", "")
    code, out, _ = said("rank", "--help")
    assert code == 0 and "Rank every community abroad for one seeker\n" in out
    assert "usage: citymatch rank" in out and "batch" not in out


HELP = {
    "application": "a .docx (Word), .pdf, .html or .md file; without it, Markdown on the screen | the paper of .docx "
    "and .pdf",
    "memo": "three to six; without them, the first of the shortlist | how many of the shortlist, 3 to 6, where no "
    "candidates are named: 3 | a .docx (Word), .pdf, .html or .md file; without it, Markdown on the screen | the paper "
    "of .docx and .pdf",
    "batch": "a list; without it, the members that seek a partner | how many (default 10) | "
    "the directory to write to | "
    "begin CSV with a byte order mark, for Excel | also a workbook with a sheet per seeker | "
    "also a page per seeker, and one of the whole list | how many workers, -1 for one per core (default 1) | "
    "where they work: threading, loky (processes) or dask | "
    "for a long list: only ids and scores, in files of 500 seekers, taken up again where it stopped",
    "doctor": "precision and recall of who governs itself | the people of each country's candidates against the nation",
    "evaluate": "folds by community (default 5) | all, strong, signing, laws or degree | "
    "the sealed fifth instead of cross-validation | the sealed communities take part in the folds | "
    "the learned policy only | also write every table as CSV and JSON to this directory",
    "explain": "a built-in policy's name or a file",
    "explore": "the HTML file to write | how many (default 20)",
    "offers": "write an offer into the ledger | write what came of an offer | how every offer stands",
    "review": "a list of partnerships (a file) | a .csv, .json or .xlsx file, or a paper as .docx, .pdf, .html or .md; "
    "without it, on the screen | the paper of .docx and .pdf",
    "partners": "only those of this status | a CSV list of partnerships of your own",
    "rank": 'such as "Pinole, California", an id, or coordinates | how many (default 20) | '
    "default: by the file's ending, else table | begin CSV with a byte order mark, for Excel | "
    "write to this file instead of the screen | the seeker's population, if it knows better | "
    "where that population comes from | FILE",
    "resolve": "a text, CSV or Excel file; - for standard input | look up what no gazetteer knows with geopy",
    "sensitivity": "how many random weightings (default 1000) | "
    "larger keeps nearer to the policy | how many (default 10)",
    "policy": "the built-in policies | a policy in plain words | say what is wrong with a policy file | "
    "begin a policy file; asks where no flag answers | weights from how much more each criterion matters than "
    "each other | commands",
}


@pytest.mark.parametrize("name", sorted(HELP))
def test_each_option_says_what_it_is(name: str, said) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = said(name, "--help")
    flat = " ".join(out.replace("-\n", "-").split()).replace("- ", "-")
    assert code == 0
    for words in HELP[name].split(" | "):
        assert f" {words.replace('- ', '-')}" in flat


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rank"], "the following arguments are required: community (citymatch rank --help lists the options)"),
        (["rank", PINOLE, "--top", "0"],
         "argument --top: must be a whole number of at least 1, not '0' (citymatch rank --help lists the options)"),
        (["rank", PINOLE, "--population", "many"],
         "argument --population: must be a number of people, not 'many' (citymatch rank --help lists the options)"),
        (["rank", PINOLE, "--format", "xml"],
         "argument --format: invalid choice: 'xml' (choose from 'table', 'json', 'csv', 'geojson', 'excel') "
         "(citymatch rank --help lists the options)"),
        (["rank", PINOLE, *OUR, "--format", "excel"], "--format excel needs --output FILE.xlsx"),
        (["rank", PINOLE, *OUR, "--population", "0"],
         "population must be a number of people from 1 to 100,000,000, not 0.0"),
        (["rank", PINOLE, *OUR, "--output", "."], ".: Is a directory"),
        (["rank", PINOLE, "--candidates", "none.txt"], None),
        (["rank", PINOLE, "--exclude", "none.csv"], None),
        (["rank", PINOLE, "--diversity", "3", *OUR], "diversity must be a number from 0 to 1, not 3.0"),
        (["memo", PINOLE, "Seika, Japan", "Colima, Mexico"], "a memo compares 3 to 6 candidates, not 2"),
        (["application", PINOLE, "Seika, Japan", "--output", "a.odt"],
         "a.odt: a paper is written as .docx (Word), .pdf, .html or .md, not as .odt"),
        (["memo", PINOLE, "Seika, Japan", "--top", "4"],
         "--top takes the first of the shortlist: leave it out where candidates are named"),
        (["memo", PINOLE, "--top", "7"], "a memo compares 3 to 6 candidates, not 7"),
        (["application", PINOLE, "Seika, Japan", "--output", "paper"],
         "paper: a paper is written as .docx (Word), .pdf, .html or .md, not as that"),
        (["sensitivity", PINOLE, *OUR, "--concentration", "0"], "--concentration must be above 0, not 0.0"),
        (["sensitivity", PINOLE, *OUR, "--concentration", "nan"], "--concentration must be above 0, not nan"),
        (["partners", PINOLE, "--status", "warm"],
         "status must be one of proposed, friendship, active, dormant, terminated, unknown, not 'warm'"),
        (["evaluate", "--table", "odd"], None),
        (["evaluate", "--cv", "1"], "--cv must be at least 2 folds, not 1"),
        (["batch", "ours.txt", "--output", "ours.txt"], "ours.txt: is a file; --output names a directory"),
        (["batch", "ours.txt", "--backend", "moon"],
         "backend must be one of threading, loky, multiprocessing, dask, not 'moon'"),
        (["policy", "new", "p.toml", "--weight", "water=much"],
         "--weight water=much: write it as CRITERION=WEIGHT with a number from 0 up or one of most important, "
         "important, a little, no"),
        (["policy"], "the following arguments are required: COMMAND (citymatch policy --help lists the options)"),
        (["policy", "check", "none.toml"], None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_and_exit_2(arguments: list[str], words: str | None, said) -> None:  # type: ignore
    code, out, err = said(*arguments)
    assert (code, out) == (2, "") and err.startswith("citymatch: ") and err.count("\n") == 1
    if words is not None:
        assert err == f"citymatch: {words}\n"
    assert next((a for a in arguments if a.startswith("none")), "") in err


def test_a_line_of_the_candidates_that_cannot_be_read_is_an_error(said) -> None:  # type: ignore[no-untyped-def]
    Path("bad.txt").write_text("Seika, Japan\nNowhereville, Ohio\n", encoding="utf-8")
    code, out, err = said("rank", PINOLE, "--candidates", "bad.txt")
    assert (code, out) == (2, "") and err.startswith(
        "citymatch: bad.txt, line 2: 'Nowhereville, Ohio' was not found: "
    )


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_rank_in_each_format_to_the_screen_and_to_a_file(name: str, said) -> None:  # type: ignore[no-untyped-def]
    form = FORMATS[name]
    file = f"out{form.ending}"
    call = ["rank", PINOLE, *OUR, "--top", "3", "--as-of", "2026-01-15"]
    assert said(*call, "--output", file) == (0, f"{file}: written\n", "")
    assert said(*call, "--output", "plain", "--format", name) == (0, "plain: written\n", "")
    ranking = cm.rank(PINOLE, top=3, candidates=["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Bologna, Italy"],
                      as_of="2026-01-15")  # fmt: skip
    if form.text:
        assert Path(file).read_bytes() == Path("plain").read_bytes() == form.bytes(ranking.result)
        code, out, _ = said(*call, "--format", name)
        assert code == 0
        if name != "table":
            assert out == form.bytes(ranking.result).decode()
        else:
            assert out.splitlines()[0].startswith(
                "Pinole, California, 19,022 people (2020): the best 3 of 4 communities abroad, by City of Pinole "
                "Sister City Policy"
            )
    assert said(*call, "--output", "marked", "--format", name, "--bom")[0] == 0
    assert Path("marked").read_bytes().startswith(b"\xef\xbb\xbf") == (name == "csv")


def ranked(said, *options: str) -> dict:  # type: ignore
    code, out, err = said("rank", PINOLE, "--format", "json", *options)
    assert (code, err) == (0, "")
    return json.loads(out)  # type: ignore[no-any-return]


def test_each_option_of_a_ranking_reaches_it(said) -> None:  # type: ignore[no-untyped-def]
    assert len(ranked(said)["results"]) == 20
    plain = ranked(said, *OUR)
    assert plain["policy"] == "pinole" and plain["candidates"] == 4
    assert ranked(said, *OUR, "--policy", "default")["policy"] == "default"
    assert len(ranked(said, *OUR, "--top", "2")["results"]) == 2
    assert ranked(said, *OUR, "--as-of", "2025-05-06")["provenance"]["as of"] == "2025-05-06"
    assert {r["country"] for r in ranked(said, *OUR, "--country", "Japan,MX")["results"]} == {"JP", "MX"}
    assert {r["country"] for r in ranked(said, *OUR, "--continent", "Asia")["results"]} == {"JP"}
    assert ranked(said, *OUR, "--country", "PT")["candidates"] == 0
    Path("out.csv").write_text('place,reason\n"Arezzo, Italy",tried\n', encoding="utf-8")
    assert "Arezzo" not in {r["name"] for r in ranked(said, *OUR, "--exclude", "out.csv")["results"]}
    own = ranked(said, *OUR, "--population", "1,000,000", "--population-source", "the clerk")["seeker"]
    assert (own["population"], own["population_source"]) == (1e6, "the clerk")
    assert (
        ranked(said, *OUR, "--population", "20 000")["seeker"]["population_source"] == "stated by the seeker"
    )
    minsk = ["--country", "BY"]
    assert ranked(said, *minsk)["candidates"] == 0
    assert ranked(said, *minsk, "--caution", "show")["candidates"] > 0
    havana = ["--country", "CU"]
    assert ranked(said, *havana)["candidates"] > 0
    assert ranked(said, *havana, "--caution", "exclude")["candidates"] == 0
    odessa = ("rank", "Odessa, Texas", "--country", "CN", "--format", "json", "--top", "1")
    assert [json.loads(said(*odessa, *more)[1])["candidates"] > 0 for more in ((), ("--no-laws",))] == [
        False,
        True,
    ]
    spread = [
        ranked(said, "--policy", "default", "--per-country", how, "--top", "8")["results"]
        for how in ("0", "1")
    ]
    assert len({r["country"] for r in spread[0]}) < len({r["country"] for r in spread[1]}) == 8
    known, unknown = (
        ranked(said, "--country", "BR", "--top", "1", *more)["candidates"]
        for more in ((), ("--include-unknown",))
    )
    assert unknown >= known


def test_own_partners_and_columns_come_from_files(said) -> None:  # type: ignore[no-untyped-def]
    seika = ranked(said, "--candidates", "ours.txt", "--country", "JP")["results"][0]["community_id"]
    Path("partners.csv").write_text(f"community_a,community_b\n{PINOLE},{seika}\n", encoding="utf-8")
    code, out, _ = said("partners", PINOLE, "--partners", "partners.csv", "--format", "json")
    (own,) = json.loads(out)["partners"]
    assert code == 0 and (own["community_id"], own["name"], own["country"]) == (seika, "Seika", "Japan")
    assert ranked(said, *OUR, "--partners", "partners.csv")["candidates"] == 3
    norman = ("partners", "Norman, Oklahoma", "--partners", "partners.csv", "--format", "json")
    counted = [
        len(json.loads(said(*norman, *more)[1])["partners"]) for more in ((), ("--partners-mode", "replace"))
    ]
    assert counted == [4, 0]
    Path("own.csv").write_text("country,gift\nJP,a bell\n", encoding="utf-8")
    code, out, _ = said(
        "application", PINOLE, "Seika, Japan", "--restrict", "ours.txt", "--attributes", "own.csv"
    )
    assert code == 0 and "| gift | a bell |" in out


def test_a_partner_known_by_its_id_alone_is_held_against_the_law(said) -> None:  # type: ignore[no-untyped-def]
    Path("partners.csv").write_text(
        "geonameid_a,geonameid_b\n5527554,1814906\n", encoding="utf-8"
    )  # El Paso, Texas
    call = (
        "partners",
        "geonames:5527554",
        "--partners",
        "partners.csv",
        "--partners-mode",
        "replace",
        "--format",
        "json",
    )
    (own,) = json.loads(said(*call)[1])["partners"]
    assert own["country"] == "China" and own["name"] and "795" in own["note"]


def test_people_are_numbers_with_or_without_separators() -> None:
    assert [rank.people(text) for text in ("19022", "19,022", "19 022")] == [19_022.0] * 3
    for text in ("-5", "", "1.5", "1e3"):
        with pytest.raises(rank.argparse.ArgumentTypeError):
            rank.people(text)


def test_a_list_as_read(said) -> None:  # type: ignore[no-untyped-def]
    Path("l.txt").write_text("Pinole, California\nNowhereville, Ohio\nSpringfield\n", encoding="utf-8")
    code, out, _ = said("resolve", "l.txt")
    assert code == 3 and out.splitlines()[0].split() == [
        "line",
        "as",
        "written",
        "status",
        "community",
        "id",
        "note",
    ]
    code, out, _ = said("resolve", "l.txt", "--format", "json")
    found = json.loads(out)
    assert code == 3 and [r["status"] for r in found] == ["matched", "not_found", "ambiguous"]
    code, out, _ = said("resolve", "l.txt", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 3 and list(rows[0]) == list(found[0]) and rows[0]["community_id"] == PINOLE
    assert rows[2]["candidates"].split("; ") == [each["community_id"] for each in found[2]["candidates"]]
    Path("l.txt").write_text("Pinole, California\n", encoding="utf-8")
    assert said("resolve", "l.txt")[0] == 0


def test_the_lines_of_standard_input(said, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Pinole, California\n"), encoding="utf-8"))
    code, out, _ = said("resolve", "-", "--format", "json")
    assert code == 0 and [r["community_id"] for r in json.loads(out)] == [PINOLE]


def test_known_partners_in_each_form_and_of_one_status(said) -> None:  # type: ignore[no-untyped-def]
    code, table, _ = said("partners", "Norman, Oklahoma")
    assert code == 0 and table.startswith("Norman, Oklahoma: 4 partnerships on record\n") and "Seika" in table
    code, out, _ = said("partners", "Norman, Oklahoma", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0 and len(rows) == 4 and list(rows[0]) == [
        "name", "admin1", "country", "kind", "status", "evidence", "community_id", "note",
        "seeker_id", "seeker", "seeker_input", "seeker_status", "seeker_note",
    ]  # fmt: skip
    _, out, _ = said("partners", "Norman, Oklahoma", "--format", "json", "--status", "terminated")
    assert json.loads(out) == {
        "community_id": "geonames:4543762",
        "name": "Norman, Oklahoma",
        "partners": [],
        "asked": {"input": "Norman, Oklahoma", "status": "matched", "note": "", "line": None},
        "notes": [],
    }
    assert said("partners", "Norman, Oklahoma", "--partners", "none.csv")[0] == 2


def test_one_place_explained(said) -> None:  # type: ignore[no-untyped-def]
    ours = ("explain", PINOLE, "Arezzo, Italy", "--candidates", "ours.txt")
    code, out, _ = said(*ours)
    told = cm.rank(
        PINOLE, top=1, candidates=["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Bologna, Italy"]
    )
    assert code == 0 and out == told.explain("Arezzo, Italy").text + "\n"
    code, out, _ = said(*ours, "--format", "json")
    assert code == 0 and json.loads(out)["label"] == told.explain("Arezzo, Italy").label


def test_papers_on_the_screen_and_in_files(said) -> None:  # type: ignore[no-untyped-def]
    ours = ("--candidates", "ours.txt", "--as-of", "2026-01-15")
    code, draft, _ = said("application", PINOLE, "Arezzo, Italy", *ours)
    assert code == 0 and draft.startswith("# Sister city application and staff report (draft): Arezzo")
    three = ("memo", PINOLE, "Seika, Japan", "Colima, Mexico", "Arezzo, Italy", *ours)
    code, memo, _ = said(*three)
    assert code == 0 and memo.startswith("# Memo: candidates for a sister city of Pinole, California\n")
    for ending in ("md", "txt", "MD"):
        assert said(*three, "--output", f"m.{ending}") == (0, f"m.{ending}: written\n", "")
        assert Path(f"m.{ending}").read_text("utf-8") == memo
    for ending in ("html", "htm"):
        assert said("application", PINOLE, "Arezzo, Italy", *ours, "--output", f"a.{ending}")[0] == 0
        assert Path(f"a.{ending}").read_text("utf-8").startswith("<!doctype html>")
    for ending, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert said(*three, "--output", f"m.{ending}", "--paper", "a4") == (0, f"m.{ending}: written\n", "")
        assert Path(f"m.{ending}").read_bytes().startswith(start)


def test_a_page_is_written_and_its_size_told(said) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = said("explore", PINOLE, *OUR, "--output", "page.html", "--top", "2")
    size = Path("page.html").stat().st_size
    assert (code, out) == (0, f"page.html: {size / 1e6:.1f} MB, opens in any browser without a network\n")
    assert Path("page.html").read_text("utf-8").count('<li class="card">') == 2
    assert said("explore", PINOLE)[2].startswith("citymatch: the following arguments are required: --output")


def test_how_far_the_list_depends_on_its_weights(said) -> None:  # type: ignore[no-untyped-def]
    call = ("sensitivity", PINOLE, *OUR, "--draws", "20", "--top", "2")
    code, out, _ = said(*call)
    assert code == 0 and out.startswith(
        "Pinole, California, policy pinole: 20 weightings around it (seed 0)\n"
    )
    code, out, _ = said(*call, "--format", "json", "--seed", "5")
    found = json.loads(out)
    assert code == 0 and (found["draws"], found["seed"], found["top"]) == (20, 5, 2)
    narrow = json.loads(said(*call, "--format", "json", "--concentration", "5000")[1])["spread"]
    assert all(narrow[name] < value for name, value in found["spread"].items())
    plain = json.loads(said("sensitivity", PINOLE, *OUR, "--format", "json")[1])
    assert (plain["draws"], plain["seed"], plain["top"]) == (1000, 0, 10)
    again = cm.rank(
        PINOLE, top=10, candidates=["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Bologna, Italy"]
    )
    assert plain == json.loads(json.dumps(again.sensitivity(1000, 10, 0, 50.0).to_dict()))


def test_a_batch_with_each_of_its_options(said) -> None:  # type: ignore[no-untyped-def]
    Path("l.txt").write_text("Pinole, California\nOxford, Ohio\nPinole, California\n", encoding="utf-8")
    code, out, err = said("batch", "l.txt", *OUR, "--top", "2", "--policy", "default")
    assert err == "", "no bar where nobody looks"
    assert code == 0 and "2 communities ranked; 7 files in citymatch-results" in out
    assert "line 3: Pinole, California: named before; ranked once" in out
    with Path("citymatch-results/overview.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["rank"] for row in rows] == ["1", "2"] * 2 and {row["policy"] for row in rows} == {"default"}
    code, out, _ = said("batch", "l.txt", *OUR, "--html", "--excel", "--bom", "--output", "more", "--jobs", "2",
                        "--backend", "threading")  # fmt: skip
    assert code == 0 and "2 communities ranked; 11 files in more" in out
    assert {path.suffix for path in Path("more").iterdir()} == {".csv", ".json", ".html", ".xlsx"}
    assert Path("more/overview.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with Path("more/overview.csv").open(newline="", encoding="utf-8-sig") as file:
        assert len(list(csv.DictReader(file))) == 8, "four candidates each, of at most ten"
    Path("l.txt").write_text("Pinole, California\nNowhereville, Ohio\n", encoding="utf-8")
    code, out, _ = said("batch", "l.txt", *OUR)
    assert code == 3 and "line 2: Nowhereville, Ohio: " in out


def test_the_members_that_seek_a_partner_are_ranked_without_a_list(said) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = said("batch", *OUR, "--top", "1")
    assert code == 0 and "66 communities ranked" in out, "lines that nobody can change are no failure"
    code, out, _ = said("batch", *OUR, "--top", "1", "--stream", "csv", "--output", "s")
    assert code == 0 and out.startswith("66 communities ranked; 1 files in s\n")


def test_a_long_list_as_a_stream(said) -> None:  # type: ignore[no-untyped-def]
    Path("l.txt").write_text("Pinole, California\nOxford, Ohio\n", encoding="utf-8")
    call = (
        "batch",
        "l.txt",
        *OUR,
        "--policy",
        "default",
        "--output",
        "s",
        "--jobs",
        "2",
        "--backend",
        "threading",
    )
    assert said(*call, "--stream", "parquet") == (0, "2 communities ranked; 1 files in s\n", "")
    assert (
        said(*call, "--stream", "parquet")[1]
        == "2 communities ranked; 1 files in s, 1 of them there before\n"
    )
    assert Path("s/part-00000.parquet").exists()
    assert json.loads(Path("s/run.json").read_text())["top"] == 10
    Path("p.csv").write_text('community,policy\n"Pinole, California",pinole\n', encoding="utf-8")
    code, _, err = said("batch", "p.csv", "--stream", "csv", "--output", "t")
    assert (code, err) == (
        2, "citymatch: --stream ranks a whole list under one policy; the list has a column of policies\n",
    )  # fmt: skip
    assert said("batch", "l.txt", "--stream", "xml")[0] == 2


def test_policies_listed_shown_checked_begun_and_weighed(said, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore
    from citymatch.policy import authoring

    assert "\ncommands:\n  COMMAND\n" in said("policy", "--help")[1]
    code, out, _ = said("policy", "list")
    assert code == 0 and {row["name"] for row in authoring.listing()} >= {"default", "pinole"}
    assert all(row["name"] in out for row in authoring.listing())
    code, out, _ = said("policy", "show", "pinole")
    assert code == 0 and out == authoring.told(cm.load_policy("pinole")) + "\n"
    code, out, _ = said(
        "policy", "new", "mine.toml", "--title", "Ours", "--community", "Pinole, California", "--weight",
        "water=important", "--weight", "size=3", "--evidence", "They want it", "--stage", "Ask",
    )  # fmt: skip
    assert (code, out) == (0, "mine.toml: written; change it, then run citymatch policy check mine.toml\n")
    made = cm.load_policy("mine.toml")
    assert (made.name, made.title, made.community) == ("mine", "Ours", PINOLE)
    assert {c.extractor: c.weight for c in made.criteria} == {"water": 2.0, "size": 3.0}
    assert [e.text for e in made.evidence] == ["They want it"] and [s.text for s in made.stages] == ["Ask"]
    code, out, _ = said("policy", "check", "mine.toml")
    assert code == 0 and out.startswith("mine.toml")
    code, out, _ = said("policy", "new", "bare.toml", "--weight", "water=1")
    assert (
        code == 0 and cm.load_policy("bare.toml").community == "" and not cm.load_policy("bare.toml").stages
    )
    code, out, _ = said("policy", "weigh", "size:water=3")
    assert code == 0 and "75" in out and "25" in out  # three times as important: 3 to 1
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _, err = said("policy", "new", "asked.toml")
    assert (code, err) == (2, "\ncitymatch: the answers ended before the first answer; nothing is written\n")
    assert not Path("asked.toml").exists() and not Path("asked.toml.draft").exists()


def test_the_data_say_of_themselves(said, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = said("doctor")
    assert code == 0 and out.splitlines()[0].split() == ["what", "found"] and "partnerships on record" in out
    code, out, _ = said("doctor", "--populations")
    assert code == 0 and "Sweden" in out and "figures count" in out
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    code, out, err = said("doctor", "--standing")
    assert (code, out) == (2, "") and err == (
        "citymatch: the figures of standing are computed from the source tables: use a checkout of citymatch with "
        'pip install -e ".[build]"\n'
    )
    monkeypatch.setattr(doctor, "standing", lambda: "as it is")
    assert said("doctor", "--standing")[1] == "as it is\n"


class Evaluation:
    """Stands for half an hour of work."""

    asked: tuple[object, ...] = ()

    def table(self, name: str) -> str:
        return name

    def write(self, directory: Path) -> list[Path]:
        return [directory / "a.csv", directory / "b.json"]


def test_the_evaluation_is_asked_for_what_the_options_say(said, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore
    from citymatch import learning
    from citymatch.learning import report

    asked: list[object] = []

    def run(folds: int, baselines: bool, tell, everyone: bool) -> Evaluation:  # type: ignore[no-untyped-def]
        tell("fold 1")
        asked.append((folds, baselines, everyone))
        return Evaluation()

    def sealed(baselines: bool) -> Evaluation:
        asked.append(("sealed", baselines))
        return Evaluation()

    monkeypatch.setattr(report, "run", run)
    monkeypatch.setattr(report, "run_sealed", sealed)
    monkeypatch.setattr(learning, "shown", lambda table: [["table", "recall"], [table, "0.5"]])
    code, out, err = said("evaluate")
    assert (code, err) == (0, "fold 1\n") and [line.split() for line in out.splitlines()] == [
        ["table", "recall"],
        ["all", "0.5"],
    ]
    assert (
        said("evaluate", "--cv", "3", "--table", "strong", "--no-baselines", "--everyone")[1].split()[2]
        == "strong"
    )
    assert said("evaluate", "--sealed", "--cv", "1", "--output", "o")[1].endswith("o/a.csv\no/b.json\n")
    assert asked == [(5, True, False), (3, False, True), ("sealed", True)]
    assert said("evaluate", "--cv", "2")[0] == 0
    assert said("evaluate", "--table", "odd")[2].startswith("citymatch: --table must be one of all, ")


def test_a_table_is_as_wide_as_the_screen_or_140_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    assert console().width == 140
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "77")
    assert console().width in (76, 77)


def test_the_command_as_a_module_and_a_reader_who_has_seen_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["citymatch"])
    with pytest.raises(SystemExit) as stopped:
        runpy.run_module("citymatch.cli", run_name="__main__")
    assert stopped.value.code == 2
    source = str(Path(cm.__file__).parents[1])
    read, write = os.pipe()
    os.close(read)
    found = subprocess.run(
        [sys.executable, "-m", "citymatch.cli", "policy", "show", "pinole"], stdout=write, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": source}, check=False,
    )  # fmt: skip
    os.close(write)
    assert (found.returncode, found.stderr) == (0, b"")


def test_errors_of_files_name_the_file() -> None:
    from citymatch.cli import _one_line

    assert (
        _one_line(FileNotFoundError(2, "No such file or directory", "a.csv"))
        == "a.csv: No such file or directory"
    )
    assert _one_line(OSError("full")) == "full" and _one_line(ValueError("odd")) == "odd"


def test_reference_cycles_are_looked_for_again_after_a_command(said) -> None:  # type: ignore[no-untyped-def]
    import gc

    said("policy", "list")
    assert gc.isenabled()


def test_what_is_deprecated_is_said_aloud_and_still_works(said) -> None:  # type: ignore[no-untyped-def]
    code, out, err = said("rank", PINOLE, "--diversity", "0.2", "--top", "2", "--format", "json")
    assert code == 0 and len(json.loads(out)["results"]) == 2
    assert err.startswith("citymatch: diversity (--diversity) is deprecated") and "--per-country N" in err
    assert err.count("\n") == 1


def test_countries_as_table_json_and_csv(said) -> None:  # type: ignore[no-untyped-def]
    ask = ("countries", "Twin Falls, Idaho", "--policy", "default", "--top", "3", "--each", "2")
    code, out, _ = said(*ask)
    assert code == 0 and "by country" in out
    data = json.loads(said(*ask, "--format", "json")[1])
    assert len(data["countries"]) == 3 and all(len(each["communities"]) == 2 for each in data["countries"])
    assert data["countries"][0]["communities"][0]["rank"] == 1
    rows = list(csv.DictReader(io.StringIO(said(*ask, "--format", "csv")[1])))
    assert [row["line"] for row in rows] == ["1", "1", "2", "2", "3", "3"]
    assert [row["country_name"] for row in rows[::2]] == [each["name"] for each in data["countries"]]


def test_a_stream_is_the_ranking_itself(said) -> None:  # type: ignore[no-untyped-def]
    code, _, err = said("batch", "--stream", "csv", "--per-country", "2", "--output", "out")
    assert code == 2 and "--stream writes the ranking itself" in err


@pytest.mark.parametrize(
    "command",
    [
        ("rank", "--top", "1"),
        ("explore", "--top", "1"),
        ("memo",),
        ("application", "Seika, Japan"),
        ("profile",),
    ],
)
def test_a_folder_that_is_made_is_said(
    command: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *more = command
    ending = {"rank": "csv", "explore": "html", "profile": "toml"}.get(name, "md")
    told = []
    for file in ("y", "z"):
        assert main([name, "Pinole, California", *more, "--output", f"no/such/{file}.{ending}"]) == 0
        told.append("made the folder no/such" in capsys.readouterr().err)
    assert told == [True, False], "once, and not again when it is there"
