"""Files that are added to records: kept by their hash, named safely, and never run."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import col, select

from utblick.context import Context, Ref
from utblick.db.database import after_commit
from utblick.declare import Job, RecordType, daily
from utblick.errors import Gone, Invalid, NotFound, TooLarge, UtblickError
from utblick.i18n import Msg, _, ngettext
from utblick.platform import Platform
from utblick.records.address import above, name_of, readable, url_of, way_back
from utblick.records.file_kinds import INLINE, media_type, safe_name
from utblick.records.models import StoredFile
from utblick.records.values import row
from utblick.web.request import Upload
from utblick.web.routing import Download, Page, Redirect, get, page, post, redirect

_PART = 1 << 20
_LARGEST_BODY = 1_001_000_000
"""No upload limit of the settings is larger; the limit itself is checked file by file."""


def keep_file(ctx: Context, ref: Ref, upload: Upload) -> StoredFile:
    """Add a file to a record. Raises `TooLarge` or `Invalid`; the record must be there."""
    name = safe_name(upload.name)
    limit = ctx.settings.web.upload_mb
    if upload.size > limit * 1_000_000:
        raise TooLarge(_("{name} is larger than {n} MB, which is the limit here.", name=name, n=limit))
    if upload.size == 0:
        raise Invalid({"file": _("{name} is empty.", name=name)})
    digest = _stored(ctx.platform.files_folder, upload)
    made = StoredFile(
        plugin=ref.plugin,
        kind=ref.kind,
        record_id=ref.id,
        name=name,
        media_type=media_type(place_of(ctx.platform.files_folder, digest), name),
        size=upload.size,
        sha256=digest,
        added_by=ctx.actor.id,
        created_at=ctx.now,
    )
    ctx.session.add(made)
    ctx.session.flush()
    return made


@post("/records/{plugin:str}/{kind:str}/{record_id:uuid}/files", max_body=_LARGEST_BODY)
def add(ctx: Context, *, plugin: str, kind: str, record_id: UUID) -> Page | Redirect:
    """Add files from a record's page: all of them, or none when one is refused."""
    record = readable(ctx, plugin, kind, record_id)
    ctx.require(record.write)
    stored = row(ctx, record, record_id)
    here = url_of(ctx, record, record_id)
    uploads = [one for one in (ctx.request.uploads.get("file", []) if ctx.request else []) if one.name]
    try:
        _keep_all(ctx, Ref(plugin, kind, stored.id), uploads)
    except (Invalid, TooLarge) as refused:
        action, name = f"/records/{plugin}/{kind}/{record_id}/files", name_of(record, stored)
        chosen = [safe_name(one.name) for one in uploads]
        way = above(ctx, record, stored)
        return _refused(way, refused, action=action, here=here, name=name, chosen=chosen)
    said = ngettext("{n} file has been added.", "{n} files have been added.", len(uploads))
    return redirect(way_back(ctx, here), said)


@get("/files/{file_id:uuid}")
def download(ctx: Context, *, file_id: UUID) -> Download:
    """A file: shown when it is a picture or a PDF, else saved."""
    file, _record = _file(ctx, file_id)
    path = place_of(ctx.platform.files_folder, file.sha256)
    if not path.is_file():
        raise Gone(
            _("The file {name} is missing in the data folder. Restore it from the backup.", name=file.name)
        )
    return Download(file.name, _parts(path), file.media_type, inline=file.media_type in INLINE)


@get("/files/{file_id:uuid}/remove")
def ask(ctx: Context, *, file_id: UUID) -> Page:
    """The question before a file is removed."""
    file, record = _file(ctx, file_id)
    ctx.require(record.write)
    return page("records/file_remove.html", file=file, here=url_of(ctx, record, file.record_id))


@post("/files/{file_id:uuid}/remove")
def remove(ctx: Context, *, file_id: UUID) -> Redirect:
    """Remove a file from its record; that it was there stays to be seen."""
    file, record = _file(ctx, file_id)
    ctx.require(record.write)
    file.removed_at, file.removed_by = ctx.now, ctx.actor.id
    ctx.session.add(file)
    return redirect(url_of(ctx, record, file.record_id), _("{name} has been removed.", name=file.name))


def erase_files(ctx: Context, record_id: UUID) -> int:
    """Take every file of a record away, those that were removed before as well; returns how many."""
    files = ctx.session.exec(select(StoredFile).where(StoredFile.record_id == record_id)).all()
    for file in files:
        ctx.session.delete(file)
    platform, digests = ctx.platform, {file.sha256 for file in files}
    after_commit(ctx.session, lambda: delete_at_once(platform, digests))
    return len(files)


def delete_at_once(platform: Platform, digests: Iterable[str]) -> int:
    """Delete the bytes of these hashes that no record has any more; returns how many."""
    with platform.read() as ctx:
        places = [place_of(platform.files_folder, digest) for digest in digests]
        return delete_unheld(ctx, places, before=ctx.now)


def sweep(ctx: Context) -> Msg | None:
    """Delete the bytes that no record has any more; those of the last hour may belong to a request."""
    there = ctx.platform.files_folder.glob("??/*")
    count = delete_unheld(ctx, there, before=ctx.now - timedelta(hours=1))
    return ngettext("{n} file was deleted.", "{n} files were deleted.", count) if count else None


def delete_unheld(ctx: Context, paths: Iterable[Path], *, before: datetime) -> int:
    """Delete those of the stored bytes that no record has and that were written before; returns how many."""
    held = set(ctx.session.exec(select(StoredFile.sha256).where(col(StoredFile.removed_at).is_(None))))
    gone = [path for path in paths if path.name not in held and path.is_file()]
    old = [path for path in gone if path.stat().st_mtime < before.timestamp()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _file(ctx: Context, file_id: UUID) -> tuple[StoredFile, RecordType]:
    file = ctx.session.get(StoredFile, file_id)
    if file is None:
        raise NotFound
    record = readable(ctx, file.plugin, file.kind, file.record_id)
    if file.removed_at is not None:
        raise Gone(_("The file {name} has been removed.", name=file.name))
    return file, record


def _keep_all(ctx: Context, ref: Ref, uploads: list[Upload]) -> None:
    if not uploads:
        raise Invalid({"file": _("Choose a file first.")})
    for upload in uploads:
        keep_file(ctx, ref, upload)


def _stored(folder: Path, upload: Upload) -> str:
    """Write the bytes under their hash, whole or not at all; gives the hash."""
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    handle, written = tempfile.mkstemp(dir=folder, prefix="new-")
    try:
        with os.fdopen(handle, "wb") as target:
            upload.file.seek(0)
            while part := upload.file.read(_PART):
                digest.update(part)
                target.write(part)
        place = place_of(folder, digest.hexdigest())
        place.parent.mkdir(exist_ok=True)
        Path(written).replace(place)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def place_of(folder: Path, digest: str) -> Path:
    """Where the bytes of this hash lie."""
    return folder / digest[:2] / digest


def _parts(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while part := source.read(_PART):
            yield part


def _refused(
    way: list[tuple[Msg | str, str]],
    refused: UtblickError,
    *,
    action: str,
    here: str,
    name: str,
    chosen: list[str],
) -> Page:
    problem = refused.problems[0].message if isinstance(refused, Invalid) else refused.message
    return page(
        "records/file_add.html",
        status=refused.status,
        above=way,
        action=action,
        here=here,
        name=name,
        problem=problem,
        chosen=chosen,
    )


ROUTES = (add, download, ask, remove)
JOBS = (Job(name="core.sweep_files", title=_("Delete removed files"), schedule=daily(3, 20), run=sweep),)
