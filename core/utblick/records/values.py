"""From input to stored rows, one way for forms, the API and bulk changes: check all, say all, then write."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from utblick.context import Context
from utblick.declare import Field, Kind, RecordType
from utblick.errors import Conflict, Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.protection.marks import require_open
from utblick.records.fields import from_json, parse, target
from utblick.records.labels import columns, found_by_text, known_ids
from utblick.web.request import Values

Raw = Values | Mapping[str, Any]
REQUIRED = _("Fill in this field.")
TAKEN = _("Another record has one of these values already, or one of them is in use.")
CHANGED = _("Somebody else has changed this in the meantime. Look at the new values and try again.")
CHOOSE = _("Choose one of the values in the list.")


def clean(ctx: Context, record: RecordType, raw: Raw, *, partial: bool = False) -> dict[str, Any]:
    """The checked values of a form (`Values`) or of a JSON object, ready to be stored.

    What was not sent is left out, so that the table's defaults hold; a new record (not `partial`) must
    have all that is required. A blank becomes None, "" or [], as the column has it.
    Raises `Invalid` with every field's problem at once.
    """
    fields = [f for f in writable(record) if _is_sent(f, raw) or (f.required and not partial)]
    if not isinstance(raw, Values):
        _refuse_unknown(record, raw)
    values = clean_fields(ctx, fields, raw)
    return {f.name: blank(record, f) if values[f.name] is None else values[f.name] for f in fields}


def clean_fields(ctx: Context, fields: Sequence[Field], raw: Raw) -> dict[str, Any]:
    """The checked values of these fields (of a transition, say); None for a blank. Raises `Invalid`."""
    read = _from_form(ctx, raw) if isinstance(raw, Values) else _from_object(raw)
    values: dict[str, Any] = {}
    problems: dict[str, Msg] = {}
    for field in fields:
        try:
            values[field.name] = value = read(field.settled(ctx))
        except ValueError as refused:
            problems[field.name] = _reason(refused)
            continue
        if field.required and (value is None or value == []):
            problems[field.name] = REQUIRED
    problems |= _unknown_references(ctx, fields, values)
    if problems:
        raise Invalid({field.name: problems[field.name] for field in fields if field.name in problems})
    return values


def writable(record: RecordType) -> list[Field]:
    """The fields that forms and programs may set; a state that has transitions is moved by them alone."""
    moved = record.state if record.transitions else ""
    return [field for field in record.fields if not field.read_only and field.name != moved]


def row(ctx: Context, record: RecordType, record_id: UUID, *, lock: bool = False) -> Any:
    """The stored row; `lock` keeps other writers away until the commit.

    Raises `NotFound`, and `Forbidden` for one that is marked and closed to the reader.
    """
    require_open(ctx.session, record_id)
    found = ctx.session.get(record.model, record_id, with_for_update=True if lock else None)
    if found is None:
        raise NotFound
    return found


def save_new(ctx: Context, record: RecordType, values: Mapping[str, Any]) -> Any:
    """Store a new record by the plugin's own verb, or as a row where it has none; returns the row."""
    _refuse_withdrawn(ctx, record, values)
    with _uniqueness(ctx):
        if record.create is not None:
            made = record.create(ctx, values)
        else:
            made = record.model(**values)
            ctx.session.add(made)
        ctx.session.flush()
    return made


def save_changes(
    ctx: Context, record: RecordType, stored: SQLModel, changes: Mapping[str, Any], version: int | None = None
) -> Any:
    """Store what differs; `version` is the one that the writer had seen.

    Raises `Conflict` when somebody else changed the record in between.
    """
    if version is not None and version != stored.version:  # type: ignore[attr-defined]
        raise Conflict(CHANGED)
    differing = {name: value for name, value in changes.items() if getattr(stored, name) != value}
    if not differing:
        return stored
    _refuse_withdrawn(ctx, record, differing)
    with _uniqueness(ctx):
        if record.update is not None:
            record.update(ctx, stored, differing)
        else:
            for name, value in differing.items():
                setattr(stored, name, value)
            ctx.session.add(stored)
        ctx.session.flush()
    return stored


def blank(record: RecordType, field: Field) -> Any:
    """What an empty field is in the table: None where the column allows it, else nothing of its type.

    Of a column that has no default either it is None, for the verb to fill in.
    """
    if columns(record)[field.name].nullable:
        return None
    declared = record.model.model_fields[field.name]
    if declared.is_required():
        return None
    default = declared.get_default(call_default_factory=True)
    return "" if isinstance(default, str) and field.kind is not Kind.CHOICE else default


def _refuse_withdrawn(ctx: Context, record: RecordType, values: Mapping[str, Any]) -> None:
    """Raise `Invalid` for choices that may only stay where they stand."""
    known = ((name, record.field(name)) for name in values)
    chosen = {
        name: field.settled(ctx).choice(values[name]) for name, field in known if field.kind is Kind.CHOICE
    }
    withdrawn = {name: CHOOSE for name, choice in chosen.items() if choice is not None and not choice.offered}
    if withdrawn:
        raise Invalid(withdrawn)


def _is_sent(field: Field, raw: Raw) -> bool:
    return field.name in raw or (isinstance(raw, Values) and f"{field.name}_text" in raw)


@contextmanager
def _uniqueness(ctx: Context) -> Iterator[None]:
    """Say a broken uniqueness as a sentence; only this write is lost then, not the whole transaction."""
    try:
        with ctx.session.begin_nested():
            yield
    except IntegrityError as error:
        raise Conflict(
            _("Another record has one of these values already, or one of them is in use.")
        ) from error


def _from_form(ctx: Context, raw: Values) -> Callable[[Field], Any]:
    def read(field: Field) -> Any:
        given = raw.all(field.name)
        typed = raw.get(f"{field.name}_text", "").strip()
        if typed and not any(given) and target(field):
            return found_by_text(ctx, target(field), typed)
        return parse(
            field, given if any(given) or not typed else typed, ctx.language, ctx.settings.municipality.zone
        )

    return read


def _from_object(raw: Mapping[str, Any]) -> Callable[[Field], Any]:
    return lambda field: from_json(field, raw.get(field.name))


def _refuse_unknown(record: RecordType, raw: Mapping[str, Any]) -> None:
    allowed = {field.name for field in writable(record)}
    unknown = {name: _("This field is not here, or cannot be set.") for name in raw if name not in allowed}
    if unknown:
        raise Invalid(unknown)


def _unknown_references(ctx: Context, fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Msg]:
    given = {f.name: (target(f), values.get(f.name)) for f in fields if target(f)}
    asked = {name: (kind, id_) for name, (kind, id_) in given.items() if id_ is not None}
    known = known_ids(ctx, asked.values())
    return {name: CHOOSE for name, pair in asked.items() if pair not in known}


def _reason(refused: ValueError) -> Msg:
    said = refused.args[0] if refused.args else ""
    return said if isinstance(said, Msg) else _("This value cannot be used.")
