"""Participants of arena meetings as records: who was asked, who came, and who noted it."""

from collections.abc import Mapping
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, RecordType, Section, _
from utblick_partnerships.choices.arena import HELICES
from utblick_partnerships.models import ArenaParticipant
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.service import arena as service


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.note_participant(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_participant(ctx, cast("ArenaParticipant", row), changes)


PARTICIPANTS = RecordType(
    kind="participant",
    model=ArenaParticipant,
    title=_("Participant of a meeting"),
    plural=_("Participants of meetings"),
    path="participants",
    icon="users",
    read=READ,
    write=WRITE,
    name="title",
    in_menu=False,
    part_of="meeting_id",
    lead=_("Which organisations were asked to which meeting of the arena, and which of them came."),
    empty=_("Nobody is asked yet. Ask organisations on the page of a meeting."),
    fields=(
        Field(name="title", label=_("Participant"), read_only=True),
        Field(
            name="meeting_id",
            label=_("Meeting"),
            kind=Kind.RECORD,
            refers_to="partnerships/arena_meeting",
            required=True,
        ),
        Field(name="organisation_id", label=_("Organisation"), kind=Kind.ORGANISATION, required=True),
        Field(name="person_id", label=_("Who comes for it"), kind=Kind.PERSON, personal=True),
        Field(
            name="helix",
            label=_("Helix"),
            kind=Kind.CHOICE,
            choices=HELICES,
            help=_("When an organisation is asked, this follows from what kind of organisation it is."),
        ),
        Field(name="came", label=_("Came"), kind=Kind.BOOLEAN),
    ),
    columns=("title", "meeting_id", "person_id", "helix", "came"),
    filters=("meeting_id", "organisation_id", "person_id", "helix", "came"),
    sections=(
        Section(title=_("The participant"), fields=("meeting_id", "organisation_id", "person_id")),
        Section(title=_("At the meeting"), fields=("helix", "came")),
    ),
    create=_create,
    update=_update,
)
