"""What the room of calendars declares."""

from utblick.calendars import coming, feeds, pages

ROUTES = (*pages.ROUTES, *feeds.ROUTES)
LINKS = pages.LINKS
PANELS = coming.PANELS
