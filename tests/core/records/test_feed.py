"""News of the whole house: what was one act is told as one line."""

from utblick.bus.event import Envelope
from utblick.context import SYSTEM
from utblick.ids import new_id
from utblick.records.feed import recent_news
from utblick.records.sentences import sentence

NAMES = ("Exempel Fisk AB", "Exempel Plåt AB", "Exempel Såg AB", "Exempel Trä AB")


def register(platform, *names):
    with platform.write(SYSTEM) as ctx:
        for name in names:
            ctx.organisations.register(name, kind="company", country="SE")


def test_two_alike_are_two_lines_and_more_of_one_act_are_one_that_opens(platform, client):
    register(platform, *NAMES[:2])
    with platform.read() as ctx:
        assert [len(line.alike) for line in recent_news(ctx)] == [0, 0]

    with platform.write(SYSTEM) as ctx:
        at = ctx.at(ctx.now.replace(year=ctx.now.year + 1))
        for name in NAMES:
            at.organisations.register(f"{name} (ny)", kind="company", country="SE")
    with platform.read() as ctx:
        assert [len(line.alike) for line in recent_news(ctx)] == [3, 0, 0]
    assert "och 3 till" in client.get("/panels/core.news").text


def test_what_happened_in_a_plugin_that_is_not_enabled_says_so(platform):
    with platform.read() as ctx:
        event = Envelope(id=new_id(), name="gone.market_visit.begun", version=1, key="1", at=ctx.now, data={})
        said = sentence(ctx.in_language("sv"), event, {})

    assert said == "Market visit begun (i ett tillägg som inte är aktiverat)"
