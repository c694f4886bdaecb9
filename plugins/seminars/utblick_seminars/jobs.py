"""What seminars do by the clock."""

from utblick.api import Context, Job, Msg, _, daily, every, ngettext
from utblick_seminars.service import registrations


def remind(ctx: Context) -> Msg | None:
    """Remind those who have a place at a seminar of tomorrow."""
    n = registrations.remind(ctx)
    return ngettext("{n} participant was reminded.", "{n} participants were reminded.", n=n) if n else None


def send_letters(ctx: Context) -> Msg | None:
    """Write to everybody of a seminar that was moved, cancelled or held."""
    n = registrations.send_owed(ctx)
    return ngettext("{n} letter was written.", "{n} letters were written.", n=n) if n else None


JOBS = (
    Job(
        name="remind",
        title=_("Remind participants the day before a seminar"),
        schedule=daily(9, 20),
        run=remind,
        in_steps=True,
    ),
    Job(
        name="send_letters",
        title=_("Write to participants of seminars that were moved, cancelled or held"),
        schedule=every(minutes=5),
        run=send_letters,
        in_steps=True,
    ),
)
