"""Who may see what the members share."""

from utblick.api import Permission, _

READ = "county_hub.read"
PERMISSIONS = (
    Permission(
        name=READ,
        title=_("See what the municipalities share with the county"),
        roles=("reader", "officer", "coordinator"),
    ),
)
