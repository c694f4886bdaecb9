"""What a plugin gives itself when rows cannot be made by what it declares: `tests/conformance_seed.py`."""

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from utblick.context import Context

FILE = "conformance_seed.py"
_NAMES = ("seed", "addresses", "beside")
Seed = Callable[[Context, str, int], Any]
Addresses = Callable[[Context], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class OwnRows:
    """`seed(ctx, table, number)` makes the n-th row of a table and gives it, or None to leave it to us.

    `addresses(ctx)` gives, by the path as it is declared, an address of a page that cannot be guessed.
    `beside` are plugins that are enabled too, since without them there is little to show.
    """

    seed: Seed | None = None
    addresses: Addresses | None = None
    beside: tuple[str, ...] = ()


NOTHING_OWN = OwnRows()


def found_beside(tests: Path) -> OwnRows:
    """What the file in the plugin's tests defines; nothing when there is no such file."""
    path = tests / FILE
    if not path.is_file():
        return NOTHING_OWN
    spec = importlib.util.spec_from_file_location(f"conformance_seed_{tests.parent.name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return OwnRows(**{name: getattr(module, name) for name in _NAMES if hasattr(module, name)})
