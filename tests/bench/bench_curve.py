"""How the cost of a page grows with the register, from 1,000 to 1,000,000 organisations: the points of a chart.

`BENCH_SIZES` are other sizes. `BENCH_SAVED` names a folder that keeps the rows, one folder below it for each size.
Processor time holds on a busy machine, too; `chart.py` draws it.
"""

import os
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote, urlencode

import load
import rows
from sqlmodel import select
from visits import Visitor

from utblick.access.testing import open_session
from utblick.identity.models import Organisation

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000 10000 100000 1000000").split()]
PLUGINS = ("export_deals", "evaluation")
VIEWS = 60


def main() -> None:
    with ExitStack() as stack:
        folder = Path(os.environ.get("BENCH_SAVED") or stack.enter_context(tempfile.TemporaryDirectory()))
        for size in SIZES:
            _measure(folder / str(size), size)


def _measure(folder: Path, size: int) -> None:
    if not (folder / "utblick.db").exists():
        platform = rows.installation(folder, organisations=size, plugins=PLUGINS)
        rows.leads(platform, max(100, size // 100))
        rows.analyse(platform)
    else:
        platform = rows.assembled(folder, plugins=PLUGINS)
    cookie, token = open_session(platform, "administrator")
    with platform.read() as ctx:
        known = [str(one) for one in ctx.session.exec(select(Organisation.id).offset(size // 2).limit(20))]
    platform.close()
    process, url = load.serve("ours", BENCH_FOLDER=str(folder), BENCH_PLUGINS=" ".join(PLUGINS))
    headers = {"cookie": cookie.partition(";")[0], "accept": "text/html", "sec-fetch-site": "same-origin"}
    target = load.Target(str(size), f"{url}/organisations", process, headers)
    load.answered(target)
    searched = [f"/search/suggest?q={quote(word)}" for word in rows.words(20)]
    for page, addresses in (
        ("list", ["/organisations"]),
        ("list of a town", [f"/organisations?town={quote(town)}" for town in rows.TOWNS]),
        ("organisation", [f"/organisations/{one}" for one in known]),
        ("search", searched),
        ("board", ["/export_deals/leads/board"]),
    ):
        views = [[address] for address in addresses * VIEWS][:VIEWS]
        Visitor(target).open(views[:10])
        seen = Visitor(target).open(views)
        load.say("curve", load.quantile(seen.took, 50), "ms", page=page, rows=size, cpu_ms=round(seen.cpu, 2))
    _write(target, known, token, size)
    load.stop(process)


def _write(target: load.Target, known: list[str], token: str, size: int) -> None:
    import http.client

    line = http.client.HTTPConnection(target.url.split("/")[2], timeout=60)
    form = urlencode({"csrf_token": token, "text": "Exempel: ring igen."})
    kind = {"content-type": "application/x-www-form-urlencoded"}
    took, used = [], load.cpu(target.process)
    for number in range(VIEWS):
        began = time.perf_counter()
        path = f"/records/core/organisation/{known[number % len(known)]}/comments"
        line.request("POST", path, form, target.headers | kind)
        answer = line.getresponse()
        answer.read()
        if answer.status != http.client.SEE_OTHER:
            raise RuntimeError(f"a comment was answered by {answer.status}")
        took.append((time.perf_counter() - began) * 1000)
    cpu = (load.cpu(target.process) - used) * 1000 / VIEWS
    line.close()
    load.say("curve", load.quantile(took, 50), "ms", page="comment", rows=size, cpu_ms=round(cpu, 2))


if __name__ == "__main__":
    main()
