"""Roles follow the groups of the municipality's own sign-in, against a real provider process."""

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import select

from utblick.access.models import AuditEntry, LinkToken, SignInSession, User
from utblick.access.roles import roles_of
from utblick.access.users import prepare, set_roles

EMAIL = "anna@example.se"
HOME = "http://127.0.0.1:8000"


@pytest.fixture
def settings(with_provider):
    roles = {"g-officers": "officer", "g-chiefs": "coordinator", "g-it": "administrator"}
    return with_provider(roles=roles, create_users=True)


@pytest.fixture
def invited(platform) -> User:
    with platform.write() as ctx:
        return prepare(ctx, email=EMAIL, name="Anna Exempel", role_names=["reader"])[0]


def arrive(client):
    """Go to the provider and come back."""
    out = client.get("/sign-in/oidc")
    back = httpx.get(out.headers["location"]).headers["location"]
    return client.get(back.removeprefix(HOME))


def held(platform):
    with platform.read() as ctx:
        return roles_of(ctx.session, ctx.session.exec(select(User.id).where(User.email == EMAIL)).one())


def test_roles_are_given_and_taken_by_the_groups_at_each_sign_in_and_those_by_hand_stay(
    platform, behave, client_as, invited
):
    seen = []
    for groups in (["g-officers"], ["g-chiefs", "g-others"], []):
        behave(claims={"groups": groups})
        arrive(client_as(None))
        seen.append(held(platform))

    assert seen == [("officer", "reader"), ("coordinator", "reader"), ("reader",)]
    with platform.read() as ctx:
        log = ctx.session.exec(select(AuditEntry).where(AuditEntry.action == "user.roles_followed")).all()
    assert [(one.details["given"], one.details["taken"]) for one in log] == [
        (["officer"], []),
        (["coordinator"], ["officer"]),
        ([], ["coordinator"]),
    ]


def test_what_was_taken_by_a_group_opens_nothing_in_a_browser_that_was_signed_in_before(
    platform, behave, client_as, invited
):
    behave(claims={"groups": ["g-it"]})
    with platform.write() as ctx:
        from utblick.access.users import add_user

        add_user(
            ctx, email="b@example.se", name="Bo E", role_names=["administrator"], password="tre gula hattar"
        )
    first = client_as(None)
    arrive(first)
    before = first.get("/admin/users").status_code
    behave(claims={"groups": []})
    arrive(client_as(None))

    assert (before, first.get("/admin/users").status_code) == (200, 403)


def test_the_last_administrator_stays_one(platform, behave, client_as, invited):
    with platform.write() as ctx:
        set_roles(ctx, invited.id, ["administrator"])
    behave(claims={"groups": []})

    arrive(client_as(None))

    assert held(platform) == ("administrator",)


@pytest.mark.parametrize(
    "overage", [{"hasgroups": True}, {"_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {}}}]
)
def test_too_many_groups_to_be_named_are_said_plainly_and_change_nothing(
    platform, behave, client_as, invited, overage
):
    behave(claims=overage)
    client = client_as(None)

    answer = arrive(client)

    assert answer.status_code == 403
    assert "så många grupper" in answer.text
    assert client.get("/me").status_code == 303
    assert held(platform) == ("reader",)


def test_a_newcomer_needs_a_group_that_gives_a_role(platform, behave, client_as):
    behave(claims={"groups": ["g-others"]})
    refused = arrive(client_as(None))
    behave(claims={"groups": ["g-officers"]})
    arrive(client_as(None))

    assert refused.status_code == 403
    assert "Ingen av dina grupper" in refused.text
    assert held(platform) == ("officer",)


def test_a_role_that_does_not_exist_is_a_mistake_of_the_settings(
    platform, behave, client_as, invited, with_provider
):
    platform.settings = with_provider(roles={"g": "emperor"})
    behave(claims={"groups": ["g"]})

    assert arrive(client_as(None)).status_code == 403
    assert held(platform) == ("reader",)


def test_the_key_of_a_person_is_the_claim_that_never_changes(
    platform, behave, client_as, invited, with_provider
):
    platform.settings = with_provider(subject_claim="oid")
    behave(claims={"oid": "never-changes", "sub": "one"})
    first, missing = arrive(client_as(None)), {"oid": None}
    behave(claims={"oid": "never-changes", "sub": "two", "email": "new@example.se"})
    again = arrive(client_as(None))
    behave(claims=missing)

    assert (first.status_code, again.status_code, arrive(client_as(None)).status_code) == (303, 303, 403)
    with platform.read() as ctx:
        assert ctx.session.exec(select(User.oidc_subject)).all() == ["never-changes"]


def test_signing_out_leads_to_the_provider_and_back_to_our_way_in(
    platform, behave, client_as, invited, provider_url
):
    behave(wants_hint=True)
    client = client_as(None)
    arrive(client)
    with platform.read() as ctx:
        kept = ctx.session.exec(select(SignInSession.known_as)).one()
    client.csrf = client.get("/me").text.partition('name="_csrf" value="')[2].partition('"')[0]

    out = client.submit("/sign-out")
    page = client.get(out.headers["location"]).text
    leave = client.get("/sign-out/provider?way=oidc")
    at_provider = httpx.get(leave.headers["location"])

    assert (out.headers["location"], client.get("/me").status_code) == ("/signed-out?way=oidc", 303)
    assert 'href="/sign-out/provider?way=oidc"' in page
    assert leave.headers["location"].startswith(f"{provider_url}/logout?client_id=utblick-test")
    assert at_provider.headers["location"] == f"{HOME}/sign-in"
    hint = parse_qs(urlsplit(leave.headers["location"]).query)["id_token_hint"][0]
    assert hint.count(".") == 2 and hint not in str(kept)
    again = client.get("/sign-out/provider?way=oidc").headers["location"]
    assert "id_token_hint" not in again
    with platform.read() as ctx:
        assert [one for one in ctx.session.exec(select(LinkToken.details)) if one] == []


def test_a_provider_without_a_way_out_is_said(platform, behave, client_as):
    behave(no_logout=True)

    answer = client_as(None, language="en").get("/sign-out/provider?way=oidc")

    assert answer.status_code == 503
    assert "offers no way to sign out" in answer.text
