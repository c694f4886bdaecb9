"""Notices that come in together: looked up at once, written at once, told of at once."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import SQLModel

from utblick.api import Context, Event, Invalid, new_row, write_rows
from utblick_tendering.models import Award, Lot, Notice, NoticeCode, NoticeKey, NoticeVersion
from utblick_tendering.queries import arriving
from utblick_tendering.queries import notices as queries
from utblick_tendering.service.arrivals import Arrival
from utblick_tendering.service.names import Key
from utblick_tendering.service.worth import worth

_ORDER: tuple[type[SQLModel], ...] = (Notice, NoticeKey, NoticeVersion, Lot, NoticeCode, Award)
"""Each after what it points at."""
_LARGE = Decimal(1_000_000)


class Batch:
    """What is held around some arrivals, and the rows and events that they add to it.

    Most notices have to do with no other one: they are known to be alone without a question of their own.
    What is added waits until somebody looks at the database through `ctx`, or until `write`.
    """

    def __init__(self, ctx: Context, arrivals: Sequence[Arrival]) -> None:
        self.outside = ctx
        """The context for what is not about notices: what waits stays waiting."""
        self.now = ctx.now
        self._rows: dict[type[SQLModel], list[SQLModel]] = {}
        self._events: list[Event] = []
        self._rates: dict[str, Decimal | None] = {}
        self._asked = {key for one in arrivals for key in (*one.names, *one.speaks_of)}
        self._owners = arriving.owners(ctx, self._asked)
        named = arriving.named(
            ctx,
            procedures={one.facts["procedure_id"] for one in arrivals},
            called={name for one in arrivals for name in one.called},
        )
        self._asked |= named.asked
        self._taken = named.taken
        mine = {self._owners[key] for one in arrivals for key in one.names if key in self._owners}
        self._held = {row.id: row for row in arriving.rows(ctx, mine)}
        self._names = arriving.names(ctx, mine)
        self._digests = arriving.digests(ctx, mine)
        self._organisations = ctx.organisations.numbered({each for one in arrivals for each in one.numbers})

    @property
    def ctx(self) -> Context:
        """The context, once all that waits is written: for whatever looks at notices in the database."""
        self.write()
        return self.outside

    def known_by(self, keys: Sequence[Key]) -> list[Notice]:
        """The notices that any of the keys belongs to, the one held longest first."""
        if not self._asked.issuperset(keys):
            return queries.known_by(self.ctx, keys)
        ids = {self._owners[key] for key in keys if key in self._owners}
        return [self._notice(one) for one in sorted(ids)]

    def of_procedure(self, procedure_id: str) -> list[Notice]:
        """All notices of one procurement procedure, in the order in which they came."""
        return self._looked_up(
            "procedure", [procedure_id], lambda ctx: queries.of_procedure(ctx, procedure_id)
        )

    def changing(self, names: Sequence[str]) -> list[Notice]:
        """The notices that change one of that name, in the order in which they came."""
        return self._looked_up("changes", names, lambda ctx: queries.changing(ctx, names))

    def naming_before(self, names: Sequence[str]) -> list[Notice]:
        """The notices that name one of these as the one before them."""
        return self._looked_up("previous", names, lambda ctx: queries.naming_before(ctx, names))

    def names_of(self, notice_id: UUID) -> set[Key]:
        """What a notice is known by."""
        return self._names.get(notice_id) or queries.keys_of(self.ctx, notice_id)

    def says_the_same(self, notice_id: UUID, digest: str) -> bool:
        """Whether the newest version that is held says the very same."""
        return self._digests.get(notice_id) == digest

    def organisation(self, number: str) -> UUID | None:
        """The organisation of the register with that number; None when it has none."""
        return self._organisations.get(number)

    def in_kronor(self, value: Decimal | None, currency: str) -> Decimal | None:
        """The value in kronor by the last rate, for filters; None when it, or the rate, is unknown."""
        if value is None or currency == "SEK":
            return value
        if currency not in self._rates:
            self._rates[currency] = _rate(self.outside, currency)
        rate = self._rates[currency]
        return round(value * rate, 2) if rate is not None else None

    def new(self, model: type[Any], **values: Any) -> Any:
        """A row that is not added yet."""
        return new_row(model, self.outside, **values)

    def add(self, *rows: SQLModel, model: type[SQLModel]) -> None:
        """Add rows of one table; they are written with the others."""
        self._rows.setdefault(model, []).extend(rows)

    def publish(self, event: Event) -> None:
        """Tell of it, once all that waits is written."""
        self._events.append(event)

    def holds(self, row: Notice, arrival: Arrival) -> None:
        """From now on the record stands as the arrival says: those that come after it find it so."""
        self._digests[row.id] = arrival.digest
        self.named(row.id, arrival.names)
        self._taken |= arriving.written(row)

    def named(self, notice_id: UUID, names: Iterable[Key]) -> None:
        """The names are those of this notice."""
        self._names.setdefault(notice_id, set()).update(names)
        self._owners |= dict.fromkeys(names, notice_id)

    def write(self) -> None:
        """Write what waits, and tell of it."""
        rows, events = self._rows, self._events
        self._rows, self._events = {}, []
        if rows or events:
            self.outside.session.flush()
        for model in _ORDER:
            write_rows(self.outside, model, rows.pop(model, []))
        if rows:
            raise ValueError(f"nobody writes rows of {', '.join(one.__name__ for one in rows)}")
        self.outside.publish_all(events)

    def _looked_up(
        self, how: str, values: Sequence[str], ask: Callable[[Context], list[Notice]]
    ) -> list[Notice]:
        """What the database answers, which is not asked where the answer is known to be nothing."""
        wanted = {(how, value) for value in values if value}
        if wanted <= self._asked and not wanted & self._taken:
            return []
        return ask(self.ctx)

    def _notice(self, notice_id: UUID) -> Notice:
        if notice_id not in self._held:
            self._held[notice_id] = queries.notice(self.ctx, notice_id)
        return self._held[notice_id]


def _rate(ctx: Context, currency: str) -> Decimal | None:
    """Kronor for one of the currency; of a large sum, since amounts are rounded to cents."""
    try:
        found = worth(ctx, _LARGE, currency, ctx.today, into="SEK")
    except Invalid:  # notices name currencies that are no longer, or never were
        return None
    return found.amount / _LARGE if found else None
