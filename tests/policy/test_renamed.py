"""One name for a criterion: that of its extractor. What files and scripts of before call it is read still, and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch import load_policy
from citymatch.features import EXTRACTORS, extractor_class, make_extractor
from citymatch.policy import Policy, builtin_policies, read_policy
from citymatch.policy.pairwise import read_judgements
from citymatch.policy.renamed import IDS

OLD = """
name = "mine"
tie_break = ["population"]
order = ["population", "near"]

[[criteria]]
extractor = "population"

[[rules]]
id = "near"
text = "Alike in size"
test = "similarity"
extractor = "population"
"""


@pytest.mark.parametrize("name", builtin_policies())
def test_a_criterion_of_a_built_in_policy_bears_its_extractors_name(name: str) -> None:
    """An id of its own is for the second criterion of an extractor alone."""
    criteria = read_policy(name).criteria
    for criterion in criteria:
        shared = [each.id for each in criteria if each.extractor == criterion.extractor]
        assert criterion.id == criterion.extractor or len(shared) > 1 or name == "precedent", criterion.id
        assert criterion.id not in IDS
    for extractor in {c.extractor for c in criteria} if name != "precedent" else ():
        assert [c.id for c in criteria].count(extractor) == 1


def test_an_old_name_is_read_and_told_with_its_line(tmp_path: Path) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(OLD)
    new.write_text(OLD.replace("population", "size"))
    with pytest.warns(FutureWarning) as told:
        read = load_policy(old)
    today = load_policy(new)
    assert read == today and read.fingerprint == today.fingerprint
    assert [str(each.message) for each in told] == [
        f"{old}, line 7: criteria 1, extractor: the name 'population' is deprecated and will go: write 'size'",
        f"{old}, line 13: rules 1, extractor: the name 'population' is deprecated and will go: write 'size'",
        f"{old}, line 3: tie_break: the name 'population' is deprecated and will go: write 'size'",
    ]
    assert (today.criteria[0].id, today.tie_break, today.order) == ("size", ("size",), ("size", "near"))


def test_an_old_file_whose_rule_has_the_new_name_is_read_as_before() -> None:
    data = {
        "name": "m",
        "order": ["population", "size"],
        "criteria": [{"extractor": "population"}],
        "rules": [{"id": "size", "text": "Alike", "test": "evidence"}],
    }
    with pytest.warns(FutureWarning):
        policy = Policy.from_dict(data)
    assert (policy.criteria[0].id, policy.order) == ("population", ("population", "size"))


def test_old_names_in_python() -> None:
    with pytest.warns(FutureWarning, match="write 'size'"):
        assert extractor_class("population") is extractor_class("size")
    with pytest.warns(FutureWarning, match="write 'ancestry'"):
        assert read_policy("fort-collins").with_weights(roots=3).weights == {"size": 0.25, "ancestry": 0.75}
    with pytest.warns(FutureWarning, match="write 'size'"):
        assert read_judgements(["population:water=3"]) == {("size", "water"): 3.0}
    assert "population" not in EXTRACTORS and make_extractor("size").name == "size"


def test_a_policy_whose_own_id_is_an_old_name_keeps_it() -> None:
    policy = Policy.from_dict({"name": "m", "criteria": [{"id": "roots", "extractor": "ancestry"}]})
    assert policy.with_weights(roots=2).criteria[0].weight == 2
