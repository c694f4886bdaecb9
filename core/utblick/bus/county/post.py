"""What is to go over the line: written with what it follows from, sent once the line is up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, func, select, update

from utblick.bus.county.tables import contact_table, post_table
from utblick.bus.event import PREFIX, Envelope, subject_token
from utblick.bus.tables import insert_new
from utblick.context import Context
from utblick.db.database import EVENTS
from utblick.errors import Conflict
from utblick.i18n import _

COUNTY = "county"
"""How a municipality names the other end; the county's hub names each by its code."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An event on its way over the line, or gone; `message` is every byte of it."""

    seq: int
    recipient: str
    name: str
    share: str
    at: datetime
    sent_at: datetime | None
    error: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many events of a name have gone over the line and how many wait, and when the latest one went."""

    sent: int
    waiting: int
    refused: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    """When the other end was last asked whether it is there, last heard of, and what it was at that time."""

    asked_at: datetime
    heard_at: datetime | None
    up: bool


def dispatch(ctx: Context, event: Envelope, *, to: str = "") -> bool:
    """Send an event over the line: from a municipality to the county, from the hub to the member `to`.

    It is kept in this transaction and goes when the line is up, in order and once. An event that was
    given before is not sent again; then the answer is False. Raises `Conflict` without a line to there.
    """
    settings = ctx.settings
    is_hub = settings.county.role == "hub"
    if not settings.county.role or (is_hub and to not in settings.county.members):
        raise Conflict(_("There is no line to the county here: the settings name neither hub nor members."))
    token = subject_token(event.key)
    wanted = insert_new(ctx.session.connection(), post_table).values(
        id=event.id,
        recipient=to,
        name=event.name,
        share=event.share,
        subject=f"to.{to}.{event.name}.{token}" if is_hub else f"share.{event.name}.{token}",
        data=_encoded(event, settings.municipality.code),
        at=ctx.now,
    )
    ctx.session.info[EVENTS] = True  # wakes who sends it
    return bool(ctx.session.connection().execute(wanted).rowcount)


def dispatched(ctx: Context, *, before: int | None = None, name: str = "", limit: int = 50) -> list[Letter]:
    """What was given to the line, latest first; `before` is the `seq` of the last one seen."""
    columns = post_table.c
    look = _letters().order_by(columns.seq.desc()).limit(limit)
    if before is not None:
        look = look.where(columns.seq < before)
    if name:
        look = look.where(columns.name == name)
    return [_letter(row) for row in ctx.session.execute(look)]


def tallies(ctx: Context) -> dict[str, Tally]:
    """What has gone over the line and what waits, by the names of events."""
    columns = post_table.c
    look = select(
        columns.name,
        func.count(columns.sent_at),
        func.count() - func.count(columns.sent_at) - func.count(columns.error),
        func.count(columns.error),
        func.max(columns.sent_at),
    ).group_by(columns.name)
    return {name: Tally(*counts) for name, *counts in ctx.session.execute(look)}


def contacts(ctx: Context) -> dict[str, Contact]:
    """Who was asked and heard of at the other end: `county` at a municipality, codes at the county's hub."""
    columns = contact_table.c
    look = select(columns.other, columns.asked_at, columns.heard_at, columns.up)
    return {row.other: Contact(row.asked_at, row.heard_at, row.up) for row in ctx.session.execute(look)}


def send_again(ctx: Context) -> int:
    """Have all that has gone sent again, for a hub that lost its disk; who has it passes it over."""
    columns = post_table.c
    again = update(post_table).where(columns.sent_at.is_not(None)).values(sent_at=None)
    ctx.session.info[EVENTS] = True
    return ctx.session.connection().execute(again).rowcount


def _letters() -> Select[Any]:
    columns = post_table.c
    return select(
        columns.seq,
        columns.recipient,
        columns.name,
        columns.share,
        columns.at,
        columns.sent_at,
        columns.error,
        columns.data,
    )


def _letter(row: Sequence[Any]) -> Letter:
    seq, recipient, name, share, at, sent_at, error, data = row
    message = msgspec.json.format(data, indent=2).decode()
    return Letter(seq, recipient, name, share, at, sent_at, error, message)


def _encoded(event: Envelope, municipality: str) -> bytes:
    """An event as it leaves the house: the envelope without what tells of the inside."""
    said = {
        "specversion": "1.0",
        "id": str(event.id),
        "type": f"{PREFIX}{event.name}.v{event.version}",
        "source": f"/{municipality}/{event.plugin}",
        "time": event.at,
        "subject": event.key,
        "datacontenttype": "application/json",
        "share": event.share,
        "data": event.data,
    }
    return msgspec.json.encode(said | ({"retracts": str(event.retracts)} if event.retracts else {}))
