"""The bar says who drew what, at what cost, what was published, and who consumed it."""

import sys
import types
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from utblick import api, log
from utblick.identity.events import OrganisationRegistered
from utblick.identity.models import Organisation
from utblick.registry import LoadedPlugin, load_registry
from utblick.settings import Settings
from utblick.testing.running import eventually, running_bus


def asks_for_each(ctx):
    rows = ctx.session.exec(select(Organisation.id)).all()
    return api.Data(
        [ctx.session.exec(select(Organisation.name).where(Organisation.id == one)).one() for one in rows]
    )


def asks_again(ctx):
    return api.Data([len(ctx.session.exec(select(Organisation.id)).all()) for _each in range(3)])


def breaks(ctx):
    raise RuntimeError("the page broke at this very place")


def handles(ctx, event):
    ctx.session.exec(select(Organisation.id).limit(1)).all()


def fails(ctx, event):
    raise ValueError("the handler broke at this very place")


@pytest.fixture
def visits(platform):
    """A plugin made up for these tests, among the enabled ones."""
    package = types.ModuleType("made_up_visits")
    package.__path__ = [str(Path(__file__).parent)]
    package.__spec__ = types.SimpleNamespace(submodule_search_locations=package.__path__)
    sys.modules[package.__name__] = package
    module = types.ModuleType("made_up_visits.plugin")
    hooks = {
        "describe": lambda: api.Plugin(title=api._("Visits"), summary=api._("Made up.")),
        "register_routes": lambda: [
            api.get("/visits/each")(asks_for_each),
            api.get("/visits/again")(asks_again),
            api.get("/visits/breaks")(breaks),
        ],
        "register_subscribers": lambda: [
            api.Subscriber(
                event="core.organisation.registered", name="glad", reads=api.Envelope, handle=handles
            ),
            api.Subscriber(
                event="core.organisation.registered", name="sad", reads=api.Envelope, handle=fails
            ),
        ],
    }
    for name, hook in hooks.items():
        setattr(module, name, api.hookimpl(hook))
    point = types.SimpleNamespace(name="visits", dist=None, load=lambda: module)
    made: LoadedPlugin = load_registry(Settings(plugins=("visits",), strict=True), installed=[point]).plugins[
        -1
    ]
    platform.registry = replace(platform.registry, plugins=(*platform.registry.plugins, made))
    return made


@pytest.fixture
def three(platform):
    with platform.write() as ctx:
        for name in ("Exempel Ett AB", "Exempel Två AB", "Exempel Tre AB"):
            ctx.organisations.register(name)


def bar_of(client, answer, shown):
    ids = answer.headers["x-dev-trace"].split()
    return shown(client.get("/dev/requests", params={"id": ids, "language": "sv"}).text)


def test_a_page_says_who_drew_it_with_how_many_queries_and_which_templates(develop, shown):
    client = develop()
    client.get("/export_deals/leads")
    page = shown(client.get("/export_deals/leads").text)

    [line] = page.requests
    assert line.startswith("export_deals Sida /export_deals/leads")
    assert " frågor " in line
    assert "records/list.html" in page.text or "sparad från förra gången" in page.text
    assert page.regions == [("export_deals", "main")]
    assert any("FROM export_deals_lead" in one for one in page.sql)
    assert all("utblick/" in one for one in page.sql)


def test_a_panel_reports_under_the_plugin_that_drew_it(develop, shown):
    client = develop()
    panel = client.get("/panels/export_deals.pipeline", headers={"hx-request": "true"})
    bar = bar_of(client, panel, shown)

    assert "dev-bar" not in panel.text
    assert bar.requests[0].startswith("export_deals Ruta export_deals.pipeline")
    assert bar.regions == [("export_deals", "#panel-export_deals-pipeline")]
    assert "export_deals/panels/pipeline.html" in bar.text
    assert any("utblick_export_deals/queries.py:" in one for one in bar.sql)


def test_the_entries_of_the_menu_are_shown_by_plugin(develop, shown):
    page = shown(develop().get("/export_deals/leads").text)

    links = page.bar.xpath(".//section[@aria-labelledby='dev-menu']//a")
    assert ("export_deals", "/export_deals/leads") in [
        (one.get("data-plugin"), one.get("href")) for one in links
    ]
    assert {one.get("data-region") for one in links} == {
        f"#menu a[href='{one.get('href')}']" for one in links
    }


def test_a_query_for_each_row_is_flagged_with_its_place(visits, three, develop, shown):
    client = develop()
    client.get("/organisations")  # who asks is looked up once, and then remembered for a while
    bar = bar_of(client, client.get("/visits/each"), shown)

    assert bar.requests[0].startswith("visits Anrop /visits/each 1 upprepad 5 frågor")
    first, *others = bar.sql  # the others by how long they took
    second, access = sorted(others, key=lambda row: "utblick/access/" in row)
    assert first.startswith("N+1 visits dev/test_bar.py:")
    assert "3 ×" in first
    assert "Ställs 3 gånger med olika värden" in first
    assert "N+1" not in second
    assert access.startswith("core utblick/access/")


def test_a_query_with_the_same_values_is_flagged_as_repeated(visits, three, develop, shown):
    client = develop()
    client.get("/organisations")
    bar = bar_of(client, client.get("/visits/again"), shown)

    only, access = bar.sql
    assert only.startswith("Upprepad visits")
    assert access.startswith("core utblick/access/")
    assert "Ställs 3 gånger med samma värden" in only
    assert "9 rader" in only


def test_statements_are_noted_on_both_databases_also_those_that_are_asked_of_the_driver(platform_on):
    from utblick.dev.cursors import look_at
    from utblick.dev.trace import Work, noting
    from utblick.records.prepared import prepare

    look_at(platform_on.database, {})
    with platform_on.read() as ctx:  # a first connection asks the server who it is
        ctx.session.connection()
    work = Work("")
    with noting(work), platform_on.read() as ctx:
        ctx.session.exec(select(Organisation.id)).all()
        prepare(select(Organisation.name), platform_on.database.dialect).rows(ctx.session)

    assert [
        "core_organisation.id" in work.queries[0].sql,
        "core_organisation.name" in work.queries[1].sql,
    ] == [True] * 2
    assert len(work.queries) == 2


def test_statements_show_no_values(develop, shown):
    client = develop()
    page = client.get("/organisations", params={"q": "Hemligheten"})

    assert "Hemligheten" not in shown(page.text).text


def test_a_page_that_breaks_shows_the_way_to_the_error(visits, develop, shown, settings):
    log.configure(settings)
    try:
        page = develop().get("/visits/breaks")
    finally:
        log.configure(Settings(), level="CRITICAL")

    assert page.status_code == 500
    bar = shown(page.text)
    assert "page_failed plugin=visits path=/visits/breaks" in bar.text
    assert 'test_bar.py", line' in bar.text
    assert "RuntimeError: the page broke at this very place" in bar.text
    assert bar.bar.xpath("./details[@open]") != []


def test_an_action_is_shown_on_the_page_that_it_leads_to(develop, shown):
    client = develop()
    sent = client.submit("/organisations/new", {"name": "Exempel Fjäll AB", "kind": "company"})
    page = client.get(sent.headers["location"])
    again = client.get(sent.headers["location"])

    assert [line.split()[1] for line in shown(page.text).requests] == ["Åtgärd", "Sida"]
    assert "core.organisation.registered" in shown(page.text).events[0]
    assert page.headers["x-dev-trace"].split()[0] == sent.headers["x-dev-trace"]
    assert [line.split()[1] for line in shown(again.text).requests] == ["Sida"]


def test_events_are_followed_to_their_consumers(visits, platform, develop, shown):
    client = develop()
    with running_bus(platform):
        sent = client.submit("/organisations/new", {"name": "Exempel Fjäll AB", "kind": "company"})
        eventually(lambda: "Misslyckades" in bar_of(client, sent, shown).text, seconds=60)
        eventually(
            lambda: "Hanterad visits visits__glad" in bar_of(client, sent, shown).events[0], seconds=60
        )
        bar = bar_of(client, sent, shown)

    [event] = bar.events
    assert event.startswith(f"core {OrganisationRegistered.name}")
    assert "Hanterad visits visits__glad 1 fråga" in event
    assert "Misslyckades, provas igen visits visits__sad" in event
    assert "ValueError: the handler broke at this very place" in event
    assert not bar.is_settled


def test_the_bar_speaks_the_readers_language_and_says_who_reads(develop, shown):
    swedish = shown(develop("reader").get("/organisations").text).text
    english = shown(develop("reader", language="en").get("/organisations").text).text
    nobody = shown(develop(None).get("/sign-in").text).text

    assert "Vem som ritade vad" in swedish
    assert "Behörigheter core.read" in swedish
    assert "Who drew what" in english
    assert "Ingen är inloggad" in nobody


def test_the_policy_stays_as_strict_and_the_answer_is_whole(platform, develop):
    from utblick.web.app import POLICY

    client = develop()
    page = client.get("/organisations")

    assert page.headers["content-security-policy"] == POLICY
    assert int(page.headers["content-length"]) == len(page.content)
    assert page.text.count('<script src="/dev/bar.js"></script>') == 1
    for name, kind in (("bar.css", "text/css"), ("bar.js", "text/javascript")):
        assert client.get(f"/dev/{name}").headers["content-type"].startswith(kind)
    assert client.get("/dev/nothing").status_code == 404
    assert client.get("/dev/requests", params={"id": "unknown"}).status_code == 200
