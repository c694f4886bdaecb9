"""What follows from events: subscribers that do something, and indicators that count."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel

from utblick.i18n import Msg, _

if TYPE_CHECKING:
    from utblick.context import Context


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """One durable consumer: every event of the name is handled once, however often it is delivered.

    `event` is a full name, ``plugin.>`` or ``*``. `reads` is the reader's own tolerant model of the
    event's data (unknown fields are ignored), or `Envelope` for the event as it travelled. What
    `handle(ctx, event)` writes and publishes commits together with the mark that it was handled.
    `retry` are the seconds between tries; after the last one the event becomes a dead letter.
    `seconds` are how long `handle` may take for one event: then it is given up, and has failed.
    `versions` are the event versions that the reader understands. `reset(ctx)` empties what the
    subscriber has built, so that it can be built again from the log. With `from_county` it hears what came
    by the county's line in place of what happened in the house: at the county's hub the members' events, at
    a municipality the hub's. `Envelope.sender` says whose they are.
    """

    event: str
    reads: type[BaseModel]
    handle: "Callable[[Context, Any], None]"
    name: str = ""
    ordered: bool = True
    retry: tuple[float, ...] = (1, 5, 30, 120, 600)
    versions: tuple[int, ...] = (1,)
    reset: "Callable[[Context], None] | None" = None
    from_county: bool = False
    seconds: float = 60


class Count(StrEnum):
    """How an indicator makes a number of its events."""

    DISTINCT = "distinct"
    SUM = "sum"


@dataclass(frozen=True, kw_only=True)
class Where:
    """A condition on a field of the event's data; in a rule of retention, on a column of the row.

    In an indicator a value that begins with ``$`` is a setting of the installation: ``$municipality``
    is its code.
    """

    field: str
    operator: Literal["=", "!=", "in", ">=", "<=", "present"] = "="
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What a goal can count, as data: which events, which of them, how often, and what takes it back.

    `distinct` is the field of the data that makes two events the same thing: of all events about one
    such thing the latest decides, and one of `retracted_by` takes it back, as does any event that
    `retracts` the counted one. `dated_by` is the field with the day that must lie in the goal's period;
    without it the event's own day counts. `window_days` makes a reading lapse that many days after
    the day it is dated. With `count=SUM` the field `sums` is added up instead. `unit_one` is the unit of
    exactly one, where that is another word.
    """

    name: str
    title: Msg
    unit: Msg
    event: str
    distinct: str
    where: tuple[Where, ...] = ()
    retracted_by: tuple[str, ...] = ()
    dated_by: str = ""
    window_days: int | None = None
    count: Count = Count.DISTINCT
    sums: str = ""
    unit_one: Msg = _("")

    def unit_of(self, number: Decimal) -> Msg:
        """The unit as it stands after so many."""
        return self.unit_one if number == 1 and self.unit_one else self.unit
