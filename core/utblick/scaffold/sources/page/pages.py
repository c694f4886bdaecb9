"""The pages of the plugin that are no records."""

from utblick.api import Context, Link, Page, _, get, page


@get("/sample/gadget", permission="sample.read")
def gadget(ctx: Context) -> Page:
    """What is to be seen here."""
    return page("sample/gadget.html")


ROUTES = (gadget,)

LINKS = (
    Link(
        title=_("Doodad"),
        url="/sample/gadget",
        icon="file-text",
        permission="sample.read",
    ),
)
