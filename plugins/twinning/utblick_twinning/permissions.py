"""Who may do what with twin towns."""

from utblick.api import Permission, _

READ = "twinning.read"
WRITE = "twinning.write"

PERMISSIONS = (
    Permission(
        name=READ,
        title=_("See twin towns, exchanges and meetings"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name=WRITE, title=_("Change twin towns and exchanges, and count at the door")),
)
