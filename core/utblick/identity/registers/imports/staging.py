"""From an uploaded file to rows with verdicts that wait for a person's yes."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import and_, delete, select
from sqlmodel import col

from utblick.context import Context
from utblick.db.inserting import execute_many, inserting
from utblick.errors import Conflict, NotFound, TooLarge
from utblick.i18n import _
from utblick.identity.models import Membership, Organisation, Person
from utblick.identity.registers.columns import guess_columns, require_name, with_mapping
from utblick.identity.registers.imports.models import Import, ImportRow
from utblick.identity.registers.imports.packing import packed_row
from utblick.identity.registers.read import open_register
from utblick.identity.registers.table import Limits, Table
from utblick.identity.registers.verdicts import Assessor
from utblick.identity.resembling import Known
from utblick.ids import new_id
from utblick.platform import Platform
from utblick.records.file_kinds import safe_name

BATCH = 500
LEASE = timedelta(seconds=90)
"""Whoever works on an import and is not heard of for so long is taken for dead."""
_CHUNK = 1 << 20
_READ_AT_ONCE = 2_000_000
"""Files up to this size are looked into while the person waits; larger ones on the next page."""


def receive(ctx: Context, name: str, file: BinaryIO) -> Import:
    """Keep an uploaded file until its rows are read; refuses what is no register."""
    identity = new_id()
    folder = _folder(ctx.platform)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{identity}.register"
    try:
        size, digest = _copied(file, path, limits(ctx).file_bytes)
        if size <= _READ_AT_ONCE:
            open_register(path, name=name, limits=limits(ctx))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    row = Import(
        id=identity, file=safe_name(name), stored=path.name, digest=digest, by=ctx.actor.mark,
        by_name=ctx.actor.name[:200], uploaded_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(row)
    ctx.session.flush()
    return row


def table_of(ctx: Context, row: Import) -> Table:
    """The file of an import, opened; raises `Conflict` when its rows have been read and it is gone."""
    path = _folder(ctx.platform) / row.stored
    if not row.stored or not path.exists():
        raise Conflict(_("The file is no longer kept. Upload it again."))
    return open_register(path, name=row.file, limits=limits(ctx))


def choose_columns(ctx: Context, row: Import, mapping: Mapping[str, str]) -> None:
    """Settle which column holds what, and let the rows be read; raises `Invalid` for what cannot be."""
    if row.state != "uploaded":
        raise Conflict(
            _("The columns of this import are already settled. Upload the file again to change them.")
        )
    columns = with_mapping(guess_columns(table_of(ctx, row)), mapping)
    require_name(columns)
    row.mapping = {column.header: column.field or "" for column in columns}
    row.state, row.done = "previewing", 0
    ctx.session.add(row)


def stage(platform: Platform, import_id: UUID) -> None:
    """Read the whole file and keep a verdict for every row; started anew when it was interrupted."""
    with platform.read() as ctx:
        row = found(ctx, import_id)
        table = table_of(ctx, row)
        columns = with_mapping(guess_columns(table), row.mapping)
        assessor = Assessor(table, columns, known_organisations(ctx))
    with platform.write() as ctx:
        ctx.session.execute(delete(ImportRow).where(col(ImportRow.import_id) == import_id))
    verdicts = assessor.verdicts()
    while batch := [packed_row(import_id, verdict) for verdict in islice(verdicts, BATCH)]:
        with platform.write() as ctx:
            execute_many(ctx.session.connection(), inserting(ImportRow.__table__), batch)  # type: ignore[attr-defined]
            advance(ctx, import_id, len(batch))
    done = assessor.assessment()
    with platform.write() as ctx:
        row = found(ctx, import_id)
        row.counts = {
            "rows": done.rows, "new": done.new, "update": done.update,
            "duplicate": done.duplicate, "error": done.error,
        }  # fmt: skip
        row.duplicates = [list(group) for group in done.duplicates]
        row.encoding, row.delimiter = done.encoding, done.delimiter
        row.total, row.state, row.leased_until = done.rows, "previewed", None
        ctx.session.add(row)
    forget_file(platform, row)


def discard(ctx: Context, row: Import) -> None:
    """Throw away an import of which nothing has been applied yet, with its file and rows."""
    if row.state not in {"uploaded", "previewed", "failed"} or row.finished_at is not None:
        raise Conflict(_("This import is at work or done. A finished import can be undone."))
    ctx.session.execute(delete(ImportRow).where(col(ImportRow.import_id) == row.id))
    ctx.session.delete(row)
    forget_file(ctx.platform, row)


def known_organisations(ctx: Context) -> Iterator[Known]:
    """What helps to recognise the organisations held, their contact persons included."""
    o, p = Organisation, Person
    at = and_(col(Membership.organisation_id) == col(o.id), col(Membership.ends_on).is_(None))
    lines = (
        select(
            col(o.id), col(o.name), col(o.orgnr), col(o.legal_form), col(o.street), col(o.postcode),
            col(o.town), col(o.phone), col(o.email), col(o.website),
            col(p.name).label("person"), col(p.email).label("their_email"), col(p.phone).label("their_phone"),
        )
        .outerjoin(Membership, at)
        .outerjoin(p, col(p.id) == col(Membership.person_id))
        .where(col(o.merged_into).is_(None))
        .order_by(col(o.id))
    )  # fmt: skip
    streamed = ctx.session.execute(lines, execution_options={"yield_per": BATCH})
    for _id, group in groupby(streamed, key=attrgetter("id")):
        one, *others = group
        persons = [] if one.person is None else [one, *others]
        yield Known(
            key=one.id, name=one.name, orgnr=one.orgnr, legal_form=one.legal_form, street=one.street,
            postcode=one.postcode, town=one.town, website=one.website,
            phones=tuple(filter(None, (one.phone, *(person.their_phone for person in persons)))),
            emails=tuple(filter(None, (one.email, *(person.their_email for person in persons)))),
            contact=one.person if len(persons) == 1 else "",
        )  # fmt: skip


def found(ctx: Context, import_id: UUID) -> Import:
    row = ctx.session.get(Import, import_id)
    if row is None:
        raise NotFound
    return row


def advance(ctx: Context, import_id: UUID, rows: int) -> None:
    """Count rows as done and keep the lease; pages that are open are told."""
    row = found(ctx, import_id)
    row.done += rows
    row.leased_until = ctx.now + LEASE
    ctx.session.add(row)
    if ctx.platform.bus is not None:
        ctx.platform.bus.publish_live("import", {"import": str(import_id), "done": row.done})


def forget_file(platform: Platform, row: Import) -> None:
    if row.stored:
        (_folder(platform) / row.stored).unlink(missing_ok=True)


def limits(ctx: Context) -> Limits:
    return Limits(file_bytes=ctx.settings.web.upload_mb * 1_000_000)


def _folder(platform: Platform) -> Path:
    return platform.files_folder / "imports"


def _copied(file: BinaryIO, path: Path, most: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as kept:
        path.chmod(0o600)
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise TooLarge(_("The file is larger than {most} MB: divide it.", most=most // 1_000_000))
            digest.update(chunk)
            kept.write(chunk)
    return size, digest.hexdigest()
