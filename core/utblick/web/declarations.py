"""What the room of the web declares: the overview, panels, administration, the accessibility statement."""

from utblick.web import accessibility, admin, overview, panels, world_panel

ROUTES = (*overview.ROUTES, *panels.ROUTES, *admin.ROUTES, *accessibility.ROUTES)
LINKS = admin.LINKS
PANELS = world_panel.PANELS
