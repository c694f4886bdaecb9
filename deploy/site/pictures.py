"""Takes the pictures of the README and of docs/use anew: demo data, in Swedish, as `make run` shows them.

python deploy/site/pictures.py [NAME …]
"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

from palette import with_palette
from playwright.sync_api import Page, sync_playwright

from utblick.access.demo import DEMO_EMAIL, DEMO_PASSWORD
from utblick.testing.chromium import ARGUMENTS, chromium

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
DESK, PHONE = (1280, 800), (390, 780)
MOST_BYTES = 60_000


@dataclass(frozen=True)
class Picture:
    """A page, the link on it that leads to what is shown, and the size of the window."""

    name: str
    path: str
    link: str = ""
    size: tuple[int, int] = DESK


PICTURES = (
    Picture("overview", "/"),
    Picture("organisation", "/organisations?q=Exempel+Trähus", "main tbody th a"),
    Picture("board", "/export_deals/leads/board"),
    Picture("goal", "/evaluation", "main .goal a"),
    Picture("phone", "/organisations?sort=-last_contact", size=PHONE),
)


def main(names: list[str]) -> int:
    """Take all pictures, or those named; fails when one is too large for a page that is read online."""
    wanted = [one for one in PICTURES if not names or one.name in names]
    with running() as url, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        page = browser.new_context(base_url=url, locale="sv-SE", reduced_motion="reduce").new_page()
        _sign_in(page)
        taken = {one.name: with_palette(_take(page, one)) for one in wanted}
        browser.close()
    for name, png in taken.items():
        (FOLDER / f"{name}.png").write_bytes(png)
        sys.stdout.write(f"{name}.png: {len(png) / 1000:.0f} kB\n")
    return int(any(len(png) > MOST_BYTES for png in taken.values()))


@contextmanager
def running() -> Iterator[str]:
    """The whole platform with demo data, in a folder that is gone afterwards."""
    with socket() as place:
        place.bind(("127.0.0.1", 0))
        port = str(place.getsockname()[1])
    with TemporaryDirectory() as folder:
        process = subprocess.Popen(
            [sys.executable, "-m", "utblick", "run"],
            env={**os.environ, "UTBLICK_DATA_FOLDER": folder, "UTBLICK_PORT": port},
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield _address(process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(20)


def _address(process: "subprocess.Popen[str]") -> str:
    """Where the platform answers, as it says when it does."""
    for line in process.stdout or ():
        if found := re.search(r"http://\S+", line):
            return found[0]
    raise RuntimeError("The platform did not start.")


def _sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("input[name=email]", DEMO_EMAIL)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("main button.primary")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def _take(page: Page, picture: Picture) -> bytes:
    width, height = picture.size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(picture.path)
    if picture.link:
        page.locator(picture.link).first.click()
    page.wait_for_load_state()
    page.wait_for_function("() => !document.querySelector('[aria-busy=true]')")
    return page.screenshot()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
