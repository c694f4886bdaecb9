"""What must not come in is refused with a sentence, at every door, and nothing of it is kept."""

import re
from urllib.parse import quote, urlsplit

import pytest

from utblick.testing.client import signed_in_client

HTML = "text/html; charset=utf-8"
NEW = "/organisations/new"
COMPANY = {"name": "Exempel Såg AB", "kind": "company", "country": "SE", "status": "active"}
LEAD = {"title": "Limträ till Hamburg", "country": "DE", "currency": "EUR", "value": "100000"}
GOAL = {
    "title": "Fler exportavtal",
    "indicator": "export_deals.confirmed_agreements",
    "target": "5",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
}


def typed(client, body, kind, path=NEW):
    """Send a body of a kind that no form would send."""
    return client.post(
        path, content=body, headers={"content-type": kind.encode("latin-1"), "x-csrf-token": client.csrf}
    )


PART = b'--x\r\nContent-Disposition: form-data; name="name"\r\n'


UNREADABLE = [
    ("multipart/form-data", b"--x--"),
    ("multipart/form-data; boundary=", b"--x--"),
    ("multipart/form-data; boundary=x", b"no part at all"),
    ("multipart/form-data; boundary=x", PART + b"\r\nExempel"),
    ("multipart/form-data; boundary=x", PART + b"\r\n\xff\xfe\r\n--x--\r\n"),
    (
        "multipart/form-data; boundary=x",
        PART + b"Content-Type: text/plain; charset=klingon\r\n\r\nA\r\n--x--\r\n",
    ),
    ("multipart/form-data; boundary=" + "x" * 500, b"--x--"),
    ("multipart/form-data; boundary=\xff", b"--x--"),
    ("application/json", b"{"),
    ("application/json", b'{"name": "\xff\xfe"}'),
    ("application/json", b"[" * 100_000),
    ("application/json; charset=klingon", b'{"name": ' * 50_000),
    ("text/plain", b"name=Exempel"),
    ("", b"name=Exempel"),
    (";;;=", b"name=Exempel"),
]


def test_bodies_that_cannot_be_read_are_refused_with_a_page(client):
    for kind, body in UNREADABLE:
        answer = typed(client, body, kind)

        assert (answer.status_code, answer.headers["content-type"]) == (422, HTML), (kind, body[:60])


@pytest.fixture
def app_on(platform_on, standing):
    return standing.app(platform_on)


@pytest.fixture
def client_on(platform_on, app_on):
    return signed_in_client(platform_on, app_on, "administrator")


def test_text_that_is_no_text_breaks_no_database(client_on):
    for name in ("%ff%fe", "%c3%28", "%00", "a%00b", "%ed%a0%80"):
        body = f"csrf_token={client_on.csrf}&kind=company&name={name}&country=SE&status=active"
        answer = typed(client_on, body.encode(), "application/x-www-form-urlencoded")

        assert answer.status_code in {303, 422}, (name, answer.text)
        assert client_on.get(f"/organisations?name={name}&q={name}").status_code == 200
        assert client_on.get(f"/search?q={name}").status_code == 200


ASKED = [
    "q",
    "with",
    "email",
    "sort",
    "name",
    "kind",
    "after",
    "actor",
    "token",
    "next",
    "from",
    "to",
    "show",
    "before",
    "state",
    "code",
]
SENT = [
    "name",
    "email",
    "title",
    "text",
    "body",
    "label",
    "role",
    "note",
    "value",
    "scheme",
    "reason",
    "code",
    "password",
    "kind",
    "url",
    "back",
]


def test_no_door_breaks_on_the_sign_that_no_text_has(platform_on, app_on, client_on):
    with platform_on.write() as ctx:
        known = str(ctx.organisations.register("Exempel Såg AB").id)
    asked = "&".join(f"{name}=%00" for name in ASKED)
    sent = dict.fromkeys(SENT, "a\0b")
    answers = {}
    for route in app_on.routes:
        numbered = re.sub(r"\{\w+:int\}", "1", re.sub(r"\{\w+:uuid\}", known, route.path))
        path = re.sub(r"\{[^}]+\}", "%00", numbered)
        methods = getattr(route, "methods", set()) if route.path not in {"/live", "/sign-out"} else set()
        if "GET" in methods:
            answers["GET " + route.path] = client_on.get(f"{path}?{asked}").status_code
        if "POST" in methods:
            answers["POST " + route.path] = client_on.submit(path, sent).status_code

    assert len(answers) > 150
    assert {path: status for path, status in answers.items() if status >= 500} == {}


def test_a_body_that_says_to_be_over_the_limit_is_refused_before_it_is_read(client):
    headers = {"content-length": "104857601", "content-type": "multipart/form-data; boundary=x"}
    for path in ("/organisations/import", NEW, "/export_deals/confirm/" + "x" * 43):
        answer = client.post(path, content=b"--x--", headers=headers)

        assert (answer.status_code, answer.headers["content-type"]) == (413, HTML)
        assert " MB" in answer.text


def test_a_body_that_grows_over_the_limit_while_it_is_read_is_refused(client):
    def long():
        yield PART + b"\r\n"
        for _part in range(25):
            yield b"a" * 100_000

    for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json"):
        headers = {"content-type": kind, "x-csrf-token": client.csrf}
        answer = client.post(NEW, content=long(), headers=headers)

        assert (answer.status_code, answer.headers["content-type"]) == (413, HTML)


def test_programs_are_refused_in_their_own_form(client):
    for body in (b"{", b"[" * 100_000, b'"\xff"'):
        answer = typed(client, body, "application/json", "/api/core/organisations")

        assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


LEADS = "/export_deals/leads/new"
GOALS = "/evaluation/goals/new"
WRONG = [
    (NEW, COMPANY, "country", "XX"),
    (NEW, COMPANY, "country", "Långtbortistan"),
    (NEW, COMPANY, "turnover_currency", "XYZ"),
    (NEW, COMPANY, "last_contact", "31/02/2026"),
    (NEW, COMPANY, "last_contact", "31/02"),
    (NEW, COMPANY, "last_contact", "2026-02-31"),
    (NEW, COMPANY, "orgnr", "559980-0018"),
    (NEW, COMPANY, "kind", "nonsense"),
    (NEW, COMPANY, "employees", "-1"),
    (NEW, COMPANY, "employees", "9" * 30),
    (NEW, COMPANY, "name", "A" * 201),
    (NEW, COMPANY, "municipality", "9999"),
    (NEW, COMPANY, "export_countries", "Norge, Narnia"),
    (NEW, COMPANY, "languages", "klingonska"),
    (NEW, COMPANY, "cpv", "möbler"),
    (NEW, COMPANY, "sni", "banan"),
    (LEADS, LEAD, "country", "XX"),
    (LEADS, LEAD, "currency", "XYZ"),
    (LEADS, LEAD, "value", "en massa"),
    (GOALS, GOAL, "starts_on", ""),
    (GOALS, GOAL, "ends_on", ""),
    (GOALS, GOAL, "ends_on", "31/02/2026"),
    (GOALS, GOAL, "ends_on", "2025-01-01"),
]
SHOWN_AT = {"turnover_currency": "turnover", "currency": "value"}


def test_a_form_is_refused_at_its_field_and_nothing_is_kept(platform, client, published):
    with platform.write() as ctx:
        company = str(ctx.organisations.register("Exempel Hyvleri AB").id)
    before = published()

    for path, form, field, value in WRONG:
        answer = client.submit(path, {"organisation_id": company, **form, field: value})

        assert answer.status_code == 422, (path, field, value)
        assert re.findall(r'id="f-(\w+)-error"', answer.text) == [SHOWN_AT.get(field, field)], (
            path,
            field,
            value,
        )
    assert published() == before


def test_a_goal_without_a_period_is_refused_of_programs_too(client):
    sent = {name: GOAL[name] for name in ("title", "indicator")} | {"target": 5}
    answer = client.post("/api/evaluation/goals", json=sent, headers={"x-csrf-token": client.csrf})

    assert answer.status_code == 422
    assert {problem["field"] for problem in answer.json()["errors"]} == {"starts_on", "ends_on"}


def test_a_party_is_never_merged_with_itself_or_with_another_kind(platform, client):
    with platform.write() as ctx:
        company = ctx.organisations.register("Exempel Såg AB").id
        person = ctx.people.register("Anna Exempel").id
    shown = client.get(f"/merge/organisation/{company}?with={company}")
    refused = {
        other: client.submit(f"/merge/{kind}/{one}", {"merged_id": str(other)}).status_code
        for kind, one, other in (
            ("organisation", company, company),
            ("person", person, person),
            ("organisation", company, person),
            ("organisation", company, "nonsense"),
            ("goal", company, "01a20a91-dd09-7305-9b28-d79772b37f7d"),
        )
    }

    assert shown.status_code == 200
    assert "merged_id" not in shown.text
    assert set(refused.values()) <= {404, 422}
    assert client.get(f"/merge/goal/{company}?with={person}").status_code == 404
    assert client.get(f"/merge/organisation/{company}?with={person}").status_code in {200, 404}


OUTSIDE = (
    "/static/../../../pyproject.toml",
    "/static/..%2f..%2f..%2fpyproject.toml",
    "/static/%2e%2e/%2e%2e/app.py",
    "/static//etc/passwd",
    "/static/..%5c..%5capp.py",
    "/static/%00",
    "/organisations/..%2f..%2fetc",
    "/organisations/not-an-id",
    "/files/..%2f..%2futblick.db",
    "/%ff",
)


def test_no_address_leads_out_of_its_folder(client):
    assert {path: client.get(path).status_code for path in OUTSIDE} == dict.fromkeys(OUTSIDE, 404)


NAMES = (
    "../../../var/secret.key.csv",
    "/etc/passwd.csv",
    'a"b\r\nX-Evil: 1.csv',
    "..\\..\\x.csv",
    "x\x00.csv",
)


def escaped(name):
    """As browsers write the name of a file in a form."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def test_the_name_of_an_upload_is_only_a_name(client, settings):
    for name in NAMES:
        head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{escaped(name)}"'
        body = f"{head}\r\n\r\nNamn;Ort\nExempel Såg AB;Gnarp\n\r\n--x--\r\n".encode()
        answer = typed(client, body, "multipart/form-data; boundary=x", "/organisations/import")
        assert answer.status_code == 303, (name, re.findall(r"field-error.*", answer.text))
        report = client.get(answer.headers["location"] + "/report.csv")

        assert report.status_code == 200
        assert "x-evil" not in report.headers
        assert re.search(r'filename="[\w. -]+"', report.headers["content-disposition"])
    uploads = settings.data_folder / "files" / "imports"
    kept = [path for path in settings.data_folder.rglob("*") if path.suffix in {".csv", ".register"}]
    assert [path.parent for path in kept] == [uploads] * len(NAMES)


ELSEWHERE = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/x\r\nX-Evil: 1",
    "javascript:alert(1)",
    "evil.example",
)


def test_no_form_leads_to_another_host_or_writes_headers(platform, client):
    with platform.write() as ctx:
        company = ctx.organisations.register("Exempel Såg AB").id
        person = ctx.people.register("Anna Exempel").id

    for number, target in enumerate(ELSEWHERE):
        with platform.write() as ctx:
            membership = ctx.people.join(person, company, role=str(number))
        for answer in (
            client.submit("/language", {"language": "sv", "back": target}),
            client.submit(f"/memberships/{membership}/end", {"back": target}),
            client.submit(f"{NEW}?back={quote(target)}", {**COMPANY, "name": "Exempel Bageri AB"}),
            client.get("/sign-in", params={"next": target}),
        ):
            location = answer.headers["location"]
            assert answer.status_code == 303
            assert "evil" not in location.lower(), (answer.url, location)
            assert urlsplit(location).path.startswith("/")
            assert "x-evil" not in answer.headers


def test_an_address_that_answers_otherwise_says_so(client):
    answer = client.delete("/organisations")

    assert (answer.status_code, answer.headers["content-type"]) == (405, HTML)
