"""Taking in many notices: in the background, in small transactions, stopped and taken up where it was."""

import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import insert, select
from sqlmodel import col

from utblick.api import (
    Actor,
    Conflict,
    Context,
    FieldProblem,
    Invalid,
    LongWork,
    Msg,
    Platform,
    _,
    csv_lines,
    neutral,
    new_id,
    safe_name,
)
from utblick_tendering.models import Intake, IntakeProblem, IntakeState, Source, SourceKind
from utblick_tendering.queries import intakes as queries
from utblick_tendering.service.notices import keep_all
from utblick_tendering.settings import TenderingSettings
from utblick_tendering.sources.adapters import FROM_FILES, adapter_of
from utblick_tendering.sources.base import Adapter, Asked, Found
from utblick_tendering.sources.errors import SourceSilent

BATCH = 200
BREATH_SECONDS = 0.01
"""Between two batches others get their turn to write."""
WORKING = (IntakeState.WAITING, IntakeState.RUNNING)
_CHUNK = 1 << 20


def receive(ctx: Context, files: Sequence[tuple[str, BinaryIO]]) -> Intake:
    """Keep uploaded files until they are read; raises `Invalid` when they are too large or none."""
    intake_id = new_id()
    folder = ctx.platform.files_folder / "tendering" / str(intake_id)
    folder.mkdir(parents=True, mode=0o700)
    room = ctx.plugin_settings(TenderingSettings).largest_upload_mb * 1_000_000
    try:
        for place, (name, file) in enumerate(files):
            room -= _copied(file, folder / f"{place:03}-{safe_name(name)}", room)
    except Invalid:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    title = ", ".join(safe_name(name) for name, _file in files)
    stored = str(folder.relative_to(ctx.platform.files_folder))
    return _asked(ctx, source_of_kind(ctx, SourceKind.UPLOAD), intake_id, file=title, stored=stored)


def receive_path(ctx: Context, path: Path) -> Intake:
    """Take in a file or folder that lies on the server already; it is left where it is."""
    source = source_of_kind(ctx, SourceKind.UPLOAD)
    return _asked(ctx, source, new_id(), file=path.name or str(path), stored=str(path.resolve()))


def ask(ctx: Context, source: Source) -> Intake:
    """Ask a source; one that is being asked already goes on. Raises `Conflict` when it cannot be asked."""
    if not source.active:
        raise Conflict(_("This source is not in use, so it is not asked. Change it first."))
    if adapter_of(source.kind) is None or source.kind == SourceKind.UPLOAD:
        raise Conflict(_("Sources of this kind cannot be asked."))
    running = select(Intake).where(col(Intake.source_id) == source.id, col(Intake.state).in_(WORKING))
    under_way = ctx.session.scalars(running).first()
    if under_way is not None:
        return under_way
    source.asked_at = ctx.now
    ctx.session.add(source)
    return _asked(ctx, source, new_id(), file=source.title)


def stop(ctx: Context, intake: Intake) -> None:
    """Stop a taking in between two batches; what was kept stays."""
    if intake.state not in WORKING:
        raise Conflict(_("This is not under way, so it cannot be stopped."))
    intake.state, intake.leased_until, intake.ended_at = IntakeState.STOPPED, None, ctx.now
    ctx.session.add(intake)


def go_on(ctx: Context, intake: Intake) -> None:
    """Take up what was stopped, or failed, where it was."""
    if intake.state not in (IntakeState.STOPPED, IntakeState.FAILED):
        raise Conflict(_("This has not stopped, so it cannot be taken up again."))
    if intake.stored and not _file_of(ctx.platform, intake).exists():
        raise Conflict(_("The files are no longer kept. Upload them again."))
    intake.state, intake.error, intake.ended_at = IntakeState.RUNNING, "", None
    ctx.session.add(intake)


def source_of_kind(ctx: Context, kind: SourceKind) -> Source:
    """The one source of uploads, or of what is written by hand; made when it is first needed."""
    found = ctx.session.scalars(select(Source).where(col(Source.kind) == kind).limit(1)).first()
    if found is None:
        title = {SourceKind.UPLOAD: _("Uploaded files"), SourceKind.FORM: _("Written by hand")}[kind]
        language = ctx.settings.municipality.languages[0]
        found = Source(title=ctx.in_language(language).translate(title), kind=kind, active=True)
        ctx.session.add(found)
        ctx.session.flush()
    return found


def problems_as_csv(ctx: Context, intake_id: UUID) -> Iterator[bytes]:
    """What was refused, for a spreadsheet: the file and the reason."""
    heads = [ctx.translate(_("File")), ctx.translate(_("Why it was not taken in"))]
    found = (
        [neutral(one.place), neutral(ctx.translate(queries.said(one)))]
        for one in queries.problems(ctx, intake_id)
    )
    return csv_lines(chain([heads], found))


def _asked(ctx: Context, source: Source, intake_id: UUID, *, file: str, stored: str = "") -> Intake:
    intake = Intake(
        id=intake_id,
        source_id=source.id,
        file=file[:300],
        stored=stored,
        asked_by=ctx.actor.mark,
        asked_at=ctx.now,
    )
    ctx.session.add(intake)
    ctx.session.flush()
    return intake


def _run(platform: Platform, intake_id: UUID) -> None:
    """Read on from where it was, a batch at a time, until the source has no more."""
    with platform.read() as ctx:
        intake = queries.intake(ctx, intake_id)
        source = ctx.session.get_one(Source, intake.source_id)
        folder = _folder_of(ctx, source) if _lies_here(source) else None
    make = adapter_of(source.kind)
    if make is None:
        raise Conflict(_("Sources of this kind cannot be asked."))
    file = _file_of(platform, intake) if intake.stored else folder
    asked = Asked(address=source.address, cursor=source.cursor, file=file, place=intake.place)
    try:
        with platform.read() as ctx:
            adapter = make(ctx)
        if _took_in_all(platform, intake, adapter, asked):
            _finish(platform, intake_id, file)
    except SourceSilent as silent:
        with platform.write() as ctx:
            _failed(ctx, intake_id, silent.said)


def _took_in_all(platform: Platform, intake: Intake, adapter: Adapter, asked: Asked) -> bool:
    total = adapter.total(asked) or 0
    with platform.write() as ctx:
        row = queries.intake(ctx, intake.id)
        if row.state not in WORKING:
            return False
        row.state, row.total = IntakeState.RUNNING, total
        ctx.session.add(row)
    actor = _actor(platform, intake)
    notices = adapter.found(asked)
    while batch := list(islice(notices, BATCH)):
        try:
            going = _keep_batch(platform, actor, intake.id, batch)
        except Exception:
            going = all(_keep_alone(platform, actor, intake.id, one) for one in batch)
        if not going:
            return False
        time.sleep(BREATH_SECONDS)
    return True


def _keep_batch(platform: Platform, actor: Actor, intake_id: UUID, batch: Sequence[Found]) -> bool:
    """Keep the notices in one transaction with the place that was reached; False when it was stopped."""
    with platform.write(actor, correlation=intake_id.hex) as ctx:
        if not INTAKES.hold(ctx, intake_id):
            return False
        intake = queries.intake(ctx, intake_id)
        kept = keep_all(ctx, [one for one in batch if one.notice is not None], source_id=intake.source_id)
        problems = [
            (one.place, one.refused or _("There is no notice in it.")) for one in batch if one.notice is None
        ]
        intake.place = batch[-1].place[:500]
        cursor = next((one.cursor for one in reversed(batch) if one.cursor), "")
        _count(ctx, intake, Counter(one.outcome for one in kept), problems)
        if cursor:
            source = ctx.session.get_one(Source, intake.source_id)
            source.cursor = cursor[:500]
            ctx.session.add(source)
        return True


def _keep_alone(platform: Platform, actor: Actor, intake_id: UUID, found: Found) -> bool:
    """Keep one notice; what cannot be kept is told of, and the rest goes on."""
    try:
        return _keep_batch(platform, actor, intake_id, [found])
    except Exception as error:
        why = _("The notice could not be kept: {why}.", why=type(error).__name__)
        refused = Found(place=found.place, refused=why)
        return _keep_batch(platform, actor, intake_id, [refused])


def _count(ctx: Context, intake: Intake, counts: Counter[str], problems: list[tuple[str, Msg]]) -> None:
    intake.new += counts["new"]
    intake.changed += counts["changed"]
    intake.same += counts["same"]
    intake.refused += len(problems)
    intake.done += counts.total() + len(problems)
    ctx.session.add(intake)
    if problems:
        rows = [
            {
                "id": new_id(),
                "intake_id": intake.id,
                "place": place[:300],
                "message": said.template[:1000],
                "arguments": {name: str(value)[:300] for name, value in said.arguments.items()},
            }
            for place, said in problems
        ]
        ctx.session.connection().execute(insert(IntakeProblem), rows)


def _finish(platform: Platform, intake_id: UUID, file: Path | None) -> None:
    with platform.write() as ctx:
        intake = queries.intake(ctx, intake_id)
        if intake.state not in WORKING:
            return
        intake.state, intake.ended_at, intake.leased_until = IntakeState.DONE, ctx.now, None
        source = ctx.session.get_one(Source, intake.source_id)
        source.answered_at, source.error = ctx.now, ""
        ctx.session.add_all([intake, source])
    if intake.stored and file is not None and file.is_relative_to(platform.files_folder):
        shutil.rmtree(file, ignore_errors=True)


def _failed(ctx: Context, intake_id: UUID, reason: Msg) -> None:
    """Say why it stopped, on the intake and on its source; it can be taken up again."""
    intake = queries.intake(ctx, intake_id)
    language = ctx.settings.municipality.languages[0]
    said = ctx.in_language(language).translate(reason)[:1000]
    intake.state, intake.error, intake.leased_until = IntakeState.FAILED, said, None
    intake.ended_at = ctx.now
    source = ctx.session.get_one(Source, intake.source_id)
    source.error = said
    ctx.session.add_all([intake, source])


INTAKES = LongWork(
    name="intake",
    model=Intake,
    steps={IntakeState.WAITING: _run, IntakeState.RUNNING: _run},
    failed=_failed,
)


def _actor(platform: Platform, intake: Intake) -> Actor:
    """Whoever asked for it does what it does."""
    kind, _slash, identity = intake.asked_by.partition("/")
    language = platform.settings.municipality.languages[0]
    return Actor(kind or "system", UUID(identity) if identity else None, "", frozenset("*"), language)


def _file_of(platform: Platform, intake: Intake) -> Path:
    return platform.files_folder / intake.stored


def _lies_here(source: Source) -> bool:
    return source.kind in FROM_FILES and not source.address.startswith(("http://", "https://"))


def _folder_of(ctx: Context, source: Source) -> Path:
    """The folder or file of a source; it must lie below the one that the settings allow."""
    given = ctx.plugin_settings(TenderingSettings).notice_folder
    allowed = (Path(given) if given else ctx.settings.data_folder / "notices").resolve()
    folder = (allowed / source.address.strip()).resolve()
    if not folder.is_relative_to(allowed):
        raise Conflict(_("The folder must lie below {folder}. Ask the administrator.", folder=allowed))
    return folder


def _copied(file: BinaryIO, path: Path, most: int) -> int:
    size = 0
    with path.open("wb") as kept:
        path.chmod(0o600)
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > most:
                said = _("The files are too large together. Divide them, or use a folder on the server.")
                raise Invalid([FieldProblem("file", said)])
            kept.write(chunk)
    return size
