"""The records of the plugin, and who may do what with them."""

from utblick.api import Permission, _

PERMISSIONS = (
    Permission(
        name="sample.read",
        title=_("See what is kept here"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name="sample.write", title=_("Change what is kept here")),
)
