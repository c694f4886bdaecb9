"""Questions about notices: by what they are known, as they stand now, and what points at them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, tuple_
from sqlmodel import col

from utblick.api import Context, NotFound, _, followed
from utblick_tendering.models import Award, Lot, Notice, NoticeKey, NoticeState, NoticeVersion
from utblick_tendering.reading import Notice as Published
from utblick_tendering.reading.stored import restored


def notice(ctx: Context, notice_id: UUID) -> Notice:
    """The record of a notice; raises `NotFound`."""
    found = ctx.session.get(Notice, notice_id)
    if found is None:
        raise NotFound(_("The notice is not held here."))
    return found


def followed_with_deadline(ctx: Context, since: date, until: date, *, limit: int = 1000) -> Sequence[Notice]:
    """The notices that the reader follows and that close on these days, the nearest first."""
    first, end = ctx.moments_of(since, until)
    query = select(Notice).where(
        col(Notice.id).in_(followed(ctx, "tendering", "notice")),
        col(Notice.state) != NoticeState.SUPERSEDED,
        col(Notice.deadline) >= first,
        col(Notice.deadline) < end,
    )
    return ctx.session.scalars(query.order_by(col(Notice.deadline), col(Notice.id)).limit(limit)).all()


def current(ctx: Context, notice_id: UUID) -> Published:
    """The notice as its newest version has it, whole; raises `NotFound`."""
    found = newest_version(ctx, notice_id)
    if found is None:
        raise NotFound(_("The notice is not held here."))
    return restored(found.document)


def all_current(ctx: Context, notice_ids: Sequence[UUID]) -> dict[UUID, Published]:
    """Several notices as their newest versions have them; those without a version are left out."""
    query = select(NoticeVersion).where(col(NoticeVersion.notice_id).in_(notice_ids)).order_by(*NEWEST)
    found: dict[UUID, Published] = {}
    for version in ctx.session.scalars(query):
        if version.notice_id not in found:
            found[version.notice_id] = restored(version.document)
    return found


def newest_version(ctx: Context, notice_id: UUID) -> NoticeVersion | None:
    """The newest version that is held of a notice."""
    return ctx.session.scalars(_versions(notice_id).limit(1)).first()


def versions(ctx: Context, notice_id: UUID) -> Sequence[NoticeVersion]:
    """All versions of a notice, the newest first."""
    return ctx.session.scalars(_versions(notice_id)).all()


def has_edition(ctx: Context, notice_id: UUID, edition: int) -> bool:
    """Whether a version of that number is held."""
    version = select(col(NoticeVersion.id)).where(
        col(NoticeVersion.notice_id) == notice_id, col(NoticeVersion.edition) == edition
    )
    return ctx.session.scalars(version.limit(1)).first() is not None


def known_by(ctx: Context, keys: Sequence[tuple[str, str]]) -> list[Notice]:
    """The notices that any of the keys belongs to, the one held longest first."""
    if not keys:
        return []
    ids = select(col(NoticeKey.notice_id)).where(
        tuple_(col(NoticeKey.scheme), col(NoticeKey.value)).in_(list(keys))
    )
    return list(ctx.session.scalars(select(Notice).where(col(Notice.id).in_(ids)).order_by(col(Notice.id))))


def keys_of(ctx: Context, notice_id: UUID) -> set[tuple[str, str]]:
    """What a notice is known by."""
    keys = select(col(NoticeKey.scheme), col(NoticeKey.value)).where(col(NoticeKey.notice_id) == notice_id)
    return {(scheme, value) for scheme, value in ctx.session.execute(keys)}


def changing(ctx: Context, names: Sequence[str]) -> list[Notice]:
    """The notices held that change one of that name, in the order in which they came."""
    if not names:
        return []
    query = select(Notice).where(col(Notice.changes_notice).in_(names)).order_by(col(Notice.id))
    return list(ctx.session.scalars(query))


def of_procedure(ctx: Context, procedure_id: str) -> list[Notice]:
    """All notices of one procurement procedure, in the order in which they came."""
    if not procedure_id:
        return []
    query = select(Notice).where(col(Notice.procedure_id) == procedure_id).order_by(col(Notice.id))
    return list(ctx.session.scalars(query))


def replaced_by(ctx: Context, notice_id: UUID) -> list[Notice]:
    """The notices whose place this one has taken."""
    query = select(Notice).where(col(Notice.replaced_by_id) == notice_id)
    return list(ctx.session.scalars(query.order_by(col(Notice.id))))


def naming_before(ctx: Context, names: Sequence[str]) -> list[Notice]:
    """The notices held that name one of these as the one before them."""
    if not names:
        return []
    query = select(Notice).where(col(Notice.previous_notice).in_(names)).order_by(col(Notice.id))
    return list(ctx.session.scalars(query))


def lots(ctx: Context, notice_id: UUID) -> Sequence[Lot]:
    """The lots of a notice in their order, without those that a newer version has no more."""
    query = select(Lot).where(col(Lot.notice_id) == notice_id, col(Lot.withdrawn).is_(False))
    return ctx.session.scalars(query.order_by(col(Lot.position))).all()


def awards(ctx: Context, notice_id: UUID) -> Sequence[Award]:
    """What became of the lots: as a result notice tells it, or as it was told of the notice that asked."""
    query = select(Award).where(or_(col(Award.notice_id) == notice_id, col(Award.lot_notice_id) == notice_id))
    return ctx.session.scalars(query.order_by(col(Award.lot_number), col(Award.winner_name))).all()


NEWEST = (
    col(NoticeVersion.edition).desc(),
    col(NoticeVersion.received_at).desc(),
    col(NoticeVersion.id).desc(),
)


def _versions(notice_id: UUID) -> Any:
    return select(NoticeVersion).where(col(NoticeVersion.notice_id) == notice_id).order_by(*NEWEST)
