"""What a ranking found, as plain data: nothing here can score, so that it pickles, compares and is made by hand."""

from .asked import Asked
from .comparison import Compared, Comparison, Standing
from .explained import Dossier, Explained, Record, TieFact, Verdict
from .listed import Applied, LeftOut, Listed
from .page import PageContent
from .partners import KnownPartners
from .plain import same, without_nan
from .result import Result, barred_in_lists
from .sensitivity import Sensitivity, Stays, Turn

__all__ = [
    "Applied",
    "Asked",
    "Compared",
    "Comparison",
    "Dossier",
    "Explained",
    "KnownPartners",
    "LeftOut",
    "Listed",
    "PageContent",
    "Record",
    "Result",
    "Sensitivity",
    "Standing",
    "Stays",
    "TieFact",
    "Turn",
    "Verdict",
    "barred_in_lists",
    "same",
    "without_nan",
]
