"""Questions about profiles and expressions of interest."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context, NotFound
from utblick_partnerships.models import (
    PUBLIC_STATES,
    WAITING_INTERESTS,
    Interest,
    Profile,
    Review,
)

SHOWN = 100


def profile(ctx: Context, profile_id: UUID) -> Profile:
    """The profile, or `NotFound`."""
    found = ctx.session.get(Profile, profile_id)
    if found is None:
        raise NotFound
    return found


def interest(ctx: Context, interest_id: UUID) -> Interest:
    """The expression of interest, or `NotFound`."""
    found = ctx.session.get(Interest, interest_id)
    if found is None:
        raise NotFound
    return found


def public(ctx: Context, *, limit: int = SHOWN) -> Sequence[Profile]:
    """The profiles that anybody can see, the latest first."""
    query = select(Profile).where(col(Profile.state).in_(PUBLIC_STATES))
    return ctx.session.exec(query.order_by(col(Profile.published_on).desc()).limit(limit)).all()


def by_reference(ctx: Context, reference: str) -> Profile:
    """The public profile of that reference, or `NotFound`."""
    query = select(Profile).where(Profile.reference == reference, col(Profile.state).in_(PUBLIC_STATES))
    found = ctx.session.exec(query).first()
    if found is None:
        raise NotFound
    return found


def serial(ctx: Context, beginning: str) -> int:
    """The next number for references that begin so."""
    query = select(func.count()).where(col(Profile.reference).startswith(beginning))
    return ctx.session.exec(query).one() + 1


def reviews(ctx: Context, profile_id: UUID) -> Sequence[Review]:
    """What was said of a profile, the latest first."""
    query = select(Review).where(Review.profile_id == profile_id)
    return ctx.session.exec(query.order_by(col(Review.at).desc()).limit(50)).all()


def expiring(ctx: Context, *, until: date) -> Sequence[Profile]:
    """Public profiles whose last day comes up to then, and of which nobody has been reminded."""
    query = select(Profile).where(
        col(Profile.state).in_(PUBLIC_STATES),
        col(Profile.valid_until) <= until,
        col(Profile.reminded_on).is_(None),
    )
    return ctx.session.exec(query).all()


def expired(ctx: Context, among: Sequence[UUID] | None = None, *, today: date) -> Sequence[Profile]:
    """Public profiles, of all or of some, whose last day has passed."""
    query = select(Profile).where(col(Profile.state).in_(PUBLIC_STATES), col(Profile.valid_until) < today)
    return ctx.session.exec(query if among is None else query.where(col(Profile.id).in_(among))).all()


def profiles_of(ctx: Context, organisation_id: UUID, *, limit: int = 10) -> Sequence[Profile]:
    """A client's profiles, the latest changed first."""
    query = select(Profile).where(Profile.organisation_id == organisation_id)
    return ctx.session.exec(query.order_by(col(Profile.updated_at).desc()).limit(limit)).all()


def waiting(ctx: Context, *, limit: int = 8) -> Sequence[Interest]:
    """Expressions of interest that wait for us or for the client, the longest first."""
    query = select(Interest).where(col(Interest.state).in_(WAITING_INTERESTS))
    return ctx.session.exec(query.order_by(col(Interest.state_since)).limit(limit)).all()


def from_origin(ctx: Context, origin_id: UUID) -> Profile | None:
    """The profile that was proposed because of something that happened elsewhere."""
    return ctx.session.exec(select(Profile).where(Profile.origin_id == origin_id)).first()


def titles(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, str]:
    """The titles of several profiles, in one query."""
    if not ids:
        return {}
    columns = select(Profile.id, Profile.title).where(col(Profile.id).in_(set(ids)))
    return dict(ctx.session.exec(columns).all())
