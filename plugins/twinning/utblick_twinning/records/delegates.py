"""Who is invited to an exchange, and who was counted, as records."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, Msg, RecordType, Section, Transition, _
from utblick_twinning.choices import BASES, DELEGATE_STATES, HOWS, LANGUAGES
from utblick_twinning.models import Arrival, Delegate
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.records.kit import EXCHANGE
from utblick_twinning.service import invitations as service


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.add_delegate(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_delegate(ctx, cast("Delegate", row), changes)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    delegate = cast("Delegate", row)
    link = service.link_of(ctx, delegate)
    return [(_("Own link"), link)] if link and ctx.actor.may(WRITE) else []


DELEGATES = RecordType(
    kind="delegate",
    model=Delegate,
    title=_("Participant"),
    plural=_("Participants"),
    path="delegates",
    icon="users",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("Who is invited to exchanges, and who came. Names are emptied some time after the report."),
    empty=_("Nobody is on a list yet. Add participants on the page of the exchange."),
    fields=(
        Field(name="title", label=_("Name"), required=True, personal=True),
        EXCHANGE,
        Field(name="person_id", label=_("Person in the register"), kind=Kind.PERSON, personal=True),
        Field(
            name="organisation_id",
            label=_("Firm or organisation in the register"),
            kind=Kind.ORGANISATION,
            help=_("A local firm that comes is one of the proofs of business exchange."),
        ),
        Field(name="organisation_name", label=_("Organisation that is not in the register")),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True),
        Field(name="email", label=_("E-mail"), kind=Kind.EMAIL, personal=True),
        Field(
            name="language",
            label=_("Language of the mail"),
            kind=Kind.CHOICE,
            choices=LANGUAGES,
            required=True,
        ),
        Field(name="role", label=_("Role"), max_length=100, personal=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=DELEGATE_STATES, read_only=True),
        Field(name="basis", label=_("Legal basis"), kind=Kind.CHOICE, choices=BASES, required=True),
        Field(name="consented_at", label=_("Consented"), kind=Kind.INSTANT, read_only=True),
        Field(name="invited_at", label=_("Invited by mail"), kind=Kind.INSTANT, read_only=True),
    ),
    columns=("title", "organisation_id", "country", "state", "invited_at"),
    filters=("exchange_id", "organisation_id", "country", "state"),
    search=("title", "organisation_name"),
    sort="title",
    state="state",
    transitions=(
        Transition(
            name="confirm",
            label=_("Note that the person comes"),
            source=("invited", "declined"),
            target="confirmed",
            permission=WRITE,
            perform=service.confirm,
            tone="info",
        ),
        Transition(
            name="decline",
            label=_("Note that the person does not come"),
            source=("invited", "confirmed"),
            target="declined",
            permission=WRITE,
            perform=service.decline,
            tone="warn",
        ),
        Transition(
            name="attend",
            label=_("Count as present"),
            source=("invited", "confirmed", "declined"),
            target="attended",
            permission=WRITE,
            perform=service.attend,
            tone="ok",
            fields=(
                Field(
                    name="reason",
                    label=_("Why it is corrected afterwards"),
                    max_length=300,
                    help=_("Only needed when the list is closed."),
                ),
            ),
        ),
    ),
    sections=(
        Section(title=_("Who"), fields=("exchange_id", "title", "person_id", "role", "email", "language")),
        Section(title=_("From where"), fields=("country", "organisation_id", "organisation_name")),
        Section(title=_("Data protection"), fields=("basis", "consented_at", "invited_at")),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)

ARRIVALS = RecordType(
    kind="arrival",
    model=Arrival,
    title=_("Count at the door"),
    plural=_("Counts at the door"),
    path="arrivals",
    icon="clipboard-check",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("Everybody who was counted, when and how. What was taken back is kept, with the reason."),
    empty=_("Nobody has been counted yet."),
    fields=(
        Field(name="title", label=_("Exchange")),
        Field(
            name="exchange_id",
            label=_("Exchange in the register"),
            kind=Kind.RECORD,
            refers_to="twinning/exchange",
        ),
        Field(name="organisation_id", label=_("Firm or organisation"), kind=Kind.ORGANISATION),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY),
        Field(name="international", label=_("From abroad"), kind=Kind.BOOLEAN),
        Field(name="how", label=_("How"), kind=Kind.CHOICE, choices=HOWS),
        Field(name="at", label=_("Counted"), kind=Kind.INSTANT),
        Field(name="late", label=_("After the list was closed"), kind=Kind.BOOLEAN),
        Field(name="undone_at", label=_("Taken back"), kind=Kind.INSTANT),
        Field(name="reason", label=_("Why")),
    ),
    columns=("title", "at", "how", "country", "organisation_id", "undone_at", "reason"),
    filters=("exchange_id", "organisation_id", "international", "how", "late"),
    search=("title", "reason"),
    sort="-at",
    sections=(
        Section(
            title=_("The count"),
            fields=("title", "exchange_id", "organisation_id", "country", "international", "how", "at"),
        ),
        Section(title=_("Corrections"), fields=("late", "undone_at", "reason")),
    ),
    creatable=False,
    editable=False,
)
