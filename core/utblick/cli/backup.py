"""`utblick backup`: a copy of the whole installation, made while it is at work, looked through, put back."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from utblick.cli.main import Installation

if TYPE_CHECKING:
    from utblick.backup.layout import Manifest

_ARCHIVE = click.Path(path_type=Path, dir_okay=False)
_SAY_EVERY_SECONDS = 5.0
_STEPS = {
    "copy": "Pages of the database copied",
    "tables": "Tables written",
    "files": "Files",
    "verify": "Members read",
    "rows": "Rows put back",
}


@click.group()
def backup() -> None:
    """Backups: create, verify, restore."""


@backup.command()
@click.option(
    "--to", "file", type=_ARCHIVE, help="The archive; otherwise a new one in the folder of backups."
)
@click.pass_obj
def create(installation: Installation, file: Path | None) -> None:
    """Write database, event log, files and key into one archive. Nobody has to stop working for it."""
    from utblick.backup import creating

    with installation.current() as platform, _Progress() as progress:
        folder = platform.settings.backup.place(platform.settings.data_folder)
        place = file or folder / f"utblick-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.zip"
        manifest = creating.create(platform, place, tell=progress.tell)
    click.echo(f"{place}: {place.stat().st_size / 1e6:.1f} MB, {_said(manifest)}.")
    click.echo("It holds personal data and the installation's key: keep it as safe as the database.")
    if manifest.left_out:
        click.echo(f"Left out, since no plugin owns them: {', '.join(manifest.left_out)}", err=True)
    if manifest.missing_files:
        click.echo(f"Files missing in the data folder: {', '.join(manifest.missing_files)}", err=True)


@backup.command()
@click.argument("file", type=_ARCHIVE)
def verify(file: Path) -> None:
    """Read all of FILE and compare it with its manifest. Exit code 1 when anything is wrong with it."""
    from utblick.backup import reading

    with _Progress() as progress:
        manifest = reading.verify(file, tell=progress.tell)
    click.echo(f"{file} is whole: {_said(manifest)}, {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    click.echo(f"Municipality {manifest.municipality}, Utblick {manifest.utblick}, {manifest.engine}.")
    for owner, revisions in manifest.owners.items():
        rows = sum(held.rows for held in manifest.tables.values() if held.owner == owner)
        click.echo(f"  {owner:<20} {', '.join(revisions):<24} {rows:>9} rows")


@backup.command()
@click.argument("file", type=_ARCHIVE)
@click.option("--replace", is_flag=True, help="Throw away what is in this installation.")
@click.option("--without", multiple=True, help="Leave the data of this plugin behind; may be repeated.")
@click.option("--other-key", is_flag=True, help="Go on without the key that second factors were sealed with.")
@click.pass_obj
def restore(
    installation: Installation, *, file: Path, replace: bool, without: tuple[str, ...], other_key: bool
) -> None:
    """Put FILE back into an empty installation whose processes are stopped, on either database."""
    from utblick.backup.restoring import Wishes
    from utblick.backup.restoring import restore as put_back

    wishes = Wishes(replace=replace, without=without, other_key=other_key)
    platform = installation.platform
    with _Progress() as progress:
        manifest = put_back(platform, file, wishes, tell=progress.tell)
    platform.close()
    click.echo(f"Put back: {_said(manifest)}, as of {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    click.echo("Start the processes again: the bus is compared with the event log, and filled from it.")


class _Progress:
    """Says how far long work has come: on one line of a terminal, or every few seconds elsewhere."""

    def __init__(self) -> None:
        self._said_at = time.monotonic()
        self._terminal = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._terminal:
            click.echo("\r\033[K", nl=False, err=True)

    def tell(self, step: str, done: int, of: int) -> None:
        pause = 0.2 if self._terminal else _SAY_EVERY_SECONDS
        if time.monotonic() - self._said_at < pause:
            return
        self._said_at = time.monotonic()
        line = f"{_STEPS[step]}: {done} of {of}"
        click.echo(f"\r\033[K{line}" if self._terminal else line, nl=not self._terminal, err=True)


def _said(manifest: "Manifest") -> str:
    events = manifest.tables["core_event"].rows if "core_event" in manifest.tables else 0
    return f"{manifest.rows} rows in {len(manifest.tables)} tables, {events} events, {manifest.files} files"
