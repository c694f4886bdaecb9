"""The questions that the rest of the plugin asks of its tables."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, NotFound
from utblick.hello.models import Greeting, GreetingState, Newcomer


def greeting(ctx: Context, greeting_id: UUID) -> Greeting:
    """The greeting, or `NotFound`."""
    found = ctx.session.get(Greeting, greeting_id)
    if found is None:
        raise NotFound
    return found


def greetings_of(ctx: Context, organisation_id: UUID) -> Sequence[Greeting]:
    """An organisation's greetings, the latest first."""
    query = (
        select(Greeting)
        .where(Greeting.organisation_id == organisation_id)
        .order_by(col(Greeting.due_on).desc())
        .limit(10)
    )
    return ctx.session.exec(query).all()


def greetings_with(ctx: Context, person_id: UUID) -> Sequence[Greeting]:
    """The greetings that name a person."""
    return ctx.people.rows(Greeting, person_id)


def planned(ctx: Context, *, before: date | None = None) -> Sequence[Greeting]:
    """Greetings that are still to be sent, the most urgent first; only those due before the day."""
    query = select(Greeting).where(Greeting.state == GreetingState.PLANNED).order_by(col(Greeting.due_on))
    if before is not None:
        query = query.where(Greeting.due_on < before)
    return ctx.session.exec(query).all()


def due_between(ctx: Context, since: date, until: date) -> Sequence[Greeting]:
    """The greetings that are due on these days, both included, the most urgent first."""
    query = select(Greeting).where(col(Greeting.due_on).between(since, until)).order_by(col(Greeting.due_on))
    return ctx.session.exec(query.limit(500)).all()


def newcomers(ctx: Context) -> Sequence[Newcomer]:
    """Organisations that came into the register and have no greeting yet, the latest first."""
    greeted = select(Greeting.id).where(Greeting.organisation_id == Newcomer.organisation_id).exists()
    query = select(Newcomer).where(~greeted).order_by(col(Newcomer.organisation_id).desc()).limit(100)
    return ctx.session.exec(query).all()
