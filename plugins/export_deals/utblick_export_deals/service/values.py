"""The value of an agreement in kronor and euro, at the rate of the day when it was signed."""

from utblick.api import Context
from utblick_export_deals.exposure import rates_on
from utblick_export_deals.models import Agreement


def put_value(ctx: Context, agreement: Agreement) -> None:
    """Set both values and keep the rates that gave them; empty without a value or a rate."""
    agreement.value_sek = agreement.value_eur = None
    agreement.sek_per_eur = agreement.currency_per_eur = agreement.rate_day = None
    rates = rates_on(ctx, agreement.currency, agreement.signed_on) if agreement.value is not None else None
    if agreement.value is None or rates is None:
        return
    worth = rates.worth(agreement.value)
    agreement.value_sek, agreement.value_eur, agreement.rate_day = worth.sek, worth.eur, worth.rate_day
    agreement.sek_per_eur, agreement.currency_per_eur = rates.sek_per_eur, rates.currency_per_eur
