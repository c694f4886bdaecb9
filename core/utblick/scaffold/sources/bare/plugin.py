"""Doodad, as the core meets it: a table of contents."""

from utblick import api
from utblick.api import _, hookimpl


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("Doodad"),
        summary=_("What is done here, in a sentence."),
        icon="puzzle",
    )
