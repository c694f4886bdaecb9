"""What others tell that concerns a twin town: calls to apply to, and export deals with somebody there."""

from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlmodel import col, delete, select

from utblick.api import Context, NotFound, Ref, Subscriber
from utblick_twinning.models import Tie, Town, TownState
from utblick_twinning.queries import towns as queries


class CallOpened(BaseModel):
    """What is needed of a call: all of it optional but the id, since others decide what they tell."""

    model_config = ConfigDict(extra="ignore")

    call_id: UUID
    programme: str = ""
    identifier: str = ""
    topic: str = ""
    deadline_on: date | None = None


class DealConfirmed(BaseModel):
    """What is needed of an export agreement that the company has confirmed."""

    model_config = ConfigDict(extra="ignore")

    agreement_id: UUID
    partner_id: UUID | None = None
    country: str = ""
    signed_on: date | None = None


def note_call(ctx: Context, event: CallOpened) -> None:
    """Note a call for town twinning on the towns that it suits: active ones of eligible countries."""
    said = f"{event.programme} {event.identifier} {event.topic}".upper()
    if "TOWN-TT" not in said and not ("CERV" in said and "TOWN" in said):
        return
    ref = Ref("partnerships", "call", event.call_id)
    for town in queries.towns(ctx, TownState.ACTIVE, TownState.DECIDED):
        title = (event.identifier or event.topic)[:200]
        _tie(ctx, town, ref, kind="call", title=title, day=ctx.today, until=event.deadline_on)


def note_deal(ctx: Context, event: DealConfirmed) -> None:
    """Note a deal on the town where the partner is, by its municipality's name or its own."""
    if event.partner_id is None:
        return
    ref = Ref("export_deals", "agreement", event.agreement_id)
    for town in _towns_of(ctx, event.partner_id):
        _tie(ctx, town, ref, kind="deal", day=event.signed_on or ctx.today)


def forget_calls(ctx: Context) -> None:
    """Empty what was noted of calls, to be built again from the log."""
    ctx.session.exec(delete(Tie).where(col(Tie.kind) == "call"))


def forget_deals(ctx: Context) -> None:
    """Empty what was noted of deals, to be built again from the log."""
    ctx.session.exec(delete(Tie).where(col(Tie.kind) == "deal"))


def _towns_of(ctx: Context, partner_id: UUID) -> list[Town]:
    """The twin towns that an organisation sits in: the municipality itself, or by the town of its address."""
    try:
        partner = ctx.organisations.get(partner_id)
    except NotFound:
        return []
    at_home = list(queries.town_of_organisation(ctx, partner.id))
    if at_home or not partner.town:
        return at_home
    query = select(Town).where(Town.country == partner.country, Town.title == partner.town)
    return list(ctx.session.exec(query).all())


def _tie(ctx: Context, town: Town, ref: Ref, **values: Any) -> None:
    query = select(Tie).where(Tie.town_id == town.id, Tie.ref == str(ref))
    if ctx.session.exec(query).first() is None:
        ctx.session.add(Tie(town_id=town.id, ref=str(ref), created_at=ctx.now, updated_at=ctx.now, **values))
        ctx.session.flush()


SUBSCRIBERS = (
    Subscriber(
        event="partnerships.call.opened",
        name="calls",
        reads=CallOpened,
        handle=note_call,
        reset=forget_calls,
    ),
    Subscriber(
        event="export_deals.agreement.confirmed",
        name="deals",
        reads=DealConfirmed,
        handle=note_deal,
        reset=forget_deals,
    ),
)
