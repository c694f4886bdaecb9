"""What roles can allow in the university node."""

from utblick.api import Permission, _

READ = "university_node.read"
WRITE = "university_node.write"

PERMISSIONS = (
    Permission(
        name=READ,
        title=_("See needs, assignments, students and universities"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name=WRITE, title=_("Work with needs, assignments, students and universities")),
)
