"""What notes do by themselves."""

from utblick.api import Context, Job, Msg, _, add_task, daily
from utblick_sample import queries


def remind(ctx: Context) -> Msg | None:
    """Ask once about each new note what follows from it."""
    for note in queries.waiting(ctx):
        add_task(ctx, ctx.translate(_("What follows from the jotting?")))
        note.reminded = True
        ctx.session.add(note)
    return None


JOBS = (Job(name="remind", title=_("Ask about new jottings"), schedule=daily(6), run=remind),)
