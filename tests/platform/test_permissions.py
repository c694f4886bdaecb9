"""Every address asked by everybody: who holds its permission is let in, nobody else, and then nothing changes."""

import re
from hashlib import sha256

import pytest
from sqlmodel import select

from utblick.access.credentials.tokens import create_token
from utblick.access.testing import signed_up
from utblick.cli.demo import load_demo
from utblick.context import SYSTEM, Actor
from utblick.testing.whole import WHOLE
from utblick.web.app import routes
from utblick.web.routing import PUBLIC, SIGNED_IN

"""Whether everything is tried with everybody; else each thing with somebody."""
pytestmark = pytest.mark.timeout(3600 if WHOLE else 900)  # a busy machine is slow, not wrong
ROLES = (None, "", "reader", "officer", "coordinator", "administrator")
"""A visitor, somebody who is signed in and may do nothing, and the built-in roles."""
NOBODYS = "01a20a91-dd09-7305-9b28-d79772b37f7d"
OWN = re.compile(
    r"/(me|notices|tasks|calendar|search|comments|files|panels|records)(/.*)?|/api|/bus/notice|/"
)
"""What everybody who is signed in may open: one's own, and what asks for the record's permission inside."""


@pytest.fixture
def addresses(platform):
    """Method, address and what it asks for, of every route there is."""
    return [
        (route.method, re.sub(r"\{\w+:(\w+)\}", filled, route.path), route.access)
        for _owner, route in routes(platform)
    ]


def filled(part):
    return {"uuid": NOBODYS, "int": "1"}.get(part[1], "1")


def contents(platform):
    """A digest of every row of every table, but for sessions and what counts attempts."""
    with platform.database.engine.connect() as connection:
        raw = connection.connection.driver_connection
        lines = [
            line for line in raw.iterdump()
            if not re.match(r'INSERT INTO "core_(session|sign_in_attempt|link_token|api_token)"', line)
        ]  # fmt: skip
    return sha256("\n".join(lines).encode()).hexdigest()


def held(platform, role):
    if role == "administrator":
        return None
    return {
        permission.name
        for plugin in platform.registry.plugins
        for permission in plugin.permissions
        if role in permission.roles
    }


def may(access, role, permissions):
    if access == PUBLIC:
        return True
    if role is None:
        return False
    return access == SIGNED_IN or permissions is None or access in permissions


def body_of(method, address):
    if method == "GET":
        return {}, b""
    if address.startswith("/api/"):
        return {"content-type": "application/json"}, b"{}"
    return {"content-type": "application/x-www-form-urlencoded"}, b""


def test_every_address_names_a_permission_or_stands_on_the_list_of_what_needs_none(addresses):
    unnamed = {address for _method, address, access in addresses if access == SIGNED_IN}

    assert {address for address in unnamed if not OWN.fullmatch(address)} == set()


@pytest.mark.parametrize("role", ROLES, ids=lambda role: {None: "visitor", "": "no role"}.get(role, role))
def test_each_role_is_let_in_where_it_may_and_nowhere_else(platform, addresses, ask, signed_in_as, role):
    permissions, who = held(platform, role), signed_in_as(role)
    before, wrong = contents(platform), {}
    refused = [one for one in addresses if not may(one[2], role, permissions)]

    for method, address, access in refused:
        kind, body = body_of(method, address)
        status, _headers, _body = ask(method, address, {**who, "accept": "application/json", **kind}, body)
        if status != (401 if role is None else 403):
            wrong[f"{method} {address}"] = (status, access)
    after = contents(platform)
    for method, address, access in allowed_of(platform, addresses, role):
        kind, body = body_of(method, address)
        status, headers, _body = ask(method, address, {**who, **kind}, body)
        if method != "GET" and access in (SIGNED_IN, PUBLIC):
            who = signed_in_as(role)  # it may have signed itself out
        sent_away = access != PUBLIC and headers.get(b"location", b"").startswith(b"/sign-in")
        if status in (401, 403) or status >= 500 or sent_away:
            wrong[f"{method} {address}"] = (status, access)

    assert wrong == {}
    assert after == before


def allowed_of(platform, addresses, role):
    """Where the role is let in: every address is asked by one of those who may, and by all of them on demand."""
    holders = {one: held(platform, one) for one in ROLES}
    for number, (method, address, access) in enumerate(addresses):
        who_may = [one for one in ROLES if may(access, one, holders[one])]
        if role in who_may and (WHOLE or who_may[number % len(who_may)] == role):
            yield method, address, access


@pytest.mark.parametrize(
    ("scopes", "read_only"),
    [(("core.read",), True), (("core.read", "core.write"), False), (None, True), (None, False)],
    ids=["one scope to read", "two scopes", "all to read", "all"],
)
def test_a_token_opens_what_its_scopes_name_below_api_and_nothing_else(
    platform, addresses, ask, scopes, read_only
):
    named = sorted(p.name for plugin in platform.registry.plugins for p in plugin.permissions)
    with platform.write(SYSTEM) as ctx:
        user_id = signed_up(ctx, "administrator").id
    with platform.write(Actor("user", user_id, permissions=frozenset("*"))) as ctx:
        token = create_token(ctx, name="Test", scopes=scopes or named, days=1, read_only=read_only)
    who, wrong = {"authorization": f"Bearer {token}", "accept": "application/json"}, {}
    before = contents(platform)

    for method, address, access in sorted(addresses, key=lambda one: one[0] == "GET", reverse=True):
        kind, body = body_of(method, address)
        opens = (
            address.startswith("/api/")
            and (access in (PUBLIC, SIGNED_IN) or access in (scopes or named))
            and (method == "GET" or not read_only)
        )
        if opens and method != "GET":
            continue
        status, _headers, _body = ask(method, address, {**who, **kind}, body)
        if (status == 403) == opens or status >= 500:
            wrong[f"{method} {address}"] = (status, access)

    assert wrong == {}
    assert contents(platform) == before


def test_a_link_that_nobody_was_given_opens_nothing(platform, addresses, ask):
    before, opened = contents(platform), {}
    given = [
        (method, address)
        for method, address, access in addresses
        if access == PUBLIC and address.endswith("/1")
    ]

    for method, address in given:
        kind, body = body_of(method, address)
        status, headers, _body = ask(method, address, {"sec-fetch-site": "same-origin", **kind}, body)
        if status not in (404, 410, 422):
            opened[f"{method} {address}"] = (status, headers.get(b"location"))

    assert len(given) > 20
    assert opened == {}
    assert contents(platform) == before


def test_each_move_of_each_record_is_open_to_those_who_may_make_it(demonstration, ask, signed_in_as):
    platform, rows = demonstration
    wrong = {}

    for role in ROLES[1:]:
        permissions, who = held(platform, role), signed_in_as(role)
        for place, needed in moves(platform, rows):
            allowed = permissions is None or needed <= permissions
            if allowed and not WHOLE and role not in ("coordinator", "administrator"):
                continue
            status, _headers, _body = ask("GET", place, {**who, "accept": "application/json"})
            if (status == 403) == allowed or status >= 500:
                wrong[f"{role} {place}"] = (status, needed)

    assert wrong == {}


def moves(platform, rows):
    """The address of each move of a record that is there, with the permissions that it asks for."""
    for owner, record in platform.registry.records():
        for transition in record.transitions if (owner.name, record.kind) in rows else ():
            place = f"{owner.path(record)}/{rows[owner.name, record.kind]}/do/{transition.name}"
            yield place, {record.read, transition.permission}


@pytest.fixture
def demonstration(platform):
    """The demonstration, with the id of one row of each record type."""
    load_demo(platform)
    with platform.read() as ctx:
        rows = {
            (owner.name, record.kind): ctx.session.exec(select(record.model.id).limit(1)).first()
            for owner, record in platform.registry.records()
        }
    return platform, {key: row for key, row in rows.items() if row is not None}
