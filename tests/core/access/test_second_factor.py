"""Setting up a second factor, and signing in with it."""

import time

import pyotp
import pytest
from sqlmodel import select

from utblick.access.credentials.sealing import seal, unseal
from utblick.access.models import User
from utblick.errors import Misconfigured

EMAIL = "anna@example.se"


def test_password_alone_no_longer_signs_in(client_as, sign_in, enrolled):
    enrolled()
    client = client_as(None)

    answer = sign_in(client, EMAIL)

    assert answer.headers["location"] == "/sign-in/code?next=/"
    assert client.get("/me").status_code == 303
    assert client.get("/sign-in/code").status_code == 200


def test_code_completes_the_sign_in_under_a_new_token(client_as, sign_in, enrolled):
    key = enrolled().key
    client = client_as(None)
    sign_in(client, EMAIL)
    half = client.cookies.get("utblick")

    answer = client.submit("/sign-in/code", {"code": next_code(key)})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/me").status_code == 200
    assert client.cookies.get("utblick") != half


def test_same_code_does_not_sign_in_twice(client_as, sign_in, enrolled):
    key = enrolled().key
    code = next_code(key)
    first, second = client_as(None), client_as(None)
    sign_in(first, EMAIL)
    sign_in(second, EMAIL)

    assert first.submit("/sign-in/code", {"code": code}).status_code == 303
    assert second.submit("/sign-in/code", {"code": code}).status_code == 422


def test_code_that_confirmed_the_set_up_does_not_sign_in(client_as, sign_in, enrolled):
    used = enrolled().confirmed_by
    client = client_as(None)
    sign_in(client, EMAIL)

    assert client.submit("/sign-in/code", {"code": used}).status_code == 422


@pytest.mark.parametrize("code", ["000000", "", "abc", "1234567", "١٢٣٤٥٦"])
def test_wrong_code_is_refused(client_as, sign_in, enrolled, code):
    enrolled()
    client = client_as(None)
    sign_in(client, EMAIL)

    assert client.submit("/sign-in/code", {"code": code}).status_code == 422
    assert client.get("/me").status_code == 303


def test_codes_cannot_be_guessed_for_long(client_as, sign_in, enrolled):
    enrolled()
    client = client_as(None)
    sign_in(client, EMAIL)

    tries = [client.submit("/sign-in/code", {"code": "000000"}).status_code for _n in range(6)]

    assert tries == [422] * 5 + [429]


def test_beginning_again_does_not_reset_the_count(client_as, sign_in, enrolled):
    enrolled()
    for _n in range(5):
        client = client_as(None)
        sign_in(client, EMAIL)
        client.submit("/sign-in/code", {"code": "000000"})
    client = client_as(None)
    sign_in(client, EMAIL)

    assert client.submit("/sign-in/code", {"code": "000000"}).status_code == 429


def test_code_without_password_is_refused(client_as, enrolled):
    key = enrolled().key

    answer = client_as(None).submit("/sign-in/code", {"code": next_code(key)})

    assert answer.headers["location"] == "/sign-in"


def test_recovery_code_signs_in_once(client_as, sign_in, enrolled):
    codes = enrolled().recovery_codes
    answers = []
    for _n in range(2):
        client = client_as(None)
        sign_in(client, EMAIL)
        answers.append(client.submit("/sign-in/code", {"code": f" {codes[3].upper()} "}).status_code)

    assert answers == [303, 422]


def test_setting_up_asks_for_the_password(client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)

    assert client.submit("/me/second-factor/begin", {"password": "wrong password!"}).status_code == 422


def test_turning_off_asks_for_the_password(platform, client_as, sign_in, enrolled):
    key = enrolled().key
    client = client_as(None)
    sign_in(client, EMAIL)
    client.submit("/sign-in/code", {"code": next_code(key)})
    learn(client)

    refused = client.submit("/me/second-factor/disable", {"password": "wrong password!"})
    done = client.submit("/me/second-factor/disable", {"password": "tre gula paraplyer"})

    assert (refused.status_code, done.status_code) == (422, 303)
    with platform.read() as ctx:
        user = ctx.session.exec(select(User).where(User.email == EMAIL)).one()
        assert (user.totp_secret, user.totp_confirmed_at, user.recovery_codes) == ("", None, [])


def test_key_and_recovery_codes_are_not_in_the_database(platform, enrolled):
    key, codes, _code = enrolled()

    with platform.read() as ctx:
        kept = ctx.session.exec(select(User).where(User.email == EMAIL)).one().model_dump_json()

    assert key not in kept
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)


def test_sealed_secret_belongs_to_its_owner(settings):
    sealed = seal(settings, "secret", owner="a")

    assert unseal(settings, sealed, owner="a") == "secret"
    with pytest.raises(Misconfigured):
        unseal(settings, sealed, owner="b")


def test_key_file_is_readable_by_its_user_alone(settings):
    seal(settings, "secret", owner="a")

    assert (settings.data_folder / "secret.key").stat().st_mode & 0o777 == 0o600


def next_code(key: str) -> str:
    """The code of the next half minute: that of this one is used up, and clocks may differ by one."""
    return pyotp.TOTP(key).at(int(time.time()) + 30)


def learn(client) -> None:
    from utblick.access.csrf import csrf_token

    client.csrf = csrf_token(client.cookies.get("utblick"))
