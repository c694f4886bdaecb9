"""What is asked about exchanges: who comes, who was counted, what it costs, who met whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, func, or_, select

from utblick.api import Context, NotFound, token_hash
from utblick_twinning.cerv import Case
from utblick_twinning.models import (
    AHEAD,
    Arrival,
    BudgetLine,
    Delegate,
    DelegateState,
    Exchange,
    ExchangeState,
    Meeting,
    MeetingState,
    ProgrammeItem,
    Promise,
    PromiseState,
    Theme,
    Town,
)


@dataclass(frozen=True, slots=True)
class Counted:
    """Who has been counted at the door of an exchange."""

    local: int = 0
    international: int = 0
    countries: frozenset[str] = frozenset()
    firms: frozenset[UUID] = frozenset()

    @property
    def total(self) -> int:
        return self.local + self.international


def exchange(ctx: Context, exchange_id: UUID, *, lock: bool = False) -> Exchange:
    """The exchange, or `NotFound`; `lock` keeps another who counts waiting."""
    query = select(Exchange).where(Exchange.id == exchange_id)
    found = ctx.session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFound
    return found


def exchange_of_door(ctx: Context, key: str) -> Exchange | None:
    """The exchange whose door a key opens."""
    return ctx.session.exec(select(Exchange).where(Exchange.door_hash == token_hash(key))).first()


def delegate(ctx: Context, delegate_id: UUID) -> Delegate:
    """The invited person, or `NotFound`."""
    found = ctx.session.get(Delegate, delegate_id)
    if found is None:
        raise NotFound
    return found


def delegate_of_key(ctx: Context, key: str) -> Delegate | None:
    """The person whose own link holds the key."""
    return ctx.session.exec(select(Delegate).where(Delegate.key_hash == token_hash(key))).first()


def delegates(ctx: Context, exchange_id: UUID, *, named: str = "", limit: int = 400) -> Sequence[Delegate]:
    """Who is on the list of an exchange, by name; those whose name holds some text, where one is given."""
    query = select(Delegate).where(Delegate.exchange_id == exchange_id)
    if named:
        like = f"%{named.lower()}%"
        query = query.where(
            or_(func.lower(Delegate.title).like(like), func.lower(Delegate.organisation_name).like(like))
        )
    return ctx.session.exec(query.order_by(col(Delegate.title), col(Delegate.id)).limit(limit)).all()


def names(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of several invited people, in one question."""
    query = select(Delegate.id, Delegate.title).where(col(Delegate.id).in_(ids))
    return dict(ctx.session.exec(query).all())


def delegates_by_state(ctx: Context, exchange_id: UUID) -> dict[str, int]:
    """How many are invited, confirmed, declined and here."""
    query = select(Delegate.state, func.count()).where(Delegate.exchange_id == exchange_id)
    return dict(ctx.session.exec(query.group_by(col(Delegate.state))).all())


def arrival_of(ctx: Context, delegate_id: UUID) -> Arrival | None:
    """The count of a person that stands."""
    query = select(Arrival).where(Arrival.delegate_id == delegate_id, col(Arrival.undone_at).is_(None))
    return ctx.session.exec(query).first()


def arrivals(ctx: Context, exchange_id: UUID, *, undone: bool = False, limit: int = 10) -> Sequence[Arrival]:
    """The latest counts of an exchange; also those taken back, where asked for."""
    query = select(Arrival).where(Arrival.exchange_id == exchange_id)
    if not undone:
        query = query.where(col(Arrival.undone_at).is_(None))
    return ctx.session.exec(query.order_by(col(Arrival.at).desc(), col(Arrival.id).desc()).limit(limit)).all()


def counted(ctx: Context, ids: Iterable[UUID]) -> dict[UUID, Counted]:
    """Who was counted at several exchanges, in one question."""
    groups = (Arrival.exchange_id, Arrival.international, Arrival.country, Arrival.organisation_id)
    query = (
        sa.select(*(col(one) for one in groups), func.count())
        .where(col(Arrival.exchange_id).in_(list(ids)), col(Arrival.undone_at).is_(None))
        .group_by(*(col(one) for one in groups))
    )
    found: dict[UUID, Counted] = {}
    for exchange_id, international, country, organisation_id, n in ctx.session.execute(query):
        before = found.get(exchange_id, Counted())
        found[exchange_id] = Counted(
            before.local + (0 if international else n),
            before.international + (n if international else 0),
            before.countries | {country},
            before.firms | ({organisation_id} if organisation_id else set()),
        )
    return found


def local_firms(ctx: Context, ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these organisations that are companies of our municipality."""
    known = ctx.organisations.each(ids).values()
    return frozenset(one.id for one in known if one.kind == "company" and ctx.organisations.is_local(one))


def case_of(ctx: Context, exchange: Exchange, town: Town, counts: Counted) -> Case:
    """What the check of funding sees: planned numbers until somebody is counted, then those at the door."""
    planned = exchange.state in AHEAD and counts.total == 0
    total = (exchange.planned_local or 0) + (exchange.planned_international or 0)
    return Case(
        year=exchange.starts_on.year,
        participants=total if planned else counts.total,
        international=exchange.planned_international if planned else counts.international,
        countries=frozenset({"SE", town.country, *exchange.countries}),
        months=exchange.project_months,
        lead=exchange.lead,
    )


def programme(ctx: Context, exchange_id: UUID) -> Sequence[ProgrammeItem]:
    """The programme in the order of the days."""
    query = select(ProgrammeItem).where(ProgrammeItem.exchange_id == exchange_id)
    return ctx.session.exec(
        query.order_by(col(ProgrammeItem.day), col(ProgrammeItem.starts_at)).limit(200)
    ).all()


@dataclass(frozen=True, slots=True)
class Money:
    """A side of the budget: what was reckoned with, and what it came to as far as is known."""

    planned: Decimal = Decimal(0)
    outcome: Decimal = Decimal(0)


def budget(ctx: Context, exchange_id: UUID) -> tuple[Sequence[BudgetLine], dict[str, Money]]:
    """The lines of the budget, and the sums of either side."""
    query = select(BudgetLine).where(BudgetLine.exchange_id == exchange_id)
    lines = ctx.session.exec(query.order_by(col(BudgetLine.side), col(BudgetLine.title)).limit(200)).all()
    sums = {
        side: Money(
            sum((line.planned for line in lines if line.side == side), Decimal(0)),
            sum((line.outcome or Decimal(0) for line in lines if line.side == side), Decimal(0)),
        )
        for side in ("cost", "income")
    }
    return lines, sums


def upcoming(ctx: Context, *, limit: int = 5) -> Sequence[Exchange]:
    """The exchanges that lie ahead, the nearest first."""
    query = select(Exchange).where(col(Exchange.state).in_(AHEAD), Exchange.ends_on >= ctx.today)
    return ctx.session.exec(query.order_by(col(Exchange.starts_on)).limit(limit)).all()


def business_exchanges(ctx: Context, town_id: UUID, since: date) -> Sequence[Exchange]:
    """Held exchanges for business with a town since a day, the latest first."""
    query = select(Exchange).where(
        Exchange.town_id == town_id,
        Exchange.theme == Theme.BUSINESS,
        col(Exchange.state).in_((ExchangeState.HELD, ExchangeState.REPORTED)),
        Exchange.ends_on >= since,
    )
    return ctx.session.exec(query.order_by(col(Exchange.ends_on).desc()).limit(50)).all()


def held_meetings(ctx: Context, town_id: UUID, since: date) -> Sequence[Meeting]:
    """Held business meetings with a town since a day, the latest first."""
    query = select(Meeting).where(
        Meeting.town_id == town_id, Meeting.state == MeetingState.HELD, Meeting.held_on >= since
    )
    return ctx.session.exec(query.order_by(col(Meeting.held_on).desc()).limit(50)).all()


def meetings_of(ctx: Context, exchange_id: UUID) -> Sequence[Meeting]:
    """The business meetings at an exchange."""
    query = select(Meeting).where(Meeting.exchange_id == exchange_id).order_by(col(Meeting.held_on))
    return ctx.session.exec(query.limit(100)).all()


def with_company(ctx: Context, organisation_id: UUID, *, limit: int = 10) -> Sequence[Exchange]:
    """The exchanges that a company has taken part in, the latest first."""
    came = select(Arrival.exchange_id).where(
        Arrival.organisation_id == organisation_id, col(Arrival.undone_at).is_(None)
    )
    query = select(Exchange).where(col(Exchange.id).in_(came))
    return ctx.session.exec(query.order_by(col(Exchange.starts_on).desc()).limit(limit)).all()


def meetings_with(ctx: Context, organisation_id: UUID, *, limit: int = 10) -> Sequence[Meeting]:
    """The business meetings of a company, on either side, the latest first."""
    mine = (col(Meeting.organisation_id) == organisation_id) | (col(Meeting.partner_id) == organisation_id)
    query = select(Meeting).where(mine, Meeting.state != MeetingState.WITHDRAWN)
    return ctx.session.exec(query.order_by(col(Meeting.held_on).desc()).limit(limit)).all()


def with_person(ctx: Context, person_id: UUID, *, limit: int = 10) -> Sequence[tuple[Delegate, Exchange]]:
    """The exchanges that a person was invited to, the latest first."""
    query = (
        select(Delegate, Exchange)
        .join(Exchange, col(Exchange.id) == col(Delegate.exchange_id))
        .where(Delegate.person_id == person_id)
        .order_by(col(Exchange.starts_on).desc())
    )
    return ctx.session.exec(query.limit(limit)).all()


def to_forget(ctx: Context, before: date, among: Sequence[UUID] | None = None) -> Sequence[Exchange]:
    """Exchanges that were reported, or called off, before a day and whose participants still have names.

    Of all, or of some.
    """
    closed = or_(
        col(Exchange.reported_on) < before,
        (col(Exchange.state) == ExchangeState.CANCELLED) & (col(Exchange.ends_on) < before),
    )
    query = select(Exchange).where(closed, col(Exchange.forgotten_on).is_(None))
    return ctx.session.exec(query if among is None else query.where(col(Exchange.id).in_(among))).all()


def uninvited(ctx: Context, exchange_id: UUID) -> Sequence[Delegate]:
    """Those on the list with an address who have had no letter."""
    query = select(Delegate).where(
        Delegate.exchange_id == exchange_id,
        Delegate.email != "",
        Delegate.state == DelegateState.INVITED,
        col(Delegate.invited_at).is_(None),
    )
    return ctx.session.exec(query).all()


def open_promises(ctx: Context, *, limit: int = 10) -> Sequence[Promise]:
    """Promises that are open, the most urgent first."""
    query = select(Promise).where(Promise.state == PromiseState.OPEN)
    urgent = (col(Promise.due_on).is_(None), col(Promise.due_on))
    return ctx.session.exec(query.order_by(*urgent).limit(limit)).all()
