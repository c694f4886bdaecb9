"""What roles can allow in tendering."""

from utblick.api import Permission, _

READ = "tendering.read"
WRITE = "tendering.write"
SOURCES = "tendering.sources"

PERMISSIONS = (
    Permission(
        name=READ, title=_("See procurements, matches and bids"), roles=("reader", "officer", "coordinator")
    ),
    Permission(name=WRITE, title=_("Work with matches and bids")),
    Permission(name=SOURCES, title=_("Take in notices and look after their sources"), roles=("coordinator",)),
)
