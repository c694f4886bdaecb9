"""Every page, Swedish at a desk and English on a phone: nothing for axe, nothing too wide, nothing from elsewhere."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from utblick.platform import assemble
from utblick.settings import Settings
from utblick.web.app import routes

DATA = Path(__file__).parents[1] / "data"
REGISTER = DATA / "registers" / "foretagsregister_utf8bom.csv"
NOTICE = DATA / "notices" / "eforms" / "cn_24_multilingual.xml"
NO_PAGES = re.compile(
    r"^/(api|schema|static|live|health|panels|search/(suggest|pick))\b|\.(csv|xlsx|pdf|json|docx|txt|xml)$"
)
ALIKE = 6
"""Pages of one kind that are read for where they lead; one of them is looked at."""
ELSEWHERE = {
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
    "/twinning/door/{key:str}": "open on the day of an exchange: test_twinning.py",
    "/twinning/invitation/{key:str}": "open until an exchange is over: test_twinning.py",
    "/admin/bus/failed/{subscriber:str}/{mark:str}": "needs an event that has failed: tests/core/bus",
}


@pytest.fixture(scope="module")
def places(house, administrator, tmp_path_factory):
    """One address for every page of the platform, by its route, found by following links as the administrator."""
    request = administrator.request
    company = begun(request)
    platform = assemble(Settings(data_folder=tmp_path_factory.mktemp("routes")))
    wanted = {
        route.path: re.compile(
            re.sub(r"\{\w+:uuid\}", "[0-9a-f-]{36}", re.sub(r"\{\w+:str\}", "([^/]+)", route.path)) + "$"
        )
        for _owner, route in routes(platform)
        if route.method == "GET" and not NO_PAGES.search(route.path) and route.path not in ELSEWHERE
    }
    platform.close()
    found, read, already = {}, Counter(), set()
    waiting = [company, *(path for path in wanted if "{" not in path)]
    for address in waiting:
        route = next(
            (path for path, pattern in wanted.items() if pattern.match(urlsplit(address).path)), None
        )
        if route is None:
            continue
        key = key_of(route, wanted[route], address)
        if read[key] == ALIKE or address in already:
            continue
        read[key] += 1
        already.add(address)
        found.setdefault(key, address)
        html = request.get(address).text()
        boxes = re.findall(r'hx-get="(/panels/[^"]+)"', html)
        waiting += linked(html + "".join(request.get(box).text() for box in boxes))
    missing = [path for path in wanted if not any(key.split(" ")[0] == path for key in found)]
    assert missing == []
    return found


def key_of(route, pattern, address):
    """A page by its route; each transition has its own form, and each state of an import its own page."""
    named = pattern.match(urlsplit(address).path).groups()
    return " ".join([route, *(named if "token" not in route else ()), *re.findall(r"\bwith=", address)])


def linked(html):
    return [unescape(one) for one in re.findall(r'(?:href|value)="(?:https?://[^/"]+)?(/[^"#]*)', html)]


def begun(request):
    """What the demonstration lacks: a task, a comment, a file, a role, a locked period, an import, notices, an erasure."""
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
    file = {"name": REGISTER.name, "mimeType": "text/csv", "buffer": REGISTER.read_bytes()}
    assert request.post("/organisations/import", multipart={"_csrf": token, "file": file}).ok
    file = {"name": NOTICE.name, "mimeType": "text/xml", "buffer": NOTICE.read_bytes()}
    assert request.post("/tendering/intakes", multipart={"_csrf": token, "file": file}).ok
    note = {"name": "anteckning.txt", "mimeType": "text/plain", "buffer": b"Exempel"}
    assert request.post(f"/records/{ref}/files", multipart={"_csrf": token, "file": note, "back": "/"}).ok
    return company


AREAS = {  # parts of one walk, so that none of them takes long
    "register": r"/(organisations|people|merge)\b",
    "export deals": r"/export_deals\b",
    "evaluation": r"/evaluation\b",
    "tendering": r"/tendering/(?!bids|groups|enrolments|advice)",
    "bids": r"/tendering/(bids|groups|enrolments|advice)",
    "university node": r"/university_node\b",
    "administration": r"/admin\b",
    "the rest": r"/(?!organisations|people|merge|export_deals|evaluation|tendering|university_node|admin)",
}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("area", AREAS)
def test_every_page_is_for_everybody(audit, places, area):
    chosen = [address for key, address in places.items() if re.match(AREAS[area], key)]
    assert chosen
    for address in chosen:
        audit.visit(address)
    assert not audit.wrong, "\n".join(audit.wrong)
