"""Names of the façade that are on their way out: they still work, and say what to write instead."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Retiring:
    """A name that goes with the version `gone_in`, a minor series after the one that first warned of it."""

    value: object
    instead: str
    gone_in: str


NAMES: Mapping[str, Retiring] = {}
"""What `utblick.api` still answers to, beside `__all__`."""


def answer(names: Mapping[str, Retiring], name: str) -> object:
    """The value of a name that is on its way out, with a warning; AttributeError for any other name."""
    if name not in names:
        raise AttributeError(f"module 'utblick.api' has no attribute {name!r}")
    retiring = names[name]
    warnings.warn(
        f"utblick.api.{name} goes with version {retiring.gone_in}; write {retiring.instead}",
        DeprecationWarning,
        stacklevel=3,
    )
    return retiring.value
