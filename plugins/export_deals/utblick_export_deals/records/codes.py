"""Commodity codes: checked by form and chapter, stored as digits."""

from utblick.api import commodity_code


def cn_code(text: str) -> str:
    """The digits of an HS or CN code; raises ValueError with a sentence for anything else."""
    return commodity_code(text) if text.strip() else ""
