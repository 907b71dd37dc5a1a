"""What communities have that others may have too: ports, islands, borders, mountains, seats, creative cities."""

from .table import build_common_ground

__all__ = ["build_common_ground"]
