"""The pages on which a record is written: new, changed, removed."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from utblick.context import Context
from utblick.db.record import Record
from utblick.declare import RecordType, Section
from utblick.errors import Conflict, Invalid
from utblick.i18n import Msg, _
from utblick.protection.marks import seen
from utblick.records.address import above, base_url, name_of, url_of, way_back, with_query
from utblick.records.conflicts import Meeting, meet
from utblick.records.inputs import (
    Input,
    Typed,
    inputs,
    problems_of,
    summary,
    typed_from_form,
    typed_from_row,
    typed_from_values,
)
from utblick.records.values import clean, clean_fields, row, save_changes, save_new, writable
from utblick.registry import LoadedPlugin
from utblick.web.request import Values
from utblick.web.routing import Page, Redirect, Route, get, page, post, redirect


def routes(owner: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """The form pages of a record type, as far as it lets itself be written."""
    base = owner.path(record)
    found: list[Route] = []
    if record.creatable:
        found += _new(base, record)
    if record.editable:
        found += _edit(base, record)
    if record.delete:
        found += _remove(base, record)
    return tuple(found)


def _new(base: str, record: RecordType) -> tuple[Route, Route]:
    @get(f"{base}/new", permission=record.write)
    def new(ctx: Context) -> Page:
        visible = seen(ctx, record)
        return _form(ctx, visible, None, typed=_started(ctx, visible))

    @post(f"{base}/new", permission=record.write)
    def create(ctx: Context) -> Page | Redirect:
        form, visible = _form_values(ctx), seen(ctx, record)
        try:
            made = save_new(ctx, record, clean(ctx, visible, form))
        except Invalid as refused:
            return _refused(ctx, visible, None, problems_of(refused))
        except Conflict as refused:
            return _refused(ctx, visible, None, {"": refused.message})
        said = _("{name} has been saved.", name=name_of(record, made))
        if form.get("then") == "new":
            return redirect(with_query(f"{base}/new", **_kept_for_next(ctx, visible)), said)
        return redirect(way_back(ctx, url_of(ctx, record, made.id)), said)

    return new, create


def _edit(base: str, record: RecordType) -> tuple[Route, Route]:
    @get(f"{base}/{{record_id:uuid}}/edit", permission=record.write)
    def edit(ctx: Context, *, record_id: UUID) -> Page:
        stored, visible = row(ctx, record, record_id), seen(ctx, record)
        return _form(ctx, visible, stored, typed=typed_from_row(ctx, writable(visible), stored))

    @post(f"{base}/{{record_id:uuid}}/edit", permission=record.write)
    def change(ctx: Context, *, record_id: UUID) -> Page | Redirect:
        stored = row(ctx, record, record_id, lock=True)
        return _changed(ctx, seen(ctx, record), stored)

    return edit, change


def _changed(ctx: Context, record: RecordType, stored: Record) -> Page | Redirect:
    try:
        values = clean(ctx, record, _form_values(ctx), partial=True)
        met = meet(ctx, record, stored, values)
        if met.is_open:
            return _refused(ctx, record, stored, {}, met=met)
        save_changes(ctx, record, stored, met.values)
    except Invalid as refused:
        return _refused(ctx, record, stored, problems_of(refused))
    except Conflict as refused:
        return _refused(ctx, record, stored, {"": refused.message})
    said = _("{name} has been saved.", name=name_of(record, stored))
    if met.joined:
        said = _(
            "{name} has been saved. What somebody else changed meanwhile is kept too.",
            name=name_of(record, stored),
        )
    return redirect(way_back(ctx, url_of(ctx, record, stored.id)), said)


def _remove(base: str, record: RecordType) -> tuple[Route, Route]:
    @get(f"{base}/{{record_id:uuid}}/remove", permission=record.write)
    def ask(ctx: Context, *, record_id: UUID) -> Page:
        stored = row(ctx, record, record_id)
        return page(
            "records/remove.html",
            record=record,
            above=above(ctx, record, stored),
            here=url_of(ctx, record, record_id),
            name=name_of(record, stored),
        )

    @post(f"{base}/{{record_id:uuid}}/remove", permission=record.write)
    def remove(ctx: Context, *, record_id: UUID) -> Redirect:
        stored = row(ctx, record, record_id, lock=True)
        name = name_of(record, stored)
        if record.registry and getattr(stored, record.registry):
            raise Conflict(
                _(
                    "{name} is a public record under registry number {number}. It is disposed of by the "
                    "records plan, under Administration, Retention.",
                    name=name,
                    number=getattr(stored, record.registry),
                )
            )
        try:
            with ctx.session.begin_nested():
                ctx.session.delete(stored)
        except IntegrityError:
            raise Conflict(
                _(
                    "{name} is in use by other records, so it cannot be removed. Remove those first.",
                    name=name,
                )
            ) from None
        return redirect(base, _("{name} has been removed. Its history is kept.", name=name))

    return ask, remove


def _form(
    ctx: Context,
    record: RecordType,
    stored: Record | None,
    *,
    typed: dict[str, Typed],
    problems: dict[str, Msg] | None = None,
    met: Meeting | None = None,
) -> Page:
    wrong = problems or {}
    base = base_url(ctx, record)
    here = url_of(ctx, record, stored.id) if stored else ""
    return page(
        "records/form.html",
        status=409 if met else 422 if wrong else 200,
        record=record,
        row=stored,
        name=name_of(record, stored) if stored else "",
        base=base,
        above=above(ctx, record, stored) if stored else [(record.plural, base)],
        here=here,
        action=f"{here}/edit" if stored else f"{base}/new",
        cancel=way_back(ctx, here or base),
        back=way_back(ctx, ""),
        draft=f"{record.path}-{stored.id if stored else 'new'}",
        version=_seen(ctx, stored, refused=bool(wrong)),
        sections=_sections(ctx, record, typed, wrong),
        problems=summary(ctx, record.fields, wrong),
        met=met,
    )


def _refused(
    ctx: Context,
    record: RecordType,
    stored: Record | None,
    problems: dict[str, Msg],
    *,
    met: Meeting | None = None,
) -> Page:
    """The same form again with all that was typed; what others changed meanwhile is new."""
    typed = typed_from_form(writable(record), _form_values(ctx))
    if met is not None:
        fields = [field for field in writable(record) if field.name in met.taken_over]
        typed |= typed_from_row(ctx, fields, stored)
    return _form(ctx, record, stored, typed=typed, problems=problems, met=met)


def _seen(ctx: Context, stored: Record | None, *, refused: bool) -> str:
    """The version that the writer knows; a refused form still knows the one that it began with."""
    if stored is None:
        return ""
    return (refused and _form_values(ctx).get("version")) or str(stored.version)


def _sections(
    ctx: Context, record: RecordType, typed: dict[str, Typed], problems: dict[str, Msg]
) -> list[tuple[Section, tuple[Input, ...]]]:
    allowed = {field.name: field for field in writable(record)}
    found = []
    for section in record.sections:
        fields = [allowed[name] for name in section.fields if name in allowed]
        if fields:
            found.append((section, inputs(ctx, fields, typed, problems)))
    return found


def _started(ctx: Context, record: RecordType) -> dict[str, Typed]:
    """What a new form begins with: the table's defaults, then what the address says of its fields."""
    fields = writable(record)
    model = record.model.model_fields
    values = {
        field.name: model[field.name].get_default(call_default_factory=True)
        for field in fields
        if field.name in model and not model[field.name].is_required()
    }
    query = ctx.request.query if ctx.request else Values()
    for field in fields:
        if query.get(field.name):
            try:
                values |= clean_fields(ctx, [field], Values([(field.name, query[field.name])]))
            except Invalid:
                continue
    return typed_from_values(ctx, fields, values)


def _kept_for_next(ctx: Context, record: RecordType) -> dict[str, str]:
    """What the next new record begins with as well: what the address of this form said."""
    query = ctx.request.query if ctx.request else Values()
    return {field.name: query[field.name] for field in writable(record) if query.get(field.name)}


def _form_values(ctx: Context) -> Values:
    return ctx.request.form if ctx.request else Values()
