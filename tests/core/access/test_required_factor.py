"""Whoever must have a second factor sets one up before anything else opens, and keeps one."""

import re
import time

import pyotp
import pytest
from sqlmodel import select

from utblick.access.credentials.tokens import create_token
from utblick.access.models import ApiToken, User
from utblick.access.sessions import authenticate
from utblick.access.testing import open_session
from utblick.access.users import prepare
from utblick.context import Actor
from utblick.web.app import routes
from utblick.web.routing import PUBLIC

EMAIL, PASSWORD = "anna@example.se", "tre gula paraplyer"
PLACE = "/me/second-factor"
NOBODYS = "01a20a91-dd09-7305-9b28-d79772b37f7d"
ENROLS = {("GET", PLACE), ("POST", f"{PLACE}/begin"), ("POST", f"{PLACE}/confirm")}


@pytest.fixture
def of_whom():
    return "administrators"


@pytest.fixture
def settings(settings, of_whom):
    required = settings.sign_in.model_copy(update={"second_factor": of_whom})
    return settings.model_copy(update={"sign_in": required})


@pytest.fixture
def anna(client_as, add, sign_in):
    """A browser in which an administrator is signed in with a password alone."""
    add(EMAIL, role="administrator")
    client = client_as(None)
    sign_in(client, EMAIL)
    return client


@pytest.fixture
def enrolled(anna):
    """Her browser once she has set up a second factor, and the key of it."""
    key, _done = enrol(anna)
    return anna, key


def enrol(client, **more):
    """Set up a second factor by the pages: the key, and the page with the recovery codes."""
    client.submit(f"{PLACE}/begin", {"password": PASSWORD})
    key = key_on(client.get(PLACE))
    done = client.submit(f"{PLACE}/confirm", {"code": pyotp.TOTP(key).now(), **more})
    assert done.status_code == 200, done.text
    learn(client)
    return key, done


def key_on(page):
    return re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)[1].replace(" ", "")


def learn(client):
    from utblick.access.csrf import csrf_token

    client.csrf = csrf_token(client.cookies.get("utblick"))


def next_code(key):
    return pyotp.TOTP(key).at(int(time.time()) + 30)


def is_led(answer):
    return answer.status_code == 303 and answer.headers["location"].startswith(f"{PLACE}?next=")


def test_an_administrator_sets_up_a_second_factor_and_goes_on_to_where_they_were_going(anna):
    led = anna.get("/admin/audit?action=user.joined")
    page = anna.get(led.headers["location"])
    begun = anna.submit(f"{PLACE}/begin", {"password": PASSWORD, "next": "/admin/audit?action=user.joined"})
    before = anna.cookies.get("utblick")
    _key, done = enrol(anna, next="/admin/audit?action=user.joined")

    assert led.headers["location"] == f"{PLACE}?next=/admin/audit%3Faction%3Duser.joined"
    assert "Nordanstigs kommun kräver det av alla som administrerar Utblick." in page.text
    assert 'name="next" value="/admin/audit?action=user.joined"' in page.text
    assert begun.headers["location"] == led.headers["location"]
    assert len(re.findall(r"<code>[a-z0-9]{4}(?:-[a-z0-9]{4}){2}</code>", done.text)) == 10
    assert 'href="/admin/audit?action=user.joined"' in done.text
    assert anna.cookies.get("utblick") != before
    assert anna.get("/admin/audit?action=user.joined").status_code == 200


def test_nothing_else_opens_until_then(platform, anna):
    asked = [
        (route.method, re.sub(r"\{\w+:uuid\}", NOBODYS, re.sub(r"\{\w+:(int|str)\}", "1", route.path)))
        for _owner, route in routes(platform)
        if route.access != PUBLIC
    ]
    open_anyway = [
        one for one in asked
        if one not in ENROLS and not one[1].startswith("/api/") and not is_led(anna.request(*one))
    ]  # fmt: skip
    by_program = {
        anna.request(*one, headers={"accept": "application/json"}).status_code
        for one in asked if one not in ENROLS
    }  # fmt: skip

    assert len(asked) > 100
    assert open_anyway == []
    assert by_program == {403}
    assert anna.get("/live").status_code == 401


def test_open_pages_see_nobody_with_permissions(anna):
    shown = anna.get("/tillganglighet")

    assert shown.status_code == 200
    assert "/admin/users" not in shown.text + anna.get("/finns-inte").text


def test_signing_out_and_the_language_work_meanwhile(anna):
    spoken = anna.submit("/language", {"language": "en", "back": f"{PLACE}?next=/tasks"})
    page = anna.get(spoken.headers["location"])
    left = anna.submit("/sign-out")

    assert "requires it of everybody who administers Utblick" in page.text
    assert 'action="/sign-out"' in page.text
    assert left.headers["location"] == "/sign-in"
    assert anna.get(PLACE).headers["location"] == f"/sign-in?next={PLACE}"


def test_a_wrong_password_or_code_sets_nothing_up(platform, anna):
    wrong = anna.submit(f"{PLACE}/begin", {"password": "not this one"})
    anna.submit(f"{PLACE}/begin", {"password": PASSWORD})
    refused = anna.submit(f"{PLACE}/confirm", {"code": "000000", "next": "/tasks"})

    assert (wrong.status_code, refused.status_code) == (422, 422)
    assert 'name="next" value="/tasks"' in refused.text
    assert is_led(anna.get("/"))


def test_an_invitation_leads_there_too(platform, client_as):
    with platform.write() as ctx:
        token = prepare(ctx, email=EMAIL, name="Anna Exempel", role_names=["administrator"])[1]
    client = client_as(None)

    joined = client.submit(
        f"/invitation/{token}", {"name": "Anna Exempel", "password": PASSWORD, "again": PASSWORD}
    )

    assert joined.status_code == 303
    assert is_led(client.get(joined.headers["location"]))


@pytest.mark.parametrize(
    ("of_whom", "role", "asked"),
    [
        ("offered", "administrator", False),
        ("administrators", "coordinator", False),
        ("administrators", "administrator", True),
        ("everybody", "reader", True),
    ],
)
def test_whom_the_setting_concerns(client_as, add, sign_in, role, asked):
    add(EMAIL, role=role)
    client = client_as(None)
    sign_in(client, EMAIL)

    assert is_led(client.get("/organisations")) is asked


def test_a_role_that_administers_counts_as_soon_as_it_is_given(enrolled, client_as, add, sign_in):
    administrator, _key = enrolled
    administrator.submit("/admin/roles/new", {"title": "Behörighet", "permissions": ["core.admin"]})
    user, colleague = add("eva@example.se", role="reader"), client_as(None)
    sign_in(colleague, user.email)
    before = colleague.get("/organisations").status_code

    administrator.submit(f"/admin/users/{user.id}/roles", {"roles": ["behorighet"]})

    assert before == 200
    assert is_led(colleague.get("/organisations"))


def test_it_is_known_with_the_session(platform_on):
    sent = {"cookie": open_session(platform_on, "administrator")[0].partition(";")[0]}
    before = authenticate(platform_on, sent)
    with platform_on.write() as ctx:
        ctx.session.exec(select(User)).one().totp_confirmed_at = ctx.now
        platform_on.sessions.forget_after(ctx.session)
    after = authenticate(platform_on, sent)

    assert (before.kind, before.must_enrol, before.actor.permissions) == ("session", True, frozenset())
    assert (after.must_enrol, after.actor.permissions) == (False, {"*"})


def test_tokens_that_were_made_go_on_and_none_is_made_before(platform, anna):
    with platform.read() as ctx:
        user_id = ctx.session.exec(select(User.id)).one()
    with platform.write(Actor("user", user_id, permissions=frozenset("*"))) as ctx:
        token = create_token(ctx, name="Test", scopes=["core.read"], days=30, read_only=True)

    made = anna.submit(
        "/me/tokens/new", {"name": "Ny", "scopes": "core.read", "days": "30", "password": PASSWORD}
    )
    heard = anna.get(
        "/api/core/organisations", headers={"authorization": f"Bearer {token}", "accept": "application/json"}
    )

    assert is_led(made)
    assert heard.status_code == 200
    with platform.read() as ctx:
        assert ctx.session.exec(select(ApiToken.name)).all() == ["Test"]


def test_it_is_not_turned_off_and_the_reason_is_told(platform, enrolled):
    client, _key = enrolled
    with platform.read() as ctx:
        user_id = ctx.session.exec(select(User.id)).one()

    page = client.get(PLACE).text
    refused = client.submit(f"{PLACE}/disable", {"password": PASSWORD})
    as_administrator = client.submit(f"/admin/users/{user_id}/do/second-factor-off")

    said = "Din kommun kräver att du använder tvåstegsinloggning. Du kan byta ut den"
    assert "Nordanstigs kommun kräver att du använder tvåstegsinloggning" in page
    assert f"{PLACE}/disable" not in page
    assert (refused.status_code, as_administrator.status_code) == (409, 409)
    assert said in refused.text and said in as_administrator.text
    assert client.get("/admin/users").status_code == 200


def test_it_is_replaced_and_counts_until_then(enrolled, client_as, sign_in, audited):
    client, old = enrolled
    shown = client.submit(f"{PLACE}/replace", {"password": PASSWORD})
    new, sealed = key_on(shown), re.search(r'name="key" value="([^"]+)"', shown.text)[1]
    meanwhile = client_as(None)
    sign_in(meanwhile, EMAIL)
    by_the_old = meanwhile.submit("/sign-in/code", {"code": next_code(old)})
    elsewhere = meanwhile
    learn(elsewhere)

    taken = elsewhere.submit(f"{PLACE}/replace", {"key": sealed, "code": pyotp.TOTP(new).now()})
    wrong = client.submit(f"{PLACE}/replace", {"key": sealed, "code": "000000"})
    done = client.submit(f"{PLACE}/replace", {"key": sealed, "code": pyotp.TOTP(new).now()})

    assert (shown.status_code, by_the_old.status_code) == (200, 303)
    assert (taken.status_code, wrong.status_code, done.status_code) == (422, 422, 200)
    assert "Nyckeln gäller inte längre." in taken.text
    assert key_on(wrong) == new
    assert elsewhere.get("/me").status_code == 303
    assert client.get("/admin/users").status_code == 200
    assert audited()[-1][1] == "second_factor.replaced"
    again = client_as(None)
    sign_in(again, EMAIL)
    by_either = [again.submit("/sign-in/code", {"code": next_code(key)}).status_code for key in (old, new)]
    assert by_either == [422, 303]


def test_who_lost_it_is_helped_by_another_administrator_and_sets_up_another(
    platform, enrolled, client_as, sign_in, add
):
    helper, _key = enrolled
    lost, client = add("eva@example.se", role="administrator"), client_as(None)
    sign_in(client, lost.email)
    enrol(client)

    helped = helper.submit(f"/admin/users/{lost.id}/do/second-factor-off")
    sign_in(client, lost.email)

    assert helped.status_code == 303
    assert is_led(client.get("/"))


def test_administrators_see_who_lacks_one(enrolled, add):
    client, _key = enrolled
    add("eva@example.se", role="administrator", name="Eva Exempel")
    add("ola@example.se", role="reader", name="Ola Exempel")

    users, health = client.get("/admin/users").text, client.get("/admin/health").text
    settings = client.get("/admin/settings").text

    rows = {
        name: row
        for row in re.findall(r"<tr>.*?</tr>", users, re.DOTALL)
        for name in ("Anna", "Eva", "Ola")
        if f"{name} Exempel" in row
    }
    assert {name: "Saknas" in row for name, row in rows.items()} == {"Anna": False, "Eva": True, "Ola": False}
    assert "1 användare måste ha tvåstegsinloggning men saknar den." in users
    assert "1 saknar den" in health
    assert "Krävs av administratörer" in settings
