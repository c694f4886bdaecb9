"""Global search over a million entries, with its HTML, beside Datasette's full-text search on the same index.

`BENCH_ENTRIES` is the number of entries, 1,000,000 unless it says otherwise.
"""

import os
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import load
import rows

from utblick.access.testing import open_session

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "1000000"))
ASKED = 400
PEER_ASKED = 40
ALONE = 1


def main() -> None:
    load.require_wrk()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = rows.installation(folder, organisations=1000)
        began = time.perf_counter()
        rows.entries(platform, ENTRIES)
        load.say("search_index_built", ENTRIES / (time.perf_counter() - began), "rows/s", entries=ENTRIES)
        cookie = open_session(platform, "administrator")[0].partition(";")[0]
        platform.close()
        _measure(folder, {"cookie": cookie, "accept": "text/html"})


def _measure(folder: Path, browser: dict[str, str]) -> None:
    ours, url = load.serve("ours", BENCH_FOLDER=str(folder))
    theirs, datasette_url = load.serve("datasette", BENCH_FOLDER=str(folder))
    table = f"{datasette_url}/utblick.json?_shape=array&sql=" + quote(
        "select core_search.title, core_search.detail from core_search_fts join core_search on seq = core_search_fts.rowid"
        " where core_search_fts match :asked order by rank limit 40"
    )
    try:
        page = load.Target("search", f"{url}/search?q=exempel", ours, browser)
        peer = load.Target("datasette", f"{table}&asked=exempel", theirs)
        load.answered(page)
        load.answered(peer)
        words = rows.words(ASKED)
        own = [_took(page, f"{url}/search?q={quote(text)}") for text in words]
        suggested = [_took(page, f"{url}/search/suggest?q={quote(text)}") for text in words]
        other = [_took(peer, f"{table}&asked={quote(_match(text))}") for text in words[:PEER_ASKED]]
        _say("search_page", own, other, p99=50, p50=5)
        _say("search_suggestions", suggested, other, p99=50, p50=5)
    finally:
        load.stop(ours, theirs)


def _match(text: str) -> str:
    """The same question as Datasette would put it: every word, the last one unfinished, ranked by bm25."""
    *whole, last = text.lower().replace("ö", "o").replace("å", "a").replace("ä", "a").split()
    return " ".join([*whole, f"{last}*"])


def _took(target: load.Target, url: str) -> float:
    asked = load.Target(target.name, url, target.process, target.headers)
    began = time.perf_counter()
    load.answered(asked, within=ALONE)
    return (time.perf_counter() - began) * 1000


def _say(name: str, own: list[float], other: list[float], *, p99: float, p50: float) -> None:
    for figure, target, quantile in (("p50", p50, 50), ("p99", p99, 99)):
        value, peer = (load.quantile(list_, quantile) for list_ in (own, other))
        load.say(
            f"{name}_{figure}",
            value,
            "ms",
            target=target,
            peer="Datasette, the same index, bm25",
            peer_value=round(peer, 2),
            entries=ENTRIES,
        )


if __name__ == "__main__":
    main()
