"""Tendering, as the core meets it: a table of contents."""

from collections.abc import Iterable

import click

from utblick import api
from utblick.api import _, hookimpl
from utblick_tendering import cli


@hookimpl
def describe() -> api.Plugin:
    return api.Plugin(
        title=_("Tendering"),
        summary=_("From a published notice to a won bid, for firms that never bid before."),
        icon="file",
    )


@hookimpl
def register_commands() -> Iterable[click.Command]:
    return cli.COMMANDS
