"""Boxes on the page of an exchange: what to do, the check of funding, who comes, programme and money."""

from typing import Any

from utblick.api import Context, Msg, Page, Panel, Slot, _, country_name, page
from utblick_twinning import cerv
from utblick_twinning.choices import DELEGATE_STATES, MEETING_STATES, OUTCOMES
from utblick_twinning.models import AHEAD, Exchange, ExchangeState
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.queries import exchanges as queries
from utblick_twinning.queries import towns
from utblick_twinning.settings import TwinningSettings

_HEARS = ("twinning.>",)


def next_steps(ctx: Context, subject: Any) -> Page | None:
    """What to do next with an exchange."""
    exchange = queries.exchange(ctx, subject)
    if exchange.state in (ExchangeState.REPORTED, ExchangeState.CANCELLED):
        return None
    states = queries.delegates_by_state(ctx, exchange.id)
    counts = queries.counted(ctx, [exchange.id]).get(exchange.id, queries.Counted())
    return page(
        "twinning/panels/next.html",
        exchange=exchange,
        ahead=exchange.state in AHEAD,
        begun=exchange.starts_on <= ctx.today,
        invited=sum(states.values()),
        unwritten=len(queries.uninvited(ctx, exchange.id)),
        counts=counts,
        may_write=ctx.actor.may(WRITE),
    )


def funding(ctx: Context, subject: Any) -> Page:
    """The check against the EU's town-twinning call, live."""
    exchange = queries.exchange(ctx, subject)
    town = towns.town(ctx, exchange.town_id)
    counts = queries.counted(ctx, [exchange.id]).get(exchange.id, queries.Counted())
    case = queries.case_of(ctx, exchange, town, counts)
    settings = ctx.plugin_settings(TwinningSettings)
    return page(
        "twinning/panels/cerv.html",
        exchange=exchange,
        verdict=cerv.check(
            case,
            also_eligible=settings.also_eligible,
            named=lambda code: country_name(code, ctx.language),
        ),
        counted=counts.total > 0,
        calls=towns.open_calls(ctx, town.id) if exchange.state in AHEAD else (),
    )


def people(ctx: Context, subject: Any) -> Page:
    """Who is invited, who has come, and which firms."""
    exchange = queries.exchange(ctx, subject)
    counts = queries.counted(ctx, [exchange.id]).get(exchange.id, queries.Counted())
    states = queries.delegates_by_state(ctx, exchange.id)
    return page(
        "twinning/panels/people.html",
        exchange=exchange,
        counts=counts,
        states=[(choice, states.get(choice.value, 0)) for choice in DELEGATE_STATES],
        firms=ctx.organisations.names(list(counts.firms)),
        rows=_bars(ctx, exchange, counts),
        may_write=ctx.actor.may(WRITE),
    )


def kit(ctx: Context, subject: Any) -> Page:
    """Programme and budget."""
    exchange = queries.exchange(ctx, subject)
    lines, sums = queries.budget(ctx, exchange.id)
    return page(
        "twinning/panels/kit.html",
        exchange=exchange,
        programme=queries.programme(ctx, exchange.id),
        lines=lines,
        sums=sums,
        may_write=ctx.actor.may(WRITE),
    )


def meetings(ctx: Context, subject: Any) -> Page:
    """Which firms met whom, and what came of it."""
    found = queries.meetings_of(ctx, subject)
    return page(
        "twinning/panels/meetings.html",
        meetings=found,
        firms=ctx.organisations.names(
            [one.organisation_id for one in found] + [one.partner_id for one in found if one.partner_id]
        ),
        states={choice.value: choice for choice in MEETING_STATES},
        outcomes={choice.value: choice for choice in OUTCOMES},
        new=f"/twinning/meetings/new?exchange_id={subject}",
        may_write=ctx.actor.may(WRITE),
    )


def _bars(ctx: Context, exchange: Exchange, counts: queries.Counted) -> list[tuple[str, tuple[int, int]]]:
    planned = (exchange.planned_local or 0, exchange.planned_international or 0)
    return [
        (ctx.translate(_("Planned")), planned),
        (ctx.translate(_("Counted")), (counts.local, counts.international)),
    ]


def _box(name: str, title: Msg, load: Any, order: int, *, wide: bool = False) -> Panel:
    return Panel(
        name=f"twinning.{name}",
        slot=Slot.RECORD,
        record="twinning/exchange",
        title=title,
        load=load,
        permission=READ,
        order=order,
        wide=wide,
        refresh_on=_HEARS,
    )


PANELS = (
    _box("next", _("What now?"), next_steps, 5, wide=True),
    _box("people", _("Who comes"), people, 10),
    _box("cerv", _("Town twinning money from the EU"), funding, 12),
    _box("kit", _("Programme and money"), kit, 20),
    _box("meetings", _("Business meetings"), meetings, 22),
)
