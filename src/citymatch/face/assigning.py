"""Offers for a whole list at once: `citymatch.assign`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from citymatch.assignment.both import Asking, match_both
from citymatch.assignment.making import Draws, Terms, offers_of
from citymatch.assignment.offers import Offers
from citymatch.assignment.programme import Unsolved
from citymatch.assignment.searching import LIMIT
from citymatch.assignment.standing import Standing
from citymatch.places import Resolution, find, resolve, resolve_many
from citymatch.places.abroad import with_those_abroad_noted
from citymatch.places.headers import without_columns
from citymatch.places.saying import heard
from citymatch.ranking import OptionError, RankingOptions
from citymatch.ranking.engine import Engine, Stated
from citymatch.ranking.options import Options
from citymatch.report.lines import named_again
from citymatch.report.offers_table import columns_of, save_offers

from .earlier import earlier_offers
from .ranker import PartnerRanker

if TYPE_CHECKING:
    import pandas as pd

LEADS = 3
"""So many communities each seeker is offered, where nobody says it: most never answer."""

WISHES = ("prefers", "capacity")
"""The columns of a list of communities that ask which say what they wish."""

IN_THE_LEDGER = ("ledger", "days")
"""The options that say what earlier offers leave behind: they bind all seekers of a list, each with its own leads."""

AT_HOME = ("as_of", "laws", "caution", "partners", "partners_mode")
"""The options that hold for the wishes of the other side too; the others are about the communities abroad."""


@dataclass(frozen=True, repr=False)
class Assignment:
    """What a list of seekers is offered, and the lines that name nobody.

    `offers` holds one `Offered` a seeker, in the order of the list; `resolutions` every line with what became of it,
    `asking` those of the communities that ask themselves; `builtin` says that the list is the built-in one.
    """

    offers: Offers
    resolutions: tuple[Resolution, ...]
    asking: tuple[Resolution, ...] = ()
    builtin: bool = False

    def __len__(self) -> int:
        return len(self.offers)

    def __repr__(self) -> str:
        lost = f", {len(self.unresolved)} lines unresolved" if self.unresolved else ""
        return f"<Assignment: {self.offers.made} offers for {len(self)} seekers{lost}>"

    @property
    def unresolved(self) -> tuple[Resolution, ...]:
        """The lines of both lists that name no community that could be found, or more than one."""
        return tuple(each for each in (*self.resolutions, *self.asking) if each.community is None)

    @property
    def repeated(self) -> tuple[Resolution, ...]:
        """The lines that name a seeker that an earlier line names too."""
        return tuple(again for again, _ in named_again(self.resolutions))

    def to_frame(self) -> pd.DataFrame:
        """One row an offer: the seeker, the lead, the community with its score and rank, what speaks for it, cautions,
        the evidence to collect, and what the seeker gives up and why."""
        import pandas as pd

        return pd.DataFrame(columns_of(self.offers.rows()))

    def save(self, directory: str | Path, *, bom: bool = False) -> list[Path]:
        """Write `offers.csv` (one row an offer), `overview.csv` (one row a seeker with its leads), `offers.json`, and
        `offers.html` and `offers.md`, a page that can be sent. `bom` marks the CSV files as UTF-8 for Excel.

        Each file is written whole or not at all. Raises OSError where the directory cannot be written to.
        """
        return save_offers(self.offers, self.unresolved, Path(directory), bom, named_again(self.resolutions))


def assign(
    source: Any = None,
    policy: Stated | None = None,
    leads: int | None = None,
    capacity: int | Mapping[Any, int] = 1,
    *,
    foreign: Any = None,
    standing: Standing | None = None,
    previous: Any = None,
    tolerance: float = 0.0,
    country_capacity: int | None = None,
    limit: float = LIMIT,
    seeks: int = 1,
    **options: Unpack[RankingOptions],
) -> Assignment:
    """Offer communities abroad to every seeker of a list at once, nobody to more seekers than it takes.

    `source` is a list as in `batch`; without one it is the built-in list of members that seek a partner. Each seeker is
    offered `leads` communities (3; 1 with `foreign`) out of its own ranking: its policy, laws, cautions and partners
    hold, and its leads are as varied as a list of so many names. What the seeker that gives up most gives up, against
    its own best leads, is as small as can be; then the total of the scores is as great as can be.

    - `capacity`: how many seekers a community takes, or a mapping from communities to that (others take one).
    - `country_capacity`: how many places each country has on the whole list (None: as many as come).
    - `foreign`: a list of communities abroad that ask for a partner themselves. Only these are offered then, and both
      sides have wishes: a column `policy` names the policy by which one ranks the seekers, a column `prefers` the
      seekers that it would like best, separated by semicolons, a column `capacity` how many partners it takes. No pair
      is left that would both rather have each other.
    - `ledger` (an option of `rank` too): the ledger of offers. What waits for an answer or was accepted is locked, what
      was declined is dropped, and who never answered is said.
    - `standing`: the same as a `Standing`, for those who keep no such file.
    - `previous`: an earlier assignment (one of these, a directory or an `offers.csv`): of equally good ways the one
      that keeps most of its offers is taken, where up to `tolerance` points of the total may be lost for that.
    - `seeks`: how many partners each seeker seeks: one whom so many have accepted is offered nobody new.
    - `limit`: after so many seconds of the processor's time (600), or a number of steps, the search for the best way
      ends with the best that it found; the offers say how far that may be from the best there is. It has no meaning
      with `foreign`.

    The other keywords are those of `rank`. Raises PlacesError where a list cannot be read, PolicyError for `policy`,
    or ValueError naming the option.

    >>> found = assign(["Oxford, Ohio", "Green, Ohio"], leads=1)
    >>> found, found.to_frame()["community_id"].is_unique
    (<Assignment: 2 offers for 2 seekers>, True)
    """
    number = _whole("leads", (1 if foreign is not None else LEADS) if leads is None else leads)
    each, of = (1, capacity) if isinstance(capacity, Mapping) else (_whole("capacity", capacity), {})
    before, told = _standing(standing, options)
    terms = Terms(
        number, each, {_id(key): _whole("capacity", most) for key, most in of.items()},
        None if country_capacity is None else _whole("country_capacity", country_capacity),
        before, None if previous is None else earlier_offers(previous), _points("tolerance", tolerance),
        _points("limit", limit), _whole("seeks", seeks),
    )  # fmt: skip
    stated: dict[str, Any] = {name: value for name, value in options.items() if name not in IN_THE_LEDGER}
    lines = tuple(resolve_many(source)) if source is None else with_those_abroad_noted(resolve_many(source))
    if foreign is not None:
        found = _both(lines, policy, terms, foreign, stated, source is None)
    else:
        draws = Draws(PartnerRanker(policy, **stated).fit().engine(), lines, policy)
        try:
            offers = offers_of(draws, terms)
        except Unsolved as error:
            raise OptionError(f"limit: {error}; more than {terms.limit:g} seconds may do") from error
        found = Assignment(offers, _after(lines, draws), builtin=source is None)
    return replace(found, offers=replace(found.offers, notes=(*told, *found.offers.notes)))


def _standing(standing: Standing | None, options: RankingOptions) -> tuple[Standing, tuple[str, ...]]:
    """What earlier offers leave behind, as it is given or as the ledger says, and what was decided in reading that."""
    if options.get("ledger") is None:
        return standing or Standing(), ()
    if standing is not None:
        raise OptionError("ledger and standing both say what earlier offers leave behind: give one of them")
    stated: dict[str, Any] = {
        name: value for name, value in options.items() if name in (*IN_THE_LEDGER, "as_of")
    }
    checked = Options.check(**stated)
    with heard() as told:
        ledger = checked.offers()
    day = checked.day
    standing = Standing(ledger.locked(day), ledger.dropped(day), ledger.said(day), ledger.accepted(day))
    return standing, tuple(told)


def _both(
    lines: tuple[Resolution, ...], policy: Stated | None, terms: Terms, foreign: Any,
    options: Mapping[str, Any], builtin: bool,
) -> Assignment:  # fmt: skip
    """The offers where both sides ask."""
    if options.get("candidates") is not None:
        raise OptionError("candidates and foreign both say who is offered: give one of them")
    if terms.country_capacity is not None or terms.before is not None:
        name = "country_capacity" if terms.country_capacity is not None else "previous"
        raise OptionError(f"{name} has no meaning with foreign: there the wishes of both sides decide")
    found = tuple(
        replace(each, remarks=without_columns(each.remarks, WISHES)) for each in resolve_many(foreign)
    )
    communities = list({each.community.id: each.community for each in found if each.community}.values())
    stated: dict[str, Any] = {**options, "candidates": communities}
    draws = Draws(Engine(Options.check(**stated)), lines, policy)
    home = {name: value for name, value in options.items() if name in AT_HOME}
    seekers = [community for _, community in draws.asked]
    back = Engine(Options.check(**home, candidates=seekers))
    asking = _asking(found, terms, seekers)
    return Assignment(match_both(draws, asking, terms, back), _after(lines, draws), found, builtin)


def _asking(found: Sequence[Resolution], terms: Terms, seekers: Sequence[Any]) -> list[Asking]:
    """The communities that ask, each once, with their wishes."""
    ids = {each.id for each in seekers}
    asking: dict[str, Asking] = {}
    for line in found:
        if line.community is None or line.community.id in asking:
            continue
        own = {name.strip().casefold(): text.strip() for name, text in line.extra.items()}
        where = f"{line.source or 'the foreign list'}, line {line.line}" if line.line else line.input
        most = own.get("capacity", "")
        if most and (not most.isdecimal() or not int(most)):
            raise OptionError(f"{where}: capacity must be a whole number of at least 1, not {most!r}")
        capacity = int(most) if most else terms.capacities.get(line.community.id, terms.capacity)
        names = [name.strip() for name in own.get("prefers", "").split(";") if name.strip()]
        wished = tuple(dict.fromkeys(_seeker(name, where, ids) for name in names))
        asking[line.community.id] = Asking(line.community, line.policy, wished, capacity, line.line)
    return list(asking.values())


def _seeker(name: str, where: str, ids: set[str]) -> str:
    """The id of a seeker that a community prefers."""
    found = resolve(name)
    if found.community is None:
        raise OptionError(f"{where}: prefers: {name!r} names no one community ({found.note})")
    if found.community.id not in ids:
        raise OptionError(f"{where}: prefers: {found.community.label} is not on the list of seekers")
    return found.community.id


def _after(lines: Sequence[Resolution], draws: Draws) -> tuple[Resolution, ...]:
    """The lines as they stand, or as those that could not be ranked."""
    return tuple(draws.refused.get(place, line) for place, line in enumerate(lines))


def _id(key: Any) -> str:
    return find(key).id


def _whole(name: str, value: Any) -> int:
    if isinstance(value, bool) or not hasattr(value, "__index__") or int(value.__index__()) < 1:
        raise OptionError(f"{name} must be a whole number of at least 1, not {value!r}")
    return int(value.__index__())


def _points(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        what = "points" if name == "tolerance" else "seconds"
        raise OptionError(f"{name} must be a number of {what} from 0, not {value!r}")
    return float(value)
