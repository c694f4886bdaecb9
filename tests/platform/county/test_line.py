"""The line between municipalities and their county: nothing is lost, nothing comes twice, nobody sees more."""

import asyncio
from collections import Counter

NORDANSTIG, LJUSDAL = "2132", "2161"
HUB_MAY_NOT = (
    "$JS.m2132.API.STREAM.NAMES",
    "$JS.m2132.API.STREAM.INFO.UTBLICK_2132",
    "$JS.m2132.API.STREAM.INFO.COUNTY_IN",
    "$JS.m2132.API.STREAM.PURGE.COUNTY_IN",
    "$JS.m2132.API.CONSUMER.CREATE.COUNTY_IN.evil",
    "$JS.m2132.API.STREAM.MSG.GET.COUNTY_IN",
    "utblick.2132.demo.door.opened.front",
)
MEMBER_MAY_NOT = (
    "$JS.county.API.STREAM.INFO.COUNTY_IN",
    "$JS.county.API.CONSUMER.CREATE.COUNTY_IN.evil",
    "region.2161.demo.door.opened.front",
    "to.2161.demo.door.opened.front",
    "ask.2161",
)


def test_all_is_caught_up_once_and_in_order_after_every_break_of_the_line(county, until):
    hub, members = county.hub, county.members
    told = {code: list(range(120)) for code in members}

    def tell(numbers):
        for code, member in members.items():
            member.tell(*told[code][numbers])

    def all_heard():
        return len(hub.heard()) == sum(map(len, told.values()))

    tell(slice(0, 30))
    until(lambda: len(hub.heard()) == 60)
    hub.stop()
    tell(slice(30, 60))
    assert [member.waiting() for member in members.values()] == [30, 30]
    hub.start()
    after_outage = until(lambda: len(hub.heard()) == 120)
    hub.kill_server()
    tell(slice(60, 90))
    members[LJUSDAL].kill_server()
    tell(slice(90, 120))
    after_kills = until(all_heard)
    until(lambda: [member.waiting() for member in members.values()] == [0, 0])

    heard = hub.heard()
    assert {code: [n for sender, n in heard if sender == code] for code in members} == told
    assert max(Counter(heard).values()) == 1
    assert after_outage < 10
    assert after_kills < 10 * 2  # the servers had to start again first, beside whatever else runs here


def test_what_the_hub_sends_reaches_the_one_it_is_for_even_when_that_was_away(county, until):
    hub, members = county.hub, county.members
    members[LJUSDAL].stop()
    hub.tell(1, 2, to=LJUSDAL)
    hub.tell(3, to=NORDANSTIG)

    until(lambda: members[NORDANSTIG].heard() == [(NORDANSTIG, 3)])
    until(lambda: hub.waiting() == 2)
    members[LJUSDAL].start()

    until(lambda: members[LJUSDAL].heard() == [(LJUSDAL, 1), (LJUSDAL, 2)])
    until(lambda: hub.waiting() == 0)
    assert members[NORDANSTIG].heard() == [(NORDANSTIG, 3)]


def test_neither_end_reaches_into_the_other_and_no_member_hears_a_word_of_another(county, until, refused):
    hub, nordanstig, ljusdal = county.hub, county.members[NORDANSTIG], county.members[LJUSDAL]
    seen = []

    async def listen():
        client = await ljusdal.line()

        async def note(message):
            seen.append(message.subject)

        for subject in ("region.>", "share.>", "to.>"):
            await client.subscribe(subject, cb=note)
        await client.flush()
        await asyncio.to_thread(nordanstig.tell, 1, 2)
        await asyncio.to_thread(hub.tell, 3, to=NORDANSTIG)
        await asyncio.to_thread(hub.tell, 4, to=LJUSDAL)
        await asyncio.to_thread(until, lambda: len(hub.heard()) == 2 and hub.waiting() == 0)
        await client.flush()
        await client.close()

    asyncio.run(listen())

    assert seen == ["to.2161.demo.door.opened.front"]
    assert [what for what in HUB_MAY_NOT if not refused(hub, what)] == []
    assert [what for what in MEMBER_MAY_NOT if not refused(nordanstig, what)] == []
    assert not refused(nordanstig, "ask.county")
    assert not refused(hub, "ask.2132")
