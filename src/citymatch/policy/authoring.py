"""What `citymatch policy list|show|check|new` does: policies told, checked, and begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .checking import Checks, check
from .errors import PolicyError
from .fields import is_number
from .kinds import TESTS, Setting
from .library import builtin_policies, read_policy
from .model import Policy, policy_from
from .parts import Criterion, Rule
from .renamed import hint, renamed
from .toml import parse_toml, reason, toml_text, toml_value


def listing() -> list[dict[str, str]]:
    """The built-in policies: name, title, community, date and source of each.

    >>> [row["name"] for row in listing()][:2]
    ['austin', 'default']
    """
    policies = [read_policy(name) for name in builtin_policies()]
    fields = ("name", "title", "community", "date", "source")
    return [{field: str(getattr(policy, field)) for field in fields} for policy in policies]


def told(policy: Policy) -> str:
    """A policy in plain words, in its own order.

    >>> print(told(read_policy("pinole")).splitlines()[0])
    pinole: City of Pinole Sister City Policy
    """
    lines = [f"{policy.name}: {policy.title or 'no title is stated'}", _source(policy)]
    lines += [f"not read: {policy.unread}"] if policy.unread else []
    lines += ["a reading of that source, and no legal advice"] if policy.community else []
    lines += [policy.notes] if policy.notes else []
    parts: dict[str, Criterion | Rule] = {c.id: c for c in policy.criteria} | {r.id: r for r in policy.tests}
    for name in policy.ordered_ids():
        item = parts[name]
        if isinstance(item, Rule):
            lines.append(f"  {_rule(item)}")
        else:
            lines.append(
                f"  {policy.weights[name]:6.1%} of the score  {item.label or item.extractor} [{name}]"
            )
        lines += [f"         ({item.note})"] if item.note else []
    lines.append("equal scores are ordered by " + ", then ".join([*policy.tie_break, "lot"]))
    for n, stage in enumerate(policy.stages, start=1):
        who = f" ({stage.decided_by})" if stage.decided_by else ""
        days = f", within {stage.deadline_days} days" if stage.deadline_days is not None else ""
        lines.append(f"  stage {n}: {stage.text}{who}{days}")
    lines += [
        f"  field of exchange: {f.name}" + (f" ({f.examples})" if f.examples else "") for f in policy.exchange
    ]
    lines.append(f"fingerprint: {policy.fingerprint[:12]}")
    return "\n".join(lines)


def _source(policy: Policy) -> str:
    """What it was read from, with its date; that neither is stated where that is so."""
    if not policy.source:
        return f"source: not stated{f' ({policy.date})' if policy.date else ''}"
    return f"source: {policy.source}{f' ({policy.date})' if policy.date else ''}"


def _rule(rule: Rule) -> str:
    """One rule in a line."""
    settings = ", ".join(f"{name} {_in_words(value)}" for name, value in rule.parameters.items())
    test = rule.test.replace("_", " ") + (f": {settings}" if settings else "")
    extra = [f"{rule.provided_by} provides it"] if rule.provided_by else []
    extra += [rule.waiver] if rule.waivable_by else []
    extra += [f"from {rule.since}"] if rule.since else []
    extra += [f"until {rule.until}"] if rule.until else []
    return f"{rule.strength:>7}  {rule.text} [{rule.id}; {'; '.join([test, *extra])}]"


def _in_words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def checked(path: str | Path, catalogue: Mapping[str, Checks]) -> str:
    """What to say of a policy file that is right, with hints on what it leaves open.

    Raises PolicyError naming the file, the line and the field if it is not right.
    """
    policy = check(read_policy(path), catalogue)
    parts = ("criteria", "rules", "evidence", "stages")
    counts = ", ".join(f"{len(getattr(policy, part))} {part}" for part in parts)
    lines = [f"{path}: a valid policy ({counts})"]
    lines += [f"hint: {hint}" for hint in hints(policy)]
    return "\n".join(lines)


def hints(policy: Policy) -> list[str]:
    """What a valid policy leaves open."""
    found = [f"it states no {field}" for field in ("title", "source", "date") if not getattr(policy, field)]
    if not policy.tie_break:
        found.append("it states no tie_break: equal scores are ordered by lot alone")
    used = {name for rule in policy.rules for name in rule.parameters.get("rules", ())}
    found += [
        f'the rule {rule.id!r} is only a "part", and no rule names it'
        for rule in policy.rules
        if rule.strength == "part" and rule.id not in used
    ]
    groups = [rule.group for rule in policy.rules if rule.strength == "any_of"]
    found += [
        f"the group {g!r} has one rule only: it is a must"
        for g in sorted(set(groups))
        if groups.count(g) == 1
    ]
    found += [f"the criterion {c.id!r} has weight 0" for c in policy.criteria if c.weight == 0]
    return found


def new(
    catalogue: Mapping[str, Checks],
    name: str,
    title: str = "",
    community: str = "",
    weights: Mapping[str, float] | None = None,
    evidence: Sequence[str | Mapping[str, str]] = (),
    stages: Sequence[str | Mapping[str, str]] = (),
    rules: Sequence[Mapping[str, Any]] = (),
    source: str = "",
    date: str = "",
) -> str:
    """A commented policy file to fill in, valid as it stands.

    `weights` gives each extractor that is to count and how much; without it size, water and metropolis count
    the same. `evidence` and `stages` are texts or the fields of their tables, `rules` the fields of theirs. Raises
    PolicyError for an extractor that does not exist or a weight that is no number.
    """
    stated = weights or {"size": 1, "water": 1, "metropolis": 1}
    chosen = {renamed(name, catalogue): weight for name, weight in stated.items()}
    for extractor, weight in chosen.items():
        if extractor not in catalogue:
            raise PolicyError(f"unknown extractor {extractor!r}{hint(extractor, catalogue)}")
        if not is_number(weight) or weight < 0:
            raise PolicyError(f"the weight of {extractor} must be a number from 0 up, not {weight!r}")
    blocks = [_head(name, title, community, source, date)]
    blocks += [_criterion(catalogue[extractor], extractor, weight) for extractor, weight in chosen.items()]
    blocks += [_block("rules", rule) for rule in rules]
    blocks.append(_rules())
    for n, asked in enumerate(evidence, start=1):
        fields = {"text": asked} if isinstance(asked, str) else asked
        blocks.append(_block("evidence", {"id": f"evidence-{n}", "provided_by": "", **fields}))
    for stage in stages:
        fields = {"text": stage} if isinstance(stage, str) else stage
        blocks.append(_block("stages", {"decided_by": "", **fields}))
    if not stages:
        blocks.append(
            '# The stages of your process, in order:\n#\n# [[stages]]\n# text = ""\n# decided_by = ""'
        )
    text = "\n\n".join(blocks) + "\n"
    check(policy_from(*parse_toml(text, name)), catalogue)
    return text


def _block(part: str, fields: Mapping[str, Any]) -> str:
    """A table of a part of a policy, its id and text first."""
    ordered = sorted(fields, key=lambda key: {"id": 0, "text": 1}.get(key, 2))
    return "\n".join([f"[[{part}]]", *(f"{key} = {toml_value(fields[key])}" for key in ordered)])


def _head(name: str, title: str, community: str, source: str, date: str) -> str:
    owner = f"community = {toml_text(community)}" if community else '# community = "geonames:5383187"'
    return f"""# A policy for citymatch. What stands behind a # is a comment. docs/policies.md says more.
name = {toml_text(name)}
title = {toml_text(title)}
{owner}
# What this was read from, and its date:
source = {toml_text(source)}
date = {toml_text(date)}
# What orders equal scores: extractors, or "preferences" for the number of preferences met.
tie_break = ["openness", "ancestry", "trade"]"""


def _criterion(checks: Checks, extractor: str, weight: float) -> str:
    """A criterion with its parameters as comments."""
    lines = ["[[criteria]]", f'extractor = "{extractor}"', f"label = {toml_text(checks.label)}"]
    lines.append(f"weight = {toml_value(int(weight) if weight == int(weight) else weight)}")
    options = checks.options()
    if options:
        lines.append("# Its parameters, as they stand without this line:")
        stated = ", ".join(f"{name} = {toml_value(value)}" for name, value, _ in options)
        lines.append(f"# parameters = {{ {stated} }}")
        lines += [f"#   {name}: {doc}" for name, _, doc in options]
    return "\n".join(lines)


def _rules() -> str:
    """Every kind of rule as a comment."""
    lines = [
        "# Rules: met, not met, or in need of evidence. Take away the # to use one.",
        "#",
        "# [[rules]]",
        '# id = "a-name"',
        '# text = "the rule in your own words"',
        '# strength = "must"        # or prefer, any_of (with a group), route, part',
        '# waivable_by = ""         # who may waive it',
        '# test = "population_ratio"',
        "# at_most = 2",
        "#",
        "# The tests and their settings:",
    ]
    for name, kind in TESTS.items():
        settings = ", ".join(f"{setting} ({_setting(what)})" for setting, what in kind.settings.items())
        lines.append(f"#   {name}: {kind.doc}" + (f". Settings: {settings}" if settings else ""))
    return "\n".join(lines)


def _setting(setting: Setting) -> str:
    """What a setting means, and the words that it takes."""
    return setting.doc + (f": {', '.join(setting.choices)}" if setting.choices else "")


def write_new(path: str | Path, text: str) -> Path:
    """Write a policy file; one that is there already is not touched, and PolicyError says so."""
    file, begun = Path(path), False
    try:
        with file.open("x", encoding="utf-8") as out:
            begun = True
            out.write(text)
    except FileExistsError:
        raise PolicyError("is there already; choose another name or remove it first", str(file)) from None
    except (OSError, ValueError) as problem:
        if begun:
            file.unlink(missing_ok=True)
        raise PolicyError(f"cannot be written: {reason(problem)}", str(file)) from None
    return file
