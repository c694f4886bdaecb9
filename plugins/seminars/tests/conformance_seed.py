"""Rows of seminars with what their pages need: published, with a list, and links that are known."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, link_key
from utblick_seminars.models import Moment, Registration, Seminar
from utblick_seminars.service import answering, registrations, seminars

_CALENDAR = "/seminars/calendar/{seminar_id:uuid}"


def seed(ctx: Context, table: str, number: int) -> object:
    """Make the n-th row of each table as the verbs do."""
    make: dict[str, Callable[[Context, int], object]] = {
        "seminars_seminar": _seminar,
        "seminars_registration": _registration,
        "seminars_answer": _answer,
    }
    return make[table](ctx, number) if table in make else None


def addresses(ctx: Context) -> Mapping[str, str]:
    """The public page of a seminar, its file, an own place, and the survey before."""
    row = ctx.session.exec(select(Registration).order_by(col(Registration.created_at))).first()
    if row is None:
        return {}
    seminar = _nth(ctx, 1)
    survey = link_key(ctx, f"seminars.{Moment.BEFORE}", seminar.id, seminar.survey_nonce)
    public = f"/seminars/calendar/{seminar.id}"
    return {
        _CALENDAR: public,
        f"{_CALENDAR}/seminar.ics": f"{public}/seminar.ics",
        "/seminars/place/{key:str}": f"/seminars/place/{link_key(ctx, 'seminars.place', row.id, row.nonce)}",
        "/seminars/survey/{key:str}": f"/seminars/survey/{survey}",
    }


def _seminar(ctx: Context, number: int) -> Seminar:
    organiser = ctx.organisations.find(name="Exempel Bolag 1 AB")
    starts = ctx.now + timedelta(days=number)
    row = seminars.plan_seminar(
        ctx,
        {
            "title": f"Exempelseminarium {number}",
            "kind": "seminar",
            "audiences": ["business"],
            "country": "PL",
            "organisation_id": organiser.id if organiser else None,
            "place": "Exempelsalen",
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=2),
            "seats": 1,
            "topics": ["Affärskultur"],
        },
    )
    return seminars.publish_seminar(ctx, row.id, {})


def _registration(ctx: Context, number: int) -> Registration:
    firm = ctx.organisations.find(name="Exempel Bolag 1 AB")
    assert firm is not None
    person = ctx.people.at(firm.id)[0]
    values = {
        "name": person.name,
        "email": person.email if number == 1 else f"kim{number}@exempel.example",
        "person_id": person.id,
        "organisation_id": firm.id,
        "audience": "business",
        "seminar_id": _nth(ctx, 1).id,
    }
    return registrations.register(ctx, values)


def _answer(ctx: Context, number: int) -> UUID:
    seminar = _nth(ctx, number)
    answering.keep_answer(ctx, seminar, Moment.BEFORE, [(3, 4)])
    return seminar.id


def _nth(ctx: Context, number: int) -> Seminar:
    rows = ctx.session.exec(select(Seminar).order_by(col(Seminar.created_at), col(Seminar.id))).all()
    return rows[number - 1]
