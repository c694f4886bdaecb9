"""Signing in by the page."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from utblick.access.models import SignInAttempt, SignInSession

EMAIL = "anna@example.se"
HOST = "testserver.local"


def test_right_password_signs_in(client_as, add, sign_in, audited):
    user = add(EMAIL)
    client = client_as(None)

    answer = sign_in(client, EMAIL)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/me").status_code == 200
    assert audited()[-1] == (f"user/{user.id}", "sign_in.succeeded", f"user/{user.id}")


def test_address_is_read_however_it_is_written(client_as, add, sign_in):
    add(EMAIL)

    assert sign_in(client_as(None), "  Anna@Example.SE ").status_code == 303


@pytest.mark.parametrize(
    ("email", "password"), [(EMAIL, "wrong password!"), ("nobody@example.se", "tre gula paraplyer")]
)
def test_wrong_password_and_unknown_address_are_refused_alike(client_as, add, sign_in, email, password):
    add(EMAIL)
    client = client_as(None, language="en")

    answer = sign_in(client, email, password)

    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert client.get("/me").status_code == 303


def test_refused_sign_in_is_audited_without_the_address(client_as, add, sign_in, audited):
    user = add(EMAIL)

    sign_in(client_as(None), EMAIL, "wrong password!")
    sign_in(client_as(None), "nobody@example.se", "wrong password!")

    assert audited()[-2:] == [
        ("nobody", "sign_in.failed", f"user/{user.id}"),
        ("nobody", "sign_in.failed", ""),
    ]


def test_sixth_try_must_wait_even_with_the_right_password(client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None, language="en")
    tries = [sign_in(client, EMAIL, "wrong password!").status_code for _n in range(5)]

    answer = sign_in(client, EMAIL)

    assert tries == [422] * 5
    assert answer.status_code == 429
    assert "Wait 1 minute" in answer.text


def test_waits_grow_and_end(platform, client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    waits = []
    for _try in range(8):
        sign_in(client, EMAIL, "wrong password!")
        with platform.write() as ctx:
            row = ctx.session.exec(
                select(SignInAttempt).where(SignInAttempt.key.startswith("sign_in:"))
            ).one()
            waits.append((row.wait_until - row.last_at).total_seconds() if row.wait_until else 0)
            row.wait_until = row.wait_until and ctx.now - timedelta(seconds=1)

    assert waits == [0, 0, 0, 0, 30, 60, 120, 240]
    assert sign_in(client, EMAIL).status_code == 303


def test_waiting_counts_for_unknown_addresses_too(client_as, sign_in):
    client = client_as(None)

    tries = [sign_in(client, "nobody@example.se", "wrong password!").status_code for _n in range(6)]

    assert tries == [422] * 5 + [429]


def test_many_accounts_from_one_address_must_wait(client_as, sign_in):
    client = client_as(None)

    tries = [sign_in(client, f"person{n}@example.se", "wrong password!").status_code for n in range(21)]

    assert tries == [422] * 20 + [429]


def test_token_chosen_by_somebody_else_is_not_taken_over(client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    client.cookies.set("utblick", "chosen-by-an-attacker", domain=HOST)

    sign_in(client, EMAIL)

    attacker = client_as(None)
    attacker.cookies.set("utblick", "chosen-by-an-attacker", domain=HOST)
    assert attacker.get("/me").status_code == 303
    assert client.cookies.get("utblick") != "chosen-by-an-attacker"


def test_signing_in_again_gives_a_new_token_and_ends_the_old(platform, client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)
    first = client.cookies.get("utblick")

    sign_in(client, EMAIL)

    old = client_as(None)
    old.cookies.set("utblick", first, domain=HOST)
    assert old.get("/me").status_code == 303
    assert client.get("/me").status_code == 200
    with platform.read() as ctx:
        assert len(ctx.session.exec(select(SignInSession)).all()) == 1


def test_expired_session_is_nobody(platform, client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)

    with platform.write() as ctx:
        ctx.session.exec(select(SignInSession)).one().expires_at = ctx.now
        platform.sessions.forget_after(ctx.session)

    assert client.get("/me").status_code == 303


def test_signing_out_ends_the_session_at_once(client_as, add, sign_in, audited):
    user = add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)
    token = client.cookies.get("utblick")
    assert client.get("/me").status_code == 200

    answer = client.submit("/sign-out")

    assert answer.headers["location"] == "/sign-in"
    other = client_as(None)
    other.cookies.set("utblick", token, domain=HOST)
    assert other.get("/me").status_code == 303
    assert audited()[-1] == (f"user/{user.id}", "sign_in.ended", f"user/{user.id}")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/x",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/a\nb",
        "",
    ],
)
def test_next_address_on_another_host_is_not_followed(client_as, add, sign_in, target):
    add(EMAIL)

    assert sign_in(client_as(None), EMAIL, next=target).headers["location"] == "/"


def test_next_address_on_this_host_is_followed(client_as, add, sign_in):
    add(EMAIL)

    assert sign_in(client_as(None), EMAIL, next="/me?a=1").headers["location"] == "/me?a=1"


def test_page_that_needs_sign_in_is_remembered(client_as):
    answer = client_as(None).get("/me")

    assert answer.headers["location"] == "/sign-in?next=/me"


def test_what_was_asked_of_the_page_is_remembered_with_it(client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    wanted = "/organisations?q=s%C3%A5g&kind=company"

    led = client.get(wanted).headers["location"]

    asked = parse_qs(urlsplit(led).query)["next"]
    assert asked == [wanted]
    assert sign_in(client, EMAIL, next=asked[0]).headers["location"] == wanted


def test_cookie_is_kept_from_scripts_and_other_sites(client_as, add, sign_in):
    add(EMAIL)

    cookie = sign_in(client_as(None), EMAIL).headers["set-cookie"]

    assert cookie.startswith("utblick=")
    assert cookie.endswith("; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax")


def test_only_hashes_of_tokens_are_kept(platform, client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)

    with platform.read() as ctx:
        row = ctx.session.exec(select(SignInSession)).one()

    assert client.cookies.get("utblick") not in row.model_dump_json()


def test_locked_user_cannot_sign_in(platform, client_as, add, sign_in):
    user = add(EMAIL)
    with platform.write() as ctx:
        ctx.session.get(type(user), user.id).state = "locked"

    assert sign_in(client_as(None), EMAIL).status_code == 422


@pytest.mark.parametrize("language", ["sv", "en"])
def test_sign_in_page_speaks_the_visitors_language(client_as, language):
    page = client_as(None, language=language).get("/sign-in")

    assert f'<html lang="{language}">' in page.text


def test_language_link_is_remembered(client_as):
    client = client_as(None, language="sv")

    assert '<html lang="en">' in client.get("/sign-in?language=en").text
    assert '<html lang="en">' in client.get("/sign-in").text
