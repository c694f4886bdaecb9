"""What the tables are called by people, where a page speaks of what lies in them."""

from collections.abc import Mapping
from types import MappingProxyType

from utblick.context import Context
from utblick.declare import RecordType
from utblick.i18n import Msg, _

_CORE: Mapping[str, Msg] = MappingProxyType(
    {
        "core_membership": _("Contact persons"),
        "core_identifier": _("Numbers in other registers"),
        "core_relation": _("Relations"),
        "core_merge": _("Merges"),
        "core_comment": _("Comments"),
        "core_task": _("Tasks"),
        "core_file": _("Files"),
        "core_change": _("History"),
        "core_mail": _("Mails"),
        "core_import": _("Imports"),
        "core_import_row": _("Rows of imported files"),
        "core_saved_view": _("Saved views"),
        "core_user": _("Users"),
        "core_audit": _("Audit log"),
        "core_event": _("Events"),
    }
)


def record_of(ctx: Context, table: str) -> RecordType | None:
    """The kind of record that lies in the table."""
    records = (record for _plugin, record in ctx.platform.registry.records())
    return next((record for record in records if record.model.__tablename__ == table), None)


def table_title(ctx: Context, table: str) -> str:
    """The name of a table: the plural of its records, or one of the core's own; else the bare name."""
    record = record_of(ctx, table)
    return record.plural if record is not None else _CORE.get(table, table)
