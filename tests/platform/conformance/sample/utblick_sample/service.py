"""What can be done with notes."""

from collections.abc import Mapping
from typing import Any

from utblick.api import Context
from utblick_sample.events import NoteWritten
from utblick_sample.models import Note


def write_note(ctx: Context, values: Mapping[str, Any]) -> Note:
    """Write a note down and tell the rest of the house."""
    note = Note(**values)
    ctx.session.add(note)
    ctx.session.flush()
    ctx.publish(NoteWritten(note_id=note.id, organisation_id=note.organisation_id, topic="fair"))
    return note
