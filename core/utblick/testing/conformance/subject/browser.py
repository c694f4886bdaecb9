"""axe in a real browser, fed with the pages of an installation that needs no server."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from utblick.access.roles import ADMINISTRATOR
from utblick.testing.chromium import ARGUMENTS, AXE_TAGS, SETTLED, chromium
from utblick.testing.conformance.rule import Finding

if TYPE_CHECKING:
    from utblick.testing.client import BrowserClient
    from utblick.testing.conformance.subject import Subject

HOST = "http://testserver.local"
_RUN = """tags => axe
    .run({runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], selectors: false})
    .then(found => found.violations.map(one => [one.id, one.help, one.nodes[0].html].join(": ")))"""


def look_at(subject: "Subject", places: Mapping[str, str]) -> Iterator[Finding]:
    """What axe says of the pages with these addresses; a note when there is no browser to ask."""
    binary = chromium()
    missing = "no Chromium" if binary is None else ""
    if find_spec("playwright") is None or find_spec("axe_core_python") is None:
        missing = "no playwright or axe-core-python"
    if missing or not subject.ground.browser:
        where = "machine has" if subject.ground.browser else "examination wants"
        yield Finding(
            subject.name,
            f"axe was not run: this {where} {missing or 'no browser'}.",
            "Install them to have the pages looked at.",
            "note",
        )
        return
    client = subject.walk.client(ADMINISTRATOR)
    # In a thread of its own: a test session may have a browser in this one, and there can be only one.
    with ThreadPoolExecutor(1) as alone:
        looked = alone.submit(lambda: list(_looked(str(binary), client, tuple(places)))).result()
    for url, wrong in looked:
        yield Finding(places[url], f"{url}: axe finds {wrong}.", "Mend the template of that page.")


def _looked(binary: str, client: "BrowserClient", urls: Sequence[str]) -> Iterator[tuple[str, str]]:
    from axe_core_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    assets: dict[str, dict[str, Any]] = {}

    def answer(route: Any) -> None:
        url = route.request.url
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}" != HOST or parts.path == "/live":
            route.abort()
            return
        made = assets.get(url) or _asked(client, url, route.request.headers)
        if parts.path.startswith("/static/"):
            assets[url] = made
        route.fulfill(**made)

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=binary, args=list(ARGUMENTS))
        window = browser.new_context(reduced_motion="reduce", bypass_csp=True)
        page = window.new_page()
        page.route("**/*", answer)
        page.add_init_script(Axe().axe_script)
        for url in urls:
            page.goto(HOST + url)
            page.wait_for_function(SETTLED)
            for wrong in page.evaluate(_RUN, list(AXE_TAGS)):
                yield url, wrong
        browser.close()


def _asked(client: "BrowserClient", url: str, headers: Mapping[str, str]) -> dict[str, Any]:
    got = client.get(url, headers={name: value for name, value in headers.items() if name.startswith("hx-")})
    kept = {n: v for n, v in got.headers.items() if n not in {"content-encoding", "content-length"}}
    return {"status": got.status_code, "headers": kept, "body": got.content}
