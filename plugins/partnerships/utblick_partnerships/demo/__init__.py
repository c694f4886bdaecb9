"""A made-up year of partnerships, told in the order of its days; all in it is visibly made up."""

from datetime import timedelta

from utblick.api import Context
from utblick_partnerships.demo import arena, calls, consortia, profiles, projects
from utblick_partnerships.demo.cast import Cast, register


def load(ctx: Context) -> None:
    """Tell what each room has to tell, the oldest first."""
    cast = Cast()
    register(ctx, cast)
    steps = [*calls.STEPS, *profiles.STEPS, *consortia.STEPS, *projects.STEPS, *arena.STEPS]
    for days_ago, tell in sorted(steps, key=lambda step: -step[0]):
        tell(ctx.at(ctx.now - timedelta(days=days_ago)), cast)
