"""Invitations and forgotten passwords: links that work once, for a while."""

from datetime import timedelta

import pytest
from sqlmodel import select

from utblick.access.models import LinkToken

EMAIL = "anna@example.se"
NEW = "fyra blöta stövlar"
INVITATION = {"email": "Bo@Example.se", "name": "Bo Exempel", "language": "sv", "roles": "officer"}


def test_invited_colleague_chooses_a_password_and_is_in(client, client_as, sign_in, mailed, audited):
    client.submit("/admin/users/new", INVITATION)
    (to, path), newcomer = mailed()[0], client_as(None)

    shown = newcomer.get(path)
    answer = newcomer.submit(path, {"name": "Bo Exempel", "password": NEW, "again": NEW})

    assert (to, shown.status_code) == ("bo@example.se", 200)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert newcomer.get("/me").status_code == 200
    assert sign_in(client_as(None), "bo@example.se", NEW).status_code == 303
    assert {action for _who, action, _what in audited()} == {
        "user.invited",
        "user.joined",
        "sign_in.succeeded",
    }


def test_invitation_works_once(client, client_as, mailed):
    client.submit("/admin/users/new", INVITATION)
    path = mailed()[0][1]
    client_as(None).submit(path, {"name": "Bo Exempel", "password": NEW, "again": NEW})

    again = client_as(None)

    assert again.get(path).status_code == 410
    assert again.submit(path, {"name": "Eva Exempel", "password": NEW, "again": NEW}).status_code == 410


def test_refused_password_does_not_use_up_the_invitation(client, client_as, mailed):
    client.submit("/admin/users/new", INVITATION)
    path, newcomer = mailed()[0][1], client_as(None)

    refused = newcomer.submit(path, {"name": "Bo Exempel", "password": "kort", "again": "kort"})

    assert refused.status_code == 422
    assert newcomer.submit(path, {"name": "Bo Exempel", "password": NEW, "again": NEW}).status_code == 303


def test_new_invitation_replaces_the_old_one(platform, client, client_as, mailed):
    client.submit("/admin/users/new", INVITATION)
    with platform.read() as ctx:
        user_id = ctx.session.exec(select(LinkToken.user_id)).one()

    client.submit(f"/admin/users/{user_id}/do/invite")

    first, second = (path for _to, path in mailed())
    assert [client_as(None).get(path).status_code for path in (first, second)] == [410, 200]


@pytest.mark.parametrize("kind", ["invitation", "reset"])
def test_unknown_link_is_gone_with_a_reason(client_as, kind):
    answer = client_as(None, language="en").get(f"/{kind}/does-not-exist")

    assert answer.status_code == 410
    assert "This link does not work" in answer.text


def test_expired_link_is_gone_with_a_reason(platform, client, client_as, mailed):
    client.submit("/admin/users/new", INVITATION)
    with platform.write() as ctx:
        ctx.session.exec(select(LinkToken)).one().expires_at = ctx.now - timedelta(seconds=1)

    answer = client_as(None, language="en").get(mailed()[0][1])

    assert answer.status_code == 410
    assert "This link has expired" in answer.text


def test_link_for_one_purpose_does_not_serve_another(client, client_as, mailed):
    client.submit("/admin/users/new", INVITATION)

    assert client_as(None).get(mailed()[0][1].replace("/invitation/", "/reset/")).status_code == 410


def test_forgotten_password_is_answered_alike_whoever_asks(client_as, add, mailed):
    add(EMAIL)
    client = client_as(None, language="en")

    known = client.submit("/forgotten", {"email": EMAIL})
    unknown = client.submit("/forgotten", {"email": "nobody@example.se"})

    assert [(a.status_code, a.headers["location"], a.text) for a in (known, unknown)] == [
        (303, "/sign-in", "")
    ] * 2
    assert [to for to, _path in mailed()] == [EMAIL]


def test_reset_link_changes_the_password_and_signs_out_everywhere(client_as, add, sign_in, mailed):
    add(EMAIL)
    elsewhere, client = client_as(None), client_as(None)
    sign_in(elsewhere, EMAIL)
    client.submit("/forgotten", {"email": EMAIL})

    answer = client.submit(mailed()[0][1], {"password": NEW, "again": NEW})

    assert answer.headers["location"] == "/sign-in"
    assert elsewhere.get("/me").status_code == 303
    assert sign_in(client_as(None), EMAIL).status_code == 422
    assert sign_in(client_as(None), EMAIL, NEW).status_code == 303


def test_reset_link_works_once_and_does_not_sign_in(client_as, add, mailed):
    add(EMAIL)
    client = client_as(None)
    client.submit("/forgotten", {"email": EMAIL})
    path = mailed()[0][1]

    answers = [client.submit(path, {"password": NEW, "again": NEW}).status_code for _n in range(2)]

    assert answers == [303, 410]
    assert client.get("/me").status_code == 303


def test_asking_often_must_wait(client_as):
    client = client_as(None)

    answers = [client.submit("/forgotten", {"email": EMAIL}).status_code for _n in range(6)]

    assert answers == [303] * 5 + [429]


@pytest.mark.parametrize(
    "password",
    ["kort", "lösenord1234", "123456123456", "aaaaaaaaaaaaaaa", "annaexempel12", "sommarkommun12", "x" * 201],
)
def test_password_that_others_could_guess_is_refused(client_as, add, sign_in, password):
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)

    answer = client.submit(
        "/me/password", {"current": "tre gula paraplyer", "new": password, "again": password}
    )

    assert answer.status_code == 422


def test_changing_the_password_keeps_this_browser_under_a_new_token_and_ends_others(client_as, add, sign_in):
    add(EMAIL)
    here, elsewhere = client_as(None), client_as(None)
    sign_in(here, EMAIL)
    sign_in(elsewhere, EMAIL)
    before = here.cookies.get("utblick")

    answer = here.submit("/me/password", {"current": "tre gula paraplyer", "new": NEW, "again": NEW})

    assert answer.status_code == 303
    assert here.cookies.get("utblick") != before
    assert (here.get("/me").status_code, elsewhere.get("/me").status_code) == (200, 303)


def test_changing_the_password_needs_the_old_one(client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)

    tries = [
        client.submit("/me/password", {"current": "wrong", "new": NEW, "again": NEW}).status_code
        for _n in range(6)
    ]

    assert tries == [422] * 5 + [429]
    assert sign_in(client_as(None), EMAIL).status_code == 303
