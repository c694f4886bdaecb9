"""Every page in both languages and at phone and desk width: nothing for axe, nothing too wide, nothing from elsewhere."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe

from utblick.platform import assemble
from utblick.settings import Settings
from utblick.web.app import routes

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
REGISTER = Path(__file__).parents[1] / "data" / "registers" / "foretagsregister_utf8bom.csv"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run({runOnly: {type: "tag", values: tags}})
    .then(found => found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")}`))"""
TARGETS = """() => {
    const seen = element => element.checkVisibility({visibilityProperty: true}) && !element.closest(".unseen, .skip");
    const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")].filter(seen);
    const boxes = new Map(targets.map(one => [one, (one.closest("label") ?? one).getBoundingClientRect()]));
    const reach = (box, x, y) => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    const small = one => {
        const box = boxes.get(one), inText = getComputedStyle(one).display === "inline";
        if (inText || !box.width || (box.width >= 23.9 && box.height >= 23.9)) return false;
        const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
        return targets.some(other => other !== one && !other.contains(one) && reach(boxes.get(other), x, y) < 12);
    };
    return targets.filter(small).map(one => "target-size: " + one.outerHTML.slice(0, 160));
}"""
NO_PAGES = re.compile(r"^/(api|schema|static|live|health|panels|search/(suggest|pick))\b|\.(csv|xlsx|pdf)$")
ELSEWHERE = {
    "/files/{file_id:uuid}": "the file itself",
    "/organisations/import/{import_id:uuid}/progress": "a part of the page of an import",
    "/records/{plugin:str}/{kind:str}/{record_id:uuid}/timeline": "a part of the page of a record",
    "/sign-in/oidc": "leads to the municipality's own sign-in",
    "/sign-in/oidc/callback": "leads back from it",
    "/sign-in/code": "looked at in the journey of an account",
    "/invitation/{token:str}": "looked at in the journey of an account",
    "/reset/{token:str}": "looked at in the journey of an account",
    "/admin/bus/failed/{subscriber:str}/{mark:str}": "needs an event that has failed: tests/core/bus",
}


class Audit:
    """Looks at pages, and keeps what is wrong with them."""

    def __init__(self, page, host):
        self.page, self.wrong, self.at = page, [], ""
        self.axe = Axe().axe_script
        page.on("request", lambda request: self.ours(request.url, host))
        page.on("pageerror", lambda error: self.wrong.append(f"{self.at}: {error}"))
        page.on("console", lambda message: message.type == "error" and self.said(message.text))

    def ours(self, url, host):
        if not url.startswith((host, "data:", "blob:")):
            self.wrong.append(f"{self.at}: asks {url}")

    def said(self, text):
        if "the server responded with a status of 4" not in text:
            self.wrong.append(f"{self.at}: console: {text}")

    def visit(self, path, status=200):
        self.at = path
        answer = self.page.goto(path)
        if answer.status != status:
            self.wrong.append(f"{path}: answered {answer.status}")
        self.look(path)

    def look(self, name):
        self.at = name
        self.page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
        self.page.evaluate(self.axe)
        for width in (DESKTOP["width"], PHONE["width"]):
            self.page.set_viewport_size({"width": width, "height": 900})
            found = self.page.evaluate(RUN, TAGS) + self.page.evaluate(TARGETS)
            self.wrong += [f"{name} at {width}: {one}" for one in found]
        for width in (PHONE["width"], 320):
            self.page.set_viewport_size({"width": width, "height": 900})
            reached = self.page.evaluate("document.documentElement.scrollWidth")
            if reached > width:
                self.wrong.append(f"{name}: {reached} px wide in a window of {width}")
        self.page.set_viewport_size(DESKTOP)


@pytest.fixture(scope="module")
def places(chromium, house, tmp_path_factory):
    """One address for every page of the platform, by its route, found by following links as the administrator."""
    context = chromium.new_context(base_url=house.url, locale="sv-SE")
    sign_in(context, house.administrator, house.password)
    company = begun(context.request)
    platform = assemble(Settings(data_folder=tmp_path_factory.mktemp("routes")))
    wanted = {
        route.path: re.compile(
            re.sub(r"\{\w+:uuid\}", "[0-9a-f-]{36}", re.sub(r"\{\w+:str\}", "([^/]+)", route.path)) + "$"
        )
        for _owner, route in routes(platform)
        if route.method == "GET" and not NO_PAGES.search(route.path) and route.path not in ELSEWHERE
    }
    platform.close()
    found, waiting = {}, [company, *(path for path in wanted if "{" not in path)]
    while waiting:
        address = waiting.pop(0)
        route = next(
            (path for path, pattern in wanted.items() if pattern.match(urlsplit(address).path)), None
        )
        if route is None or (key := key_of(route, wanted[route], address)) in found:
            continue
        found[key] = address
        html = context.request.get(address).text()
        boxes = re.findall(r'hx-get="(/panels/[^"]+)"', html)
        waiting += linked(html + "".join(context.request.get(box).text() for box in boxes))
    context.close()
    missing = [path for path in wanted if not any(key.split(" ")[0] == path for key in found)]
    assert missing == []
    return found


def key_of(route, pattern, address):
    """A page by its route; each transition has its own form, and each state of an import its own page."""
    named = pattern.match(urlsplit(address).path).groups()
    return " ".join([route, *(named if "token" not in route else ()), *re.findall(r"\bwith=", address)])


def linked(html):
    return [unescape(one) for one in re.findall(r'(?:href|value)="(?:https?://[^/"]+)?(/[^"#]*)', html)]


def sign_in(context, email, password):
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.click("main button.primary")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.close()


def begun(request):
    """What the demonstration lacks: a task, a comment, a file, a role, a locked period, an import to settle."""
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
    post(f"/records/{ref}/comments", text="Vill gärna till Hamburg.", back="/")
    post("/organisations/new", kind="company", name="Exempel Sag AB", country="SE")
    post("/admin/roles/new", title="Turistbyrån", permissions="core.read")
    post("/evaluation/periods", title="Hösten", starts_on="2026-07-01", ends_on="2026-12-31")
    file = {"name": REGISTER.name, "mimeType": "text/csv", "buffer": REGISTER.read_bytes()}
    assert request.post("/organisations/import", multipart={"_csrf": token, "file": file}).ok
    note = {"name": "anteckning.txt", "mimeType": "text/plain", "buffer": b"Exempel"}
    assert request.post(f"/records/{ref}/files", multipart={"_csrf": token, "file": note, "back": "/"}).ok
    return company


@pytest.fixture(params=["sv", "en"])
def language(request):
    return request.param


@pytest.fixture
def audit(browser_at, house, language):
    """The administrator's window in a language, which is given back as it was."""
    page = browser_at(language=language, email=house.administrator)
    speak(page, language)
    yield Audit(page, house.url)
    speak(page, "sv")


def speak(page, language):
    page.goto("/me")
    token = page.locator("input[name=_csrf]").first.input_value()
    answer = page.request.post("/language", form={"_csrf": token, "language": language, "back": "/me"})
    assert f'lang="{language}"' in answer.text()


AREAS = {  # parts of one walk, so that none of them takes long
    "register": r"/(organisations|people|merge)\b",
    "export deals": r"/export_deals\b",
    "evaluation": r"/evaluation\b",
    "administration": r"/admin\b",
    "the rest": r"/(?!organisations|people|merge|export_deals|evaluation|admin)",
}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("area", AREAS)
def test_every_page_is_for_everybody(audit, places, area):
    chosen = [address for key, address in places.items() if re.match(AREAS[area], key)]
    assert chosen
    for address in chosen:
        audit.visit(address)
    assert not audit.wrong, "\n".join(audit.wrong)
