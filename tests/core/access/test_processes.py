"""What must hold when several processes serve one installation, on either database."""

from datetime import timedelta

import pytest

from utblick.access.credentials.links import mark_used
from utblick.access.sessions import authenticate, end_session
from utblick.access.sign_in import Step, sign_in
from utblick.access.testing import open_session
from utblick.access.users import add_user, change_password, set_roles
from utblick.errors import Gone, TooMany
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


def test_a_session_that_was_ended_here_opens_nothing_in_the_other_process_from_that_moment(
    platform_on, other
):
    sent = {"cookie": open_session(platform_on, "officer")[0].partition(";")[0]}
    known = authenticate(other, sent)

    with platform_on.write() as ctx:
        end_session(ctx, known.session_id)

    assert (known.kind, authenticate(other, sent).kind) == ("session", "none")


def test_a_role_that_was_taken_away_here_is_gone_in_the_other_process_from_that_moment(platform_on, other):
    sent = {"cookie": open_session(platform_on, "officer")[0].partition(";")[0]}
    before = authenticate(other, sent).actor

    with platform_on.write() as ctx:
        set_roles(ctx, before.id, ["reader"])

    assert (before.may("core.write"), authenticate(other, sent).actor.may("core.write")) == (True, False)


def test_a_new_password_signs_other_browsers_out_in_every_process(platform_on, other):
    with platform_on.write() as ctx:
        user = add_user(ctx, email=EMAIL, name="Anna Exempel", role_names=["officer"], password=PASSWORD)
    web = WebRequest(method="POST", path="/sign-in", remote="192.0.2.1")
    with platform_on.write(request=web) as ctx:
        sign_in(ctx, EMAIL, PASSWORD)
    sent = {"cookie": web.set_cookies[-1].partition(";")[0]}
    before = authenticate(other, sent)

    with platform_on.write(before.actor) as ctx:
        change_password(ctx, current=PASSWORD, new="fyra blå paraplyer")

    assert (before.actor.id, authenticate(other, sent).kind) == (user.id, "none")


def test_session_of_one_process_is_known_to_the_other(platform_on, other):
    sent = {"cookie": open_session(platform_on, "officer")[0].partition(";")[0]}

    assert authenticate(other, sent) == authenticate(platform_on, sent)
    assert authenticate(other, sent).kind == "session"


def test_what_came_from_elsewhere_and_was_used_here_is_refused_in_the_other_process(platform_on, other):
    def used(here, name):
        with here.write() as ctx:
            mark_used(ctx, "assertion", name, until=ctx.now + timedelta(minutes=5))

    used(platform_on, "one")
    used(other, "two")

    for here, name in ((other, "one"), (platform_on, "two")):
        with pytest.raises(Gone):
            used(here, name)
