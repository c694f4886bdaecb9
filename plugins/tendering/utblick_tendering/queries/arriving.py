"""Questions about all notices of a batch at once: which of their names are held, and by whom."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlmodel import col

from utblick.api import Context
from utblick_tendering.models import Notice, NoticeKey, NoticeVersion
from utblick_tendering.queries.notices import NEWEST

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """What was asked about, and what of it is held: ("procedure", …), ("changes", …), ("previous", …)."""

    asked: set[Key]
    taken: set[Key]


def owners(ctx: Context, keys: Iterable[Key]) -> dict[Key, UUID]:
    """Whose each of the keys is, of those that are held."""
    by_scheme: dict[str, list[str]] = defaultdict(list)
    for scheme, value in sorted(keys):
        by_scheme[scheme].append(value)
    if not by_scheme:
        return {}
    columns = col(NoticeKey.scheme), col(NoticeKey.value)
    wanted = [and_(columns[0] == scheme, columns[1].in_(values)) for scheme, values in by_scheme.items()]
    found = ctx.session.execute(select(*columns, col(NoticeKey.notice_id)).where(or_(*wanted)))
    return {(scheme, value): notice_id for scheme, value, notice_id in found}


def named(ctx: Context, *, procedures: set[str], called: set[str]) -> Named:
    """Which procedures have notices, and which names others speak of."""
    asked, taken = set[Key](), set[Key]()
    for how, column, values in (
        ("procedure", col(Notice.procedure_id), procedures),
        ("changes", col(Notice.changes_notice), called),
        ("previous", col(Notice.previous_notice), called),
    ):
        wanted = sorted(values - {""})
        asked |= {(how, value) for value in wanted}
        if wanted:
            held = ctx.session.scalars(select(column).where(column.in_(wanted)).distinct())
            taken |= {(how, value) for value in held}
    return Named(asked, taken)


def written(row: Notice) -> set[Key]:
    """What is held of procedures and names once this record is."""
    said = {"procedure": row.procedure_id, "changes": row.changes_notice, "previous": row.previous_notice}
    return {(how, value) for how, value in said.items() if value}


def rows(ctx: Context, ids: set[UUID]) -> list[Notice]:
    """The records of several notices."""
    return list(ctx.session.scalars(select(Notice).where(col(Notice.id).in_(ids)))) if ids else []


def names(ctx: Context, ids: set[UUID]) -> dict[UUID, set[Key]]:
    """What each of several is known by."""
    if not ids:
        return {}
    found: dict[UUID, set[Key]] = defaultdict(set)
    for key in ctx.session.scalars(select(NoticeKey).where(col(NoticeKey.notice_id).in_(ids))):
        found[key.notice_id].add((key.scheme, key.value))
    return found


def digests(ctx: Context, ids: set[UUID]) -> dict[UUID, str]:
    """What the newest version of each of several says, as its digest."""
    if not ids:
        return {}
    query = select(col(NoticeVersion.notice_id), col(NoticeVersion.digest))
    query = query.where(col(NoticeVersion.notice_id).in_(ids)).order_by(*NEWEST)
    found: dict[UUID, str] = {}
    for notice_id, digest in ctx.session.execute(query):
        found.setdefault(notice_id, digest)
    return found
