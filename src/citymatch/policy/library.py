"""The policies that come with citymatch, and policies in files."""

from __future__ import annotations

import functools
import os
import re
from pathlib import Path

from .errors import PolicyError, suggestion
from .model import Policy, policy_from
from .toml import read_toml

_COMMUNITY = re.compile(r'^community = "(.+)"$', re.MULTILINE)
BUILTIN = Path(__file__).parent / "builtin"


@functools.cache
def builtin_policies() -> tuple[str, ...]:
    """The names of the built-in policies.

    >>> "pinole" in builtin_policies()
    True
    """
    return tuple(sorted(path.stem for path in BUILTIN.glob("*.toml")))


def read_policy(name: str | Path) -> Policy:
    """A built-in policy by its name, or a policy from a TOML file.

    Raises PolicyError, which names the file, the line and the field, or the names to choose from.

    >>> read_policy("pinole").title
    'City of Pinole Sister City Policy'
    """
    text = str(name)
    if text in builtin_policies():
        return _builtin(text)
    path = Path(name)
    if not path.suffix and not os.path.exists(path):  # noqa: PTH110  (Path.exists fails at some texts)
        near = suggestion(text, builtin_policies())
        raise PolicyError(f"there is no built-in policy and no file {text!r}{near}")
    return policy_from(*read_toml(path))


def policy_for(community_id: str) -> Policy:
    """The community's own built-in policy, or `default` where it has none.

    >>> policy_for("geonames:5383187").name, policy_for("geonames:1").name
    ('pinole', 'default')
    """
    return _builtin(_owners().get(community_id, "default"))


@functools.cache
def _builtin(name: str) -> Policy:
    data, origin = read_toml(BUILTIN / f"{name}.toml")
    return policy_from(data, origin)


@functools.cache
def _owners() -> dict[str, str]:
    """The built-in policy of each community that has one, read off the files' first table without parsing them."""
    found = {
        name: _COMMUNITY.search((BUILTIN / f"{name}.toml").read_text("utf-8")) for name in builtin_policies()
    }
    return {match[1]: name for name, match in found.items() if match is not None}
