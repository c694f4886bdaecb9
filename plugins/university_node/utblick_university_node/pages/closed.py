"""A link that cannot be used (any more): why, and what to do."""

from dataclasses import replace

from utblick.api import Conflict, Gone, NotFound, Page, page

UNSEEN = {"x-robots-tag": "noindex, nofollow"}
"""Pages behind a key stay out of search engines."""


def closed(why: NotFound | Gone | Conflict) -> Page:
    """The page that says why a link does not work."""
    made = page(
        "university_node/public/closed.html", status=why.status, heading=why.title, message=why.message
    )
    return replace(made, headers=UNSEEN)
