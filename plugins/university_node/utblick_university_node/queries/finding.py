"""A row by its id, or a refusal that says what is missing."""

from typing import Any, TypeVar
from uuid import UUID

from utblick.api import Context, NotFound

R = TypeVar("R")


def found(ctx: Context, model: type[R], row_id: Any) -> R:
    """The row, or `NotFound`."""
    row = ctx.session.get(model, row_id) if isinstance(row_id, UUID) else None
    if row is None:
        raise NotFound
    return row
