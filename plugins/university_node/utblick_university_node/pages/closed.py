"""A link that cannot be used (any more): why, and what there is instead."""

from utblick.api import Conflict, Gone, NotFound, Page, closed_link


def closed(why: NotFound | Gone | Conflict) -> Page:
    """The page that says why a link does not work."""
    return closed_link(why, "university_node/public/closed.html")
