"""What notes tell the rest of the house."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, OrganisationId, _


class NoteWritten(Event, name="sample.note.written", key="note_id"):
    """Somebody has noted something about an organisation."""

    says: ClassVar[Msg] = _("was noted")

    note_id: UUID
    organisation_id: OrganisationId
    topic: str = Field(examples=["fair"])


EVENTS = (NoteWritten,)
