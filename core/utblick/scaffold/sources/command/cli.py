"""The commands of the plugin, under its name."""

from typing import Any

import click

from utblick.api import every_event


@click.command("gadget-dashed")
@click.pass_obj
def gadget(installation: Any) -> None:
    """List what was told of the plugin: time and event."""
    with installation.current() as platform, platform.read() as ctx:
        for event in every_event(ctx):
            if event.plugin == "sample":
                click.echo(f"{event.at:%Y-%m-%d %H:%M}  {event.name}")


COMMANDS = (gadget,)
