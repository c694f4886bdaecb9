"""What the hub holds about people: nothing that it can read."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, PersonalData, _


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Nothing: members strip people from what they tell, and contact details pass by sealed."""
    return {}


def erase(ctx: Context, person_id: UUID) -> int:
    """Nothing is held."""
    return 0


PERSONAL_DATA = PersonalData(
    purposes=(_("None: no personal data are kept here, and sealed answers cannot be opened here."),),
    export=export,
    erase=erase,
    retention=_("Nothing is held."),
)
