"""The questions that are asked about notes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context
from utblick_sample.models import Note


def latest(ctx: Context, most: int) -> list[tuple[Note, str]]:
    """The latest notes with the names of their organisations."""
    rows = ctx.session.exec(select(Note).order_by(col(Note.created_at).desc()).limit(most)).all()
    names = ctx.organisations.names([row.organisation_id for row in rows])
    return [(row, names[row.organisation_id]) for row in rows]


def written_between(ctx: Context, since: date, until: date) -> list[tuple[Note, str]]:
    """The notes of these days with the names of their organisations."""
    first, end = ctx.moments_of(since, until)
    query = select(Note).where(Note.created_at >= first, Note.created_at < end).limit(500)
    rows = ctx.session.exec(query).all()
    names = ctx.organisations.names([row.organisation_id for row in rows])
    return [(row, names[row.organisation_id]) for row in rows]


def waiting(ctx: Context) -> Sequence[Note]:
    """The notes that nobody was reminded of."""
    return ctx.session.exec(select(Note).where(col(Note.reminded).is_(False))).all()


def count(ctx: Context, organisation_id: UUID) -> int:
    """How many notes an organisation has."""
    query = select(func.count()).select_from(Note).where(Note.organisation_id == organisation_id)
    return ctx.session.exec(query).one()
