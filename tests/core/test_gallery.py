"""Every part of a page in a real browser: nothing for axe to find, nothing too wide, and each behaviour by keyboard."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import ChoiceLoader, FileSystemLoader

from utblick.i18n.catalogue import Catalogue
from utblick.settings import Settings
from utblick.testing.chromium import ARGUMENTS
from utblick.testing.chromium import chromium as find_chromium
from utblick.web.app import POLICY
from utblick.web.assets import VENDOR, answer, load_assets
from utblick.web.charts import Place
from utblick.web.shell_types import NavLink, NavSection, Shell, ShellMunicipality, ShellUser
from utblick.web.templating import TEMPLATES, environment, render

CHROMIUM = find_chromium()
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="NO CHROMIUM: the browser tests did not run"),
    pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built (UTBLICK_ASSETS=skip)"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class Gallery:
    """A tiny server of the gallery: it remembers what was posted, and tells events when asked to."""

    def __init__(self) -> None:
        self.posts: list[tuple[str, dict[str, list[str]]]] = []
        self.streams = 0
        self.refreshed = 0
        self.readers: list[list[str]] = []
        self.wake = threading.Condition()
        self.assets = load_assets()
        self.catalogue = Catalogue.load([TEMPLATES.parents[1] / "locale"], ("sv", "en"))
        self.templates = environment(sources={}, assets=self.assets)
        self.templates.loader = ChoiceLoader([self.templates.loader, FileSystemLoader(Path(__file__).parent)])
        gallery = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                gallery.get(self)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                gallery.posts.append((self.path, parse_qs(body)))
                gallery.send(self, gallery.page("sv"), "text/html; charset=utf-8")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def get(self, to: BaseHTTPRequestHandler) -> None:
        address = urlsplit(to.path)
        if address.path.startswith("/static/"):
            _status, headers, body = answer(
                self.assets, address.path[8:], method="GET", headers={b"accept-encoding": b"gzip"}
            )
            self.send(
                to, body, **{name.decode().replace("-", "_"): value.decode() for name, value in headers}
            )
        elif address.path == "/search/pick":
            options = "".join(
                f'<li role="option" data-value="{n}">Exempel {n} AB<small>Ort</small></li>' for n in (1, 2)
            )
            self.send(to, options.encode(), "text/html; charset=utf-8")
        elif address.path == "/live":
            self.stream(to)
        elif address.path == "/refreshed":
            self.refreshed += 1
            self.send(to, b"<p id='fresh'>ny</p>", "text/html; charset=utf-8")
        else:
            self.send(to, self.page("en" if "en" in address.query else "sv"), "text/html; charset=utf-8")

    def stream(self, to: BaseHTTPRequestHandler) -> None:
        self.streams += 1
        to.send_response(200)
        to.send_header("content-type", "text/event-stream")
        to.end_headers()
        waiting: list[str] = []
        self.readers.append(waiting)
        while True:
            with self.wake:
                self.wake.wait_for(lambda: bool(waiting), timeout=0.3)
                text = "".join(f"data: {event}\n\n" for event in waiting) or ": ping\n\n"
                waiting.clear()
            try:
                to.wfile.write(text.encode())
                to.wfile.flush()
            except OSError:
                return

    def tell(self, topic: str) -> None:
        with self.wake:
            for waiting in self.readers:
                waiting.append(json.dumps({"topic": topic}))
            self.wake.notify_all()

    def send(self, to: BaseHTTPRequestHandler, body: bytes, content_type: str = "", **headers: str) -> None:
        to.send_response(200)
        headers |= {"content_length": str(len(body))}
        headers |= {"content_type": content_type, "content_security_policy": POLICY} if content_type else {}
        for name, value in headers.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(body)

    def page(self, language: str) -> bytes:
        reader = SimpleNamespace(
            language=language,
            translate=lambda text: self.catalogue.translate(text, language),
            now=datetime.now(UTC),
            settings=Settings(),
        )
        menu = [
            NavLink(title="Organisationer", url="/", icon="building", current=True),
            NavLink(title="Mål", url="/g"),
        ]
        shell = Shell(
            municipality=ShellMunicipality(name="Nordanstigs kommun"),
            notices=3,
            csrf_token="t0ken",
            language=language,
            user=ShellUser(name="Karin Exempel", initials="KE"),
            live_url="/live",
            navigation=[NavSection(links=menu), NavSection(title="Administration", links=menu[1:])],
        )
        home = Place(name="Nordanstig", country="SE", longitude=17.06, latitude=61.98)
        towns = [
            Place(name="Exempelkaupunki", country="FI", longitude=21.5, latitude=61.1, url="/", note="Aktiv"),
            Place(name="Exempelküla", country="EE", note="Vilande", tone="warn"),
        ]
        values = {"ctx": reader, "shell": shell, "home": home, "places": towns}
        return render(self.templates, "gallery.html", values).encode()


@pytest.fixture(scope="module")
def gallery() -> Iterator[Gallery]:
    made = Gallery()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, gallery):
    """Opens the gallery at a width; the page must not complain on its console."""
    contexts = []
    complaints = []

    def opened(width=1360, *, query="", context=None, **options):
        made = context or browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(made)
        page = made.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{gallery.url}/{query}")
        return page

    yield opened
    for made in contexts:
        made.close()
    assert complaints == []


def until(is_true):
    deadline = monotonic() + 10
    while not is_true():
        assert monotonic() < deadline, "it never came true"


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("width", [1360, 390])
def test_axe_finds_nothing(open_page, width, language):
    from axe_core_python.sync_playwright import Axe

    page = open_page(width, query=f"?{language}")
    found = Axe().run(page)

    assert [(f["id"], [node["html"][:90] for node in f["nodes"]]) for f in found["violations"]] == []


@pytest.mark.parametrize("width", [320, 390, 680, 1024, 1360])
def test_nothing_is_wider_than_the_window(open_page, width):
    page = open_page(width)

    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_slash_key_finds_the_search_and_j_walks_the_rows(open_page):
    page = open_page()
    page.locator("main").focus()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"

    page.locator("main").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == "Exempel Såg AB"


def test_a_question_is_asked_before_something_is_removed(open_page, gallery):
    page = open_page()
    gallery.posts.clear()
    page.get_by_text("Mer", exact=True).or_(page.locator("summary[aria-label=Mer]")).first.press("Enter")
    remove = page.get_by_role("button", name="Ta bort").first

    remove.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Avbryt").press("Enter")
    page.locator("#confirm").wait_for(state="hidden")
    assert gallery.posts == []

    remove.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Ja, fortsätt").press("Enter")
    page.wait_for_url("**/x")
    assert gallery.posts == [("/x", {"_csrf": ["t0ken"]})]


def test_escape_closes_a_menu_and_gives_the_focus_back(open_page):
    page = open_page()
    summary = page.locator("summary[aria-label=Mer]")
    summary.press("Enter")
    page.locator("details.menu").get_by_role("link", name="Redigera").focus()
    page.keyboard.press("Escape")

    assert not page.locator("details.menu").first.evaluate("menu => menu.open")
    assert summary.evaluate("summary => summary === document.activeElement")


def test_a_company_is_picked_by_keyboard_and_let_go_by_typing(open_page):
    page = open_page()
    box = page.get_by_role("combobox", name="Företag")
    held = page.locator("input[name=organisation_id]")
    box.press_sequentially("Ex")
    page.get_by_role("option", name="Exempel 2 AB").wait_for()
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")

    assert (box.input_value(), held.input_value()) == ("Exempel 2 AB", "2")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("x")
    assert held.input_value() == ""


def test_codes_are_added_and_taken_off_by_keyboard(open_page):
    page = open_page()
    box = page.get_by_role("combobox", name="Regioner")
    ticked = page.locator("input[name=regions][type=checkbox]:checked")
    box.press_sequentially("Ex")
    page.get_by_role("option", name="Exempel 2 AB").wait_for()
    box.press("ArrowDown")
    box.press("Enter")

    assert [one.get_attribute("value") for one in ticked.all()] == ["SE313", "FI196", "1"]
    assert (box.input_value(), box.get_attribute("aria-expanded")) == ("", "false")
    box.press("Shift+Tab")
    page.keyboard.press("Space")
    assert ticked.count() == 2


def test_a_card_moves_by_its_select_and_by_dragging(open_page, gallery):
    page = open_page()
    gallery.posts.clear()
    with page.expect_response("**/x/qualify"):
        page.get_by_label("Flytta Takstolar till Trondheim till").select_option(label="Kvalificerad")
    with page.expect_response("**/x/qualify"):
        page.locator("#tile-2 .meta").drag_to(page.locator(".cards[data-state=qualified]"))

    assert [path for path, _form in gallery.posts] == ["/x/qualify", "/x/qualify"]
    assert gallery.posts[0][1] == {"_csrf": ["t0ken"], "to": ["qualified"]}


def test_a_card_dropped_where_it_may_not_go_returns(open_page, gallery):
    page = open_page()
    gallery.posts.clear()
    page.locator("#tile-1 .meta").drag_to(page.locator(".cards[data-state=agreed]"))

    assert page.locator(".cards[data-state=opened] #tile-1").count() == 1
    assert gallery.posts == []


def test_what_was_typed_survives_a_lost_session(open_page):
    page = open_page()
    page.evaluate(
        "document.querySelectorAll('[aria-invalid]').forEach(e => e.removeAttribute('aria-invalid'))"
    )
    page.get_by_label("Anteckning").fill("Ringer på torsdag")
    until(lambda: page.evaluate("sessionStorage.length") == 1)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(
        "**/?again",
        lambda route: route.fulfill(
            body=route.fetch()
            .text()
            .replace("aria-invalid", "data-was-invalid")
            .replace("data-focus", "data-was-focused"),
            content_type="text/html",
        ),
    )
    page.goto(page.url.rstrip("/") + "/?again")

    assert page.get_by_label("Anteckning").input_value() == "Ringer på torsdag"
    assert page.locator("[data-draft-note]").inner_text() == "Det du hade skrivit här har hämtats tillbaka."


def test_one_stream_serves_all_tabs_and_refreshes_what_waits_for_it(open_page, gallery):
    gallery.streams = gallery.refreshed = 0
    first = open_page()
    second = open_page(context=first.context)
    for page in (first, second):
        page.evaluate("""() => {
            const box = Object.assign(document.createElement("div"), { id: "box" });
            box.setAttribute("hx-get", "/refreshed");
            box.setAttribute("hx-trigger", "utblick:export_deals.> from:body, utblick:records:a/b from:body");
            document.querySelector("main").append(box);
            htmx.process(box);
        }""")
    gallery.tell("export_deals.agreement.signed")

    first.locator("#fresh").wait_for()
    second.locator("#fresh").wait_for()
    assert (gallery.streams, gallery.refreshed) == (1, 2)
    gallery.tell("records:a/b")
    until(lambda: gallery.refreshed == 4)


def test_a_phone_opens_the_menu_also_without_javascript(open_page):
    page = open_page(390, java_script_enabled=False)
    page.get_by_role("button", name="Meny").click()

    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Organisationer").wait_for()
    assert page.locator("#tile-1 button", has_text="Kvalificerad").is_visible()


def test_rows_are_chosen_together(open_page):
    page = open_page()
    page.get_by_label("Välj alla rader").check()

    assert page.locator("[data-chosen]").inner_text() == "4"
    assert page.get_by_role("button", name="Sätt etikett").is_visible()
