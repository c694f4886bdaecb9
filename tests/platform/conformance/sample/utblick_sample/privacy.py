"""What notes hold about people: who told it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import select

from utblick.api import Context, PersonalData, _
from utblick_sample.models import Note


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The notes that the person told."""
    return {"sample_note": [row.model_dump() for row in _told(ctx, person_id)]}


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of them."""
    rows = _told(ctx, person_id)
    for row in rows:
        row.person_id, row.told_by = None, ""
        ctx.session.add(row)
    return len(rows)


def _told(ctx: Context, person_id: UUID) -> Sequence[Note]:
    return ctx.session.exec(select(Note).where(Note.person_id == person_id)).all()


PERSONAL_DATA = PersonalData(
    purposes=(_("To know who said what about an organisation."),),
    export=export,
    erase=erase,
    retention=_("Names are emptied when the person is erased."),
)
