"""What an agreement is worth, as facts for its page: when it was signed, today, and if the rate moves."""

from utblick.api import Context, Msg, _, format_date, format_money
from utblick_export_deals.exposure import Worth, exposed, rates_today
from utblick_export_deals.models import Agreement


def value_facts(ctx: Context, agreement: Agreement) -> list[tuple[Msg, object]]:
    """The worth of an agreement; says which day's rate was used, or that none is known."""
    if agreement.value is None:
        return []
    row = exposed(agreement, rates_today(ctx, agreement.currency))
    found: list[tuple[Msg, object]] = [
        (_("Worth when it was signed"), _said(ctx, row.signed) if row.signed else NO_RATE),
    ]
    if row.today:
        found.append((_("Worth today"), _said(ctx, row.today)))
    if row.today and row.effect:
        effect = format_money(round(row.effect), "SEK", ctx.language)
        found.append((_("If {currency} moves 5 %", currency=agreement.currency), f"± {effect}"))
    return found


NO_RATE = _("No exchange rate is known for that day.")


def _said(ctx: Context, worth: Worth) -> Msg:
    return _(
        "{sek} = {eur}, at the rate of {day}",
        sek=format_money(round(worth.sek), "SEK", ctx.language),
        eur=format_money(round(worth.eur), "EUR", ctx.language),
        day=format_date(worth.rate_day, ctx.language, style="long"),
    )
