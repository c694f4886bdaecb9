"""`utblick events`: is what plugins promise of their events still so, and writing down what is new."""

import click

from utblick.cli.main import Installation
from utblick.errors import NotFound
from utblick.i18n import _


@click.group()
def events() -> None:
    """Events as a public contract: check, write, asyncapi."""


@events.command()
@click.pass_obj
def check(installation: Installation) -> None:
    """Compare every enabled plugin's events with its events.json; exit code 1 when they differ."""
    from utblick.bus.schemas import changes

    differ = False
    for plugin in installation.platform.registry.plugins:
        for change in changes(plugin):
            differ = True
            click.echo(f"{change.event} {change.what}. {change.mend}", err=True)
    if differ:
        raise SystemExit(1)
    click.echo("Every event is as it was promised.")


@events.command()
@click.argument("name")
@click.pass_obj
def write(installation: Installation, name: str) -> None:
    """Write the events of NAME down in its events.json; a change that breaks readers is refused."""
    from utblick.bus.schemas import changes, promise

    plugin = installation.platform.registry.plugin(name)
    if plugin is None:
        known = ", ".join(one.name for one in installation.platform.registry.plugins)
        raise NotFound(_("{name} is not enabled. Enabled: {known}.", name=name, known=known))
    broken = [change for change in changes(plugin) if change.grade == "breaking"]
    for change in broken:
        click.echo(f"{change.event} {change.what}. {change.mend}", err=True)
    if broken:
        raise SystemExit(1)
    click.echo(f"Written down: {promise(plugin)} new or changed.")


@events.command()
@click.pass_obj
def asyncapi(installation: Installation) -> None:
    """Print the AsyncAPI 3 document of every event."""
    import msgspec

    from utblick.bus.asyncapi import document

    made = msgspec.json.encode(document(installation.platform))
    click.echo(msgspec.json.format(made).decode())
