"""Divisions that share their name with something else, regions that are no division today, names cut short."""

from __future__ import annotations

import pytest

from citymatch.places import resolve


# shared-names: a division that is called like a territory, a country or a US state
@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("Great Yarmouth, Norfolk", 2647984),
        ("Kingston, Norfolk", 2161314),
        ("Sion, Wallis", 2658576),
        ("Mata-Utu, Wallis", 4034821),
        ("Arlon, Luxembourg", 2803073),
        ("Differdange, Luxembourg", 2960651),
        ("Lom, Montana", 729581),
        ("Cuneo, Piemonte", 3177700),
        ("Iași, Moldova", 675810),
        ("Thessaloniki, Macedonia", 734077),
        ("Skopje, Macedonia", 785842),
        # shared-names: the initials of a country's own name, which are the code of another
        ("Košice, SR", 724443),
        ("Brno, ČR", 3078610),
        # historic regions and islands
        ("Palma, Mallorca", 2512989),
        ("Cheb, Bohemia", 3077835),
        ("Opava, Silesia", 3068927),
        ("Wrocław, Silesia", 3081368),
        ("Lviv, Galicia", 702550),
        ("Vigo, Galicia", 3105976),
        ("Colmar, Alsace", 3024297),
        ("Bergen, Hordaland", 3161732),
        # cut-short: words of a division with a point, or that lost it at the end of the line
        ("Bunbury, W. Aust.", 2075432),
        ("Schwerin, Meckl.-Vorp.", 2834282),
        ("Linz, Oberösterr.", 2772400),
        ("Bamberg, Bay.", 2952984),
        # codes and words for kinds: of Italian provinces, French departments, cantons and counties
        ("Monza (MB)", 3172629),
        ("Magenta (MI)", 3174295),
        ("Tivoli (RM)", 3165624),
        ("Bayonne (64)", 3034475),
        ("Bastia (2B)", 3034640),
        ("Thun, Kanton Bern", 2658377),
        ("Szeged, Csongrád megye", 715429),
        ("Cieszyn, pow. cieszyński", 3101321),
    ],
)
def test_the_place_tells_which_region_is_meant(line: str, id: int) -> None:
    found = resolve(line).community
    assert found is not None and found.geonameid == id


# shared-names: a region alone is no community, and those of its name are listed
def test_a_region_alone_is_no_community() -> None:
    assert resolve("Mallorca").status == "not_found"
    assert "a region of Greece" in resolve("Corfu").note
    assert resolve("Corfu").community is None
    assert resolve("Lindau (B)").status == "ambiguous"
