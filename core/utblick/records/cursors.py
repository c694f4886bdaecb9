"""Places in a list, as they travel in addresses."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from utblick.i18n import _


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list: the value of the sorted column and the id of a row."""

    value: Any
    id: UUID

    def __str__(self) -> str:
        return urlsafe_b64encode(msgspec.json.encode([self.value, self.id])).decode().rstrip("=")


def read_cursor(text: str, python: type) -> Cursor | None:
    """The place that an address names, its value of the sorted column's type; None for no text.

    Raises ValueError with a `Msg` for what is no place.
    """
    if not text:
        return None
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        value, id_ = msgspec.json.decode(packed, type=tuple[Any, UUID])
        if value is not None:
            value = msgspec.convert(value, python, strict=False)
    except (ValueError, msgspec.MsgspecError, RecursionError):
        raise ValueError(_("The place in the list cannot be read. Begin at the first page.")) from None
    return Cursor(value, id_)
