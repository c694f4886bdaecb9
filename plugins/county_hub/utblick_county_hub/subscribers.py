"""What members tell: each event is read by a model of our own, and kept under the code of who sent it."""

from collections.abc import Callable

from utblick.api import Context, Envelope, Subscriber
from utblick_county_hub import readings, service


def counted(ctx: Context, event: Envelope) -> None:
    """How a goal stands."""
    service.keep_goal(ctx, event.sender, event.key, readings.Counted.model_validate(event.data).model_dump())


def way_found(ctx: Context, event: Envelope) -> None:
    """Somebody has a way to a country."""
    said = readings.Confirmed.model_validate(event.data)
    service.keep_way(
        ctx,
        event.sender,
        event.key,
        {
            "source": event.plugin,
            "country": said.country,
            "kind": said.kind or said.category,
            "section": said.section,
        },
    )


def way_ended(ctx: Context, event: Envelope) -> None:
    """A way was taken back."""
    service.end_way(ctx, event.sender, event.key)


def call_opened(ctx: Context, event: Envelope) -> None:
    """A call can be applied for."""
    said = readings.Opened.model_validate(event.data).model_dump()
    service.keep_call(ctx, event.sender, said.pop("identifier"), {**said, "is_open": True})


def call_closed(ctx: Context, event: Envelope) -> None:
    """A call can be applied for no more."""
    said = readings.Closed.model_validate(event.data)
    service.keep_call(ctx, event.sender, said.identifier, {"is_open": False})


def seminar_announced(ctx: Context, event: Envelope) -> None:
    """A seminar can be signed up for, or its free seats are others."""
    said = readings.Announced.model_validate(event.data)
    service.keep_seminar(ctx, event.sender, event.key, said.model_dump())


def seminar_over(ctx: Context, event: Envelope) -> None:
    """A seminar was held, or was cancelled."""
    service.end_seminar(ctx, event.sender, event.key)


def story_consented(ctx: Context, event: Envelope) -> None:
    """A company lets its story be told."""
    said = readings.Consented.model_validate(event.data)
    service.keep_story(ctx, event.sender, event.key, named=said.named)


def story_published(ctx: Context, event: Envelope) -> None:
    """A story can be read."""
    said = readings.Told.model_validate(event.data)
    service.keep_told(ctx, event.sender, event.key, said.model_dump())


def story_withdrawn(ctx: Context, event: Envelope) -> None:
    """A story is told no more."""
    service.take_back_told(ctx, event.sender, event.key)


def requested(ctx: Context, event: Envelope) -> None:
    """A member asks who has a way to somewhere."""
    service.keep_question(ctx, event.sender, readings.Requested.model_validate(event.data).model_dump())


def request_ended(ctx: Context, event: Envelope) -> None:
    """A member asks no more."""
    service.end_question(ctx, event.sender, readings.Ended.model_validate(event.data).introduction_id)


def granted(ctx: Context, event: Envelope) -> None:
    """A company of a member consents to be introduced."""
    said = readings.Granted.model_validate(event.data)
    service.pass_answer(ctx, event.sender, said.match_id, said.sealed)


HEARD: dict[str, Callable[[Context, Envelope], None]] = {
    "evaluation.goal.counted": counted,
    "export_deals.agreement.confirmed": way_found,
    "export_deals.agreement.disputed": way_ended,
    "export_deals.agreement.annulled": way_ended,
    "export_deals.story.consented": story_consented,
    "twinning.agreement.signed": way_found,
    "twinning.agreement.ended": way_ended,
    "partnerships.call.opened": call_opened,
    "partnerships.call.closed": call_closed,
    "seminars.seminar.published": seminar_announced,
    "seminars.seminar.changed": seminar_announced,
    "seminars.seminar.held": seminar_over,
    "seminars.seminar.cancelled": seminar_over,
    "dissemination.story.published": story_published,
    "dissemination.story.withdrawn": story_withdrawn,
    "county_link.introduction.requested": requested,
    "county_link.introduction.closed": request_ended,
    "county_link.inquiry.granted": granted,
}
"""What is done with each sort of event; of others it is only counted that they came."""


def hear(ctx: Context, event: Envelope) -> None:
    """Take in an event of a member."""
    service.note_heard(ctx, event.sender)
    if (told := HEARD.get(event.name)) is not None:
        told(ctx, event)


PLUGINS = sorted({name.partition(".")[0] for name in HEARD})
SUBSCRIBERS = tuple(
    Subscriber(event=f"{plugin}.>", name=plugin, reads=Envelope, handle=hear, from_county=True)
    for plugin in PLUGINS
)
"""One for each plugin of the members: what takes something back must not overtake it."""
