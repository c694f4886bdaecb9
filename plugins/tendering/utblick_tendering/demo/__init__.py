"""Made-up notices, companies and bids, for an installation to look at; each area tells its part, in turn."""

from utblick.api import Context
from utblick_tendering.demo import bidding, matching, notices


def load(ctx: Context) -> None:
    """First the notices, then what fits whom, then the bids."""
    for part in (notices, matching, bidding):
        part.load(ctx)
