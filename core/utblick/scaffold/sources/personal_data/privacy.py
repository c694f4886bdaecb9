"""What the plugin holds about people."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, PersonalData, _

HELD: tuple[Any, ...] = ()


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The rows that name the person, by table."""
    return {
        table.__tablename__: [row.model_dump() for row in ctx.people.rows(table, person_id)] for table in HELD
    }


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of every row; the row itself stays."""
    found = [row for table in HELD for row in ctx.people.rows(table, person_id)]
    for row in found:
        row.person_id = None
    return len(found)


PERSONAL_DATA = PersonalData(
    purposes=(_("To do the work of this activity area."),),
    export=export,
    erase=erase,
    retention=_("Kept as long as the row; the person is taken out of it when erased."),
)
