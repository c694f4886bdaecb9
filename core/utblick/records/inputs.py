"""Fields as inputs: what a form shows for each, with what was typed, what is wrong and what can be chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from utblick.context import Context
from utblick.declare import Field, Kind
from utblick.errors import Invalid
from utblick.i18n import Msg
from utblick.records.fields import code_name, options, pick_url, pointed_at, target, widget, written
from utblick.records.fields.vocabularies import held_codes, said
from utblick.web.request import Values

_CODED = frozenset({Kind.COUNTRY, Kind.MUNICIPALITY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in an input: the value that is sent, and the text that is seen beside it."""

    value: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One field of a form, ready for the macro that draws it."""

    field: Field
    widget: str
    typed: Typed
    error: Msg | str = ""
    options: tuple[tuple[str, str], ...] = ()
    url: str = ""
    browse: str = ""
    currency: str = ""

    @property
    def name(self) -> str:
        return self.field.name


def inputs(
    ctx: Context,
    fields: Iterable[Field],
    typed: Mapping[str, Typed],
    problems: Mapping[str, Msg] | None = None,
) -> tuple[Input, ...]:
    """The inputs of a form. The currency of an amount stands beside the amount, not in a field of its own."""
    asked = tuple(field.settled(ctx) for field in fields)
    wrong = dict(problems or {})
    names = {field.name for field in asked}
    beside = {field.currency_field for field in asked if field.kind is Kind.MONEY} & names
    for field in asked:
        if field.currency_field in wrong and field.kind is Kind.MONEY:
            wrong.setdefault(field.name, wrong.pop(field.currency_field))
    return tuple(
        _input(ctx, field, typed, wrong.get(field.name, ""), with_currency=field.currency_field in names)
        for field in asked
        if field.name not in beside
    )


def typed_from_row(ctx: Context, fields: Iterable[Field], row: object) -> dict[str, Typed]:
    """What a form shows of a stored row, or of anything else with attributes of these names."""
    asked = [field for field in fields if hasattr(row, field.name)]
    return typed_from_values(ctx, asked, {field.name: getattr(row, field.name) for field in asked})


def typed_from_values(ctx: Context, fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Typed]:
    """What a form shows for these values."""
    asked = [field for field in fields if values.get(field.name) not in (None, "")]
    refs = {field.name: pointed_at(field, values[field.name]) for field in asked if target(field)}
    names = ctx.lookup(*refs.values())
    zone = ctx.settings.municipality.zone
    found = {}
    for field in asked:
        value = values[field.name]
        text = ""
        if field.name in refs and refs[field.name] in names:
            text = names[refs[field.name]].name
        elif field.kind in _CODED:
            text = code_name(field.kind, str(value), ctx.language)
        elif field.vocabulary is not None and field.kind is Kind.TEXT:
            text = said(field.vocabulary, str(value), ctx.language)
        found[field.name] = Typed(value=written(field, value, ctx.language, zone), text=text)
    return found


def typed_from_form(fields: Iterable[Field], form: Values) -> dict[str, Typed]:
    """What was typed, as it was typed, so that a refused form loses nothing."""
    return {
        field.name: Typed(value=", ".join(form.all(field.name)), text=form.get(f"{field.name}_text", ""))
        for field in fields
        if field.name in form or f"{field.name}_text" in form
    }


def problems_of(refused: Invalid) -> dict[str, Msg]:
    """The problems by field; the first one of each."""
    found: dict[str, Msg] = {}
    for problem in refused.problems:
        found.setdefault(problem.field, problem.message)
    return found or {"": refused.message}


def summary(ctx: Context, fields: Iterable[Field], problems: Mapping[str, Msg]) -> list[tuple[str, str]]:
    """The problems for the top of the form, in its order, each with the name of its field."""
    found = [
        (field.name, f"{ctx.translate(field.label)}: {ctx.translate(problems[field.name])}")
        for field in fields
        if field.name in problems
    ]
    told = {name for name, _text in found}
    return found + [("", ctx.translate(message)) for name, message in problems.items() if name not in told]


def _input(
    ctx: Context, field: Field, typed: Mapping[str, Typed], error: Msg | str, *, with_currency: bool
) -> Input:
    kind = widget(field)
    held = typed.get(field.name, Typed())
    choices = options(field, ctx.language) if kind != "combobox" else []
    if field.kind is Kind.CHOICE:
        stands = held.value
        choices = [(one.value, one.label) for one in field.choices if one.offered or one.value == stands]
    if kind == "codes":
        choices, rest = held_codes(field, held.value, ctx.language)
        held = Typed(value=held.value, text=rest)
    currency = typed.get(field.currency_field, Typed()).value or field.currency or "SEK"
    if field.kind is Kind.MONEY and with_currency:
        choices = options(Field(name="", label=field.label, kind=Kind.CURRENCY), ctx.language)
    return Input(
        field=field,
        widget=kind,
        typed=held,
        error=error,
        options=tuple(choices),
        url=pick_url(field) if kind in ("combobox", "codes") else "",
        browse=field.vocabulary.browse if field.vocabulary is not None else "",
        currency=currency,
    )
