"""What the room of texts declares to the core."""

from utblick.texts import demo, pages, travelling

ROUTES = pages.ROUTES
LINKS = pages.LINKS
BLUEPRINT = (travelling.PART,)
DEMO = (demo.load,)
