"""Actions from the boxes on a party's page: contact persons, identifiers, relations."""

from uuid import UUID

from pydantic import BaseModel, Field

from utblick.context import Context
from utblick.errors import Invalid, NotFound
from utblick.i18n import _
from utblick.identity import service
from utblick.identity.kinds import RELATION_KINDS
from utblick.identity.models import Identifier, Relation
from utblick.records.address import way_back
from utblick.web.request import WebRequest
from utblick.web.routing import Redirect, post, redirect


class ContactForm(BaseModel):
    """A contact person: one from the register, or a new one by name."""

    person_id: UUID | None = None
    name: str = Field(default="", max_length=200)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    role: str = Field(default="", max_length=100)
    is_main: bool = False


class IdentifierForm(BaseModel):
    """A number in another register."""

    scheme: str
    value: str = Field(min_length=1, max_length=100)


class RelationForm(BaseModel):
    """How this organisation stands to another."""

    to_id: UUID
    kind: str
    note: str = Field(default="", max_length=500)


@post("/organisations/{organisation_id:uuid}/people", permission="core.write")
def add_contact(ctx: Context, *, organisation_id: UUID) -> Redirect:
    """Add a contact person, new or known."""
    form = _request(ctx).bind(ContactForm)
    organisation = ctx.organisations.get(organisation_id)
    person_id = form.person_id
    if person_id is None:
        person_id = ctx.people.register(form.name, email=form.email, phone=form.phone).id
    ctx.people.join(
        person_id,
        organisation.id,
        role=form.role,
        is_main=form.is_main,
        starts_on=ctx.today,
    )
    return redirect(f"/organisations/{organisation_id}", _("The contact person was added."))


@post("/memberships/{membership_id:uuid}/end", permission="core.write")
def end_membership(ctx: Context, *, membership_id: UUID) -> Redirect:
    """Say that a person no longer belongs to an organisation."""
    service.leave(ctx, membership_id, ends_on=ctx.today)
    return redirect(way_back(ctx, "/people"), _("The contact person was ended. It stays in the history."))


@post("/organisations/{organisation_id:uuid}/identifiers", permission="core.write")
def add_identifier(ctx: Context, *, organisation_id: UUID) -> Redirect:
    """Add a number in another register, checked against the rules of its scheme."""
    form = _request(ctx).bind(IdentifierForm)
    organisation = ctx.organisations.get(organisation_id)
    service.identify(
        ctx, scheme=form.scheme, value=form.value, organisation_id=organisation.id, source="manual"
    )
    return redirect(f"/organisations/{organisation_id}", _("The number was added."))


@post("/identifiers/{identifier_id:uuid}/remove", permission="core.write")
def remove_identifier(ctx: Context, *, identifier_id: UUID) -> Redirect:
    """Remove a number that was wrong; the organisation's own number is changed on its form instead."""
    row = ctx.session.get(Identifier, identifier_id)
    if row is None:
        raise NotFound
    if row.scheme == "se-orgnr":
        raise Invalid({"": _("The organisation number is changed on the organisation's own form.")})
    ctx.session.delete(row)
    return redirect(f"/organisations/{row.organisation_id}", _("The number was removed."))


@post("/organisations/{organisation_id:uuid}/relations", permission="core.write")
def add_relation(ctx: Context, *, organisation_id: UUID) -> Redirect:
    """Say how this organisation stands to another."""
    form = _request(ctx).bind(RelationForm)
    if form.kind not in {choice.value for choice in RELATION_KINDS}:
        raise Invalid({"kind": _("Choose one of the values in the list.")})
    service.relate(ctx, organisation_id, ctx.organisations.get(form.to_id).id, kind=form.kind, note=form.note)
    return redirect(f"/organisations/{organisation_id}", _("The relation was added."))


@post("/relations/{relation_id:uuid}/remove", permission="core.write")
def remove_relation(ctx: Context, *, relation_id: UUID) -> Redirect:
    """Remove a relation that was wrong."""
    row = ctx.session.get(Relation, relation_id)
    if row is None:
        raise NotFound
    ctx.session.delete(row)
    return redirect(f"/organisations/{row.from_id}", _("The relation was removed."))


def _request(ctx: Context) -> WebRequest:
    if ctx.request is None:
        raise NotFound
    return ctx.request


ROUTES = (add_contact, end_membership, add_identifier, remove_identifier, add_relation, remove_relation)
