"""`utblick twinning …`: twin towns that are known already, from a list or a register, with the source."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from utblick.api import Context, UtblickError, fold, read_table
from utblick_twinning.service import importing

_COLUMNS = {
    "of": ("kommun", "municipality"),
    "title": ("vanort", "vänort", "town", "twin town"),
    "country": ("land", "country"),
    "since": ("sedan", "since", "år", "year"),
    "source": ("kalla", "källa", "source"),
}


@click.command("import")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--every", is_flag=True, help="Also rows of other municipalities.")
@click.pass_obj
def import_towns(installation: Any, path: Path, *, every: bool) -> None:
    """Take in twin towns from a table (CSV, XLSX) or a municipal register (JSON).

    Columns are municipality, town, country, since and source. Rows of other municipalities are left out,
    as are towns that are held already. A row that cannot be read is told of; the exit code is then 1.
    """
    new = held = others = 0
    refused: list[str] = []
    with installation.current() as platform, platform.write() as ctx:
        own = fold(ctx.settings.municipality.name)
        for line, row in _rows(path):
            if not every and row.of and not own.startswith(fold(row.of)):
                others += 1
                continue
            try:
                added = importing.take_in(ctx, row)
            except (UtblickError, ValueError) as error:
                refused.append(f"{line}: {_said(ctx, error)}")
                continue
            new, held = new + added, held + (not added)
    click.echo(f"{path.name}: {new} new, {held} held already, {others} of others, {len(refused)} refused.")
    for one in refused:
        click.echo(f"  {one}", err=True)
    if refused:
        raise SystemExit(1)


def _rows(path: Path) -> Iterator[tuple[str, importing.Known]]:
    if path.suffix.lower() == ".json":
        for number, one in enumerate(json.loads(path.read_text("utf-8")), start=1):
            yield str(one.get("id", number)), importing.from_register(one)
        return
    source = ""
    for row in read_table(path, _COLUMNS):
        told = row.text("source")
        source = source if told.lower() in ("same", "samma") else told
        yield (
            str(row.line),
            importing.Known(
                title=row.text("title"),
                country=row.text("country"),
                of=row.text("of"),
                since=row.text("since"),
                source=source,
            ),
        )


def _said(ctx: Context, error: Exception) -> str:
    if isinstance(error, UtblickError):
        problems = getattr(error, "problems", ())
        return "; ".join(ctx.translate(one.message) for one in problems) or ctx.translate(error.message)
    return str(error)


COMMANDS = (import_towns,)
