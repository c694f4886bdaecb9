"""`utblick dev`: everything in one process that starts anew at each save, with demo data and a bar."""

import asyncio
import os
from pathlib import Path

import click

from utblick.cli.main import Installation
from utblick.errors import Misconfigured
from utblick.i18n import _

_HERE = ("127.0.0.1", "localhost", "::1")


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Where to listen; 0 takes any that is free.")
@click.option(
    "--plugin", "plugins", metavar="NAME", multiple=True, help="Run these plugins only; repeatable."
)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="The data folder.")
@click.pass_obj
def dev(installation: Installation, port: int | None, plugins: tuple[str, ...], data: Path | None) -> None:
    """Run everything for a developer: starts anew at each save, shows mistakes and what each page does."""
    from utblick.cli.run import take_port
    from utblick.dev.supervisor import Plan, supervise
    from utblick.settings.load import FILE, load_settings

    environment = {**os.environ, "UTBLICK_STRICT": "1"}
    if installation.file is not None:
        environment["UTBLICK_SETTINGS"] = str(installation.file.resolve())
    if port is not None:
        environment["UTBLICK_PORT"] = str(port)
    if plugins:
        _require(plugins)
        environment["UTBLICK_PLUGINS"] = ",".join(plugins)
    if data is not None:
        environment["UTBLICK_DATA_FOLDER"] = str(data.resolve())
    settings = load_settings(environment=environment)
    if settings.environment != "development":
        raise Misconfigured(_("utblick dev is for developers, but the environment is set to production."))
    if settings.web.host not in _HERE:
        raise Misconfigured(
            _(
                "utblick dev shows the inside of the program: it listens on 127.0.0.1, not on {host}.",
                host=settings.web.host,
            )
        )
    place = take_port(settings.web, another="utblick dev --port {other}")
    place.listen(128)
    environment["UTBLICK_PORT"] = str(place.getsockname()[1])
    file = Path(environment.get("UTBLICK_SETTINGS") or FILE).resolve()
    asyncio.run(supervise(Plan(file, settings, environment, place)))


def _require(plugins: tuple[str, ...]) -> None:
    from utblick.registry import installed_plugins, unknown

    known = tuple(installed_plugins())
    for name in plugins:
        if name not in known:
            raise Misconfigured(unknown(name, known))
