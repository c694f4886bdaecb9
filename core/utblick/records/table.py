"""The rows of a list as HTML: one small function per column, each distinct value drawn once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from utblick.context import Context, Ref
from utblick.declare import Field, Kind, RecordType
from utblick.i18n import _
from utblick.records.fields import NOTHING, Labels, Shown, shower, target
from utblick.records.filters import field_of
from utblick.records.query import Rows

FIGURES = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
_LIFTED = "\x1a"


def references(record: RecordType, columns: Iterable[str], page: Rows) -> set[Ref]:
    """All records that the rows point at."""
    found: set[Ref] = set()
    for name in columns:
        field = field_of(record, name)
        if field is None or not target(field):
            continue
        plugin, _slash, kind = target(field).partition("/")
        place = page.position[name]
        found |= {Ref(plugin, kind, row[place]) for row in page.rows if row[place] is not None}
    return found


def body(ctx: Context, record: RecordType, columns: Sequence[str], page: Rows, *, ticks: bool) -> Markup:
    """The table rows; the name heads each row and leads to the record."""
    labels = ctx.lookup(*references(record, columns, page))
    base = ctx.platform.registry.path(record)
    head = _head(ctx, base, page.position[record.name], ticks=ticks)
    cells = [
        (_cell(ctx, field, labels), page.position[name], page.position.get(field.currency_field, -1))
        for name in columns
        if name != record.name and (field := field_of(record, name)) is not None
    ]
    parts: list[str] = []
    for row in page.rows:
        parts.append(head(row))
        for cell, place, currency in cells:
            parts.append(cell(row[place], row[currency] if currency >= 0 else ""))
        parts.append("</tr>\n")
    return Markup("".join(parts))  # noqa: S704 - every value in it is escaped where it is drawn


def _head(ctx: Context, base: str, place: int, *, ticks: bool) -> Callable[[Any], str]:
    choose = str(escape(ctx.translate(_("Choose {name}", name=_LIFTED))))
    before, _sign, after = choose.partition(_LIFTED)

    def head(row: Any) -> str:
        id_, name = row[0], escape(row[place] or "–")
        tick = (
            f'<td class="tick"><input type="checkbox" name="ids" value="{id_}" form="bulk"'
            f' aria-label="{before}{name}{after}"></td>'
            if ticks
            else ""
        )
        return f'<tr>{tick}<th scope="row"><a href="{base}/{id_}">{name}</a></th>'

    return head


def _cell(ctx: Context, field: Field, labels: Labels) -> Callable[[Any, str], str]:
    show = shower(field, ctx, labels)
    start = f'<td data-label="{escape(ctx.translate(field.label))}"'
    if field.kind in FIGURES:
        start += ' class="right"'
    empty = "<td></td>" if field.kind not in FIGURES else '<td class="right"></td>'
    drawn: dict[Any, str] = {}

    def cell(value: Any, currency: str) -> str:
        if value is None or value == "":
            return empty
        if isinstance(value, list):
            return _drawn(start, empty, show(value, ""))
        key = (value, currency) if currency else value
        found = drawn.get(key)
        if found is None:
            found = drawn[key] = _drawn(start, empty, show(value, currency or ""))
        return found

    return cell


def _drawn(start: str, empty: str, shown: Shown) -> str:
    if shown is NOTHING or not shown.text:
        return empty
    text = escape(shown.text)
    if shown.tone is not None:
        text = Markup('<span class="badge {}">{}</span>').format(shown.tone, text)
    elif shown.url is not None:
        text = Markup('<a href="{}">{}</a>').format(shown.url, text)
    title = Markup(' title="{}"').format(shown.title) if shown.title else ""
    return f"{start}{title}>{text}</td>"
