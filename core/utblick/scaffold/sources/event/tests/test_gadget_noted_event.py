"""The event: published by whoever does the work, and in the log with what it tells."""

from utblick.api import new_id
from utblick.scaffold.sources.event.events import GadgetNoted


def test_the_event_stands_in_the_log_with_what_it_tells(platform, published):
    with platform.write() as ctx:
        organisation = ctx.organisations.register("Exempel AB").id
        told = GadgetNoted(
            gadget_id=new_id(),
            organisation_id=organisation,
            occasion="Invigning",
        )
        ctx.publish(told)

    name, data = published()[-1]
    assert name == "sample.gadget.noted"
    assert data == told.model_dump(mode="json")
