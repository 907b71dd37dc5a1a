"""The ledger of offers: who was offered to whom, when, and what came of it; read, asked and changed safely."""

from .book import DAYS, Ledger
from .editing import add_offer, add_offers, close_offer
from .offer import STATUSES, Offer
from .reading import LedgerError, read_ledger

__all__ = ["DAYS", "STATUSES", "Ledger", "LedgerError", "Offer", "add_offer", "add_offers", "close_offer",
           "read_ledger"]  # fmt: skip
