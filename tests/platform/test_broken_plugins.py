from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest

from utblick import api
from utblick.errors import Misconfigured
from utblick.registry import load_registry
from utblick.settings import Settings
from utblick.web.app import build_app


def load(*points, strict=False):
    settings = Settings(plugins=tuple(point.name for point in points), strict=strict)
    return load_registry(settings, installed=points)


def fails():
    raise RuntimeError("the hook broke")


async def slow():
    return ()


WRONG = {
    "raises in a hook": {"register_panels": fails},
    "misspells a hook": {"register_pannels": lambda: ()},
    "gives the wrong type": {"register_permissions": lambda: ["read"]},
    "names without its prefix": {
        "register_permissions": lambda: [api.Permission(name="other.read", title=api._("x"))]
    },
    "declares twice": {
        "register_permissions": lambda: [api.Permission(name="broken.read", title=api._("x"))] * 2
    },
    "has an async hook": {"register_jobs": slow},
    "is of another generation": {
        "describe": lambda: api.Plugin(title=api._("B"), summary=api._("b"), api=99)
    },
    "needs another": {
        "describe": lambda: api.Plugin(title=api._("B"), summary=api._("b"), depends=("twinning",))
    },
    "has a mail that does not hold its link": {
        "register_texts": lambda: [
            api.Text(
                name="broken/mail/hello",
                title=api._("x"),
                about=api._("x"),
                placeholders=(
                    api.Placeholder(name="link", title=api._("x"), example="x", link=True, needed=True),
                ),
                subject=api._("Hello"),
                paragraphs=(api._("Hello!"),),
            )
        ]
    },
    "has a page outside its address": {"register_routes": lambda: [api.get("/elsewhere")(lambda ctx: None)]},
}


@pytest.mark.parametrize("hooks", WRONG.values(), ids=WRONG.keys())
def test_a_plugin_that_fails_is_set_aside_with_its_reason_and_the_others_run(plugin, hooks):
    registry = load(plugin(**hooks), plugin("whole"))

    assert [one.name for one in registry.plugins] == ["core", "whole"]
    assert [(one.name, bool(one.reason)) for one in registry.quarantined] == [("broken", True)]


def test_a_plugin_that_cannot_be_imported_is_set_aside(plugin):
    broken = plugin(fails=ImportError("no module"))

    assert [one.name for one in load(broken).quarantined] == ["broken"]


@pytest.mark.parametrize("hooks", WRONG.values(), ids=WRONG.keys())
def test_under_strict_it_stops_the_start(plugin, hooks):
    with pytest.raises((Misconfigured, RuntimeError, Exception)):
        load(plugin(**hooks), strict=True)


def panel(**values):
    return api.Panel(
        **{"name": "broken.box", "slot": api.Slot.OVERVIEW, "title": api._("Box"), "load": fails} | values
    )


SENTENCES = {
    "broken: register_panels: Panel.slot of broken.box must be Slot, not 'overview'.": {
        "register_panels": lambda: [panel(slot="overview")]
    },
    "broken: register_panels: broken.box needs the slot of records and a record type, or neither.": {
        "register_panels": lambda: [panel(slot=api.Slot.RECORD)]
    },
    "broken: register_panels: Panel.load of broken.box must be a function, not None.": {
        "register_panels": lambda: [panel(load=None)]
    },
    "broken: register_panels: Panel.refresh_on of broken.box must be tuple[str, ...], not 'broken.>'.": {
        "register_panels": lambda: [panel(refresh_on="broken.>")]
    },
    "broken: register_panels: Panel.title of broken.box must be Msg, not 'Box'.": {
        "register_panels": lambda: [panel(title="Box")]
    },
    "broken: register_panels must give Panel, not Panel(": {"register_panels": panel},
    "broken: register_panels: broken.box asks for the permission broken.reed, which is not declared.": {
        "register_panels": lambda: [panel(permission="broken.reed")]
    },
    "broken: register_panels: the name box must begin with broken.": {
        "register_panels": lambda: [panel(name="box")]
    },
    "broken: register_panels gives broken.box twice.": {"register_panels": lambda: [panel()] * 2},
    "broken: register_jobs: Job.schedule > Schedule.interval of tidy must be datetime.timedelta | None, not 60.": {
        "register_jobs": lambda: [
            api.Job(name="tidy", title=api._("Tidy"), schedule=api.Schedule(interval=60), run=fails)
        ]
    },
    "broken: register_routes: the page /elsewhere must lie under /broken/": {
        "register_routes": lambda: [api.get("/elsewhere")(fails)]
    },
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_mistake_in_a_declaration_names_plugin_hook_and_value(plugin, sentence):
    with pytest.raises(Misconfigured) as raised:
        load(plugin(**SENTENCES[sentence]), strict=True)

    assert str(raised.value).startswith(sentence)


def test_an_error_in_a_hook_says_which_hook_of_which_plugin(plugin):
    with pytest.raises(RuntimeError) as raised:
        load(plugin(register_panels=fails), strict=True)

    assert raised.value.__notes__ == ["This was raised by register_panels of the plugin broken."]


def test_an_unknown_plugin_is_a_mistake_with_the_nearest_name():
    known = EntryPoint("export_deals", "utblick_export_deals.plugin", "utblick.plugins")
    with pytest.raises(Misconfigured, match="Did you mean export_deals"):
        load_registry(Settings(plugins=("export_deal",)), installed=[known])


def breaking_panel(_ctx, _subject):
    raise RuntimeError("the box broke")


@api.get("/broken/page", permission="core.read")
def breaking_page(_ctx):
    raise RuntimeError("the page broke, and this text is for the log only")


@api.post("/broken/write", permission="core.write")
def writing_then_breaking(ctx):
    ctx.organisations.register("Exempel Halvfärdig AB")
    raise RuntimeError("after writing")


@pytest.fixture
def broken(platform, plugin):
    panel = api.Panel(name="broken.box", slot=api.Slot.OVERVIEW, title=api._("Box"), load=breaking_panel)
    made = load(
        plugin(
            register_panels=lambda: [panel], register_routes=lambda: [breaking_page, writing_then_breaking]
        )
    )
    platform.registry = replace(platform.registry, plugins=(*platform.registry.plugins, made.plugins[-1]))
    return platform


def test_a_box_that_breaks_costs_its_own_box_only(broken, client_as):
    client = client_as("administrator")

    box, overview, other = client.get("/panels/broken.box"), client.get("/"), client.get("/panels/core.world")

    assert (box.status_code, overview.status_code, other.status_code) == (200, 200, 200)
    assert "the box broke" not in box.text
    assert "notice" in box.text


def test_a_page_that_breaks_says_so_and_gives_nothing_away(broken, client_as):
    answer = client_as("administrator").get("/broken/page")

    assert answer.status_code == 500
    assert "for the log only" not in answer.text
    assert answer.headers["x-request-id"][:12] in answer.text


def test_what_was_written_before_it_broke_is_not_kept(broken, client_as):
    answer = client_as("administrator").submit("/broken/write")

    assert answer.status_code == 500
    with broken.read() as ctx:
        assert ctx.organisations.find(name="Exempel Halvfärdig AB") is None


def test_readiness_says_degraded_when_a_plugin_was_set_aside(platform, plugin):
    from litestar.testing import TestClient

    platform.registry = replace(
        platform.registry, quarantined=load(plugin(register_panels=fails)).quarantined
    )
    with TestClient(build_app(platform)) as client:
        state = client.get("/health/ready").json()

    assert (state["status"], "broken" in state["checks"]["plugins"]) == ("degraded", True)
