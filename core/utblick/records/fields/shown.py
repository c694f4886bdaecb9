"""A stored value as people read it: words for codes, names for references, all in their language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from utblick.context import Context, Label, Ref
from utblick.declare import Field, Kind, Tone
from utblick.records.fields.codes import CODED, names
from utblick.records.fields.inputs import NO, REFERENCES, YES, target
from utblick.records.fields.vocabularies import said

Labels = Mapping[Ref, Label]


@dataclass(frozen=True, slots=True)
class Shown:
    """The text of a value, and perhaps its address, its tone (then it is a badge) and its full form."""

    text: str
    url: str | None = None
    tone: Tone | None = None
    title: str | None = None


NOTHING = Shown("")


def show(field: Field, value: Any, ctx: Context, labels: Labels, *, currency: str = "") -> Shown:
    """One value as it stands on a page. `labels` come from `ctx.lookup`; `currency` is that of an amount."""
    return shower(field, ctx, labels)(value, currency)


def shower(field: Field, ctx: Context, labels: Labels) -> Callable[[Any, str], Shown]:
    """The function that shows values of this field to this reader, made once for a whole column.

    It takes the value and, for amounts, the currency; each value is worked out once.
    """
    fresh = _SHOWERS.get(field.kind, _text)(field, ctx, labels)
    known: dict[Any, Shown] = {}

    def shown(value: Any, currency: str = "") -> Shown:
        if value is None or value == "":
            return NOTHING
        if isinstance(value, list):
            return fresh(value, currency)
        key = (value, currency) if currency else value
        found = known.get(key)
        if found is None:
            found = known[key] = fresh(value, currency)
        return found

    return shown


_Fresh = Callable[[Any, str], Shown]


def _text(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    vocabulary = field.vocabulary
    if vocabulary is not None:
        return lambda value, _currency: Shown(said(vocabulary, str(value), ctx.language))
    explain = field.explain
    if explain is not None:
        return lambda value, _currency: Shown(explain(ctx, str(value)))
    return lambda value, _currency: Shown(str(value))


def _long(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    def fresh(value: str, _currency: str) -> Shown:
        line = " ".join(value.split())
        return Shown(line) if len(line) <= 80 else Shown(line[:78].rstrip() + " …", title=value[:1000])

    return fresh


def _number(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    from utblick.i18n.format import format_number

    return lambda value, _currency: Shown(format_number(value, ctx.language))


def _money(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    from utblick.i18n.format import format_money

    fixed = field.currency or "SEK"
    return lambda value, currency: Shown(format_money(value, currency or fixed, ctx.language))


def _day(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    from utblick.i18n.format import format_date

    def fresh(value: date, _currency: str) -> Shown:
        return Shown(format_date(value, ctx.language), title=value.isoformat())

    return fresh


def _instant(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    from utblick.i18n.format import format_datetime

    return lambda value, _currency: Shown(format_datetime(value, ctx.language))


def _boolean(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    yes, no = Shown(ctx.translate(YES)), Shown(ctx.translate(NO))
    return lambda value, _currency: yes if value else no


def _choice(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    field = field.settled(ctx)

    def fresh(value: str, _currency: str) -> Shown:
        choice = field.choice(value)
        if choice is None:
            return Shown(value)
        return Shown(ctx.translate(choice.label), tone=choice.tone if toned else None)

    toned = any(choice.tone != "mute" for choice in field.choices)
    return fresh


def _code(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    known = names(field.kind, ctx.language)

    def fresh(code: str, _currency: str) -> Shown:
        return (
            Shown(code, title=known.get(code))
            if field.kind is Kind.CURRENCY
            else Shown(known.get(code, code))
        )

    return fresh


def _reference(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    plugin, _slash, kind = target(field).partition("/")

    def fresh(value: Any, _currency: str) -> Shown:
        label = labels.get(Ref(plugin, kind, value))
        return Shown(label.name, url=label.url or None) if label else Shown("–")

    return fresh


def _email(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    return lambda value, _currency: Shown(value, url=f"mailto:{value}")


def _phone(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    def fresh(value: str, _currency: str) -> Shown:
        digits = "".join(sign for sign in value if sign.isdigit() or sign == "+")
        return Shown(value, url=f"tel:{digits}")

    return fresh


def _url(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    def fresh(value: str, _currency: str) -> Shown:
        text = value.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
        return Shown(text, url=value if value.startswith(("https://", "http://")) else None)

    return fresh


def _tags(field: Field, ctx: Context, labels: Labels) -> _Fresh:
    between = ", " if field.vocabulary is None else "; "
    return lambda value, _currency: Shown(between.join(each_word(field, value, ctx.language)))


def each_word(field: Field, words: Iterable[object], language: str) -> tuple[str, ...]:
    """The words of a list as people read them: codes by their names."""
    if field.vocabulary is not None:
        return tuple(said(field.vocabulary, str(word), language) for word in words)
    known = names(field.each, language) if field.each is not None else {}
    return tuple(known.get(str(word), str(word)) for word in words)


_SHOWERS: dict[Kind, Callable[[Field, Context, Labels], _Fresh]] = {
    Kind.LONG_TEXT: _long,
    Kind.INTEGER: _number,
    Kind.DECIMAL: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.INSTANT: _instant,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.URL: _url,
    Kind.TAGS: _tags,
    **dict.fromkeys(CODED, _code),
    **dict.fromkeys(REFERENCES, _reference),
}
