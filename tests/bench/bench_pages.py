"""The overview and the page of an organisation, each with all its boxes, beside as many plain answers.

The demo's goals, leads and agreements stand among `BENCH_ROWS` organisations, 100,000 unless it says otherwise.
"""

import os
import tempfile
from pathlib import Path

import load
import rows
from sqlmodel import select
from visits import Visitor

from utblick.access.testing import open_session
from utblick.cli.demo import load_demo
from utblick.identity.models import Organisation
from utblick.platform import Platform

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
PLUGINS = ("export_deals", "evaluation")
VIEWS = 200


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = rows.installation(folder, organisations=ROWS, plugins=PLUGINS)
        load_demo(platform)
        cookie = open_session(platform, "administrator")[0].partition(";")[0]
        known = _with_something_to_show(platform)
        platform.close()
        _measure(folder, cookie, known)


def _with_something_to_show(platform: Platform) -> list[list[str]]:
    """The addresses of the demo's organisations, which have leads, agreements and a history."""
    with platform.read() as ctx:
        look = select(Organisation.id).where(Organisation.last_contact.is_(None))  # type: ignore[union-attr]
        return [[f"/organisations/{id_}"] for id_ in ctx.session.exec(look.limit(50))]


def _measure(folder: Path, cookie: str, known: list[list[str]]) -> None:
    process, url = load.serve("ours", BENCH_FOLDER=str(folder), BENCH_PLUGINS=" ".join(PLUGINS))
    plain, plain_url = load.serve("plain")
    headers = {"cookie": cookie, "accept": "text/html"}
    page, limit = load.Target("page", f"{url}/", process, headers), load.Target("limit", plain_url, plain)
    try:
        load.answered(page)
        load.answered(limit)
        for name, addresses, target in (("overview", [["/"]], 60), ("organisation", known, 150)):
            some = (addresses * VIEWS)[:VIEWS]
            Visitor(page).open(some[: 4 * len(addresses)])  # both workers have seen them
            ours = Visitor(page).open(some)
            peer = Visitor(limit).open([["/"] * (1 + ours.boxes)] * VIEWS)
            _say(name, ours, peer, target)
    finally:
        load.stop(process, plain)


def _say(name: str, ours: Visitor, peer: Visitor, target: float) -> None:
    for figure, percent, most in (("p50", 50, None), ("p99", 99, target)):
        load.say(
            f"{name}_{figure}",
            load.quantile(ours.took, percent),
            "ms",
            target=most,
            peer="a plain text for the page and each of its boxes",
            peer_value=round(load.quantile(peer.took, percent), 2),
            boxes=ours.boxes,
            cpu_ms=round(ours.cpu, 2),
            rows=ROWS,
        )


if __name__ == "__main__":
    main()
