"""Sources and saved watches as records."""

from utblick.api import Field, Kind, RecordType, Section, _
from utblick_tendering.choices.sources import SOURCE_KINDS
from utblick_tendering.models import Source
from utblick_tendering.permissions import READ, SOURCES

SOURCE = RecordType(
    kind="source",
    model=Source,
    title=_("Source of notices"),
    plural=_("Sources of notices"),
    path="sources",
    in_menu=False,
    icon="download",
    read=READ,
    write=SOURCES,
    name="title",
    lead=_("Where notices come from. One that is not in use is never asked."),
    empty=_("No sources yet. Add one here, or upload files of notices."),
    fields=(
        Field(name="title", label=_("Name"), required=True),
        Field(name="kind", label=_("Kind of source"), kind=Kind.CHOICE, choices=SOURCE_KINDS, required=True),
        Field(
            name="address",
            label=_("Address"),
            max_length=2000,
            help=_("A folder, the address of a feed, or a query in the words of the TED Search API."),
        ),
        Field(name="active", label=_("In use"), kind=Kind.BOOLEAN),
        Field(name="asked_at", label=_("Last asked"), kind=Kind.INSTANT, read_only=True),
        Field(name="answered_at", label=_("Last answered"), kind=Kind.INSTANT, read_only=True),
        Field(name="error", label=_("What went wrong"), kind=Kind.LONG_TEXT, max_length=1000, read_only=True),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=2000),
    ),
    columns=("title", "kind", "active", "asked_at", "answered_at", "error"),
    filters=("kind", "active"),
    search=("title", "note"),
    sort="title",
    sections=(
        Section(title=_("The source"), fields=("title", "kind", "address", "active", "note")),
        Section(title=_("How it answers"), fields=("asked_at", "answered_at", "error")),
    ),
)

RECORDS: tuple[RecordType, ...] = (SOURCE,)
