"""Needs as records, and the subjects suggested for them."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, Msg, RecordType, Ref, Section, Transition, _, format_date
from utblick_university_node.choices.fields import field_choices
from utblick_university_node.choices.reasons import said
from utblick_university_node.choices.work import (
    ASSIGNMENT_KINDS,
    DRAFT_STATES,
    LEVELS,
    NEED_SOURCES,
    NEED_STATES,
    WHEN,
)
from utblick_university_node.models import Need, SubjectDraft
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.service import needs as service


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_need(ctx, cast("Need", row), changes)


def _draft_facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    draft = cast("SubjectDraft", row)
    why = " ".join(ctx.translate(one) for one in said(ctx, draft.reasons))
    last = format_date(draft.apply_by, ctx.language, style="long") if draft.apply_by else ""
    need = ctx.lookup(Ref("university_node", "need", draft.need_id))
    told: list[tuple[Msg, object]] = [(_("Need"), label) for label in need.values()]
    return [*told, (_("Advertise no later than"), last), (_("Why it was suggested"), why)]


UNIT = Field(
    name="unit",
    label=_("Unit of the municipality"),
    help=_("When the municipality itself is the host: which unit. Leave it empty for companies."),
)

NEEDS = RecordType(
    kind="need",
    model=Need,
    title=_("Need"),
    plural=_("Needs"),
    path="needs",
    icon="bulb",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What companies and our own units need help with. Each becomes two or three suggested subjects."),
    empty=_("No needs yet. Write down what a company tells you in three fields, and see what it can become."),
    fields=(
        Field(
            name="title", label=_("Need"), help=_("Leave it empty to take the first words of the problem.")
        ),
        Field(name="organisation_id", label=_("Who needs it"), kind=Kind.ORGANISATION, required=True),
        UNIT,
        Field(
            name="problem",
            label=_("What is the problem?"),
            kind=Kind.LONG_TEXT,
            max_length=3000,
            required=True,
        ),
        Field(
            name="help_wanted",
            label=_("In which field is it, and what help do you want?"),
            max_length=500,
        ),
        Field(name="wanted_when", label=_("When is it needed?"), kind=Kind.CHOICE, choices=WHEN),
        Field(
            name="country",
            label=_("Country that it is about"),
            kind=Kind.COUNTRY,
            help=_("If it is one abroad."),
        ),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=NEED_STATES, read_only=True),
        Field(name="source", label=_("Whose words"), kind=Kind.CHOICE, choices=NEED_SOURCES, read_only=True),
        Field(name="person_id", label=_("Contact person"), kind=Kind.PERSON, personal=True),
        Field(
            name="closed_reason",
            label=_("Why it was closed"),
            kind=Kind.LONG_TEXT,
            max_length=500,
            read_only=True,
        ),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id", "state", "wanted_when", "source", "owner_id"),
    filters=("organisation_id", "state", "wanted_when", "source", "owner_id"),
    search=("title", "problem", "help_wanted", "note"),
    state="state",
    sections=(
        Section(title=_("The need"), fields=("organisation_id", "problem", "help_wanted", "wanted_when")),
        Section(title=_("More"), fields=("title", "unit", "country", "person_id", "owner_id", "note")),
    ),
    transitions=(
        Transition(
            name="suggest",
            label=_("Suggest subjects again"),
            source=("stated", "drafted"),
            target="drafted",
            permission=WRITE,
            perform=service.suggest_subjects,
            tone="info",
        ),
        Transition(
            name="close",
            label=_("Close the need"),
            source=("stated", "drafted"),
            target="closed",
            permission=WRITE,
            perform=service.close_need,
            tone="bad",
            fields=(
                Field(
                    name="closed_reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=500, required=True
                ),
            ),
        ),
    ),
    create=service.state_need,
    update=_update,
)

_KIND = Field(name="kind", label=_("Kind"), kind=Kind.CHOICE, choices=ASSIGNMENT_KINDS, required=True)
_TITLE = Field(name="title", label=_("Subject, in Swedish"), required=True)
_TITLE_EN = Field(name="title_en", label=_("Subject, in English"))
_LEVEL = Field(name="level", label=_("Level"), kind=Kind.CHOICE, choices=LEVELS)
_CREDITS = Field(name="credits", label=_("Credits"), kind=Kind.INTEGER, minimum=1)
_WEEKS = Field(name="weeks", label=_("Weeks"), kind=Kind.INTEGER, minimum=1)
_TEXT = Field(name="description", label=_("Description, in Swedish"), kind=Kind.LONG_TEXT, max_length=5000)
_TEXT_EN = Field(
    name="description_en", label=_("Description, in English"), kind=Kind.LONG_TEXT, max_length=5000
)

DRAFTS = RecordType(
    kind="subject_draft",
    model=SubjectDraft,
    title=_("Suggested subject"),
    plural=_("Suggested subjects"),
    path="drafts",
    icon="pencil",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Subjects that the rules suggest. Choose one, change it, and it is an assignment."),
    empty=_("Nothing is suggested. Suggestions come with a need."),
    fields=(
        _TITLE,
        _TITLE_EN,
        Field(
            name="institution_id",
            label=_("University"),
            kind=Kind.RECORD,
            refers_to="university_node/institution",
        ),
        Field(name="season_id", label=_("Season"), kind=Kind.RECORD, refers_to="university_node/season"),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=DRAFT_STATES, read_only=True),
        _KIND,
        Field(name="field", label=_("Field of study"), kind=Kind.CHOICE, choices_from=field_choices),
        Field(name="programme", label=_("Programme")),
        _LEVEL,
        _CREDITS,
        _WEEKS,
        _TEXT,
        _TEXT_EN,
    ),
    columns=("title", "institution_id", "level", "state"),
    filters=("institution_id", "level", "state"),
    state="state",
    sections=(
        Section(title=_("The subject"), fields=("title", "title_en", "kind", "field", "programme")),
        Section(title=_("At which university"), fields=("institution_id", "season_id")),
        Section(title=_("Extent"), fields=("level", "credits", "weeks")),
        Section(title=_("Description"), fields=("description", "description_en")),
    ),
    transitions=(
        Transition(
            name="choose",
            label=_("Choose this subject"),
            source=("suggested", "set_aside"),
            target="chosen",
            permission=WRITE,
            perform=service.choose_draft,
            tone="ok",
            fields=(_TITLE, _TITLE_EN, _KIND, _LEVEL, _CREDITS, _WEEKS, _TEXT, _TEXT_EN),
        ),
        Transition(
            name="set_aside",
            label=_("Set aside"),
            source=("suggested",),
            target="set_aside",
            permission=WRITE,
            perform=service.set_draft_aside,
        ),
    ),
    facts=_draft_facts,
    creatable=False,
    in_menu=False,
)
