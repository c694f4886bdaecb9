"""The accessibility statement that the law asks of every public body (lag 2018:1937)."""

from utblick.context import Context
from utblick.web.routing import Page, get, page


@get("/tillganglighet", public=True)
def statement(ctx: Context) -> Page:
    """The statement of this municipality's installation, with the way to report faults."""
    return page("accessibility.html", contact=ctx.settings.municipality.contact)


ROUTES = (statement,)
