"""Whether a policy's extractors exist and their parameters are in bounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from .errors import FieldPath, PolicyError, suggestion
from .kinds import SIMILARITY_TESTS
from .model import Policy
from .renamed import hint


class Checks(Protocol):
    """What an extractor says about its parameters."""

    @property
    def label(self) -> str:
        """What it is about, in a few words."""

    @property
    def offered(self) -> bool:
        """Whether people who write a policy would name it, and it is more than a part of a learned one."""

    def options(self) -> list[tuple[str, object, str]]:
        """Its parameters that a policy may state: name, default, and what it means."""

    def parameters(self) -> Collection[str]:
        """The names of its parameters."""

    def problem(self, parameters: Mapping[str, object]) -> tuple[str, str] | None:
        """The first parameter that is wrong and what is wrong with it, or None."""


def check(policy: Policy, catalogue: Mapping[str, Checks]) -> Policy:
    """The policy itself, if every extractor that it names is in the catalogue and takes its parameters.

    Raises PolicyError naming the file, line and field, and the nearest valid name.
    """
    for n, criterion in enumerate(policy.criteria):
        _check_one(policy, catalogue, ("criteria", n), criterion.extractor, criterion.parameters)
    for n, rule in enumerate(policy.rules):
        if rule.test in SIMILARITY_TESTS:
            extractor = SIMILARITY_TESTS[rule.test] or str(rule.parameters["extractor"])
            _check_one(policy, catalogue, ("rules", n), extractor, rule.parameters.get("parameters", {}))
    for name in policy.tie_break:
        if name != "preferences" and name not in catalogue:
            problem = f"unknown extractor {name!r}{hint(name, [*catalogue, 'preferences'])}"
            raise policy.origin.error(("tie_break",), problem)
    return policy


def _check_one(
    policy: Policy,
    catalogue: Mapping[str, Checks],
    path: FieldPath,
    extractor: str,
    parameters: Mapping[str, object],
) -> None:
    def error(key: str, problem: str) -> PolicyError:
        return policy.origin.error((*path, key), problem)

    if extractor not in catalogue:
        raise error("extractor", f"unknown extractor {extractor!r}{hint(extractor, catalogue)}")
    checks = catalogue[extractor]
    for name in parameters:
        if name not in checks.parameters():
            raise error(
                "parameters", f"{extractor} has no parameter {name!r}{suggestion(name, checks.parameters())}"
            )
    found = checks.problem(parameters)
    if found:
        raise error("parameters", f"{found[0]} {found[1]}")
