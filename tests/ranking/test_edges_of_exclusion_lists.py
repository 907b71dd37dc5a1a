"""A user's own list of whom to leave out, in each of its forms, and what is wrong with one in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from citymatch.datasets import InputError, World
from citymatch.places import find
from citymatch.ranking.excluded import Excluded, read_excluded
from citymatch.ranking.pool import own_pool


def told(source: Any) -> list[tuple[str, str, str]]:
    return [(each.country, each.place, each.reason) for each in read_excluded(source)]


def listed(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


WHY = "on the exclusion list"


def test_lists_and_mappings() -> None:
    assert told(None) == told([]) == told({}) == []
    assert told(["se", "Japan", "Vence, France", 2969679, "geonames:1"]) == [
        ("SE", "", WHY), ("JP", "", WHY), ("", "Vence, France", WHY), ("", "2969679", WHY), ("", "geonames:1", WHY),
    ]  # fmt: skip
    assert told({"The Netherlands": "", "Vence, France": "no answer"}) == [
        ("NL", "", WHY), ("", "Vence, France", "no answer"),
    ]  # fmt: skip
    assert told(["Burma", "Ivory Coast"]) == [("MM", "", WHY), ("CI", "", WHY)], "by every name in use"


def test_files_with_and_without_a_header(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert told(listed(path, "Vence,tried\n\n  ,  \nSweden\n")) == [
        ("", "Vence", "tried"), ("SE", "", "on the list out.csv"),
    ]  # fmt: skip
    text = "\ufeffName, Country ,Reason\nVence,France,tried\n,SE,\nNice,,\n"
    assert told(str(listed(path, text))) == [
        ("", "Vence, France", "tried"), ("SE", "", "on the list out.csv"), ("", "Nice", "on the list out.csv"),
    ]  # fmt: skip
    ids = "geonameid,community_id,country\n2969679,,France\n,geonames:7,France\n5,geonames:6,\n"
    assert [place for _, place, _ in told(listed(path, ids))] == ["2969679", "geonames:7", "geonames:6"]
    for column in ("community_id", "geonameid", "place", "community", "name", "city"):
        assert told(listed(path, f"{column},reason\nVence,why\n")) == [("", "Vence", "why")]
    assert told(listed(path, "Japan,country\n")) == [("JP", "", "country")], (
        "no header: Japan is none of the columns"
    )
    assert told(listed(path, 'place\n"Vence, France"\n')) == [("", "Vence, France", "on the list out.csv")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("place,reason\n", "the file names nothing to exclude"),
        ("place,country\n,Atlantis\n", "line 2: 'Atlantis' is no country"),
        ("place,reason\nNice,why\n,why\n", "line 3: names no place"),
        ("Nice,why,else\n", "line 1: 3 fields where 2 are known (place, reason)"),
        ("name,country\nNice,France,x\n", "line 2: 3 fields where 2 are known (name, country)"),
    ],
)
def test_what_is_wrong_with_a_file(tmp_path: Path, text: str, message: str) -> None:
    path = listed(tmp_path / "out.csv", text)
    with pytest.raises(InputError) as refused:
        read_excluded(path)
    assert str(refused.value) in (f"{path}: {message}", f"{path}, {message}")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"out\.csv, line 2: is not UTF-8 text \(byte 0x81\)"):
        read_excluded(listed(tmp_path / "out.csv", "Nice\na \x81 \x8d b \x90\n", "latin-1"))
    with pytest.raises(InputError, match=r"none\.csv: there is no such file"):
        read_excluded(tmp_path / "none.csv")


def test_any_table_will_do(tmp_path: Path) -> None:
    """input-rules-differ, own columns in other words, semicolons, cp1252, Excel, a DataFrame."""
    why = "on the list out.csv"
    for text, encoding in (
        ("City;Country\nKöln;Germany\n", "utf-8"),
        ("sep=;\nStadt;Land\nKöln;Germany\n", "cp1252"),
        ("City\tCountry\nKöln\tGermany\n", "utf-16"),
        ("Not these\n\nCity Name,Country Name,Contact\nKöln,Germany,x@y.org\n", "utf-8"),
        ("| City | Country |\n|---|---|\n| **Köln** | Germany |\n", "utf-8"),
        ("Köln,Germany\n", "utf-8"),
    ):
        assert told(listed(tmp_path / "out.csv", text, encoding)) == [("", "Köln, Germany", why)], text
    frame = pd.DataFrame({"name": ["Seika", None], "country": ["Japan", "Sweden"]})
    assert told(frame) == [
        ("", "Seika, Japan", "on the exclusion list"), ("SE", "", "on the exclusion list"),
    ]  # fmt: skip
    frame.to_excel(tmp_path / "out.xlsx", index=False, startrow=2)
    assert told(tmp_path / "out.xlsx") == [
        ("", "Seika, Japan", "on the list out.xlsx"), ("SE", "", "on the list out.xlsx"),
    ]  # fmt: skip
    assert told(listed(tmp_path / "out.csv", "id,city,reason\n1,Seika,far\n")) == [("", "Seika", "far")]
    assert told(listed(tmp_path / "out.csv", "city,state,country\nParis,Texas,US\n")) == [
        ("", "Paris, Texas, US", why)
    ]


def test_whom_an_entry_means(world: World) -> None:
    pool = own_pool([find(each) for each in ("Nice, France", "Lyon, France", "Gera, Germany")], world)
    names = pool.table["name"]

    def meant(entry: Excluded) -> set[str]:
        return {str(names[row]) for row, out in enumerate(entry.mask(pool).tolist()) if out}

    assert meant(Excluded("FR", "", "", "exclude")) == {"Nice", "Lyon"}
    assert meant(Excluded("", "Nice, France", "", "exclude")) == {"Nice"}
    assert meant(Excluded("", "geonames:2921232", "", "exclude")) == {"Gera"}
    assert meant(Excluded("", "Jena, Germany", "", "exclude")) == set(), "it is no candidate anyway"
    with pytest.raises(InputError, match=r"^list\.csv, line 7: .*Nowhereville"):
        Excluded("", "Nowhereville, France", "", "list.csv, line 7").mask(pool)
