"""`utblick plugin list`: what is installed and enabled, what was set aside, and what is left over."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from utblick.cli.main import Installation

if TYPE_CHECKING:
    from utblick.plugins.survey import Known


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_plugins(installation: Installation, as_json: bool) -> None:
    """Show every plugin: enabled, quarantined, disabled, missing, or gone but for its tables."""
    from sqlalchemy.exc import OperationalError

    from utblick.db.database import Database
    from utblick.plugins.survey import known_plugins, survey

    settings = installation.settings
    if not settings.database.url:
        settings.data_folder.mkdir(parents=True, exist_ok=True)
    try:
        found = survey(settings, Database(settings.database_url))
    except OperationalError as error:
        click.echo(f"The database could not be read, so tables are left out: {error.orig}", err=True)
        found = tuple(known_plugins(settings).values())
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode([_plain(one) for one in found]).decode())
        return
    for one in found:
        click.echo(f"{one.name:<20} {one.standing:<12} {one.card.title if one.card else ''}".rstrip())
        for line in _details(one):
            click.echo(f"{'':<20} {line}")


def _plain(one: "Known") -> dict[str, Any]:
    return {
        "name": one.name,
        "state": one.standing,
        "title": str(one.card.title) if one.card else "",
        "version": one.version,
        "api": one.card.api if one.card else None,
        "depends": one.depends,
        "reason": one.reason,
        "migrations": {
            "database": one.tables.revisions,
            "code": one.tables.heads,
            "state": one.tables.state,
        },
        "tables": one.tables.rows,
    }


def _details(one: "Known") -> Iterator[str]:
    if one.reason:
        yield one.reason
    if one.card:
        needs = f", needs {', '.join(one.depends)}" if one.depends else ""
        yield f"version {one.version or 'unknown'}, plugin API {one.card.api}{needs}"
    if one.tables.revisions or one.tables.heads:
        yield _migrations(one)
    if not one.is_named and one.tables.rows:
        rows = ", ".join(f"{name} ({count} rows)" for name, count in one.tables.rows.items())
        yield f"tables left: {rows}"
        yield f"remove them: utblick plugin purge {one.name}"


def _migrations(one: "Known") -> str:
    there = ", ".join(one.tables.revisions) or "none yet"
    said = {
        "ahead": "newer than the installed version knows",
        "behind": f"the installed version has {', '.join(one.tables.heads)}",
    }
    return f"migrations: {there}" + (f" ({said[one.tables.state]})" if one.tables.state in said else "")
