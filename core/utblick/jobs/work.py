"""Work that outlasts a request: done in steps by one worker at a time, and taken up again by anybody."""

import gc
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog
from sqlalchemy import or_, select, update
from sqlmodel import SQLModel

from utblick.context import Context
from utblick.errors import UtblickError
from utblick.i18n import Msg, _

if TYPE_CHECKING:
    from utblick.platform import Platform

log = structlog.get_logger("utblick.work")
_WAIT_SECONDS = 10.0
UNEXPECTED = _("Something unexpected happened.")


@dataclass(frozen=True, kw_only=True)
class LongWork:
    """One sort of long work. Each row of `model` is a piece of it, with `id`, `state` and `leased_until`.

    `steps` are the states in which there is something to do, with what does it: `step(platform, id)`
    writes in small transactions of its own, `platform.write()`, calls `hold` in each of them, and gives
    the row another state when it is done. Whoever is not heard of for `lease` is taken for dead, and the
    step is begun again: it goes on with what is not done yet. `failed(ctx, id, reason)` notes why a step
    stopped with an error.
    """

    name: str
    model: type[SQLModel]
    steps: "Mapping[str, Callable[[Platform, UUID], None]]"
    failed: Callable[[Context, UUID, Msg], None]
    lease: timedelta = timedelta(seconds=90)

    def start(self, platform: "Platform", work_id: UUID) -> None:
        """Begin in the background; what asked for it may still be about to commit."""
        threading.Thread(
            target=self.perform, args=(platform, work_id), name=f"{self.name}-{work_id}", daemon=True
        ).start()

    def perform(self, platform: "Platform", work_id: UUID) -> None:
        """Do here and now what the row's state asks for, unless somebody else is at it."""
        state = self._taken(platform, work_id)
        if state is None:
            return
        try:
            with _seldom_collected():
                self.steps[state](platform, work_id)
        except Exception as error:
            log.exception("work_failed", work=self.name, id=str(work_id), state=state)
            reason = error.message if isinstance(error, UtblickError) else UNEXPECTED
            with platform.write() as ctx:
                self.failed(ctx, work_id, reason)

    def take_up(self, ctx: Context) -> int:
        """Go on with what nobody works on any more; returns how many pieces. For a job."""
        table = self._table
        waiting = ctx.session.scalars(
            select(table.c.id).where(table.c.state.in_(self.steps), self._is_free(ctx))
        ).all()
        for work_id in waiting:
            self.start(ctx.platform, work_id)
        return len(waiting)

    def hold(self, ctx: Context, work_id: UUID) -> bool:
        """Say within a step that one is alive; False when somebody has stopped the work meanwhile."""
        table = self._table
        held = ctx.session.connection().execute(
            update(table)
            .where(table.c.id == work_id, table.c.state.in_(self.steps))
            .values(leased_until=ctx.now + self.lease)
        )
        return bool(held.rowcount)

    def _taken(self, platform: "Platform", work_id: UUID) -> str | None:
        """The state to work on, once the lease is ours; waits a moment for the commit that asked for it."""
        table, until = self._table, time.monotonic() + _WAIT_SECONDS
        while time.monotonic() < until:
            with platform.write() as ctx:
                taken = ctx.session.connection().execute(
                    update(table)
                    .where(table.c.id == work_id, table.c.state.in_(self.steps), self._is_free(ctx))
                    .values(leased_until=ctx.now + self.lease)
                )
                row = ctx.session.execute(
                    select(table.c.state, table.c.leased_until).where(table.c.id == work_id)
                ).first()
                if taken.rowcount and row is not None:
                    return str(row.state)
                if row is not None and row.leased_until is not None and row.leased_until > ctx.now:
                    return None
            time.sleep(0.1)
        return None

    def _is_free(self, ctx: Context) -> Any:
        column = self._table.c.leased_until
        return or_(column.is_(None), column < ctx.now)

    @property
    def _table(self) -> Any:
        return self.model.__table__  # type: ignore[attr-defined]


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let Python look for garbage less often meanwhile: it costs a fifth of the time and finds nothing."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
