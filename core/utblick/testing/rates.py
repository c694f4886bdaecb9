"""Exchange rates for tests, kept as if the European Central Bank had published them."""

from utblick.money.rates import keep_rates

__all__ = ["keep_rates"]
