"""Forms are taken from our own pages only."""

import pytest

from utblick.access.csrf import check_csrf
from utblick.errors import Forbidden

EMAIL = "anna@example.se"
HERE = {"host": "utblick.example", "sec-fetch-site": "same-origin"}


def test_form_without_the_sessions_token_is_refused(client):
    answer = client.post("/me", data={"name": "Anna Exempel", "language": "sv"})

    assert answer.status_code == 403


def test_form_with_another_sessions_token_is_refused(client, client_as):
    other = client_as("officer")

    assert (
        client.post("/me", data={"name": "A B", "language": "sv", "csrf_token": other.csrf}).status_code
        == 403
    )


@pytest.mark.parametrize("field", ["csrf_token", "_csrf"])
def test_form_with_the_token_is_taken(client, field):
    answer = client.post("/me", data={"name": "Anna Exempel", "language": "sv", field: client.csrf})

    assert answer.status_code == 303


def test_token_may_travel_in_the_header(client):
    answer = client.post(
        "/me", data={"name": "Anna Exempel", "language": "sv"}, headers={"x-csrf-token": client.csrf}
    )

    assert answer.status_code == 303


def test_form_sent_from_another_site_is_refused_even_with_the_token(client):
    for site in ("cross-site", "same-site"):
        answer = client.submit("/me", {"name": "A B", "language": "sv"}, headers={"sec-fetch-site": site})
        assert answer.status_code == 403


def test_sign_in_form_sent_from_another_site_is_refused(client_as, add, sign_in):
    add(EMAIL)
    client = client_as(None)
    client.headers["sec-fetch-site"] = "cross-site"

    assert sign_in(client, EMAIL).status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://utblick.example.evil.example"])
def test_browser_without_fetch_metadata_is_judged_by_its_origin(origin):
    with pytest.raises(Forbidden):
        check_csrf({"host": "utblick.example", "origin": origin}, {}, "")


def test_own_origin_is_ours():
    check_csrf({"host": "utblick.example", "origin": "https://utblick.example"}, {"csrf_token": "a"}, "a")

    with pytest.raises(Forbidden):
        check_csrf(HERE, {"csrf_token": "å"}, "a")


def test_language_is_kept_with_the_user(client, client_as):
    client.submit("/language", {"language": "en", "back": "/me"})

    assert '<html lang="en">' in client.get("/me").text


def test_language_that_is_not_spoken_here_is_refused(client):
    assert client.submit("/language", {"language": "fr"}).status_code == 422


def test_visitors_language_is_kept_in_a_cookie(client_as):
    client = client_as(None, language="sv")

    answer = client.submit("/language", {"language": "en", "back": "/forgotten"})

    assert answer.headers["location"] == "/forgotten"
    assert '<html lang="en">' in client.get("/forgotten").text
