"""What an installation holds, in a form that can be compared: rows without what is new each time."""

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel

from utblick.bus.tables import inbox_table

if TYPE_CHECKING:
    from utblick.platform import Platform
    from utblick.testing.conformance.subject import Subject

State = dict[str, Counter[Any]]
_ASIDE = frozenset(
    {inbox_table.name, "core_job", "core_job_run", "core_search", "core_session", "core_change"}
)
"""Tables that tell of the trial itself, or repeat what others hold."""
_NEW = ("created_at", "updated_at", "version")


def state(platform: "Platform", subject: "Subject") -> State:
    """The plugin's rows, and how many rows of each sort there are in the core's own tables."""
    own = {str(model.__tablename__) for model in subject.models}
    found: State = {}
    with platform.database.engine.connect() as connection:
        for name, table in SQLModel.metadata.tables.items():
            if name in own:
                columns = [c for c in table.columns if not c.primary_key and c.name not in _NEW]
                rows = connection.execute(select(*columns)).all() if columns else ()
                found[name] = Counter(tuple(_comparable(value) for value in row) for row in rows)
            elif name.startswith("core_") and name not in _ASIDE:
                told = next((c for c in table.columns if c.name in ("name", "kind", "subject")), None)
                look = select(told) if told is not None else select(*list(table.primary_key.columns)[:1])
                rows = connection.execute(look).all()
                found[name] = Counter(row[0] if told is not None else "" for row in rows)
    return found


def difference(before: State, after: State) -> str:
    """The first tables in which two states differ, and by how much; empty when they are the same."""
    parts = []
    for name in sorted(before):
        more, fewer = after[name] - before[name], before[name] - after[name]
        if more or fewer:
            counts = [f"{more.total()} more" if more else "", f"{fewer.total()} fewer" if fewer else ""]
            parts.append(f"{name} has {' and '.join(filter(None, counts))} rows of a sort")
    return "; ".join(parts[:3])


def _comparable(value: Any) -> Any:
    """A value without what is made anew each time: ids and times are only there, or not."""
    if isinstance(value, UUID):
        return "id"
    if isinstance(value, datetime):
        return "time"
    return repr(value) if isinstance(value, dict | list) else value
