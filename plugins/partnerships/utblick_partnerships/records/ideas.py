"""Ideas as records: a bank that outlives programme periods."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, RecordType, Section, Transition, _
from utblick_partnerships.choices.calls import IDEA_STAGES
from utblick_partnerships.models import Idea, IdeaStage
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import ideas as service

_CHALLENGE = Field(name="challenge", label=_("What is to be changed"), kind=Kind.LONG_TEXT, max_length=3000)
_AIM = Field(name="aim", label=_("What it should lead to"), kind=Kind.LONG_TEXT, max_length=3000)
_LESSONS = Field(
    name="lessons",
    label=_("Lessons"),
    kind=Kind.LONG_TEXT,
    max_length=5000,
    help=_("What we have learnt on the way. They follow the idea to the next period."),
)

_TRANSITIONS = (
    Transition(
        name="ripen",
        label=_("Make a concept of it"),
        source=("seed",),
        target="concept",
        permission=WRITE,
        perform=service.ripen_idea,
        fields=(_CHALLENGE, _AIM),
        tone="info",
    ),
    Transition(
        name="seek",
        label=_("Look for partners"),
        source=("seed", "concept"),
        target="consortium",
        permission=WRITE,
        perform=service.seek_partners,
        tone="info",
    ),
    Transition(
        name="apply",
        label=_("It is in an application"),
        source=("concept", "consortium"),
        target="application",
        permission=WRITE,
        perform=service.apply_for_idea,
        tone="ok",
    ),
    Transition(
        name="park",
        label=_("Park it"),
        source=("seed", "concept", "consortium", "application"),
        target="parked",
        permission=WRITE,
        perform=service.park_idea,
        fields=(Field(name="parked_reason", label=_("Why"), required=True, max_length=500), _LESSONS),
        tone="warn",
    ),
    Transition(
        name="take_up",
        label=_("Take up again"),
        source=("parked",),
        target="seed",
        permission=WRITE,
        perform=service.take_up_idea,
        tone="info",
        drag=False,
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.raise_idea(ctx, values)


IDEAS = RecordType(
    kind="idea",
    model=Idea,
    title=_("Project idea"),
    plural=_("Project ideas"),
    path="ideas",
    icon="bulb",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("What we would do with others if there were a call for it. The bank outlives programme periods."),
    empty=_("No ideas yet. Write one line when somebody has one: it need not be finished."),
    fields=(
        Field(name="title", label=_("The idea in a line"), required=True),
        Field(name="stage", label=_("Stage"), kind=Kind.CHOICE, choices=IDEA_STAGES, read_only=True),
        Field(name="period", label=_("Programme period"), max_length=20, help=_("As 2021–2027")),
        Field(name="carried_from", label=_("Carried over from"), read_only=True),
        Field(name="programme", label=_("Programme that could pay")),
        Field(name="call_id", label=_("Call"), kind=Kind.RECORD, refers_to="partnerships/call"),
        Field(name="organisation_id", label=_("Who has the idea"), kind=Kind.ORGANISATION),
        _CHALLENGE,
        _AIM,
        Field(name="activities", label=_("What would be done"), kind=Kind.LONG_TEXT, max_length=3000),
        Field(name="keywords", label=_("Keywords"), kind=Kind.TAGS),
        Field(name="countries", label=_("Countries"), kind=Kind.TAGS, each=Kind.COUNTRY),
        _LESSONS,
        Field(name="parked_reason", label=_("Why it was parked"), max_length=500, read_only=True),
        Field(name="next_step", label=_("Next step")),
        Field(name="next_step_on", label=_("Next step on"), kind=Kind.DATE),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "stage", "period", "programme", "next_step_on", "owner_id"),
    filters=("stage", "period", "organisation_id", "owner_id"),
    search=("title", "challenge", "aim", "lessons"),
    state="stage",
    board=Board(
        columns=tuple(stage.value for stage in IdeaStage),
        card=("programme", "period", "next_step", "next_step_on", "owner_id"),
        due="next_step_on",
    ),
    transitions=_TRANSITIONS,
    sections=(
        Section(title=_("The idea"), fields=("title", "organisation_id", "challenge", "aim", "activities")),
        Section(title=_("Who could pay"), fields=("programme", "call_id", "period", "keywords", "countries")),
        Section(title=_("For us"), fields=("next_step", "next_step_on", "owner_id", "lessons")),
    ),
    create=_create,
)
