"""How a tie feels: points of a hundred from what is known, and what to do next."""

from dataclasses import dataclass
from datetime import date

from utblick.api import Msg, _, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What is known of a tie on a day."""

    today: date
    last_exchange_on: date | None
    last_meeting_on: date | None
    next_exchange_on: date | None
    open_promises: int
    late_promises: int
    has_owner: bool
    has_successor: bool
    gaps: int
    """Contact persons who have left without anybody after them."""
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that health is made of: its points of those it can have, in words, and what to do."""

    title: Msg
    points: int
    of: int
    said: Msg
    do: Msg | None
    where: str
    """Where that is done: exchange, meeting, promise, edit, contact, renew, or nothing."""


@dataclass(frozen=True, slots=True)
class Health:
    """The parts, and their sum."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def tone(self) -> str:
        return tone_of(self.score)

    @property
    def todo(self) -> tuple[Part, ...]:
        """What to do, what would give the most points first."""
        waiting = [part for part in self.parts if part.do is not None]
        return tuple(sorted(waiting, key=lambda part: part.points - part.of))


def tone_of(score: int | None) -> str:
    """How a score looks: good, mind this, or bad."""
    if score is None:
        return "mute"
    return "ok" if score >= 70 else "warn" if score >= 40 else "bad"


def reckon(signs: Signs) -> Health:
    """The health of a tie."""
    return Health((_exchange(signs), _meeting(signs), _promises(signs), _people(signs), _agreement(signs)))


def _fresh(today: date, day: date | None, of: int) -> int:
    """All points within a year, none after three, in between by the months."""
    if day is None:
        return 0
    months = (today - day).days / 30.4
    return of if months <= 12 else max(0, round(of * (36 - months) / 24))


def _exchange(signs: Signs) -> Part:
    points = _fresh(signs.today, signs.last_exchange_on, 30)
    if signs.next_exchange_on is not None:
        said = _("The next exchange is planned.")
        return Part(_("Exchange"), max(points, 20), 30, said, None, "")
    if signs.last_exchange_on is None:
        said = _("No exchange has been held.")
    else:
        said = _since(signs.today, signs.last_exchange_on, what="exchange")
    do = _("Plan an exchange.") if points < 30 else None
    return Part(_("Exchange"), points, 30, said, do, "exchange")


def _meeting(signs: Signs) -> Part:
    points = _fresh(signs.today, signs.last_meeting_on, 25)
    if signs.last_meeting_on is None:
        said = _("No local firm has met anybody there.")
    else:
        said = _since(signs.today, signs.last_meeting_on, what="meeting")
    do = _("Arrange a business meeting.") if points < 25 else None
    return Part(_("Business"), points, 25, said, do, "meeting")


def _since(today: date, day: date, *, what: str) -> Msg:
    months = max(0, round((today - day).days / 30.4))
    if what == "exchange":
        return ngettext(
            "The last exchange was {n} month ago.", "The last exchange was {n} months ago.", n=months
        )
    return ngettext("The last meeting was {n} month ago.", "The last meeting was {n} months ago.", n=months)


def _promises(signs: Signs) -> Part:
    title = _("Promises")
    if signs.late_promises:
        said = ngettext("{n} promise is overdue.", "{n} promises are overdue.", n=signs.late_promises)
        return Part(title, 0, 15, said, _("Keep what is overdue, or say that it is broken."), "promise")
    if signs.open_promises:
        said = ngettext("{n} promise is open.", "{n} promises are open.", n=signs.open_promises)
        return Part(title, 10, 15, said, None, "promise")
    return Part(title, 15, 15, _("Nothing that we promised is open."), None, "")


def _people(signs: Signs) -> Part:
    title = _("People")
    if signs.gaps:
        said = _("No successor: somebody has left, and nobody has taken over.")
        return Part(title, 0, 15, said, _("Find a successor."), "contact")
    if not signs.has_owner:
        return Part(title, 0, 15, _("Nobody coordinates the tie."), _("Name a coordinator."), "edit")
    if not signs.has_successor:
        said = _("No successor is named, should the coordinator leave.")
        return Part(title, 8, 15, said, _("Name a successor."), "edit")
    return Part(title, 15, 15, _("Coordinator and successor are named."), None, "")


def _agreement(signs: Signs) -> Part:
    title = _("Agreement")
    if signs.expires_on is None:
        return Part(title, 15, 15, _("The agreement does not expire."), None, "")
    days = (signs.expires_on - signs.today).days
    if days < 0:
        return Part(
            title, 0, 15, _("The agreement has expired."), _("Renew the agreement, or end it."), "renew"
        )
    if days < 180:
        said = ngettext("The agreement expires in {n} day.", "The agreement expires in {n} days.", n=days)
        return Part(title, 7, 15, said, _("Put the renewal up for decision."), "renew")
    return Part(title, 15, 15, _("The agreement is in force."), None, "")
