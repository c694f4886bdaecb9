"""What roles can allow in stories."""

from utblick.api import Permission, _

READ = "dissemination.read"
WRITE = "dissemination.write"
APPROVE = "dissemination.approve"

PERMISSIONS = (
    Permission(
        name=READ,
        title=_("See stories, also those that are not published"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name=WRITE, title=_("Write stories, ask for consent and take published ones back")),
    Permission(name=APPROVE, title=_("Approve stories and publish them")),
)
