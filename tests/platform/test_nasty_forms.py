"""Every form and every address filled with what nobody should send: no fall, no echo, each refusal in words."""

import re
from collections import defaultdict
from urllib.parse import quote_from_bytes, urlencode

import lxml.html
import pytest
from sqlmodel import select

from utblick.cli.demo import load_demo
from utblick.testing.whole import WHOLE
from utblick.web.app import routes
from utblick.web.routing import PUBLIC

"""Whether each field of each form is tried; else one or all of each form, with other values in each."""
MARK = b"<script>nasty(1)</script>"
NASTY = (
    MARK + b"\"'><img src=x onerror=nasty(2)>",
    b"'; DROP TABLE core_user; --",
    b"x" * 40_000,
    b"\xed\xa0\x80\xff\xfe",
    b"a\0b",
    "\u202e\u200f\u2066rtl\u0301\ufffe\U0001f4a9".encode(),
    b"../../../../../etc/passwd",
    b"9" * 400,
    b"-99999999999999999999",
    b"1e400",
    b"NaN",
    b"2026-13-45",
    b"0000-00-00",
    b"9999-12-31T99:99",
    b"{{7*7}}{% raise %}%s%n",
    b"\r\nset-cookie: nasty=1\r\n\r\n",
    b"01a20a91-dd09-7305-9b28-d79772b37f7d",
    b"[]",
    "Å" * 300 * 1,
    b"%00%0a",
)
pytestmark = pytest.mark.timeout(3600 if WHOLE else 900)  # a busy machine is slow, not wrong
LEFT = re.compile(r"/(sign-out|me/sessions/.*|me/password|me/second-factor/.*|language)")
"""Forms that end the session which tries the others; they are tried in their own tests."""
FALLEN = (
    b"Traceback (most recent call last)",
    b"sqlalchemy",
    b"site-packages",
    b"nasty(1)</script>",
    b"onerror=nasty(2)>",
)


def value(number):
    found = NASTY[number % len(NASTY)]
    return found.encode() if isinstance(found, str) else found


@pytest.fixture
def house(platform):
    """The demonstration, and the addresses of its routes with ids of rows that are there."""
    load_demo(platform)
    ids = {}
    with platform.read() as ctx:
        for owner, record in platform.registry.records():
            found = ctx.session.exec(select(record.model.id).limit(1)).first()
            if found is not None:
                ids[owner.path(record)] = str(found)
    return platform, ids


def real(path, ids):
    """The address with ids of rows, where the beginning of the path names a record type."""
    before = path.partition("/{")[0]
    known = ids.get(before) or ids.get("/" + "/".join(before.split("/")[1:3]))
    other = known or "01a20a91-dd09-7305-9b28-d79772b37f7d"
    path = re.sub(r"\{\w+:uuid\}", other, path)
    return re.sub(r"\{\w+:int\}", "1", re.sub(r"\{\w+:str\}", "nasty", path))


def pairs(fields):
    return "&".join(f"{quote_from_bytes(n)}={quote_from_bytes(v)}" for n, v in fields).encode()


def fault(status, headers, body):
    """What is wrong with an answer; empty when nothing is."""
    if status >= 500:
        return f"status {status}"
    if b"html" in headers.get(b"content-type", b""):
        for sign in FALLEN:
            if sign in body:
                return f"shows {sign.decode()}"
        if status >= 400 and not re.search(rb"<h[12][^>]*>\s*\S", body):
            return f"status {status} without a word"
    if b"nasty" in headers.get(b"set-cookie", b"").partition(b";")[0].partition(b"=")[2][:5]:
        return "a header of the sender's"
    return ""


def forms_in(body, place):
    """The forms of a page that write: where they go to, and their fields as a browser would send them."""
    for form in lxml.html.fromstring(body).forms:
        if form.method.upper() != "POST":
            continue
        fields = [(name, held or "") for name, held in form.form_values()]
        names = {one.name for one in form.inputs if getattr(one, "name", None)}
        fields += [(name, "") for name in sorted(names - {name for name, _held in fields})]
        action = form.get("action") or place
        yield action.partition("#")[0], [(n, v) for n, v in fields if n not in ("_csrf", "csrf_token")]


def test_no_address_falls_over_its_query_and_no_form_over_its_fields(house, ask, signed_in_as):
    platform, ids = house
    who = signed_in_as("administrator")
    wrong, forms = {}, {}
    listed = [route for _owner, route in routes(platform)]
    for number, route in enumerate(one for one in listed if one.method == "GET"):
        place = real(route.path, ids)
        names = (
            b"q",
            b"sort",
            b"after",
            b"view",
            b"page",
            b"show",
            b"next",
            b"state",
            b"month",
            b"day",
            b"id",
            b"back",
        )
        query = pairs(
            (name, value(number + k)) for k, name in enumerate(names) if len(value(number + k)) < 5000
        )
        for sent in (query, b"") if WHOLE else ((query,), (b"",), ())[number % 3]:
            status, headers, body = ask("GET", f"{place}?{sent.decode()}", who)
            if said := fault(status, headers, body):
                wrong[f"GET {place}?{sent.decode()[:300]}"] = said
            if status == 200 and b"html" in headers.get(b"content-type", b"") and b"<form" in body:
                for action, fields in forms_in(body, place):
                    key = re.sub(r"[0-9a-f-]{36}|\d+", "…", action)
                    if key not in forms or len(fields) > len(forms[key][1]):
                        forms[key] = action, fields

    for number, (action, fields) in enumerate(sorted(forms.values())):
        if LEFT.fullmatch(action.partition("?")[0]) or (number % 3 == 2 and not WHOLE):
            continue
        for sent in submissions(number, fields):
            status, headers, body = ask(
                "POST", action, {**who, "content-type": "application/x-www-form-urlencoded"}, pairs(sent)
            )
            if said := fault(status, headers, body):
                wrong[f"POST {action} {[(n, v[:40]) for n, v in sent][:12]}"] = said

    assert len(forms) > 100
    assert wrong == {}


def submissions(number, fields):
    """What a form is sent: every field nasty, or one that is sent twice among the others as they were."""
    plain = [(name.encode(), str(held).encode()) for name, held in fields]
    if WHOLE or number % 2:
        yield [(name, value(number + 7 * k)) for k, (name, _held) in enumerate(plain)]
    for place in range(len(plain)) if WHOLE else [number % len(plain)] if plain and not number % 2 else ():
        for which in range(number + place, number + place + (3 if WHOLE else 1)):
            name = plain[place][0]
            changed = [*plain[:place], (name, value(which)), *plain[place + 1 :]]
            yield [*changed, (name, value(which + 1)), (b"unheard_of", value(which))]


def test_no_address_falls_over_a_body_of_another_kind(platform, ask, signed_in_as):
    who, wrong = signed_in_as("administrator"), {}
    bodies = [
        ("application/json", b'{"a": [1, {"b": null}], "name": 3, "ids": "x"}'),
        ("application/json", b"[" * 5000),
        (
            "multipart/form-data; boundary=x",
            b"--x\r\ncontent-disposition: form-data; name=file; filename=a\r\n\r\nx",
        ),
        ("multipart/form-data", b"\xff"),
        ("text/plain; charset=nasty", b"x"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"+ADw-=1"),
        ("", b"\xff\0"),
    ]
    writing = [route for _owner, route in routes(platform) if route.method != "GET"]
    for number, route in enumerate(writing):
        if LEFT.fullmatch(route.path):
            continue
        for kind, body in bodies if WHOLE else (bodies[number % len(bodies)],):
            headers = {**who, **({"content-type": kind} if kind else {})}
            status, told, answer = ask(route.method, real(route.path, {}), headers, body)
            if said := fault(status, told, answer):
                wrong[f"{route.method} {route.path} {kind} {body[:40]}"] = said

    assert wrong == {}


def test_open_pages_take_nasty_forms_from_strangers(platform, ask):
    wrong, tried = {}, defaultdict(int)
    who = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}
    names = [
        b"email",
        b"password",
        b"code",
        b"name",
        b"token",
        b"next",
        b"answer",
        b"text",
        b"language",
        b"back",
    ]
    for route in (one for _owner, one in routes(platform) if one.access == PUBLIC):
        for number in range(len(NASTY) if WHOLE else 4):
            place = re.sub(
                r"\{\w+:str\}", quote_from_bytes(value(number)[:200]).replace("/", "%2F"), route.path
            )
            place = re.sub(r"\{\w+:uuid\}", "01a20a91-dd09-7305-9b28-d79772b37f7d", place)
            body = (
                pairs((name, value(number + k)) for k, name in enumerate(names))
                if route.method == "POST"
                else b""
            )
            query = urlencode({"next": "//evil.example", "state": "x"})
            status, headers, answer = ask(route.method, f"{place}?{query}", who, body)
            tried[status // 100] += 1
            if said := fault(status, headers, answer):
                wrong[f"{route.method} {place[:120]}"] = said
            if b"evil.example" in headers.get(b"location", b""):
                wrong[f"{route.method} {place[:120]}"] = "leads to another host"

    assert wrong == {}
    assert tried[4] > 20
