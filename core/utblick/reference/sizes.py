"""The EU's size classes of enterprises, Commission Recommendation 2003/361/EC."""

from decimal import Decimal
from typing import Literal

SizeClass = Literal["", "micro", "small", "medium", "large"]

_CEILINGS: tuple[tuple[SizeClass, int, Decimal, Decimal], ...] = (
    ("micro", 10, Decimal(2_000_000), Decimal(2_000_000)),
    ("small", 50, Decimal(10_000_000), Decimal(10_000_000)),
    ("medium", 250, Decimal(50_000_000), Decimal(43_000_000)),
)
"""Fewer employees than this, and a turnover or a balance sheet total of at most this many euros."""


def size_class(
    employees: int | None, turnover_eur: Decimal | None = None, *, balance_eur: Decimal | None = None
) -> SizeClass:
    """`micro`, `small`, `medium` or `large`; empty when the number of employees is not known.

    An enterprise keeps its class when either the turnover or the balance sheet total is within the
    ceiling; where neither is known, the employees decide.
    """
    if employees is None:
        return ""
    for name, below, most_turnover, most_balance in _CEILINGS:
        amounts = ((turnover_eur, most_turnover), (balance_eur, most_balance))
        known = [amount <= most for amount, most in amounts if amount is not None]
        if employees < below and (not known or any(known)):
            return name
    return "large"
