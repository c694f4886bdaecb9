"""The page of hello that is no record: who is new in the register and has not been greeted."""

from utblick.api import Context, Link, Page, _, country_name, get, page
from utblick.hello import queries


@get("/hello/newcomers", permission="hello.read")
def newcomers(ctx: Context) -> Page:
    """Organisations without a greeting, the latest first."""
    rows = queries.newcomers(ctx)
    names = ctx.organisations.names([row.organisation_id for row in rows])
    countries = {row.country: country_name(row.country, ctx.language) for row in rows}
    return page("hello/newcomers.html", rows=rows, names=names, countries=countries)


ROUTES = (newcomers,)

LINKS = (
    Link(
        title=_("New in the register"),
        url="/hello/newcomers",
        icon="star",
        permission="hello.read",
    ),
)
