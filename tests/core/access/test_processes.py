"""What must hold when several processes serve one installation, on either database."""

import pytest

from utblick.access.sessions import authenticate
from utblick.access.sign_in import Step, sign_in
from utblick.access.testing import open_session
from utblick.access.users import add_user
from utblick.errors import TooMany
from utblick.platform import assemble
from utblick.web.request import WebRequest

EMAIL = "anna@example.se"
PASSWORD = "tre gula paraplyer"


@pytest.fixture
def other(platform_on):
    """Another process's view of the same installation."""
    made = assemble(platform_on.settings)
    yield made
    made.close()


def attempt(platform, password, *, remote="192.0.2.1"):
    web = WebRequest(method="POST", path="/sign-in", remote=remote)
    with platform.write(request=web) as ctx:
        return sign_in(ctx, EMAIL, password).step


def test_failures_are_counted_together(platform_on, other):
    with platform_on.write() as ctx:
        add_user(ctx, email=EMAIL, name="Anna Exempel", role_names=["officer"], password=PASSWORD)

    for here in (platform_on, other, platform_on, other, platform_on):
        assert attempt(here, "wrong password!") is Step.REFUSED

    for here in (platform_on, other):
        with pytest.raises(TooMany):
            attempt(here, PASSWORD, remote="198.51.100.7")


def test_session_of_one_process_is_known_to_the_other(platform_on, other):
    sent = {"cookie": open_session(platform_on, "officer")[0].partition(";")[0]}

    assert authenticate(other, sent) == authenticate(platform_on, sent)
    assert authenticate(other, sent).kind == "session"
