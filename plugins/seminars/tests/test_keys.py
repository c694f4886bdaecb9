"""Links in letters outlive the key that they were made with, until somebody says that it is forgotten."""

import secrets

import pytest

from utblick_seminars import queries


@pytest.fixture
def visitor(client_as):
    return client_as(None)


def test_a_mailed_link_works_and_stays_the_same_when_the_key_is_replaced(
    visitor, make_seminar, sign_up, place, cli
):
    mailed = place(registration := sign_up(make_seminar()))
    cli("key", "rotate")

    assert place(registration) == mailed
    assert visitor.get(mailed).status_code == 200
    assert place(sign_up(make_seminar(), "bo")) != mailed


@pytest.mark.parametrize("marked", [True, False], ids=["as made now", "as made before keys had marks"])
def test_a_forgotten_key_ends_its_links_and_the_next_letter_has_a_new_one(
    platform, visitor, make_seminar, sign_up, place, cli, marked
):
    registration = sign_up(make_seminar())
    if not marked:
        unmark(platform, registration)
    mailed = place(registration)
    old = cli("key", "list").stdout.split("\t")[0]
    cli("key", "rotate")
    later = place(sign_up(make_seminar(), "bo"))
    assert visitor.get(mailed).status_code == 200

    done = cli("key", "forget", old, "--yes")

    said = "seminars.after: 1, seminars.before: 1, seminars.place: 1"
    assert f"mailed or shown: {said};" in done.stdout, done.stderr
    assert f"Links that were made anew: {said}." in done.stdout
    assert visitor.get(mailed).status_code == 404
    assert place(registration) != mailed
    assert visitor.get(place(registration)).status_code == 200
    assert visitor.get(later).status_code == 200


def unmark(platform, registration):
    from utblick.api import link_key, token_hash

    with platform.write() as ctx:
        row = queries.registration(ctx, registration)
        row.nonce = secrets.token_hex(16)
        row.key_hash = token_hash(link_key(ctx, "seminars.place", row.id, row.nonce))
