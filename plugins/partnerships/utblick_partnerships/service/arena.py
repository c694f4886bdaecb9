"""The verbs of the arena: meetings held and minuted, who came by helix, and guidelines adopted."""

from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Ref, _, add_task, finish_tasks
from utblick_partnerships.events import ArenaMeetingHeld, GuidelineAdopted
from utblick_partnerships.models import (
    ArenaMeeting,
    ArenaParticipant,
    Guideline,
    GuidelineState,
    Helix,
    MeetingState,
)
from utblick_partnerships.queries import arena as queries
from utblick_partnerships.service.trail import found, given, kept, led_from, move, stamped, tell

_OF_KIND: Mapping[str, Helix] = {
    "company": Helix.BUSINESS,
    "foreign_partner": Helix.BUSINESS,
    "university": Helix.UNIVERSITY,
    "municipality": Helix.MUNICIPALITY,
    "authority": Helix.MUNICIPALITY,
}
_THREE = (Helix.BUSINESS, Helix.UNIVERSITY, Helix.MUNICIPALITY)
_MINUTES = _("Write the minutes of the arena meeting")


def plan_meeting(ctx: Context, values: Mapping[str, Any]) -> ArenaMeeting:
    """Plan a meeting of the arena; the municipality is asked from the start."""
    known = {"owner_id": ctx.actor.user_id} | given(values)
    row = kept(ctx, ArenaMeeting(**known, **stamped(ctx)))
    own = next(iter(ctx.organisations.listed(kind="municipality", local=True)), None)
    if own is not None:
        ask_organisation(ctx, row.id, own.id)
    return row


def ask_organisation(
    ctx: Context, meeting_id: UUID, organisation_id: UUID, *, person_id: UUID | None = None
) -> ArenaParticipant:
    """Ask an organisation to a meeting; its helix follows from what kind of organisation it is."""
    meeting = _open(ctx, meeting_id)
    party = ctx.organisations.get(organisation_id)
    if any(one.organisation_id == party.id for one in queries.participants(ctx, meeting.id)):
        raise Invalid({"organisation_id": _("{name} is asked already.", name=party.name)})
    return kept(
        ctx,
        ArenaParticipant(
            title=party.name,
            meeting_id=meeting.id,
            organisation_id=party.id,
            person_id=person_id,
            helix=helix_of(party.kind),
            **stamped(ctx),
        ),
    )


def note_who_comes(ctx: Context, meeting_id: UUID, given_: Mapping[UUID, tuple[str, bool]]) -> None:
    """Keep each organisation's helix and whether it came; a held meeting is counted anew."""
    meeting = queries.meeting(ctx, meeting_id)
    allowed = {helix.value for helix in Helix}
    for one in queries.participants(ctx, meeting_id):
        helix, came = given_.get(one.id, (one.helix, one.came))
        one.helix, one.came = helix if helix in allowed else one.helix, came
    if meeting.state in queries.HELD:
        ctx.session.flush()
        _count(ctx, meeting)
        _tell_held(ctx, meeting)


def note_participant(ctx: Context, values: Mapping[str, Any]) -> ArenaParticipant:
    """Ask an organisation to a meeting, with all that is known of it already."""
    known = given(values)
    meeting_id, came = known["meeting_id"], bool(known.get("came"))
    row = ask_organisation(ctx, meeting_id, known["organisation_id"], person_id=known.get("person_id"))
    helix = known.get("helix", Helix.OTHER)
    if came or helix != Helix.OTHER:
        note_who_comes(ctx, meeting_id, {row.id: (row.helix if helix == Helix.OTHER else helix, came)})
    return row


def update_participant(ctx: Context, row: ArenaParticipant, changes: Mapping[str, Any]) -> ArenaParticipant:
    """Correct who comes, for which helix, and whether they came."""
    _open(ctx, row.meeting_id)
    fixed = _("This stays as it is. Ask another organisation in place of this one.")
    if stays := {"meeting_id", "organisation_id"} & changes.keys():
        raise Invalid(dict.fromkeys(sorted(stays), fixed))
    row.person_id = changes.get("person_id", row.person_id)
    if {"helix", "came"} & changes.keys():
        noted = changes.get("helix", row.helix), changes.get("came", row.came)
        note_who_comes(ctx, row.meeting_id, {row.id: noted})
    return row


def take_out(ctx: Context, participant_id: UUID) -> UUID:
    """Take an organisation out of a meeting that is still planned; gives the meeting."""
    row = found(ctx, ArenaParticipant, participant_id)
    meeting = _open(ctx, row.meeting_id)
    ctx.session.delete(row)
    return meeting.id


def hold_meeting(ctx: Context, meeting_id: UUID, answers: Mapping[str, Any]) -> ArenaMeeting:
    """Note that a meeting was held. When nobody was ticked off, all who were asked came."""
    meeting = queries.meeting(ctx, meeting_id)
    move(ctx, meeting, MeetingState.HELD, MeetingState.PLANNED)
    meeting.held_on = answers.get("held_on") or meeting.held_on
    if meeting.held_on > ctx.today:
        raise Invalid({"held_on": _("This day lies in the future.")})
    rows = queries.participants(ctx, meeting_id)
    if not any(one.came for one in rows):
        for one in rows:
            one.came = True
    ctx.session.flush()
    _count(ctx, meeting)
    add_task(
        ctx,
        ctx.translate(_MINUTES),
        about=Ref("partnerships", "arena_meeting", meeting.id),
        owner_id=meeting.owner_id,
    )
    _tell_held(ctx, meeting)
    return meeting


def write_minutes(ctx: Context, meeting_id: UUID, answers: Mapping[str, Any]) -> ArenaMeeting:
    """Keep the minutes of a meeting and what was decided."""
    meeting = queries.meeting(ctx, meeting_id)
    move(ctx, meeting, MeetingState.MINUTED, MeetingState.HELD)
    meeting.minutes = answers["minutes"]
    meeting.decisions = answers.get("decisions") or meeting.decisions
    finish_tasks(ctx, Ref("partnerships", "arena_meeting", meeting.id))
    return meeting


def cancel_meeting(ctx: Context, meeting_id: UUID, answers: Mapping[str, Any]) -> ArenaMeeting:
    """Call a planned meeting off."""
    meeting = queries.meeting(ctx, meeting_id)
    move(ctx, meeting, MeetingState.CANCELLED, MeetingState.PLANNED)
    return meeting


def propose_guideline(ctx: Context, values: Mapping[str, Any]) -> Guideline:
    """Propose something for the three to hold to."""
    known = {"owner_id": ctx.actor.user_id} | given(values)
    row = kept(ctx, Guideline(**known, **stamped(ctx)))
    led_from(ctx, row.id, row.meeting_id)
    return row


def adopt_guideline(ctx: Context, guideline_id: UUID, answers: Mapping[str, Any]) -> Guideline:
    """Note that a meeting has adopted a guideline."""
    row = queries.guideline(ctx, guideline_id)
    move(ctx, row, GuidelineState.ADOPTED, GuidelineState.PROPOSED)
    row.meeting_id = answers.get("meeting_id") or row.meeting_id
    row.review_on = answers.get("review_on") or row.review_on
    return _adopted(ctx, row, answers)


def revise_guideline(ctx: Context, guideline_id: UUID, answers: Mapping[str, Any]) -> Guideline:
    """Adopt a new wording of a guideline; the history keeps the old one."""
    row = queries.guideline(ctx, guideline_id)
    move(ctx, row, GuidelineState.REVISED, GuidelineState.ADOPTED, GuidelineState.REVISED)
    row.text, row.wording = answers["text"], row.wording + 1
    row.meeting_id = answers.get("meeting_id") or row.meeting_id
    return _adopted(ctx, row, answers)


def drop_guideline(ctx: Context, guideline_id: UUID, answers: Mapping[str, Any]) -> Guideline:
    """Note that a guideline no longer holds."""
    row = queries.guideline(ctx, guideline_id)
    move(ctx, row, GuidelineState.DROPPED, *(s for s in GuidelineState if s != GuidelineState.DROPPED))
    return row


def helix_of(kind: str) -> Helix:
    """The helix that a kind of organisation belongs to."""
    return _OF_KIND.get(kind, Helix.OTHER)


def _adopted(ctx: Context, row: Guideline, answers: Mapping[str, Any]) -> Guideline:
    row.adopted_on = answers.get("adopted_on") or ctx.today
    if not row.text.strip():
        raise Conflict(_("Write what the guideline says before it is adopted."))
    adopted = GuidelineAdopted(guideline_id=row.id, wording=row.wording, adopted_on=row.adopted_on)
    tell(ctx, row.id, adopted)
    return row


def _count(ctx: Context, meeting: ArenaMeeting) -> None:
    came = Counter(one.helix for one in queries.participants(ctx, meeting.id) if one.came)
    for helix in Helix:
        setattr(meeting, helix.value, came.get(helix, 0))
    meeting.helices = sum(came.get(helix, 0) > 0 for helix in _THREE)


def _tell_held(ctx: Context, meeting: ArenaMeeting) -> None:
    held = ArenaMeetingHeld(
        meeting_id=meeting.id,
        held_on=meeting.held_on,
        business=meeting.business,
        university=meeting.university,
        municipality=meeting.municipality,
        helices=meeting.helices,
    )
    tell(ctx, meeting.id, held)


def _open(ctx: Context, meeting_id: UUID) -> ArenaMeeting:
    meeting = queries.meeting(ctx, meeting_id)
    if meeting.state == MeetingState.CANCELLED:
        raise Conflict(_("The meeting is called off."))
    return meeting
