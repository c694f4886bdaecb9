"""`utblick db`: bring the tables to where the code is, and compare the two."""

import click

from utblick.cli.main import Installation, patient


@click.group()
def db() -> None:
    """The database: upgrade, check, migration."""


@db.command()
@patient
@click.pass_obj
def upgrade(installation: Installation, wait: int) -> None:
    """Bring the tables of the core and of every enabled plugin up to date, and their rows to the merges."""
    from utblick.db import migrate
    from utblick.db.waiting import wait_until_it_answers
    from utblick.identity.late import catch_up

    wait_until_it_answers(installation.platform.database, seconds=wait)
    changed = migrate.upgrade(installation.platform.database, installation.platform.registry)
    click.echo("Upgraded: " + ", ".join(changed) if changed else "Already up to date.")
    late = catch_up(installation.platform)
    if late.rows:
        click.echo(f"Rows that followed merges made or undone while their plugin was off: {late.rows}.")
    for merge in late.refused:
        click.echo(f"The rows of this merge could not follow, the log says more: {merge}", err=True)


@db.command()
@click.pass_obj
def check(installation: Installation) -> None:
    """Say where models and migrations differ; exit code 1 when they do."""
    from utblick.db import migrate

    found = migrate.differences(installation.platform.database, installation.platform.registry)
    for owner, changes in found.items():
        for change in changes:
            click.echo(f"{owner}: {change}")
    if any(found.values()):
        raise SystemExit(1)
    click.echo("Models and migrations agree.")


@db.command()
@click.argument("name")
@click.argument("title", default="Changed tables")
@click.pass_obj
def migration(installation: Installation, name: str, title: str) -> None:
    """Write the next migration of the plugin NAME, from what its models say; TITLE becomes its first line."""
    from utblick.db.autogenerate import write_migration

    file = write_migration(installation.settings, name, title=title)
    click.echo(f"Wrote {file}. Read it before you use it." if file else "Models and migrations agree.")
