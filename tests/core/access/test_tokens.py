"""Tokens for programs: less than their user may, for a time, and nothing but /api."""

import re
from datetime import timedelta

import pytest
from sqlmodel import select

from utblick.access.models import ApiToken
from utblick.access.sessions import authenticate

EMAIL = "anna@example.se"


@pytest.fixture
def make_token(client_as, add, sign_in):
    """Makes a token by the page, as a user with the role; gives it."""

    def made(*scopes: str, role: str = "officer", read_only: bool = True) -> str:
        add(EMAIL, role=role)
        client = client_as(None)
        sign_in(client, EMAIL)
        sent = {"name": "Statistik", "days": "30", "scopes": list(scopes), "password": "tre gula paraplyer"}
        answer = client.submit("/me/tokens/new", sent | ({"read_only": "1"} if read_only else {}))
        return re.search(r"utb_[\w-]{43}", answer.text).group()

    return made


def test_token_acts_for_its_user_within_its_scopes(platform, make_token):
    token = make_token("core.read")

    who = authenticate(platform, bearer(token))

    assert (who.kind, who.actor.kind, who.actor.permissions) == ("token", "token", {"core.read"})


def test_token_of_an_administrator_holds_only_its_scopes(platform, make_token):
    token = make_token("core.read", role="administrator")

    assert authenticate(platform, bearer(token)).actor.permissions == {"core.read"}


def test_token_loses_what_its_user_loses(platform, client, make_token):
    token = make_token("core.read", "core.write")
    with platform.read() as ctx:
        user_id = ctx.session.exec(select(ApiToken.user_id)).one()
    assert authenticate(platform, bearer(token)).actor.permissions == {"core.read", "core.write"}

    client.submit(f"/admin/users/{user_id}/roles", {"roles": ["reader"]})

    assert authenticate(platform, bearer(token)).actor.permissions == {"core.read"}


def test_token_beyond_ones_own_permissions_is_refused(client_as, add, sign_in):
    add(EMAIL, role="reader")
    client = client_as(None)
    sign_in(client, EMAIL)

    for scope in ("core.write", "*", "unknown"):
        sent = {"name": "X", "days": "30", "scopes": scope, "password": "tre gula paraplyer"}
        assert client.submit("/me/tokens/new", sent).status_code == 422


@pytest.mark.parametrize("field", ["name", "days", "scopes", "password"])
def test_token_with_something_missing_is_refused_and_says_where(client_as, add, sign_in, field):
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)
    sent = {"name": "X", "days": "30", "scopes": "core.read", "password": "tre gula paraplyer"}
    del sent[field]

    answer = client.submit("/me/tokens/new", sent)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text


def test_token_opens_no_page(client_as, make_token):
    token, client = make_token("core.read", "core.write", read_only=False), client_as(None)

    assert client.get("/me", headers=bearer(token)).status_code == 403
    assert client.post("/me/tokens/new", data={}, headers=bearer(token)).status_code == 403


def test_expired_withdrawn_and_made_up_tokens_are_nobody(platform, client_as, make_token):
    token = make_token("core.read")
    assert authenticate(platform, bearer(token)).kind == "token"

    with platform.write() as ctx:
        ctx.session.exec(select(ApiToken)).one().expires_at = ctx.now - timedelta(seconds=1)
        platform.sessions.forget_after(ctx.session)
    expired = authenticate(platform, bearer(token)).kind
    with platform.write() as ctx:
        row = ctx.session.exec(select(ApiToken)).one()
        row.expires_at, row.revoked_at = ctx.now + timedelta(days=1), ctx.now
        platform.sessions.forget_after(ctx.session)

    assert (expired, authenticate(platform, bearer(token)).kind) == ("none", "none")
    assert authenticate(platform, bearer("utb_made-up")).kind == "none"


def test_withdrawing_works_at_once_and_for_ones_own_only(platform, client, client_as, make_token, sign_in):
    token = make_token("core.read")
    with platform.read() as ctx:
        token_id = ctx.session.exec(select(ApiToken.id)).one()
    owner = client_as(None)
    sign_in(owner, EMAIL)

    by_another = client.submit(f"/me/tokens/{token_id}/revoke").status_code
    still = authenticate(platform, bearer(token)).kind
    owner.submit(f"/me/tokens/{token_id}/revoke")

    assert (by_another, still, authenticate(platform, bearer(token)).kind) == (404, "token", "none")


def test_only_the_hash_of_a_token_is_kept(platform, make_token):
    token = make_token("core.read")

    with platform.read() as ctx:
        assert token not in ctx.session.exec(select(ApiToken)).one().model_dump_json()


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def test_token_that_only_reads_reads_but_does_not_write(client_as, make_token):
    token, client = make_token("core.read", "core.write"), client_as(None)
    client.headers.update(bearer(token))

    assert client.get("/api/core/organisations").status_code == 200
    assert client.post("/api/core/organisations", json={"name": "Exempel Såg AB"}).status_code == 403


def test_token_writes_without_a_form_token(client_as, make_token):
    token, client = make_token("core.read", "core.write", read_only=False), client_as(None)
    client.headers.update(bearer(token))

    answer = client.post(
        "/api/core/organisations", json={"name": "Exempel Såg AB", "kind": "company", "country": "SE"}
    )

    assert answer.status_code == 201, answer.text


def test_token_without_the_scope_is_refused(client_as, make_token):
    token, client = make_token("core.write"), client_as(None)

    assert client.get("/api/core/organisations", headers=bearer(token)).status_code == 403
