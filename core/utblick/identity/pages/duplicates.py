"""Records that may be the same organisation, with reasons: a person decides."""

from sqlmodel import col, select

from utblick.context import Context
from utblick.declare import Link
from utblick.i18n import _
from utblick.identity.duplicates import find_duplicates
from utblick.identity.models import Organisation
from utblick.identity.resembling import Known
from utblick.web.routing import Page, get, page

MOST = 50_000
"""Above this many organisations the search belongs in a job, not in a page."""


@get("/organisations/duplicates", permission="core.merge")
def duplicates(ctx: Context) -> Page:
    """Groups of organisations that may be one, each with why."""
    known = known_organisations(ctx)
    by_id = {item.key: item for item in known}
    groups = [
        {"members": [by_id[key] for key in group.keys], "reasons": group.reasons}
        for group in find_duplicates(known)
    ]
    return page("identity/duplicates.html", groups=groups, total=len(known))


def known_organisations(ctx: Context) -> list[Known]:
    """All living organisations, as far as it helps to recognise them."""
    columns = (
        Organisation.id,
        Organisation.name,
        Organisation.orgnr,
        Organisation.legal_form,
        Organisation.street,
        Organisation.postcode,
        Organisation.town,
        Organisation.phone,
        Organisation.email,
        Organisation.website,
    )
    query = select(*columns).where(col(Organisation.merged_into).is_(None)).limit(MOST)  # type: ignore[call-overload]
    return [
        Known(
            key=row.id,
            name=row.name,
            orgnr=row.orgnr,
            legal_form=row.legal_form,
            street=row.street,
            postcode=row.postcode,
            town=row.town,
            website=row.website,
            phones=(row.phone,) if row.phone else (),
            emails=(row.email,) if row.email else (),
        )
        for row in ctx.session.exec(query)
    ]


ROUTES = (duplicates,)
LINKS: tuple[Link, ...] = (
    Link(
        title=_("Possible duplicates"),
        url="/organisations/duplicates",
        icon="copy",
        permission="core.merge",
        order=905,
    ),
)
