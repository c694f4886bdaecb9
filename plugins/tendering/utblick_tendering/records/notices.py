"""Notices as records: what was published, in plain words, with its lots, versions and awards."""

from utblick.api import NUTS, Field, Kind, RecordType, Section, _
from utblick_tendering.choices.notices import FORM_TYPES, NATURES, NOTICE_STATES, PROCEDURES
from utblick_tendering.models import Notice
from utblick_tendering.permissions import READ, SOURCES
from utblick_tendering.vocabulary.finding import CPV


def _plain(name: str, label: object, **more: object) -> Field:
    return Field(name=name, label=label, read_only=True, **more)  # type: ignore[arg-type]


NOTICES = RecordType(
    kind="notice",
    model=Notice,
    title=_("Notice"),
    plural=_("Procurement notices"),
    path="notices",
    icon="file",
    read=READ,
    write=SOURCES,
    name="title",
    lead=_("Procurements as their buyers have published them."),
    empty=_("No notices yet. Upload files, add a source, or write a notice by hand."),
    fields=(
        _plain("title", _("What is bought"), max_length=500),
        _plain("buyer_name", _("Contracting authority"), max_length=300),
        _plain("buyer_id", _("Contracting authority in the register"), kind=Kind.ORGANISATION),
        _plain("own", _("Our own procurement"), kind=Kind.BOOLEAN),
        _plain("state", _("Status"), kind=Kind.CHOICE, choices=NOTICE_STATES),
        _plain("form_type", _("Kind of notice"), kind=Kind.CHOICE, choices=FORM_TYPES),
        _plain("nature", _("Goods, services or works"), kind=Kind.CHOICE, choices=NATURES),
        _plain("procedure_type", _("Procedure"), kind=Kind.CHOICE, choices=PROCEDURES),
        _plain("country", _("Country"), kind=Kind.COUNTRY),
        _plain("description", _("Description"), kind=Kind.LONG_TEXT, max_length=5000),
        _plain("cpv", _("What is bought (CPV)"), kind=Kind.TAGS, vocabulary=CPV),
        _plain("nuts", _("Place"), kind=Kind.TAGS, vocabulary=NUTS),
        _plain("value", _("Estimated value"), kind=Kind.MONEY, currency_field="currency"),
        _plain("currency", _("Currency"), kind=Kind.CURRENCY),
        _plain("deadline", _("Deadline"), kind=Kind.INSTANT),
        _plain("question_deadline", _("Last day for questions"), kind=Kind.INSTANT),
        _plain("published_on", _("Published"), kind=Kind.DATE),
        _plain("planned_on", _("Expected to be published"), kind=Kind.DATE),
        _plain("lot_count", _("Lots"), kind=Kind.INTEGER),
        _plain("documents_url", _("Procurement documents"), kind=Kind.URL, max_length=500),
        _plain("web_url", _("The notice where it was published"), kind=Kind.URL, max_length=500),
        _plain("publication_number", _("Number in TED"), max_length=20),
        _plain("procurement_id", _("Procurement ID"), max_length=80),
        _plain("source_id", _("Source"), kind=Kind.RECORD, refers_to="tendering/source"),
        _plain(
            "replaced_by_id",
            _("Replaced by"),
            kind=Kind.RECORD,
            refers_to="tendering/notice",
        ),
        _plain("outcome_id", _("The notice of the result"), kind=Kind.RECORD, refers_to="tendering/notice"),
    ),
    columns=("title", "buyer_name", "state", "deadline", "value", "country", "published_on"),
    filters=(
        "state",
        "form_type",
        "country",
        "nature",
        "own",
        "source_id",
        "deadline",
        "published_on",
        "buyer_id",
    ),
    search=("title", "buyer_name", "description", "publication_number", "procurement_id"),
    sort="-published_on",
    state="state",
    sections=(
        Section(
            title=_("The procurement"),
            fields=("buyer_name", "buyer_id", "form_type", "procedure_type", "nature", "description", "own"),
        ),
        Section(title=_("Dates"), fields=("published_on", "deadline", "question_deadline", "planned_on")),
        Section(title=_("Value and place"), fields=("value", "country", "nuts", "cpv", "lot_count")),
        Section(
            title=_("Where it is found"),
            fields=(
                "documents_url",
                "web_url",
                "publication_number",
                "procurement_id",
                "source_id",
                "replaced_by_id",
                "outcome_id",
            ),
        ),
    ),
    creatable=False,
    editable=False,
)

RECORDS: tuple[RecordType, ...] = (NOTICES,)
