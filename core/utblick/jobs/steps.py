"""Jobs with many things to do: some at a time, each time in a short transaction, so that others write too."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

import structlog
from sqlmodel import col, update

from utblick.context import Context
from utblick.jobs.models import LEASE, JobState

log = structlog.get_logger("utblick.jobs")
T = TypeVar("T")
_FIRST, _MOST = 5, 500
_SHORT, _LONG = 0.1, 0.25
"""Seconds: a step that took less is followed by a larger one, one that took more by a smaller one."""
_REST = 0.25
"""The share of a step's time that others have after it; another process looks every tenth of a second."""
_LEAST_REST = 0.01
_GIVES_UP = 20


def in_steps(
    ctx: Context, find: Callable[[Context], Iterable[T]], act: Callable[[Context, Sequence[T]], int]
) -> int:
    """Do something with many things, in as many short transactions as that takes; returns how many it was.

    `find(ctx)` says what there is to do, mostly ids, in a look of its own. `act(ctx, some)` does it with some
    of them and returns with how many: it looks again whether it is still to be done, since others write
    between steps. What is done stays done when the process ends in the middle, and the next run finds the
    rest. One thing that cannot be done keeps no other from it; its error is raised when all else is done.

    For a job that is declared `in_steps`. With a context that writes already, all is done there at once.
    """
    if "context" in ctx.session.info:
        todo = list(find(ctx))
        return sum(act(ctx, todo[at : at + _MOST]) for at in range(0, len(todo), _MOST))
    with ctx.platform.read(ctx.actor) as looking:
        todo = list(find(replace(looking, now=ctx.now)))
    done, size, failures = 0, _FIRST, list[Exception]()
    while todo and not ctx.platform.is_leaving and len(failures) < _GIVES_UP:
        some = todo[:size]
        try:
            count, seconds = _step(ctx, some, act)
        except Exception as error:
            if size > 1:  # one by one from here on, until the one that fails is found
                size = 1
                continue
            log.warning("step_failed", job=ctx.actor.name, error=type(error).__name__, of=str(some[0]))
            failures.append(error)
            count, seconds = 0, _LONG
        del todo[:size]
        done, size = done + count, _next_size(size, seconds)
        time.sleep(max(_LEAST_REST, seconds * _REST))
    if failures:
        raise failures[0]
    return done


def _step(ctx: Context, some: Sequence[T], act: Callable[[Context, Sequence[T]], int]) -> tuple[int, float]:
    """Do it with some of them; how many it was, and for how long nobody else could write."""
    with ctx.platform.write(ctx.actor, now=ctx.now, correlation=ctx.correlation) as writing:
        began = time.monotonic()
        writing.session.exec(
            update(JobState)
            .where(col(JobState.name) == ctx.actor.name, col(JobState.leased_until).is_not(None))
            .values(leased_until=ctx.platform.database.now() + LEASE)
        )
        count = act(writing, some)
    return count, time.monotonic() - began


def _next_size(size: int, seconds: float) -> int:
    if seconds < _SHORT:
        return min(size * 2, _MOST)
    return max(1, size // 2) if seconds > _LONG else size
