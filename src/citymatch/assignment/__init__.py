"""Partners for a whole list at once: nobody is proposed twice."""

from .one_each import assign, assigned

__all__ = ["assign", "assigned"]
