"""Signing in with the municipality's own accounts, against a real provider process on loopback."""

import httpx
import pytest
from sqlmodel import select

from utblick.access.models import AuditEntry, User
from utblick.access.users import add_user, prepare

EMAIL = "anna@example.se"
HOME = "http://127.0.0.1:8000"


@pytest.fixture
def settings(with_provider):
    return with_provider()


@pytest.fixture
def invited(platform) -> User:
    with platform.write() as ctx:
        return prepare(ctx, email=EMAIL, name="Anna Exempel", role_names=["officer"])[0]


def away(client, *, next: str = "/") -> str:
    """Go to the provider, and give the path that it sends the browser back to."""
    out = client.get(f"/sign-in/oidc?next={next}")
    assert out.status_code == 303, out.text
    answer = httpx.get(out.headers["location"])
    return answer.headers["location"].removeprefix(HOME)


def test_invited_colleague_signs_in_and_keeps_the_account(platform, client_as, invited):
    client = client_as(None)

    answer = client.get(away(client, next="/me"))

    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    assert client.get("/me").status_code == 200
    with platform.read() as ctx:
        user = ctx.session.get(User, invited.id)
        assert (user.state, user.oidc_subject) == ("active", "person-1")


def test_account_is_known_by_its_subject_when_the_address_changes(behave, client_as, invited):
    first = client_as(None)
    first.get(away(first))
    behave(claims={"email": "new@example.se"})
    client = client_as(None)

    assert client.get(away(client)).status_code == 303
    assert client.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"claims": {"nonce": "another"}}, "id_token: InvalidClaimError"),
        ({"claims": {"nonce": None}}, "id_token: MissingClaimError"),
        ({"claims": {"aud": "another-client"}}, "id_token: InvalidClaimError"),
        ({"claims": {"aud": ["utblick-test", "other"]}}, "id_token: for another client"),
        ({"claims": {"iss": "https://evil.example"}}, "id_token: InvalidClaimError"),
        ({"claims": {"exp": 1_000_000}}, "id_token: ExpiredTokenError"),
        ({"claims": {"sub": None}}, "id_token: MissingClaimError"),
        ({"forged": True}, "id_token: BadSignatureError"),
        ({"unsigned": True}, None),
        ({"issuer": "https://evil.example"}, "discovery: another issuer"),
        ({"token_endpoint": "http://evil.example/token"}, "discovery: token_endpoint is not secure"),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else "",
)
def test_statement_that_cannot_be_believed_signs_nobody_in(platform, behave, client_as, invited, how, reason):
    client = client_as(None)
    back = away(client)
    behave(**how)

    answer = client.get(back)

    assert answer.status_code == 403
    assert client.get("/me").status_code == 303
    with platform.read() as ctx:
        entry = ctx.session.exec(select(AuditEntry).where(AuditEntry.action == "sign_in.failed")).one()
        assert reason in {None, entry.details["reason"]}
        assert ctx.session.get(User, invited.id).state == "invited"


def test_way_back_works_once(client_as, invited):
    client = client_as(None)
    back, cookie = away(client), client.cookies.get("utblick_oidc")
    client.get(back)
    again = client_as(None)
    again.cookies.set("utblick_oidc", cookie, domain="testserver.local")

    assert again.get(back).status_code == 403
    assert again.get("/me").status_code == 303


def test_way_back_works_in_no_other_browser(client_as, invited):
    victim = client_as(None)

    answer = victim.get(away(client_as(None)))

    assert answer.status_code == 403
    assert victim.get("/me").status_code == 303


def test_made_up_state_is_refused(client_as):
    client = client_as(None)
    client.cookies.set("utblick_oidc", "made-up", domain="testserver.local")

    assert client.get("/sign-in/oidc/callback?code=x&state=made-up").status_code == 403


def test_made_up_code_is_refused_by_the_provider(client_as, invited):
    client = client_as(None)
    state = away(client).partition("state=")[2]

    assert client.get(f"/sign-in/oidc/callback?code=made-up&state={state}").status_code == 403


def test_address_that_is_not_verified_opens_no_account(behave, client_as, invited):
    behave(claims={"email_verified": False})
    client = client_as(None)

    assert client.get(away(client)).status_code == 403


def test_account_with_a_password_is_not_taken_over_by_its_address(platform, client_as):
    with platform.write() as ctx:
        add_user(ctx, email=EMAIL, name="A E", role_names=["administrator"], password="tre gula paraplyer")
    client = client_as(None, language="en")

    answer = client.get(away(client))

    assert answer.status_code == 403
    assert "sign in with it and link the two" in answer.text


def test_signed_in_user_links_the_account_and_then_signs_in_by_it(client_as, add, sign_in):
    add("other@example.se")
    client = client_as(None)
    sign_in(client, "other@example.se")

    linked = client.get(away(client))

    other = client_as(None)
    signed_in = other.get(away(other))
    assert (linked.headers["location"], signed_in.headers["location"]) == ("/me", "/")
    assert "other@example.se" in other.get("/me").text


def test_linked_account_of_another_user_is_not_taken(client_as, add, sign_in, invited):
    first = client_as(None)
    first.get(away(first))
    add("other@example.se")
    client = client_as(None)
    sign_in(client, "other@example.se")

    assert client.get(away(client)).status_code == 403


def test_locked_user_is_refused(platform, client_as, invited):
    client = client_as(None)
    client.get(away(client))
    with platform.write() as ctx:
        ctx.session.get(User, invited.id).state = "locked"
    again = client_as(None)

    assert again.get(away(again)).status_code == 403


def test_stranger_gets_an_account_only_where_the_settings_say_so(platform, settings, client_as):
    client = client_as(None)
    refused = client.get(away(client)).status_code
    oidc = settings.sign_in.oidc.model_copy(update={"create_users": True})
    platform.settings = settings.model_copy(
        update={"sign_in": settings.sign_in.model_copy(update={"oidc": oidc})}
    )

    assert (refused, client.get(away(client)).status_code) == (403, 303)
    assert client.get("/me").status_code == 200
    assert client.get("/admin/users").status_code == 403


def test_secret_is_sent_in_the_form_where_the_provider_wants_it_there(behave, client_as, invited):
    behave(methods=["client_secret_post"])
    client = client_as(None)

    assert client.get(away(client)).status_code == 303


def test_declining_at_the_provider_leads_back_to_the_sign_in_page(behave, client_as):
    behave(declines=True)
    client = client_as(None)

    answer = client.get(away(client))

    assert answer.status_code == 403
    assert 'name="password"' in answer.text


def test_provider_that_does_not_answer_is_said(platform, settings, client_as):
    oidc = settings.sign_in.oidc.model_copy(update={"issuer": "http://127.0.0.1:9"})
    platform.settings = settings.model_copy(
        update={"sign_in": settings.sign_in.model_copy(update={"oidc": oidc})}
    )

    answer = client_as(None, language="en").get("/sign-in/oidc")

    assert answer.status_code == 503
    assert "does not answer" in answer.text


def test_nothing_is_offered_where_no_provider_is_set(platform, settings, client_as):
    platform.settings = settings.model_copy(update={"sign_in": type(settings.sign_in)()})
    client = client_as(None)

    assert "/sign-in/oidc" not in client.get("/sign-in").text
    assert client.get("/sign-in/oidc").status_code == 404
