"""Puts events into the stream in their order: a batch as a whole, or one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from nats.errors import Error as NatsError

from utblick.bus.event import CONTENT_TYPE
from utblick.bus.nats import Link, Refused

_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row of the log on its way to the stream."""

    seq: int
    id: str
    subject: str
    data: bytes


@dataclass
class Outcome:
    """What became of the rows: places in the stream, and refusals; the rest is to be tried again."""

    stored: list[tuple[int, int]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


async def publish(link: Link, rows: Sequence[Outgoing], *, batch: str, seconds: float) -> Outcome:
    """Publish the rows; none is stored before an earlier one of the same call.

    An atomic batch costs the server one sync to disk for all of it, and stores everything or nothing. It is
    refused when one of its events is in the stream already, as after a relay's death between publishing
    and marking; then each goes by itself, and those are answered as duplicates.
    """
    outcome = Outcome()
    fitting = []
    for row in rows:
        if len(row.data) > link.nc.max_payload:
            outcome.refused.append((row.seq, "the event is larger than the bus allows"))
        else:
            fitting.append(row)
    try:
        if len(fitting) > 1:
            outcome.stored = await _as_batch(link, fitting, batch, seconds)
        else:
            await _singly(link, fitting, outcome, seconds)
    except Refused:
        await _singly(link, fitting, outcome, seconds)
    except (NatsError, TimeoutError):
        pass  # unanswered: stored or not, the next try will tell
    return outcome


async def _as_batch(
    link: Link, rows: Sequence[Outgoing], batch: str, seconds: float
) -> list[tuple[int, int]]:
    answer: dict[str, Any] = {}
    for place, row in enumerate(rows, 1):
        headers = _headers(row) | {"Nats-Batch-Id": batch, "Nats-Batch-Sequence": str(place)}
        if place == len(rows):
            headers["Nats-Batch-Commit"] = "1"
        if place in {1, len(rows)}:
            answer = await _ask(link, row, headers, seconds)
        else:
            await link.nc.publish(row.subject, row.data, headers=headers)
    if answer.get("count") != len(rows):
        raise Refused(0, 0, "the batch was not stored as a whole")
    first = answer["seq"] - len(rows) + 1
    return [(row.seq, first + place) for place, row in enumerate(rows)]


async def _singly(link: Link, rows: Sequence[Outgoing], outcome: Outcome, seconds: float) -> None:
    """One after the other, up to the first that has no answer: those behind it must not overtake it."""
    for row in rows:
        try:
            outcome.stored.append((row.seq, (await _ask(link, row, _headers(row), seconds))["seq"]))
        except Refused as no:
            if no.code != _BAD_REQUEST:
                return
            outcome.refused.append((row.seq, str(no)))
        except (NatsError, TimeoutError):
            return


async def _ask(link: Link, row: Outgoing, headers: dict[str, str], seconds: float) -> dict[str, Any]:
    said = await link.nc.request(row.subject, row.data, timeout=seconds, headers=headers)
    answer: dict[str, Any] = msgspec.json.decode(said.data) if said.data else {}
    if error := answer.get("error"):
        raise Refused(error.get("code", 0), error.get("err_code", 0), error.get("description", ""))
    return answer


def _headers(row: Outgoing) -> dict[str, str]:
    return {"Nats-Msg-Id": row.id, "content-type": CONTENT_TYPE}
