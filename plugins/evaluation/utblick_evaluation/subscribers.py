"""Every event of the house passes by here once; those that a rule names become evidence."""

from utblick.api import Context, Envelope, Subscriber
from utblick_evaluation import counting, releasing, service


def note(ctx: Context, event: Envelope) -> None:
    """Keep the event as evidence where a rule names it, and bring the goals along."""
    service.refresh_touched(ctx, counting.take_note(ctx, event))


SUBSCRIBERS = (
    Subscriber(event="*", name="evidence", reads=Envelope, handle=note, reset=service.recount),
    Subscriber(
        event="core.blueprint.made",
        name="blueprints",
        reads=releasing.Made,
        handle=releasing.hold,
    ),
)
