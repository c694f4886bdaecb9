"""The list of a record type: filters that live in the address, views, columns, order, chosen rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from utblick.context import Context
from utblick.db.costly import Costly
from utblick.declare import Kind, RecordType
from utblick.i18n import Msg, _
from utblick.protection.marks import seen
from utblick.records import bulk, views
from utblick.records.fields import target
from utblick.records.filter_inputs import INLINE, Pairs, address, chips, filter_inputs, is_on
from utblick.records.filters import ME, Filters, field_of, filters_of
from utblick.records.frames import Frames
from utblick.records.joined import own_columns
from utblick.records.query import (
    COUNTED,
    ListQuery,
    Rows,
    Statements,
    count,
    fetch_raw,
    left_out_of,
    sortable,
)
from utblick.records.table import FIGURES, Cells, body, refers
from utblick.registry import LoadedPlugin
from utblick.web import flash
from utblick.web.request import Values
from utblick.web.routing import Page, Rendered, Route, get, page
from utblick.web.shell import shell_key, shell_of
from utblick.web.templating import render

SORT, COLUMNS, AFTER, BEFORE, FROM = "sort", "columns", "after", "before", "from"


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: its name, where a click on it leads, and how the list is ordered by it now."""

    label: Msg
    url: str
    direction: str
    right: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of a list, understood."""

    query: Values
    filters: Filters
    columns: tuple[str, ...]
    sort: str

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parts of the address beside the filters."""
        names = (SORT, COLUMNS, views.VIEW)
        return [(name, value) for name in names for value in self.query.all(name)]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [*self.filters.pairs, *self.kept]


@dataclass
class Totals:
    """Counts of long lists, kept for a moment: counting ten thousand rows costs more than showing fifty."""

    seconds: float = 5
    at_least: int = 500
    _kept: Costly = field(default_factory=Costly)

    def of(self, ctx: Context, query: ListQuery, asked: Asked, rows: Rows) -> int:
        """How many rows the list has; short ones are always counted."""
        if not (rows.previous or rows.next):
            return len(rows)
        is_own = any(value == ME for _name, value in asked.filters.pairs)
        is_less = left_out_of(ctx, query.record) is not None
        key = (ctx.actor.id if is_own or is_less else None, *asked.filters.pairs)
        return self._kept.answer(key, lambda: count(ctx, query), least=self._holds)

    def _holds(self, total: int) -> float:
        return self.seconds if total >= self.at_least else 0.0


@dataclass(frozen=True)
class Memory:
    """What a list keeps between requests, so that each costs little more than its rows."""

    statements: Statements = field(default_factory=Statements)
    cells: Cells = field(default_factory=Cells)
    totals: Totals = field(default_factory=Totals)
    frames: Frames = field(default_factory=Frames)


def routes(plugin: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """The list page, its bulk actions and its saved views."""
    memory = Memory()

    @get(plugin.path(record), permission=record.read)
    def show_list(ctx: Context) -> Page | Rendered:
        return list_page(ctx, plugin, record, memory)

    return (show_list, *bulk.routes(plugin, record), *views.routes(plugin, record))


def list_page(ctx: Context, plugin: LoadedPlugin, record: RecordType, memory: Memory) -> Page | Rendered:
    """The whole page, or for htmx the part below the filters."""
    assert ctx.request is not None
    base, record = plugin.path(record), seen(ctx, record)
    known = tuple(views.views_of(ctx, plugin.name, record, memory.statements)) if ctx.actor.id else ()
    view, query = views.chosen(known, ctx.request.query)
    asked = understand(ctx, record, query)
    wanted = list_query(record, asked)
    rows, problem = _rows(ctx, wanted, memory.statements)
    pages = pager(ctx, record, asked, rows, memory.totals.of(ctx, wanted, asked, rows))
    draw_rows = partial(body, ctx, record, asked.columns, rows, memory.cells)
    staff = tuple(bulk.staff(ctx)) if bulk.actions(ctx, record).owner is not None else ()

    def values(rows_html: str) -> dict[str, Any]:
        return {
            "record": record,
            "base": base,
            "heads": heads(record, asked, base),
            "body": Markup(rows_html),  # noqa: S704 - escaped where it was drawn
            "chips": chips(ctx, asked.filters, base, asked.kept),
            "problems": [*([problem] if problem else []), *asked.filters.problems.values()],
            "pager": pages,
            "actions": bulk.actions(ctx, record),
            "staff": staff,
            "here": address(base, query.pairs()),
            "shown": len(rows),
            "view": view,
            "is_filtered": bool(asked.filters.applied),
            "may_create": ctx.actor.may(record.write) and record.creatable,
        }

    if ctx.request.is_fragment and ctx.request.fragment_target == "list":
        return page("records/list.html", block="list", **values(draw_rows()))
    if problem or _changes_by_itself(asked) or flash.is_waiting(ctx):
        return page("records/list.html", **values(draw_rows()), **_frame(ctx, record, asked, known, view))

    def draw(mark: str) -> str:
        shell = shell_of(ctx)
        frame = _frame(ctx, record, asked, known, view)
        given = {"ctx": ctx, "shell": shell, **values(mark), **frame}
        return render(ctx.platform.templates, "records/list.html", given)

    key = (shell_key(ctx), tuple(query.pairs()), known, pages, staff, bool(rows))
    shown: object = draw_rows() if refers(record, asked.columns) else (ctx.today, rows.found)
    return Rendered(memory.frames.page(key, shown, frame=draw, body=lambda: draw_rows().encode()))


def _changes_by_itself(asked: Asked) -> bool:
    """Whether the words around the rows name records, whose names may change."""
    return any(one.field is not None and target(one.field) for one in asked.filters.applied)


def _frame(
    ctx: Context, record: RecordType, asked: Asked, known: Sequence[views.View], view: views.View | None
) -> dict[str, Any]:
    """What stands around the rows: filters, views, columns, export."""
    base = ctx.platform.registry.path(record)
    inputs = filter_inputs(ctx, record, asked.filters, asked.query)
    return {
        "inputs": inputs[:INLINE],
        "more_inputs": inputs[INLINE:],
        "folded_open": any(map(is_on, inputs[INLINE:])),
        "text": asked.query.get("q", ""),
        "kept": asked.kept,
        "filter_pairs": asked.filters.pairs,
        "columns": _column_choices(record, asked),
        "pills": _pills(record, known, view, asked.query, base),
        "query_text": address("", asked.pairs).lstrip("?"),
        "export": address("", [pair for pair in asked.pairs if pair[0] != views.VIEW]),
    }


def understand(ctx: Context, record: RecordType, query: Values) -> Asked:
    """What the address asks for; unknown columns and orders fall back to the declared ones."""
    named = [name for text in query.all(COLUMNS) for name in text.split(",")]
    wanted = [name for name in dict.fromkeys(named) if field_of(record, name) is not None]
    sort = query.get(SORT, "")
    return Asked(
        query=query,
        filters=filters_of(ctx, record, query),
        columns=tuple(name for name in wanted or record.columns),
        sort=sort if sortable(record, sort.removeprefix("-")) else record.sort,
    )


def list_query(record: RecordType, asked: Asked) -> ListQuery:
    """The query behind the page."""
    return ListQuery(
        record=record,
        columns=own_columns(record, asked.columns),
        conditions=asked.filters.conditions,
        sort=asked.sort,
        after=asked.query.get(AFTER, ""),
        before=asked.query.get(BEFORE, ""),
    )


def heads(record: RecordType, asked: Asked, base: str) -> list[Head]:
    """The heads of the columns, the name first."""
    names = [record.name, *(name for name in asked.columns if name != record.name)]
    others = [pair for pair in asked.pairs if pair[0] != SORT]
    return [_head(record, name, asked.sort, others, base) for name in names]


def _head(record: RecordType, name: str, sort: str, others: Pairs, base: str) -> Head:
    shown = field_of(record, name)
    assert shown is not None
    right = shown.kind in FIGURES
    if not sortable(record, name):
        return Head(shown.label, "", "", right)
    direction = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    turned = f"-{name}" if direction == "ascending" else name
    if not direction and shown.kind in {Kind.DATE, Kind.INSTANT, *FIGURES}:
        turned = f"-{name}"
    return Head(shown.label, address(base, [*others, (SORT, turned)]), direction, right)


@dataclass(frozen=True, slots=True)
class Pager:
    """Where in the list the page is, in words, and the ways on."""

    text: Msg | str
    previous: str
    next: str


def pager(ctx: Context, record: RecordType, asked: Asked, rows: Rows, total: int) -> Pager:
    """The pager below the table; the place is counted along the addresses."""
    base = ctx.platform.registry.path(record)
    start = _start(asked)
    end = start + len(rows) - 1
    text: Msg | str
    if total > COUNTED:
        text = _("{first}–{last} of more than {total}", first=start, last=end, total=COUNTED)
    elif not rows:
        text = _("No rows")
    elif total <= len(rows):
        text = f"{total} {ctx.translate(record.title if total == 1 else record.plural).lower()}"
    else:
        text = _("{first}–{last} of {total}", first=start, last=end, total=total)
    back, on = "", ""
    if rows.previous:
        back = address(base, [*asked.pairs, (BEFORE, rows.previous), (FROM, str(max(1, start - 50)))])
    if rows.next:
        on = address(base, [*asked.pairs, (AFTER, rows.next), (FROM, str(end + 1))])
    return Pager(text, back, on)


def _start(asked: Asked) -> int:
    text = asked.query.get(FROM, "")
    is_page = AFTER in asked.query or BEFORE in asked.query
    return max(1, int(text)) if is_page and text.isascii() and text.isdigit() and len(text) < 9 else 1


def _rows(ctx: Context, wanted: ListQuery, statements: Statements) -> tuple[Rows, Msg | None]:
    try:
        return fetch_raw(ctx, wanted, statements), None
    except ValueError as refused:
        said = refused.args[0]
        first = fetch_raw(ctx, replace(wanted, after="", before=""), statements)
        return first, said if isinstance(said, Msg) else None


def _column_choices(record: RecordType, asked: Asked) -> list[tuple[str, Msg, bool]]:
    """Name, label and whether it is shown, of every column but the name."""
    names = [f.name for f in record.fields] + ["created_at", "updated_at"]
    found: list[tuple[str, Msg, bool]] = []
    for name in names:
        shown = field_of(record, name)
        if shown is not None and name != record.name:
            found.append((name, shown.label, name in asked.columns))
    return found


def _pills(
    record: RecordType, known: Sequence[views.View], view: views.View | None, query: Values, base: str
) -> list[tuple[Msg | str, str, bool, None]]:
    """The ways to look at the list: everything, one's own, the saved views."""
    own = next((f for f in record.fields if f.kind is Kind.USER), None)
    is_own = own is not None and query.get(own.name) == "me"
    if own is None and not known:
        return []
    everything = f"{base}?{views.VIEW}={views.ALL}" if any(v.is_default for v in known) else base
    pills: list[tuple[Msg | str, str, bool, None]] = [
        (_("All"), everything, view is None and not is_own, None)
    ]
    if own is not None:
        pills.append((_("Mine"), f"{base}?{own.name}=me", view is None and is_own, None))
    pills += [
        (v.title, f"{base}?{views.VIEW}={v.id}", view is not None and v.id == view.id, None) for v in known
    ]
    return pills
