"""`utblick tendering ocds`: the notices held, as open data in a file."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from utblick_tendering.ocds.package import as_bytes, every_release, package

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("ocds")
def ocds() -> None:
    """Notices and awards as open contracting data (OCDS 1.1.5)."""


@ocds.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--from", "begins", type=_DAY, help="Published on this day or later.")
@click.option("--to", "ends", type=_DAY, help="Published on this day or earlier.")
@click.pass_obj
def export(installation: Any, file: Path, begins: datetime | None, ends: datetime | None) -> None:
    """Write the notices held as a release package."""
    count = 0
    with installation.platform.read() as ctx, file.open("wb") as out:
        head = as_bytes(package(ctx, (), ctx.url("/tendering/ocds.json")))
        before, after = head.split(b'"releases":[]', 1)
        out.write(before + b'"releases":[')
        period = {"begins": begins.date() if begins else None, "ends": ends.date() if ends else None}
        for release in every_release(ctx, **period):
            out.write((b",\n" if count else b"\n") + as_bytes(release))
            count += 1
        out.write(b"\n]" + after + b"\n")
    click.echo(f"{count} releases: {file}")
