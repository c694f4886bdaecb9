"""The notices held as release packages: page by page, so that memory stays flat."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlmodel import col

from utblick.api import Context
from utblick_tendering.models import Notice, NoticeKey, NoticeVersion
from utblick_tendering.ocds.release import release_of
from utblick_tendering.queries import notices as queries
from utblick_tendering.reading import Notice as Published
from utblick_tendering.reading.values import SWEDISH_TIME
from utblick_tendering.settings import TenderingSettings

PAGE = 100
MOST = 500
LOTS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json"
)
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def package(ctx: Context, releases: Sequence[dict[str, Any]], uri: str, **more: Any) -> dict[str, Any]:
    """A package of these releases, with the municipality as its publisher."""
    return {
        "uri": uri,
        "version": "1.1",
        "extensions": [LOTS],
        "publishedDate": ctx.now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "publisher": {"name": ctx.settings.municipality.name},
        "license": LICENCE,
        "releases": list(releases),
        **more,
    }


def as_bytes(value: Any) -> bytes:
    """JSON with amounts as numbers that are exactly what was published."""
    return _ENCODER.encode(value)


def releases(
    ctx: Context, *, begins: date | None = None, ends: date | None = None, after: UUID | None = None,
    limit: int = PAGE,
) -> list[tuple[UUID, dict[str, Any]]]:  # fmt: skip
    """Notices published in the period, in their newest versions, each with its id; those after one."""
    held = col(Notice.id).in_(select(col(NoticeVersion.notice_id)))
    query = select(Notice).where(held).order_by(col(Notice.id)).limit(limit)
    if begins is not None:
        query = query.where(col(Notice.published_on) >= begins)
    if ends is not None:
        query = query.where(col(Notice.published_on) <= ends)
    if after is not None:
        query = query.where(col(Notice.id) > after)
    rows = list(ctx.session.scalars(query))
    ids = [row.id for row in rows]
    names, current = _names(ctx, ids), queries.all_current(ctx, ids)
    prefix = ctx.plugin_settings(TenderingSettings).ocds_prefix
    return [(row.id, _release(row, current[row.id], names.get(row.id, []), prefix)) for row in rows]


def every_release(
    ctx: Context, *, begins: date | None = None, ends: date | None = None
) -> Iterator[dict[str, Any]]:
    """All of them, a page at a time."""
    after: UUID | None = None
    while found := releases(ctx, begins=begins, ends=ends, after=after):
        yield from (release for _id, release in found)
        after = found[-1][0]
        ctx.session.expunge_all()


def _release(row: Notice, notice: Published, names: list[tuple[str, str]], prefix: str) -> dict[str, Any]:
    identity = notice.procedure_id or row.procurement_id or str(row.id)
    published = row.published_on or row.created_at.date()
    midnight = datetime.combine(published, time(), SWEDISH_TIME)
    return release_of(
        notice,
        ocid=f"{prefix}-{identity}",
        release_id=release_id(row, names),
        state=row.state,
        date=midnight.isoformat(),
    )


def release_id(row: Notice, names: Sequence[tuple[str, str]]) -> str:
    """What the release is called: "id-version" or the number in TED, else by what the record is known."""
    if row.notice_id:
        return f"{row.notice_id}-{row.edition:02}"
    if row.publication_number:
        return row.publication_number
    for scheme in ("procurement", "address", "digest"):
        for known, value in names:
            if known == scheme:
                return f"{scheme}:{value.partition('#')[0] if scheme == 'procurement' else value}"
    return str(row.id)


def _names(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    query = select(col(NoticeKey.notice_id), col(NoticeKey.scheme), col(NoticeKey.value))
    found: dict[UUID, list[tuple[str, str]]] = {}
    for notice_id, scheme, value in ctx.session.execute(query.where(col(NoticeKey.notice_id).in_(ids))):
        found.setdefault(notice_id, []).append((scheme, value))
    return {notice_id: sorted(held) for notice_id, held in found.items()}
