"""Notes on the command line."""

import click


@click.command("count")
@click.pass_obj
def count(installation: object) -> None:
    """Say how many there are."""
    click.echo(str(installation))


COMMANDS = (count,)
