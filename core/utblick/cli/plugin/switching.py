"""`utblick plugin enable` and `disable`: the settings file names a plugin, or no longer."""

from typing import TYPE_CHECKING

import click

from utblick.cli.main import Installation

if TYPE_CHECKING:
    from utblick.plugins.enabling import Switched

_RESTART = "It works from the next start: restart Utblick"


@click.command()
@click.argument("name")
@click.pass_obj
def enable(installation: Installation, name: str) -> None:
    """Let NAME run from the next start; its tables are made then."""
    from utblick.plugins.enabling import enable as switch_on

    switched = switch_on(installation.settings, name)
    if not switched.changed:
        click.echo(f"{name} is enabled already.")
        return
    _say(switched, f"{name} is enabled.")
    click.echo(f"{_RESTART}. `utblick run` makes its tables; elsewhere, run `utblick db upgrade` first.")


@click.command()
@click.argument("name")
@click.pass_obj
def disable(installation: Installation, name: str) -> None:
    """Let NAME run no more from the next start; its tables and rows stay."""
    from utblick.plugins.enabling import disable as switch_off

    switched = switch_off(installation.settings, name)
    if not switched.changed:
        click.echo(f"{name} is not enabled.")
        return
    _say(switched, f"{name} is disabled; its data stay.")
    click.echo(f"{_RESTART}. To remove its data then: utblick plugin purge {name}")


def _say(switched: "Switched", what: str) -> None:
    click.echo(what)
    click.echo(f"{switched.file}: plugins = {', '.join(switched.plugins) or 'none'}")
