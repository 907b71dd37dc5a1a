"""What sort of town a place is, in words: for the profile of a seeker."""

from __future__ import annotations

from citymatch.datasets import World
from citymatch.datasets.common_ground import THEMES
from citymatch.datasets.us_setting import University, load_us_industries, load_us_universities

from .base import Place
from .themes import row_in, themes_in


def themes_of(place: Place, world: World) -> list[str]:
    """The themes of common ground that a place has, by their names.

    >>> from citymatch.datasets import load_world
    >>> themes_of({"geonameid": 4160812}, load_world())  # Key West
    ['seaport', 'island']
    """
    found = themes_in(place, world)
    return [theme for theme in THEMES if found.has_theme(theme)]


def unknown_themes_of(place: Place, world: World) -> list[str]:
    """The themes of which it is unknown whether a place has them.

    >>> from citymatch.datasets import load_world
    >>> unknown_themes_of({"name": "Testville"}, load_world()) == list(THEMES)
    True
    """
    found = themes_in(place, world)
    return [theme for theme in THEMES if found.is_unknown(theme)]


def creative_field_of(place: Place, world: World) -> str:
    """The field of a UNESCO Creative City, "" for any other place.

    >>> from citymatch.datasets import load_world
    >>> creative_field_of({"geonameid": 5318313}, load_world())  # Tucson
    'gastronomy'
    """
    return themes_in(place, world).field


def industries_of(place: Place) -> list[str]:
    """What the county of a US place depends on: farming, mining, manufacturing, government, recreation; or wine.

    Wine is told where five wine areas or more lie in the county or reach into it.

    >>> industries_of({"county_fips": "06055"}), industries_of({"county_fips": "08097"})  # Napa, Pitkin (Aspen)
    (['recreation', 'wine'], ['recreation'])
    """
    trade = load_us_industries().get(str(place.get("county_fips") or ""))
    if trade is None:
        return []
    return [trade.industry] * bool(trade.industry) + ["wine"] * (trade.wine_areas >= WINE_AREAS)


WINE_AREAS = 5


def wine_areas_of(place: Place) -> int:
    """How many American Viticultural Areas lie in the county of a US place or reach into it.

    >>> wine_areas_of({"county_fips": "06055"}) >= 15, wine_areas_of({"country": "FR"})
    (True, 0)
    """
    trade = load_us_industries().get(str(place.get("county_fips") or ""))
    return trade.wine_areas if trade else 0


def universities_of(place: Place, world: World) -> tuple[University, ...]:
    """The universities of 1,000 students and more in a US place, the largest first; none known elsewhere.

    >>> from citymatch.datasets import load_world
    >>> [each.name for each in universities_of({"geonameid": 5327684}, load_world())][0]
    'University of California-Berkeley'
    """
    row = row_in(place, world)
    return load_us_universities().get(world.community_id(row), ()) if row >= 0 else ()
