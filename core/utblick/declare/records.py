"""A record type: one declaration from which the core draws lists, forms, boards, pages, history and API."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from sqlmodel import SQLModel

from utblick.declare.vocabulary import Vocabulary
from utblick.i18n import Msg, _

if TYPE_CHECKING:
    from utblick.context import Context

Tone = Literal["ok", "info", "warn", "bad", "mute"]
"""How a value looks: good, news, mind this, bad, or nothing special."""


class Kind(StrEnum):
    """What a field holds: decides its input, its text in lists, its filter, its export and its schema."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"
    INSTANT = "instant"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    COUNTRY = "country"
    CURRENCY = "currency"
    LANGUAGE = "language"
    MUNICIPALITY = "municipality"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    TAGS = "tags"
    ORGANISATION = "organisation"
    PERSON = "person"
    USER = "user"
    RECORD = "record"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the values of a field, with the words and the tone in which it is shown.

    One that is not `offered` stays where it stands and is shown, but cannot be chosen anew.
    """

    value: str
    label: Msg
    tone: Tone = "mute"
    offered: bool = True


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of the model as people meet it.

    The name is the attribute of the model. MONEY is a Decimal column whose currency stands in
    `currency_field`. RECORD is a UUID column pointing at `refers_to`, as ``export_deals/lead``.
    ORGANISATION, PERSON and USER are UUID columns. TAGS is a JSON list of words, or of codes of the kind
    that `each` names: countries, say, typed and shown by their names. With a `vocabulary` a TEXT field
    holds one of its codes, a TAGS field a list of them, picked by name. `choices_from(ctx)`
    gives the choices of a CHOICE that only the running installation knows. `personal` marks
    what falls under data protection; `normalise` turns accepted text into the stored value and may
    raise ValueError with a `Msg`; `explain(ctx, code)` gives the words that stand for a code of TEXT
    where people read it. A `secret` field is read only by those who hold `read_secret` of its record type:
    for others it is not there, in no list, form, filter, export, search or API, and each reading is logged.
    One that is not `on_page` is not on the page of its record, where the `facts` say it in other words.
    """

    name: str
    label: Msg
    kind: Kind = Kind.TEXT
    required: bool = False
    help: Msg | None = None
    choices: tuple[Choice, ...] = ()
    choices_from: "Callable[[Context], Sequence[Choice]] | None" = None
    currency_field: str = ""
    currency: str = ""
    """The currency of an amount that is always in the same one."""
    refers_to: str = ""
    each: Kind | None = None
    vocabulary: Vocabulary | None = None
    max_length: int = 200
    minimum: int | None = None
    personal: bool = False
    secret: bool = False
    read_only: bool = False
    on_page: bool = True
    normalise: Callable[[str], Any] | None = None
    explain: "Callable[[Context, str], str] | None" = None

    def choice(self, value: object) -> Choice | None:
        """The declared choice of a stored value, or None when it is not (or no longer) one of them."""
        return next((choice for choice in self.choices if choice.value == value), None)

    def settled(self, ctx: "Context") -> "Field":
        """The field with the choices that it has now; itself when they are declared."""
        if self.choices_from is None:
            return self
        return replace(self, choices=tuple(self.choices_from(ctx)), choices_from=None)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a form under its own heading."""

    title: Msg
    fields: tuple[str, ...]
    help: Msg | None = None


@dataclass(frozen=True, kw_only=True)
class Board:
    """Columns by state; a card shows its name, then these fields.

    `due` names the day of the card by which something is to be done: when it has passed, the card says so.
    """

    columns: tuple[str, ...]
    card: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """A move from one state to another, done by a verb of the service, which publishes the event.

    `perform(ctx, record_id, answers)` gets the values of `fields`, which are asked for first.
    `drag` says whether the move is offered on the board; one with required fields opens its form.
    """

    name: str
    label: Msg
    source: tuple[str, ...]
    target: str
    permission: str
    perform: "Callable[[Context, UUID, Mapping[str, Any]], object]"
    fields: tuple[Field, ...] = ()
    tone: Tone = "mute"
    confirm: Msg | None = None
    drag: bool = True


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a list that its table does not have: the records of another kind that belong to each row.

    `refers_to` is that kind, as ``core/organisation``. `find(ctx, ids)` is asked once for a whole page, and
    gives the ids of what belongs to those of the rows that have any, in order. They are shown and exported
    by their names. A list is neither ordered nor filtered by such a column, and the API does not have it.
    """

    name: str
    label: Msg
    refers_to: str
    find: "Callable[[Context, Sequence[UUID]], Mapping[UUID, Sequence[UUID]]]"

    def as_field(self) -> Field:
        """The column as lists meet it beside the fields."""
        return Field(
            name=self.name, label=self.label, kind=Kind.RECORD, refers_to=self.refers_to, read_only=True
        )


@dataclass(frozen=True, kw_only=True)
class RecordType:
    """All that the core needs to know of a table to make it a full citizen of the platform.

    `create(ctx, values)` and `update(ctx, row, changes)` are verbs of the service; without them the
    core writes the row itself. `read` and `write` name permissions. `name` is the field that titles a
    record. `sort` is a column name, with a leading minus for descending. Set `listed=False` for record
    types that are only reached from others, `in_menu=False` for lists that another page leads to. `head`
    names the fields that stand on top of the page; without it these are the first columns of the list.
    `facts(ctx, row)` adds pairs of label and value to the head; a `Label` as value leads to what it names.
    `delete=True` offers removal (with undo for a while). `no_comments(ctx, row)` gives the sentence that says
    why nothing may be written about a record by comment, or None when it may. `registry` names the field
    that holds the registry number (diarienummer): a record with one is a public record, which is blocked
    and not erased when somebody in it asks to be forgotten. `read_secret` is the permission to read the
    secret fields, and records that are marked as secret, and to set that mark. `part_of` names the field
    that points at the record which this one is a part of, and whose page tells of it in a box of the
    plugin's: the way back leads there, and no page lists it once more among what points at its record.
    `joined` are columns for the list that stand in other tables; `columns` names them like any other.
    """

    kind: str
    model: type[SQLModel]
    title: Msg
    plural: Msg
    path: str
    read: str
    write: str
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    name: str = "name"
    icon: str = "file"
    head: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    sort: str = "-updated_at"
    state: str = ""
    board: Board | None = None
    transitions: tuple[Transition, ...] = ()
    lead: Msg = _("")
    empty: Msg = _("Nothing here yet.")
    create: "Callable[[Context, Mapping[str, Any]], SQLModel] | None" = None
    update: "Callable[[Context, SQLModel, Mapping[str, Any]], object] | None" = None
    creatable: bool = True
    editable: bool = True
    delete: bool = False
    listed: bool = True
    in_menu: bool = True
    facts: "Callable[[Context, SQLModel], Sequence[tuple[Msg, object]]] | None" = None
    no_comments: "Callable[[Context, SQLModel], Msg | None] | None" = None
    registry: str = ""
    read_secret: str = "core.read_secret"  # noqa: S105 - a permission
    part_of: str = ""
    joined: tuple[Column, ...] = ()

    def field(self, name: str) -> Field:
        """The declared field of that name; raises KeyError when there is none."""
        return self.by_name[name]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The declared fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def secret_fields(self) -> tuple[str, ...]:
        """The names of the fields that not everybody may read who may read the record."""
        return tuple(field.name for field in self.fields if field.secret)

    def without_secrets(self) -> "RecordType":
        """The same for readers who may not see the secret fields: they are not there."""

        def left(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name for name in names if name not in self.secret_fields)

        return replace(
            self,
            fields=tuple(field for field in self.fields if not field.secret),
            columns=left(self.columns),
            filters=left(self.filters),
            head=left(self.head),
            sections=tuple(replace(one, fields=left(one.fields)) for one in self.sections),
        )

    @property
    def state_field(self) -> Field | None:
        """The field that holds the state; None for records without one."""
        return self.field(self.state) if self.state else None

    def transition(self, name: str) -> Transition:
        """The declared transition of that name; raises KeyError when there is none."""
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise KeyError(name)
