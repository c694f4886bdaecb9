"""Rows of partnerships with what its pages need: public profiles, open invitations, firms that differ."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import col, select

from utblick.api import Context
from utblick_partnerships.models import ArenaMeeting, ArenaParticipant, Consortium, Idea, Pilot, Profile, Seat

OPEN = "/partnerships/open/{reference:str}"
INVITATION = "/partnerships/invitation/{token:str}"
TOKEN = "the-token-of-a-seeded-invitation"


def seed(ctx: Context, table: str, number: int) -> object:
    """Make the n-th row of a table that cannot be made of its fields alone."""
    make = {
        "partnerships_pilot": _pilot,
        "partnerships_arena_participant": _participant,
        "partnerships_seat": _seat,
        "partnerships_profile": _profile,
        "partnerships_idea": _idea,
    }.get(table)
    return make(ctx, number) if make is not None else None


def addresses(ctx: Context) -> Mapping[str, str]:
    """The public page of the first profile, and the page of the first invitation."""
    if not ctx.session.exec(select(Profile)).first():
        return {}
    found = {OPEN: OPEN.replace("{reference:str}", "BOSE20260101001")}
    if ctx.session.exec(select(Seat)).first():
        found[INVITATION] = INVITATION.replace("{token:str}", TOKEN)
    return found


def _firm(ctx: Context, number: int, what: str) -> object:
    name = f"Exempel {what} {number} AB"
    return ctx.organisations.register(name, kind="company", country="SE", municipality="2132", employees=9).id


def _profile(ctx: Context, number: int) -> object:
    row = Profile(
        title=f"Profil {number}",
        organisation_id=_firm(ctx, number, "Profil"),
        type="BO",
        money="paid",
        exchanged="goods",
        state="published",
        state_since=ctx.now,
        short_title="Swedish maker of windows seeks distributors",
        summary="A small manufacturer seeks distributors.",
        reference=f"BOSE20260101{number:03}",
        published_on=ctx.today,
        valid_until=ctx.today + timedelta(days=300),
    )
    return _kept(ctx, row)


def _idea(ctx: Context, number: int) -> object:
    return _kept(ctx, Idea(title=f"Idé {number}", period="2021–2027", keywords=["wood"]))


def _pilot(ctx: Context, number: int) -> object:
    firm = _firm(ctx, number, "Pilot")
    return _kept(ctx, Pilot(title=f"Exempel Pilot {number} AB", organisation_id=firm, invited_on=ctx.today))


def _participant(ctx: Context, number: int) -> object:
    meetings = ctx.session.exec(select(ArenaMeeting.id).order_by(col(ArenaMeeting.id))).all()
    person = ctx.people.register(f"Kim Exempel {number}")
    row = ArenaParticipant(
        title=f"Exempel Arena {number} AB",
        meeting_id=meetings[0],
        organisation_id=_firm(ctx, number, "Arena"),
        person_id=person.id,
        helix="business",
        came=True,
    )
    return _kept(ctx, row)


def _seat(ctx: Context, number: int) -> object:
    consortia = ctx.session.exec(select(Consortium.id).order_by(col(Consortium.id))).all()
    row = Seat(
        title=f"Exempel Plats {number} AB",
        consortium_id=consortia[0],
        place=number,
        organisation_id=_firm(ctx, number, "Plats"),
        state="invited",
        token_hash=hashlib.sha256(TOKEN.encode()).hexdigest() if number == 1 else "",
        expires_at=ctx.now + timedelta(days=30),
        invited_on=ctx.today,
    )
    return _kept(ctx, row)


def _kept(ctx: Context, row: object) -> object:
    ctx.session.add(row)
    ctx.session.flush()
    return row
