"""From waiting rows to organisations and people, in small transactions that can be taken up again."""

import time
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from utblick.context import Actor
from utblick.identity.registers.imports.batch import Batch, waiting
from utblick.identity.registers.imports.events import ImportFinished
from utblick.identity.registers.imports.models import ImportRow
from utblick.identity.registers.imports.staging import advance, found
from utblick.platform import Platform

BATCH = 500
BREATH_SECONDS = 0.01
"""Between two batches others get their turn to write."""


def apply(platform: Platform, import_id: UUID) -> None:
    """Do what every waiting row says; rows that are done already are left alone."""
    while _apply_batch(platform, import_id):
        time.sleep(BREATH_SECONDS)
    with platform.write() as ctx:
        row = found(ctx, import_id)
        outcomes = ctx.session.execute(
            select(col(ImportRow.outcome), func.count())
            .where(col(ImportRow.import_id) == import_id)
            .group_by(col(ImportRow.outcome))
        )
        results = dict(outcomes.all())
        row.counts = {**row.counts, **results}
        row.state, row.finished_at, row.leased_until = "done", ctx.now, None
        ctx.session.add(row)
        ctx.publish(
            ImportFinished(
                import_id=import_id,
                rows=row.total,
                created=results.get("created", 0),
                updated=results.get("updated", 0),
            )
        )


def _apply_batch(platform: Platform, import_id: UUID) -> bool:
    with platform.write(actor_of(platform, import_id), correlation=import_id.hex) as ctx:
        rows = waiting(ctx, import_id, BATCH)
        if rows:
            Batch(ctx, found(ctx, import_id), rows).apply()
            advance(ctx, import_id, len(rows))
        return bool(rows)


def actor_of(platform: Platform, import_id: UUID) -> Actor:
    """Whoever asked for the import does what it does."""
    with platform.read() as ctx:
        row = found(ctx, import_id)
    kind, _slash, identity = row.by.partition("/")
    language = platform.settings.municipality.languages[0]
    return Actor(
        kind or "system", UUID(identity) if identity else None, row.by_name, frozenset("*"), language
    )
