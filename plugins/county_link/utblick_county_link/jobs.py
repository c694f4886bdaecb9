"""What is done by the clock: links close, and contact details of others are let go."""

from utblick.api import Context, Job, Msg, _, daily
from utblick_county_link import service


def tidy(ctx: Context) -> Msg | None:
    """Close links whose time has passed, and remove answers that were kept long enough."""
    lapsed, gone = service.lapse_overdue(ctx), service.let_answers_go(ctx)
    if not lapsed and not gone:
        return None
    return _("{lapsed} links closed, {gone} answers removed.", lapsed=lapsed, gone=gone)


JOBS = (
    Job(
        name="tidy",
        title=_("Close links to companies, and let contact details of others go"),
        schedule=daily(5, 10),
        run=tidy,
    ),
)
