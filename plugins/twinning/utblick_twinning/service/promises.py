"""What we have promised whom: given, kept or broken."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Ref, _, add_task, finish_tasks
from utblick_twinning.models import Promise, PromiseState
from utblick_twinning.queries import towns as queries
from utblick_twinning.service import counting


def give_promise(ctx: Context, values: Mapping[str, Any]) -> Promise:
    """Write a promise down, with a task for whoever is to keep it."""
    promise = Promise(**values, created_at=ctx.now, updated_at=ctx.now)
    queries.town(ctx, promise.town_id)
    ctx.session.add(promise)
    ctx.session.flush()
    add_task(ctx, promise.title, about=_ref(promise), due_on=promise.due_on, owner_id=promise.owner_id)
    counting.reckon(ctx, queries.town(ctx, promise.town_id))
    return promise


def keep_promise(ctx: Context, promise_id: UUID, answers: Mapping[str, Any]) -> Promise:
    """Note that a promise was kept."""
    return _settle(ctx, promise_id, PromiseState.KEPT, answers)


def break_promise(ctx: Context, promise_id: UUID, answers: Mapping[str, Any]) -> Promise:
    """Note that a promise will not be kept, and why."""
    return _settle(ctx, promise_id, PromiseState.BROKEN, answers)


def _settle(ctx: Context, promise_id: UUID, state: PromiseState, answers: Mapping[str, Any]) -> Promise:
    promise = ctx.session.get(Promise, promise_id)
    if promise is None or promise.state != PromiseState.OPEN:
        raise Conflict(_("The promise has already been settled. Load the page again."))
    promise.state, promise.settled_on = state, ctx.today
    promise.reason = answers.get("reason") or ""
    finish_tasks(ctx, _ref(promise))
    counting.reckon(ctx, queries.town(ctx, promise.town_id))
    return promise


def _ref(promise: Promise) -> Ref:
    return Ref("twinning", "promise", promise.id)
