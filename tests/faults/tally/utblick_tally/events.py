"""What the tally tells."""

from typing import ClassVar
from uuid import UUID

from utblick.api import Event, Msg, _


class CounterCounted(Event, name="tally.counter.counted", key="counter_id"):
    """A counter went up by one."""

    says: ClassVar[Msg] = _("went up")

    counter_id: UUID
    number: int


EVENTS = (CounterCounted,)
