"""What a partner's part of a budget may be, for seats of consortia and partners of projects alike."""

from decimal import Decimal

from utblick.api import Invalid, _


def check_money(budget: Decimal | None, own_share: Decimal | None) -> None:
    """Raise `Invalid` for a budget below zero, or a share that is no part of the whole."""
    problems = {}
    if budget is not None and budget < 0:
        problems["budget"] = _("The budget cannot be less than zero.")
    if own_share is not None and not 0 <= own_share <= 100:
        problems["own_share"] = _("The own share is a number between 0 and 100 percent.")
    if problems:
        raise Invalid(problems)
