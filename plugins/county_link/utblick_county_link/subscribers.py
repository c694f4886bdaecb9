"""The gateway: every event passes by here once, and what may leave the house is stripped and sent."""

from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, Envelope, Subscriber, county
from utblick_county_link import service
from utblick_county_link.settings import CountyLinkSettings

HUB = "county_hub"


class Forwarded(BaseModel):
    """What the hub tells of a question that we may be able to answer."""

    match_id: UUID
    asked_by: str
    title: str = "?"
    country: str = "SE"
    place: str = ""
    section: str = ""
    about: str = ""
    reply_key: str = ""


class Answered(BaseModel):
    """What the hub passes on to whoever asked."""

    match_id: UUID
    introduction_id: UUID
    answered_by: str
    sealed: str


def offer(ctx: Context, event: Envelope) -> None:
    """Send the county what the event's level allows, and nothing else of it."""
    kind = ctx.platform.registry.event(event.name)
    if kind is None or ctx.settings.county.role != "member":
        return
    level = county.shared(kind, ctx.plugin_settings(CountyLinkSettings).levels).level
    leaving = county.stripped(ctx, event, kind, level)
    if leaving is not None:
        county.dispatch(ctx, leaving)


def offer_again(ctx: Context) -> None:
    """Nothing is emptied: what has gone once is not sent twice."""


def take_inquiry(ctx: Context, event: Forwarded) -> None:
    """Another municipality asks for something that we may have a way to."""
    service.receive_inquiry(ctx, {"municipality": event.asked_by, **event.model_dump(exclude={"asked_by"})})


def take_answer(ctx: Context, event: Answered) -> None:
    """Somebody has consented to be introduced to us."""
    service.keep_answer(
        ctx,
        event.introduction_id,
        match_id=event.match_id,
        municipality=event.answered_by,
        sealed=event.sealed,
    )


SUBSCRIBERS = (
    Subscriber(event="*", name="gateway", reads=Envelope, handle=offer, reset=offer_again),
    Subscriber(
        event=f"{HUB}.match.forwarded",
        name="inquiries",
        reads=Forwarded,
        handle=take_inquiry,
        from_county=True,
    ),
    Subscriber(
        event=f"{HUB}.match.answered", name="answers", reads=Answered, handle=take_answer, from_county=True
    ),
)
