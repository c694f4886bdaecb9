"""Studies of candidates as records, and the candidates themselves."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import (
    NUTS,
    Board,
    Context,
    Field,
    Kind,
    Msg,
    RecordType,
    Ref,
    Section,
    Transition,
    _,
)
from utblick_twinning.choices import CANDIDATE_STATES, INDUSTRIES, STUDY_STATES
from utblick_twinning.models import Candidate, Study
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.service import studies as service

_REASON = Field(name="reason", label=_("Why"), kind=Kind.LONG_TEXT, max_length=1000, required=True)


def _open(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.open_study(ctx, values)


def _propose(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.propose_candidate(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_candidate(ctx, cast("Candidate", row), changes)


def _became(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    town_id = cast("Candidate", row).town_id
    found = ctx.lookup(Ref("twinning", "town", town_id)).values() if town_id else ()
    return [(_("Became"), label) for label in found]


STUDIES = RecordType(
    kind="study",
    model=Study,
    title=_("Candidate study"),
    plural=_("Candidate studies"),
    path="studies",
    icon="scale",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Which town suits us: candidates weighed by the same criteria, as the basis of a decision."),
    empty=_("No studies yet. Begin one when the council asks for new or renewed twin towns."),
    fields=(
        Field(name="title", label=_("What is to be found out"), required=True),
        Field(name="purpose", label=_("Why we look for a twin town"), kind=Kind.LONG_TEXT, max_length=2000),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=STUDY_STATES, read_only=True),
        Field(name="conclusion", label=_("Recommendation"), kind=Kind.LONG_TEXT, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "state", "owner_id"),
    filters=("state", "owner_id"),
    search=("title", "purpose"),
    state="state",
    sections=(
        Section(title=_("The study"), fields=("title", "purpose", "owner_id")),
        Section(title=_("The result"), fields=("conclusion",)),
    ),
    create=_open,
)

CANDIDATES = RecordType(
    kind="candidate",
    model=Candidate,
    title=_("Candidate"),
    plural=_("Candidates"),
    path="candidates",
    icon="flag",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("Towns that are considered as twin towns."),
    empty=_("No candidates yet. Add them on the page of a study."),
    fields=(
        Field(name="title", label=_("Town"), required=True),
        Field(name="study_id", label=_("Study"), kind=Kind.RECORD, refers_to="twinning/study", required=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=CANDIDATE_STATES, read_only=True),
        Field(name="country", label=_("Country"), kind=Kind.COUNTRY, required=True),
        Field(name="region", label=_("Region (NUTS)"), vocabulary=NUTS),
        Field(name="population", label=_("Population"), kind=Kind.INTEGER, minimum=1),
        Field(name="languages", label=_("Languages"), kind=Kind.TAGS, each=Kind.LANGUAGE),
        Field(
            name="industries",
            label=_("Industries"),
            kind=Kind.TAGS,
            vocabulary=INDUSTRIES,
            help=_("The main ones, three to six. They are held against those of our own companies."),
        ),
        Field(name="latitude", label=_("Latitude"), kind=Kind.DECIMAL, help=_("In degrees, such as 61.13.")),
        Field(
            name="longitude", label=_("Longitude"), kind=Kind.DECIMAL, help=_("In degrees, such as 21.51.")
        ),
        Field(
            name="contacts",
            label=_("Known contacts"),
            kind=Kind.INTEGER,
            minimum=0,
            help=_("Firms, schools and associations of ours that know somebody there."),
        ),
        Field(name="source", label=_("Source"), max_length=300, help=_("Where this is known from.")),
        Field(name="reason", label=_("Why recommended or set aside"), kind=Kind.LONG_TEXT, read_only=True),
        Field(name="town_id", label=_("Became"), kind=Kind.RECORD, refers_to="twinning/town", read_only=True),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "country", "population", "state", "contacts"),
    filters=("study_id", "country", "state"),
    search=("title", "note"),
    sort="title",
    state="state",
    board=Board(
        columns=("proposed", "recommended", "chosen", "declined"), card=("country", "population", "contacts")
    ),
    transitions=(
        Transition(
            name="recommend",
            label=_("Recommend"),
            source=("proposed",),
            target="recommended",
            permission=WRITE,
            perform=service.recommend,
            tone="ok",
            fields=(_REASON,),
        ),
        Transition(
            name="adopt",
            label=_("Make it a twin town"),
            source=("recommended",),
            target="chosen",
            permission=WRITE,
            perform=service.make_town,
            tone="ok",
        ),
        Transition(
            name="decline",
            label=_("Set aside"),
            source=("proposed", "recommended"),
            target="declined",
            permission=WRITE,
            perform=service.decline,
            tone="bad",
            fields=(_REASON,),
        ),
    ),
    sections=(
        Section(title=_("The town"), fields=("study_id", "title", "country", "region", "population")),
        Section(
            title=_("What speaks for it"),
            fields=("languages", "industries", "contacts", "latitude", "longitude"),
        ),
        Section(title=_("For us"), fields=("source", "note", "reason")),
    ),
    create=_propose,
    update=_update,
    facts=_became,
)
