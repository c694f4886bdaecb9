"""`utblick export_deals …`: what waits for an answer."""

from typing import Any

import click

from utblick_export_deals import queries


@click.command()
@click.pass_obj
def pending(installation: Any) -> None:
    """List agreements that wait for their company's confirmation: day asked, day the link expires, title."""
    with installation.current() as platform, platform.read() as ctx:
        for question in queries.waiting(ctx):
            click.echo(f"{question.asked_on}  {question.expires_at:%Y-%m-%d}  {question.title}")


COMMANDS = (pending,)
