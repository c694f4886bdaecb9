"""`utblick user`: accounts from the command line, for those who install and for when nobody can sign in."""

import sys
from typing import Any

import click

from utblick.cli.main import Installation


@click.group()
def user() -> None:
    """Add and list users; make a link for a new password."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="First name and last name.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    default=("administrator",),
    show_default=True,
    help="May be given several times.",
)
@click.option("--language", default="sv", show_default=True)
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input; else a link is printed."
)
@click.pass_obj
def add(
    installation: Installation,
    *,
    email: str,
    name: str,
    roles: tuple[str, ...],
    language: str,
    password_stdin: bool,
) -> None:
    """Add a user who can sign in; without a password, print the link by which one is chosen."""
    from utblick.access import users

    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else ""
    with installation.current() as platform, platform.write() as ctx:
        if password_stdin:
            added = users.add_user(
                ctx, email=email, name=name, role_names=roles, password=password, language=language
            )
            click.echo(f"{added.email} can sign in.")
            return
        added, token = users.prepare(ctx, email=email, name=name, role_names=roles, language=language)
        click.echo(ctx.url(f"/invitation/{token}"))


@user.command(name="list")
@click.pass_obj
def show(installation: Installation) -> None:
    """List the users: address, state, roles, last sign-in."""
    from utblick.access import queries

    with installation.current() as platform, platform.read() as ctx:
        for row in queries.users(ctx):
            click.echo("\t".join(_cells(row)))


@user.command()
@click.argument("email")
@click.pass_obj
def reset(installation: Installation, email: str) -> None:
    """Print a link by which the user chooses a new password; it works for an hour."""
    from utblick.access import users
    from utblick.access.sign_in import find_user
    from utblick.errors import NotFound
    from utblick.i18n import _

    with installation.current() as platform, platform.write() as ctx:
        found = find_user(ctx, email)
        if found is None or found.state != "active":
            raise NotFound(_("There is no active user with the address {email}.", email=email))
        click.echo(ctx.url(f"/reset/{users.reset_link(ctx, found)}"))


def _cells(row: Any) -> tuple[str, ...]:
    last = f"{row.last_sign_in:%Y-%m-%d %H:%M}" if row.last_sign_in else "never"
    return row.email, row.state, ",".join(row.roles) or "no role", last, row.name
