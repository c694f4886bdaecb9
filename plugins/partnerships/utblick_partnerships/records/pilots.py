"""The pilot group as records: firms that try the network's method."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Board, Context, Field, Kind, Msg, RecordType, Section, Transition, _
from utblick_partnerships.choices.arena import PILOT_STATES
from utblick_partnerships.models import Pilot, PilotState
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import pilots as service

_LEARNT = Field(name="learnt", label=_("What was learnt"), kind=Kind.LONG_TEXT, max_length=3000)

_TRANSITIONS = (
    Transition(
        name="join",
        label=_("The firm takes part"),
        source=("invited",),
        target="joined",
        permission=WRITE,
        perform=service.join_pilot,
        tone="info",
    ),
    Transition(
        name="start",
        label=_("Its profile is under way"),
        source=("joined",),
        target="active",
        permission=WRITE,
        perform=service.start_pilot,
        tone="info",
    ),
    Transition(
        name="finish",
        label=_("Through the method"),
        source=("active",),
        target="done",
        permission=WRITE,
        perform=service.finish_pilot,
        fields=(_LEARNT,),
        tone="ok",
    ),
    Transition(
        name="leave",
        label=_("The firm does not go on"),
        source=("invited", "joined", "active"),
        target="left",
        permission=WRITE,
        perform=service.leave_pilot,
        fields=(_LEARNT,),
        tone="bad",
    ),
)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.invite_firm(ctx, values)


def _facts(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    pilot = cast("Pilot", row)
    ended = pilot.done_on or pilot.left_on or ctx.today
    return [(_("Days since the invitation"), (ended - pilot.invited_on).days)]


PILOTS = RecordType(
    kind="pilot",
    model=Pilot,
    title=_("Pilot firm"),
    plural=_("Pilot firms"),
    path="pilots",
    icon="git-branch",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    lead=_("A few firms that try the method of the Enterprise Europe Network, step by step."),
    empty=_("No firms in the pilot yet. Invite the first one."),
    fields=(
        Field(name="title", label=_("Firm"), read_only=True),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=PILOT_STATES, read_only=True),
        Field(name="invited_on", label=_("Invited on"), kind=Kind.DATE, read_only=True),
        Field(name="joined_on", label=_("Joined on"), kind=Kind.DATE, read_only=True),
        Field(name="active_on", label=_("Active from"), kind=Kind.DATE, read_only=True),
        Field(name="done_on", label=_("Done on"), kind=Kind.DATE, read_only=True),
        Field(name="left_on", label=_("Left on"), kind=Kind.DATE, read_only=True),
        _LEARNT,
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
    ),
    columns=("title", "state", "invited_on", "joined_on", "active_on", "done_on"),
    filters=("organisation_id", "state", "owner_id"),
    search=("title", "learnt"),
    state="state",
    board=Board(columns=tuple(s.value for s in PilotState), card=("invited_on", "owner_id")),
    transitions=_TRANSITIONS,
    sections=(Section(title=_("The pilot firm"), fields=("organisation_id", "owner_id", "learnt")),),
    create=_create,
    facts=_facts,
)
