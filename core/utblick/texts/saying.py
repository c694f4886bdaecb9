"""What a text says to one reader, in the wording that holds here and in the reader's language."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from utblick.context import Context
from utblick.declare.texts import Said, Text
from utblick.i18n import Msg
from utblick.i18n.format import format_date, format_number
from utblick.texts.own import text_named, view
from utblick.texts.wording import MUNICIPALITY, Filled, Wording, fill


def page_text(ctx: Context, name: str, /, **values: Said) -> tuple[str, ...]:
    """The paragraphs of a text that stands on a public page, in the reader's language."""
    return tuple(part.text for part in say(ctx, text_named(ctx, name), values).parts)


def say(ctx: Context, text: Text, values: Mapping[str, object]) -> Filled:
    """The text with its values, which are those that it declares: a `ValueError` names what differs."""
    return filled(ctx, text, view(ctx, text, ctx.language).wording, values)


def example(ctx: Context, text: Text, wording: Wording) -> Filled:
    """A wording as it looks with the values that the text gives as examples."""
    return filled(ctx, text, wording, {one.name: one.example for one in text.placeholders})


def filled(ctx: Context, text: Text, wording: Wording, values: Mapping[str, object]) -> Filled:
    """A wording with values, which may be a text's own or examples."""
    declared = {one.name: one for one in text.placeholders}
    differing = set(values) ^ set(declared)
    if differing:
        raise ValueError(f"the text {text.name} declares other values: {', '.join(sorted(differing))}")
    spoken = {name: _spoken(ctx, values[name], many=one.many) for name, one in declared.items()}
    return fill(text, wording, {**spoken, MUNICIPALITY.name: ctx.settings.municipality.name})


def _spoken(ctx: Context, value: object, *, many: bool) -> str | list[str]:
    if many:
        return [_one(ctx, one) for one in value] if isinstance(value, tuple | list) else [_one(ctx, value)]
    return _one(ctx, value)


def _one(ctx: Context, value: object) -> str:
    match value:
        case Msg():
            return ctx.translate(value)
        case None:
            return ""
        case date():
            return format_date(value, ctx.language, style="long", zone=ctx.settings.municipality.zone)
        case int() | Decimal():
            return format_number(value, ctx.language)
    return str(value)
