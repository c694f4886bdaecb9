"""`utblick evaluation`: the pilot's goals, and counting anew from the log."""

from datetime import datetime

import click

from utblick.api import every_event
from utblick_evaluation import counting, queries, service
from utblick_evaluation.presets import load_pilot


@click.command("preset")
@click.argument("name", type=click.Choice(["pilot"]))
@click.option(
    "--from", "starts_on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="First day of the period."
)
@click.option(
    "--to", "ends_on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="Last day of the period."
)
@click.pass_obj
def preset(installation: object, name: str, starts_on: datetime, ends_on: datetime) -> None:
    """Add a ready-made set of goals: pilot has the seven of Nordanstig."""
    with installation.current() as platform, platform.write() as ctx:  # type: ignore[attr-defined]
        click.echo(f"{load_pilot(ctx, starts_on.date(), ends_on.date())} goals were added.")


@click.command("recompute")
@click.option("--check", is_flag=True, help="Only compare; exit code 1 when a number would change.")
@click.pass_obj
def recompute(installation: object, check: bool) -> None:
    """Count every goal anew from the event log, and say what it read before and reads now."""
    differs = False
    with installation.current() as platform, platform.write() as ctx:  # type: ignore[attr-defined]
        before = {goal.id: goal.reading for goal in queries.goals(ctx)}
        service.recount(ctx)
        for event in every_event(ctx):
            counting.take_note(ctx, event)
        service.refresh(ctx, queries.goals(ctx), tell=False)
        for goal in queries.goals(ctx):
            differs |= before[goal.id] != goal.reading
            was, now = before[goal.id].normalize(), goal.reading.normalize()
            click.echo(f"{goal.code or goal.title:<6} {was:f} -> {now:f}")
        if check:
            ctx.session.rollback()
    if check and differs:
        raise SystemExit(1)


COMMANDS = (preset, recompute)
