"""What the first look-up of a new process reads: no more than it needs."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from citymatch.places import resolve
from citymatch.policy import policy_for
found = resolve("Pinole, California")
assert found.community is not None
assert policy_for(found.community.id).name == "pinole"
print(*({"pandas", "sklearn", "scipy", "geopy", "rapidfuzz"} & set(sys.modules)))
"""


def test_the_first_look_up_and_policy_read_no_large_library() -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
