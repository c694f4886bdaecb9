import os
import signal
import time
import urllib.request
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from utblick.testing.chromium import ARGUMENTS, AXE_TAGS, SETTLED
from utblick.testing.chromium import chromium as find_chromium
from utblick.testing.forkserver import ForkedProcess, ForkServer
from utblick.testing.running import free_ports, rests

CHROMIUM = find_chromium()
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


RUN = """tags => axe.run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], selectors: false})
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


@dataclass
class Running:
    url: str
    folder: Path
    process: ForkedProcess
    email: str = "demo@nordanstig.example"
    administrator: str = "admin@nordanstig.example"
    password: str = "utsikt-over-havet"

    def stop(self):
        """Stop it, unless it has been."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)


def start(forkserver: ForkServer, folder: Path, command: str = "run", **environment: str) -> Running:
    (port,) = free_ports(1)
    with (folder / "server.log").open("ab") as log:
        process = forkserver.start(
            command,
            env={
                **os.environ,
                "UTBLICK_DATA_FOLDER": str(folder / "var"),
                "UTBLICK_PORT": str(port),
                **environment,
            },
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError((folder / "server.log").read_text()[-4000:])
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:
                if answer.status == 200 and rests(url):
                    return Running(url, folder, process)
        except OSError:
            pass
        time.sleep(0.05)
    process.kill()
    raise RuntimeError("the server did not start: " + (folder / "server.log").read_text()[-4000:])


HOUSES = pytest.StashKey[list]()


@pytest.fixture(scope="session")
def started(forkserver, request):
    """Starts the platform by a command, in a folder of its own."""
    houses = request.config.stash.setdefault(HOUSES, [])

    def begin(folder, command="run", **environment):
        houses.append(start(forkserver, folder, command, **environment))
        return houses[-1]

    return begin


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """No house stands idly while tests of other folders run."""
    if nextitem is None or Path(__file__).parent not in nextitem.path.parents:
        for house in item.config.stash.get(HOUSES, []):
            house.stop()


@pytest.fixture(scope="session")
def house(started, tmp_path_factory):
    """The whole platform with demo data, started as `make run` starts it."""
    running = started(tmp_path_factory.mktemp("house"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def tender_house(started, tmp_path_factory):
    """The platform with tendering and the companies of the demonstration; notices come by its own command."""
    running = started(tmp_path_factory.mktemp("tendering"), UTBLICK_PLUGINS="tendering")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def chromium():
    """A browser. It ends with its file: while it is there its loop runs in this thread, and no test has another."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def window_of(chromium):
    """Opens a window of a house, of a size and language, signed in unless told otherwise."""
    opened = []

    def open_page(house, size=DESKTOP, *, language="sv", signed_in=True, javascript=True, email=""):
        context = chromium.new_context(
            viewport=size,
            locale="sv-SE" if language == "sv" else "en-GB",
            base_url=house.url,
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if signed_in:
            sign_in(page, email or house.email, house.password)
        return page

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def browser_at(window_of, house):
    """Opens a window of the whole platform, as `window_of` does."""
    return partial(window_of, house)


def sign_in(page, email, password):
    page.goto("/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.click("main button.primary")
    page.wait_for_url(lambda url: "/sign-in" not in url)


@pytest.fixture(scope="module")
def administrator(chromium, house):
    """A window of the administrator that stays open, for what must be there before pages are looked at."""
    context = chromium.new_context(base_url=house.url, locale="sv-SE")
    page = context.new_page()
    sign_in(page, house.administrator, house.password)
    yield page
    context.close()


class Audit:
    """Looks at pages, and keeps what is wrong with them.

    axe looks at the Swedish page at desk width and at the English one at phone width, so that each page
    is seen in both languages and at both widths, without seeing it four times.
    """

    def __init__(self, page, host):
        self.page, self.wrong, self.at = page, [], ""
        from axe_core_python.sync_playwright import Axe

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

    def speak(self, language):
        speak(self.page, language)

    def visit(self, path, status=200):
        self.at = path
        answer = self.page.goto(path)
        if answer.status != status:
            self.wrong.append(f"{path}: answered {answer.status}")
        self.look(path)

    def look(self, name):
        self.at = name
        self.page.wait_for_function(SETTLED)
        self.page.evaluate(self.axe)
        size = PHONE if self.page.evaluate("document.documentElement.lang") == "en" else DESKTOP
        self.page.set_viewport_size(size)
        found = self.page.evaluate(RUN, list(AXE_TAGS)) + self.page.evaluate(TARGETS)
        self.wrong += [f"{name} at {size['width']}: {one}" for one in found]
        self.fits(name, size)
        self.fits(name, {"width": 320, "height": 900})
        self.page.set_viewport_size(DESKTOP)

    def fits(self, name, size):
        self.page.set_viewport_size(size)
        reached = self.page.evaluate("document.documentElement.scrollWidth")
        if reached > size["width"]:
            self.wrong.append(f"{name}: {reached} px wide in a window of {size['width']}")


@pytest.fixture(params=["sv", "en"])
def language(request):
    return request.param


@pytest.fixture
def look_at(request):
    """Watches a window from now on: `look_at(page)` gives an `Audit` of it; `at` is another house's address."""
    return lambda page, at="": Audit(page, at or request.getfixturevalue("house").url)


@pytest.fixture
def audit(browser_at, house, look_at, language):
    """The administrator's window in a language, which is given back as it was."""
    page = browser_at(language=language, email=house.administrator)
    speak(page, language)
    yield look_at(page)
    speak(page, "sv")


def speak(page, language):
    page.goto("/me")
    token = page.locator("input[name=_csrf]").first.input_value()
    answer = page.request.post("/language", form={"_csrf": token, "language": language, "back": "/me"})
    assert f'lang="{language}"' in answer.text()
