"""The rows of a list as HTML: one small function per column, each distinct value drawn once."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from utblick.context import Context, Ref
from utblick.declare import Field, Kind, RecordType
from utblick.i18n import _
from utblick.records.fields import NOTHING, Labels, Shown, shower, target
from utblick.records.filters import field_of
from utblick.records.joined import cell_of, held_by_rows, refs_held
from utblick.records.query import Rows

FIGURES = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
_SHORT = frozenset({Kind.DATE, Kind.INSTANT, Kind.CHOICE, Kind.COUNTRY, Kind.MUNICIPALITY, Kind.PHONE})
"""Values that stay on one line."""
_SPEAKING = frozenset(
    {Kind.TEXT, Kind.CHOICE, Kind.MONEY, Kind.EMAIL, Kind.PHONE, Kind.COUNTRY, Kind.MUNICIPALITY}
    | {Kind.LANGUAGE, Kind.TAGS, Kind.ORGANISATION, Kind.PERSON, Kind.USER, Kind.RECORD, Kind.URL}
)
"""Values that say what they are without their label, where rows become cards."""
_LIFTED = "\x1a"


class Cells:
    """Cells as HTML, kept from one page to the next: the same words and days come again and again.

    Cells of references are not kept, since names change.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, date], dict[Any, str]] = {}

    def of(self, ctx: Context, field: Field) -> dict[Any, str]:
        """What was drawn of a field for readers of this language today: days are short within the year."""
        if target(field):
            return {}
        key = (field.name, ctx.language, ctx.today)
        found = self._kept.get(key)
        if found is None or len(found) > _MOST_CELLS:
            if len(self._kept) > _MOST_COLUMNS:
                self._kept.clear()
            found = self._kept[key] = {}
        return found


_MOST_CELLS, _MOST_COLUMNS = 2000, 200


def refers(record: RecordType, columns: Iterable[str]) -> bool:
    """Whether one of the columns shows the name of another record."""
    fields = (field_of(record, name) for name in columns)
    return any(field is not None and target(field) for field in fields)


def references(record: RecordType, columns: Iterable[str], page: Rows) -> set[Ref]:
    """All records that the rows point at."""
    found: set[Ref] = set()
    for name in columns:
        field = field_of(record, name)
        if field is None or not target(field) or name not in page.position:
            continue
        plugin, _slash, kind = target(field).partition("/")
        place = page.position[name]
        read = _reader(page, place)
        found |= {Ref(plugin, kind, read(row[place])) for row in page.rows if row[place] is not None}
    return found


def body(ctx: Context, record: RecordType, columns: Sequence[str], page: Rows, cells: Cells) -> str:
    """The table rows; a box to choose each with, then the name, which leads to the record."""
    held = held_by_rows(ctx, record, columns, page)
    labels = ctx.lookup(*references(record, columns, page), *refs_held(held))
    head = _head(ctx, ctx.platform.registry.path(record), page.position[record.name])
    drawers = [
        (cell_of(held[name], labels), 0, 0)
        if name in held
        else (
            _cell(ctx, field, labels, cells.of(ctx, field), _reader(page, page.position[name])),
            page.position[name],
            page.position.get(field.currency_field, 0),
        )
        for name in columns
        if name != record.name and (field := field_of(record, name)) is not None
    ]
    parts: list[str] = []
    for row in page.rows:
        parts.append(head(row))
        parts += [cell(row[place], row[currency] if currency else "") for cell, place, currency in drawers]
        parts.append("</tr>\n")
    return "".join(parts)


def _reader(page: Rows, place: int) -> Callable[[Any], Any]:
    reader = page.readers[place] if page.readers else None
    return reader or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _head(ctx: Context, base: str, place: int) -> Callable[[Any], str]:
    choose = str(escape(ctx.translate(_("Choose {name}", name=_LIFTED))))
    before, _sign, after = choose.partition(_LIFTED)

    def head(row: Any) -> str:
        id_, name = spelled(row[0]), str(escape(row[place] or "–"))
        return (
            f'<tr><td class="tick"><input type="checkbox" name="ids" value="{id_}" form="bulk"'
            f' aria-label="{before}{name}{after}"></td>'
            f'<th scope="row"><a href="{base}/{id_}">{name}</a></th>'
        )

    return head


def spelled(id_: Any) -> str:
    """An id as addresses have it; SQLite gives it as 32 digits."""
    if isinstance(id_, str):
        return f"{id_[:8]}-{id_[8:12]}-{id_[12:16]}-{id_[16:20]}-{id_[20:]}"
    return str(id_)


def _cell(
    ctx: Context, field: Field, labels: Labels, drawn: dict[Any, str], read: Callable[[Any], Any]
) -> Callable[[Any, str], str]:
    """The function that gives the cells of a column; it draws only what was never drawn before."""
    empty = "<td></td>" if field.kind not in FIGURES else '<td class="right"></td>'
    draw = _Drawing(ctx, field, labels, empty)

    def cell(raw: Any, currency: str) -> str:
        if raw is None or raw == "":
            return empty
        if isinstance(raw, list):
            return draw(raw, "")
        key = (raw, currency) if currency else raw
        found = drawn.get(key)
        if found is None:
            found = drawn[key] = draw(read(raw), currency or "")
        return found

    return cell


class _Drawing:
    """Draws cells of a column; made ready when the first one is asked for."""

    def __init__(self, ctx: Context, field: Field, labels: Labels, empty: str) -> None:
        self._ctx, self._field, self._labels, self._empty = ctx, field, labels, empty

    def __call__(self, value: Any, currency: str) -> str:
        return _drawn(self._start, self._empty, self._show(value, currency))

    @cached_property
    def _show(self) -> Callable[[Any, str], Shown]:
        return shower(self._field, self._ctx, self._labels)

    @cached_property
    def _start(self) -> str:
        says_itself = self._field.kind in _SPEAKING
        start = "<td" if says_itself else f'<td data-label="{escape(self._ctx.translate(self._field.label))}"'
        look = "right" if self._field.kind in FIGURES else "keep" if self._field.kind in _SHORT else ""
        return f'{start} class="{look}"' if look else start


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
