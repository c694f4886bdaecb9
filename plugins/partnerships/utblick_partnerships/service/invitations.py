"""Inviting an organisation to a seat by mail, and the answer that it gives by its own link."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Actor, Conflict, Context, Gone, Invalid, NotFound, Ref, _, send_mail, token_hash
from utblick_partnerships.events import SeatFilled
from utblick_partnerships.models import FILLED, Seat, SeatState
from utblick_partnerships.queries import consortia as queries
from utblick_partnerships.service.consortia import changeable_seat, recheck
from utblick_partnerships.service.trail import tell
from utblick_partnerships.settings import PartnershipsSettings

_INVITABLE = (SeatState.CANDIDATE, SeatState.INVITED, SeatState.DECLINED)


@dataclass(frozen=True, slots=True)
class Invited:
    """A seat whose organisation is invited, and the address that answers; it is kept nowhere else."""

    seat: Seat
    link: str


def invite(ctx: Context, seat_id: UUID, answers: Mapping[str, Any]) -> Invited:
    """Mail an organisation the question whether it takes the seat. Links that were sent before stop working.

    Without an address the mail goes to the organisation's main contact.
    """
    seat = changeable_seat(ctx, seat_id)
    if seat.organisation_id is None or seat.state not in _INVITABLE:
        raise Conflict(_("Choose an organisation for the seat before it is invited."))
    party = ctx.organisations.get(seat.organisation_id)
    person = next((one for one in ctx.people.at(party.id) if one.email), None)
    address = answers.get("email") or (person.email if person else "") or party.email
    if not address:
        raise Invalid({"email": _("Give an e-mail address: the register has none.")})
    token = secrets.token_urlsafe(32)
    days = ctx.plugin_settings(PartnershipsSettings).invitation_valid_days
    seat.token_hash, seat.expires_at = token_hash(token), ctx.now + timedelta(days=days)
    seat.invited_on, seat.invited_email, seat.state = ctx.today, address, SeatState.INVITED
    seat.person_id = person.id if person and person.email == address else None
    link = ctx.url(f"/partnerships/invitation/{token}")
    _send(ctx, seat, party.name, link, token, name=person.name if seat.person_id and person else "")
    recheck(ctx, queries.consortium(ctx, seat.consortium_id))
    return Invited(seat, link)


def open_invitation(ctx: Context, token: str, *, to_answer: bool = False) -> Seat:
    """The seat that a link stands for, as long as it can be answered; looking uses nothing up."""
    seat = queries.by_token(ctx, token, lock=to_answer) if token else None
    if seat is None:
        raise NotFound(_("The link is not known, or a newer one has been sent. Use the latest mail."))
    if seat.state != SeatState.INVITED:
        raise Gone(_("The invitation has been answered already. Thank you."))
    if seat.expires_at is not None and seat.expires_at <= ctx.now:
        raise Gone(_("The time to answer has passed. Ask the municipality for a new link."))
    return seat


def answer_invitation(ctx: Context, token: str, *, accepts: bool, answered_by: str, answer: str = "") -> Seat:
    """Take the organisation's answer, and use the link up."""
    seat = open_invitation(ctx, token, to_answer=True)
    by_link = replace(ctx, actor=Actor("link", seat.id, language=ctx.language))
    return _answered(by_link, seat, accepts=accepts, answered_by=answered_by, answer=answer)


def note_answer(ctx: Context, seat_id: UUID, *, accepts: bool, answer: str = "") -> Seat:
    """Note an answer that was given by telephone or at a meeting."""
    seat = changeable_seat(ctx, seat_id)
    if seat.organisation_id is None or seat.state not in _INVITABLE:
        raise Conflict(_("There is nobody in the seat who could answer."))
    return _answered(ctx, seat, accepts=accepts, answered_by="", answer=answer)


def note_signature(ctx: Context, seat_id: UUID) -> Seat:
    """Note that an organisation that has said yes has signed the letter of intent."""
    seat = changeable_seat(ctx, seat_id)
    if seat.state != SeatState.ACCEPTED:
        raise Conflict(_("The organisation must have said yes before it signs."))
    seat.state, seat.signed_on = SeatState.SIGNED, ctx.today
    return seat


def _answered(ctx: Context, seat: Seat, *, accepts: bool, answered_by: str, answer: str) -> Seat:
    assert seat.organisation_id is not None
    seat.state = SeatState.ACCEPTED if accepts else SeatState.DECLINED
    seat.answered_on, seat.answered_by, seat.answer = ctx.today, answered_by[:200], answer[:1000]
    if seat.state in FILLED:
        party = ctx.organisations.get(seat.organisation_id)
        small = ctx.organisations.is_small(party) and ctx.organisations.is_local(party)
        filled = SeatFilled(
            consortium_id=seat.consortium_id,
            seat_id=seat.id,
            organisation_id=party.id,
            role=seat.role,
            country=party.country,
            small_firm=small,
        )
        tell(ctx, seat.consortium_id, filled)
    recheck(ctx, queries.consortium(ctx, seat.consortium_id))
    return seat


def _send(ctx: Context, seat: Seat, organisation: str, link: str, token: str, *, name: str) -> None:
    consortium = queries.consortium(ctx, seat.consortium_id)
    assert seat.organisation_id is not None
    swedish = ctx.organisations.get(seat.organisation_id).country == "SE"
    language = "sv" if swedish else "en"
    send_mail(
        ctx,
        "partnerships/mail/invitation",
        to=seat.invited_email,
        language=language,
        ref=Ref("partnerships", "consortium", consortium.id),
        key=token,
        key_until=seat.expires_at,
        title=consortium.title,
        task=seat.task,
        organisation=organisation,
        name=name,
        link=f"{link}?language={language}",
        day=seat.expires_at,
    )
