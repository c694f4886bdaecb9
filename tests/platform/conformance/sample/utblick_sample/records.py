"""Notes as records."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, Permission, RecordType, Section, _
from utblick_sample import service
from utblick_sample.models import Note

PERMISSIONS = (
    Permission(name="sample.read", title=_("Read jottings"), roles=("reader", "officer", "coordinator")),
    Permission(name="sample.write", title=_("Write jottings")),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.write_note(ctx, values)


NOTES = RecordType(
    kind="note",
    model=Note,
    title=_("Jotting"),
    plural=_("Jottings"),
    path="notes",
    read="sample.read",
    write="sample.write",
    name="title",
    fields=(
        Field(name="title", label=_("What was said"), required=True),
        Field(name="organisation_id", label=_("About whom"), kind=Kind.ORGANISATION, required=True),
        Field(name="person_id", label=_("Informant"), kind=Kind.PERSON),
        Field(name="told_by", label=_("Told by"), personal=True),
    ),
    columns=("title", "organisation_id"),
    sections=(Section(title=_("The jotting"), fields=("title", "organisation_id", "person_id", "told_by")),),
    create=_create,
)
RECORDS = (NOTES,)
