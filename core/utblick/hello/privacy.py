"""What hello holds about people: who a greeting was meant for."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, PersonalData, _
from utblick.hello import queries


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The greetings that name the person, by table."""
    rows = queries.greetings_with(ctx, person_id)
    return {"hello_greeting": [row.model_dump(exclude={"version"}) for row in rows]}


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person and the words out of every greeting; that one was sent remains."""
    rows = queries.greetings_with(ctx, person_id)
    for row in rows:
        row.person_id, row.words = None, ""
    return len(rows)


PERSONAL_DATA = PersonalData(
    purposes=(_("To greet the people whom we work with."),),
    export=export,
    erase=erase,
    retention=_("Kept as long as the greeting; name and words are emptied when the person is erased."),
)
