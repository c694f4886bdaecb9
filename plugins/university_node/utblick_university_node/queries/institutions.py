"""Questions about universities, their seasons, their contacts and the agreements with them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context
from utblick_university_node.drafting import OpenSeason
from utblick_university_node.models import (
    OPEN_STATES,
    Assignment,
    ContactState,
    Cooperation,
    CooperationState,
    Institution,
    NodeContact,
    Season,
)
from utblick_university_node.queries.finding import found


def institution(ctx: Context, institution_id: UUID) -> Institution:
    """The university, or `NotFound`."""
    return found(ctx, Institution, institution_id)


def institutions(ctx: Context) -> Sequence[Institution]:
    """The universities that take part, by name."""
    return ctx.session.exec(
        select(Institution).where(col(Institution.is_active)).order_by(Institution.title)
    ).all()


def names(ctx: Context) -> dict[UUID, str]:
    """What each university is called."""
    return dict(ctx.session.exec(select(Institution.id, Institution.title)).all())


def institution_of(ctx: Context, organisation_id: UUID) -> Institution | None:
    """The university behind an organisation of the register, when it takes part or took part."""
    query = select(Institution).where(Institution.organisation_id == organisation_id)
    with ctx.session.no_autoflush:
        return ctx.session.exec(query).first()


def season(ctx: Context, season_id: UUID) -> Season:
    """The season, or `NotFound`."""
    return found(ctx, Season, season_id)


def seasons(ctx: Context, *, ended_after: date | None = None, limit: int = 60) -> Sequence[Season]:
    """Seasons that are not over, by the day of their start."""
    query = select(Season).where(Season.ends_on >= (ended_after or ctx.today))
    return ctx.session.exec(query.order_by(col(Season.starts_on), col(Season.title)).limit(limit)).all()


def next_deadlines(ctx: Context, *, limit: int = 4) -> Sequence[Season]:
    """The seasons whose time to advertise ends next."""
    query = select(Season).where(Season.advertise_until >= ctx.today)
    return ctx.session.exec(query.order_by(col(Season.advertise_until), col(Season.title)).limit(limit)).all()


def open_seasons(ctx: Context) -> list[OpenSeason]:
    """The seasons that subjects can be suggested for, as the rules want them."""
    query = (
        select(Season, Institution.ror)
        .join(Institution, col(Institution.id) == Season.institution_id)
        .where(col(Institution.is_active), Season.advertise_until >= ctx.today)
        .order_by(col(Season.starts_on))
        .limit(200)
    )
    return [
        OpenSeason(
            id=one.id,
            institution_id=one.institution_id,
            ror=ror,
            level=one.level,
            advertise_until=one.advertise_until,
            starts_on=one.starts_on,
            weeks=one.weeks,
            credits=one.credits,
        )
        for one, ror in ctx.session.exec(query)
    ]


def season_keys(ctx: Context, institution_id: UUID) -> set[tuple[str, date]]:
    """The level and the start of each season that a university has."""
    query = select(col(Season.level), col(Season.starts_on)).where(Season.institution_id == institution_id)
    return {(level, starts) for level, starts in ctx.session.exec(query)}


def contact(ctx: Context, contact_id: UUID) -> NodeContact:
    """The contact, or `NotFound`."""
    return found(ctx, NodeContact, contact_id)


def contacts(ctx: Context, institution_id: UUID | None = None) -> Sequence[NodeContact]:
    """The contacts who have the role today, of one university or of all."""
    query = select(NodeContact).where(NodeContact.state == ContactState.ACTIVE)
    if institution_id is not None:
        query = query.where(NodeContact.institution_id == institution_id)
    return ctx.session.exec(query.order_by(NodeContact.title).limit(50)).all()


def open_of_contact(ctx: Context, contact_id: UUID) -> Sequence[Assignment]:
    """The assignments of a contact that are not finished."""
    query = select(Assignment).where(
        Assignment.contact_id == contact_id, col(Assignment.state).in_(OPEN_STATES)
    )
    return ctx.session.exec(query.order_by(Assignment.title)).all()


def left_behind(ctx: Context, *, limit: int = 100) -> Sequence[tuple[Assignment, NodeContact]]:
    """Open assignments whose contact has left the role: somebody else must take them."""
    query = (
        select(Assignment, NodeContact)
        .join(NodeContact, col(NodeContact.id) == Assignment.contact_id)
        .where(NodeContact.state == ContactState.LEFT, col(Assignment.state).in_(OPEN_STATES))
        .order_by(col(Assignment.title))
        .limit(limit)
    )
    return ctx.session.exec(query).all()


def cooperation(ctx: Context, cooperation_id: UUID) -> Cooperation:
    """The agreement of cooperation, or `NotFound`."""
    return found(ctx, Cooperation, cooperation_id)


def cooperations_of(ctx: Context, institution_id: UUID) -> Sequence[Cooperation]:
    """The agreements with a university that have not ended."""
    query = select(Cooperation).where(
        Cooperation.institution_id == institution_id, Cooperation.state != CooperationState.ENDED
    )
    return ctx.session.exec(query.order_by(col(Cooperation.signed_on).desc()).limit(5)).all()


def ending_cooperations(ctx: Context, before: date) -> Sequence[Cooperation]:
    """Signed agreements that end before then, and whose owners have not been told."""
    query = select(Cooperation).where(
        Cooperation.state == CooperationState.SIGNED,
        col(Cooperation.valid_until) <= before,
        col(Cooperation.reminded_on).is_(None),
    )
    return ctx.session.exec(query).all()


def open_counts(ctx: Context) -> dict[UUID, int]:
    """How many open assignments each university has."""
    query = (
        select(Assignment.institution_id, func.count())
        .where(col(Assignment.institution_id).is_not(None), col(Assignment.state).in_(OPEN_STATES))
        .group_by(col(Assignment.institution_id))
    )
    return {institution_id: count for institution_id, count in ctx.session.exec(query) if institution_id}
