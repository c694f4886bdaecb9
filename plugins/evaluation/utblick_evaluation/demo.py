"""The pilot's goals, for the demonstration."""

from datetime import date

from utblick.api import Context
from utblick_evaluation.presets import load_pilot


def load(ctx: Context) -> None:
    """Agree on the seven goals for last year to next year, so that what the demo tells can count."""
    load_pilot(ctx, date(ctx.now.year - 1, 1, 1), date(ctx.now.year + 1, 12, 31))
