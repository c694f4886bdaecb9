"""Questions about placements, notes about markets, experts and springboards."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context
from utblick_university_node.models import (
    Expert,
    ExpertState,
    Placement,
    PlacementState,
    Springboard,
)
from utblick_university_node.queries.finding import found

_CLOSED = (PlacementState.DEBRIEFED, PlacementState.CANCELLED)


def placement(ctx: Context, placement_id: UUID) -> Placement:
    """The placement, or `NotFound`."""
    return found(ctx, Placement, placement_id)


def placement_of_origin(ctx: Context, origin_id: UUID) -> Placement | None:
    """The placement that was suggested by something elsewhere, when it was."""
    return ctx.session.exec(select(Placement).where(Placement.origin_id == origin_id)).first()


def placements_of(ctx: Context, organisation_id: UUID, *, limit: int = 6) -> Sequence[Placement]:
    """The placements that serve a firm and are not closed."""
    query = select(Placement).where(
        Placement.organisation_id == organisation_id, col(Placement.state).not_in(_CLOSED)
    )
    return ctx.session.exec(query.order_by(col(Placement.updated_at).desc()).limit(limit)).all()


def awaiting_debrief(ctx: Context, *, limit: int = 6) -> Sequence[Placement]:
    """Placements from which somebody is home again without having told what was learnt."""
    query = select(Placement).where(Placement.state == PlacementState.HOME)
    return ctx.session.exec(query.order_by(col(Placement.ends_on)).limit(limit)).all()


def expert(ctx: Context, expert_id: UUID) -> Expert:
    """The expert, or `NotFound`."""
    return found(ctx, Expert, expert_id)


def listed_experts(ctx: Context, *, limit: int = 500) -> Sequence[Expert]:
    """The experts who may be shown."""
    query = select(Expert).where(Expert.state == ExpertState.LISTED)
    return ctx.session.exec(query.order_by(col(Expert.title)).limit(limit)).all()


def springboard(ctx: Context, springboard_id: UUID) -> Springboard:
    """The springboard, or `NotFound`."""
    return found(ctx, Springboard, springboard_id)


def springboards_for(ctx: Context, countries: Sequence[str], *, limit: int = 4) -> Sequence[Springboard]:
    """Foreign links of universities in countries that a firm sells to, not used yet."""
    query = select(Springboard).where(
        col(Springboard.country).in_(countries), col(Springboard.state) == "spotted"
    )
    return ctx.session.exec(query.order_by(col(Springboard.title)).limit(limit)).all()
