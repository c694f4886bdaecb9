"""The one set of facts that every draft is written from."""

from dataclasses import dataclass
from decimal import Decimal

from utblick.api import Context, country_name, format_date, format_number, format_percent
from utblick_partnerships.choices.consortia import ROLES
from utblick_partnerships.models import Call, Consortium, Idea, Seat, SeatState
from utblick_partnerships.queries import consortia as queries

_ROLES = {choice.value: choice.label for choice in ROLES}


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner as a draft names it."""

    name: str
    role: str
    country: str
    task: str
    budget: str
    own_share: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """All that the drafts say of a consortium."""

    title: str
    acronym: str
    lead: str
    municipality: str
    day: str
    call: str
    identifier: str
    programme: str
    deadline: str
    challenge: str
    aim: str
    activities: str
    starts: str
    months: str
    budget: str
    grant: str
    partners: tuple[Partner, ...]


def gather(ctx: Context, row: Consortium) -> Dataset:
    """Gather the facts once, in the language of the reader."""
    idea = ctx.session.get(Idea, row.idea_id) if row.idea_id else None
    call = ctx.session.get(Call, row.call_id) if row.call_id else None
    seats = [
        one
        for one in queries.seats(ctx, row.id)
        if one.organisation_id is not None and one.state != SeatState.DECLINED
    ]
    known = ctx.organisations.each([one.organisation_id for one in seats if one.organisation_id])
    partners = tuple(
        _partner(ctx, one, known[one.organisation_id].name, known[one.organisation_id].country)
        for one in seats
        if one.organisation_id in known
    )
    place = ctx.settings.municipality
    return Dataset(
        title=row.title,
        acronym=row.acronym,
        lead=next((p.name for p, seat in zip(partners, seats, strict=False) if seat.role == "lead"), ""),
        municipality=place.name,
        day=format_date(ctx.today, ctx.language, style="long"),
        call=call.title if call else "",
        identifier=call.identifier if call else "",
        programme=call.programme if call else idea.programme if idea else "",
        deadline=format_date(call.deadline.astimezone(place.zone).date(), ctx.language, style="long")
        if call and call.deadline
        else "",
        challenge=idea.challenge if idea else "",
        aim=idea.aim if idea else "",
        activities=idea.activities if idea else "",
        starts=format_date(row.starts_on, ctx.language, style="long") if row.starts_on else "",
        months=str(row.months) if row.months else "",
        budget=_euro(ctx, row.budget),
        grant=_euro(ctx, row.grant),
        partners=partners,
    )


def _partner(ctx: Context, seat: Seat, name: str, country: str) -> Partner:
    return Partner(
        name=name,
        role=ctx.translate(_ROLES[seat.role]),
        country=country_name(country, ctx.language),
        task=seat.task,
        budget=_euro(ctx, seat.budget),
        own_share=format_percent(seat.own_share / 100, ctx.language, decimals=None)
        if seat.own_share is not None
        else "",
    )


def _euro(ctx: Context, amount: Decimal | None) -> str:
    return f"{format_number(amount, ctx.language)} euro" if amount is not None else ""
