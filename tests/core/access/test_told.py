"""Users are told by mail what is changed about how they sign in, and refusals are told to the log."""

import re

import pyotp
import pytest
from sqlmodel import select

from utblick.mail.models import Mail

EMAIL, PASSWORD = "anna@example.se", "tre gula paraplyer"
NEW = "fyra blöta stövlar"


@pytest.fixture
def told(platform):
    """What stands in the mails about changes, without the frame."""

    def read():
        with platform.read() as ctx:
            query = select(Mail).where(Mail.kind == "mail/access/changed").order_by(Mail.id)
            return [(mail.to, mail.body_text.split("\n\n")[2]) for mail in ctx.session.exec(query)]

    return read


@pytest.fixture
def anna(client_as, add, sign_in):
    """A browser in which Anna is signed in."""
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)
    return client


def said(told):
    return [(to, text.partition(" Det hände")[0]) for to, text in told()]


def test_a_changed_password_is_told_and_a_refused_change_is_not(anna, told):
    anna.submit("/me/password", {"current": "wrong", "new": NEW, "again": NEW})
    before = told()
    anna.submit("/me/password", {"current": PASSWORD, "new": NEW, "again": NEW})

    assert (before, said(told)) == ([], [(EMAIL, "Ditt lösenord har ändrats.")])


def test_a_password_chosen_by_a_mailed_link_is_told(client_as, add, platform, told):
    add(EMAIL)
    client = client_as(None)
    client.submit("/forgotten", {"email": EMAIL})
    with platform.read() as ctx:
        text = ctx.session.exec(select(Mail.body_text)).one()

    client.submit(re.search(r"(/reset/\S+)", text)[1], {"password": NEW, "again": NEW})

    assert said(told) == [(EMAIL, "Ett nytt lösenord har valts genom en länk i ett mejl.")]


def test_a_second_factor_is_told_when_it_comes_is_tried_twice_and_goes(anna, client_as, sign_in, told):
    anna.submit("/me/second-factor/begin", {"password": PASSWORD})
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", anna.get("/me/second-factor").text)[1].replace(" ", "")
    code = pyotp.TOTP(key).now()
    shown = anna.submit("/me/second-factor/confirm", {"code": code}).text
    again = client_as(None)
    sign_in(again, EMAIL)

    reused = again.submit("/sign-in/code", {"code": code})
    wrong = again.submit("/sign-in/code", {"code": "abc"})
    spare = again.submit("/sign-in/code", {"code": re.search(r"<code>([a-z0-9-]{14})</code>", shown)[1]})
    anna.csrf = re.search(r'name="_csrf" value="([^"]+)"', anna.get("/me").text)[1]
    off = anna.submit("/me/second-factor/disable", {"password": PASSWORD})

    assert [a.status_code for a in (reused, wrong, spare, off)] == [422, 422, 303, 303]
    assert said(told) == [
        (EMAIL, "Din tvåstegsinloggning har slagits på."),
        (EMAIL, "Någon försökte logga in med en kod som redan var använd."),
        (EMAIL, "En av dina reservkoder har använts för att logga in."),
        (EMAIL, "Din tvåstegsinloggning har stängts av."),
    ]


def test_a_refused_page_is_a_line_of_the_log_with_who_asked(client_as, capsys):
    from utblick import log
    from utblick.settings import Settings

    officer = client_as("officer")
    log.configure(Settings(environment="production"), level="INFO")

    officer.get("/admin/users")

    log.configure(Settings(), level="CRITICAL")
    line = next(one for one in capsys.readouterr().err.splitlines() if "access_refused" in one)
    assert '"path": "/admin/users"' in line and '"actor": "user/' in line
    assert "@" not in line
