"""`utblick plugin check`: does a plugin keep the rules, and if not: where, what, and how to mend it."""

import click

from utblick.cli.main import Installation


@click.command()
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--rule", "rules", multiple=True, metavar="C07", help="Only this rule; can be given again.")
@click.pass_obj
def check(_installation: Installation, name: str, as_json: bool, rules: tuple[str, ...]) -> None:
    """Ask NAME every rule of conformance. Exit code 1 when one is broken that must be mended."""
    import msgspec

    from utblick import log
    from utblick.settings import Settings
    from utblick.testing.conformance import examined
    from utblick.testing.conformance.report import lines, plain

    log.configure(Settings(), level="CRITICAL")
    outcomes = []
    with examined(name) as examination:
        for outcome in examination.outcomes(rules):
            outcomes.append(outcome)
            if not as_json:
                click.echo("\n".join(lines(outcome)))
    if as_json:
        click.echo(msgspec.json.encode(plain(name, outcomes)).decode())
    if any(outcome.is_fatal for outcome in outcomes):
        raise SystemExit(1)
