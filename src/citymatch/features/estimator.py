"""scikit-learn's contract for objects with parameters, without importing scikit-learn.

`clone`, `Pipeline`, `set_output` and scikit-learn's own checks take such an object as one of theirs: they ask for
methods, not for a base class. What needs scikit-learn imports it when it is called.
"""

from __future__ import annotations

import inspect
from typing import Any, Self


class Estimator:
    """An object whose parameters are the keywords of its `__init__`, stored under the same names.

    >>> class Half(Estimator):
    ...     def __init__(self, core=1.5):
    ...         self.core = core
    >>> Half(core=2.0).get_params(), Half().set_params(core=3.0)
    ({'core': 2.0}, Half(core=3.0))
    """

    @classmethod
    def parameter_names(cls) -> tuple[str, ...]:
        """The names of the parameters, in the order of the alphabet."""
        stated = list(inspect.signature(cls.__init__).parameters.values())[1:]
        any_number = (
            inspect.Parameter.VAR_POSITIONAL,
            inspect.Parameter.VAR_KEYWORD,
        )  # of object, without __init__
        return tuple(sorted(each.name for each in stated if each.kind not in any_number))

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The parameters by name."""
        return {name: getattr(self, name) for name in self.parameter_names()}

    def set_params(self, **params: Any) -> Self:
        """Set some parameters. Raises ValueError naming one that does not exist."""
        for name, value in params.items():
            if name not in self.parameter_names():
                known = ", ".join(self.parameter_names())
                raise ValueError(f"{type(self).__name__} has no parameter {name!r}; it has {known or 'none'}")
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        defaults = inspect.signature(type(self).__init__).parameters
        stated = [f"{n}={v!r}" for n, v in self.get_params().items() if repr(v) != repr(defaults[n].default)]
        return f"{type(self).__name__}({', '.join(stated)})"

    def __sklearn_tags__(self) -> Any:
        """What scikit-learn's tools ask of an estimator: it takes tables of places, and no target."""
        from sklearn.utils import InputTags, Tags, TargetTags, TransformerTags

        transforms = TransformerTags() if hasattr(self, "transform") else None
        return Tags(
            estimator_type=None, target_tags=TargetTags(required=False), transformer_tags=transforms,
            input_tags=InputTags(two_d_array=False, string=True, allow_nan=True), requires_fit=False,
        )  # fmt: skip

    @staticmethod
    def not_fitted(message: str) -> Exception:
        """scikit-learn's NotFittedError, which is a ValueError and an AttributeError too."""
        from sklearn.exceptions import NotFittedError

        error: Exception = NotFittedError(message)
        return error


class Transformer(Estimator):
    """An estimator with `transform`, which gives a DataFrame whatever output is asked for."""

    def set_output(self, *, transform: str | None = None) -> Self:
        """Accept what a Pipeline passes on. Raises ValueError for another form than pandas."""
        if transform not in (None, "default", "pandas"):
            raise ValueError(f"{type(self).__name__} gives pandas DataFrames, not {transform!r}")
        return self

    def fit_transform(self, X: Any, y: object = None, **fit_params: Any) -> Any:
        """`fit`, then `transform`."""
        made: Any = self
        return made.fit(X, y, **fit_params).transform(X)
