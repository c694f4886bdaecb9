"""What export deals does by the clock."""

from utblick.api import Context, Job, Msg, _, daily, every, ngettext
from utblick_export_deals import service


def stall_leads(ctx: Context) -> Msg | None:
    """Mark leads that nobody has touched for the set time."""
    n = service.stall_quiet_leads(ctx)
    return (
        ngettext("{n} lead was marked as stalled.", "{n} leads were marked as stalled.", n=n) if n else None
    )


def lapse_confirmations(ctx: Context) -> Msg | None:
    """Close questions whose links have expired."""
    n = service.lapse_overdue(ctx)
    return (
        ngettext("{n} question to a company lapsed.", "{n} questions to companies lapsed.", n=n)
        if n
        else None
    )


def remind_companies(ctx: Context) -> Msg | None:
    """Remind companies before their links expire."""
    n = service.remind_companies(ctx)
    return ngettext("{n} company was reminded.", "{n} companies were reminded.", n=n) if n else None


JOBS = (
    Job(
        name="stall_leads",
        title=_("Mark leads where nothing happens"),
        schedule=daily(4, 30),
        run=stall_leads,
        in_steps=True,
    ),
    Job(
        name="lapse_confirmations",
        title=_("Close questions that were not answered in time"),
        schedule=every(hours=1),
        run=lapse_confirmations,
        in_steps=True,
    ),
    Job(
        name="remind_companies",
        title=_("Remind companies that have not answered"),
        schedule=daily(9),
        run=remind_companies,
        in_steps=True,
    ),
)
