"""The board of a record type: a column for each state, a card for each record, and the moves it may make.

A column reads a bounded number of rows in the order of the list. On a large table that needs an index
over the state, the sorted column and the id.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, cast, func, literal, select, union_all

from utblick.context import Context, Ref
from utblick.declare import Board, Field, Kind, RecordType, Transition
from utblick.i18n import Msg
from utblick.protection.marks import seen
from utblick.records.address import live_trigger, with_query
from utblick.records.fields import Labels, show
from utblick.records.filter_inputs import INLINE, address, chips, filter_inputs, is_on
from utblick.records.filters import Filters, filters_of, living
from utblick.records.labels import columns
from utblick.records.query import ListQuery, Rows, fetch, left_out_of
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


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read for a board: by state its cards, how many there are and their sums; names; rates."""

    cards: Mapping[str, Rows]
    labels: Labels
    counts: Mapping[str, int]
    sums: Mapping[str, Sums]
    kronor: Kronor


def routes(owner: LoadedPlugin, record: RecordType) -> tuple[Route, ...]:
    """The board's address, for record types that declare one."""
    if record.board is None or record.state_field is None:
        return ()
    declared = record.board

    @get(f"{owner.path(record)}/board", permission=record.read)
    def board(ctx: Context) -> Page:
        return _board(ctx, owner, seen(ctx, record), declared)

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
    read = _read(ctx, record, filters, declared)
    shown = [_column(ctx, record, state, filters, read, back=back) for state in declared.columns]
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


def _read(ctx: Context, record: RecordType, filters: Filters, declared: Board) -> _Read:
    """All that the columns show, by few statements: the cards one by one, names, counts and sums at once."""
    cards = {state: _cards(ctx, record, state, filters) for state in declared.columns}
    refs = {ref for found in cards.values() for ref in references(record, declared.card, found)}
    counts = _counted(ctx, record, filters, declared.columns)
    short = [state for state, count in counts.items() if 0 < count <= COUNTED]
    return _Read(cards, ctx.lookup(*refs), counts, _summed(ctx, record, filters, short), Kronor())


def _cards(ctx: Context, record: RecordType, state: str, filters: Filters) -> Rows:
    assert record.board is not None
    conditions = [*filters.conditions, columns(record)[record.state] == state]
    limit = ALL_CARDS if _is_wide(ctx, state) else CARDS
    return fetch(
        ctx,
        ListQuery(
            record=record, columns=record.board.card, conditions=conditions, sort=record.sort, limit=limit
        ),
    )


def _is_wide(ctx: Context, state: str) -> bool:
    """Whether the reader has asked for more cards of this state."""
    return ctx.request is not None and state in ctx.request.query.all(MORE)


def _column(
    ctx: Context, record: RecordType, state: str, filters: Filters, read: _Read, *, back: str
) -> Column:
    assert record.state_field is not None
    found, count = read.cards[state], read.counts[state]
    total, more = added(ctx, read.sums.get(state, ()), read.kronor)
    choice = record.state_field.choice(state)
    kept = ctx.request.query.all(MORE) if ctx.request else []
    pairs = [*filters.pairs, *((MORE, one) for one in kept), (MORE, state)]
    more_url = address(f"{ctx.platform.registry.path(record)}/board", pairs)
    if _is_wide(ctx, state):
        more_url = address(ctx.platform.registry.path(record), [*filters.pairs, (record.state, state)])
    return Column(
        state=state,
        title=choice.label if choice else state,
        tone=choice.tone if choice else "mute",
        count=min(count, COUNTED),
        has_more_than_counted=count > COUNTED,
        sum=total,
        sum_title=more,
        tiles=_tiles(ctx, record, state, found, read.labels, back=back),
        more_url=more_url if found.next else "",
    )


def _counted(ctx: Context, record: RecordType, filters: Filters, states: Sequence[str]) -> Mapping[str, int]:
    """How many cards each column has; counting ends after `COUNTED`, so that an index alone suffices."""
    table = columns(record)
    asked = []
    for state in states:
        some = select(table.id).where(*_shown(ctx, record, filters), table[record.state] == state)
        counted = func.count().label("cards")
        asked.append(select(literal(str(state)), counted).select_from(some.limit(COUNTED + 1).subquery()))
    return dict(ctx.session.execute(union_all(*asked)).all())


def _summed(ctx: Context, record: RecordType, filters: Filters, states: Sequence[str]) -> Mapping[str, Sums]:
    """What the cards of these columns are worth by currency."""
    table, money = columns(record), _money(record)
    if money is None or not states:
        return {}
    state, currency = table[record.state], table[money.currency_field]
    rows = ctx.session.execute(
        select(state, func.sum(cast(table[money.name], Float)), currency)
        .where(*_shown(ctx, record, filters), state.in_(states))
        .group_by(state, currency)
    ).all()
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for here, amount, code in rows:
        if amount and code:
            found[here].append((round(amount), code))
    return {here: sorted(sums, key=lambda one: one[1]) for here, sums in found.items()}


def _shown(ctx: Context, record: RecordType, filters: Filters) -> list[ColumnElement[bool]]:
    """What the rows of the board fulfil: they live, fit the filters, and are not closed to the reader."""
    hidden = left_out_of(ctx, record)
    return [living(record), *filters.conditions, *([] if hidden is None else [hidden])]


def _money(record: RecordType) -> Field | None:
    """The amount that a column adds up: the one on the card, else the first of the record."""
    amounts = [field for field in record.fields if field.kind is Kind.MONEY and field.currency_field]
    card = record.board.card if record.board else ()
    return next((field for field in amounts if field.name in card), amounts[0] if amounts else None)


def _tiles(
    ctx: Context, record: RecordType, state: str, found: Rows, labels: Labels, *, back: str
) -> tuple[Tile, ...]:
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
