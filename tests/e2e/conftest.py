import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = next(
    (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@dataclass
class Running:
    url: str
    folder: Path
    process: subprocess.Popen
    email: str = "demo@nordanstig.example"
    administrator: str = "admin@nordanstig.example"
    password: str = "utsikt-over-havet"

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)


def free_port():
    import socket

    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        return place.getsockname()[1]


def start(folder: Path, **environment: str) -> Running:
    port = free_port()
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "utblick", "run"],
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
                if answer.status == 200:
                    return Running(url, folder, process)
        except OSError:
            time.sleep(0.05)
    process.kill()
    raise RuntimeError("the server did not start: " + (folder / "server.log").read_text()[-4000:])


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """The whole platform with demo data, started as `make run` starts it."""
    running = start(tmp_path_factory.mktemp("house"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browser_at(chromium, house):
    """Opens a window of a size and language, signed in unless told otherwise."""
    opened = []

    def open_page(size=DESKTOP, *, language="sv", signed_in=True, javascript=True, email=house.email):
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
            sign_in(page, email, house.password)
        return page

    yield open_page
    for context in opened:
        context.close()


def sign_in(page, email, password):
    page.goto("/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.click("main button.primary")
    page.wait_for_url(lambda url: "/sign-in" not in url)
