"""What the import of registers tells the rest of the house."""

from typing import ClassVar
from uuid import UUID

from utblick.bus.event import Event, OrganisationId
from utblick.i18n import Msg, _


class ImportFinished(Event, name="core.import.finished", version=1, key="import_id"):
    """A register was imported; the numbers say what it brought."""

    says: ClassVar[Msg] = _("A register was imported: {created} new organisations, {updated} updated")
    import_id: UUID
    created: int
    updated: int
    rows: int


class ImportUndone(Event, name="core.import.undone", version=1, key="import_id"):
    """The import of a register was undone; records that somebody had changed since were left."""

    says: ClassVar[Msg] = _("The import of a register was undone: {restored} rows restored, {left} left")
    import_id: UUID
    restored: int
    left: int


class OrganisationWithdrawn(Event, name="core.organisation.withdrawn", version=1, key="organisation_id"):
    """An organisation was taken out of the register again, because the import that brought it was undone."""

    says: ClassVar[Msg] = _("was taken out of the register again when an import was undone")
    organisation_id: OrganisationId
    import_id: UUID
