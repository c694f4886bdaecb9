"""What a plugin has in the tables of the core: found by its name, counted, and removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Table, delete, func, or_, select
from sqlmodel import SQLModel, col
from sqlmodel import select as pick

from utblick.access.models import ApiToken, Role
from utblick.bus.purge import marks
from utblick.context import Context
from utblick.db.metadata import load, metadata
from utblick.db.versions import owner_of
from utblick.identity.models import Merge
from utblick.jobs.models import JobRun, JobState
from utblick.mail.models import Mail
from utblick.records.models import Notice, StoredFile
from utblick.registry import CORE

TECHNICAL = frozenset(
    {
        "core_search",
        "core_event_ref",
        "core_inbox",
        "core_parked",
        "core_dead_letter",
        "core_job",
        "core_job_run",
    }
)
"""Tables whose rows nobody wrote: an archive of what people have made leaves them out."""


@dataclass(frozen=True, slots=True)
class Trace:
    """Rows of one table of the core that are the plugin's."""

    table: Table
    where: ColumnElement[bool]


def traces(plugin: str) -> tuple[Trace, ...]:
    """Every table of the core that names plugins, with the condition of this one's rows.

    A table that has a column `plugin` is among them by that; the others are named here.
    """
    load()
    named = {
        table.name: Trace(table, table.c.plugin == plugin)
        for table in metadata.sorted_tables
        if table.name.startswith(f"{CORE}_") and "plugin" in table.c
    }
    for model, conditions in _others(plugin).items():
        table: Table = model.__table__  # type: ignore[attr-defined]
        named[table.name] = Trace(table, or_(*conditions))
    named |= {table.name: Trace(table, mine) for table, mine in marks(plugin)}
    return tuple(named.values())


def count(connection: Connection, plugin: str) -> Mapping[str, int]:
    """How many rows of each table of the core are the plugin's; tables without any are left out."""
    found = {
        trace.table.name: connection.execute(
            select(func.count()).select_from(trace.table).where(trace.where)
        ).scalar_one()
        for trace in traces(plugin)
    }
    return {name: number for name, number in found.items() if number}


def remove(ctx: Context, plugin: str, known: Iterable[str]) -> Mapping[str, int]:
    """Remove the plugin's rows from the tables of the core, and its names from the lists in others' rows."""
    connection = ctx.session.connection()
    found = {
        trace.table.name: connection.execute(delete(trace.table).where(trace.where)).rowcount
        for trace in traces(plugin)
    }
    _forget_permissions(ctx, plugin)
    _forget_moves(ctx, plugin, known)
    ctx.session.flush()
    return {name: number for name, number in found.items() if number}


def digests(connection: Connection, plugin: str) -> frozenset[str]:
    """The hashes of the files that were added to the plugin's records."""
    return frozenset(
        connection.scalars(select(col(StoredFile.sha256)).where(col(StoredFile.plugin) == plugin))
    )


def _others(plugin: str) -> Mapping[type[SQLModel], tuple[ColumnElement[bool], ...]]:
    dotted, slashed = f"{plugin}.", f"{plugin}/"
    return {
        Notice: (col(Notice.plugin) == plugin, col(Notice.what).startswith(dotted, autoescape=True)),
        Mail: (
            col(Mail.kind).startswith(slashed, autoescape=True),
            col(Mail.ref).startswith(slashed, autoescape=True),
        ),
        JobState: (col(JobState.name).startswith(dotted, autoescape=True),),
        JobRun: (col(JobRun.name).startswith(dotted, autoescape=True),),
    }


def _forget_permissions(ctx: Context, plugin: str) -> None:
    def others(names: list[str]) -> list[str]:
        return [name for name in names if not name.startswith(f"{plugin}.")]

    for role in ctx.session.exec(pick(Role)):
        role.permissions, role.known = others(role.permissions), others(role.known)
    for token in ctx.session.exec(pick(ApiToken)):
        token.scopes = others(token.scopes)
    ctx.platform.sessions.forget_after(ctx.session)


def _forget_moves(ctx: Context, plugin: str, known: Iterable[str]) -> None:
    """What merges have moved in the plugin's tables can go back no more."""
    everyone = (*known, plugin)
    for merge in ctx.session.exec(pick(Merge)):
        merge.moved = [moved for moved in merge.moved if owner_of(moved["table"], everyone) != plugin]
