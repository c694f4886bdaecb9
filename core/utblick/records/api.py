"""The JSON API of a record type: list, read, add, change and move, by the same rules as the pages."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from utblick.context import Context
from utblick.declare import RecordType
from utblick.errors import Forbidden, Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.protection.marks import require_open, seen
from utblick.records.filters import filters_of, living
from utblick.records.frames import Frames
from utblick.records.labels import columns
from utblick.records.query import PAGE, ListQuery, Rows, Statements, as_seen, fetch_raw, sortable
from utblick.records.spoken_rows import Speaker, objects
from utblick.records.transitions import move
from utblick.records.values import clean, clean_fields, row, save_changes, save_new
from utblick.registry import LoadedPlugin
from utblick.web.request import Values
from utblick.web.routing import Data, Download, Route, get, post

MOST = 200
SYSTEM_COLUMNS = ("version", "created_at", "updated_at")


def api_path(plugin: LoadedPlugin, record: RecordType) -> str:
    """The address of a record type for programs."""
    return f"/api/{plugin.name}/{record.path}"


def routes(plugin: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """List, new, one, change and the transitions of a record type."""
    base = api_path(plugin, record)
    made = [_list(base, record), _one(base, record)]
    if record.creatable:
        made.append(_create(base, record))
    if record.editable:
        made.append(_change(base, record))
    if record.transitions:
        made.append(_move(base, record))
    return tuple(made)


def _list(base: str, record: RecordType) -> Route:
    statements, speaker, frames = Statements(), Speaker(record), Frames()

    @get(base, permission=record.read)
    def api_list(ctx: Context) -> Download:
        assert ctx.request is not None
        query = ctx.request.query
        visible = seen(ctx, record)
        page = _fetched(ctx, visible, query, statements)

        def body() -> bytes:
            return msgspec.json.encode({"data": speaker.objects(ctx, page), "next": page.next or None})

        key = (ctx.language, visible is record, page.next, *query.pairs())
        return Download("", frames.page(key, page.found, body=body), "application/json")

    return api_list


def _one(base: str, record: RecordType) -> Route:
    @get(f"{base}/{{record_id:uuid}}", permission=record.read)
    def api_one(ctx: Context, record_id: UUID) -> Data:
        return Data(_object(ctx, record, record_id))

    return api_one


def _create(base: str, record: RecordType) -> Route:
    @post(base, permission=record.write)
    def api_create(ctx: Context) -> Data:
        stored = save_new(ctx, record, clean(ctx, seen(ctx, record), _sent(ctx)))
        return Data(_object(ctx, record, stored.id), status=201)

    return api_create


def _change(base: str, record: RecordType) -> Route:
    def api_change(ctx: Context, record_id: UUID) -> Data:
        sent = dict(_sent(ctx))
        version = sent.pop("version", None)
        if version is not None and (not isinstance(version, int) or isinstance(version, bool)):
            raise Invalid({"version": _("Send the number that you read.")})
        stored = row(ctx, record, record_id, lock=True)
        if getattr(stored, "merged_into", None) is not None:
            raise NotFound
        save_changes(ctx, record, stored, clean(ctx, seen(ctx, record), sent, partial=True), version)
        return Data(_object(ctx, record, record_id))

    return Route("PATCH", f"{base}/{{record_id:uuid}}", api_change, record.write)


def _move(base: str, record: RecordType) -> Route:
    @post(f"{base}/{{record_id:uuid}}/do/{{name:str}}", permission=record.read)
    def api_move(ctx: Context, record_id: UUID, name: str) -> Data:
        try:
            transition = record.transition(name)
        except KeyError:
            raise NotFound(_("There is no such transition.")) from None
        if not ctx.actor.may(transition.permission):
            raise Forbidden
        stored = row(ctx, record, record_id, lock=True)
        sent = _sent(ctx, empty=not transition.fields)
        unknown = {key: _NOT_HERE for key in sent if key not in {f.name for f in transition.fields}}
        if unknown:
            raise Invalid(unknown)
        move(ctx, record, stored, transition, clean_fields(ctx, transition.fields, sent))
        return Data(_object(ctx, record, record_id))

    return api_move


_NOT_HERE = _("This field is not here, or cannot be set.")


def _sent(ctx: Context, *, empty: bool = False) -> Mapping[str, Any]:
    """The JSON object of the request; raises `Invalid` for anything else."""
    assert ctx.request is not None
    sent = ctx.request.json
    if sent is None and empty:
        return {}
    if not isinstance(sent, dict):
        raise Invalid({"": _("Send a JSON object, with the content type application/json.")})
    return sent


def _fetched(ctx: Context, record: RecordType, query: Values, statements: Statements) -> Rows:
    filters = filters_of(ctx, record, query)
    problems: dict[str, Msg] = dict(filters.problems)
    sort, limit = query.get("sort", ""), query.get("limit", str(PAGE))
    if sort and not sortable(record, sort.removeprefix("-")):
        problems["sort"] = _("The list cannot be ordered by this.")
    if not (limit.isascii() and limit.isdigit() and len(limit) < 6 and 1 <= int(limit) <= MOST):
        problems["limit"] = _("Send a number from 1 to {n}.", n=MOST)
    if problems:
        raise Invalid(problems)
    wanted = ListQuery(
        record=record,
        columns=(*(field.name for field in record.fields), *SYSTEM_COLUMNS),
        conditions=filters.conditions,
        sort=sort or record.sort,
        after=query.get("after", ""),
        limit=int(limit),
    )
    try:
        return fetch_raw(ctx, wanted, statements)
    except ValueError as refused:
        raise Invalid({"after": refused.args[0]}) from None


def _object(ctx: Context, record: RecordType, record_id: UUID) -> dict[str, Any]:
    """One record as it is stored now; raises `NotFound`, and `Forbidden` for one closed to the reader."""
    require_open(ctx.session, record_id)
    record = seen(ctx, record)
    table = columns(record)
    names = ["id", *dict.fromkeys([*(field.name for field in record.fields), *SYSTEM_COLUMNS])]
    query = select(*(table[name] for name in names)).where(table.id == record_id, living(record))
    found = ctx.session.connection().execute(query).all()
    if not found:
        raise NotFound
    page = as_seen(ctx, record, Rows(found, {name: place for place, name in enumerate(names) if place}))
    return objects(names, page.rows)[0]
