"""What the rows of an imported register hold about a person, as long as they are kept."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import String, cast, or_, select
from sqlmodel import col

from utblick.context import Context
from utblick.declare import PersonalData
from utblick.i18n import _
from utblick.identity.registers.imports.models import Import, ImportRow
from utblick.identity.traces import holds, spellings, without, words_of

_TEXTS = ("name", "reasons", "problems", "candidate", "before", "after")


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The rows that brought the person, or name the person."""
    files = dict(ctx.session.execute(select(col(Import.id), col(Import.file))).all())
    return {
        "core_import_row": [
            {"file": files.get(row.import_id, ""), "row": row.row, **_contact(row)}
            for row in _rows(ctx, person_id)
        ]
    }


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of the rows; the organisations that they brought stay, and can still be undone."""
    rows, words = _rows(ctx, person_id), words_of(ctx, person_id)
    for row in rows:
        row.candidate = _candidate(row.candidate, words)
        row.problems = [one for one in row.problems if not holds(one, words)]
        row.reasons = [one for one in row.reasons if not holds(one, words)]
        row.before, row.after = without(row.before, words), without(row.after, words)
        row.name = "" if holds(row.name, words) else row.name
        if row.person_id == person_id:
            row.person_id = row.membership_id = None
        ctx.session.add(row)
    return len(rows)


def _rows(ctx: Context, person_id: UUID) -> Sequence[ImportRow]:
    words = spellings(words_of(ctx, person_id))
    texts = (cast(getattr(ImportRow, name), String) for name in _TEXTS)
    holding = [text.icontains(word, autoescape=True) for text in texts for word in words]
    return ctx.session.scalars(
        select(ImportRow).where(or_(col(ImportRow.person_id) == person_id, *holding))
    ).all()


def _contact(row: ImportRow) -> dict[str, Any]:
    contact = (row.candidate or {}).get("contact")
    return {"contact": list(filter(None, contact))} if contact else {}


def _candidate(candidate: Mapping[str, Any], words: Sequence[str]) -> dict[str, Any]:
    if not candidate:
        return {}
    return {
        **candidate,
        "values": without(candidate["values"], words),
        "contact": None if holds(candidate["contact"], words) else candidate["contact"],
        "remarks": [remark for remark in candidate["remarks"] if not holds(remark, words)],
    }


PERSONAL_DATA = PersonalData(
    purposes=(_("To bring in the municipality's own registers, and to be able to take them back."),),
    export=export,
    erase=erase,
    retention=_("Rows of imported files are removed when the import can no longer be undone."),
)
