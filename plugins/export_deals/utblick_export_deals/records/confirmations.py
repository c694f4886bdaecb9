"""Confirmations as records: what companies were asked and what they answered; read only."""

from utblick.api import Choice, Field, Kind, Msg, RecordType, Section, _
from utblick_export_deals.choices import (
    CONFIRMATION_STATES,
    LANGUAGES,
    QUESTION_TEXTS,
    RATING_TEXTS,
    SHARES,
    STORY_FORMS,
    YES_NO,
)
from utblick_export_deals.forms import QUESTIONS, RATINGS
from utblick_export_deals.models import Confirmation


def _answered(name: str, label: Msg, choices: tuple[Choice, ...]) -> Field:
    return Field(name=name, label=label, kind=Kind.CHOICE, choices=choices)


CONFIRMATIONS = RecordType(
    kind="confirmation",
    model=Confirmation,
    title=_("Confirmation"),
    plural=_("Confirmations"),
    path="confirmations",
    icon="mail-check",
    read="export_deals.read",
    write="export_deals.write",
    name="title",
    lead=_("What companies were asked about their agreements, and what they answered."),
    empty=_("No company has been asked yet. Open a signed agreement and ask the company to confirm it."),
    fields=(
        Field(name="title", label=_("Agreement")),
        Field(
            name="agreement_id",
            label=_("Agreement in the register"),
            kind=Kind.RECORD,
            refers_to="export_deals/agreement",
        ),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=CONFIRMATION_STATES),
        Field(name="person_id", label=_("Contact person"), kind=Kind.PERSON, personal=True),
        Field(name="recipient_name", label=_("Name"), personal=True),
        Field(name="recipient_email", label=_("E-mail"), kind=Kind.EMAIL, personal=True),
        Field(name="language", label=_("Language"), kind=Kind.CHOICE, choices=LANGUAGES),
        Field(name="asked_on", label=_("Asked on"), kind=Kind.DATE),
        Field(name="expires_at", label=_("The link expires"), kind=Kind.INSTANT),
        Field(name="reminded_at", label=_("Reminded"), kind=Kind.INSTANT),
        Field(name="answered_at", label=_("Answered"), kind=Kind.INSTANT),
        Field(name="answered_by", label=_("Answered by"), personal=True),
        *(_answered(n, QUESTION_TEXTS[n], SHARES if n == "without_help" else YES_NO) for n in QUESTIONS),
        *(Field(name=n, label=RATING_TEXTS[n], kind=Kind.INTEGER) for n in RATINGS),
        Field(name="dispute_reason", label=_("What is not right"), kind=Kind.LONG_TEXT),
        Field(name="correction", label=_("The company's correction"), kind=Kind.LONG_TEXT),
        Field(name="story_consent", label=_("The story may be told"), kind=Kind.BOOLEAN),
        _answered("story_form", _("How the story may be told"), STORY_FORMS),
    ),
    columns=("title", "organisation_id", "state", "asked_on", "expires_at", "answered_at"),
    filters=("organisation_id", "agreement_id", "state", "asked_on", "story_consent", "without_help"),
    search=("title", "correction"),
    sort="-asked_on",
    state="state",
    sections=(
        Section(title=_("The question"), fields=("title", "agreement_id", "organisation_id")),
        Section(
            title=_("The recipient"),
            fields=(
                "person_id",
                "recipient_name",
                "recipient_email",
                "language",
                "asked_on",
                "expires_at",
                "reminded_at",
            ),
        ),
        Section(title=_("The answer"), fields=("answered_at", "answered_by", "dispute_reason", "correction")),
        Section(title=_("What the help meant"), fields=(*QUESTIONS, *RATINGS)),
        Section(title=_("The story"), fields=("story_consent", "story_form")),
    ),
    creatable=False,
    editable=False,
)
