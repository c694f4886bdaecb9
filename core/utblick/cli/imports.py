"""`utblick import`: bring registers in from the command line, or only look at what that would do."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from utblick.cli.main import Installation
from utblick.errors import Misconfigured, NotFound
from utblick.i18n import _

if TYPE_CHECKING:
    from uuid import UUID

    from utblick.identity.registers.imports.models import Import
    from utblick.identity.registers.verdicts import Assessment
    from utblick.platform import Platform


@click.group(name="import")
def imports() -> None:
    """Import registers, and undo an import."""


@imports.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--mapping", multiple=True, metavar="HEADER=FIELD",
    help="Take a column for a field, or for none: --mapping 'Firma=name' --mapping 'Kod='.",
)  # fmt: skip
@click.pass_obj
def organisations(
    installation: Installation, file: Path, dry_run: bool, as_json: bool, mapping: tuple[str, ...]
) -> None:
    """Import a register of organisations (CSV or XLSX)."""
    chosen = dict(_pair(text) for text in mapping)
    if dry_run:
        done = _looked_at(installation, file, chosen)
        click.echo(_json(installation, done) if as_json else _summary(done))
        return
    with installation.current() as platform:
        done, row = _imported(platform, file, chosen)
    if row.state == "failed":
        raise Misconfigured(_("The import stopped: {error}", error=row.error))
    click.echo(_json(installation, done) if as_json else _result(done, row))


@imports.command()
@click.argument("identity", type=click.UUID, metavar="IMPORT")
@click.pass_obj
def undo(installation: Installation, identity: "UUID") -> None:
    """Take back all that an import did, except what somebody has changed since."""
    from utblick.identity.registers.imports import running, staging

    with installation.current() as platform:
        with platform.write() as ctx:
            running.ask_to_undo(ctx, staging.found(ctx, identity))
        running.IMPORTS.perform(platform, identity)
        with platform.read() as ctx:
            counts = staging.found(ctx, identity).counts
    click.echo(f"Undone: {counts.get('undone', 0)} rows. Left: {counts.get('left', 0)}.")


def _looked_at(installation: Installation, file: Path, mapping: dict[str, str]) -> "Assessment":
    """The verdicts against what the register holds; against nothing where there is no database yet."""
    from utblick.identity.registers.imports.staging import known_organisations
    from utblick.identity.registers.verdicts import assess

    try:
        with installation.current() as platform, platform.read() as ctx:
            return assess(file, list(known_organisations(ctx)), mapping=mapping)
    except (Misconfigured, NotFound) as error:
        click.echo(f"{error.message} The file was compared with an empty register.", err=True)
        return assess(file, mapping=mapping)


def _imported(platform: "Platform", file: Path, mapping: dict[str, str]) -> "tuple[Assessment, Import]":
    from utblick.identity.registers.imports import running, staging
    from utblick.identity.registers.imports.report import assessment_of

    with platform.write() as ctx, file.open("rb") as stream:
        row = staging.receive(ctx, file.name, stream)
        staging.choose_columns(ctx, row, mapping)
    running.IMPORTS.perform(platform, row.id)
    with platform.read() as ctx:
        if (looked := staging.found(ctx, row.id)).state != "previewed":
            raise Misconfigured(_("The import stopped: {error}", error=looked.error))
        done = assessment_of(ctx, looked)
    with platform.write() as ctx:
        running.ask_to_run(ctx, staging.found(ctx, row.id))
    running.IMPORTS.perform(platform, row.id)
    with platform.read() as ctx:
        return done, staging.found(ctx, row.id)


def _pair(text: str) -> tuple[str, str]:
    header, equals, field = text.rpartition("=")
    if not equals:
        raise click.BadParameter(f"“{text}” is not HEADER=FIELD.", param_hint="--mapping")
    return header, field


def _json(installation: Installation, done: "Assessment") -> str:
    return json.dumps(done.as_json(), ensure_ascii=False, indent=1)


def _summary(done: "Assessment") -> str:
    lines = [
        f"{done.file}: {done.rows} rows",
        f"  new        {done.new:>6}",
        f"  update     {done.update:>6}",
        f"  duplicate  {done.duplicate:>6}",
        f"  error      {done.error:>6}",
    ]
    lines += [f"  row {p.row}, {p.column}: {p.message}" for p in done.problems[:50]]
    if len(done.problems) > 50:
        lines.append(f"  … and {len(done.problems) - 50} more; --json shows all.")
    return "\n".join(lines)


def _result(done: "Assessment", row: "Import") -> str:
    counts: dict[str, Any] = row.counts
    told = ", ".join(
        f"{name} {counts.get(name, 0)}" for name in ("created", "updated", "unchanged", "skipped")
    )
    return f"{_summary(done)}\nImported as {row.id}: {told}.\nTo take it back: utblick import undo {row.id}"
