"""`utblick money`: bring in exchange rates, and look one up."""

from datetime import date
from pathlib import Path

import click

from utblick.cli.main import Installation
from utblick.i18n.parse import parse_date


@click.group()
def money() -> None:
    """Exchange rates: import, rate."""


@money.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--bundled", is_flag=True, help="Take the sample that comes with the program.")
@click.pass_obj
def import_rates(installation: Installation, file: Path | None, bundled: bool) -> None:
    """Bring in FILE, the ECB's XML of reference rates (eurofxref-daily.xml, -hist-90d.xml, -hist.xml)."""
    from utblick.money.ecb import MOST_BYTES, bundled_rates, read_rates
    from utblick.money.rates import keep_rates

    if bundled == (file is not None):
        raise click.UsageError("Name a file, or say --bundled.")
    if file is None:
        rates = list(bundled_rates())
    else:
        with file.open("rb") as opened:
            rates = read_rates(opened.read(MOST_BYTES + 1))
    with installation.current() as platform, platform.write() as ctx:
        kept = keep_rates(ctx.session, rates)
    days = {day for day, _code, _rate in rates}
    click.echo(f"{kept} of {len(rates)} rates were new, {min(days)} to {max(days)}.")


@money.command("rate")
@click.argument("currency")
@click.argument("day", required=False)
@click.pass_obj
def show_rate(installation: Installation, currency: str, day: str | None) -> None:
    """Say how much of CURRENCY one euro was on DAY (today unless named), and when that was published."""
    from utblick.money.rates import rate_on

    with installation.current() as platform, platform.read() as ctx:
        found = rate_on(ctx.session, currency, _day(day) if day else ctx.now.date())
        click.echo(f"{found.value.normalize():f} {currency.upper()}, published {found.day} ({found.source})")


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
