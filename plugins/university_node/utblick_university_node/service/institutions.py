"""The verbs of universities: they take part, have seasons, contacts who come and go, and agreements."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Ref, _, add_task, send_mail
from utblick_university_node.drafting import rounds
from utblick_university_node.events import ContactLeft, ContactReplaced, CooperationEnded, CooperationSigned
from utblick_university_node.models import (
    ContactState,
    Cooperation,
    CooperationState,
    Institution,
    NodeContact,
    Season,
)
from utblick_university_node.queries import institutions as queries
from utblick_university_node.service import links
from utblick_university_node.service.telling import move, university_of
from utblick_university_node.settings import UniversityNodeSettings

_MOVED = _("This has changed meanwhile. Load the page again to see where it stands.")


def add_institution(ctx: Context, values: Mapping[str, Any]) -> Institution:
    """Let a university of the register take part, and plan its seasons of this year and the next."""
    organisation = ctx.organisations.get(values["organisation_id"])
    if queries.institution_of(ctx, organisation.id) is not None:
        raise Invalid({"organisation_id": _("This university takes part already.")})
    row = Institution(**values, title=organisation.name, created_at=ctx.now, updated_at=ctx.now)
    _put_ror(ctx, row)
    ctx.session.add(row)
    ctx.session.flush()
    for year in (ctx.today.year, ctx.today.year + 1):
        plan_seasons(ctx, row.id, year)
    return row


def update_institution(ctx: Context, row: Institution, changes: Mapping[str, Any]) -> Institution:
    """Correct what is known of a university; its name follows the register."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.title = ctx.organisations.get(row.organisation_id).name
    _put_ror(ctx, row)
    return row


def _put_ror(ctx: Context, row: Institution) -> None:
    """Keep the ROR id in the register too, where other registers look for it."""
    if row.ror:
        try:
            ctx.organisations.identify(row.organisation_id, "ror", row.ror)
        except Invalid as refused:
            raise Invalid({"ror": refused.problems[0].message}) from None
        row.ror = ctx.organisations.identifiers(row.organisation_id)["ror"]
    else:
        row.ror = ctx.organisations.identifiers(row.organisation_id).get("ror", "")


def plan_seasons(ctx: Context, institution_id: UUID, year: int) -> int:
    """Write down the seasons of a year by the common calendar; those that are there stay as they are."""
    held = queries.season_keys(ctx, institution_id)
    new = [one for one in rounds(year) if (one.level, one.starts_on) not in held and one.ends_on >= ctx.today]
    for one in new:
        ctx.session.add(
            Season(
                title=one.title,
                institution_id=institution_id,
                level=one.level,
                advertise_from=one.advertise_from,
                advertise_until=one.advertise_until,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                weeks=one.weeks,
                credits=one.credits,
                key=one.key,
                source=one.source,
                created_at=ctx.now,
                updated_at=ctx.now,
            )
        )
    ctx.session.flush()
    return len(new)


def add_season(ctx: Context, values: Mapping[str, Any]) -> Season:
    """Write down a season by hand; its end follows from its weeks."""
    row = Season(**values, ends_on=values["starts_on"], created_at=ctx.now, updated_at=ctx.now)
    _check_season(row)
    if (row.level, row.starts_on) in queries.season_keys(ctx, row.institution_id):
        raise Invalid({"starts_on": _("The university already has a season of this level from that day.")})
    ctx.session.add(row)
    ctx.session.flush()
    return row


def update_season(ctx: Context, row: Season, changes: Mapping[str, Any]) -> Season:
    """Correct the days of a season, as the university has told them."""
    for name, value in changes.items():
        setattr(row, name, value)
    _check_season(row)
    return row


def _check_season(row: Season) -> None:
    if row.advertise_until < row.advertise_from:
        raise Invalid({"advertise_until": _("The last day lies before the first one.")})
    if row.starts_on < row.advertise_from:
        raise Invalid({"starts_on": _("Students cannot begin before the assignment is advertised.")})
    row.ends_on = row.starts_on + timedelta(weeks=row.weeks or 0)


def add_contact(ctx: Context, values: Mapping[str, Any]) -> NodeContact:
    """Note who is the contact at a university."""
    row = NodeContact(**values, title="", created_at=ctx.now, updated_at=ctx.now)
    row.since = row.since or ctx.today
    _name(ctx, row)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def update_contact(ctx: Context, row: NodeContact, changes: Mapping[str, Any]) -> NodeContact:
    """Correct a contact; the role is left by the verbs below."""
    for name, value in changes.items():
        setattr(row, name, value)
    _name(ctx, row)
    return row


def _name(ctx: Context, row: NodeContact) -> None:
    place = queries.institution(ctx, row.institution_id).title
    row.title = f"{place}: {row.covers}"[:200] if row.covers else place


def replace_contact(ctx: Context, contact_id: UUID, answers: Mapping[str, Any]) -> NodeContact:
    """Let another contact of the same university take over the role and everything that is open."""
    row, successor = queries.contact(ctx, contact_id), queries.contact(ctx, answers["successor_id"])
    fits = successor.institution_id == row.institution_id and successor.state == ContactState.ACTIVE
    if successor.id == row.id or not fits:
        raise Invalid(
            {"successor_id": _("Choose another contact of the same university who has the role now.")}
        )
    row.state, row.left_on = ContactState.LEFT, row.left_on or answers.get("left_on") or ctx.today
    row.successor_id = successor.id
    handed = queries.open_of_contact(ctx, row.id)
    for assignment in handed:
        assignment.contact_id = successor.id
    university = university_of(ctx, row.institution_id)
    assert university is not None
    ctx.publish(
        ContactReplaced(
            contact_id=row.id,
            successor_id=successor.id,
            university_id=university,
            open_assignments=len(handed),
        )
    )
    return row


def leave_contact(ctx: Context, contact_id: UUID, answers: Mapping[str, Any]) -> NodeContact:
    """Note that a contact has left and that nobody has taken over; what is open is shown until then."""
    row = queries.contact(ctx, contact_id)
    move(row, ContactState.LEFT, ContactState.ACTIVE, otherwise=_MOVED)
    row.left_on = answers.get("left_on") or ctx.today
    left = len(queries.open_of_contact(ctx, row.id))
    university = university_of(ctx, row.institution_id)
    assert university is not None
    ctx.publish(ContactLeft(contact_id=row.id, university_id=university, open_assignments=left))
    return row


def send_node_link(ctx: Context, contact_id: UUID, answers: Mapping[str, Any]) -> NodeContact:
    """Mail a contact the link to all that universities may see, for a year."""
    row = queries.contact(ctx, contact_id)
    person = ctx.people.get(row.person_id) if row.person_id else None
    if person is None or not person.email:
        raise Conflict(_("The contact has no e-mail address in the register."))
    to = links.Recipient(email=person.email, language=person.language, person_id=person.id)
    made = links.make_link(ctx, links.NODE, row.id, to, days=366)
    send_mail(
        ctx,
        "university_node/mail/node",
        to=to.email,
        language=made.link.language,
        ref=Ref("university_node", "node_contact", row.id),
        name=person.name,
        key=made.url.rpartition("/")[2],
        key_until=made.link.expires_at,
        link=f"{made.url}?language={made.link.language}",
    )
    return row


def sign_cooperation(ctx: Context, cooperation_id: UUID, answers: Mapping[str, Any]) -> Cooperation:
    """Bring an agreement of cooperation into force and tell the rest of the house."""
    row = queries.cooperation(ctx, cooperation_id)
    if answers.get("valid_until") and answers["valid_until"] < answers["signed_on"]:
        raise Invalid({"valid_until": _("The agreement ends before it is signed.")})
    move(row, CooperationState.SIGNED, CooperationState.DRAFTED, otherwise=_MOVED)
    row.signed_on, row.valid_until = answers["signed_on"], answers.get("valid_until")
    row.registry_number = answers["registry_number"]
    university = university_of(ctx, row.institution_id)
    assert university is not None
    ctx.publish(
        CooperationSigned(
            cooperation_id=row.id,
            university_id=university,
            signed_on=row.signed_on,
            valid_until=row.valid_until,
        )
    )
    return row


def end_cooperation(ctx: Context, cooperation_id: UUID, answers: Mapping[str, Any]) -> Cooperation:
    """Note that an agreement of cooperation no longer holds."""
    row = queries.cooperation(ctx, cooperation_id)
    move(row, CooperationState.ENDED, CooperationState.SIGNED, CooperationState.DRAFTED, otherwise=_MOVED)
    row.ended_on = answers.get("ended_on") or ctx.today
    university = university_of(ctx, row.institution_id)
    assert university is not None
    ctx.publish(CooperationEnded(cooperation_id=row.id, university_id=university, ended_on=row.ended_on))
    return row


def remind_of_ending(ctx: Context) -> int:
    """Give the owners of agreements that end soon a task to renew them, once; gives how many."""
    days = ctx.plugin_settings(UniversityNodeSettings).agreement_warning_days
    ending = queries.ending_cooperations(ctx, ctx.today + timedelta(days=days))
    for row in ending:
        row.reminded_on = ctx.today
        title = ctx.translate(_("Renew or end the agreement of cooperation"))
        about = Ref("university_node", "cooperation", row.id)
        add_task(ctx, title, about=about, due_on=row.valid_until, owner_id=row.owner_id)
    return len(ending)
