"""What every file for spreadsheets needs, whoever writes it."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text begins that a spreadsheet would take for a formula."""


def neutral(text: str) -> str:
    """The text so that a spreadsheet shows it and never runs it as a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
