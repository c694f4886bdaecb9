"""Made-up notices, companies and bids, for an installation to look at; each area tells its part, in turn."""

from importlib import import_module
from importlib.util import find_spec

from utblick.api import Context

_PARTS = ("notices", "matching", "bidding")


def load(ctx: Context) -> None:
    """Tell every part that there is: first the notices, then what fits whom, then the bids."""
    for part in _PARTS:
        name = f"{__name__}.{part}"
        if find_spec(name) is not None:
            import_module(name).load(ctx)
