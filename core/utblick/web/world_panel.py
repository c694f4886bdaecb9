"""Where in the world the municipality's contacts are: a map for the overview."""

from sqlalchemy import func
from sqlmodel import col, select

from utblick.context import Context
from utblick.declare import Panel, Slot
from utblick.i18n import _
from utblick.identity.models import Organisation
from utblick.web.routing import Page, page


def world_panel(ctx: Context, _subject: None) -> Page:
    """Organisations by country, as circles on a map and as a table."""
    counts = ctx.platform.costly.answer("core.world", lambda: _by_country(ctx))
    return page("panels/world.html", counts=counts)


def _by_country(ctx: Context) -> dict[str, int]:
    rows = ctx.session.exec(
        select(Organisation.country, func.count())
        .where(col(Organisation.merged_into).is_(None), Organisation.country != "")
        .group_by(Organisation.country)
    )
    return dict(rows.all())


PANELS = (
    Panel(
        name="core.world",
        slot=Slot.OVERVIEW,
        title=_("Our contacts in the world"),
        load=world_panel,
        permission="core.read",
        order=70,
        wide=True,
    ),
)
