"""The pages of twin towns that are not records."""

from utblick.api import Link, _
from utblick_twinning.pages import door, public, studies, towns
from utblick_twinning.permissions import READ

ROUTES = (*towns.ROUTES, *door.ROUTES, *public.ROUTES, *studies.ROUTES)
LINKS = (Link(title=_("Our twin towns"), url="/twinning", icon="world", permission=READ, order=1),)
