"""`utblick plugin replay`: what a plugin has built of events is built again from the log."""

import time

import click

from utblick.cli.main import Installation


@click.command()
@click.argument("name")
@click.argument("subscriber", default="")
@click.pass_obj
def replay(installation: Installation, name: str, subscriber: str) -> None:
    """Empty what the subscribers of NAME have built, and build it again; one SUBSCRIBER, or all that can."""
    from utblick.bus.replay import replay as build_again
    from utblick.bus.replay import replayable

    with installation.current() as platform:
        can, cannot = replayable(platform, name, subscriber)
        for one in can:
            started = time.perf_counter()
            outcome = build_again(platform, one)
            took = time.perf_counter() - started
            click.echo(f"{one}: {outcome.events} events in {took:.1f} s.")
            if outcome.dead:
                click.echo(f"{one}: {outcome.dead} keys stand still after a failure; see: utblick bus dead")
    for one in cannot:
        click.echo(f"{one}: left as it is; it does not say how to empty what it has built.")
