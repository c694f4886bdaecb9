import pytest

from utblick.web.app import build_app
from utblick.web.routing import PUBLIC

OPEN = {
    "/sign-in",
    "/sign-in/code",
    "/sign-out",
    "/signed-out",
    "/sign-out/provider",
    "/sign-in/oidc",
    "/sign-in/oidc/callback",
    "/sign-in/saml",
    "/sign-in/saml/metadata",
    "/sign-in/saml/acs",
    "/sign-in/saml/arrival",
    "/sign-in/saml/logout",
    "/forgotten",
    "/language",
    "/tillganglighet",
    "/.well-known/security.txt",
    "/schema",
    "/schema/asyncapi.json",
    "/export_deals/thanks",
    "/tendering/calendar/{name:str}",
    "/calendar/feeds/{name:str}",
    "/twinning/welcome",
    "/partnerships/open",
    "/partnerships/feed.json",
    "/partnerships/feed.xml",
    "/partnerships/thanks",
    "/partnerships/answered",
    "/university_node/open",
    "/university_node/open.json",
    "/university_node/open.atom",
    "/university_node/open/{assignment_id:uuid}",
    "/university_node/thanks",
    "/seminars/calendar",
    "/seminars/calendar.json",
    "/seminars/calendar.ics",
    "/seminars/thanks",
    "/dissemination/stories",
    "/dissemination/stories.json",
    "/dissemination/stories.xml",
    "/dissemination/thanks",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/live",
}
OPEN_BEGINNINGS = (
    "/invitation/",
    "/reset/",
    "/export_deals/confirm/",
    "/static",
    "/twinning/door/",
    "/twinning/invitation/",
    "/partnerships/open/",
    "/partnerships/invitation/",
    "/university_node/need/",
    "/university_node/answer/",
    "/university_node/grade/",
    "/university_node/my-data/",
    "/university_node/for-universities/",
    "/seminars/calendar/",
    "/seminars/place/",
    "/seminars/survey/",
    "/dissemination/stories/",
    "/dissemination/consent/",
    "/dissemination/withdraw/",
    "/static",
)


def doors(platform):
    for route in build_app(platform).routes:
        for handler in getattr(route, "route_handlers", []) or [getattr(route, "route_handler", None)]:
            if handler is not None and getattr(handler, "http_methods", None) != {"OPTIONS"}:
                yield route.path, handler


def test_every_handler_says_who_may_come_in(platform):
    silent = [path for path, handler in doors(platform) if not ({"access", "public"} & set(handler.opt))]

    assert silent == []


def test_only_the_pages_that_must_be_open_are_open(platform):
    opened = {path for path, handler in doors(platform) if handler.opt.get("access") == PUBLIC}

    assert {path for path in opened if path not in OPEN and not path.startswith(OPEN_BEGINNINGS)} == set()


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_forms_from_elsewhere_are_refused(client, origin):
    answer = client.submit("/organisations/new", {"name": "Exempel"}, headers={"sec-fetch-site": origin})

    assert answer.status_code == 403


def test_a_form_without_the_sessions_token_is_refused_where_the_browser_says_nothing(client):
    client.headers.pop("sec-fetch-site")
    answer = client.post("/organisations/new", data={"name": "Exempel"})

    assert answer.status_code == 403


def test_an_address_that_leads_nowhere_keeps_the_menu_of_who_is_signed_in(client, client_as):
    answers = [one.get("/finns-inte") for one in (client, client_as(None))]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert ['<a href="/organisations"' in answer.text for answer in answers] == [True, False]


def test_pages_allow_no_foreign_or_inline_script_and_are_never_stored(client):
    headers = client.get("/").headers

    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; DROP TABLE core_organisation; --"],
)
def test_what_people_write_is_shown_as_text(platform, client, name):
    with platform.write() as ctx:
        made = ctx.organisations.register(name).id

    shown = client.get(f"/organisations/{made}").text + client.get("/organisations").text
    shown += client.get("/search", params={"q": name}).text

    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


@pytest.mark.parametrize(
    "path",
    [
        "/organisations?sort=name;DROP",
        "/organisations?after=zzz",
        "/search?q=%00",
        "/search?q=%22%27*",
        "/organisations?country=XX&kind=%00",
        "/api/core/organisations?limit=-1",
    ],
)
def test_odd_addresses_never_break_the_house(client, path):
    assert client.get(path).status_code < 500
