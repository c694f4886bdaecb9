"""A visibly made-up year of seminars: evaluated, held, full with people waiting, open, planned, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from utblick.api import Context
from utblick_seminars.models import Moment, Seminar
from utblick_seminars.service import answering, checking_in, registrations, seminars

_AUDIENCES = ("business", "organisations", "authorities", "public")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A seminar of the demonstration: when it is, how many sign up, and how far it goes."""

    title: str
    title_en: str
    days: int
    kind: str = "seminar"
    country: str = ""
    seats: int = 20
    people: int = 0
    until: str = "open"
    topics: Sequence[str] = ()
    work_forms: Sequence[str] = ("information",)
    more: dict[str, Any] = field(default_factory=dict)


PLANS = (
    Plan(
        title="Demo: kulturskillnader – att göra affärer i Polen",
        title_en="Demo: cultural differences – doing business in Poland",
        days=-60,
        country="PL",
        people=9,
        until="evaluated",
        topics=("Affärskultur i Polen", "EU:s inre marknad"),
        work_forms=("information", "attitude"),
    ),
    Plan(
        title="Demo: så söker en förening EU-medel",
        title_en="Demo: how an association applies for EU funds",
        days=-12,
        people=7,
        until="held",
        topics=("EU:s fonder",),
        work_forms=("advisory",),
    ),
    Plan(
        title="Demo: tull och moms för småföretag",
        title_en="Demo: customs and VAT for small enterprises",
        days=9,
        kind="training",
        seats=6,
        people=8,
        topics=("Tull och moms",),
    ),
    Plan(
        title="Demo: Europa efter lunch",
        title_en="Demo: Europe after lunch",
        days=16,
        seats=40,
        people=5,
        work_forms=("information", "attitude"),
        topics=("EU och vår kommun",),
        more={"online_url": "https://mote.exempel.example/demo"},
    ),
    Plan(
        title="Demo: mässbesök i Tammerfors",
        title_en="Demo: visit to a fair in Tampere",
        days=45,
        kind="fair",
        country="FI",
        seats=8,
        people=3,
        work_forms=("network", "exchange"),
        more={"approval": True},
    ),
    Plan(
        title="Demo: nätverksträff för tolkar",
        title_en="Demo: network meeting for interpreters",
        days=70,
        kind="meeting",
        until="planned",
        work_forms=("network",),
    ),
    Plan(
        title="Demo: webbinarium om Norge",
        title_en="Demo: webinar about Norway",
        days=21,
        country="NO",
        people=2,
        until="cancelled",
    ),
)


def load(ctx: Context) -> None:
    """Tell of each seminar in the order in which it happened."""
    for number, plan in enumerate(PLANS):
        _seminar(ctx, plan, number)


def _seminar(ctx: Context, plan: Plan, number: int) -> None:
    starts = datetime.combine(ctx.today + timedelta(days=plan.days), time(13), ctx.settings.municipality.zone)
    begun = ctx.at(min(ctx.now, starts) - timedelta(days=30))
    row = seminars.plan_seminar(begun, _values(begun, plan, starts))
    if plan.until == "planned":
        return
    seminars.publish_seminar(ctx.at(begun.now + timedelta(days=1)), row.id, {})
    then = ctx.at(begun.now + timedelta(days=5))
    signed_up = [_sign_up(then, row.id, number, one) for one in range(plan.people)]
    if plan.until == "cancelled":
        why = {"reason": "Demo: föreläsaren har fått förhinder."}
        seminars.cancel_seminar(ctx.at(begun.now + timedelta(days=9)), row.id, why)
    if plan.until in ("held", "evaluated"):
        _hold(ctx, row, signed_up, evaluate=plan.until == "evaluated")


def _values(ctx: Context, plan: Plan, starts: datetime) -> dict[str, Any]:
    return {
        "title": plan.title,
        "title_en": plan.title_en,
        "summary": "Ett påhittat seminarium, som visar hur det ser ut.",
        "summary_en": "A made-up seminar, to show what it looks like.",
        "kind": plan.kind,
        "audiences": ["business", "organisations"],
        "work_forms": list(plan.work_forms),
        "country": plan.country,
        "place": "Demosalen, Exempelgatan 1",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=3),
        "seats": plan.seats,
        "sign_up_until": (starts - timedelta(days=2)).date(),
        "topics": list(plan.topics),
        "owner_id": ctx.actor.id,
        **plan.more,
    }


def _sign_up(ctx: Context, seminar_id: UUID, number: int, one: int) -> UUID:
    values = {
        "seminar_id": seminar_id,
        "name": f"Demo Deltagare {number + 1}-{one + 1}",
        "email": f"deltagare{number + 1}.{one + 1}@exempel.example" if one == 0 else "",
        "organisation_name": "Exempel Såg AB" if one % 3 == 0 else "Exempelföreningen",
        "audience": _AUDIENCES[one % len(_AUDIENCES)],
    }
    return registrations.register(ctx, values).id


def _hold(ctx: Context, row: Seminar, signed_up: Sequence[UUID], *, evaluate: bool) -> None:
    """Answers before, the day itself with one who is missing and one who drops in, and answers after."""
    before = ctx.at(row.starts_at - timedelta(hours=2))
    for one in range(6):
        _answer(before, row, Moment.BEFORE, 2 + one % 2, 3)
    day = ctx.at(row.starts_at + timedelta(minutes=5))
    for registration_id in signed_up[1:]:
        checking_in.check_in(day, registration_id)
    checking_in.walk_in(day, row.id, audience="public")
    seminars.hold_seminar(ctx.at(row.ends_at), row.id, {})
    after = ctx.at(row.ends_at + timedelta(days=1))
    for one in range(6 if evaluate else 3):
        _answer(after, row, Moment.AFTER, 4, 4 + one % 2)
    if evaluate:
        lessons = {"lessons": "Demo: mer tid för frågor, och en övning i förhandling."}
        seminars.evaluate_seminar(ctx.at(row.ends_at + timedelta(days=14)), row.id, lessons)


def _answer(ctx: Context, row: Seminar, moment: Moment, knowledge: int, attitude: int) -> None:
    answering.keep_answer(ctx, row, moment, [(knowledge, attitude)] * len(row.topics))
