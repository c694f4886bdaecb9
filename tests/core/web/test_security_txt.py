"""security.txt is there while it holds, and is missing rather than wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from utblick.settings.model import SecuritySettings, WebSettings
from utblick.testing.client import signed_in_client
from utblick.web.security_txt import remark

PLACE = "/.well-known/security.txt"
NOW = datetime.now(UTC)


@pytest.fixture
def asked(settings, standing):
    """What a visitor gets of an installation with these settings."""

    def ask(**said):
        security = SecuritySettings(**said)
        web = WebSettings(public_url="https://utblick.example")
        made = standing.on_sqlite(settings.model_copy(update={"security": security, "web": web}))
        answer = signed_in_client(made, standing.app(made), None).get(PLACE)
        made.close()
        return answer, remark(made.settings, NOW)

    return ask


def test_it_says_what_the_standard_asks_for(asked):
    answer, said = asked(
        contact=("mailto:sakerhet@utblick.example", "https://utblick.example/tell"),
        expires=datetime(2999, 1, 2, tzinfo=UTC),
        policy="https://utblick.example/policy",
    )

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert answer.text == (
        "Contact: mailto:sakerhet@utblick.example\n"
        "Contact: https://utblick.example/tell\n"
        "Expires: 2999-01-02T00:00:00Z\n"
        "Preferred-Languages: sv, en\n"
        "Canonical: https://utblick.example/.well-known/security.txt\n"
        "Policy: https://utblick.example/policy\n"
    )
    assert said == ""


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "not served: set contact and expires"),
        ({"contact": ("tel:+4665236000",)}, "not served: set contact and expires"),
        ({"contact": ("tel:+4665236000",), "expires": NOW - timedelta(days=1)}, "it expired"),
    ],
)
def test_unset_or_expired_it_is_not_served_and_a_check_says_so(asked, said, told):
    answer, remarked = asked(**said)

    assert answer.status_code == 404
    assert told in remarked


def test_a_check_says_beforehand_that_it_will_expire(asked):
    answer, remarked = asked(contact=("tel:+4665236000",), expires=NOW + timedelta(days=10))

    assert answer.status_code == 200
    assert "set expires anew" in remarked


@pytest.mark.parametrize(
    "contact", ["sakerhet@utblick.example", "http://a.example", "mailto:a b", "https://a\nX: y"]
)
def test_what_is_no_contact_is_refused(contact):
    with pytest.raises(ValidationError):
        SecuritySettings(contact=(contact,))
