"""`utblick bus`: how the bus is, what happens on it, and what to do about failed events."""

import asyncio
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

import click

from utblick.cli.main import Installation

if TYPE_CHECKING:
    from utblick.bus.health import BusHealth
    from utblick.bus.log import Logged
    from utblick.platform import Platform


@click.group()
def bus() -> None:
    """The event bus: status, tail, dead, retry, discard, replay, compare."""


@bus.command()
@click.pass_obj
def status(installation: Installation) -> None:
    """Show whether events travel, what waits, and how far every subscriber has come."""
    with installation.current() as platform:
        found = asyncio.run(_health(platform))
    click.echo(
        "The bus answers." if found.connected else "The bus does not answer; is `utblick run` running?"
    )
    click.echo(
        f"Events in the log: {found.events}, waiting to be sent: {found.unsent}, refused: {found.refused}"
    )
    if found.unsent:
        click.echo(f"The oldest has waited for {found.oldest_unsent_seconds:.0f} s.")
    click.echo(f"{'subscriber':<50} {'to come':>8} {'in hand':>8} {'aside':>6} {'dead':>6}")
    for one in found.subscribers:
        lag, hand = ("–" if value is None else value for value in (one.lag, one.in_hand))
        note = "" if one.enabled else "  (its plugin is not enabled)"
        click.echo(f"{one.name:<50} {lag:>8} {hand:>8} {one.parked:>6} {one.dead:>6}{note}")


@bus.command()
@click.option(
    "-n", "--lines", default=20, show_default=True, help="How many of the latest events to begin with."
)
@click.option("-f", "--follow", is_flag=True, help="Go on with what happens.")
@click.option("--event", "names", multiple=True, help="Only events of this name; may be repeated.")
@click.pass_obj
def tail(installation: Installation, lines: int, follow: bool, names: tuple[str, ...]) -> None:
    """Show the latest events of the log, ids only."""
    from utblick.bus import log

    with installation.current() as platform:
        with platform.read() as ctx:
            rows = log.recent(ctx.session, names=names, limit=lines)[::-1]
        _print(rows)
        seq = rows[-1].seq if rows else 0
        while follow:
            time.sleep(0.5)
            with platform.read() as ctx:
                rows = list(log.replay_rows(ctx.session, names, after_seq=seq))
            _print(rows)
            seq = rows[-1].seq if rows else seq


@bus.command()
@click.option("--subscriber", default="", help="Only those of this subscriber.")
@click.pass_obj
def dead(installation: Installation, subscriber: str) -> None:
    """List the events that a subscriber could not handle."""
    from utblick.bus.dead import letters

    with installation.current() as platform, platform.read() as ctx:
        found = letters(ctx.session, subscriber=subscriber)
    for letter in found:
        click.echo(
            f"{letter.event_id}  {letter.subscriber}  {letter.event}"
            f"  {letter.attempts} tries  {letter.reason}"
        )
    click.echo(f"{len(found)} failed events." if found else "No failed events.")


@bus.command()
@click.argument("subscriber")
@click.argument("event_id", type=click.UUID, required=False)
@click.pass_obj
def retry(installation: Installation, subscriber: str, event_id: UUID | None) -> None:
    """Handle failed events of SUBSCRIBER again: one, or all of them. Exit code 1 when one fails again."""
    from utblick.bus.dead import retry as retry_one
    from utblick.bus.dead import retry_all

    with installation.current() as platform, platform.write() as ctx:
        if event_id is None:
            handled, failed = retry_all(ctx, subscriber=subscriber, limit=10_000)
        else:
            failed = int(retry_one(ctx, subscriber, event_id) is not None)
            handled = 1 - failed
    click.echo(f"Handled: {handled}. Failed again: {failed}.")
    if failed:
        raise SystemExit(1)


@bus.command()
@click.argument("subscriber")
@click.argument("event_ids", type=click.UUID, nargs=-1, required=True)
@click.pass_obj
def discard(installation: Installation, subscriber: str, event_ids: tuple[UUID, ...]) -> None:
    """Let failed events go; SUBSCRIBER will never handle them."""
    from utblick.bus.dead import discard as let_go

    with installation.current() as platform, platform.write() as ctx:
        count = let_go(ctx.session, subscriber, event_ids)
    click.echo(f"Discarded: {count}.")


@bus.command()
@click.argument("subscriber")
@click.pass_obj
def replay(installation: Installation, subscriber: str) -> None:
    """Empty what SUBSCRIBER has built of events, and build it again from the log."""
    from utblick.bus.replay import replay as build_again

    with installation.current() as platform:
        started = time.perf_counter()
        outcome = build_again(platform, subscriber)
    took = time.perf_counter() - started
    click.echo(
        f"Events: {outcome.events}. Keys that stand still after a failure: {outcome.dead}. Took {took:.1f} s."
    )


@bus.command()
@click.pass_obj
def compare(installation: Installation) -> None:
    """Have log and stream compared event by event at the next start, as after a restored database."""
    from utblick.bus.nats import stream_name
    from utblick.bus.reconcile import doubt

    with installation.current() as platform, platform.write() as ctx:
        doubt(ctx.session.connection(), stream_name(platform.settings.municipality.code))
    click.echo("At the next start, or when the bus is reached again, they are compared from the beginning.")


async def _health(platform: "Platform") -> "BusHealth":
    from utblick.bus.runner import visiting

    async with visiting(platform) as link:
        from utblick.bus.health import look

        return await look(platform, link)


def _print(rows: "Iterable[Logged]") -> None:
    for row in rows:
        event = row.event
        when = event.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        click.echo(f"{row.seq:>8}  {when}  {event.name}.v{event.version}  {event.key}  {event.actor}")
