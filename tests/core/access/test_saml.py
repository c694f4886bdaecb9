"""Signing in by SAML, against a real provider process on loopback."""

from datetime import timedelta

import pytest
from sqlmodel import select

from utblick.access.jobs import sweep
from utblick.access.models import LinkToken, SignInSession, User
from utblick.access.roles import roles_of
from utblick.access.users import add_user, prepare

EMAIL = "anna@example.se"
GROUPS = "http://schemas.microsoft.com/ws/2008/06/identity/claims/groups"
MAIL = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
METHODS = "http://schemas.microsoft.com/claims/authnmethodsreferences"


@pytest.fixture
def settings(with_saml):
    return with_saml()


@pytest.fixture
def invited(platform) -> User:
    with platform.write() as ctx:
        return prepare(ctx, email=EMAIL, name="Anna Exempel", role_names=["reader"])[0]


def held(platform):
    with platform.read() as ctx:
        return roles_of(ctx.session, ctx.session.exec(select(User.id).where(User.email == EMAIL)).one())


@pytest.mark.parametrize("sign", ["assertion", "response", "both"])
def test_invited_colleague_signs_in_and_keeps_the_account(
    platform, saml_behave, saml_url, client_as, invited, through, sign
):
    saml_behave(sign=sign)
    client = client_as(None)

    answer = through(client, next="/me")

    assert (answer.status_code, answer.headers["location"]) == (303, "/me")
    assert client.get("/me").status_code == 200
    with platform.read() as ctx:
        user = ctx.session.get(User, invited.id)
        assert (user.state, user.saml_issuer, user.saml_subject) == (
            "active",
            f"{saml_url}/metadata",
            "person-1",
        )


def test_account_is_known_by_its_subject_when_the_address_changes(saml_behave, client_as, invited, through):
    through(client_as(None))
    saml_behave(attributes={MAIL: ["new@example.se"]})
    client = client_as(None)

    assert through(client).status_code == 303
    assert EMAIL in client.get("/me").text


def test_roles_are_given_and_taken_by_the_groups_at_each_sign_in_and_those_by_hand_stay(
    platform, saml_behave, client_as, invited, through, with_saml
):
    platform.settings = with_saml(roles={"g-officers": "officer", "g-chiefs": "coordinator"})
    seen = []
    for groups in (["g-officers"], ["g-chiefs", "g-others"], []):
        saml_behave(attributes={GROUPS: groups})
        through(client_as(None))
        seen.append(held(platform))

    assert seen == [("officer", "reader"), ("coordinator", "reader"), ("reader",)]


def test_too_many_groups_to_be_named_are_said_plainly(
    platform, saml_behave, client_as, invited, through, with_saml
):
    platform.settings = with_saml(roles={"g-officers": "officer"})
    saml_behave(attributes={"http://schemas.microsoft.com/claims/groups.link": ["https://graph.example/"]})

    answer = through(client_as(None))

    assert (answer.status_code, held(platform)) == (403, ("reader",))
    assert "så många grupper" in answer.text


def test_a_newcomer_gets_an_account_by_a_group_where_the_settings_say_so(
    platform, saml_behave, client_as, through, with_saml
):
    stranger = through(client_as(None)).status_code
    platform.settings = with_saml(roles={"g-officers": "officer"}, create_users=True)
    outside = through(client_as(None))
    saml_behave(attributes={GROUPS: ["g-officers"]})
    client = client_as(None)
    inside = through(client)

    assert (stranger, outside.status_code, inside.status_code) == (403, 403, 303)
    assert held(platform) == ("officer",)
    assert "Anna Exempel" in client.get("/me").text


def test_signed_in_user_links_the_account_and_then_signs_in_by_it(client_as, add, sign_in, through):
    add("other@example.se")
    client = client_as(None)
    sign_in(client, "other@example.se")
    offered = 'href="/sign-in/saml"' in client.get("/me").text

    linked = through(client)

    other = client_as(None)
    assert (offered, linked.headers["location"], through(other).headers["location"]) == (True, "/me", "/")
    assert "other@example.se" in other.get("/me").text


def test_account_with_a_password_is_not_taken_over_by_its_address(platform, client_as, through):
    with platform.write() as ctx:
        add_user(ctx, email=EMAIL, name="A E", role_names=["administrator"], password="tre gula paraplyer")

    answer = through(client_as(None, language="en"))

    assert answer.status_code == 403
    assert through(client_as(None)).status_code == 403


def test_locked_user_is_refused(platform, client_as, invited, through):
    through(client_as(None))
    with platform.write() as ctx:
        ctx.session.get(User, invited.id).state = "locked"

    assert through(client_as(None)).status_code == 403


def test_the_key_of_a_person_is_the_attribute_that_never_changes(
    platform, saml_behave, client_as, invited, through, with_saml, refusals
):
    platform.settings = with_saml(subject_attribute="objectidentifier")
    saml_behave(attributes={"objectidentifier": ["never-changes"]}, name_id="one")
    first = through(client_as(None)).status_code
    saml_behave(attributes={"objectidentifier": ["never-changes"], MAIL: ["new@example.se"]}, name_id="two")
    again = through(client_as(None)).status_code
    saml_behave(name_id="one")

    assert (first, again, through(client_as(None)).status_code) == (303, 303, 403)
    assert refusals() == ["assertion: no subject_attribute"]


def test_a_name_that_is_another_at_each_sign_in_makes_no_account(
    saml_behave, client_as, invited, through, refusals
):
    saml_behave(name_id_format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient")

    assert through(client_as(None)).status_code == 403
    assert refusals() == ["assertion: a NameID for this sign-in only"]


def test_the_session_says_of_a_second_factor_and_ends_when_the_provider_wants_it(
    platform, saml_behave, client_as, invited, through
):
    saml_behave(
        attributes={METHODS: ["http://schemas.microsoft.com/claims/multipleauthn"]}, session_until=600
    )

    through(client_as(None))

    with platform.read() as ctx:
        row = ctx.session.exec(select(SignInSession)).one()
        left = (row.expires_at - ctx.now).total_seconds()
    assert (row.second_factor, row.way, 500 < left <= 600) == (True, "saml", True)


def test_what_was_confirmed_of_a_person_is_readable_nowhere_on_the_way(
    platform, client_as, invited, away, post_back
):
    post_back(away(client_as(None)))

    with platform.read() as ctx:
        kept = " ".join(str(one.details) for one in ctx.session.exec(select(LinkToken)).all())
    assert "claims" in kept
    assert not [word for word in ("person-1", "anna@", "Exempel") if word in kept]


def test_what_was_kept_on_the_way_goes_the_night_after_and_an_invitation_stays(
    platform, client_as, invited, away, post_back
):
    post_back(away(client_as(None)))
    with platform.read() as ctx:
        later, before = ctx.now + timedelta(hours=8), len(ctx.session.exec(select(LinkToken)).all())

    with platform.write(now=later) as ctx:
        sweep(ctx)

    with platform.read() as ctx:
        left = [one.purpose for one in ctx.session.exec(select(LinkToken)).all()]
    assert (before, left) == (4, ["invitation"])


def test_nothing_is_offered_where_no_provider_is_set(platform, settings, client_as):
    platform.settings = settings.model_copy(update={"sign_in": type(settings.sign_in)()})
    client = client_as(None)

    assert "/sign-in/saml" not in client.get("/sign-in").text
    assert [
        client.get(f"/sign-in/saml{path}").status_code for path in ("", "/metadata", "/arrival", "/logout")
    ] == [404] * 4


def test_both_ways_stand_on_the_page_each_by_its_name(platform, settings, client_as):
    saml = settings.sign_in.saml.model_copy(update={"name": "e-tjänstekort"})
    oidc = settings.sign_in.oidc.model_copy(update={"issuer": "https://login.example.se", "name": "Entra"})
    both = settings.sign_in.model_copy(update={"saml": saml, "oidc": oidc})
    platform.settings = settings.model_copy(update={"sign_in": both})

    page = client_as(None).get("/sign-in?next=/me").text

    assert ['href="/sign-in/oidc?next=/me"' in page, 'href="/sign-in/saml?next=/me"' in page] == [True, True]
    assert ["Logga in med Entra" in page, "Logga in med e-tjänstekort" in page] == [True, True]
