"""`utblick county`: the key of a municipality, what the NATS servers are told, how the line is."""

import click

from utblick.cli.main import Installation


@click.group()
def county() -> None:
    """The line between a municipality and its county: key, config, status, send-again."""


@county.command()
@click.pass_obj
def key(installation: Installation) -> None:
    """Show the public key of this municipality, which the county's hub notes under [county.members].

    The pair is made at the first call. Its secret half stays in the data folder and is never shown.
    """
    from utblick.bus.county.keys import make_key

    click.echo(make_key(installation.settings.data_folder / "bus"))


@county.command()
@click.pass_obj
def config(installation: Installation) -> None:
    """Print what an own NATS server must be told to be this end of the line.

    The bundled server is told by itself. Secrets are left out: the printed text names the variables
    HOUSE_PASSWORD and COUNTY_PASSWORD, and at a municipality the file county.key beside it.
    """
    from utblick.bus.county.configuration import Login, domain, server_part

    settings = installation.settings
    if not settings.county.role:
        raise click.ClickException("The settings name neither hub nor members under [county].")
    said = server_part(
        settings,
        house=Login(settings.bus.user or "house", "$HOUSE_PASSWORD"),
        county=Login(settings.county.user or "county", "$COUNTY_PASSWORD"),
    )
    click.echo(f"# In the block jetstream: domain: {domain(settings)}")
    click.echo(said, nl=False)


@county.command()
@click.pass_obj
def status(installation: Installation) -> None:
    """Show who was heard of at the other end, and what waits to be sent."""
    from utblick.bus.county import contacts, tallies

    with installation.current() as platform, platform.read() as ctx:
        for other, one in contacts(ctx).items():
            heard = f"heard of {one.heard_at:%Y-%m-%d %H:%M:%S} UTC" if one.heard_at else "never heard of"
            click.echo(f"{other:<8} {'up' if one.up else 'down':<5} {heard}")
        for name, tally in sorted(tallies(ctx).items()):
            refused = f", refused: {tally.refused}" if tally.refused else ""
            click.echo(f"{name:<50} sent: {tally.sent}, waiting: {tally.waiting}{refused}")


@county.command("send-again")
@click.pass_obj
def send_again(installation: Installation) -> None:
    """Send everything anew, after the other end lost its disk; what it has is passed over there."""
    from utblick.bus.county import send_again as again

    with installation.current() as platform, platform.write() as ctx:
        click.echo(f"Events that are sent again: {again(ctx)}")
