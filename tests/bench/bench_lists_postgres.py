"""The list of organisations on PostgreSQL, signed in and with everything on, beside the limit.

`BENCH_ROWS` is the number of organisations, 100,000 unless it says otherwise.
"""

import os
import tempfile
from pathlib import Path

import load
import rows

from utblick.access.testing import open_session
from utblick.testing.postgres import fresh_database, running

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))


def main() -> None:
    load.require_wrk()
    with running() as server, fresh_database(server) as url, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = rows.installation(folder, organisations=ROWS, url=url)
        cookie = open_session(platform, "administrator")[0].partition(";")[0]
        platform.close()
        _measure(folder, url, {"cookie": cookie, "accept": "text/html"})


def _measure(folder: Path, url: str, browser: dict[str, str]) -> None:
    ours, address = load.serve("ours", BENCH_FOLDER=str(folder), BENCH_DATABASE=url)
    limit, limit_url = load.serve("plain")
    page = load.Target("ours", f"{address}/organisations", ours, browser)
    peer = load.Target("limit", limit_url, limit)
    try:
        load.answered(page)
        load.answered(peer)
        load.rounds([peer, page])
    finally:
        load.stop(ours, limit)
    load.say(
        "list_page_postgresql_of_limit",
        page.middle("per_second") / peer.middle("per_second"),
        "×",
        target=0.05,
        peer="limit",
        by_cpu=round(peer.middle("cpu") / page.middle("cpu"), 3),
        p50_ms=round(page.middle("p50"), 2),
        p99_ms=round(page.middle("p99"), 2),
        cpu_ms=round(page.middle("cpu"), 3),
        rows=ROWS,
    )


if __name__ == "__main__":
    main()
