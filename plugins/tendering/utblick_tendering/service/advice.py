"""The verbs of advice to single firms, with the ledger of small aid."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from utblick.api import Context, Invalid, Msg, _, format_money
from utblick_tendering.models import Advice
from utblick_tendering.queries.aid import CEILING, aid_of
from utblick_tendering.service.worth import worth


def give_advice(ctx: Context, values: Mapping[str, Any]) -> Advice:
    """Note advice that a firm was given; refused, with the figures, where it would be too much small aid."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    given["organisation_id"] = ctx.organisations.get(given["organisation_id"]).id
    given.setdefault("given_on", ctx.today)
    given.setdefault("owner_id", ctx.actor.user_id)
    advice = Advice(**given, created_at=ctx.now, updated_at=ctx.now)
    _reckon(ctx, advice)
    ctx.session.add(advice)
    ctx.session.flush()
    _warn(ctx, advice)
    return advice


def update_advice(ctx: Context, advice: Advice, changes: Mapping[str, Any]) -> Advice:
    """Correct what was noted; it is reckoned anew."""
    for name, value in changes.items():
        setattr(advice, name, value)
    _reckon(ctx, advice)
    _warn(ctx, advice)
    return advice


def _reckon(ctx: Context, advice: Advice) -> None:
    """Set the value in euro at the rate of the day, and refuse what cannot be."""
    problems: dict[str, Msg] = {}
    if advice.given_on > ctx.today:
        problems["given_on"] = _("This day lies in the future.")
    if advice.hours < 0:
        problems["hours"] = _("Hours cannot be less than nought.")
    if advice.value is not None and advice.value <= 0:
        problems["value"] = _("The value must be more than zero. Leave it empty when it is not known.")
    if problems:
        raise Invalid(problems)
    found = worth(ctx, advice.value, advice.currency, advice.given_on, into="EUR")
    advice.value_eur, advice.rate_day = (found.amount, found.day_of_rate) if found else (None, None)
    if advice.value is not None:
        _refuse_too_much(ctx, advice)
    elif advice.de_minimis:
        raise Invalid({"value": _("Small aid needs a value: what the advice would have cost the company.")})


def _refuse_too_much(ctx: Context, advice: Advice) -> None:
    if advice.value_eur is None:
        if advice.de_minimis:
            said = _(
                "No exchange rate is known for that day, so the aid cannot be added up. Import the rates."
            )
            raise Invalid({"value": said})
        return
    given = aid_of(ctx, advice.organisation_id, day=advice.given_on, but=advice.id).given
    if given + advice.value_eur <= CEILING:
        return
    if advice.de_minimis:
        raise Invalid({"de_minimis": _too_much(ctx, given, advice.value_eur)})
    if not advice.not_aid_reason.strip():
        said = _("The company has little or no room left for small aid. Write why this is no such aid.")
        raise Invalid({"not_aid_reason": said})


def _too_much(ctx: Context, given: Decimal, more: Decimal) -> Msg:
    return _(
        "With this the company would have had {sum} in three years; the limit is {limit}. It has had {given}."
        " Advice that is no small aid is noted with No here, and the reason below.",
        sum=format_money(given + more, "EUR", ctx.language),
        limit=format_money(CEILING, "EUR", ctx.language),
        given=format_money(given, "EUR", ctx.language),
    )


def _warn(ctx: Context, advice: Advice) -> None:
    if not advice.de_minimis:
        return
    ctx.session.flush()
    aid = aid_of(ctx, advice.organisation_id)
    if aid.near:
        said = _(
            "The company has now had {given} of {limit} in small aid. {left} is left.",
            given=format_money(aid.given, "EUR", ctx.language),
            limit=format_money(CEILING, "EUR", ctx.language),
            left=format_money(aid.left, "EUR", ctx.language),
        )
        ctx.flash(said, "warn")
