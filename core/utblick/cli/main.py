"""`utblick`: run, check and look after an installation from the command line."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from utblick import __version__
from utblick.cli.lazy import LazyGroup
from utblick.errors import UtblickError


class Installation:
    """What commands work on: settings at once, the platform when it is needed."""

    def __init__(self, file: Path | None) -> None:
        self.file = file

    @cached_property
    def settings(self) -> Any:
        from utblick.settings.load import load_settings

        return load_settings(self.file)

    @cached_property
    def platform(self) -> Any:
        from utblick.starting import spare

        spare()
        from utblick import log
        from utblick.platform import assemble

        log.configure(self.settings)
        return assemble(self.settings)

    @contextmanager
    def current(self, *, wait: float = 0) -> Iterator[Any]:
        """The platform, with a database that fits the code, or does so within the seconds."""
        from utblick.db.waiting import wait_until_it_fits

        wait_until_it_fits(self.platform.database, self.platform.registry, seconds=wait)
        try:
            yield self.platform
        finally:
            self.platform.close()


patient = click.option(
    "--wait", default=0, help="How many seconds the database may take until it is ready; 0 unless given."
)
"""For commands that are started together with the database."""

_GROUPS = {
    "run": "utblick.cli.run:run",
    "dev": "utblick.cli.dev:dev",
    "web": "utblick.cli.run:web",
    "worker": "utblick.cli.run:worker",
    "check": "utblick.cli.check:check",
    "doctor": "utblick.cli.check:doctor",
    "db": "utblick.cli.db:db",
    "backup": "utblick.cli.backup:backup",
    "plugin": "utblick.cli.plugin:plugin",
    "blueprint": "utblick.cli.blueprint:blueprint",
    "bus": "utblick.cli.bus:bus",
    "county": "utblick.cli.county:county",
    "sbom": "utblick.cli.supply:sbom",
    "audit": "utblick.cli.supply:audit",
    "events": "utblick.cli.events:events",
    "import": "utblick.cli.imports:imports",
    "user": "utblick.cli.user:user",
    "key": "utblick.cli.key:key",
    "person": "utblick.cli.person:person",
    "i18n": "utblick.cli.i18n:i18n",
    "money": "utblick.cli.money:money",
    "search": "utblick.cli.search:search",
    "demo": "utblick.cli.demo:demo",
}


class Commands(LazyGroup):
    """The core's groups, and one group for each plugin with commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return super().list_commands(ctx) + sorted(self._plugins(ctx))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return super().get_command(ctx, name) or self._plugins(ctx).get(name)

    def _plugins(self, ctx: click.Context) -> dict[str, click.Group]:
        installation = (
            ctx.ensure_object(Installation) if isinstance(ctx.obj, Installation) else Installation(None)
        )
        try:
            registry = installation.platform.registry
        except UtblickError:
            return {}
        return {
            plugin.name: click.Group(
                plugin.name, commands=list(plugin.commands), help=str(plugin.card.summary)
            )
            for plugin in registry.plugins
            if plugin.commands and plugin.name != "core"
        }


@click.command(cls=Commands, places=_GROUPS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="utblick")
@click.option("--settings", type=click.Path(path_type=Path), help="The settings file; default utblick.toml.")
@click.pass_context
def cli(ctx: click.Context, settings: Path | None) -> None:
    """Utblick: the platform for a municipality's external relations."""
    ctx.obj = Installation(settings)


def main(call: Callable[..., Any] = cli) -> None:
    """Run the command; a domain error becomes its sentence and exit code 1."""
    try:
        call(standalone_mode=True)
    except UtblickError as error:
        click.echo(str(error.message), err=True)
        sys.exit(1)
