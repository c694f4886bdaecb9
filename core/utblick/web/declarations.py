"""What the room of the web declares: the overview, panels, administration, the accessibility statement."""

from utblick.web import accessibility, admin, overview, panels, security_txt, world_panel

ROUTES = (*overview.ROUTES, *panels.ROUTES, *admin.ROUTES, *accessibility.ROUTES, *security_txt.ROUTES)
LINKS = admin.LINKS
PANELS = world_panel.PANELS
