"""What goals can count of notes."""

from utblick.api import Indicator, _

INDICATORS = (
    Indicator(
        name="sample.notes",
        title=_("Jottings written"),
        unit=_("jottings"),
        event="sample.note.written",
        distinct="note_id",
    ),
)
