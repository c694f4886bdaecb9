"""`utblick person`: hand out and erase what is held about a person, from the command line."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from utblick.cli.main import Installation

if TYPE_CHECKING:
    from utblick.privacy.report import AccessReport


@click.group()
def person() -> None:
    """Hand out what is held about a person, and erase a person."""


@person.command()
@click.argument("identity", type=click.UUID, metavar="PERSON")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@click.pass_obj
def export(installation: Installation, identity: UUID, output: Path | None) -> None:
    """Print everything that is held about a person, as JSON. Exit code 1 when somebody could not answer.

    PERSON is the id at the end of the address of the person's page.
    """
    import msgspec

    from utblick.access.audit import audit
    from utblick.context import Ref
    from utblick.privacy.report import access_report, as_json

    with installation.current() as platform, platform.write() as ctx:
        report = access_report(ctx, identity)
        audit(ctx, "person.exported", Ref("core", "person", report.person_id))
        written = msgspec.json.format(msgspec.json.encode(as_json(ctx, report)), indent=2).decode()
    if output:
        output.write_text(f"{written}\n", encoding="utf-8")
        output.chmod(0o600)
    else:
        click.echo(written)
    _say_who_is_silent(report)


@person.command()
@click.argument("identity", type=click.UUID, metavar="PERSON")
@click.option("--yes", is_flag=True, help="Do not ask before erasing.")
@click.pass_obj
def erase(installation: Installation, identity: UUID, *, yes: bool) -> None:
    """Show what goes, ask, and erase the person everywhere. Exit code 1 when the erasure stays open.

    Run it again when what is named has been mended.
    """
    from utblick.privacy.erasing import answers_of, erase_person
    from utblick.privacy.mentions import shown
    from utblick.privacy.report import access_report
    from utblick.records.table_titles import table_title

    with installation.current() as platform:
        if not yes:
            with platform.read() as ctx:
                report = access_report(ctx, identity)
                _list(
                    (table_title(ctx, t), len(rows))
                    for part in report.parts
                    for t, rows in part.tables.items()
                )
            click.confirm("Erase this for good?", abort=True)
        with platform.write() as ctx:
            erasure = erase_person(ctx, identity)
            answers, left = answers_of(erasure), shown(ctx, erasure.mentions)
    for answer in answers:
        click.echo(
            f"{answer.owner}: "
            + (f"erased, {answer.rows} rows" if answer.done else f"NOT erased. {answer.why}")
        )
    for one in left:
        click.echo(f"still named in: {one.table} {one.name} {one.url}".rstrip())
    if not all(answer.done for answer in answers):
        raise SystemExit(1)


def _list(counts: Iterable[tuple[Any, int]]) -> None:
    for title, rows in counts:
        click.echo(f"  {title}: {rows}")


def _say_who_is_silent(report: "AccessReport") -> None:
    silent = [part for part in report.parts if part.silent]
    for part in silent:
        click.echo(f"Missing: {part.owner.name}. {part.silent}", err=True)
    if silent:
        raise SystemExit(1)
