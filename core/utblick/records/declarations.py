"""What the room of records declares."""

from utblick.declare import Link
from utblick.i18n import _
from utblick.records import (
    api_pages,
    comments,
    demo,
    due,
    feed,
    files,
    my_week,
    notices,
    privacy,
    tasks,
    timeline,
)

ROUTES = (
    *api_pages.ROUTES,
    *timeline.ROUTES,
    *comments.ROUTES,
    *tasks.ROUTES,
    *files.ROUTES,
    *notices.ROUTES,
    *feed.ROUTES,
)
LINKS = (Link(title=_("Tasks"), url="/tasks", icon="checklist", order=5),)
PANELS = (*my_week.PANELS, *feed.PANELS)
CALENDARS = due.CALENDARS
SUBSCRIBERS = notices.SUBSCRIBERS
JOBS = (*files.JOBS, *notices.JOBS)
PERSONAL_DATA = (privacy.PERSONAL_DATA,)
DEMO = (demo.load,)
