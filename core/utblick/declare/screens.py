"""What a plugin adds to the common pages: entries in the menu, boxes on the dashboard and on parties."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from utblick.i18n import Msg

if TYPE_CHECKING:
    from utblick.context import Context


class Slot(StrEnum):
    """Where a panel can stand. On top of the overview it has its title and no box around it: for cards."""

    OVERVIEW = "overview"
    OVERVIEW_TOP = "overview_top"
    ORGANISATION = "organisation"
    PERSON = "person"
    RECORD = "record"


@dataclass(frozen=True, kw_only=True)
class Link:
    """An entry of the menu. The address is absolute on this host; hidden without the permission."""

    title: Msg
    url: str
    icon: str = "file"
    permission: str = ""
    order: int = 50


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A box that is loaded by a request of its own, with its own time limit and its own error.

    `load(ctx, subject)` gets the id of the organisation, person or record (None on the overview) and returns
    a `Page` (see `utblick.api.page`) of a template without layout, or None when there is nothing to show.
    A box of the slot RECORD stands on the pages of the record type that `record` names: ``visits/visit``.
    `refresh_on` names events (or ``plugin.>``) after which an open page loads the box again.
    `wide` asks for the whole width, `aside` for the narrow column beside an organisation or a person: for
    what is looked up now and then. The name carries the plugin's prefix.
    """

    name: str
    slot: Slot
    title: Msg
    load: "Callable[[Context, Any], Any]"
    permission: str = ""
    record: str = ""
    order: int = 50
    wide: bool = False
    aside: bool = False
    seconds: float = 2.0
    refresh_on: tuple[str, ...] = ()
