"""Whatever was corrected, guessed or left out is said by every command, for seekers, candidates and lists alike."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import citymatch as cm
from citymatch.cli import command_names, main
from citymatch.places import Entry

Said = Callable[..., tuple[int, str, str]]
SEEKER, SEEKER_READ = "Havanna, Illinois", "'Havanna' read as Havana"
OTHER, OTHER_READ = "Arezo, Italy", "'Arezo' read as Arezzo"
OURS = ("--candidates", "ours.txt")
ONES = ("Seika, Japan", "Colima, Mexico")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of one's own with a short list of candidates, one of them misspelt."""
    monkeypatch.chdir(tmp_path)
    Path("ours.txt").write_text(f"Seika, Japan\nColima, Mexico\n{OTHER}\nBologna, Italy\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
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


OF_A_SEEKER = {
    "compare": [SEEKER, *OURS, "--policy", "pinole"],
    "application": [SEEKER, ONES[0], *OURS],
    "countries": [SEEKER, *OURS],
    "explain": [SEEKER, ONES[0], *OURS],
    "explore": [SEEKER, *OURS, "--output", "page.html"],
    "offers": ["add", SEEKER, ONES[0]],
    "memo": [SEEKER, *ONES, "Bologna, Italy", *OURS],
    "mutual": [SEEKER, ONES[0], *OURS],
    "partners": [SEEKER],
    "profile": [SEEKER],
    "rank": [SEEKER, *OURS],
    "review": [SEEKER],
    "sensitivity": [SEEKER, *OURS, "--draws", "5"],
}
NO_SEEKER = {"assign", "batch", "doctor", "evaluate", "policy", "resolve"}


def test_no_command_is_forgotten() -> None:
    assert set(OF_A_SEEKER) | NO_SEEKER == set(command_names())


@pytest.mark.parametrize("command", sorted(OF_A_SEEKER))
def test_the_seekers_correction_is_said(command: str, said: Said) -> None:
    # corrections-not-shown: on the error stream with the id, and in what the command gives
    code, out, err = said(command, *OF_A_SEEKER[command])
    assert code == 0
    assert f"{SEEKER!r} is read as Havana, Illinois (geonames:4895336): {SEEKER_READ}" in err
    assert err.count(SEEKER_READ) == 1, "once"
    text = Path("page.html").read_text("utf-8") if command == "explore" else " ".join(out.split())
    assert SEEKER_READ in text.replace("&#x27;", "'")


@pytest.mark.parametrize("command", ["application", "explain", "memo"])
def test_the_candidates_correction_is_said(command: str, said: Said) -> None:
    more = list(ONES) if command == "memo" else []
    code, out, err = said(command, "Pinole, California", OTHER, *more)
    assert code == 0 and OTHER_READ in out and f"{OTHER!r} is read as Arezzo, Italy (geonames:3182884)" in err
    if command != "explain":
        said(command, "Pinole, California", OTHER, *more, "--output", "paper.html")
        assert OTHER_READ.replace("'", "&#x27;") in Path("paper.html").read_text("utf-8")


@pytest.mark.parametrize(
    "command", ["application", "compare", "countries", "explain", "explore", "memo", "rank", "sensitivity"]
)
def test_a_list_of_candidates_is_said_as_it_was_read(command: str, said: Said) -> None:
    code, _, err = said(command, *OF_A_SEEKER[command])
    assert code == 0 and err.count(OTHER_READ) == 1


@pytest.mark.parametrize(
    "command", ["compare", "countries", "explain", "partners", "rank", "review", "sensitivity"]
)
def test_json_says_so_too(command: str, said: Said) -> None:
    data = json.loads(said(command, *OF_A_SEEKER[command], "--format", "json")[1])
    assert SEEKER_READ in json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize("command", ["compare", "countries", "partners", "rank", "review"])
def test_csv_says_so_too(command: str, said: Said) -> None:
    asked = ["Normann, Oklahoma", *OF_A_SEEKER[command][1:]]
    rows = list(csv.DictReader(said(command, *asked, "--format", "csv")[1].splitlines()))
    assert rows and all("'Normann' read as Norman" in row["seeker_note"] for row in rows)


@pytest.mark.parametrize("ending", ["txt", "json", "csv", "geojson", "xlsx"])
def test_every_file_of_a_ranking_says_so(ending: str, said: Said) -> None:
    assert said("rank", *OF_A_SEEKER["rank"], "--output", f"r.{ending}")[0] == 0
    if ending == "xlsx":
        openpyxl = pytest.importorskip("openpyxl")
        for sheet in (openpyxl.load_workbook("r.xlsx")[name] for name in ("Havana, Illinois", "Figures")):
            text = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
            assert SEEKER_READ in text
    else:
        text = Path(f"r.{ending}").read_text("utf-8")
    assert SEEKER_READ in " ".join(text.split())


def test_exclude_leaves_out_what_it_says(said: Said) -> None:
    # corrections-not-shown: the message names the community as it was understood, with its id
    Path("out.csv").write_text(f'name,reason\n"{OTHER}",no answer\n', encoding="utf-8")
    _, out, err = said("rank", "Pinole, California", "--candidates", "ours.txt", "--exclude", "out.csv")
    flat = " ".join(out.split())
    assert (
        f"Left out by your list: {OTHER!r} is read as Arezzo, Italy (geonames:3182884): {OTHER_READ}" in flat
    )
    assert err.count(OTHER_READ) == 1
    told = cm.rank("Pinole, California", top=1, exclude=[OTHER, "Sweden"])
    assert told.explain("geonames:3182884").status == "excluded"
    assert any("Arezzo, Italy (geonames:3182884)" in note for note in told.notes)
    assert any("Left out by your list: Sweden (" in note for note in told.notes)


def test_a_batch_says_so_on_the_screen_and_in_its_files(said: Said) -> None:
    Path("l.csv").write_text(
        "name,country\nHavanna,Illinois\nPinole,California\nSpringfield,\n", encoding="utf-8"
    )
    code, out, _ = said("batch", "l.csv", *OURS, "--html", "--output", "o")
    assert code == 3 and "Havana, Illinois (geonames:4895336)" in out and SEEKER_READ in out
    assert "geonames:4409896" in out, "the ids to choose from, as resolve and explain list them"
    for name in ("overview.html", "havana-illinois.html"):
        assert "Havanna&#x27; read as Havana" in Path("o", name).read_text("utf-8")
    for name in ("overview.csv", "havana-illinois.csv", "havana-illinois.json", "lines.csv"):
        assert SEEKER_READ in Path("o", name).read_text("utf-8"), name


OWN = [
    Entry("Havanna, Illinois", 2, extra={"contact": "Ann Lee", "score": "=1+1"}),
    Entry("Pinole, California", 3, extra={"contact": "Bo", "score": ""}),
    Entry("Nowhereville, Ohio", 4, extra={"contact": "Cy", "score": ""}),
]
SOME = ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Bologna, Italy"]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_that_are_none_of_ours_travel_along(here: Path) -> None:
    # columns of the user's own: contact, and one by a name of ours
    found = cm.batch(OWN, top=4, candidates=SOME)
    found.save(here), found.save_pages(here)
    for name, rows in (("overview.csv", 8), ("havana-illinois.csv", 4), ("lines.csv", 3)):
        written = table(here / name)
        assert len(written) == rows and written[0]["contact"] == "Ann Lee", name
        own = written[0].get("own: score", written[0]["score"])
        assert own == "'=1+1", "harmless, and beside our own column"
    assert table(here / "unresolved.csv")[0]["contact"] == "Cy"
    data = json.loads((here / "havana-illinois.json").read_text("utf-8"))
    assert data["asked"]["extra"]["contact"] == "Ann Lee"
    assert "contact: Ann Lee" in (here / "overview.html").read_text("utf-8")
    assert found.to_frame()["contact"].tolist() == ["Ann Lee"] * 4 + ["Bo"] * 4


def test_a_workbook_carries_them_too(here: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    cm.batch(OWN, top=1, candidates=SOME).save(here, excel=True)
    book = openpyxl.load_workbook(here / "shortlists.xlsx")
    head, first, *_ = (list(row) for row in book["Figures"].iter_rows(values_only=True))
    assert first[head.index("contact")] == "Ann Lee" and first[head.index("own: score")] == "'=1+1"
    rows = [list(row) for row in book["Overview"].iter_rows(values_only=True)]
    assert rows[2][-2:] == ["contact", "score"] and rows[3][-2:] == ["Ann Lee", "'=1+1"]
    assert rows[-1][-2:] == ["Cy", None], "of a line that could not be read too"
    members = book["Havana, Illinois"].iter_rows(values_only=True)
    assert not any("Ann Lee" in str(cell) for row in members for cell in row), (
        "private notes are not for the member"
    )


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_stream_carries_them_too(form: str, here: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    cm.PartnerRanker(candidates=SOME).fit().rank_into(here / "s", OWN[:2], 2, form=form)
    if form == "parquet":
        import pandas as pd

        rows = pd.read_parquet(here / "s/part-00000.parquet").to_dict("records")
    else:
        rows = table(here / "s/part-00000.csv")
    assert [row["contact"] for row in rows] == ["Ann Lee"] * 2 + ["Bo"] * 2
    assert SEEKER_READ in rows[0]["seeker_note"] and "own: score" in rows[0]


def test_a_stream_says_what_became_of_every_line(said: Said) -> None:
    Path("l.txt").write_text("Havanna, Illinois\nNowhereville, Ohio\n", encoding="utf-8")
    assert said("batch", "l.txt", *OURS, "--stream", "csv", "--output", "s", "--top", "2")[0] == 3
    assert [row["status"] for row in table(Path("s/lines.csv"))] == ["corrected", "not_found"]


@pytest.mark.parametrize("command", ["memo", "application"])
def test_the_word_of_before_is_taken_and_said_to_go(command: str, said: Said) -> None:
    # input-rules-differ: --candidates in all commands
    asked = [word if word != "--candidates" else "--restrict" for word in OF_A_SEEKER[command]]
    code, _, err = said(command, *asked)
    assert code == 0 and "citymatch: --restrict is deprecated and will go: use --candidates" in err


@pytest.mark.parametrize(
    "arguments",
    [("explain", "Pinole, California", "Cambridge"), ("rank", "Springfield"), ("partners", "Springfield"),
     ("profile", "Springfield"), ("rank", "Pinole, California", "--candidates", "two.txt")],
)  # fmt: skip
def test_ambiguity_is_the_same_everywhere(arguments: tuple[str, ...], said: Said) -> None:
    # input-rules-differ: the ids are listed, whoever asks
    Path("two.txt").write_text("Seika, Japan\nSpringfield\n", encoding="utf-8")
    code, _, err = said(*arguments)
    assert (
        code == 2
        and f"'{arguments[-1]}' is ambiguous; choose one by its id:".replace("two.txt", "Springfield") in err
    )
    assert "geonames:" in err
    assert '\nor write it with its state or country, such as "' in err
    if "two.txt" in arguments:
        assert "two.txt, line 2: 'Springfield' is ambiguous" in err


def test_resolve_lists_the_ids_too(said: Said) -> None:
    Path("two.txt").write_text("Springfield\n", encoding="utf-8")
    code, out, _ = said("resolve", "two.txt")
    assert code == 3 and "choose one by its id: geonames:" in " ".join(out.split())


def test_a_population_of_ones_own_hides_no_correction() -> None:
    told = cm.rank(SEEKER, top=1, candidates=["Seika, Japan"], population=3000)
    assert told.notes[0] == SEEKER_READ


# Kind: what was decided in reading a list stood on the error stream alone.
def test_how_a_list_was_read_stands_in_every_file(said: Said) -> None:
    Path("l.csv").write_text(
        "City,Contry,Contact\nPinole,USA,Ms Lee\nNoTown,Japan,Mr Ito\n", encoding="utf-8"
    )
    assert said("batch", "l.csv", *OURS, "--top", "1", "--output", "o", "--html")[0] == 3
    words = "column 'Contry' read as the country"
    for path in Path("o").iterdir():
        if path.name != "assignment.csv":
            text = path.read_text("utf-8").replace("&#x27;", "'").replace("&#39;", "'")
            assert words in text, path.name
            for_a_member = path.suffix == ".html" and path.name != "overview.html"
            assert ("Ms Lee" in text or "Mr Ito" in text) != for_a_member, path.name
            assert ("Contact" in text) != for_a_member, (
                "that the list has such a column is not for the member either"
            )
    out = said("resolve", "l.csv", "--format", "json")[1]
    assert words in json.loads(out)[0]["remarks"]
    assert (
        words
        in next(csv.DictReader(said("resolve", "l.csv", "--format", "csv")[1].splitlines()))["list_note"]
    )


# Kind: the CSV of a ranking did not say how a list of exclusions was read.
def test_a_csv_says_how_an_exclusion_was_read(said: Said) -> None:
    Path("out.csv").write_text(f"name,country\n{OTHER.replace(',', '')[:5]},Italy\n", encoding="utf-8")
    code, out, _ = said("rank", "Pinole, California", *OURS, "--exclude", "out.csv", "--format", "csv")
    assert code == 0 and "left out by your list" in next(csv.DictReader(out.splitlines()))["list_note"]


# Kind: an exclusion by an id and a name of another community; a remark; a county; a state.
def test_an_exclusion_is_what_its_row_says(said: Said) -> None:
    def excluding(text: str, name: str = "e.csv") -> tuple[int, str, str]:
        Path(name).write_text(text, encoding="utf-8")
        return said("rank", "Pinole, California", *OURS, "--exclude", name)

    code, _, err = excluding("geonameid,name\n3182884,Seika\n")
    assert code == 2 and "e.csv, line 2: " in err and "contradict each other" in err
    code, _, err = excluding("# ours\nSeika, Japan\n", "e.txt")
    assert code == 0 and "line 1: a remark, which leaves nothing out" in err
    code, out, _ = excluding("City,Contry\nSeika,Japan\n")
    assert code == 0 and "Left out by your list: Seika, Japan (geonames:9634762" in out
    code, _, err = excluding("name,county,state\nPinole,Los Angeles,California\n")
    assert code == 2 and "line 2" in err
    code, _, err = excluding("name,state,country\n,Texas,US\n")
    assert code == 2 and "line 2: names a state and no place" in err


def test_a_partner_with_a_caution_says_so(said: Said) -> None:
    """Seattle has partners in China, in Israel and in Mazatlán; nothing stands against Bergen."""
    code, out, _ = said("partners", "Seattle, Washington", "--format", "json")
    notes = {each["name"]: each["note"] for each in json.loads(out)["partners"]}
    assert code == 0 and notes["Bergen"] == ""
    assert notes["Beersheba"].startswith("caution: Israel has been at war since October 2023")
    assert "not to travel to Sinaloa" in notes["Mazatlán"]


def test_every_country_that_is_barred_is_named_somewhere(said: Said) -> None:
    """The line under the table names six of them; --why and JSON name all, Syria among them, with their counts."""
    asked = ("rank", "Pinole, California", "--top", "2", "--as-of", "2026-03-01")
    _, short, _ = said(*asked)
    assert (
        "more countries and territories are left out for a grave caution. "
        "--caution show shows them. --why names all the countries."
        in short
        and "Syria" not in short
    )
    _, whole, _ = said(*asked, "--why")
    told = " ".join(whole.split())
    assert "communities are left out for a grave caution: Russia" in told
    assert "parts of Syria" in told.partition("for a grave caution: ")[2].partition("--caution")[0]
    barred = json.loads(said(*asked, "--format", "json")[1])["barred"]
    assert "parts of Syria" in [each["name"] for each in barred["where"]]
    assert sum(each["number"] for each in barred["where"]) == barred["number"] > 6_000


def test_a_row_of_ones_own_columns_that_names_nobody_is_said_and_the_rest_counts(said: Said) -> None:
    Path("own.csv").write_text("name,country,wine\nVence,France,yes\nXyzzyville,France,no\n", "utf-8")
    code, out, err = said("rank", "Pinole, California", "--top", "1", "--attributes", "own.csv")
    assert code == 3 and "100.0" in out
    assert "own.csv, line 3: 'Xyzzyville, France'" in err and "this row counts for nobody" in err
