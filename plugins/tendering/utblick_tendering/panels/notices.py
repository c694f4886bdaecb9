"""What stands on the page of a notice: its lots, what became of them, and what has changed."""

from datetime import UTC, datetime
from typing import Any

from utblick.api import NUTS, Context, Page, Panel, Slot, _, page
from utblick_tendering.choices.notices import CHANGE_REASONS, CHANGED_PARTS, END_REASONS, RESULTS
from utblick_tendering.models import Notice, Source
from utblick_tendering.permissions import READ, SOURCES
from utblick_tendering.queries import intakes
from utblick_tendering.queries import notices as queries
from utblick_tendering.sources.adapters import adapter_of
from utblick_tendering.vocabulary.cpv import cpv_name

_HEARD = ("tendering.notice.>",)


def lots(ctx: Context, subject: Any) -> Page | None:
    """The lots as a table, each with what, where, value and how long there is left."""
    found = queries.lots(ctx, subject)
    if not found:
        return None
    return page(
        "tendering/panels/lots.html",
        lots=[(lot, days_left(lot.deadline, ctx.now)) for lot in found],
        cpv=lambda code: cpv_name(code, ctx.language),
        place=lambda code: NUTS.name_of(code, ctx.language),
    )


def results(ctx: Context, subject: Any) -> Page | None:
    """Who won what, with prices and the number of tenders where they were published."""
    found = queries.awards(ctx, subject)
    if not found:
        return None
    return page("tendering/panels/awards.html", awards=found, results=RESULTS, reasons=END_REASONS)


def versions(ctx: Context, subject: Any) -> Page | None:
    """What changed, the newest first, with the notices that came before and after."""
    notice = queries.notice(ctx, subject)
    held = queries.versions(ctx, subject)
    before = [one for one in queries.replaced_by(ctx, subject) if one.id != notice.id]
    if len(held) < 2 and not before and not notice.changes_notice and not notice.replaced_by_id:
        return None
    after = ctx.session.get(Notice, notice.replaced_by_id) if notice.replaced_by_id else None
    return page(
        "tendering/panels/versions.html",
        versions=held,
        before=before,
        after=after,
        said={one.id: ", ".join(ctx.translate(CHANGED_PARTS[part]) for part in one.changes) for one in held},
        reasons=CHANGE_REASONS,
    )


def source_intakes(ctx: Context, subject: Any) -> Page | None:
    """Asking a source now, and what it gave the last times."""
    source = ctx.session.get(Source, subject)
    if source is None or adapter_of(source.kind) is None:
        return None
    return page(
        "tendering/panels/source.html",
        source=source,
        can_ask=source.active and source.kind != "upload" and ctx.actor.may(SOURCES),
        intakes=intakes.of_source(ctx, source.id),
    )


def days_left(deadline: datetime | None, now: datetime) -> int | None:
    """Whole days until a deadline; None when there is none or it has passed."""
    if deadline is None or deadline < now:
        return None
    return (deadline.astimezone(UTC) - now.astimezone(UTC)).days


PANELS: tuple[Panel, ...] = (
    Panel(
        name="tendering.notice_lots",
        slot=Slot.RECORD,
        record="tendering/notice",
        title=_("Lots"),
        load=lots,
        permission=READ,
        order=10,
        wide=True,
        refresh_on=_HEARD,
    ),
    Panel(
        name="tendering.notice_awards",
        slot=Slot.RECORD,
        record="tendering/notice",
        title=_("What became of it"),
        load=results,
        permission=READ,
        order=30,
        wide=True,
        refresh_on=_HEARD,
    ),
    Panel(
        name="tendering.notice_versions",
        slot=Slot.RECORD,
        record="tendering/notice",
        title=_("What has changed"),
        load=versions,
        permission=READ,
        order=40,
        wide=True,
        refresh_on=_HEARD,
    ),
    Panel(
        name="tendering.source_intakes",
        slot=Slot.RECORD,
        record="tendering/source",
        title=_("Asking this source"),
        load=source_intakes,
        permission=READ,
        wide=True,
    ),
)
