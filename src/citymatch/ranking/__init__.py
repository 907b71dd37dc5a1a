"""The engine: who is compared, how every candidate scores, who is left out and why, and the results of that."""

from .checked import checked_top
from .engine import Engine, Seeker
from .errors import OptionError
from .explaining import dossier, excluded_frame, explain, explain_rows
from .keywords import RankingOptions, option_list
from .listing import result_of, with_words
from .options import Options

__all__ = [
    "Engine",
    "OptionError",
    "Options",
    "RankingOptions",
    "Seeker",
    "checked_top",
    "dossier",
    "excluded_frame",
    "explain",
    "explain_rows",
    "option_list",
    "result_of",
    "with_words",
]
