"""Packages that only some reports need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from citymatch.datasets import InputError


class MissingExtra(InputError, ImportError):
    """An optional package is not installed: the message is the line to type."""


def extra(module: str, name: str, what: str) -> Any:
    """An optional module. Raises MissingExtra where it is not installed.

    >>> extra("json", "plot", "plots").__name__
    'json'
    >>> extra("no_such_module", "plot", "plots")
    Traceback (most recent call last):
    citymatch.extras.MissingExtra: plots need the extra 'plot': pip install "citymatch[plot]"
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise MissingExtra(f'{what} need the extra {name!r}: pip install "citymatch[{name}]"') from error
