"""What a place's names tell: words of quarters and estates, numbers, and in how many scripts it is written about."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from anyascii import anyascii

PATTERNS: dict[str, str] = {
    "digit": r"\d",
    "roman": r"\b(?:ii|iii|iv|vi|vii|viii|ix|xi+)\b",
    "compass": r"\b(?:north|south|east|west|central|centre|norte|sur|sul|este|oeste|nord|sud|ost|ouest)\b",
    "quarter": r"\b(?:downtown|quarter|quartiere?|barrio|bairro|sector|setor|zona|colonia|col\.|fraccionamiento"
    r"|unidad|infonavit|conjunto|jardim|jardin(?:es)?|parque|residencial|poblacion|arrondissement|ward|estate"
    r"|township|suburb|mahalle|mahallesi|mikrorayon|rayon|kampung|taman|kelurahan|colony|nagar|nagari|enclave"
    r"|cantonment|block|phase|layout|vihar|puram|extension|camp|campo|siedlung|vorstadt|altstadt|neustadt"
    r"|stadtmitte|centrum|center|stadtteil|barangay|poblacion|villa|vila|village|gardens?|heights|park|hills"
    r"|estates|meadows|ridge|grove|woods|green|end|common|cross|hill|industrial|cite|les hauts|sainte?-croix)\b",
    "strong_quarter": r"\b(?:downtown|quarter|barrio|sector|setor|zona|colonia|fraccionamiento|unidad|infonavit"
    r"|arrondissement|ward|mikrorayon|mahallesi|kelurahan|cantonment|conjunto habitacional|industrial estate)\b",
    "town_word": r"\b(?:city|town|ville|stadt|ciudad|cidade|villa de|municip\w*|borgo|pueblo|burg|market)\b",
    "farm": r"\b(?:ejido|rancho|hacienda|ranchito|finca|fazenda|granja|loma|lomas|rinconada|paraje|cerrada"
    r"|privada|ampliacion|nuevo|nueva|los|las|el|la)\b",
    "saint": r"\b(?:san|santa|santo|sao|saint|sainte|sankt|st)\b",
    "of": r"\b(?:de|del|di|da|do|dos|das|la|le|les|sur|sous|an der|am|im|upon|under|on|bei)\b",
    "bracket": r"\(|/|,",
    "suffix_jp": r"(?:cho|machi|mura|son|shi|ku)(?:-|$)",
    "indian_quarter": r"(?:nagar|puram|pura|gunj|ganj|bagh|abad|wadi|halli|palli|pet|cherry|kulam)$",
}
CHINESE = {"city": "[市]", "town": "[镇鎮]", "township": "[乡鄉]", "county": "[县縣旗]", "district": "[区區]",
           "street": "街道|地区", "village": "[村]", "jp_town": "[町]"}  # fmt: skip
KOREAN = {"si": "시$", "gun": "군$", "gu": "구$", "eup": "읍$", "myeon": "면$", "dong": "동$"}
SCRIPTS = {
    "latin": "[A-Za-z]", "cyrillic": "[\u0400-\u04ff]", "han": "[\u4e00-\u9fff]", "arabic": "[\u0600-\u06ff]",
    "kana": "[\u3040-\u30ff]", "hangul": "[\uac00-\ud7af]", "hebrew": "[\u0590-\u05ff]",
    "greek": "[\u0370-\u03ff]", "indic": "[\u0900-\u0dff]", "thai": "[\u0e00-\u0e7f]",
    "georgian": "[\u10a0-\u10ff]", "armenian": "[\u0530-\u058f]",
}  # fmt: skip
_FILLER = re.compile(r"\((.*?)\)|,.*$")
_SAINT = re.compile(r"\b(?:st|ste|sainte|sankt|sao|santo|santa)\b\.?")
_CITY_OF = re.compile(
    r"^(?:city|municipality|town|ville|ciudad|villa|commune|comune|municipio) (?:of|de|di|do) | city$"
)


@functools.lru_cache(maxsize=1 << 20)
def plain(name: str) -> str:
    """A name in lower-case ASCII letters, its words kept apart.

    >>> plain("Saint-Étienne")
    'saint-etienne'
    """
    return (name if name.isascii() else anyascii(name)).casefold()


@functools.lru_cache(maxsize=1 << 20)
def key(name: str) -> str:
    """A name for comparing with a register: no accents, brackets, articles of style or spaces.

    >>> key("City of Manila") == key("Manila City") == key("Manila")
    True
    >>> key("Sankt Andrä") == key("St. Andrä")
    True
    """
    text = _FILLER.sub(" ", plain(name)).strip()
    text = _CITY_OF.sub("", text)
    text = _SAINT.sub("saint", text.replace("-", " "))
    return re.sub(r"[^a-z0-9]", "", text)


def evidence(name: Sequence[str], others: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Columns of evidence from each place's name and its list of other names."""
    plains = pd.Series([plain(each) for each in name])
    columns: dict[str, npt.NDArray[Any]] = {
        f"name_{label}": plains.str.contains(pattern, regex=True).to_numpy()
        for label, pattern in PATTERNS.items()
    }
    joined = pd.Series(["|".join(each) for each in others])
    for label, pattern in SCRIPTS.items():
        columns[f"script_{label}"] = joined.str.contains(pattern, regex=True).to_numpy()
    for label, pattern in CHINESE.items():
        columns[f"han_{label}"] = joined.str.contains(rf"(?:{pattern})(?:\||$)", regex=True).to_numpy()
    for label, pattern in KOREAN.items():
        columns[f"hangul_{label}"] = joined.str.contains(
            pattern.replace("$", r"(?:\||$)"), regex=True
        ).to_numpy()
    columns["other_names"] = np.array([len(each) for each in others])
    columns["scripts"] = np.sum([columns[f"script_{label}"] for label in SCRIPTS], axis=0)
    columns["latin_names"] = np.array(
        [sum(each.isascii() and each[:1].isupper() for each in o) for o in others]
    )
    columns["machine_names"] = np.array(
        [sum(each.isascii() and each.islower() for each in o) for o in others]
    )
    columns["distinct_keys"] = np.array(
        [len({key(each) for each in o if each[:1].isupper()}) for o in others]
    )
    columns["code_names"] = np.array(
        [sum(len(each) == 3 and each.isupper() and each.isascii() for each in o) for o in others]
    )
    columns["own_in_others"] = np.array([n in o for n, o in zip(name, others, strict=True)])
    columns["longest_other"] = np.array([max((len(each) for each in o), default=0) for o in others])
    columns["office_word"] = joined.str.contains(
        r"(?:munic[ií]p|gemeinde|gemeente|comune|commune|kommun|stad\b|stadt\b|city of|town of|ville de|ciudad de"
        r"|villa de|cidade|g[oō]rod|город|місто|市|町|村|parish|borough|council)", case=False, regex=True
    ).to_numpy()  # fmt: skip
    columns["quarter_word"] = joined.str.contains(
        r"(?:suburb|district|quarter|ward\b|barrio|bairro|colonia|stadtteil|ortsteil|quartier|район|мікрорайон|街道)",
        case=False, regex=True,
    ).to_numpy()  # fmt: skip
    columns["name_length"] = plains.str.len().to_numpy()
    columns["name_words"] = plains.str.count(r"[ -]").to_numpy() + 1
    return pd.DataFrame({label: np.asarray(values, np.float32) for label, values in columns.items()})
