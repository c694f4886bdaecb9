"""What the room declares: the page of health, first in Administration."""

from utblick.observe import pages

ROUTES, LINKS = pages.ROUTES, pages.LINKS
