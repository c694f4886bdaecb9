"""Where staff count."""

from uuid import UUID

from utblick.api import Context, Data, post
from utblick_tally.events import CounterCounted
from utblick_tally.models import Count


@post("/tally/count")
def count(ctx: Context) -> Data:
    """Count once: a row and its event."""
    assert ctx.request is not None
    counter_id, number = UUID(ctx.request.form["counter"]), int(ctx.request.form["number"])
    ctx.session.add(Count(counter_id=counter_id, number=number))
    ctx.publish(CounterCounted(counter_id=counter_id, number=number))
    return Data({"counted": number})


ROUTES = (count,)
