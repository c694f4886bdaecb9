"""What partnerships does when other activity areas tell of something; each may be missing."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import AliasChoices, BaseModel, Field
from sqlmodel import delete, select

from utblick.api import Context, Ref, Subscriber, _, add_task
from utblick_partnerships.models import Need
from utblick_partnerships.queries import profiles as profile_queries
from utblick_partnerships.service import profiles
from utblick_partnerships.service.trail import kept, stamped, trail_of

_REVIEW = _("Look at the proposed profile, and write it or withdraw it")


class NeedStated(BaseModel):
    """What is needed of a stated need, whatever else is told of it."""

    need_id: UUID
    organisation_id: UUID | None = None
    kind: str = ""
    keywords: list[str] = Field(
        default_factory=list, validation_alias=AliasChoices("keywords", "tags", "codes")
    )
    countries: list[str] = Field(default_factory=list)


class GroupFormed(BaseModel):
    """What is needed of a joint bid that companies have agreed on."""

    group_id: UUID
    organisation_ids: list[UUID] = Field(default_factory=list)


class ExchangeHeld(BaseModel):
    """What is needed of an exchange with a twin town that was held."""

    exchange_id: UUID
    organisation_ids: list[UUID] = Field(
        default_factory=list,
        validation_alias=AliasChoices("organisation_ids", "company_ids", "local_firm_ids"),
    )
    organisation_id: UUID | None = None
    country: str = ""


def keep_need(ctx: Context, event: NeedStated) -> None:
    """Keep a need, so that calls are held against it."""
    row = ctx.session.exec(select(Need).where(Need.need_id == event.need_id)).first()
    if row is None:
        row = kept(ctx, Need(need_id=event.need_id, **stamped(ctx)))
    known = event.organisation_id and ctx.organisations.names([event.organisation_id])
    row.organisation_id = event.organisation_id if known else None
    row.kind, row.words, row.countries = event.kind[:40], event.keywords[:20], event.countries[:20]
    row.event_id = ctx.cause


def forget_needs(ctx: Context) -> None:
    """Empty what was kept of needs, so that it can be built again."""
    ctx.session.exec(delete(Need))


def propose_after_group(ctx: Context, event: GroupFormed) -> None:
    """Propose a profile that seeks a partner abroad for companies that bid together already."""
    if event.organisation_ids:
        _propose(
            ctx,
            event.group_id,
            event.organisation_ids[0],
            origin="tendering.group",
            values={"money": "paid", "exchanged": "goods"},
        )


def propose_after_exchange(ctx: Context, event: ExchangeHeld) -> None:
    """Propose a profile after an exchange: an offer of a firm of ours that was there, where one is named.

    Else the municipality itself seeks partners for a project in the country of the town.
    """
    parties = ctx.organisations.each([*event.organisation_ids, *filter(None, (event.organisation_id,))])
    firms = [one for one in parties.values() if one.kind == "company" and ctx.organisations.is_local(one)]
    town = parties.get(event.organisation_id) if event.organisation_id else None
    country = event.country or (town.country if town is not None and town.country != "SE" else "")
    own = next(iter(ctx.organisations.listed(kind="municipality", local=True)), None)
    client = firms[0] if firms else own if parties else None
    if client is None:
        return
    values: dict[str, object] = {"money": "paid", "exchanged": "goods"} if firms else {"money": "shared"}
    if country:
        values["countries"] = [country]
    _propose(ctx, event.exchange_id, client.id, origin="twinning.exchange", values=values)


def _propose(
    ctx: Context, origin_id: UUID, organisation_id: UUID, *, origin: str, values: Mapping[str, object]
) -> None:
    """Draft a profile once for what has happened, and remind somebody to look at it."""
    if profile_queries.from_origin(ctx, origin_id) or not ctx.organisations.names([organisation_id]):
        return
    party = ctx.organisations.get(organisation_id)
    title = ctx.translate(_("Proposed: {name}", name=party.name))[:200]
    row = profiles.draft_profile(
        ctx,
        {"title": title, "organisation_id": party.id, "origin": origin, "origin_id": origin_id, **values},
    )
    trail_of(ctx, row.id).last_event_id = ctx.cause
    add_task(ctx, ctx.translate(_REVIEW), about=Ref("partnerships", "profile", row.id))


SUBSCRIBERS: tuple[Subscriber, ...] = (
    Subscriber(
        event="contacts.need.stated", name="needs", reads=NeedStated, handle=keep_need, reset=forget_needs
    ),
    Subscriber(
        event="tendering.group.formed", name="after_group", reads=GroupFormed, handle=propose_after_group
    ),
    Subscriber(
        event="twinning.exchange.held",
        name="after_exchange",
        reads=ExchangeHeld,
        handle=propose_after_exchange,
    ),
)
