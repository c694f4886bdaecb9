"""The records of the plugin, and who may do what with them."""

from utblick.api import Field, Kind, RecordType, Section, _
from utblick.scaffold.sources.record.models import Gadget

GADGETS = RecordType(
    kind="gadget",
    model=Gadget,
    title=_("Doodad"),
    plural=_("Doodads"),
    path="gadgets",
    icon="file-text",
    read="sample.read",
    write="sample.write",
    name="title",
    fields=(
        Field(name="title", label=_("Name"), required=True),
        Field(name="organisation_id", label=_("Organisation"), kind=Kind.ORGANISATION, required=True),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id"),
    filters=("organisation_id",),
    search=("title", "note"),
    sections=(Section(title=_("Doodad"), fields=("title", "organisation_id", "note")),),
    delete=True,
)

RECORDS = (GADGETS,)
