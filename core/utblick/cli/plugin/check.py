"""`utblick plugin check`: does a plugin keep the rules, and if not: where, what, and how to mend it."""

import click

from utblick.cli.main import Installation


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--rule", "rules", multiple=True, metavar="C07", help="Only this rule; can be given again.")
@click.option(
    "--durations", "slowest", type=click.IntRange(0), default=0, metavar="N", help="Show the N slowest rules."
)
@click.pass_obj
def check(
    _installation: Installation, name: str, as_json: bool, rules: tuple[str, ...], slowest: int
) -> None:
    """Ask NAME every rule of conformance. Exit code 1 when one is broken that must be mended."""
    import msgspec

    from utblick import log
    from utblick.settings import Settings
    from utblick.starting import hold
    from utblick.testing.conformance import examined
    from utblick.testing.conformance.report import Spent, durations, lines, plain

    hold()  # the command is short, and what it makes goes when it ends
    log.configure(Settings(), level="CRITICAL")
    begun = Spent.so_far()
    outcomes = []
    with examined(name) as examination:
        for outcome in examination.outcomes(rules):
            outcomes.append(outcome)
            if not as_json:
                click.echo("\n".join(lines(outcome)))
    spent = Spent.so_far() - begun
    if as_json:
        click.echo(msgspec.json.encode(plain(name, outcomes, spent)).decode())
    else:
        click.echo("\n".join(durations(outcomes, spent, slowest)))
    if any(outcome.is_fatal for outcome in outcomes):
        raise SystemExit(1)
