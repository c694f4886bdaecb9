"""`utblick hello …`: what is still to be sent."""

from typing import Any

import click

from utblick.hello import queries


@click.command()
@click.pass_obj
def planned(installation: Any) -> None:
    """List the greetings that are still to be sent: day, organisation, occasion."""
    with installation.current() as platform, platform.read() as ctx:
        rows = queries.planned(ctx)
        names = ctx.organisations.names([row.organisation_id for row in rows])
        for row in rows:
            click.echo(f"{row.due_on}  {names[row.organisation_id]}  {row.title}")


COMMANDS = (planned,)
