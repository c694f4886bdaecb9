"""Goals that count themselves, with the evidence behind every digit."""
