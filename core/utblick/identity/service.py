"""What can be done with organisations, people and their belonging, and what follows from it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, or_, select

from utblick.context import Context
from utblick.errors import Conflict, Invalid
from utblick.i18n import Msg, _
from utblick.identity.events import (
    MembershipEnded,
    MembershipStarted,
    OrganisationRegistered,
    PersonRegistered,
)
from utblick.identity.identifiers import normalise
from utblick.identity.models import Identifier, Membership, Organisation, Person, Relation
from utblick.protection.marks import left_out
from utblick.reference.municipalities import municipalities
from utblick.reference.sizes import size_class

_NOT_WORD = re.compile(r"[^\w]+")


def register_organisation(ctx: Context, values: Mapping[str, Any]) -> Organisation:
    """Add an organisation and tell the rest of the house.

    Raises `Invalid` when the name is missing or the organisation number belongs to another.
    """
    row = Organisation(**_completed(ctx, values))
    if not row.name:
        raise Invalid({"name": _("Fill in this field.")})
    _refuse_taken(ctx, row)
    ctx.session.add(row)
    ctx.session.flush()
    if row.orgnr:
        _identify(ctx, row.id, "se-orgnr", row.orgnr)
    ctx.publish(
        OrganisationRegistered(
            organisation_id=row.id, kind=row.kind, country=row.country, municipality=row.municipality
        )
    )
    return row


def change_organisation(ctx: Context, row: Organisation, changes: Mapping[str, Any]) -> Organisation:
    """Change what is known of an organisation; its number follows among the identifiers."""
    before = row.orgnr
    for name, value in _completed(ctx, {"name": row.name, **changes}).items():
        setattr(row, name, value)
    if changes.keys() & {"employees", "turnover"}:
        row.size_class = size_class(row.employees, row.turnover if row.turnover_currency == "EUR" else None)
    if row.orgnr != before:
        _refuse_taken(ctx, row)
        _replace_orgnr(ctx, row, before)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def register_person(ctx: Context, values: Mapping[str, Any]) -> Person:
    """Add a person and tell the rest of the house, by id only."""
    given = dict(values)
    organisation_id, role = given.pop("organisation_id", None), given.pop("role", "")
    person = Person(**{**given, "name": _tidy(given.get("name", ""))})
    if not person.name:
        raise Invalid({"name": _("Fill in this field.")})
    person.name_key = name_key(person.name)
    person.basis_since = person.basis_since or ctx.today
    ctx.session.add(person)
    ctx.session.flush()
    ctx.publish(PersonRegistered(person_id=person.id))
    if organisation_id:
        join(ctx, person.id, organisation_id, role=role)
    return person


def change_person(ctx: Context, row: Person, changes: Mapping[str, Any]) -> Person:
    """Change what is known of a person."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.name_key = name_key(row.name)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def join(
    ctx: Context,
    person_id: UUID,
    organisation_id: UUID,
    *,
    role: str = "",
    starts_on: date | None = None,
    is_main: bool = False,
    email: str = "",
    phone: str = "",
) -> UUID:
    """Say that a person belongs to an organisation. The same place twice is one place."""
    held = ctx.session.exec(
        select(Membership).where(
            Membership.person_id == person_id,
            Membership.organisation_id == organisation_id,
            Membership.role == role,
            col(Membership.ends_on).is_(None),
        )
    ).first()
    if held is not None:
        return held.id
    row = Membership(
        person_id=person_id,
        organisation_id=organisation_id,
        role=role,
        starts_on=starts_on,
        is_main=is_main,
        email=email,
        phone=phone,
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.publish(MembershipStarted(membership_id=row.id, person_id=person_id, organisation_id=organisation_id))
    return row.id


def leave(ctx: Context, membership_id: UUID, *, ends_on: date) -> None:
    """End a person's place in an organisation; it stays in the history."""
    row = ctx.session.get(Membership, membership_id)
    if row is None or (row.ends_on is not None and row.ends_on <= ends_on):
        raise Conflict(_("This place has already ended."))
    if row.starts_on is not None and ends_on < row.starts_on:
        raise Invalid({"ends_on": _("The end lies before the start.")})
    row.ends_on = ends_on
    ctx.session.add(row)
    ctx.publish(
        MembershipEnded(membership_id=row.id, person_id=row.person_id, organisation_id=row.organisation_id)
    )


def people_at(ctx: Context, organisation_ids: Iterable[UUID]) -> dict[UUID, list[Person]]:
    """The people who belong to each organisation today, the main contact first."""
    today = ctx.today
    query = (
        select(Membership.organisation_id, Person)
        .join(Person, col(Membership.person_id) == Person.id)
        .where(
            col(Membership.organisation_id).in_(set(organisation_ids)),
            Person.status == "active",
            or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) >= today),
        )
        .order_by(col(Membership.is_main).desc(), col(Person.name_key))
    )
    found: dict[UUID, list[Person]] = {}
    blocked = set(left_out(ctx.session, "core", "person"))
    for organisation_id, person in ctx.session.exec(query):
        if person.id in blocked:
            continue
        people = found.setdefault(organisation_id, [])
        if person not in people:
            people.append(person)
    return found


def work_places(ctx: Context, people: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """The organisations that each person belongs to today, in one query; the main place first."""
    query = (
        select(Membership.person_id, Membership.organisation_id)
        .where(
            col(Membership.person_id).in_(set(people)),
            or_(col(Membership.starts_on).is_(None), col(Membership.starts_on) <= ctx.today),
            or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) >= ctx.today),
        )
        .order_by(col(Membership.is_main).desc(), col(Membership.starts_on), col(Membership.id))
    )
    found: dict[UUID, list[UUID]] = {}
    for person_id, organisation_id in ctx.session.exec(query):
        places = found.setdefault(person_id, [])
        if organisation_id not in places:
            places.append(organisation_id)
    return found


def relate(ctx: Context, from_id: UUID, to_id: UUID, *, kind: str, note: str = "") -> UUID:
    """Say how one organisation stands to another; refuses an organisation and itself."""
    if from_id == to_id:
        raise Invalid({"to_id": _("An organisation cannot be related to itself.")})
    row = Relation(from_id=from_id, to_id=to_id, kind=kind, note=note)
    ctx.session.add(row)
    ctx.session.flush()
    return row.id


def identify(
    ctx: Context,
    *,
    scheme: str,
    value: str,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    source: str = "",
) -> UUID:
    """Say what a party is known by elsewhere; raises `Invalid` for a value that the scheme does not allow."""
    written = normalise(scheme, value)
    row = Identifier(
        organisation_id=organisation_id, person_id=person_id, scheme=scheme, value=written, source=source
    )
    try:
        with ctx.session.begin_nested():
            ctx.session.add(row)
    except IntegrityError:
        raise Invalid(
            {"value": _("{value} already belongs to somebody else in the register.", value=written)}
        ) from None
    return row.id


def name_key(name: str) -> str:
    """The name for sorting and comparing: lower case, one space, no signs; å, ä and ö kept."""
    return " ".join(_NOT_WORD.sub(" ", unicodedata.normalize("NFC", name).casefold()).split())[:200]


def _completed(ctx: Context, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with all that follows from them: keys, normal forms, region, size class."""
    done = dict(values)
    done["name"] = _tidy(done.get("name", ""))
    done["name_key"] = name_key(done["name"])
    if done.get("orgnr"):
        done["orgnr"] = _orgnr(done["orgnr"])
    elif "orgnr" in done:
        done["orgnr"] = None
    if "municipality" in done and not done.get("nuts"):
        known = municipalities().get(done["municipality"])
        done["nuts"] = known.nuts if known else ""
    if done.get("employees") is not None and not done.get("size_class"):
        done["size_class"] = size_class(done["employees"], None)
    return done


def _orgnr(value: str) -> str:
    try:
        return normalise("se-orgnr", value)
    except Invalid as refused:
        raise Invalid(
            {"orgnr": refused.problems[0].message if refused.problems else refused.message}
        ) from None


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _refuse_taken(ctx: Context, row: Organisation) -> None:
    if not row.orgnr:
        return
    with ctx.session.no_autoflush:
        other = ctx.session.exec(
            select(Organisation).where(Organisation.orgnr == row.orgnr, Organisation.id != row.id)
        ).first()
    if other is not None:
        raise Invalid({"orgnr": taken(other)})


def taken(other: Organisation) -> Msg:
    """The sentence for an organisation number that another organisation has."""
    return _("{name} already has this organisation number.", name=other.name)


def _identify(ctx: Context, organisation_id: UUID, scheme: str, value: str) -> None:
    held = ctx.session.exec(
        select(Identifier).where(Identifier.scheme == scheme, Identifier.value == value)
    ).first()
    if held is None:
        ctx.session.add(Identifier(organisation_id=organisation_id, scheme=scheme, value=value))


def _replace_orgnr(ctx: Context, row: Organisation, before: str | None) -> None:
    for held in ctx.session.exec(
        select(Identifier).where(Identifier.organisation_id == row.id, Identifier.scheme == "se-orgnr")
    ):
        if held.value == before:
            ctx.session.delete(held)
    ctx.session.flush()
    if row.orgnr:
        _identify(ctx, row.id, "se-orgnr", row.orgnr)
