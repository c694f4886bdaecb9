"""The log of equal treatment as records: read, filtered and exported, never written by hand."""

from utblick.api import Field, Kind, RecordType, Section, _
from utblick_tendering.choices.matches import DEALING_KINDS
from utblick_tendering.models import Dealing
from utblick_tendering.permissions import READ, WRITE

DEALINGS = RecordType(
    kind="dealing",
    model=Dealing,
    title=_("Contact about an own procurement"),
    plural=_("Contacts about own procurements"),
    path="dealings",
    icon="scale",
    read=READ,
    write=WRITE,
    name="title",
    sort="-at",
    lead=_("Every contact with a company about our own procurements: what was said, to whom and when."),
    empty=_("What you tell companies about an own procurement, on its page, is kept here by itself."),
    fields=(
        Field(name="title", label=_("What it is about")),
        Field(
            name="notice_id",
            label=_("Procurement"),
            kind=Kind.RECORD,
            refers_to="tendering/notice",
            read_only=True,
        ),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, read_only=True),
        Field(name="kind", label=_("Which way"), kind=Kind.CHOICE, choices=DEALING_KINDS),
        Field(name="at", label=_("When"), kind=Kind.INSTANT),
        Field(name="by_id", label=_("By"), kind=Kind.USER),
        Field(name="person_id", label=_("Person"), kind=Kind.PERSON, personal=True),
        Field(name="recipient_email", label=_("Sent to"), kind=Kind.EMAIL, personal=True),
        Field(name="by_phone", label=_("By phone"), kind=Kind.BOOLEAN),
        Field(name="said", label=_("What was said"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("at", "kind", "organisation_id", "title", "notice_id", "by_phone", "by_id"),
    filters=("notice_id", "organisation_id", "kind", "at", "by_phone", "by_id"),
    search=("title", "said"),
    sections=(
        Section(title=_("The contact"), fields=("notice_id", "organisation_id", "kind", "at", "by_id")),
        Section(title=_("What was said"), fields=("title", "said")),
        Section(title=_("To whom"), fields=("person_id", "recipient_email", "by_phone")),
    ),
    creatable=False,
    editable=False,
)
