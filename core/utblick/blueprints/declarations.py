"""What the room of blueprints declares to the core."""

from utblick.blueprints import events, pages

EVENTS = events.EVENTS
ROUTES = pages.ROUTES
LINKS = pages.LINKS
