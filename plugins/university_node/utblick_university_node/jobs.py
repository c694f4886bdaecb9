"""What the university node does by the clock."""

from utblick.api import Context, Job, Msg, _, daily, ngettext
from utblick_university_node.queries import institutions as queries
from utblick_university_node.service import assignments, institutions, matches, students


def expire(ctx: Context) -> Msg | None:
    """End matches that were not answered and assignments that nobody took, in time."""
    n = matches.expire_matches(ctx) + assignments.expire_assignments(ctx)
    return (
        ngettext("{n} match or assignment expired.", "{n} matches and assignments expired.", n=n)
        if n
        else None
    )


def remind(ctx: Context) -> Msg | None:
    """Remind parties that have not answered, and owners of agreements that end."""
    n = matches.remind_parties(ctx) + institutions.remind_of_ending(ctx)
    return ngettext("{n} reminder was sent.", "{n} reminders were sent.", n=n) if n else None


def forget(ctx: Context) -> Msg | None:
    """Forget interest that came to nothing, and students whose time has passed."""
    n = students.forget_old(ctx)
    return ngettext("{n} student was forgotten.", "{n} students were forgotten.", n=n) if n else None


def plan_seasons(ctx: Context) -> Msg | None:
    """Plan the seasons of the coming year at every university."""
    years = (ctx.today.year, ctx.today.year + 1)
    n = sum(
        institutions.plan_seasons(ctx, one.id, year) for one in queries.institutions(ctx) for year in years
    )
    return ngettext("{n} season was planned.", "{n} seasons were planned.", n=n) if n else None


JOBS = (
    Job(
        name="remind",
        title=_("Remind those who have not answered about a student"),
        schedule=daily(8, 30),
        run=remind,
    ),
    Job(
        name="expire",
        title=_("End matches and assignments that were not answered in time"),
        schedule=daily(4, 10),
        run=expire,
        in_steps=True,
    ),
    Job(
        name="forget",
        title=_("Forget students whose interest came to nothing"),
        schedule=daily(3, 40),
        run=forget,
        in_steps=True,
    ),
    Job(
        name="plan_seasons",
        title=_("Plan the seasons of the universities"),
        schedule=daily(3, 20),
        run=plan_seasons,
    ),
)
