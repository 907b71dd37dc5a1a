"""A policy from plain questions: what is asked, how answers are read, and the draft that keeps them.

Nothing here prints or reads a line itself: `ask` and `say` do, and `find` looks a town up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citymatch.whole import write_whole

from .authoring import new
from .checking import Checks
from .errors import PolicyError, suggestion
from .renamed import renamed
from .weights import WEIGHTS, weight_of

Ask = Callable[[str], str]
Say = Callable[[str], None]

BACK, DONE = "back", "done"


@dataclass(frozen=True)
class Town:
    """A community that a policy may be for: `facts` are what is believed of it, by criterion, as ends of sentences."""

    id: str
    name: str
    label: str
    country: str
    facts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


Find = Callable[[str], Town | Sequence[Town] | str]
"""Looks a town up by its name or id: the town, those to choose from, or what is wrong with the name."""

ASKED = {
    "size": ("that a partner is of similar size", "important"),
    "water": ("that it lies by the water, or away from it, as yours does", "important"),
    "metropolis": ("that it is as near to a large city, or as far from one", "a little"),
    "climate": ("that it has a similar climate", "a little"),
    "ancestry": ("that residents of yours have their roots there", "important"),
    "language": ("that your residents speak its language", "a little"),
    "trade": ("that your state trades with its country", "a little"),
}
"""The criteria that are asked for one by one: the question, and what stands where nobody answers."""

SAFE = {
    "no-danger": "No war, embargo or advice against travel there",
    "relations": "Formal diplomatic relations with the United States",
    "willing": "Does the other community want a partner?: in writing, from its mayor or council",
}
"""The rules that are kept unless struck out, by id."""

NOT_OFFERED = ("attributes",)


@dataclass
class Interview:
    """The questions, with what was answered. `answers` are plain values, ready for a draft."""

    catalogue: Mapping[str, Checks]
    find: Find
    answers: dict[str, Any] = field(default_factory=dict)
    town: Town | None = None
    choices: Sequence[Town] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The questions in their order."""
        return ("town", *ASKED, "others", "safety", "evidence", "decided_by")

    def question(self, key: str) -> str:
        """A question as it is put, with what Enter takes in brackets."""
        number = self.keys.index(key) + 1
        return f"\n{number} of {len(self.keys)}. {self._words(key)}"

    def _words(self, key: str) -> str:
        if key == "town":
            kept = f" [{self.town.label}]" if self.town else " [none]"
            return f'For which town or county is the policy (such as "Pinole, California")?{kept}: '
        if key in ASKED:
            told = self.town.facts.get(key) if self.town else None
            fact = f"   ({self.town.name} {told}.)\n" if told and self.town else ""
            return (
                f"How much does it matter {ASKED[key][0]}?\n{fact}"
                f"   (m)ost important, (i)mportant, a (l)ittle, (n)o [{self.answered(key)}]: "
            )
        if key == "others":
            offered = [name for name in self._others() if self.catalogue[name].offered]
            names = "".join(f"   {name}: {self.catalogue[name].label}\n" for name in offered)
            return (
                "Does anything else count? Names from this list, separated by commas, each with = and a weight where\n"
                f"   it is more than a little (history = important):\n{names}   [{self._told_others()}]: "
            )
        if key == "safety":
            lines = "".join(f"   {n}. {SAFE[rule]}\n" for n, rule in enumerate(self._rules(), 1))
            struck = ", ".join(
                str(self._rules().index(r) + 1) for r in self.answered(key) if r in self._rules()
            )
            return (
                "These rules are kept. Which are to be struck out? Numbers, separated by commas. (Laws, and what is\n"
                f"   barred, stay in force whatever you answer.)\n{lines}   [{struck or 'none'}]: "
            )
        if key == "evidence":
            kept = "; ".join(self.answered(key)) or "nothing"
            return (
                f"What else has a partner to show, or people to find out? Separated by semicolons. [{kept}]: "
            )
        return f"Who decides in the end, such as the city council? [{self.answered(key)}]: "

    def answered(self, key: str) -> Any:
        """The answer to a question, or what stands where nobody answers."""
        otherwise: dict[str, Any] = {"town": "", "others": {}, "safety": [], "evidence": [],
                                     "decided_by": "the council"}  # fmt: skip
        return self.answers.get(key, ASKED[key][1] if key in ASKED else otherwise[key])

    def read(self, key: str, text: str) -> str:
        """Take an answer; gives what is wrong with it, "" where nothing is. An empty one is what stands in brackets."""
        if not text:
            self.answers[key] = self.answered(key)
            return ""
        if key == "town":
            return self._read_town(text)
        if key in ASKED:
            weight = weight_of(text)
            if weight is None:
                return f"{text!r} is none of {', '.join(WEIGHTS)}"
            self.answers[key] = weight
            return ""
        if key == "others":
            return self._read_others(text)
        if key == "safety":
            return self._read_struck(text)
        parts = [part.strip() for part in text.split(";") if part.strip()]
        self.answers[key] = parts if key == "evidence" else text
        return ""

    def _read_town(self, text: str) -> str:
        if self.choices and text.isdecimal() and 1 <= int(text) <= len(self.choices):
            found: Town | Sequence[Town] | str = self.choices[int(text) - 1]
        else:
            found = self.find(text)
        if isinstance(found, str):
            return found
        if not isinstance(found, Town):
            self.choices = tuple(found)
            labels = [each.label for each in self.choices]
            lines = "".join(
                f"\n   {n}. {each.label}" + (f" ({each.id})" if labels.count(each.label) > 1 else "")
                for n, each in enumerate(self.choices, 1)
            )
            return f"There are several; which is it? Answer with its number.{lines}"
        self.town, self.choices = found, ()
        self.answers["town"] = found.id
        return ""

    def _read_others(self, text: str) -> str:
        if text.casefold() in ("no", "none", "nothing"):
            self.answers["others"] = {}
            return ""
        found = {}
        for part in filter(None, map(str.strip, text.split(","))):
            stated, equals, word = (piece.strip() for piece in part.partition("="))
            name, weight = renamed(stated, self.catalogue), weight_of(word) if equals else "a little"
            if name not in self._others():
                if name in ASKED:
                    return f"{stated!r} is asked above: go back to it"
                return f"there is no criterion {stated!r}{suggestion(name, self._others())}"
            if weight is None:
                return f"{word!r} is none of {', '.join(WEIGHTS)}"
            found[name] = weight
        self.answers["others"] = found
        return ""

    def _read_struck(self, text: str) -> str:
        rules = self._rules()
        if text.casefold() in ("no", "none"):
            self.answers["safety"] = []
            return ""
        numbers = [part for part in text.replace(",", " ").split() if part]
        if not all(part.isdecimal() and 1 <= int(part) <= len(rules) for part in numbers):
            return f"{text!r}: the numbers of the rules are 1 to {len(rules)}; Enter keeps what stands in brackets"
        self.answers["safety"] = [rules[int(part) - 1] for part in numbers]
        return ""

    def _others(self) -> list[str]:
        return [name for name in self.catalogue if name not in ASKED and name not in NOT_OFFERED]

    def _told_others(self) -> str:
        chosen = self.answered("others")
        return ", ".join(f"{name} = {weight}" for name, weight in chosen.items()) or "nothing"

    def _rules(self) -> list[str]:
        """The rules that are offered: relations with the United States are a question for towns there alone."""
        american = self.town is None or self.town.country == "US"
        return [rule for rule in SAFE if american or rule != "relations"]

    def hold(self, ask: Ask, say: Say, keep: Callable[[Mapping[str, Any]], None]) -> None:
        """Put the questions that are not answered yet. `keep` is given the answers after each of them.

        "back" goes to the question before, "done" takes what stands in brackets for all that is left.
        """
        keys, at = (
            self.keys,
            next((n for n, key in enumerate(self.keys) if key not in self.answers), len(self.keys)),
        )
        while at < len(keys):
            text = ask(self.question(keys[at])).strip()
            if text.casefold() == BACK:
                at = max(at - 1, 0)
                continue
            if text.casefold() == DONE:
                break
            problem = self.read(keys[at], text)
            if problem:
                say(problem)
                continue
            if keys[at] == "town" and self.town and text:
                say(told(self.town))
            keep(self.answers)
            at += 1

    def resume(self, answers: Mapping[str, Any]) -> None:
        """Take the answers of a draft; one that can no longer be read is asked again."""
        if found := self.find(str(answers["town"])) if answers.get("town") else None:
            self.town = found if isinstance(found, Town) else None
        good = {key: answers[key] for key in self.keys if key in answers and self._fits(key, answers[key])}
        self.answers = {key: value for key, value in good.items() if key != "town" or self.town or not value}

    def _fits(self, key: str, value: object) -> bool:
        """Whether an answer in a draft is what such an answer may be."""
        if key in ASKED:
            return value in WEIGHTS
        if key == "others":
            return isinstance(value, dict) and all(
                n in self._others() and w in WEIGHTS for n, w in value.items()
            )
        if key in ("safety", "evidence"):
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        return isinstance(value, str)

    def kept(self) -> list[str]:
        """The rules that the policy has without anybody having written them, in words, each with its id."""
        struck = self.answered("safety")
        return [f"{SAFE[rule]} [{rule}]" for rule in self._rules() if rule in RULES and rule not in struck]

    def policy(self, name: str, day: str) -> str:
        """The answers as a policy file; what nobody answered is what stood in brackets."""
        weights = {key: WEIGHTS[self.answered(key)] for key in ASKED}
        weights |= {key: WEIGHTS[word] for key, word in self.answered("others").items()}
        counted = {key: weight for key, weight in weights.items() if weight} or {"size": 1}
        kept = [rule for rule in self._rules() if rule not in self.answered("safety")]
        decides = self.answered("decided_by")
        evidence: list[str | Mapping[str, str]] = [
            {"id": rule, "text": SAFE[rule].partition(":")[0], "provided_by": "its mayor or council, in writing"}
            for rule in kept if rule == "willing"
        ]  # fmt: skip
        return new(
            self.catalogue, name,
            title=f"Sister city policy of {self.town.name}" if self.town else "Sister city policy",
            community=self.town.id if self.town else "",
            weights=counted, evidence=[*evidence, *self.answered("evidence")],
            stages=[{"text": "Decide on the agreement", "decided_by": decides}],
            rules=[RULES[rule] | {"waivable_by": decides} for rule in kept if rule in RULES],
            source="what was answered when it was drafted", date=day,
        )  # fmt: skip


RULES: dict[str, dict[str, Any]] = {
    "no-danger": {
        "id": "no-danger", "text": SAFE["no-danger"], "strength": "must", "test": "similarity", "extractor": "safety",
        "at_least": 1,
    },
    "relations": {
        "id": "relations", "text": SAFE["relations"], "strength": "must", "test": "diplomatic_relations",
    },
}  # fmt: skip


def told(town: Town) -> str:
    """What is believed of a town, in lines."""
    note = f"{town.note}\n" if town.note else ""
    facts = "".join(f"\n   - {town.name} {fact}" for fact in town.facts.values())
    if not facts:
        return f"{note}{town.label}: nothing more is known of it."
    return (
        f"{note}{town.label}. This is believed of it:{facts}\n   What is wrong there is corrected in a file: "
        f'citymatch profile "{town.label}" prints it.'
    )


def read_draft(path: Path) -> dict[str, Any] | None:
    """The answers of a draft, None where there is no such file. Raises PolicyError for one that cannot be read."""
    try:
        answers = json.loads(path.read_text("utf-8"))["answers"]
        if not isinstance(answers, dict):
            raise TypeError
        return answers
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        raise PolicyError("is no draft of a policy; --fresh begins anew", str(path)) from None


def write_draft(path: Path, answers: Mapping[str, Any]) -> None:
    """Keep the answers in a draft, whole or not at all."""
    text = json.dumps(
        {"what": "a draft of citymatch policy new", "answers": answers}, ensure_ascii=False, indent=1
    )
    write_whole(path, text + "\n")
