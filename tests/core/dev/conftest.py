"""What the tests of development share: the real command beside a copied plugin, and the bar around an application."""

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from lxml import html

from utblick.access.demo import DEMO_ADMINISTRATOR, DEMO_PASSWORD
from utblick.dev.app import DevelopmentApp
from utblick.dev.lines import LogKeeper
from utblick.dev.onlookers import look_on
from utblick.dev.trace import Journal
from utblick.platform import Platform
from utblick.testing.client import BrowserClient, signed_in_client
from utblick.testing.running import eventually
from utblick.web.app import build_app

ROOT = Path(__file__).parents[3]
PLUGINS = ("--plugin=export_deals", "--plugin=evaluation")


@dataclass
class Workshop:
    """`utblick dev`, running in a folder with a copy of a plugin that is enabled in place of the original."""

    folder: Path
    process: subprocess.Popen[bytes]
    url: str
    browser: httpx.Client

    @property
    def plugin(self) -> Path:
        return self.folder / "src" / "utblick_export_deals"

    @property
    def said(self) -> str:
        return (self.folder / "log").read_text()

    def get(self, path: str, **more: Any) -> httpx.Response:
        try:
            return self.browser.get(path, **{"timeout": 60, **more})
        except (httpx.ReadError, httpx.RemoteProtocolError):
            # The line was the old process's, which closed it at this moment: browsers ask again then, too.
            return self.browser.get(path, **{"timeout": 60, **more})

    def replace(self, file: str, before: str, after: str) -> None:
        """Edit a file of the plugin, and save it."""
        path = self.plugin / file
        text = path.read_text()
        assert before in text
        path.write_text(text.replace(before, after))

    def offspring(self) -> dict[int, str]:
        """The processes that it has started, and what each of them is."""
        found = psutil.Process(self.process.pid).children(recursive=True)
        return {one.pid: "nats" if "nats" in one.name() else "child" for one in found}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    folder = tmp_path_factory.mktemp("workshop")
    source = ROOT / "plugins/export_deals/utblick_export_deals"
    shutil.copytree(source, folder / "src" / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "utblick", "dev", "--port=0", "--data=var", *PLUGINS],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONUNBUFFERED": "1"},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    found: list[re.Match[str]] = []

    def runs() -> bool:
        assert process.poll() is None, (folder / "log").read_text()
        found.extend(re.finditer(r"running for developers: (\S+)", (folder / "log").read_text()))
        return bool(found)

    try:
        eventually(runs, seconds=90)
        with httpx.Client(base_url=found[0][1], headers={"sec-fetch-site": "same-origin"}) as browser:
            form = {"email": DEMO_ADMINISTRATOR, "password": DEMO_PASSWORD}
            assert browser.post("/sign-in", data=form, timeout=30).status_code == 303
            yield Workshop(folder, process, found[0][1], browser)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


@pytest.fixture
def develop(platform: Platform) -> Iterator[Callable[..., BrowserClient]]:
    """Makes clients of the application with the bar, whose onlookers leave with the test.

    What is to be enabled beside the usual is put into the platform's registry before.
    """
    journal = Journal()
    made: list[DevelopmentApp] = []

    def make(role: str | None = "administrator", *, language: str = "sv") -> BrowserClient:
        if not made:
            look_on(platform, journal)
            made.append(DevelopmentApp(build_app(platform), platform, journal))
        client = signed_in_client(platform, made[0], role, language=language)  # type: ignore[arg-type]
        client.headers["accept-encoding"] = "gzip"
        return client

    yield make
    root = logging.getLogger()
    root.handlers[:] = [one for one in root.handlers if not isinstance(one, LogKeeper)]


class Shown:
    """The bar of an answer, read as a person reads it."""

    def __init__(self, text: str) -> None:
        [self.bar] = html.fromstring(text).xpath("//aside[@id='dev-bar']")

    @property
    def requests(self) -> list[str]:
        """The line of each request."""
        return [
            _words(one)
            for one in self.bar.xpath(".//section[@aria-labelledby='dev-drawn']/ol/li/details/summary")
        ]

    @property
    def regions(self) -> list[tuple[str, str]]:
        return [
            (one.get("data-plugin"), one.get("data-region"))
            for one in self.bar.xpath(".//ol//*[@data-region]")
        ]

    @property
    def sql(self) -> list[str]:
        """Each statement with what is said about it."""
        return [_words(one) for one in self.bar.xpath(".//ol[@class='dev-sql']/li")]

    @property
    def events(self) -> list[str]:
        return [_words(one) for one in self.bar.xpath(".//li[@class='dev-event']")]

    @property
    def text(self) -> str:
        return _words(self.bar)

    @property
    def is_settled(self) -> bool:
        return bool(self.bar.get("data-settled") == "yes")


def _words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


@pytest.fixture
def shown() -> type[Shown]:
    return Shown
