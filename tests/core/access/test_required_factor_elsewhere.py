"""A session by the municipality's own sign-in is asked for no factor of ours, and is no way around one."""

import httpx
import pytest
from sqlmodel import select

from utblick.access.models import User
from utblick.access.users import prepare

EMAIL = "anna@example.se"
HOME = "http://127.0.0.1:8000"
LED = "/me/second-factor?next=/"


@pytest.fixture(params=["oidc", "saml"])
def way(request):
    return request.param


@pytest.fixture
def settings(request, way):
    made = request.getfixturevalue("with_provider" if way == "oidc" else "with_saml")()
    required = made.sign_in.model_copy(update={"second_factor": "everybody"})
    return made.model_copy(update={"sign_in": required})


@pytest.fixture
def by_provider(way, through):
    """Takes a client to the provider and back: the last answer on the way."""

    def gone(client):
        if way == "saml":
            return through(client)
        out = client.get("/sign-in/oidc?next=/")
        back = httpx.get(out.headers["location"]).headers["location"]
        return client.get(back.removeprefix(HOME))

    return gone


def test_who_comes_by_the_provider_is_not_asked(platform, client_as, by_provider):
    with platform.write() as ctx:
        prepare(ctx, email=EMAIL, name="Anna Exempel", role_names=["administrator"])
    client = client_as(None)

    came = by_provider(client)

    assert (came.status_code, came.headers["location"]) == (303, "/")
    assert client.get("/admin/users").status_code == 200
    assert "Saknas" not in client.get("/admin/users").text


def test_who_must_set_one_up_first_cannot_link_the_accounts_instead(
    platform, client_as, add, sign_in, by_provider
):
    add(EMAIL)
    client = client_as(None)
    sign_in(client, EMAIL)

    came = by_provider(client)

    assert came.status_code == 403
    assert client.get("/").headers["location"] == LED
    with platform.read() as ctx:
        user = ctx.session.exec(select(User)).one()
        assert (user.oidc_subject, user.saml_subject) == (None, None)
