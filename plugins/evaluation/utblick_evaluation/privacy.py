"""What evaluation holds about people: nothing; goals name staff as owners, by id."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, PersonalData, _


def export(_ctx: Context, _person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Nothing is held about people of the register."""
    return {}


def erase(_ctx: Context, _person_id: UUID) -> int:
    """Nothing is held about people of the register."""
    return 0


PERSONAL_DATA = PersonalData(
    purposes=(_("Following up goals; no personal data are needed for it."),),
    export=export,
    erase=erase,
    retention=_("Goals and their evidence are kept with the project's documents."),
)
