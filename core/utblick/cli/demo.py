"""`utblick demo`: visibly made-up data for an empty installation."""

from typing import TYPE_CHECKING

import click
from sqlmodel import select

from utblick.cli.main import Installation
from utblick.context import SYSTEM, Actor

if TYPE_CHECKING:
    from utblick.platform import Platform


@click.command()
@click.pass_obj
def demo(installation: Installation) -> None:
    """Fill an empty installation with made-up data for Nordanstig."""
    with installation.current() as platform:
        click.echo("Loaded." if load_demo(platform) else "There are users already; nothing was loaded.")


def load_demo(platform: "Platform") -> bool:
    """Load the demo data of the core and of every enabled plugin, unless anybody has an account."""
    from utblick.access.models import User

    with platform.read() as ctx:
        if ctx.session.exec(select(User.id).limit(1)).first() is not None:
            return False
    for plugin in platform.registry.plugins:
        for load in plugin.demo:
            with platform.write(_teller(platform)) as ctx:
                load(ctx)
    return True


def _teller(platform: "Platform") -> Actor:
    """Who does what the demonstration tells: its coordinator, once there is one."""
    from utblick.access.demo import DEMO_EMAIL
    from utblick.access.models import User

    with platform.read() as ctx:
        found = ctx.session.exec(select(User).where(User.email == DEMO_EMAIL)).first()
    if found is None:
        return SYSTEM
    return Actor("user", found.id, found.name, SYSTEM.permissions, found.language)


def sign_in_line(platform: "Platform") -> str:
    """How to sign in to the demo; empty in an installation that is in earnest."""
    from utblick.access.demo import DEMO_ADMINISTRATOR, DEMO_EMAIL, DEMO_PASSWORD
    from utblick.access.models import User

    if platform.settings.environment != "development":
        return ""
    with platform.read() as ctx:
        there = ctx.session.exec(select(User.id).where(User.email == DEMO_EMAIL)).first()
    if there is None:
        return ""
    return f"Demo sign-in: {DEMO_EMAIL} or {DEMO_ADMINISTRATOR}   password: {DEMO_PASSWORD}"
