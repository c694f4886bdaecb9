"""Reckoning with days."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """The day so many months later, or earlier where negative; the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
