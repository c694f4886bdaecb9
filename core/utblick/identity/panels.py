"""What identity shows on the pages of organisations and people: who works there, other numbers, relations."""

from uuid import UUID

from sqlmodel import col, or_, select

from utblick.context import Context
from utblick.declare import Panel, Slot
from utblick.i18n import _
from utblick.identity.identifiers import SCHEMES
from utblick.identity.kinds import RELATION_KINDS
from utblick.identity.merge import merges_of
from utblick.identity.models import Identifier, Membership, Organisation, Person, Relation
from utblick.web.routing import Page, page


def people_panel(ctx: Context, organisation_id: UUID) -> Page:
    """The contact persons of an organisation, those who have left last."""
    rows = ctx.session.exec(
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(Membership.organisation_id == organisation_id, Person.status != "merged")
        .order_by(col(Membership.ends_on).is_not(None), col(Membership.is_main).desc(), Person.name_key)
    ).all()
    return page("identity/people_panel.html", rows=rows, organisation_id=organisation_id, today=ctx.today)


def memberships_panel(ctx: Context, person_id: UUID) -> Page:
    """Where a person belongs: now, and before."""
    rows = ctx.session.exec(
        select(Membership, Organisation)
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(Membership.person_id == person_id)
        .order_by(col(Membership.ends_on).is_not(None), col(Membership.is_main).desc())
    ).all()
    return page("identity/memberships_panel.html", rows=rows, person_id=person_id, today=ctx.today)


def identifiers_panel(ctx: Context, organisation_id: UUID) -> Page:
    """What the organisation is known by in other registers, and the merges that made it."""
    rows = ctx.session.exec(
        select(Identifier).where(Identifier.organisation_id == organisation_id).order_by(Identifier.scheme)
    ).all()
    schemes = [scheme for scheme in SCHEMES.values() if scheme.bearer == "organisation"]
    return page(
        "identity/identifiers_panel.html",
        rows=rows,
        schemes=schemes,
        by_name=SCHEMES,
        organisation_id=organisation_id,
        merges=merges_of(ctx, organisation_id),
    )


def relations_panel(ctx: Context, organisation_id: UUID) -> Page:
    """How the organisation stands to others."""
    rows = ctx.session.exec(
        select(Relation).where(or_(Relation.from_id == organisation_id, Relation.to_id == organisation_id))
    ).all()
    names = ctx.organisations.names([row.from_id for row in rows] + [row.to_id for row in rows])
    return page(
        "identity/relations_panel.html",
        rows=rows,
        names=names,
        kinds=RELATION_KINDS,
        organisation_id=organisation_id,
    )


PANELS = (
    Panel(
        name="core.people",
        slot=Slot.ORGANISATION,
        title=_("Contact persons"),
        load=people_panel,
        permission="core.read",
        order=10,
    ),
    Panel(
        name="core.relations",
        slot=Slot.ORGANISATION,
        title=_("Relations"),
        load=relations_panel,
        permission="core.read",
        order=80,
        aside=True,
    ),
    Panel(
        name="core.identifiers",
        slot=Slot.ORGANISATION,
        title=_("In other registers"),
        load=identifiers_panel,
        permission="core.read",
        order=90,
        aside=True,
    ),
    Panel(
        name="core.memberships",
        slot=Slot.PERSON,
        title=_("Works at"),
        load=memberships_panel,
        permission="core.read",
        order=10,
    ),
)
