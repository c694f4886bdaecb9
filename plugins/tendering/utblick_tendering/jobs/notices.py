"""What happens to notices by the clock: deadlines pass, sources are asked, digests leave."""

from datetime import timedelta

from sqlalchemy import or_, select
from sqlmodel import col

from utblick.api import Context, Job, Msg, _, every, ngettext
from utblick_tendering.models import Source, SourceKind
from utblick_tendering.service import intakes, states, watches
from utblick_tendering.sources.adapters import ADAPTERS

_NOT_ASKED_FOR = timedelta(minutes=10)
_TED_NOT_ASKED_FOR = timedelta(hours=6)
"""TED publishes once a day, and each asking reads some days again."""


def close_passed(ctx: Context) -> Msg | None:
    """Close notices whose last deadline has passed."""
    n = states.close_passed(ctx)
    return ngettext("{n} notice was closed.", "{n} notices were closed.", n=n) if n else None


def take_up(ctx: Context) -> Msg | None:
    """Go on with takings in whose worker is gone."""
    n = intakes.INTAKES.take_up(ctx)
    return _("{n} takings in of notices were taken up again.", n=n) if n else None


def ask_sources(ctx: Context) -> Msg | None:
    """Ask every source in use that was not asked just now; one that is silent keeps no other waiting."""
    due = select(col(Source.id)).where(
        col(Source.active),
        col(Source.kind).in_(ADAPTERS),
        or_(col(Source.address) != "", col(Source.kind) == "plan"),
        or_(col(Source.asked_at).is_(None), col(Source.asked_at) < ctx.now - _NOT_ASKED_FOR),
        or_(
            col(Source.kind) != SourceKind.TED,
            col(Source.asked_at).is_(None),
            col(Source.asked_at) < ctx.now - _TED_NOT_ASKED_FOR,
        ),
    )
    ids = ctx.session.scalars(due).all()
    for source_id in ids:
        with ctx.platform.write(ctx.actor) as writing:
            intake = intakes.ask(writing, writing.session.get_one(Source, source_id))
        intakes.INTAKES.perform(ctx.platform, intake.id)
    return ngettext("{n} source was asked.", "{n} sources were asked.", n=len(ids)) if ids else None


def send_digests(ctx: Context) -> Msg | None:
    """Tell by mail what the watches have found."""
    n = watches.send_digests(ctx)
    return ngettext("{n} digest was sent.", "{n} digests were sent.", n=n) if n else None


JOBS: tuple[Job, ...] = (
    Job(
        name="close_notices",
        title=_("Close notices whose deadline has passed"),
        schedule=every(minutes=10),
        run=close_passed,
        in_steps=True,
    ),
    Job(
        name="take_up_intakes",
        title=_("Go on with interrupted takings in of notices"),
        schedule=every(seconds=30),
        run=take_up,
    ),
    Job(
        name="ask_sources",
        title=_("Ask the sources of notices"),
        schedule=every(minutes=15),
        run=ask_sources,
        asks_others=True,
    ),
    Job(
        name="send_digests",
        title=_("Send what the watches have found"),
        schedule=every(minutes=30),
        run=send_digests,
        in_steps=True,
    ),
)
