"""What an import would do or did, row by row: for the screen, for JSON, and as files to keep."""

import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from utblick.context import Context
from utblick.i18n import Msg, _
from utblick.i18n.message import unpacked
from utblick.identity.registers.candidate import Problem
from utblick.identity.registers.imports.models import Import, ImportRow
from utblick.identity.registers.verdicts import Assessment
from utblick.spreadsheets import csv_lines, neutral

VERDICTS: Mapping[str, Msg] = MappingProxyType(
    {"new": _("New"), "update": _("Update"), "duplicate": _("Duplicate"), "error": _("Error")}
)
OUTCOMES: Mapping[str, Msg] = MappingProxyType(
    {
        "": _("Waiting"),
        "created": _("Added"),
        "updated": _("Filled in"),
        "unchanged": _("Already known"),
        "skipped": _("Left out"),
        "undone": _("Undone"),
        "left": _("Could not be undone"),
    }
)
_HEADERS = (
    _("Row"), _("Row in the file"), _("Name"), _("Verdict"), _("Because"), _("Result"), _("To look at"),
)  # fmt: skip
_PORTION = 1000


def assessment_of(ctx: Context, job: Import) -> Assessment:
    """The preview of an import in the form that is printed as JSON."""
    counts = job.counts
    return Assessment(
        job.file, job.encoding, job.delimiter, counts["rows"], counts["new"], counts["update"],
        counts["duplicate"], counts["error"], tuple(_problems(ctx, job)), tuple(map(tuple, job.duplicates)),
    )  # fmt: skip


def as_csv(ctx: Context, job: Import) -> Iterator[bytes]:
    """The report as Swedish Excel opens it at once: semicolons, with a mark for UTF-8."""
    return csv_lines(_lines(ctx, job))


def as_workbook(ctx: Context, job: Import) -> bytes:
    """The report as an Excel workbook."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(ctx.translate(_("Import")))
    sheet.freeze_panes = "A2"
    for line in _lines(ctx, job):
        sheet.append(line)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def reasons(row: ImportRow, of: Mapping[Any, str]) -> list[Msg]:
    """Why the row has its verdict, with the name of what it is the same as."""
    told = [unpacked(reason) for reason in row.reasons]
    if row.of_row is not None:
        told.insert(0, _("the same as row {row}", row=row.of_row))
    elif row.of_id is not None:
        told.insert(0, _("the same as {name}", name=of.get(row.of_id, "?")))
    return told


def _lines(ctx: Context, job: Import) -> Iterator[list[Any]]:
    yield [ctx.translate(header) for header in _HEADERS]
    for row in _rows(ctx, job):
        told = "; ".join(ctx.translate(reason) for reason in reasons(row, {}))
        problems = "; ".join(f"{p['column']}: {ctx.translate(unpacked(p['message']))}" for p in row.problems)
        yield [
            row.row, row.line, neutral(row.name), ctx.translate(VERDICTS[row.verdict]), neutral(told),
            ctx.translate(OUTCOMES[row.outcome]), neutral(problems),
        ]  # fmt: skip


def _problems(ctx: Context, job: Import) -> Iterator[Problem]:
    for row in _rows(ctx, job):
        for problem in row.problems:
            yield Problem(row.row, problem["column"], problem["code"], unpacked(problem["message"]))


def _rows(ctx: Context, job: Import) -> Iterator[ImportRow]:
    """All rows in order, read in portions."""
    last = 0
    while True:
        query = select(ImportRow).where(col(ImportRow.import_id) == job.id, col(ImportRow.row) > last)
        rows = ctx.session.scalars(query.order_by(col(ImportRow.row)).limit(_PORTION)).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].row
        ctx.session.expunge_all()
