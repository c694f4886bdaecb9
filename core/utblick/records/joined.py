"""Columns of a list that stand in other tables: what belongs to each row, found for a whole page at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from markupsafe import Markup

from utblick.context import Context, Ref
from utblick.declare import RecordType
from utblick.records.fields import Labels
from utblick.records.query import Rows, as_id

Held = Mapping[UUID, Sequence[Ref]]
"""What belongs to each of the rows that have any, in order."""


def own_columns(record: RecordType, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that are columns of the table itself."""
    joined = {column.name for column in record.joined}
    return tuple(name for name in names if name not in joined)


def held_by_rows(ctx: Context, record: RecordType, names: Iterable[str], page: Rows) -> dict[str, Held]:
    """What belongs to the rows of a page, by the joined columns among the names; one question for each."""
    asked = set(names)
    found: dict[str, Held] = {}
    for column in record.joined:
        if column.name in asked:
            plugin, _slash, kind = column.refers_to.partition("/")
            ids = column.find(ctx, [as_id(row[0]) for row in page.rows]) if page else {}
            found[column.name] = {
                id_: [Ref(plugin, kind, one) for one in several] for id_, several in ids.items()
            }
    return found


def refs_held(held: Mapping[str, Held]) -> set[Ref]:
    """All records that belong to some row."""
    return {ref for one in held.values() for several in one.values() for ref in several}


def cell_of(held: Held, labels: Labels) -> Callable[[Any, str], str]:
    """The function that gives the cell of a row, by its id: each name leads to its record."""

    def cell(raw: Any, _currency: str) -> str:
        names = [labels[ref] for ref in held.get(as_id(raw), ()) if ref in labels]
        links = (Markup('<a href="{}">{}</a>').format(label.url, label.name) for label in names)
        return f"<td>{Markup(', ').join(links)}</td>"

    return cell


def plain_of(held: Held, labels: Labels) -> Callable[[Any], str | None]:
    """The function that gives the cell of a spreadsheet for a row, by its id: the names."""

    def cell(raw: Any) -> str | None:
        names = (labels[ref].name for ref in held.get(as_id(raw), ()) if ref in labels)
        return ", ".join(names) or None

    return cell
