"""`utblick check` and `utblick doctor`: what is wrong with the settings, and with the installation."""

import click

from utblick.cli.main import Installation
from utblick.errors import UtblickError


@click.command()
@click.pass_obj
def check(installation: Installation) -> None:
    """Check settings and plugins; name every mistake with its file and key. Exit code 1 when there is one."""
    from datetime import UTC, datetime

    from utblick.access.saml.trust import require_ready
    from utblick.registry import load_registry
    from utblick.settings.production import unfit
    from utblick.web.security_txt import remark

    settings = installation.settings
    registry = load_registry(settings.model_copy(update={"strict": False}))
    for aside in registry.quarantined:
        click.echo(f"{aside.name}: {aside.reason}", err=True)
    wrong = [str(mistake) for mistake in unfit(settings)]
    try:
        require_ready(settings)
    except UtblickError as error:
        wrong.append(str(error.message))
    for said in wrong:
        click.echo(said, err=True)
    if registry.quarantined or wrong:
        raise SystemExit(1)
    names = ", ".join(p.name for p in registry.plugins[1:])
    if settings.environment == "production" and (said := remark(settings, datetime.now(UTC))):
        click.echo(said, err=True)
    click.echo(f"The settings are sound. Plugins: {names or 'none'}.")


@click.command()
@click.pass_obj
def doctor(installation: Installation) -> None:
    """Look at what has to be in place: assets, the NATS server, the database; say what to do."""
    problems = 0
    for title, look in _LOOKS:
        try:
            click.echo(f"  ok  {title}: {look(installation)}")
        except (UtblickError, OSError, ImportError) as error:
            problems += 1
            click.echo(f"  --  {title}: {error}", err=True)
    if problems:
        raise SystemExit(1)


def _assets(_installation: Installation) -> str:
    from utblick.web.assets import load_assets

    return f"{len(load_assets().files)} files"


def _server(_installation: Installation) -> str:
    from utblick.bus.server import find_binary

    return find_binary().name


def _database(installation: Installation) -> str:
    from utblick.db.versions import require_current

    require_current(installation.platform.database, installation.platform.registry)
    return "up to date"


def _accounts(installation: Installation) -> str:
    """Whether nobody can sign in with the password that is printed on the console of a demonstration."""
    from sqlmodel import col, select

    from utblick.access.demo import DEMO_ADMINISTRATOR, DEMO_EMAIL
    from utblick.access.models import User
    from utblick.errors import Misconfigured
    from utblick.i18n import _

    if installation.settings.environment != "production":
        return "not looked at outside of production"
    _database(installation)
    known = col(User.email).in_((DEMO_EMAIL, DEMO_ADMINISTRATOR))
    with installation.platform.read() as ctx:
        found = ctx.session.exec(select(User.email).where(known, User.state == "active")).all()
    if found:
        raise Misconfigured(
            _(
                "Everybody knows the password of {emails}. Close these accounts, or begin with an empty "
                "database: demo data do not belong in production.",
                emails=", ".join(sorted(found)),
            )
        )
    return "none of the demonstration"


_LOOKS = (
    ("Browser assets", _assets),
    ("NATS server", _server),
    ("Database", _database),
    ("Accounts", _accounts),
)
