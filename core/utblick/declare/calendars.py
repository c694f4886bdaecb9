"""A calendar: the days and hours of an activity area, on the page Calendar and in people's own programs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from utblick.i18n import Msg

if TYPE_CHECKING:
    from utblick.context import Context, Ref


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Something that has a day or an hour.

    `key` tells it from the others of its calendar and stays when everything else changes: the id of the
    record, mostly. With a date as `start` it takes the whole day, and `end` is its last day; with a
    datetime, which needs a time zone, `end` is the moment when it is over. Without `end` it is that one
    day, or that moment. `changed_at` is when what is told here last changed. `link` is the record that
    it leads to, for those who may see that, or an address. A `cancelled` one is struck out, and calendar
    programs take it away: give it as cancelled for some weeks, rather than no more.
    """

    key: UUID | str
    title: Msg | str
    start: date | datetime
    changed_at: datetime
    end: date | datetime | None = None
    place: str = ""
    text: str = ""
    link: "Ref | str" = ""
    cancelled: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.end, datetime) != isinstance(self.start, datetime) and self.end is not None:
            raise ValueError(f"The occasion {self.key} must begin and end with days, or with moments.")
        for moment in (self.start, self.end, self.changed_at):
            if isinstance(moment, datetime) and moment.tzinfo is None:
                raise ValueError(f"The occasion {self.key} has a time without a time zone.")

    @property
    def takes_days(self) -> bool:
        """Whether it takes whole days."""
        return not isinstance(self.start, datetime)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Occasions that belong together: people choose whole calendars to see and to follow.

    `load(ctx, since, until)` gives the occasions of the days from `since` to `until`, both included, in
    as many queries for a hundred as for one; the core leaves out what lies outside. It is asked only for
    somebody who holds the `permission`, who is `ctx.actor` also when a calendar program asks by a secret
    address, and it promises to take no longer than `seconds`. The name carries the plugin's prefix.
    """

    name: str
    title: Msg
    load: "Callable[[Context, date, date], Iterable[Occasion]]"
    permission: str = ""
    icon: str = "calendar"
    order: int = 50
    seconds: float = 2.0
