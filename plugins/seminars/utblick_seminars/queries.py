"""The questions that the rest of the plugin asks of its tables."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select as columns
from sqlmodel import col, func, or_, select

from utblick.api import Context, NotFound, token_hash
from utblick_seminars.models import (
    DONE,
    EXPECTED,
    PUBLISHED,
    SEATED,
    Answer,
    Moment,
    Registration,
    RegistrationState,
    Seminar,
    SeminarState,
)


def seminar(ctx: Context, seminar_id: UUID, *, lock: bool = False) -> Seminar:
    """The seminar, or `NotFound`; `lock` keeps whoever else wants one of its seats waiting."""
    query = select(Seminar).where(Seminar.id == seminar_id)
    found = ctx.session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFound
    return found


def registration(ctx: Context, registration_id: UUID) -> Registration:
    """The registration, or `NotFound`."""
    found = ctx.session.get(Registration, registration_id)
    if found is None:
        raise NotFound
    return found


def registration_of_key(ctx: Context, key: str) -> Registration | None:
    """The registration that an own link stands for."""
    return ctx.session.exec(select(Registration).where(Registration.key_hash == token_hash(key))).first()


def seminar_of_survey(ctx: Context, key: str) -> tuple[Seminar, Moment] | None:
    """The seminar and the moment that the link of a survey stands for."""
    wanted = token_hash(key)
    query = select(Seminar).where(or_(Seminar.before_hash == wanted, Seminar.after_hash == wanted))
    found = ctx.session.exec(query).first()
    if found is None:
        return None
    return found, Moment.BEFORE if found.before_hash == wanted else Moment.AFTER


def registration_with(ctx: Context, seminar_id: UUID, email: str) -> Registration | None:
    """The registration of an address that still holds for a seminar."""
    query = select(Registration).where(
        Registration.seminar_id == seminar_id,
        func.lower(Registration.email) == email.lower(),
        Registration.state != RegistrationState.WITHDRAWN,
    )
    return ctx.session.exec(query).first()


def counts(ctx: Context, seminar_ids: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """How many registrations of each seminar are in each state."""
    query = (
        select(Registration.seminar_id, Registration.state, func.count())
        .where(col(Registration.seminar_id).in_(seminar_ids))
        .group_by(col(Registration.seminar_id), col(Registration.state))
    )
    found: dict[UUID, dict[str, int]] = {seminar_id: {} for seminar_id in seminar_ids}
    for seminar_id, state, count in ctx.session.exec(query):
        found[seminar_id][state] = count
    return found


def free_seats(seminar: Seminar, by_state: dict[str, int]) -> int:
    """How many seats are left, by how many registrations are in each state."""
    return max(0, seminar.seats - sum(by_state.get(state, 0) for state in SEATED))


def waiting(ctx: Context, seminar_id: UUID, *, limit: int) -> Sequence[Registration]:
    """Those on the waiting list, who has waited longest first."""
    query = select(Registration).where(
        Registration.seminar_id == seminar_id, Registration.state == RegistrationState.WAITLISTED
    )
    order = (col(Registration.signed_up_at), col(Registration.id))
    return ctx.session.exec(query.order_by(*order).limit(limit)).all()


def place_in_line(ctx: Context, row: Registration) -> int:
    """Where somebody stands on the waiting list, from 1."""
    before = select(func.count()).where(
        Registration.seminar_id == row.seminar_id,
        Registration.state == RegistrationState.WAITLISTED,
        or_(
            col(Registration.signed_up_at) < row.signed_up_at,
            (col(Registration.signed_up_at) == row.signed_up_at) & (col(Registration.id) < row.id),
        ),
    )
    return 1 + ctx.session.exec(before).one()


def moment_in_line(ctx: Context, seminar_id: UUID) -> datetime:
    """A moment after all who have signed up: who began earlier passes nobody who was told a place."""
    latest = select(func.max(Registration.signed_up_at)).where(Registration.seminar_id == seminar_id)
    last = ctx.session.exec(latest).one()
    return max(ctx.now, last + timedelta(microseconds=1)) if last is not None else ctx.now


def expected(ctx: Context, seminar_id: UUID) -> Sequence[Registration]:
    """Those who have signed up and not given up, whether they have a seat or wait for one."""
    query = select(Registration).where(
        Registration.seminar_id == seminar_id, col(Registration.state).in_(EXPECTED)
    )
    return ctx.session.exec(query).all()


def at_the_door(ctx: Context, seminar_id: UUID, *, named: str = "", limit: int) -> Sequence[Registration]:
    """Everybody who has not given up, by name; of a name, where one is typed."""
    query = select(Registration).where(
        Registration.seminar_id == seminar_id, Registration.state != RegistrationState.WITHDRAWN
    )
    if named:
        typed = func.lower(Registration.name).contains(named.lower(), autoescape=True)
        query = query.where(typed | func.lower(Registration.organisation_name).contains(named.lower()))
    order = (func.lower(Registration.name), col(Registration.id))
    return ctx.session.exec(query.order_by(*order).limit(limit)).all()


def public(ctx: Context, *, audience: str = "", limit: int = 200) -> Sequence[Seminar]:
    """What stands in the public calendar: published, and not over yet; the next one first."""
    query = select(Seminar).where(col(Seminar.state).in_(PUBLISHED), col(Seminar.ends_at) >= ctx.now)
    found = ctx.session.exec(query.order_by(col(Seminar.starts_at), col(Seminar.id)).limit(limit)).all()
    return [one for one in found if not audience or audience in one.audiences]


def public_one(ctx: Context, seminar_id: UUID) -> Seminar | None:
    """A seminar that everybody may know of, whatever has become of it."""
    found = ctx.session.get(Seminar, seminar_id)
    return found if found is not None and found.state != SeminarState.PLANNED else None


def coming(ctx: Context, *, limit: int) -> Sequence[Seminar]:
    """The next seminars, also those that are not published."""
    states = (SeminarState.PLANNED, *PUBLISHED)
    query = select(Seminar).where(col(Seminar.state).in_(states), col(Seminar.ends_at) >= ctx.now)
    return ctx.session.exec(query.order_by(col(Seminar.starts_at)).limit(limit)).all()


def not_closed(ctx: Context, *, limit: int) -> Sequence[Seminar]:
    """Published seminars that are over, and whose list nobody has closed."""
    query = select(Seminar).where(col(Seminar.state).in_(PUBLISHED), col(Seminar.ends_at) < ctx.now)
    return ctx.session.exec(query.order_by(col(Seminar.starts_at)).limit(limit)).all()


def in_days(ctx: Context, since: date, until: date, *, limit: int = 1000) -> Sequence[Seminar]:
    """The seminars of these days, both included, also the cancelled ones."""
    first, end = ctx.moments_of(since, until)
    query = select(Seminar).where(col(Seminar.ends_at) >= first, col(Seminar.starts_at) < end)
    return ctx.session.exec(query.order_by(col(Seminar.starts_at)).limit(limit)).all()


def organised_by(ctx: Context, organisation_id: UUID, *, limit: int = 5) -> Sequence[Seminar]:
    """The latest seminars of an organiser."""
    query = select(Seminar).where(Seminar.organisation_id == organisation_id)
    return ctx.session.exec(query.order_by(col(Seminar.starts_at).desc()).limit(limit)).all()


def registrations_from(
    ctx: Context, organisation_id: UUID, *, limit: int = 8
) -> Sequence[tuple[Registration, Seminar]]:
    """Who has signed up for an organisation, the latest seminars first."""
    return _with_seminars(ctx, Registration.organisation_id == organisation_id, limit)


def registrations_of(
    ctx: Context, person_id: UUID, *, limit: int = 8
) -> Sequence[tuple[Registration, Seminar]]:
    """What a person has signed up for, the latest seminars first."""
    return _with_seminars(ctx, Registration.person_id == person_id, limit)


def _with_seminars(ctx: Context, mine: Any, limit: int) -> Sequence[tuple[Registration, Seminar]]:
    query = select(Registration, Seminar).join(Seminar, col(Seminar.id) == Registration.seminar_id)
    found = ctx.session.exec(query.where(mine).order_by(col(Seminar.starts_at).desc()).limit(limit))
    return [(row, of) for row, of in found]


def to_remind(
    ctx: Context, until: datetime, among: Sequence[UUID] | None = None
) -> Sequence[tuple[Registration, Seminar]]:
    """Those with a seat at a seminar that begins before then, and who have had no reminder."""
    query = (
        select(Registration, Seminar)
        .join(Seminar, col(Seminar.id) == Registration.seminar_id)
        .where(
            Registration.state == RegistrationState.CONFIRMED,
            Registration.email != "",
            col(Registration.reminded_at).is_(None),
            col(Seminar.state).in_(PUBLISHED),
            col(Seminar.starts_at) > ctx.now,
            col(Seminar.starts_at) <= until,
        )
    )
    found = ctx.session.exec(query if among is None else query.where(col(Registration.id).in_(among)))
    return [(row, of) for row, of in found]


def owed(ctx: Context, among: Sequence[UUID] | None = None) -> Sequence[Registration]:
    """Those to whom a letter has still to be written."""
    query = select(Registration).where(Registration.owed != "")
    return ctx.session.exec(query if among is None else query.where(col(Registration.id).in_(among))).all()


def answers(ctx: Context, seminar_ids: Sequence[UUID]) -> dict[tuple[UUID, str, str], tuple[int, int, int]]:
    """By seminar, topic and moment: how many answered, and the sums of knowledge and of attitude."""
    mean = (func.count(), func.sum(Answer.knowledge), func.sum(Answer.attitude))
    query = (
        columns(col(Answer.seminar_id), col(Answer.topic), col(Answer.moment), *mean)
        .where(col(Answer.seminar_id).in_(seminar_ids))
        .group_by(col(Answer.seminar_id), col(Answer.topic), col(Answer.moment))
    )
    found = ctx.session.connection().execute(query)
    return {(of, topic, moment): (n, know, feel) for of, topic, moment, n, know, feel in found}


def surveyed(ctx: Context, *, limit: int) -> Sequence[Seminar]:
    """The latest seminars that were held and asked about, the oldest of them first."""
    query = select(Seminar).where(col(Seminar.state).in_(DONE))
    found = ctx.session.exec(query.order_by(col(Seminar.starts_at).desc()).limit(limit)).all()
    return [one for one in reversed(found) if one.topics]


def held_since(ctx: Context, days: int) -> int:
    """How many seminars were held in the latest days."""
    query = select(func.count()).where(
        col(Seminar.state).in_(DONE), col(Seminar.starts_at) >= ctx.now - timedelta(days=days)
    )
    return ctx.session.exec(query).one()


def attended(ctx: Context, seminar_id: UUID) -> Sequence[Registration]:
    """Those who came."""
    query = select(Registration).where(
        Registration.seminar_id == seminar_id, Registration.state == RegistrationState.ATTENDED
    )
    return ctx.session.exec(query).all()
