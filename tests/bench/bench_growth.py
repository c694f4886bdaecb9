"""List, board and page of an organisation with many rows, beside the same pages with a thousand.

`BENCH_GROWN` is how many organisations and leads the large installation has, 1,000,000 each unless it says
otherwise; making them takes a minute or two.
"""

import os
import tempfile
import time
from pathlib import Path

import load
import rows
from sqlmodel import select
from visits import Visitor

from utblick.access.testing import open_session
from utblick.identity.models import Organisation

FEW, MANY = 1000, int(os.environ.get("BENCH_GROWN", "1000000"))
PLUGINS = ("export_deals",)
VIEWS, ROUNDS, MOST = 40, 3, 1.5


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large = (_installed(folder / str(count), count) for count in (FEW, MANY))
        few, many = (_served(where, cookie) for where, cookie, _page in (small, large))
        try:
            for page, here, there in (
                ("list", "/organisations", "/organisations"),
                ("board", "/export_deals/leads/board", "/export_deals/leads/board"),
                ("organisation", small[2], large[2]),
            ):
                _measure(page, Visitor(few), here, Visitor(many), there)
        finally:
            load.stop(few.process, many.process)


def _installed(folder: Path, count: int) -> tuple[Path, str, str]:
    """An installation of that size: its folder, a session, and the page of an organisation in its middle."""
    began = time.perf_counter()
    platform = rows.installation(folder, organisations=count, plugins=PLUGINS, findable=False)
    rows.leads(platform, count)
    rows.analyse(platform)
    cookie = open_session(platform, "administrator")[0].partition(";")[0]
    with platform.read() as ctx:
        middle = ctx.session.exec(select(Organisation.id).offset(count // 2).limit(1)).one()
    platform.close()
    load.say("rows_built", 2 * count / (time.perf_counter() - began), "rows/s", rows=2 * count)
    return folder, cookie, f"/organisations/{middle}"


def _served(folder: Path, cookie: str) -> load.Target:
    process, url = load.serve("ours", BENCH_FOLDER=str(folder), BENCH_PLUGINS=" ".join(PLUGINS))
    target = load.Target(
        folder.name, f"{url}/organisations", process, {"cookie": cookie, "accept": "text/html"}
    )
    load.answered(target)
    return target


def _measure(page: str, few: Visitor, here: str, many: Visitor, there: str) -> None:
    for visitor, address in ((few, here), (many, there)):
        Visitor(visitor.target).open([[address]] * 5)
    for _round in range(ROUNDS):
        few.open([[here]] * VIEWS)
        many.open([[there]] * VIEWS)
    small, large = (load.quantile(visitor.took, 50) for visitor in (few, many))
    load.say(
        f"growth_{page}",
        large / small,
        "×",
        target=MOST,
        peer=f"the same page with {FEW} rows",
        peer_ms=round(small, 2),
        ms=round(large, 2),
        by_cpu=round(many.cpu / few.cpu, 3),
        rows=MANY,
    )


if __name__ == "__main__":
    main()
