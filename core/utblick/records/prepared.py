"""SQL that is built once and asked often: building a statement costs more than its answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql import Select

Reader = Callable[[Any], Any] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as text, with how values go in and how they come out.

    Rows come as the driver gives them; `readers`, one for each column, make them what the model says.
    """

    sql: str
    places: Sequence[str] | None
    fixed: Mapping[str, Any]
    binders: Mapping[str, Reader]
    readers: tuple[Reader, ...]

    def rows(self, connection: Connection, **values: Any) -> list[Any]:
        """The rows, as the driver gives them."""
        bound = dict(self.fixed)
        for name, value in values.items():
            binder = self.binders.get(name)
            bound[name] = binder(value) if binder is not None else value
        given = bound if self.places is None else tuple(bound[name] for name in self.places)
        return list(connection.exec_driver_sql(self.sql, given).all())


def prepare(statement: Select[Any], connection: Connection) -> Prepared:
    """The statement for this database; its named parameters are given with each question."""
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect)
    binders: dict[str, Reader] = {
        name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()
    }
    fixed: dict[str, Any] = {}
    for name, value in compiled.params.items():
        binder = binders.get(name)
        fixed[name] = binder(value) if binder is not None and value is not None else value
    readers = tuple(
        column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in statement.selected_columns
    )
    return Prepared(str(compiled), compiled.positiontup, fixed, binders, readers)
