"""Every page, Swedish at a desk or English on a phone: nothing for axe, nothing too wide, nothing from elsewhere.

With UTBLICK_TEST_WHOLE=1 each is looked at in both ways; else every other page in one, the rest in the other.
Of the lists, boards and forms that the core draws for the records of a plugin, one of each sort is looked at.
"""

import os
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlmodel import select

from utblick.platform import assemble
from utblick.settings import Settings
from utblick.testing.running import eventually
from utblick.testing.whole import WHOLE
from utblick.web.app import routes

DATA = Path(__file__).parents[1] / "data"
REGISTER = DATA / "registers" / "foretagsregister_utf8bom.csv"
BLUEPRINT = DATA.parents[1] / "deploy" / "blueprints" / "nordanstig.blueprint.json"
NOTICE = DATA / "notices" / "eforms" / "cn_24_multilingual.xml"
NO_PAGES = re.compile(
    r"^/(api|schema|static|live|health|panels|search/(suggest|pick))\b|\.(csv|xlsx|pdf|json|docx|txt|xml|atom)$"
)
ELSEWHERE = {
    "/admin/blueprints/{blueprint_id:uuid}/file": "the file itself",
    "/bus/notice": "a part of every page",
    "/calendar/feeds/{name:str}": "a calendar, for a calendar program",
    "/files/{file_id:uuid}": "the file itself",
    "/organisations/import/{import_id:uuid}/progress": "a part of the page of an import",
    "/records/{plugin:str}/{kind:str}/{record_id:uuid}/timeline": "a part of the page of a record",
    "/tendering/bids/{bid_id:uuid}/checklist": "a part of the page of a bid",
    "/tendering/calendar/{name:str}": "a calendar, for a calendar program",
    "/tendering/enrolments/{enrolment_id:uuid}/modules": "a part of the page of an enrolment",
    "/tendering/groups/{group_id:uuid}/members": "a part of the page of a joint bid",
    "/tendering/intakes/{intake_id:uuid}/progress": "a part of the page of an intake",
    "/sign-in/oidc": "leads to the municipality's own sign-in",
    "/sign-in/oidc/callback": "leads back from it",
    "/sign-in/saml": "leads to the municipality's own sign-in",
    "/sign-in/saml/metadata": "the file itself",
    "/sign-in/saml/arrival": "leads back from the municipality's own sign-in",
    "/sign-in/saml/logout": "leads back from it",
    "/sign-out/provider": "leads to the municipality's own sign-out",
    "/sign-in/code": "looked at in the journey of an account",
    "/invitation/{token:str}": "looked at in the journey of an account",
    "/reset/{token:str}": "looked at in the journey of an account",
    "/partnerships/profiles/{profile_id:uuid}/check": "looked at in the journey of a profile",
    "/partnerships/projects/{project_id:uuid}/partners": "looked at among the pages of partnerships",
    "/partnerships/meetings/{meeting_id:uuid}/participants": "looked at among the pages of partnerships",
    "/partnerships/invitation/{token:str}": "looked at in the journey of a consortium",
    "/university_node/need/{token:str}": "looked at in the story of an assignment",
    "/university_node/answer/{token:str}": "looked at in the story of an assignment",
    "/university_node/grade/{token:str}": "looked at in the story of an assignment",
    "/university_node/my-data/{token:str}": "looked at in the story of an assignment",
    "/university_node/for-universities/{token:str}": "looked at in the story of an assignment",
    "/seminars/calendar.ics": "a calendar, for a calendar program",
    "/seminars/calendar/{seminar_id:uuid}/seminar.ics": "a calendar, for a calendar program",
    "/seminars/place/{key:str}": "looked at among the pages without sign-in",
    "/seminars/survey/{key:str}": "looked at among the pages without sign-in",
    "/dissemination/consent/{token:str}": "looked at among the pages without sign-in",
    "/dissemination/withdraw/{key:str}": "looked at among the pages without sign-in",
    "/twinning/door/{key:str}": "open on the day of an exchange: test_twinning.py",
    "/twinning/invitation/{key:str}": "open until an exchange is over: test_twinning.py",
    "/admin/bus/failed/{subscriber:str}/{mark:str}": "needs an event that has failed: tests/core/bus",
}

ALIKE = re.compile(r"token|^/admin/texts/")
"""Routes whose addresses all lead to the same page, with other words in it."""
MOST_READ = 700
"""So many pages are read in search of the others; what is not found then is not linked."""


@pytest.fixture(scope="module")
def places(house, administrator, forkserver, tmp_path_factory):
    """One address for every page of the platform, by its route, found by following links as the administrator."""
    request = administrator.request
    company = begun(request)
    exported(house, forkserver)
    platform = assemble(Settings(data_folder=tmp_path_factory.mktemp("routes")))
    wanted = {
        route.path: re.compile(
            re.sub(r"\{\w+:uuid\}", "[0-9a-f-]{36}", re.sub(r"\{\w+:str\}", "([^/]+)", route.path)) + "$"
        )
        for _owner, route in routes(platform)
        if route.method == "GET" and not NO_PAGES.search(route.path) and route.path not in ELSEWHERE
    }
    for path in moves_that_ask_nothing(platform.registry):
        wanted.pop(path, None)
    drawn = drawn_by_the_core(platform.registry)
    forms = {route for route, (_plugin, sort) in drawn.items() if sort.endswith(("/edit", "}", "/new"))}
    platform.close()
    found, read, alike = {}, set(), []
    waiting = [company, *(path for path in wanted if "{" not in path), *held(house, wanted)]
    while waiting or (alike and len(read) < MOST_READ and missing(wanted, found)):
        more = not waiting  # pages of kinds that are known already, for what no other page leads to
        address = alike.pop(0) if more else waiting.pop(0)
        route = next(
            (path for path, pattern in wanted.items() if pattern.match(urlsplit(address).path)), None
        )
        if route is None or address in read:
            continue
        key = key_of(route, wanted[route], address)
        if key in found and not more:
            alike.append(address)
            continue
        read.add(address)
        found.setdefault(key, address)
        if route in forms:
            continue  # leads to nothing that its record does not lead to
        html = request.get(address).text()
        boxes = re.findall(r'hx-get="(/panels/[^"]+)"', html)
        waiting += linked(html + "".join(request.get(box).text() for box in boxes))
    assert missing(wanted, found) == []
    first = {drawn[route]: key for key in reversed(found) if (route := key.split(" ")[0]) in drawn}
    return {
        key: address
        for key, address in found.items()
        if (route := key.split(" ")[0]) not in drawn or first[drawn[route]] == key
    }


def exported(house, forkserver):
    """Take the house's way of working out as a blueprint, for its record among the goals."""
    command = ["blueprint", "export", "made.json", "--name", "exempel", "--title", "Exempel", "--unsigned"]
    environment = {**os.environ, "UTBLICK_DATA_FOLDER": str(house.folder / "var")}
    forkserver.run(*command, env=environment, cwd=house.folder).check_returncode()
    platform = assemble(Settings(data_folder=house.folder / "var"))
    record = platform.registry.record("evaluation", "blueprint")

    def is_kept():
        with platform.read() as ctx:
            return ctx.session.exec(select(record.model.id)).first() is not None

    eventually(is_kept, seconds=30)
    platform.close()


def held(house, wanted):
    """Addresses of a record of each type with the pages below it, and of one for each move that asks something."""
    platform = assemble(Settings(data_folder=house.folder / "var"))
    with platform.read() as ctx:
        for plugin, record in platform.registry.records():
            first = select(record.model.id).order_by(record.model.id).limit(1)
            if (one := ctx.session.exec(first).first()) is None:
                continue
            yield f"/{plugin.name}/{record.path}/{one}"
            own = re.compile(rf"/{plugin.name}/{record.path}/" + r"\{\w+:uuid\}")
            below = [
                own.sub(f"/{plugin.name}/{record.path}/{one}", path) for path in wanted if own.match(path)
            ]
            yield from (path for path in below if "{" not in path)
            for move in record.transitions:
                of_state = getattr(record.model, record.state).in_(move.source)
                if move.fields and (row := ctx.session.exec(first.where(of_state)).first()):
                    yield f"/{plugin.name}/{record.path}/{row}/do/{move.name}"
    platform.close()


def moves_that_ask_nothing(registry):
    """Where moves without fields would be asked for: they are buttons, and no link leads there."""
    return [
        f"/{plugin.name}/{record.path}/{{record_id:uuid}}/do/{{name:str}}"
        for plugin in registry.plugins
        for record in plugin.records
        if not any(move.fields for move in record.transitions)
    ]


def drawn_by_the_core(registry):
    """The sort of each route that is drawn alike for every type of record: whose it is, and what it does."""
    sorts = ("", "/new", "/board", "/{record_id:uuid}/edit", "/{record_id:uuid}/do/{name:str}")
    return {
        f"/{plugin.name}/{record.path}{sort}": (plugin.name, sort)
        for plugin in registry.plugins
        for record in plugin.records
        for sort in sorts
    }


def missing(wanted, found):
    known = {key.split(" ")[0] for key in found}
    return [path for path in wanted if path not in known]


def key_of(route, pattern, address):
    """A page by its route; each transition has its own form, and each state of an import its own page."""
    named = pattern.match(urlsplit(address).path).groups()
    return " ".join([route, *(named if not ALIKE.search(route) else ()), *re.findall(r"\bwith=", address)])


def linked(html):
    return [unescape(one) for one in re.findall(r'(?:href|value)="(?:https?://[^/"]+)?(/[^"#]*)', html)]


def begun(request):
    """What the demonstration lacks: a task, a comment, a file, a role, a locked period, imports, an erasure, a disposal."""
    company = next(
        one
        for one in linked(request.get("/organisations").text())
        if re.fullmatch(r"/organisations/[0-9a-f-]{36}", one)
    )
    ref = company.replace("/organisations/", "core/organisation/")
    token = re.search(r'name="_csrf" value="([^"]+)"', request.get(company).text())[1]

    def post(path, **form):
        assert request.post(path, form={"_csrf": token, **form}).ok, path

    post(f"/records/{ref}/tasks", title="Ringa om mässan", due_on="2026-01-31", back="/")
    post(f"/records/{ref}/comments", text="Siktar på Hamburg.", back="/")
    post("/organisations/new", kind="company", name="Exempel Sag AB", country="SE")
    post("/admin/roles/new", title="Turistbyrån", permissions="core.read")
    post("/evaluation/periods", title="Hösten", starts_on="2026-07-01", ends_on="2026-12-31")
    made = request.post(
        "/people/new", form={"_csrf": token, "name": "Exempel Borta", "legal_basis": "consent"}
    )
    post(f"{urlsplit(made.url).path}/erase")
    for name in ("Exempel Kvar", "Exempel Utgången"):
        post("/people/new", name=name, legal_basis="public_interest", review_on="2020-01-31")
    post("/admin/retention/look")
    due = re.findall(r'name="ids" value="([^"]+)"', request.get("/admin/retention?rule=core.people").text())
    post("/admin/retention/dispose", ids=due[0], action="dispose", decision="KS 2026/00412 § 12")
    file = {"name": REGISTER.name, "mimeType": "text/csv", "buffer": REGISTER.read_bytes()}
    assert request.post("/organisations/import", multipart={"_csrf": token, "file": file}).ok
    file = {"name": NOTICE.name, "mimeType": "text/xml", "buffer": NOTICE.read_bytes()}
    assert request.post("/tendering/intakes", multipart={"_csrf": token, "file": file}).ok
    file = {"name": BLUEPRINT.name, "mimeType": "application/json", "buffer": BLUEPRINT.read_bytes()}
    assert request.post("/admin/blueprints", multipart={"_csrf": token, "file": file}).ok
    note = {"name": "anteckning.txt", "mimeType": "text/plain", "buffer": b"Exempel"}
    assert request.post(f"/records/{ref}/files", multipart={"_csrf": token, "file": note, "back": "/"}).ok
    return company


AREAS = {  # parts of one walk, so that none of them takes long
    "register": r"/(organisations|people|merge)\b",
    "twin towns": r"/twinning\b",
    "university node": r"/university_node\b",
    "seminars": r"/seminars\b",
    "good examples": r"/dissemination\b",
    "export deals": r"/export_deals\b",
    "tendering": r"/tendering\b",
    "partnerships": r"/partnerships\b",
    "administration": r"/(admin|evaluation)\b",
    "the rest": r"/(?!(organisations|people|merge|twinning|university_node|seminars|dissemination|export_deals"
    r"|tendering|partnerships|admin|evaluation)\b)",
}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("area", AREAS)
def test_every_page_is_for_everybody(audit, places, area, language):
    chosen = [address for key, address in places.items() if re.match(AREAS[area], key)]
    assert len(chosen) > 1
    if not WHOLE:
        chosen = chosen[language == "en" :: 2]
    for address in chosen:
        audit.visit(address)
    assert not audit.wrong, "\n".join(audit.wrong)
