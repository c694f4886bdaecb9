"""What the development bar shows of some requests: who drew what, at what cost, and what followed."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from utblick.context import Context
from utblick.dev.followed import Published, follow
from utblick.dev.trace import Journal, Query, RequestWork, Work
from utblick.i18n import Msg, _
from utblick.web.shell import links_of
from utblick.web.shell_types import NavLink
from utblick.web.templating import render

RUN = secrets.token_hex(8)
"""Names this process: a page that it did not draw is not of now."""
KINDS: dict[str, Msg] = {
    "page": _("Page"),
    "box": _("Panel"),
    "part": _("Part of the page"),
    "action": _("Action"),
    "data": _("Request"),
}
_BREAKS = re.compile(
    r"\s+(?=(?:FROM|WHERE|ORDER BY|GROUP BY|HAVING|LIMIT|RETURNING|VALUES|SET|UNION"
    r"|(?:LEFT OUTER |LEFT |INNER )?JOIN)\b)"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the database with all its repetitions in one request."""

    sql: str
    plugin: str
    place: str
    count: int
    milliseconds: float
    rows: int
    repeated: Literal["", "same", "each"]
    """Whether it was asked again: with the same values, or once for each of many."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One request as the bar shows it; `region` selects what it drew on the page."""

    work: RequestWork
    kind: str
    name: str
    plugin: str
    region: str
    statements: Sequence[Statement]
    times: Sequence[tuple[str, Msg, float]]

    @property
    def repeated(self) -> int:
        return sum(1 for one in self.statements if one.repeated)

    @property
    def traceback(self) -> str:
        return next((line.traceback for line in self.work.lines if line.traceback), "")


@dataclass(frozen=True, slots=True)
class Bar:
    """All that is shown."""

    shown: Sequence[Shown]
    published: Sequence[Published]
    menu: Sequence[tuple[str, Sequence[NavLink]]]

    @property
    def ids(self) -> Sequence[str]:
        return [one.work.id for one in self.shown]

    @property
    def page(self) -> Shown | None:
        """The page itself, among the requests that belong to it."""
        return next((one for one in reversed(self.shown) if one.work.whole), None)

    @property
    def settled(self) -> bool:
        """Whether nothing more is to be expected."""
        return all(one.is_settled for one in self.published)

    @property
    def queries(self) -> int:
        return sum(len(one.work.queries) for one in self.shown)

    @property
    def query_milliseconds(self) -> float:
        return sum(one.work.query_milliseconds for one in self.shown)

    @property
    def repeated(self) -> int:
        return sum(one.repeated for one in self.shown)

    @property
    def is_broken(self) -> bool:
        return any(one.work.status >= 500 or one.traceback for one in self.shown)


def bar_of(ctx: Context, journal: Journal, works: Sequence[RequestWork]) -> Bar:
    """The bar about these requests, for the reader of the context."""
    return Bar(
        [_shown(work) for work in works],
        follow(ctx, journal, [work.id for work in works]),
        [
            (plugin.name, links)
            for plugin in ctx.platform.registry.plugins
            if ctx.actor.kind == "user" and (links := [link for _place, link in links_of(ctx, plugin)])
        ],
    )


def draw(ctx: Context, made: Bar) -> str:
    """The bar as HTML, in the language of the context."""
    values: dict[str, Any] = {
        "ctx": ctx,
        "shell": None,
        "bar": made,
        "run": RUN,
        "kinds": KINDS,
        "statements": statements,
    }
    return render(ctx.platform.templates, "dev/bar.html", values)


def statements(work: Work) -> list[Statement]:
    """The statements of a piece of work, the dearest first, each with its repetitions."""
    groups: dict[tuple[str, str], list[Query]] = {}
    for query in work.queries:
        groups.setdefault((query.sql, query.place), []).append(query)
    made = [_statement(group) for group in groups.values()]
    return sorted(made, key=lambda one: (not one.repeated, -one.milliseconds))


def _statement(group: Sequence[Query]) -> Statement:
    first = group[0]
    different = len({query.asked_with for query in group})
    repeated: Literal["", "same", "each"] = "" if len(group) == 1 else "same" if different == 1 else "each"
    return Statement(
        _BREAKS.sub("\n", first.sql.strip()),
        first.plugin,
        first.place,
        len(group),
        sum(query.milliseconds for query in group),
        sum(query.rows for query in group),
        repeated,
    )


def _shown(work: RequestWork) -> Shown:
    kind, region = "data", ""
    if work.box:
        kind, region = "box", f"#panel-{work.box.replace('.', '-')}"
    elif work.whole:
        kind, region = "page" if work.method == "GET" else "action", "main"
    elif work.method != "GET":
        kind = "action"
    elif work.target:
        kind, region = "part", f"#{work.target}"
    name = work.box or (work.path if work.method == "GET" else f"{work.method} {work.path}")
    return Shown(work, kind, name, work.plugin, region, statements(work), _times(work))


def _times(work: RequestWork) -> Sequence[tuple[str, Msg, float]]:
    """Where the time went; templates ask no database, so the parts do not overlap."""
    database, templates, compiled = (
        work.query_milliseconds,
        work.template_milliseconds,
        work.compile_milliseconds,
    )
    rest = max(0.0, work.milliseconds - database - templates - compiled)
    parts = (
        ("database", _("Database"), database),
        ("templates", _("Templates"), templates),
        ("compiled", _("Templates that were new"), compiled),
        ("code", _("Everything else"), rest),
    )
    return [part for part in parts if part[2]]
