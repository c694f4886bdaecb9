"""The matcher of all active profiles, made once and used until one of them changes."""

from dataclasses import dataclass
from functools import cache

from utblick.api import Context
from utblick_tendering.matching import Matcher
from utblick_tendering.queries import matches as queries
from utblick_tendering.service.profiles import as_matched


@dataclass(slots=True)
class _Shelf:
    mark: tuple[object, ...] = ()
    matcher: Matcher | None = None


def matcher(ctx: Context) -> Matcher:
    """The active profiles, ready to be matched: read anew only when one of them has changed."""
    shelf = _shelf(f"{ctx.settings.data_folder} {ctx.settings.database.url}")
    mark = queries.active_mark(ctx)
    if shelf.matcher is None or shelf.mark != mark:
        shelf.matcher = Matcher(as_matched(row) for row in queries.active_profiles(ctx))
        shelf.mark = mark
    return shelf.matcher


@cache
def _shelf(place: str) -> _Shelf:
    """One for each database that this process works on."""
    return _Shelf()
