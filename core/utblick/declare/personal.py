"""What a plugin holds about people: why, for how long, how it is handed out and how it is let go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import SQLModel

from utblick.declare.reactions import Where
from utblick.i18n import Msg

if TYPE_CHECKING:
    from utblick.context import Context


class Disposal(StrEnum):
    """What becomes of a row whose time is up: it is disposed of, names nobody any more, or is looked at."""

    DISPOSE = "dispose"
    ANONYMISE = "anonymise"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class RetentionRule:
    """How long rows of a table are kept, as data; the municipality may change it within what is allowed here.

    The clock of a row starts on the day in its column `since`, which `starts` puts into words; a row
    without one has no clock running, nor has one that does not fulfil `only`. After `months` the row stands
    in the review list. The municipality chooses from `least` to `most` months, and one of the actions that
    the rule `allows`. Nothing goes without a decision, unless the municipality lets the rule act by itself.

    DISPOSE removes the row with all that stands beside it, ANONYMISE empties the columns named by
    `empties`, REVIEW leaves both to the officer as far as they are allowed. `perform(ctx, row_id, action)`
    does it where there is more to do than that; it raises a `UtblickError` when the row must stay.
    The name carries the plugin's prefix.
    """

    name: str
    title: Msg
    model: type[SQLModel]
    since: str
    starts: Msg
    months: int
    least: int = 0
    most: int | None = None
    action: Disposal = Disposal.REVIEW
    allows: tuple[Disposal, ...] = (Disposal.DISPOSE,)
    only: tuple[Where, ...] = ()
    empties: tuple[str, ...] = ()
    perform: "Callable[[Context, UUID, Disposal], None] | None" = None


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """What a plugin holds about people: for the register of processing, reports, erasure and retention.

    `export(ctx, person_id)` gives everything held about the person, as plain values by table;
    `erase(ctx, person_id)` removes or empties it and returns how many rows were touched. `retention` says
    in words how long it is kept, `rules` say it as data. The rest is what article 30 of the GDPR asks for
    beside the purposes: on which basis, about whom, what, who gets it, and what protects it.
    """

    purposes: Sequence[Msg]
    export: "Callable[[Context, UUID], Mapping[str, Sequence[Mapping[str, Any]]]]"
    erase: "Callable[[Context, UUID], int]"
    retention: Msg
    rules: tuple[RetentionRule, ...] = ()
    legal_basis: Sequence[Msg] = ()
    people: Sequence[Msg] = ()
    data: Sequence[Msg] = ()
    recipients: Sequence[Msg] = ()
    safeguards: Sequence[Msg] = ()
