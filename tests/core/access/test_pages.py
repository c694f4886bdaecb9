"""Every page of access: shown in both languages, and only to those who may see it."""

import pytest

from utblick.access.declarations import ROUTES

PUBLIC = {
    "/sign-in", "/sign-in/code", "/sign-in/oidc", "/sign-in/oidc/callback", "/sign-out", "/language",
    "/sign-in/saml", "/sign-in/saml/metadata", "/sign-in/saml/acs", "/sign-in/saml/arrival",
    "/sign-in/saml/logout", "/signed-out", "/sign-out/provider",
    "/invitation/{token:str}", "/forgotten", "/reset/{token:str}",
}  # fmt: skip
OPEN = ["/sign-in", "/forgotten"]
OWN = ["/me", "/me/password", "/me/second-factor", "/me/tokens/new"]
ADMINISTRATION = [
    "/admin/users",
    "/admin/users/new",
    "/admin/roles",
    "/admin/roles/new",
    "/admin/roles/officer",
]
ADMINISTRATION += ["/admin/roles/administrator", "/admin/audit"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_are_shown_in_both_languages(client_as, language):
    visitor, administrator = client_as(None, language=language), client_as("administrator", language=language)

    shown = [visitor.get(path) for path in OPEN] + [administrator.get(path) for path in OWN + ADMINISTRATION]

    assert {answer.status_code for answer in shown} == {200}
    assert all(f'<html lang="{language}">' in answer.text for answer in shown)
    assert all(answer.headers["cache-control"] == "no-store" for answer in shown)


def test_only_the_ways_in_are_open_to_everybody():
    assert {route.path for route in ROUTES if route.access == "public"} == PUBLIC


def test_administration_asks_for_its_permission():
    asked = {route.access for route in ROUTES if route.path.startswith("/admin/")}

    assert asked == {"core.admin", "core.audit"}


@pytest.mark.parametrize("path", OWN + ADMINISTRATION)
def test_signed_out_visitors_are_sent_to_sign_in(client_as, path):
    assert client_as(None).get(path).headers["location"] == f"/sign-in?next={path}"


def test_passwords_are_never_written_back(client_as):
    answer = client_as(None).submit("/sign-in", {"email": "a@example.se", "password": "my secret words"})

    assert "my secret words" not in answer.text


def test_text_of_visitors_is_shown_as_text(client_as):
    answer = client_as(None).submit("/sign-in", {"email": '"><script>alert(1)</script>', "password": "x"})

    assert "<script>alert(1)" not in answer.text


def test_sign_in_page_leads_on_who_is_signed_in(client):
    assert client.get("/sign-in?next=/admin/users").headers["location"] == "/admin/users"


def test_where_passwords_are_off_there_is_no_way_in_by_them(platform, settings, client_as, add, sign_in):
    add("anna@example.se")
    off = settings.sign_in.model_copy(update={"passwords": False})
    platform.settings = settings.model_copy(update={"sign_in": off})
    client = client_as(None)

    assert 'name="password"' not in client.get("/sign-in").text
    assert sign_in(client, "anna@example.se").status_code == 422
    assert [client.get("/forgotten").status_code, client.get("/me").status_code] == [404, 303]
