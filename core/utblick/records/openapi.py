"""The OpenAPI 3.1 document of the JSON API, made from what the plugins have declared."""

from collections.abc import Iterable
from typing import Any

from utblick import __version__
from utblick.context import Context
from utblick.declare import Field, Kind, RecordType, Transition
from utblick.protection.marks import seen
from utblick.records.api import MOST, api_path
from utblick.records.fields import schema
from utblick.records.fields.codes import CODED
from utblick.records.fields.inputs import REFERENCES
from utblick.records.filters import RANGES, TIMES
from utblick.records.labels import columns
from utblick.records.query import PAGE, sortable
from utblick.records.values import writable
from utblick.registry import LoadedPlugin

Json = dict[str, Any]
_LOOSE = frozenset({Kind.CHOICE, Kind.EMAIL, Kind.URL}) | CODED


def document(ctx: Context) -> Json:
    """The whole document, its texts in the reader's language."""
    schemas: Json = {"Problem": _problem()}
    paths: Json = {}
    tags = []
    for plugin, declared in ctx.platform.registry.records():
        record = seen(ctx, declared)
        paths |= _paths(ctx, plugin, record)
        schemas |= _schemas(ctx, plugin, record)
        tags.append({"name": ctx.translate(record.plural), "description": ctx.translate(record.lead)})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Utblick", "version": __version__, "license": {"name": "EUPL-1.2"}},
        "servers": [{"url": ctx.settings.public_url or "/"}],
        "security": [{"token": []}, {"session": []}],
        "tags": tags,
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": _security(), "responses": _refusals()},
    }


def _security() -> Json:
    return {
        "token": {"type": "http", "scheme": "bearer", "description": "An API token of a member of staff."},
        "session": {"type": "apiKey", "in": "cookie", "name": "utblick"},
    }


def _problem() -> Json:
    """RFC 9457, with the problems of fields."""
    one = {"type": "object", "properties": {"field": {"type": "string"}, "message": {"type": "string"}}}
    return {
        "type": "object",
        "required": ["type", "status", "title", "detail"],
        "properties": {
            "type": {"type": "string"},
            "status": {"type": "integer"},
            "title": {"type": "string"},
            "detail": {"type": "string"},
            "instance": {"type": "string"},
            "errors": {"type": "array", "items": one},
        },
    }


_REFUSED = {
    "400": "The request could not be understood",
    "401": "No valid token",
    "403": "Not permitted",
    "404": "Not found",
    "409": "Not possible right now",
    "413": "Too large",
    "422": "Something needs to be corrected",
}


def _refusals() -> Json:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        f"Refused{status}": {"description": said, "content": content} for status, said in _REFUSED.items()
    }


def _answers(status: str, schema_name: str, *refused: str) -> Json:
    good = {"schema": {"$ref": f"#/components/schemas/{schema_name}"}}
    made: Json = {status: {"description": "As asked", "content": {"application/json": good}}}
    return made | {
        code: {"$ref": f"#/components/responses/Refused{code}"} for code in ("401", "403", *refused)
    }


def _name(plugin: LoadedPlugin, record: RecordType) -> str:
    return f"{plugin.name}.{record.kind}"


def _paths(ctx: Context, plugin: LoadedPlugin, record: RecordType) -> Json:
    base, name = api_path(plugin, record), _name(plugin, record)
    common = {"tags": [ctx.translate(record.plural)]}
    one_id = {
        "name": "record_id",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "format": "uuid"},
    }
    listed: Json = {
        "operationId": f"{name}.list",
        "parameters": _parameters(ctx, record),
        "responses": _answers("200", f"{name}.list", "422"),
    }
    paths: Json = {base: {"get": common | listed}}
    one: Json = {
        "parameters": [one_id],
        "get": common | {"operationId": f"{name}.read", "responses": _answers("200", name, "404")},
    }
    if record.creatable:
        made = {"operationId": f"{name}.create", "requestBody": _body(f"{name}.new")}
        paths[base]["post"] = common | made | {"responses": _answers("201", name, "400", "409", "413", "422")}
    if record.editable:
        changed = {"operationId": f"{name}.change", "requestBody": _body(f"{name}.change")}
        answers = _answers("200", name, "400", "404", "409", "413", "422")
        one["patch"] = common | changed | {"responses": answers}
    paths[f"{base}/{{record_id}}"] = one
    for transition in record.transitions:
        moved = _transition(ctx, name, transition)
        paths[f"{base}/{{record_id}}/do/{transition.name}"] = {"parameters": [one_id], "post": common | moved}
    return paths


def _transition(ctx: Context, name: str, transition: Transition) -> Json:
    made: Json = {
        "operationId": f"{name}.do.{transition.name}",
        "summary": ctx.translate(transition.label),
        "responses": _answers("200", name, "400", "404", "409", "413", "422"),
    }
    if transition.fields:
        made["requestBody"] = _body(f"{name}.do.{transition.name}")
    return made


def _body(schema_name: str) -> Json:
    content = {"schema": {"$ref": f"#/components/schemas/{schema_name}"}}
    return {"required": True, "content": {"application/json": content}}


def _schemas(ctx: Context, plugin: LoadedPlugin, record: RecordType) -> Json:
    name = _name(plugin, record)
    own = {"$ref": f"#/components/schemas/{name}"}
    settable = writable(record)
    version = {
        "type": ["integer", "null"],
        "description": "The version that was read; refused when it is old.",
    }
    found: Json = {
        name: _whole(ctx, record),
        f"{name}.list": {
            "type": "object",
            "required": ["data", "next"],
            "properties": {"data": {"type": "array", "items": own}, "next": {"type": ["string", "null"]}},
        },
    }
    if record.creatable:
        found[f"{name}.new"] = _settable(ctx, settable, required=True)
    if record.editable:
        found[f"{name}.change"] = _settable(ctx, settable, required=False)
        found[f"{name}.change"]["properties"]["version"] = version
    for transition in record.transitions:
        if transition.fields:
            found[f"{name}.do.{transition.name}"] = _settable(ctx, transition.fields, required=True)
    return found


def _settable(ctx: Context, fields: Iterable[Field], *, required: bool) -> Json:
    asked = [field.settled(ctx) for field in fields]
    made: Json = {
        "type": "object",
        "additionalProperties": False,
        "properties": {field.name: _described(ctx, field, _sent(field)) for field in asked},
    }
    needed = [field.name for field in asked if field.required]
    return made | {"required": needed} if required and needed else made


def _sent(field: Field) -> Json:
    """What may be sent: null and blank empty a field that need not be there."""
    return schema(field) if field.required else {"anyOf": [schema(field), {"type": "null"}]}


def _whole(ctx: Context, record: RecordType) -> Json:
    times = {"type": "string", "format": "date-time"}
    properties: Json = {"id": {"type": "string", "format": "uuid"}}
    fields = [field.settled(ctx) for field in record.fields]
    properties |= {field.name: _described(ctx, field, _stored(record, field)) for field in fields}
    properties |= {"version": {"type": "integer"}, "created_at": times, "updated_at": times}
    return {"type": "object", "required": list(properties), "properties": properties}


def _stored(record: RecordType, field: Field) -> Json:
    """What may be read: as it is sent, as long as its column is, or nothing in one of its forms."""
    made, column = schema(field), columns(record)[field.name]
    if field.kind in _LOOSE:
        made = {"type": "string"} | ({"examples": made["enum"]} if "enum" in made else {})
    if "maxLength" in made:  # a move or another page may write more than the form of the record takes
        made["maxLength"] = getattr(column.type, "length", None) or made["maxLength"]
    return {"anyOf": [made, {"type": "null"}]} if column.nullable else made


def _described(ctx: Context, field: Field, made: Json) -> Json:
    words = {"title": ctx.translate(field.label)}
    return made | words | ({"description": ctx.translate(field.help)} if field.help else {})


def _parameters(ctx: Context, record: RecordType) -> list[Json]:
    orders = [n for f in (*record.fields, *TIMES) if sortable(record, f.name) for n in (f.name, f"-{f.name}")]
    made = [
        _parameter("q", {"type": "string", "maxLength": 200}, "Words to search for."),
        _parameter("sort", {"type": "string", "enum": orders}, "A column; with a minus, descending."),
        _parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}, ""),
        _parameter("after", {"type": "string"}, "The `next` of the page before."),
    ]
    for field in (*record.fields, *TIMES):
        made += _filters(ctx, field.settled(ctx))
    return [one for one in made if one["name"] != "q" or record.search]


def _filters(ctx: Context, field: Field) -> list[Json]:
    said, wanted = ctx.translate(field.label), schema(field)
    if field.kind in RANGES:
        day = {"type": "string", "format": "date"}
        wanted = day if field.kind in {Kind.DATE, Kind.INSTANT} else {"type": "number"}
        return [_parameter(f"{field.name}{end}", wanted, said) for end in ("_from", "_to")]
    if field.kind in _LOOSE | REFERENCES and field.kind not in {Kind.EMAIL, Kind.URL}:
        many = _parameter(field.name, {"type": "array", "items": wanted}, said)
        return [many | {"style": "form", "explode": True}]
    if field.kind in {Kind.BOOLEAN, Kind.TAGS}:
        return [_parameter(field.name, wanted if field.kind is Kind.BOOLEAN else {"type": "string"}, said)]
    return [_parameter(field.name, {"type": "string", "maxLength": 200}, said)]


def _parameter(name: str, wanted: Json, said: str) -> Json:
    made: Json = {"name": name, "in": "query", "schema": wanted}
    return made | {"description": said} if said else made
