"""The subscriber: each event handled once, and the same when all is built again from the log."""

from sqlmodel import select

from utblick.scaffold.sources.subscriber.models import Gadget


def kept(platform):
    with platform.read() as ctx:
        return list(ctx.session.exec(select(Gadget.organisation_id)))


def test_what_the_event_tells_is_kept_once_and_can_be_built_again(platform, deliver, rebuild):
    with platform.write() as ctx:
        organisation = ctx.organisations.register("Exempel AB").id
    deliver()
    deliver()

    assert kept(platform) == [organisation]
    assert (rebuild("sample__gadget"), kept(platform)) == (1, [organisation])
