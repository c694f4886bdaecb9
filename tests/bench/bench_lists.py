"""The list of organisations and its JSON twin, signed in and with everything on, beside the limit and peers.

`BENCH_ROWS` is the number of organisations, 100,000 unless it says otherwise.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import load
import rows
from peers import COLUMNS, DJANGO_ROWS

from utblick.access.credentials.tokens import create_token
from utblick.access.testing import open_session
from utblick.context import Actor
from utblick.platform import Platform

ROWS = int(os.environ.get("BENCH_ROWS", "100000"))


def main() -> None:
    load.require_wrk()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        platform = rows.installation(folder, organisations=ROWS)
        cookie = open_session(platform, "administrator")[0].partition(";")[0]
        token = _token(platform)
        platform.close()
        _measure(folder, {"cookie": cookie, "accept": "text/html"}, {"authorization": f"Bearer {token}"})


def _measure(folder: Path, browser: dict[str, str], program: dict[str, str]) -> None:
    here = {"BENCH_FOLDER": str(folder)}
    ours, url = load.serve("ours", **here)
    page = load.Target("ours", f"{url}/organisations", ours, browser)
    html = load.answered(page).decode()
    twin = load.Target("ours, JSON", f"{url}/api/core/organisations?limit=50", ours, program)
    limit, limit_url = load.serve("plain", **here)
    hers, django_url = load.serve("django", "--interface", "wsgi", **here)
    theirs, datasette_url = load.serve("datasette", **here)
    table = f"{datasette_url}/utblick/core_organisation"
    shown = "&".join(f"_col={name}" for name in ("name", *COLUMNS))
    targets = [
        load.Target("limit", limit_url, limit),
        page,
        twin,
        load.Target("django", django_url, hers, {"cookie": _django(folder, html)}),
        load.Target("datasette", f"{table}?_size=50&_sort=name_key&{shown}", theirs),
        load.Target("datasette, JSON", f"{table}.json?_size=50&_sort=name_key&_shape=array", theirs),
    ]
    try:
        for target in targets:
            load.answered(target)
        load.rounds(targets)
        _say(*targets)
    finally:
        load.stop(ours, limit, hers, theirs)


def _say(*targets: load.Target) -> None:
    limit, page, twin, django, datasette, datasette_json = targets
    for target in targets:
        load.say(
            f"requests_per_second: {target.name}",
            target.middle("per_second"),
            "1/s",
            p50_ms=round(target.middle("p50"), 2),
            p99_ms=round(target.middle("p99"), 2),
            cpu_ms=round(target.middle("cpu"), 3),
        )
    for name, one, other, least in (
        ("list_page_of_limit", page, limit, 0.12),
        ("list_page_times_django", page, django, 5),
        ("list_page_times_datasette", page, datasette, 25),
        ("list_json_of_limit", twin, limit, 0.15),
        ("list_json_times_datasette_json", twin, datasette_json, 10),
    ):
        ratio = one.middle("per_second") / other.middle("per_second")
        load.say(
            name,
            ratio,
            "×",
            target=least,
            peer=other.name,
            by_cpu=round(other.middle("cpu") / one.middle("cpu"), 3),
            rows=ROWS,
        )
    load.say("list_page_p99", page.middle("p99"), "ms", target=20, connections=load.CONNECTIONS, rows=ROWS)


def _token(platform: Platform) -> str:
    from sqlmodel import select

    from utblick.access.models import User

    with platform.read() as ctx:
        user = ctx.session.exec(select(User)).one()
    actor = Actor("user", user.id, permissions=frozenset("*"))
    with platform.write(actor) as ctx:
        return create_token(ctx, name="bench", scopes=["core.read"], days=1, read_only=True)


def _django(folder: Path, html: str) -> str:
    """Django's page has our own frame as its text, so that both send about the same bytes."""
    before, _tbody, rest = html.partition("<tbody>")
    after = rest.partition("</tbody>")[2]
    quiet = "{% verbatim %}", "{% endverbatim %}"
    text = f"{quiet[0]}{before}{quiet[1]}<tbody>{DJANGO_ROWS}</tbody>{quiet[0]}{after}{quiet[1]}"
    (folder / "page.html").write_text(text, encoding="utf-8")
    code = "import peers; print(peers.django_cookie())"
    made = subprocess.run(
        [sys.executable, "-c", code],
        cwd=load.HERE,
        env={**os.environ, "BENCH_FOLDER": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()


if __name__ == "__main__":
    main()
