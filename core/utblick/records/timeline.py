"""Everything that happened to a record, in one stream: events, comments, files, tasks and changes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from utblick.bus import log
from utblick.context import Context, Ref
from utblick.i18n import Msg, _
from utblick.records.address import readable, url_of
from utblick.records.models import Change, Comment, StoredFile, Task
from utblick.records.moments import Found, Moment, moments
from utblick.records.sentences import may_see
from utblick.registry import CORE
from utblick.web.routing import Page, get, page

FILTERS: dict[str, Msg] = {
    "": _("Everything"),
    "event": _("Events"),
    "comment": _("Comments"),
    "change": _("Changes"),
}
PAGE = 30
_PARTIES = {"organisation": col(Change.organisation_id), "person": col(Change.person_id)}


@dataclass(frozen=True, slots=True)
class Stream:
    """A page of the stream, latest first; `before` opens the next one, and is empty on the last."""

    moments: tuple[Moment, ...]
    before: str = ""


def stream(ctx: Context, ref: Ref, *, only: str = "", before: str = "", limit: int = PAGE) -> Stream:
    """What happened to a record; `only` is one of `FILTERS`, `before` what an earlier page gave."""
    seq, until = _place(before)
    found = _read(ctx, ref, only=only, seq=seq, until=until, limit=limit + 1)
    told = sorted(moments(ctx, ref, found), key=lambda one: (one.at, one.place), reverse=True)
    shown = told[:limit]
    shown += [one for one in told[limit:] if one.at == shown[-1].at]
    if len(told) == len(shown):
        return Stream(tuple(shown))
    last = min((one.place for one in shown if one.place), default=seq or 0)
    return Stream(tuple(shown), f"{last}_{shown[-1].at.astimezone(UTC).isoformat()}")


@get("/records/{plugin:str}/{kind:str}/{record_id:uuid}/timeline")
def timeline_page(ctx: Context, *, plugin: str, kind: str, record_id: UUID) -> Page:
    """The stream of a record: filtered, renewed after an event, or its next page."""
    record = readable(ctx, plugin, kind, record_id)
    ref = Ref(plugin, kind, record_id)
    return page("records/parts/stream.html", **shown_stream(ctx, ref, url_of(ctx, record, record_id)))


def shown_stream(ctx: Context, ref: Ref, here: str) -> dict[str, Any]:
    """The values of the template that shows the stream, as the address asks for it."""
    query = ctx.request.query if ctx.request else {}
    only = query.get("only", "") if query.get("only", "") in FILTERS else ""
    before = query.get("before", "")
    return {
        "ref": ref,
        "here": here,
        "only": only,
        "before": before,
        "filters": FILTERS,
        "stream": stream(ctx, ref, only=only, before=before),
    }


def _place(before: str) -> tuple[int | None, datetime | None]:
    """The number of the last event seen, and the time of the last of anything."""
    number, _between, at = before.partition("_")
    try:
        until = datetime.fromisoformat(at)
        seq = int(number[:18])
        return (seq if seq > 0 else None), until if until.tzinfo else None
    except ValueError:
        return None, None


def _read(ctx: Context, ref: Ref, *, only: str, seq: int | None, until: datetime | None, limit: int) -> Found:
    def beside(model: Any, *sorts: str) -> list[Any]:
        return _of_record(ctx, model, ref, until=until, limit=limit) if only in sorts else []

    events = log.timeline(ctx.session, ref, before=seq, limit=limit) if only in ("", "event") else []
    return Found(
        events=[one for one in events if may_see(ctx, one.event)],
        changes=_changes(ctx, ref, until=until, limit=limit) if only in ("", "change") else [],
        comments=beside(Comment, "", "comment"),
        files=beside(StoredFile, ""),
        tasks=beside(Task, ""),
    )


def _of_record(ctx: Context, model: Any, ref: Ref, *, until: datetime | None, limit: int) -> list[Any]:
    query = select(model).where(model.record_id == ref.id).order_by(col(model.created_at).desc()).limit(limit)
    return list(ctx.session.exec(query if until is None else query.where(model.created_at < until)))


def _changes(ctx: Context, ref: Ref, *, until: datetime | None, limit: int) -> list[Change]:
    """Changes of the record itself; for a party those of its places, numbers and relations too."""
    whose = col(Change.record_id) == ref.id
    if ref.plugin == CORE and ref.kind in _PARTIES:
        whose = or_(whose, (_PARTIES[ref.kind] == ref.id) & (col(Change.plugin) == CORE))
    query = select(Change).where(whose).order_by(col(Change.at).desc(), col(Change.id).desc()).limit(limit)
    return list(ctx.session.exec(query if until is None else query.where(col(Change.at) < until)))


ROUTES = (timeline_page,)
