"""Writes a line for each organisation that it hears of, so that lost and doubled events can be counted."""
