"""Locking a period: what every goal read that day, signed so that any later change shows."""

import hashlib
import hmac
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from utblick.api import Context, Invalid, NotFound, _, sign, signatures
from utblick_evaluation import queries
from utblick_evaluation.events import PeriodLocked
from utblick_evaluation.models import SIGNED_FOR, Snapshot


def lock_period(ctx: Context, *, title: str, starts_on: date, ends_on: date) -> Snapshot:
    """Write down all readings as they are now, and sign them with the installation's key."""
    if ends_on < starts_on:
        raise Invalid({"ends_on": _("The end lies before the start.")})
    if not title.strip():
        raise Invalid({"title": _("Fill in this field.")})
    content = contents(ctx)
    row = Snapshot(
        title=title.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        locked_at=ctx.now,
        locked_by=ctx.actor.mark,
        content=content,
    )
    row.digest = digest(row)
    row.signature = sign(ctx, row.digest, purpose=SIGNED_FOR)
    ctx.session.add(row)
    ctx.session.flush()
    ctx.publish(PeriodLocked(snapshot_id=row.id, digest=row.digest))
    return row


def contents(ctx: Context) -> dict[str, Any]:
    """The readings of all goals with the events that they rest on, as plain values."""
    made = []
    goals = queries.goals(ctx, drafts=False)
    proofs = queries.proofs_of(ctx, goals)
    for goal in goals:
        events = sorted(str(proof.row.event_id) for proof in proofs[goal.id] if proof.counts_now)
        made.append(
            {
                "goal": str(goal.id),
                "code": goal.code,
                "title": goal.title,
                "indicator": goal.indicator,
                "baseline": _number(goal.baseline),
                "target": _number(goal.target),
                "reading": _number(goal.reading),
                "light": goal.light,
                "narrative": goal.narrative,
                "events": events,
            }
        )
    return {"municipality": ctx.settings.municipality.code, "goals": made}


def is_intact(ctx: Context, row: Snapshot) -> bool:
    """Whether the snapshot is what was signed."""
    good = signatures(ctx, row.digest, purpose=SIGNED_FOR)
    return row.digest == digest(row) and any(hmac.compare_digest(row.signature, one) for one in good)


def changed_since(ctx: Context, row: Snapshot) -> list[tuple[str, str, str]]:
    """Goals whose reading is another today: title, then and now."""
    now = {goal["goal"]: goal for goal in contents(ctx)["goals"]}
    return [
        (goal["title"], goal["reading"], now[goal["goal"]]["reading"] if goal["goal"] in now else "–")
        for goal in row.content["goals"]
        if goal["goal"] not in now or now[goal["goal"]]["reading"] != goal["reading"]
    ]


def digest(row: Snapshot) -> str:
    """SHA-256 of the canonical JSON of what was locked."""
    said = {
        "title": row.title,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "content": row.content,
    }
    return hashlib.sha256(msgspec.json.encode(said, order="sorted")).hexdigest()


def get(ctx: Context, snapshot_id: UUID) -> Snapshot:
    """The locked period; raises `NotFound`."""
    row = ctx.session.get(Snapshot, snapshot_id)
    if row is None:
        raise NotFound
    return row


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")
