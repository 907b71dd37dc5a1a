"""What is believed of a town in a few words, for those who are asked about it."""

from __future__ import annotations

from .town import TownProfile, Value

MANY = 3
"""So many countries or languages are named."""
_ONLY = ("English", "Speak only English")
_WATERS = (("coast_km", "the sea"), ("lake_km", "a large lake or wide river"), ("river_km", "a large river"))


def in_short(profile: TownProfile) -> dict[str, str]:
    """The facts behind a criterion, by its name, each as the end of a sentence that begins with the town's name; a
    criterion of which nothing is known has none.

    >>> from citymatch.profiles import profile
    >>> in_short(profile("Pinole, California"))["size"]
    'has 19,022 people (2020)'
    """
    people, setting = profile.section("people"), profile.section("setting")
    found: dict[str, str] = {}
    if number := _number(people.get("number")):
        year = f" ({people['year']})" if people.get("year") else ""
        found["size"] = f"has {number:,.0f} people{year}"
    waters = [(km, what) for key, what in _WATERS if (km := _number(setting.get(key))) is not None]
    if waters:
        km, what = min(waters)
        found["water"] = f"lies {_km(km)} from {what}"
    around, city = _number(setting.get("people_within_50_km")), setting.get("metropolis")
    if around:
        looks = f" and looks to {city}" if city and city != profile.name else ""
        found["metropolis"] = f"has {around:,.0f} people within 50 km{looks}"
    if climate := setting.get("climate"):
        found["climate"] = f"has {climate}"
    if roots := _shares(profile, "origins", "about "):
        found["ancestry"] = f"has residents with roots in {roots}{_estimated(profile)}"
    if spoken := _shares(profile, "languages"):
        found["language"] = f"lies where people speak {spoken}{_known_for(profile)}"
    return found


def _estimated(profile: TownProfile) -> str:
    """That the shares of its people's roots are estimates, where they rest on figures of the area around."""
    comments = [line.comment for line in profile.beliefs if line.section == "origins"]
    return (
        ", as estimated from figures of the area around it"
        if any("no figure of" in c for c in comments)
        else ""
    )


def _known_for(profile: TownProfile) -> str:
    """Of which state or country the languages are known, where they are not known of the town itself."""
    comments = [line.comment for line in profile.beliefs if line.section == "languages"]
    first = next((text.partition(",")[0] for text in comments if text.startswith("known for")), "")
    return f" ({first})" if first else ""


def _km(km: float) -> str:
    return "less than 1 km" if km < 1 else f"{km:,.0f} km"


def _number(value: Value) -> float | None:
    return value if isinstance(value, float | int) else None


def _shares(profile: TownProfile, section: str, about: str = "") -> str:
    """The largest shares of a section of percentages, in words."""
    shares = [
        (key, value) for key, value in profile.section(section).items() if isinstance(value, float | int)
    ]
    told = [f"{key.partition(' (')[0]} ({about}{value:g} %)" for key, value in shares if key not in _ONLY]
    return ", ".join(told[:MANY])
