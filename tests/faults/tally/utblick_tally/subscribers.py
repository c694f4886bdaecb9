"""Three who note each count: in its order, in any, and one who stays with the number in TALLY_STUCK for ever."""

import os
import threading
from functools import partial
from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, Subscriber
from utblick_tally.models import Effect

_STUCK = int(os.environ.get("TALLY_STUCK", "-1"))
_SECONDS = float(os.environ.get("TALLY_SECONDS", "60"))


class Counted(BaseModel):
    """What is read."""

    counter_id: UUID
    number: int


def note(ctx: Context, event: Counted, *, name: str) -> None:
    """Keep what was seen."""
    if name == "slow" and event.number == _STUCK:
        threading.Event().wait()
    ctx.session.add(Effect(subscriber=name, counter_id=event.counter_id, number=event.number))


SUBSCRIBERS = tuple(
    Subscriber(
        event="tally.counter.counted",
        name=name,
        reads=Counted,
        handle=partial(note, name=name),
        ordered=name == "kept",
        retry=(0.2,),
        seconds=_SECONDS,
    )
    for name in ("kept", "free", *(("slow",) if _STUCK >= 0 else ()))
)
