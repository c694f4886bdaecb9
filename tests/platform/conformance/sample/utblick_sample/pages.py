"""The page of the latest notes."""

from utblick.api import Context, Page, get, page
from utblick_sample import queries
from utblick_sample.settings import SampleSettings


@get("/sample/latest", permission="sample.read")
def latest(ctx: Context) -> Page:
    """The latest notes about anybody."""
    most = ctx.plugin_settings(SampleSettings).shown
    return page("sample/latest.html", rows=queries.latest(ctx, most))


ROUTES = (latest,)
