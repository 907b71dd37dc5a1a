"""Every command that the README and the docs show does what it says: it runs and exits with 0."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

import citymatch
from citymatch.cli import main
from citymatch.ranking.keywords import option_list

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
FILES = {
    "my-list.csv": "name,state\nHavanna,Illinois\nPlacer County,California\n",
    "my-policy.toml": 'name = "mine"\n[[criteria]]\nextractor = "size"\n',
    "mine.toml": 'name = "mine"\n[[criteria]]\nextractor = "size"\n',
    "my-attributes.csv": "geonameid,industries\n5383187,refining; biotechnology\n2988507,biotechnology\n",
    "my-partners.csv": "name_a,country_a,name_b,country_b,status\nPinole,US,Vence,FR,active\n",
    "my-town.toml": 'community = "geonames:5383187"\n[people]\nnumber = 19500\n',
    "B04006.csv": (
        '"Label (Grouping)","Pinole city, California!!Estimate","Pinole city, California!!Margin of Error"\n'
        '"Total:","18,800","±43"\n"Lithuanian","90","±45"\n"Subsaharan African:","250","±150"\n'
    ),
    "our-exclusions.csv": "place,reason\nJP,the council asked for Europe\n",
}


def files_on(page: Path) -> dict[str, str]:
    """The files that a page shows whole: a code block after a line that is nothing but the file's name."""
    return dict(re.findall(r"^`([\w-]+\.\w+)`:\n\n```\w+\n(.*?)```", page.read_text("utf-8"), re.M | re.S))


def shown(page: Path) -> list[str]:
    """The citymatch commands in the code blocks of a page; those with CAPITALS to fill in are left out."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)
    blocks = [text for kind, text in fenced if kind in ("", "console", "sh", "bash", "text")]
    blocks += re.findall(r"(?:^    .*\n)+", page.read_text("utf-8"), re.M)
    lines = [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()]
    commands = [line.partition("  #")[0].strip() for line in lines if line.startswith("citymatch ")]
    return [command for command in commands if not re.search(r"\b[A-Z]{4,}\b", command)]


OWN_FILES = {page.name: files_on(page) for page in PAGES}
COMMANDS = [(page.name, command) for page in PAGES for command in dict.fromkeys(shown(page))]


def test_the_readme_shows_commands() -> None:
    assert any(page == "README.md" for page, _ in COMMANDS)


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command_that_is_shown_runs(
    page: str,
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, text in {**FILES, **OWN_FILES.get(page, {})}.items():
        if f"policy new {name}" not in command:
            (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = main(shlex.split(command)[1:])
    captured = capsys.readouterr()
    assert code == 0, f"{page}: {command}\n{captured.err}"


@pytest.mark.parametrize(
    ("community", "example", "first"),
    [("Napa, California", "known-for", ["Alba", "Beaune"]),
     ("Truckee, California", "ski", ["Chamonix-Mont-Blanc", "Davos", "Hakuba", "Whistler", "Zakopane"])],
)  # fmt: skip
def test_the_examples_of_own_columns_put_those_first_that_they_name(
    community: str, example: str, first: list[str], tmp_path: Path
) -> None:
    for name, text in OWN_FILES["own_columns.md"].items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    policy, attributes = tmp_path / f"{example}.toml", tmp_path / f"{example}.csv"
    ranking = citymatch.rank(community, policy=policy, attributes=attributes, top=len(first))
    assert sorted(ranking.to_frame()["name"]) == first


def drawing(name: str) -> Any:
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_the_pages_drawn_from_the_code_say_what_it_says() -> None:
    for name, make in drawing("tables").PAGES.items():
        assert (ROOT / "docs" / name).read_text("utf-8") == make(), (
            f"run python docs/tables.py: {name} is stale"
        )


def test_the_gallery_prints_what_its_snippets_print() -> None:
    assert (ROOT / "docs" / "gallery.md").read_text("utf-8") == drawing("gallery").drawn(), (
        "run python docs/gallery.py: gallery.md is stale"
    )


def test_every_public_name_has_its_place_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference.md").read_text("utf-8")
    for name in set(citymatch.__all__) - {"__version__"}:
        assert re.search(rf"^::: citymatch\.[\w.]*\b{name}$", page, re.M), name


def test_the_readme_names_every_option() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name, option in option_list().items():
        assert f"--{option.flag or name.replace('_', '-')}" in text
