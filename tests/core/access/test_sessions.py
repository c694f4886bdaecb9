"""Looking up who asks: quickly, and never after it has changed."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from utblick.access.cookies import session_cookie, session_name
from utblick.access.models import SignInSession, User, UserRole
from utblick.access.sessions import authenticate, end_sessions, start_session
from utblick.access.testing import open_session
from utblick.settings.model import Settings, WebSettings
from utblick.web.request import WebRequest


@pytest.fixture
def headers(platform):
    def of(role: str) -> dict[str, str]:
        return {"cookie": "other=1; " + open_session(platform, role)[0].partition(";")[0]}

    return of


def test_second_look_up_asks_no_database(platform, headers):
    sent, asked = headers("officer"), []
    first = authenticate(platform, sent)
    event.listen(platform.database.engine, "before_cursor_execute", lambda *what: asked.append(what[2]))

    assert authenticate(platform, sent) == first
    assert asked == []


def test_remembered_look_up_takes_microseconds(platform, headers):
    sent = headers("officer")
    authenticate(platform, sent)

    def once() -> float:
        started = time.perf_counter()
        for _n in range(200):
            authenticate(platform, sent)
        return (time.perf_counter() - started) / 200

    assert min(once() for _n in range(10)) < 50e-6


def test_permissions_are_those_of_all_roles_together(platform, headers):
    sent = headers("reader")
    with platform.write() as ctx:
        user_id = ctx.session.exec(select(User.id)).one()
        ctx.session.add(UserRole(user_id=user_id, role="administrator"))

    assert authenticate(platform, sent).actor.permissions == {"*"}


def test_end_of_sessions_counts_at_once_in_this_process(platform, headers):
    sent = headers("officer")
    assert authenticate(platform, sent).kind == "session"

    with platform.write() as ctx:
        end_sessions(ctx, ctx.session.exec(select(User.id)).one())

    assert authenticate(platform, sent).kind == "none"


def test_change_that_is_rolled_back_changes_nothing(platform, headers):
    sent = headers("officer")
    with pytest.raises(RuntimeError, match="no"), platform.write() as ctx:
        end_sessions(ctx, ctx.session.exec(select(User.id)).one())
        raise RuntimeError("no")

    assert authenticate(platform, sent).kind == "session"


def test_use_is_noted_at_most_every_five_minutes(platform, headers):
    sent = headers("officer")
    with platform.write() as ctx:
        row = ctx.session.exec(select(SignInSession)).one()
        row.seen_at = long_ago = ctx.now - timedelta(minutes=6)

    authenticate(platform, sent)

    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and seen(platform) == long_ago:
        time.sleep(0.01)
    assert seen(platform) > long_ago


@pytest.mark.parametrize("cookie", ["", "utblick=", "utblick=unknown", "x=1;;=", "utblick", "notutblick=1"])
def test_broken_cookies_are_nobodys(platform, cookie):
    assert authenticate(platform, {"cookie": cookie}).kind == "none"


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("en-GB,en;q=0.9", "en"), ("sv", "sv"), ("fr,de;q=0.8,en;q=0.7", "en"), ("fr", "sv"), ("", "sv")],
)
def test_visitor_is_answered_in_a_language_that_is_spoken_here(platform, accepts, language):
    assert authenticate(platform, {"accept-language": accepts}).actor.language == language


def test_behind_tls_the_cookie_is_held_to_this_host():
    settings = Settings(web=WebSettings(public_url="https://utblick.example"))

    assert session_cookie(settings, "t", seconds=60) == (
        "__Host-utblick=t; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
    )
    assert session_name(Settings()) == "utblick"


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
            "Chrome · Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox · Windows"),
        ("curl/8", ""),
    ],
)
def test_browser_is_named_in_two_words(platform, add, agent, shown):
    user = add("anna@example.se")
    web = WebRequest(method="POST", path="/", headers={"user-agent": agent})
    with platform.write(request=web) as ctx:
        start_session(ctx, user)

    with platform.read() as ctx:
        assert ctx.session.exec(select(SignInSession.browser)).one() == shown


def test_sign_in_works_on_every_database(platform_on):
    sent = {"cookie": open_session(platform_on, "officer")[0].partition(";")[0]}

    assert authenticate(platform_on, sent).actor.name == "Exempel Officer"


def seen(platform):
    with platform.read() as ctx:
        return ctx.session.exec(select(SignInSession.seen_at)).one()
