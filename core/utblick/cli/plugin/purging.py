"""`utblick plugin purge`: a plugin leaves for good, after its rows were put into a zip file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from utblick.cli.main import Installation

if TYPE_CHECKING:
    from utblick.plugins.purging import Leaving, Purged


@click.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask for the name.")
@click.option(
    "--export",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The zip file for its rows; otherwise one in the folder purged of the data folder.",
)
@click.option("--drop-tables", is_flag=True, help="Drop its tables by name, without its migrations.")
@click.option("--with-events", is_flag=True, help="Remove what it has published from the event log, too.")
@click.pass_obj
def purge(
    installation: Installation,
    *,
    name: str,
    yes: bool,
    file: Path | None,
    drop_tables: bool,
    with_events: bool,
) -> None:
    """Remove NAME for good: its tables, its consumers, and its rows in the tables of the core.

    Everything is put into a zip file first. The event log stays, since others have built on it.
    """
    from utblick.plugins import purging

    with installation.current() as platform:
        plugin = purging.leaving(platform, name)
        purging.require_way(platform, plugin, by_name=drop_tables, with_events=with_events)
        _show(plugin)
        if not yes and not _confirmed(name):
            raise click.ClickException("That was not the name. Nothing was changed.")
        kept = file or _place(platform.settings.data_folder, name)
        purging.archive(platform, plugin, kept, with_events=with_events)
        click.echo(
            f"Its rows are in {kept}. They may be about people: keep the file as safe as the database."
        )
        _tell(name, purging.purge(platform, plugin, by_name=drop_tables, with_events=with_events))


def _confirmed(name: str) -> bool:
    typed: str = click.prompt(f"To remove all of this, type {name}", default="", show_default=False)
    return typed == name


def _place(folder: Path, name: str) -> Path:
    return folder / "purged" / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip"


def _show(plugin: "Leaving") -> None:
    for title, rows in (("table", plugin.tables), ("of the core", plugin.traces)):
        for table, count in rows.items():
            click.echo(f"  {table:<40} {count:>8} rows  ({title})")
    for consumer in plugin.consumers or ():
        click.echo(f"  {consumer:<40} {'':>8}       (consumer on the bus)")


def _tell(name: str, gone: "Purged") -> None:
    tables, rows = sum(gone.tables.values()), sum(gone.traces.values())
    click.echo(f"{name} is gone: {tables} rows of its own, {rows} rows of the core, {gone.files} files.")
    if gone.left:
        click.echo(f"Its migrations had left these tables, which were dropped, too: {', '.join(gone.left)}")
    if not gone.reached_bus:
        click.echo(
            "The bus did not answer, so its consumers are still there. "
            f"When the bus answers, run again: utblick plugin purge {name}",
            err=True,
        )
