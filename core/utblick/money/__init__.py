"""Amounts that know their currency, and what they are worth in another at the rate of a day."""

from utblick.money.amount import Money
from utblick.money.convert import Converted, SideBySide, convert, side_by_side
from utblick.money.rates import NoRate, Rate, rate_on

__all__ = ["Converted", "Money", "NoRate", "Rate", "SideBySide", "convert", "rate_on", "side_by_side"]
