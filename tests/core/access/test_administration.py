"""What administrators do with users and roles, and what nobody can."""

import re

import pytest
from sqlmodel import select

from utblick.access.models import User
from utblick.access.roles import permissions_of

EMAIL = "anna@example.se"


def test_roles_apply_at_once_where_the_user_is_signed_in(client, client_as, add, sign_in):
    user, colleague = add(EMAIL, role="reader"), client_as(None)
    sign_in(colleague, EMAIL)
    assert colleague.get("/admin/users").status_code == 403

    client.submit(f"/admin/users/{user.id}/roles", {"roles": ["administrator"]})
    given = colleague.get("/admin/users").status_code
    client.submit(f"/admin/users/{user.id}/roles", {"roles": ["reader"]})

    assert (given, colleague.get("/admin/users").status_code) == (200, 403)


def test_change_of_roles_is_audited_with_before_and_after(client, add, audited):
    user = add(EMAIL, role="reader")

    client.submit(f"/admin/users/{user.id}/roles", {"roles": ["officer"]})

    page = client.get("/admin/audit?action=user.roles_changed").text
    assert audited()[-1][1:] == ("user.roles_changed", f"user/{user.id}")
    assert "Före: Läsare" in page
    assert "Efter: Handläggare" in page


@pytest.mark.parametrize("role", ["reader", "officer", "coordinator"])
@pytest.mark.parametrize(
    "path", ["/admin/users", "/admin/users/new", "/admin/roles", "/admin/roles/officer", "/admin/audit"]
)
def test_administration_is_closed_to_others(client_as, role, path):
    refused = client_as(role).get(path)

    assert refused.status_code == 403
    assert '<a href="/organisations"' in refused.text
    assert f'href="{path}"' not in refused.text


def test_last_administrator_stays(platform, client):
    me = only_user(platform)

    answer = client.submit(f"/admin/users/{me.id}/roles", {"roles": ["reader"]})

    assert answer.status_code == 409
    assert client.get("/admin/users").status_code == 200


def test_administrator_can_step_down_when_there_is_another(platform, client, add):
    me = only_user(platform)
    add(EMAIL, role="administrator")

    assert client.submit(f"/admin/users/{me.id}/roles", {"roles": ["reader"]}).status_code == 303
    assert client.get("/admin/users").status_code == 403


def test_locked_second_administrator_does_not_count(platform, client, add):
    me, other = only_user(platform), add(EMAIL, role="administrator")
    client.submit(f"/admin/users/{other.id}/do/lock")

    assert client.submit(f"/admin/users/{me.id}/roles", {"roles": ["reader"]}).status_code == 409


@pytest.mark.parametrize("action", ["lock", "close"])
def test_nobody_shuts_themselves_out(platform, client, add, action):
    me = only_user(platform)
    add(EMAIL, role="administrator")

    assert client.submit(f"/admin/users/{me.id}/do/{action}").status_code == 409


def test_locking_signs_out_and_unlocking_lets_in_again(client, client_as, add, sign_in):
    user, colleague = add(EMAIL), client_as(None)
    sign_in(colleague, EMAIL)
    assert colleague.get("/me").status_code == 200

    client.submit(f"/admin/users/{user.id}/do/lock")
    locked = (colleague.get("/me").status_code, sign_in(client_as(None), EMAIL).status_code)
    client.submit(f"/admin/users/{user.id}/do/unlock")

    assert locked == (303, 422)
    assert sign_in(client_as(None), EMAIL).status_code == 303


def test_closed_account_keeps_no_secret(platform, client, add):
    user = add(EMAIL)

    client.submit(f"/admin/users/{user.id}/do/close")

    with platform.read() as ctx:
        found = ctx.session.get(User, user.id)
    assert (found.state, found.password_hash, found.totp_secret) == ("closed", "", "")


def test_nobody_gives_more_than_they_may(client, client_as, add, sign_in):
    client.submit("/admin/roles/new", {"title": "Behörighet", "permissions": ["core.admin"]})
    helper, user = add("eva@example.se", role="behorighet"), add(EMAIL, role="reader")
    clerk = client_as(None)
    sign_in(clerk, helper.email)

    promoted = clerk.submit(f"/admin/users/{helper.id}/roles", {"roles": ["administrator"]})
    other = clerk.submit(f"/admin/users/{user.id}/roles", {"roles": ["administrator"]})
    own_role = clerk.submit(
        "/admin/roles/behorighet", {"title": "B", "permissions": ["core.admin", "core.audit"]}
    )
    invited = clerk.submit(
        "/admin/users/new",
        {"email": "x@example.se", "name": "X Exempel", "roles": "administrator", "language": "sv"},
    )

    assert (promoted.status_code, other.status_code, own_role.status_code) == (409, 409, 403)
    assert invited.status_code == 403
    assert clerk.get("/admin/users").status_code == 200


def test_nobody_takes_over_an_account_that_may_more(platform, client, client_as, add, sign_in):
    administrator = only_user(platform)
    client.submit("/admin/roles/new", {"title": "Behörighet", "permissions": ["core.admin"]})
    clerk = client_as(None)
    add(EMAIL, role="behorighet")
    sign_in(clerk, EMAIL)

    answers = [
        clerk.submit(f"/admin/users/{administrator.id}/do/{action}").status_code
        for action in ("reset", "lock", "close", "second-factor-off")
    ]

    assert answers == [409] * 4


def test_changed_role_applies_at_once(client, client_as):
    officer = client_as("officer")
    assert officer.get("/admin/audit").status_code == 403

    client.submit("/admin/roles/officer", {"permissions": ["core.read", "core.audit"]})

    assert officer.get("/admin/audit").status_code == 200


def test_permission_that_comes_later_still_reaches_a_changed_built_in_role(platform, client, client_as):
    from dataclasses import replace

    from utblick.declare import Permission
    from utblick.i18n import _
    from utblick.registry import Registry

    client_as("officer")
    client.submit("/admin/roles/officer", {"permissions": ["core.read"]})
    core = platform.registry.plugins[0]
    later = Permission(name="core.later", title=_("Later"))
    registry = Registry((replace(core, permissions=(*core.permissions, later)),))

    with platform.read() as ctx:
        officer = ctx.session.exec(select(User).where(User.email == "officer@utblick.example")).one()
        assert permissions_of(ctx.session, registry, officer.id) == {"core.read", "core.later"}


def test_role_of_ones_own_can_be_made_given_and_removed(client, add):
    made = client.submit("/admin/roles/new", {"title": "Företagslots", "permissions": ["core.read"]})
    user = add(EMAIL, role="foretagslots")

    held = client.submit("/admin/roles/foretagslots/remove").status_code
    client.submit(f"/admin/users/{user.id}/roles", {"roles": ["reader"]})
    removed = client.submit("/admin/roles/foretagslots/remove").status_code

    assert (made.status_code, held, removed) == (303, 409, 303)
    assert client.get("/admin/roles/foretagslots").status_code == 404


@pytest.mark.parametrize("name", ["administrator", "officer"])
def test_built_in_roles_cannot_be_removed(client, name):
    assert client.submit(f"/admin/roles/{name}/remove").status_code == 409


def test_administrators_role_cannot_be_changed(client):
    assert client.submit("/admin/roles/administrator", {"permissions": ["core.read"]}).status_code == 409


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("email", "a@b\r\nBcc: c@d.se"),
        ("name", ""),
        ("roles", []),
        ("roles", ["unknown"]),
    ],
)
def test_invitation_with_a_mistake_says_where(client, mailed, field, value):
    sent = {
        "email": "bo@example.se",
        "name": "Bo Exempel",
        "language": "sv",
        "roles": ["officer"],
        field: value,
    }

    answer = client.submit("/admin/users/new", sent)

    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert mailed() == []


def test_second_account_with_one_address_is_refused(client, add):
    add(EMAIL)

    answer = client.submit("/admin/users/new", {"email": "ANNA@example.se", "name": "A E", "roles": "reader"})

    assert answer.status_code == 422


def test_name_with_markup_is_shown_as_text(client, add):
    add(EMAIL, name="<script>alert(1)</script>")

    page = client.get("/admin/users").text

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_audit_log_is_filtered_by_actor_action_and_day(platform, client, client_as, add, sign_in):
    user = add(EMAIL)
    sign_in(client_as(None), EMAIL)
    sign_in(client_as(None), EMAIL, "wrong password!")

    def rows(**asked: str) -> int:
        return len(re.findall(r"<tr>", client.get("/admin/audit", params=asked).text)) - 1

    assert rows() == 3
    assert rows(actor=f"user/{user.id}") == 1
    assert rows(action="sign_in.failed") == 1
    assert rows(**{"from": "2020-01-01", "to": "2020-01-02"}) == -1
    assert rows(**{"from": "31/02"}) == 3


def test_audit_log_goes_on_to_older_entries(platform, client):
    from utblick.access.audit import audit

    with platform.write() as ctx:
        for n in range(60):
            audit(ctx, "test.happened", f"thing/{n}")

    first = client.get("/admin/audit").text
    older = re.search(r'href="(/admin/audit\?[^"]*before=[^"]*)"', first).group(1).replace("&amp;", "&")

    pages = [set(re.findall(r"thing/\d+", text)) for text in (first, client.get(older).text)]
    assert [len(found) for found in pages] == [50, 10]
    assert pages[0] | pages[1] == {f"thing/{n}" for n in range(60)}


def test_exported_audit_log_holds_no_formula_and_the_export_is_audited(platform, client, audited):
    from utblick.access.audit import audit

    with platform.write() as ctx:
        audit(ctx, "test.happened", "=HYPERLINK(1)")

    answer = client.get("/admin/audit/export.csv")

    assert answer.content.startswith(b"\xef\xbb\xbfat;actor;action;object;details;remote\r\n")
    assert b";'=HYPERLINK(1);" in answer.content
    assert audited()[-1][1] == "audit.exported"


def only_user(platform) -> User:
    with platform.read() as ctx:
        return ctx.session.exec(select(User)).one()
