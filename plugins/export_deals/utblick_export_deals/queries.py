"""The questions that the rest of the plugin asks of its tables."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, func, or_, select

from utblick.api import Context, NotFound, country_name, token_hash
from utblick_export_deals.models import (
    OPEN_STAGES,
    Agreement,
    Confirmation,
    ConfirmationState,
    Lead,
    LeadStage,
    Market,
)


def market(ctx: Context, market_id: UUID) -> Market:
    """The market, or `NotFound`."""
    found = ctx.session.get(Market, market_id)
    if found is None:
        raise NotFound
    return found


def market_of(ctx: Context, organisation_id: UUID, country: str) -> Market | None:
    """The row of a company and a country, when there is one."""
    query = select(Market).where(Market.organisation_id == organisation_id, Market.country == country)
    with ctx.session.no_autoflush:
        return ctx.session.exec(query).first()


def lead(ctx: Context, lead_id: UUID) -> Lead:
    """The lead, or `NotFound`."""
    found = ctx.session.get(Lead, lead_id)
    if found is None:
        raise NotFound
    return found


def quiet_leads(ctx: Context, *, since: datetime) -> list[UUID]:
    """Open leads that nobody has changed after `since`, the quietest first."""
    query = (
        select(Lead.id)
        .where(col(Lead.stage).in_(OPEN_STAGES), Lead.updated_at < since)
        .order_by(col(Lead.updated_at))
    )
    return list(ctx.session.exec(query))


def still_quiet(ctx: Context, lead_ids: Sequence[UUID], *, since: datetime) -> Sequence[Lead]:
    """Those of the leads that are open and unchanged after `since`."""
    query = select(Lead).where(
        col(Lead.id).in_(lead_ids), col(Lead.stage).in_(OPEN_STAGES), Lead.updated_at < since
    )
    return ctx.session.exec(query).all()


def leads_with_days(ctx: Context, since: date, until: date, *, limit: int = 1000) -> Sequence[Lead]:
    """Open leads whose next step or expected signing lies on these days, both included."""
    query = select(Lead).where(
        col(Lead.stage).in_(OPEN_STAGES),
        or_(col(Lead.next_step_on).between(since, until), col(Lead.expected_on).between(since, until)),
    )
    return ctx.session.exec(query.order_by(col(Lead.next_step_on), col(Lead.id)).limit(limit)).all()


def agreement(ctx: Context, agreement_id: UUID) -> Agreement:
    """The agreement, or `NotFound`."""
    found = ctx.session.get(Agreement, agreement_id)
    if found is None:
        raise NotFound
    return found


def question_of(ctx: Context, token: str, *, lock: bool = False) -> Confirmation | None:
    """The question that a link's token belongs to; `lock` keeps a second answer waiting."""
    query = select(Confirmation).where(Confirmation.token_hash == token_hash(token))
    return ctx.session.exec(query.with_for_update() if lock else query).first()


def open_questions(ctx: Context, agreement_id: UUID) -> Sequence[Confirmation]:
    """The questions about an agreement that still wait for an answer."""
    return ctx.session.exec(
        select(Confirmation).where(
            Confirmation.agreement_id == agreement_id, Confirmation.state == ConfirmationState.ASKED
        )
    ).all()


def overdue_questions(ctx: Context, among: Sequence[UUID] | None = None) -> Sequence[Confirmation]:
    """The questions whose links have expired without an answer, of all or of some."""
    query = select(Confirmation).where(
        Confirmation.state == ConfirmationState.ASKED, Confirmation.expires_at <= ctx.now
    )
    return ctx.session.exec(query if among is None else query.where(col(Confirmation.id).in_(among))).all()


def questions_to_remind(
    ctx: Context, among: Sequence[UUID] | None = None, *, before: datetime
) -> Sequence[Confirmation]:
    """The questions, of all or of some, that expire before then and have had no reminder.

    Those to an erased person get none.
    """
    query = select(Confirmation).where(
        Confirmation.state == ConfirmationState.ASKED,
        Confirmation.expires_at > ctx.now,
        Confirmation.expires_at <= before,
        Confirmation.recipient_email != "",
        col(Confirmation.reminded_at).is_(None),
    )
    return ctx.session.exec(query if among is None else query.where(col(Confirmation.id).in_(among))).all()


def questions_expiring(
    ctx: Context, since: date, until: date, *, limit: int = 1000
) -> Sequence[Confirmation]:
    """The questions without an answer whose links expire on these days, both included."""
    first, end = ctx.moments_of(since, until)
    query = select(Confirmation).where(
        Confirmation.state == ConfirmationState.ASKED,
        Confirmation.expires_at >= first,
        Confirmation.expires_at < end,
    )
    return ctx.session.exec(query.order_by(col(Confirmation.expires_at)).limit(limit)).all()


def waiting(ctx: Context, *, limit: int = 500) -> Sequence[Confirmation]:
    """The questions that companies have not answered, the most urgent first."""
    query = select(Confirmation).where(Confirmation.state == ConfirmationState.ASKED)
    return ctx.session.exec(query.order_by(col(Confirmation.expires_at)).limit(limit)).all()


def leads_by_stage(ctx: Context) -> dict[str, int]:
    """How many leads stand in each stage."""
    return dict(ctx.session.exec(select(Lead.stage, func.count()).group_by(col(Lead.stage))).all())


def markets_of(ctx: Context, organisation_id: UUID, *, limit: int = 20) -> Sequence[Market]:
    """A company's countries, the latest changed first."""
    query = select(Market).where(Market.organisation_id == organisation_id)
    return ctx.session.exec(query.order_by(col(Market.updated_at).desc()).limit(limit)).all()


def leads_of(ctx: Context, organisation_id: UUID, *, limit: int = 10) -> Sequence[Lead]:
    """A company's leads that are not closed, the one with the nearest next step first."""
    query = select(Lead).where(
        Lead.organisation_id == organisation_id, col(Lead.stage).in_((*OPEN_STAGES, LeadStage.STALLED))
    )
    nearest = (col(Lead.next_step_on).is_(None), col(Lead.next_step_on), col(Lead.updated_at).desc())
    return ctx.session.exec(query.order_by(*nearest).limit(limit)).all()


def agreements_of(ctx: Context, organisation_id: UUID, *, limit: int = 10) -> Sequence[Agreement]:
    """A company's agreements, the latest first."""
    query = select(Agreement).where(Agreement.organisation_id == organisation_id)
    return ctx.session.exec(query.order_by(col(Agreement.signed_on).desc()).limit(limit)).all()


def country(ctx: Context, code: str) -> str:
    """The name of a country in the reader's language."""
    return country_name(code, ctx.language)
