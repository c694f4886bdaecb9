"""An administrator sees where a user is signed in, and ends that, one by one or everywhere."""

import re

from sqlmodel import select

from utblick.access.models import AuditEntry


def opened(add, sign_in, client_as):
    """A user who is signed in with two browsers."""
    user = add("anna@example.se")
    clients = [client_as(None), client_as(None)]
    for client, agent in zip(clients, ("Firefox/130 (Windows)", "Chrome/130 (iPhone)"), strict=True):
        client.headers["user-agent"] = agent
        sign_in(client, "anna@example.se")
    return user, clients


def test_the_browsers_of_a_user_are_named_and_one_is_signed_out(platform, client, add, sign_in, client_as):
    user, clients = opened(add, sign_in, client_as)
    page = client.get(f"/admin/users/{user.id}").text
    ends = re.findall(rf"/admin/users/{user.id}/sessions/[0-9a-f-]+/end", page)

    client.submit(ends[0])

    assert "Firefox · Windows" in page
    assert "Chrome · iPhone" in page
    assert len(ends) == 2
    assert sorted(one.get("/me").status_code for one in clients) == [200, 303]
    with platform.read() as ctx:
        assert "sign_in.ended" in ctx.session.exec(select(AuditEntry.action)).all()


def test_a_user_is_signed_out_everywhere(client, add, sign_in, client_as):
    user, clients = opened(add, sign_in, client_as)

    client.submit(f"/admin/users/{user.id}/sessions/end")

    assert [one.get("/me").status_code for one in clients] == [303, 303]
    assert client.get("/me").status_code == 200


def test_nobody_but_an_administrator_ends_what_is_somebody_elses(client_as, add, sign_in):
    user, clients = opened(add, sign_in, client_as)

    refused = client_as("coordinator").submit(f"/admin/users/{user.id}/sessions/end")

    assert refused.status_code == 403
    assert [one.get("/me").status_code for one in clients] == [200, 200]
