"""What roles can allow in seminars."""

from utblick.api import Permission, _

READ = "seminars.read"
WRITE = "seminars.write"

PERMISSIONS = (
    Permission(
        name=READ,
        title=_("See seminars, registrations and what surveys say"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name=WRITE, title=_("Work with seminars and registrations, and check participants in")),
)
