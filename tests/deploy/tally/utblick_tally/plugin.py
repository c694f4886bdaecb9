"""The tally, as the core meets it: a table of contents."""

from collections.abc import Iterable

from utblick import api
from utblick.api import _, hookimpl
from utblick_tally import subscribers


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(title=_("Tally"), summary=_("Writes a line for each organisation that it hears of."))


@hookimpl
def register_subscribers() -> Iterable[api.Subscriber]:
    return subscribers.SUBSCRIBERS
