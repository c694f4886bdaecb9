"""Rows of tendering with what its pages need: profiles that lots fit, work that is done, a calendar's key."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlmodel import col, select

from utblick.api import Context
from utblick_tendering.models import (
    Enrolment,
    Intake,
    IntakeState,
    Lesson,
    Lot,
    Match,
    Notice,
    Profile,
    Source,
    Watch,
    WatchTold,
)

CALENDAR = "/tendering/calendar/{name:str}"
KEY = "the-key-of-a-seeded-calendar"


def seed(ctx: Context, table: str, number: int) -> object:
    """Make the n-th row of a table that cannot be made of its fields alone."""
    make = {
        "tendering_profile": _profile,
        "tendering_match": _match,
        "tendering_lesson": _lesson,
        "tendering_intake": _intake,
        "tendering_watch": _watch,
        "tendering_enrolment": _enrolment,
        "tendering_watch_told": _told,
    }.get(table)
    return make(ctx, number) if make is not None else None


def _profile(ctx: Context, number: int) -> object:
    company = ctx.organisations.register(f"Exempel Profil {number} AB", kind="company", municipality="2132")
    row = Profile(
        title=company.name, organisation_id=company.id, cpv=["39160000"], origins={"39160000": "said"}
    )
    return _kept(ctx, row)


def _match(ctx: Context, number: int) -> object:
    profile = _nth(ctx, Profile, number)
    notice, lot = _nth(ctx, Notice, 1), _nth(ctx, Lot, 1)
    row = Match(
        title=f"Skolmöbler {number}",
        organisation_id=profile.organisation_id,
        profile_id=profile.id,
        notice_id=notice.id,
        lot_id=lot.id,
        score=80,
        relation=3,
        reasons=[
            {"part": "place", "points": 15, "text": "The work is in the company's own county.", "with": {}}
        ],
        deadline=datetime(2090, 12, 18, tzinfo=UTC),
        told_at=ctx.now,
    )
    return _kept(ctx, row)


def _lesson(ctx: Context, number: int) -> object:
    match = _nth(ctx, Match, number)
    row = Lesson(
        organisation_id=match.organisation_id,
        profile_id=match.profile_id,
        match_id=match.id,
        at=ctx.now,
        reason="wrong_trade",
        about="weight",
        code="39160000",
        after="0.5",
        state="applied",
    )
    return _kept(ctx, row)


def _intake(ctx: Context, _number: int) -> object:
    return _kept(ctx, Intake(source_id=_nth(ctx, Source, 1).id, state=IntakeState.DONE, asked_at=ctx.now))


def _told(ctx: Context, number: int) -> object:
    watch, notice = _nth(ctx, Watch, number), _nth(ctx, Notice, number)
    return _kept(ctx, WatchTold(watch_id=watch.id, notice_id=notice.id, at=ctx.now))


def _enrolment(ctx: Context, number: int) -> object:
    company = ctx.organisations.register(f"Exempel Skola {number} AB", kind="company", municipality="2132")
    person = ctx.people.register(f"Kim Exempel {number}")
    row = Enrolment(title=company.name, organisation_id=company.id, person_id=person.id, state="started")
    return _kept(ctx, row)


def _nth(ctx: Context, model: Any, number: int) -> Any:
    rows = ctx.session.exec(select(model).order_by(col(model.id))).all()
    return rows[min(number, len(rows)) - 1]


def _kept(ctx: Context, row: Any) -> Any:
    ctx.session.add(row)
    ctx.session.flush()
    return row


def addresses(ctx: Context) -> Mapping[str, str]:
    """The calendar of the first watch, by the key that it was seeded with."""
    return (
        {CALENDAR: CALENDAR.replace("{name:str}", f"{KEY}.ics")}
        if ctx.session.exec(select(Watch)).first()
        else {}
    )


def _watch(ctx: Context, number: int) -> Watch:
    token = hashlib.sha256(KEY.encode()).hexdigest() if number == 1 else ""
    return _kept(ctx, Watch(title=f"Bevakning {number}", words="skolmöbler", calendar_token=token))
