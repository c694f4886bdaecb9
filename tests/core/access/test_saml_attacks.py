"""What a SAML message may not get away with, against a real provider process that was told to lie."""

import base64

import pytest
from sqlmodel import select

from utblick.access.models import User
from utblick.access.users import prepare

HOME = "http://127.0.0.1:8000"
SHORT = "http://127.0.0.1:8000/sign-in/saml"


@pytest.fixture
def settings(with_saml):
    return with_saml()


@pytest.fixture(autouse=True)
def invited(platform):
    with platform.write() as ctx:
        for email in ("anna@example.se", "boss@example.se"):
            prepare(ctx, email=email, name="Anna Exempel", role_names=["officer"])


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ({"sign": "none"}, "response: no_signature_found"),
        ({"forged": True}, "response: invalid_signature"),
        ({"forged": True, "sign": "response"}, "response: invalid_signature"),
        ({"sha1": True}, "response: deprecated_signature_method"),
        ({"edit": ["person-1", "person-2"]}, "response: invalid_signature"),
        ({"audience": ["https://other.example"]}, "response: wrong_audience"),
        ({"audience": []}, "assertion: wrong_audience"),
        ({"not_on_or_after": -400}, "response: assertion_expired"),
        ({"not_on_or_after": -90}, "assertion: not of this time"),
        ({"not_before": 90}, "assertion: not of this time"),
        ({"not_before": 400}, "response: assertion_too_early"),
        ({"confirmed_until": -90}, "response: wrong_subjectconfirmation"),
        ({"session_until": -10}, "response: session_expired"),
        ({"recipient": "https://other.example/acs"}, "response: wrong_subjectconfirmation"),
        ({"recipient": f"{SHORT}/acs/more"}, "assertion: wrong_subjectconfirmation"),
        ({"destination": "https://other.example/acs"}, "response: wrong_destination"),
        ({"destination": f"{SHORT}/acs/more"}, "response: wrong_destination"),
        ({"answers": "_another"}, "response: wrong_inresponseto"),
        ({"answers": ""}, "response: wrong_inresponseto"),
        ({"confirms": "_another"}, "response: wrong_subjectconfirmation"),
        ({"confirms": ""}, "assertion: wrong_subjectconfirmation"),
        ({"issuer": "https://other.example"}, "response: wrong_issuer"),
        ({"status": "AuthnFailed"}, None),
        ({"wrap": "before"}, "response: wrong_number_of_assertions"),
        ({"wrap": "after"}, "response: wrong_number_of_assertions"),
        ({"wrap": "same id"}, "response: wrong_number_of_assertions"),
        ({"wrap": "extensions"}, "response: wrong_number_of_assertions"),
        ({"wrap": "object"}, "response: wrong_number_of_assertions"),
        ({"bomb": True}, None),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict) else "",
)
def test_message_that_cannot_be_believed_signs_nobody_in(
    platform, saml_behave, client_as, through, refusals, how, reason
):
    saml_behave(**how)
    client = client_as(None)

    answer = through(client)

    assert answer.status_code == 403
    assert 'role="alert"' in answer.text
    assert client.get("/me").status_code == 303
    (said,) = refusals()
    assert reason in {None, said}
    assert not [word for word in ("person-", "example", "anna") if word in said]
    with platform.read() as ctx:
        assert set(ctx.session.exec(select(User.state)).all()) == {"invited"}


def test_a_comment_inside_a_name_makes_nobody_else_of_it(platform, saml_behave, client_as, through):
    saml_behave(name_id="person-1<!-- -->.evil", sign="response")

    through(client_as(None))

    with platform.read() as ctx:
        assert ctx.session.exec(select(User.saml_subject).where(User.state == "active")).all() == [
            "person-1.evil"
        ]


def test_a_message_works_once(client_as, away, post_back, refusals):
    client = client_as(None)
    form = away(client)
    first = post_back(form)
    second = post_back(form)

    assert (first.status_code, second.status_code) == (303, 403)
    assert refusals() == ["state: used or expired"]
    assert client.get(first.headers["location"]).status_code == 303


def test_an_assertion_works_once_whatever_it_is_wrapped_in(
    platform, saml_behave, client_as, through, refusals
):
    saml_behave(assertion_id="_the-same-one")
    first = through(client_as(None))
    second = through(client_as(None))

    assert (first.status_code, second.status_code) == (303, 403)
    assert refusals() == ["assertion: used before"]


def test_the_answer_to_another_question_is_refused(saml_behave, client_as, away, post_back, refusals):
    one, other = away(client_as(None)), away(client_as(None))

    answer = post_back({**other, "SAMLResponse": one["SAMLResponse"]})

    assert answer.status_code == 403
    assert refusals() == ["response: wrong_inresponseto"]


def test_a_sign_in_that_was_not_begun_here_is_refused_in_words(away, client_as, post_back, refusals):
    form = away(client_as(None))
    bare = post_back({**form, "RelayState": ""}, language="en")
    made_up = post_back({**form, "RelayState": "/admin/users"})

    assert (bare.status_code, made_up.status_code) == (403, 403)
    assert "was not begun here" in bare.text
    assert refusals() == ["response: not asked for", "state: used or expired"]


def test_way_back_works_in_no_other_browser_and_once(client_as, away, post_back):
    client, victim = client_as(None), client_as(None)
    location = post_back(away(client)).headers["location"]

    in_another = victim.get(location).status_code

    assert (in_another, victim.get("/me").status_code) == (403, 303)
    assert (client.get(location).status_code, client.get("/me").status_code) == (403, 303)


def test_what_is_no_message_at_all_is_refused(client_as, away, post_back):
    answers = [
        post_back({**away(client_as(None)), "SAMLResponse": sent}).status_code
        for sent in (
            "",
            "no base64 !!",
            base64.b64encode(b"no xml").decode(),
            base64.b64encode(b"<a/>").decode(),
        )
    ]

    assert answers == [403] * 4


def test_where_one_goes_on_is_never_told_by_the_message(client_as, through):
    answer = through(client_as(None), next="https://evil.example/")

    assert answer.headers["location"] == "/"


def test_nothing_of_the_message_is_logged(saml_behave, client_as, through, capsys):
    from utblick import log
    from utblick.settings import Settings

    log.configure(Settings(environment="production"), level="DEBUG")
    saml_behave(audience=["https://other.example"])

    through(client_as(None))

    log.configure(Settings(), level="CRITICAL")
    written = capsys.readouterr().err
    assert '"reason": "response: wrong_audience"' in written or "wrong_audience" in written
    assert not [word for word in ("person-1", "anna@", "Exempel") if word in written]


def test_a_form_of_another_site_is_taken_at_that_address_alone(client_as):
    stranger = client_as(None)
    stranger.headers.update({"sec-fetch-site": "cross-site"})

    assert stranger.post("/sign-in", data={"email": "a@example.se", "password": "x"}).status_code == 403
