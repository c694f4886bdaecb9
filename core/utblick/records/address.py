"""Where a record's pages are, and who may come there."""

from urllib.parse import urlencode, urlsplit
from uuid import UUID

from utblick.context import Context, Ref
from utblick.db.record import Record
from utblick.declare import RecordType, Transition
from utblick.errors import NotFound
from utblick.i18n import Msg
from utblick.protection.marks import require_open
from utblick.records.fields import pointed_at
from utblick.registry import LoadedPlugin


def base_url(ctx: Context, record: RecordType) -> str:
    """The address of the list of a record type."""
    return ctx.platform.registry.path(record)


def url_of(ctx: Context, record: RecordType, record_id: UUID) -> str:
    """The address of a record's page."""
    return f"{base_url(ctx, record)}/{record_id}"


def above(ctx: Context, record: RecordType, row: Record) -> list[tuple[Msg | str, str]]:
    """The way back from a record, as names and addresses: to what it is a part of, else to the list."""
    if record.part_of:
        whole = pointed_at(record.field(record.part_of), getattr(row, record.part_of))
        kind, label = ctx.platform.registry.record(whole.plugin, whole.kind), ctx.lookup(whole).get(whole)
        if kind is not None and label is not None:
            return [(kind.plural, base_url(ctx, kind)), (label.name, label.url)]
    return [(record.plural, base_url(ctx, record))] if record.listed else []


def with_query(url: str, **values: str) -> str:
    """The address with these values after the question mark; empty ones are left out."""
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{url}?{query}" if query else url


def way_back(ctx: Context, otherwise: str) -> str:
    """The address on this host that the form or the address names as `back`, or the other one."""
    web = ctx.request
    asked = (web.form.get("back", "") or web.query.get("back", "")) if web else ""
    parts = urlsplit(asked)
    is_here = asked.startswith("/") and not asked.startswith(("//", "/\\")) and not parts.netloc
    return asked if is_here and asked.isprintable() else otherwise


def name_of(record: RecordType, row: Record) -> str:
    """What a record is called."""
    return str(getattr(row, record.name) or "–")


def ref_of(owner: LoadedPlugin, record: RecordType, row: Record) -> Ref:
    return Ref(owner.name, record.kind, row.id)


def readable(ctx: Context, plugin: str, kind: str, record_id: UUID) -> RecordType:
    """The record type of that name, for those who may read the record; raises `NotFound` or `Forbidden`."""
    record = ctx.platform.registry.record(plugin, kind)
    if record is None:
        raise NotFound
    ctx.require(record.read)
    require_open(ctx.session, record_id)
    return record


def offered(ctx: Context, record: RecordType, row: Record) -> tuple[Transition, ...]:
    """The transitions that this reader may make with the record as it is now."""
    state = getattr(row, record.state) if record.state else ""
    return tuple(
        transition
        for transition in record.transitions
        if state in transition.source and ctx.actor.may(transition.permission)
    )


def live_trigger(ctx: Context, *plugins: str, seconds: float = 0.8) -> str:
    """When htmx fetches a part of a page again: after any event of these plugins, or of all."""
    names = plugins or tuple(plugin.name for plugin in ctx.platform.registry.plugins)
    wait = f"throttle:{int(seconds * 1000)}ms"
    return ", ".join(f"utblick:{name}.> from:body {wait}" for name in names)
