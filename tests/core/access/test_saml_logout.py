"""Signing out by SAML: here and then at the provider, and because the provider says so."""

import base64
import zlib

import pytest
from sqlmodel import select

from utblick.access.models import AuditEntry, SignInSession
from utblick.access.users import prepare

HOME = "http://127.0.0.1:8000"
LOGOUT = f"{HOME}/sign-in/saml/logout"


@pytest.fixture
def settings(with_saml):
    return with_saml()


@pytest.fixture(autouse=True)
def invited(platform):
    with platform.write() as ctx:
        prepare(ctx, email="anna@example.se", name="Anna Exempel", role_names=["officer"])


@pytest.fixture
def signed_in(client_as, through):
    """Makes clients that came in by SAML, each with its own session at the provider."""

    def made():
        client = client_as(None, language="en")
        assert through(client).status_code == 303
        return client

    return made


@pytest.fixture
def told_to_sign_out(outside, saml_url, client_as):
    """What we answer a browser that comes with a request of the provider."""

    def told(client=None, **how):
        asked = outside.post(f"{saml_url}/ask-to-sign-out", json={"logout": LOGOUT, **how}).json()
        return (client or client_as(None, language="en")).get(f"/sign-in/saml/logout?{asked['query']}")

    return told


def test_signing_out_leads_to_the_provider_which_is_told_whose_session_is_over(
    outside, saml_url, saml_behave, signed_in
):
    saml_behave(logout=LOGOUT, session="session-7")
    client = signed_in()

    out = client.submit("/sign-out")
    page = client.get(out.headers["location"]).text
    leave = client.get("/sign-out/provider?way=saml")
    back = outside.get(leave.headers["location"]).headers["location"]
    home = client.get(back.removeprefix(HOME))

    assert (out.headers["location"], client.get("/me").status_code) == ("/signed-out?way=saml", 303)
    assert 'href="/sign-out/provider?way=saml"' in page
    assert leave.headers["location"].startswith(f"{saml_url}/slo?SAMLRequest=")
    seen = outside.get(f"{saml_url}/seen").json()["out"]
    assert [">person-1<" in seen, ">session-7<" in seen] == [True, True]
    assert home.headers["location"] == "/sign-in"
    assert "You are signed out." in client.get("/sign-in").text


@pytest.mark.parametrize("how", [{"forged": True}, {"answers": "_another"}], ids=["forged", "of another"])
def test_an_answer_of_the_provider_that_cannot_be_believed_is_said(outside, saml_behave, signed_in, how):
    client = signed_in()
    client.submit("/sign-out")
    leave = client.get("/sign-out/provider?way=saml")
    saml_behave(logout=LOGOUT, **how)

    back = outside.get(leave.headers["location"]).headers["location"]

    assert "did not say that you are signed out there" in client.get(back.removeprefix(HOME)).text


def test_a_provider_without_a_way_out_is_said(
    platform, tmp_path, outside, saml_url, saml_behave, signed_in, with_saml
):
    client = signed_in()
    saml_behave(no_logout=True)
    (tmp_path / "provider.xml").write_bytes(outside.get(f"{saml_url}/metadata").content)
    platform.settings = with_saml(metadata=tmp_path / "provider.xml")
    client.submit("/sign-out")

    answer = client.get("/sign-out/provider?way=saml")

    assert answer.status_code == 503
    assert "offers no way to sign out" in answer.text


@pytest.mark.parametrize("lower", [False, True], ids=["", "escapes in small letters"])
def test_the_provider_ends_the_session_that_it_names_and_no_other(
    platform, saml_url, saml_behave, signed_in, told_to_sign_out, lower
):
    saml_behave(session="session-1")
    one = signed_in()
    saml_behave(session="session-2")
    other = signed_in()

    answer = told_to_sign_out(sessions=["session-1"], lower=lower)

    assert answer.headers["location"].startswith(f"{saml_url}/slo?SAMLResponse=")
    assert "RelayState=theirs" in answer.headers["location"]
    assert [one.get("/me").status_code, other.get("/me").status_code] == [303, 200]
    with platform.read() as ctx:
        entry = ctx.session.exec(select(AuditEntry).where(AuditEntry.action == "sign_in.ended")).one()
        assert entry.details == {"way": "saml"}


def test_the_provider_ends_every_session_of_a_person_when_it_names_none(
    platform, saml_behave, signed_in, told_to_sign_out
):
    saml_behave(session="session-1")
    signed_in()
    saml_behave(session="session-2")
    signed_in()

    told_to_sign_out()

    with platform.read() as ctx:
        assert ctx.session.exec(select(SignInSession)).all() == []


@pytest.mark.parametrize(
    "how",
    [{"unsigned": True}, {"forged": True}, {"issued": -3600}, {"logout": "https://other.example/logout"}],
    ids=["unsigned", "forged", "old", "for another"],
)
def test_a_request_that_cannot_be_believed_ends_nothing(signed_in, told_to_sign_out, how):
    client = signed_in()

    answer = told_to_sign_out(**how)

    assert (answer.status_code, client.get("/me").status_code) == (403, 200)
    assert "could not be confirmed" in answer.text


def test_a_small_request_that_unpacks_to_a_large_one_is_refused_before_it_is_read(client_as):
    made = zlib.compressobj(wbits=-15)
    packed = base64.b64encode(made.compress(b"<a>" + b" " * 10_000_000 + b"</a>") + made.flush()).decode()

    answers = [
        client_as(None).get("/sign-in/saml/logout", params={name: packed})
        for name in ("SAMLRequest", "SAMLResponse")
    ]

    assert [answer.status_code for answer in answers] == [403, 200]
    assert len(packed) < 20_000


def test_a_request_works_once(signed_in, told_to_sign_out):
    told_to_sign_out(id="_the-same-one")
    client = signed_in()

    assert told_to_sign_out(id="_the-same-one").status_code == 403
    assert client.get("/me").status_code == 200


def test_a_request_with_something_put_before_what_was_signed_is_refused(
    outside, saml_url, signed_in, told_to_sign_out, client_as
):
    client = signed_in()
    asked = outside.post(f"{saml_url}/ask-to-sign-out", json={"logout": LOGOUT, "name_id": "person-9"}).json()
    other = outside.post(f"{saml_url}/ask-to-sign-out", json={"logout": LOGOUT, "unsigned": True}).json()

    for query in (f"{asked['query']}&{other['query']}", f"{other['query']}&{asked['query']}"):
        assert client_as(None).get(f"/sign-in/saml/logout?{query}").status_code == 403
    assert client.get("/me").status_code == 200
