"""A policy fitted anew: written where it is asked for, never over the one that is installed, and held against that."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.datasets import InputError
from citymatch.learning import __main__ as command
from citymatch.learning import ship
from citymatch.learning.reproduced import Distance, distance
from citymatch.policy import Policy, read_policy
from citymatch.ranking import Engine, Options

SIZE_AND_WATER = {
    "name": "a",
    "criteria": [{"extractor": "size", "weight": 3}, {"extractor": "water", "weight": 1}],
}


def test_the_installed_policy_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ship.FILE.read_bytes()
    link = tmp_path / "link.toml"
    link.symlink_to(ship.FILE)
    for path in (
        ship.FILE,
        link,
        ship.FILE.with_name("other.toml"),
        ship.FILE.parent / ".." / "builtin" / "x.toml",
    ):
        with pytest.raises(InputError, match="name a file elsewhere"):
            ship.build(path)
        with pytest.raises(SystemExit):
            command.main(["fit", "--output", str(path)])
        assert "name a file elsewhere" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        command.main(["fit"])
    assert "fit needs --output FILE" in capsys.readouterr().err
    assert ship.FILE.read_bytes() == before


def test_the_distance_of_two_policies_is_that_of_their_scores() -> None:
    engine = Engine(Options.check(country="JP", as_of="2026-01-15"))
    one = Policy.from_dict(SIZE_AND_WATER)
    other = one.with_weights(size=1)
    town = "Pinole, California"
    found = distance(one, other, [town], engine)
    assert found.weight == 25.0  # 3/4 and 1/4 against 1/2 and 1/2
    scores = [engine.draw(town, policy).score for policy in (one, other)]
    assert (
        found.score == abs(scores[0] - scores[1]).max() == 25.0
    )  # a quarter, for one alike in one thing alone
    assert found.shared <= 100 and not found.small
    same = distance(one, one, [town], engine)
    assert (same.weight, same.score, same.shared, same.small) == (0.0, 0.0, 100, True)


@pytest.mark.parametrize(
    ("weight", "score", "small"), [(0.5, 0.5, True), (0.51, 0.1, False), (0.1, 0.51, False)]
)
def test_the_tolerance(weight: float, score: float, small: bool) -> None:
    found = Distance(weight, score, 97)
    assert (
        found.small is small
        and found.text.endswith("reproduced")
        and ("not reproduced" in found.text) is not small
    )


def test_a_policy_that_lost_its_largest_criterion_is_not_reproduced() -> None:
    shipped = read_policy("precedent")
    largest = max(shipped.weights, key=lambda name: shipped.weights[name])
    changed = shipped.with_weights(**{largest: 0.0})
    found = distance(changed, shipped, ["Pinole, California"], Engine(Options.check(country="IE")))
    assert found.weight == pytest.approx(100 * shipped.weights[largest]) and not found.small
