"""What roles can allow in partnerships."""

from utblick.api import Permission, _

READ = "partnerships.read"
WRITE = "partnerships.write"
REVIEW = "partnerships.review"
SOURCES = "partnerships.sources"

PERMISSIONS = (
    Permission(
        name=READ,
        title=_("See profiles, calls, consortia, projects and arena meetings"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name=WRITE, title=_("Work with profiles, calls, consortia and projects")),
    Permission(name=REVIEW, title=_("Review and publish cooperation profiles that others have written")),
    Permission(
        name=SOURCES, title=_("Take in calls and projects from files"), roles=("officer", "coordinator")
    ),
)
