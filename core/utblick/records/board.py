"""The board of a record type: a column for each state, a card for each record, and the moves it may make.

A column reads a bounded number of rows in the order of the list. On a large table that needs an index
over the state, the sorted column and the id.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Float, cast, func, select

from utblick.context import Context, Ref
from utblick.declare import Board, Field, Kind, RecordType, Transition
from utblick.i18n import Msg
from utblick.records.address import live_trigger, with_query
from utblick.records.fields import Labels, show
from utblick.records.filter_inputs import INLINE, address, chips, filter_inputs, is_on
from utblick.records.filters import Filters, filters_of, living
from utblick.records.labels import columns
from utblick.records.query import ListQuery, Rows, fetch
from utblick.records.sums import Kronor, Sums, added
from utblick.records.table import references
from utblick.registry import CORE, LoadedPlugin
from utblick.web.request import Values
from utblick.web.routing import Page, Route, get, page

CARDS, ALL_CARDS = 25, 250
COUNTED = 1000
"""So many cards of a column are counted and summed; a longer one says that it is longer."""
MORE = "more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One card."""

    id: UUID
    title: str
    url: str
    meta: tuple[tuple[str, str], ...]
    """Texts, each with its look: amount, day, late or nothing."""
    who: str
    moves: tuple[tuple[str, Msg, str], ...]
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One state with its cards; `more_url` shows more of them, or leads to the list."""

    state: str
    title: Msg | str
    count: int
    tone: str
    has_more_than_counted: bool
    sum: str
    sum_title: str
    tiles: tuple[Tile, ...]
    more_url: str


def routes(owner: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """The board's address, for record types that declare one."""
    if record.board is None or record.state_field is None:
        return ()
    declared = record.board

    @get(f"{owner.path(record)}/board", permission=record.read)
    def board(ctx: Context) -> Page:
        return _board(ctx, owner, record, declared)

    return (board,)


def _board(ctx: Context, owner: LoadedPlugin, record: RecordType, declared: Board) -> Page:
    query = ctx.request.query if ctx.request else Values()
    base = owner.path(record)
    here = f"{base}/board"
    filters = filters_of(ctx, record, query)
    filters = replace(
        filters,
        applied=tuple(one for one in filters.applied if not one.field or one.field.name != record.state),
    )
    kept = [(MORE, state) for state in query.all(MORE)]
    back = address(here, [*filters.pairs, *kept])
    kronor = Kronor()
    shown = [_column(ctx, record, state, filters, kronor, back=back) for state in declared.columns]
    values: dict[str, Any] = {
        "record": record,
        "base": base,
        "here": here,
        "again": back,
        "live": live_trigger(ctx, owner.name, seconds=2),
        "columns": shown,
        "chips": chips(ctx, filters, here, kept),
        "problems": list(filters.problems.values()),
        "is_empty": not any(column.tiles for column in shown),
        "is_filtered": bool(filters.applied),
    }
    if ctx.request and ctx.request.is_fragment:
        return page("records/board.html", block="board", **values)
    inputs = [one for one in filter_inputs(ctx, record, filters, query) if one.field.name != record.state]
    return page(
        "records/board.html",
        **values,
        text=query.get("q", ""),
        inputs=inputs[:INLINE],
        more_inputs=inputs[INLINE:],
        folded_open=any(map(is_on, inputs[INLINE:])),
        may_create=record.creatable and ctx.actor.may(record.write),
        list_url=address(base, filters.pairs),
    )


def _column(
    ctx: Context, record: RecordType, state: str, filters: Filters, kronor: Kronor, *, back: str
) -> Column:
    assert record.board is not None
    assert record.state_field is not None
    query = ctx.request.query if ctx.request else Values()
    table = columns(record)
    conditions = [*filters.conditions, table[record.state] == state]
    wide = state in query.all(MORE)
    limit = ALL_CARDS if wide else CARDS
    wanted = ListQuery(
        record=record, columns=record.board.card, conditions=conditions, sort=record.sort, limit=limit
    )
    found = fetch(ctx, wanted)
    count, sums = _counted(ctx, record, conditions)
    total, more = added(ctx, sums, kronor) if count <= COUNTED else ("", "")
    choice = record.state_field.choice(state)
    pairs = [*filters.pairs, *((MORE, one) for one in query.all(MORE)), (MORE, state)]
    more_url = address(f"{ctx.platform.registry.path(record)}/board", pairs)
    if wide:
        more_url = address(ctx.platform.registry.path(record), [*filters.pairs, (record.state, state)])
    return Column(
        state=state,
        title=choice.label if choice else state,
        tone=choice.tone if choice else "mute",
        count=min(count, COUNTED),
        has_more_than_counted=count > COUNTED,
        sum=total,
        sum_title=more,
        tiles=_tiles(ctx, record, state, found, back=back),
        more_url=more_url if found.next else "",
    )


def _counted(ctx: Context, record: RecordType, conditions: Sequence[Any]) -> tuple[int, Sums]:
    """How many cards a column has and what they are worth by currency, up to `COUNTED` of them."""
    table, money = columns(record), _money(record)
    asked = [table.id.label("id")]
    if money is not None:
        asked += [
            cast(table[money.name], Float).label("amount"),
            table[money.currency_field].label("currency"),
        ]
    some = select(*asked).where(living(record), *conditions).limit(COUNTED + 1).subquery()
    if money is None:
        return int(ctx.session.execute(select(func.count()).select_from(some)).scalar_one()), ()
    rows = ctx.session.execute(
        select(func.count(), func.sum(some.c.amount), some.c.currency).group_by(some.c.currency)
    ).all()
    return sum(row[0] for row in rows), sorted(
        ((round(row[1]), row[2]) for row in rows if row[1] and row[2]), key=lambda one: one[1]
    )


def _money(record: RecordType) -> Field | None:
    """The amount that a column adds up: the one on the card, else the first of the record."""
    amounts = [field for field in record.fields if field.kind is Kind.MONEY and field.currency_field]
    card = record.board.card if record.board else ()
    return next((field for field in amounts if field.name in card), amounts[0] if amounts else None)


def _tiles(ctx: Context, record: RecordType, state: str, found: Rows, *, back: str) -> tuple[Tile, ...]:
    assert record.board is not None
    names = record.board.card
    labels = ctx.lookup(*references(record, names, found))
    moves = _moves(ctx, record, state)
    base = ctx.platform.registry.path(record)
    now = ctx.today
    is_open = any(state in transition.source for transition in record.transitions)
    return tuple(
        Tile(
            id=row[0],
            title=str(row[found.position[record.name]] or "–"),
            url=f"{base}/{row[0]}",
            meta=_meta(ctx, record, row, found, labels, late=late),
            who=_who(record, row, found, labels),
            moves=tuple(
                (move.target, move.label, with_query(f"{base}/{row[0]}/do/{move.name}", back=back))
                for move in moves
            ),
            late=late,
        )
        for row in found.rows
        for late in (is_open and _day_passed(record, row, found, now),)
    )


def _meta(
    ctx: Context, record: RecordType, row: Any, found: Rows, labels: Labels, *, late: bool
) -> tuple[tuple[str, str], ...]:
    assert record.board is not None
    words = []
    for name in record.board.card:
        field = record.field(name)
        if field.kind is Kind.USER:
            continue
        currency = row[found.position[field.currency_field]] if field.currency_field in found.position else ""
        said = show(field, row[found.position[name]], ctx, labels, currency=currency).text
        look = "late" if late and name == record.board.due else _LOOKS.get(field.kind, "")
        words.append((said, look))
    return tuple(pair for pair in words if pair[0])


_LOOKS = {Kind.MONEY: "amount", Kind.DATE: "day"}


def _who(record: RecordType, row: Any, found: Rows, labels: Labels) -> str:
    """The name of the member of staff on the card."""
    assert record.board is not None
    name = next((name for name in record.board.card if record.field(name).kind is Kind.USER), None)
    label = labels.get(Ref(CORE, "user", row[found.position[name]])) if name else None
    return label.name if label else ""


def _day_passed(record: RecordType, row: Any, found: Rows, now: date) -> bool:
    """Whether the day by which something was to be done lies in the past."""
    assert record.board is not None
    day = row[found.position[record.board.due]] if record.board.due else None
    return day is not None and day < now


def _moves(ctx: Context, record: RecordType, state: str) -> list[Transition]:
    """The moves from a state that the board offers this reader: one for each state that can be reached."""
    assert record.board is not None
    found: dict[str, Transition] = {}
    for move in record.transitions:
        fits = move.drag and state in move.source and ctx.actor.may(move.permission)
        if fits and move.target in record.board.columns:
            found.setdefault(move.target, move)
    return list(found.values())
