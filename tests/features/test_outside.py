"""A criterion that another package brings by an entry point: a throw-away distribution on the path."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import citymatch as cm
from citymatch.cli import main
from citymatch.features import EXTRACTORS, extractor_class, extractor_names
from citymatch.features.catalogue import Catalogue

CODE = '''
import numpy as np
from citymatch.features import Extractor


class Southern(Extractor):
    """South of the equator, whoever asks."""

    name, label, unit = "southern", "south of the equator", "degrees south"
    source, reads = "the coordinates", ("latitude",)

    def measure(self, seeker, candidates):
        return -np.asarray(candidates["latitude"], np.float64)

    def value(self, measure, seeker):
        return (measure > 0).astype(np.float64)

    def reason(self, seeker, candidate):
        return f"{candidate['name']} lies at {abs(candidate['latitude']):.0f} degrees"


class Other(Southern):
    name = "another_name"
'''
POLICY = {"name": "mine", "criteria": [{"extractor": "southern", "weight": 3}, {"extractor": "size"}]}


def distribution(folder: Path, entry_points: str) -> None:
    """A package as an installer leaves it: its module, and what its metadata say."""
    (folder / "throw_away_criteria.py").write_text(CODE, "utf-8")
    meta = folder / "throw_away-1.0.dist-info"
    meta.mkdir()
    (meta / "METADATA").write_text("Metadata-Version: 2.1\nName: throw-away\nVersion: 1.0\n")
    (meta / "entry_points.txt").write_text(f"[citymatch.criteria]\n{entry_points}\n")


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    before = dict(EXTRACTORS)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    EXTRACTORS.clear()
    EXTRACTORS.update(before)
    sys.modules.pop("throw_away_criteria", None)


def test_a_policy_names_it_and_it_is_explained(installed: Path) -> None:
    distribution(installed, "southern = throw_away_criteria:Southern")
    assert "southern" not in EXTRACTORS and "southern" in Catalogue()
    ranking = cm.rank("Pinole, California", POLICY, top=5, as_of="2026-01-15")
    assert (ranking.to_frame()["latitude"] < 0).all()
    (told,) = [record for record in ranking[0].records if record.criterion == "southern"]
    assert told.contribution == 75.0 and told.value == -ranking[0].facts["latitude"]
    assert told.reason.startswith(f"{ranking[0].facts['name']} lies at") and told.unit == "degrees south"
    assert set(ranking.to_frame(tidy=True)["criterion"]) == {"southern", "size"}
    assert extractor_names()[-1] == "southern" and extractor_class("southern").label == "south of the equator"


def test_the_command_takes_it_and_a_page_may_carry_it(
    installed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    distribution(installed, "southern = throw_away_criteria:Southern")
    file = installed / "mine.toml"
    assert main(["policy", "new", str(file), "--weight", "southern=1"]) == 0
    assert main(["policy", "check", str(file)]) == 0
    assert main(["policy", "check", str(file)]) == 0 and "a valid policy" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            "southern = throw_away_criteria:Nothing",
            "AttributeError: module 'throw_away_criteria' has no attribute",
        ),
        ("southern = no_such_module:Southern", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("southern = throw_away_criteria:Other", "its class calls itself 'another_name'"),
        ("southern = throw_away_criteria:np", "its class calls itself None"),
    ],
)
def test_one_that_cannot_be_used_is_said_and_stops_no_other(installed: Path, entry: str, words: str) -> None:
    distribution(installed, entry)
    with pytest.raises(
        ValueError, match="criterion 'southern' of the package throw-away cannot be used: " + words
    ):
        cm.load_policy(POLICY)
    with pytest.warns(UserWarning, match="cannot be used"):
        assert "size" in extractor_names()
    assert cm.load_policy({"name": "m", "criteria": [{"extractor": "size"}]}).weights == {"size": 1.0}


def test_ours_are_never_replaced_by_another_packages(installed: Path) -> None:
    distribution(installed, "size = throw_away_criteria:Southern")
    assert extractor_class("size").__name__ == "PopulationSize" and extractor_names() == list(EXTRACTORS)


def test_a_name_that_nobody_brings_names_the_nearest() -> None:
    with pytest.raises(cm.PolicyError, match="did you mean 'climate'"):
        cm.load_policy({"name": "m", "criteria": [{"extractor": "climat"}]})
    with pytest.raises(KeyError):
        extractor_class("beauty")
