"""A job that is due every hour, and notes where it ran."""

import os

from utblick.api import Context, Job, _, every
from utblick_tally.models import Run


def note_run(ctx: Context) -> None:
    """Keep which process ran, and when."""
    ctx.session.add(Run(process=os.getpid(), at=ctx.now))


JOBS = (Job(name="hourly", title=_("Every hour"), schedule=every(hours=1), run=note_run),)
