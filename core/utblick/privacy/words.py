"""An access report in words: names of columns, and values as people read them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from utblick.context import Context
from utblick.i18n import Msg, _
from utblick.i18n.format import format_date, format_datetime, format_number
from utblick.records.fields.inputs import NO, YES

_COLUMNS: Mapping[str, Msg] = MappingProxyType(
    {
        "organisation": _("Organisation"),
        "role": _("Role"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "is_main": _("Main contact"),
        "starts_on": _("From"),
        "ends_on": _("To"),
        "scheme": _("Register"),
        "value": _("Value"),
        "source": _("Source"),
        "at": _("When"),
        "undone_at": _("Undone"),
        "kept_before": _("Before"),
        "text": _("Text"),
        "title": _("Title"),
        "note": _("Note"),
        "due_on": _("Due"),
        "done_at": _("Done"),
        "removed_at": _("Removed"),
        "name": _("Name"),
        "media_type": _("Type"),
        "size": _("Size"),
        "action": _("What"),
        "before": _("Before"),
        "after": _("After"),
        "to": _("To"),
        "subject": _("Subject"),
        "state": _("State"),
        "sent_at": _("Sent"),
        "body_text": _("Text"),
        "file": _("File"),
        "row": _("Row"),
        "contact": _("Contact person"),
        "created_at": _("Added"),
        "updated_at": _("Changed"),
    }
)


def column_title(ctx: Context, table: str, name: str) -> str:
    """What a column is called: the label of its field, or a common word; else its bare name."""
    for _plugin, record in ctx.platform.registry.records():
        if record.model.__tablename__ == table:
            label = next((field.label for field in record.fields if field.name == name), None)
            if label is not None:
                return ctx.translate(label)
    return ctx.translate(_COLUMNS[name]) if name in _COLUMNS else name


def cell(ctx: Context, value: Any) -> str:
    """A value as it is read."""
    match value:
        case None:
            said = ""
        case bool():
            said = ctx.translate(YES if value else NO)
        case datetime():
            said = format_datetime(value, ctx.language)
        case date():
            said = format_date(value, ctx.language)
        case int() | Decimal():
            said = format_number(value, ctx.language)
        case Mapping():
            said = "; ".join(f"{name}: {cell(ctx, held)}" for name, held in value.items())
        case list() | tuple() | set() | frozenset():
            said = ", ".join(cell(ctx, held) for held in value)
        case _:
            said = str(value)
    return said
