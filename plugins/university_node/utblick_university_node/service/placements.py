"""The verbs of placements abroad, of the notes that come home with them, and of springboards."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Context, Invalid, _, country_name
from utblick_university_node.events import (
    MarketNoteFiled,
    PlacementAgreed,
    PlacementCancelled,
    PlacementCompleted,
    PlacementMatched,
    PlacementStarted,
    SpringboardUsed,
)
from utblick_university_node.models import MarketNote, Placement, PlacementState, Springboard
from utblick_university_node.queries import abroad as queries
from utblick_university_node.service.telling import move, tell, university_of

State = PlacementState
_MOVED = _("This has moved on meanwhile. Load the page again to see where it stands.")


def wish_placement(ctx: Context, values: Mapping[str, Any]) -> Placement:
    """Note a placement that a student, a firm or we ourselves wish for."""
    given = {name: value for name, value in values.items() if value is not None}
    row = Placement(**{"title": "", "source": "staff", **given}, created_at=ctx.now, updated_at=ctx.now)
    row.title = row.title or _title(ctx, row)
    _check(row)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def update_placement(ctx: Context, row: Placement, changes: Mapping[str, Any]) -> Placement:
    """Correct a placement; its state moves by the verbs below."""
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    return row


def offer_placement(ctx: Context, placement_id: UUID, answers: Mapping[str, Any]) -> Placement:
    """Note that there is a place abroad to offer."""
    row = queries.placement(ctx, placement_id)
    move(row, State.OFFERED, State.WISHED, otherwise=_MOVED)
    row.place = answers.get("place") or row.place
    return row


def match_placement(ctx: Context, placement_id: UUID, answers: Mapping[str, Any]) -> Placement:
    """Tie a student, a place and a local firm to one another."""
    row = queries.placement(ctx, placement_id)
    if not (answers.get("organisation_id") or row.organisation_id):
        raise Invalid({"organisation_id": _("Say whose market the placement serves.")})
    move(row, State.MATCHED, State.WISHED, State.OFFERED, otherwise=_MOVED)
    for name in ("student_id", "organisation_id", "institution_id"):
        setattr(row, name, answers.get(name) or getattr(row, name))
    tell(ctx, row, PlacementMatched(**_facts(ctx, row)))
    return row


def agree_placement(ctx: Context, placement_id: UUID, answers: Mapping[str, Any]) -> Placement:
    """Note that the parties have agreed, and on which days."""
    row = queries.placement(ctx, placement_id)
    move(row, State.AGREED, State.MATCHED, otherwise=_MOVED)
    row.starts_on = answers.get("starts_on") or row.starts_on
    row.ends_on = answers.get("ends_on") or row.ends_on
    _check(row)
    tell(ctx, row, PlacementAgreed(**_facts(ctx, row)))
    return row


def start_placement(ctx: Context, placement_id: UUID, answers: Mapping[str, Any]) -> Placement:
    """Note that the student has left, or come."""
    row = queries.placement(ctx, placement_id)
    move(row, State.ABROAD, State.AGREED, otherwise=_MOVED)
    row.starts_on = row.starts_on or ctx.today
    tell(ctx, row, PlacementStarted(**_facts(ctx, row)))
    return row


def complete_placement(ctx: Context, placement_id: UUID, answers: Mapping[str, Any]) -> Placement:
    """Note that the student is home again; a note about the market is what comes next."""
    row = queries.placement(ctx, placement_id)
    move(row, State.HOME, State.ABROAD, otherwise=_MOVED)
    row.ends_on = answers.get("ends_on") or ctx.today
    tell(ctx, row, PlacementCompleted(**_facts(ctx, row), completed_on=row.ends_on))
    return row


def cancel_placement(ctx: Context, placement_id: UUID, answers: Mapping[str, Any]) -> Placement:
    """Note that a placement came to nothing, and why."""
    row = queries.placement(ctx, placement_id)
    open_states = (State.WISHED, State.OFFERED, State.MATCHED, State.AGREED, State.ABROAD)
    move(row, State.CANCELLED, *open_states, otherwise=_MOVED)
    row.closed_reason = answers["closed_reason"]
    tell(ctx, row, PlacementCancelled(**_facts(ctx, row)))
    return row


def debrief_placement(ctx: Context, placement_id: UUID, answers: Mapping[str, Any]) -> MarketNote:
    """File what the student has learnt about the firm's market; gives the note."""
    row = queries.placement(ctx, placement_id)
    move(row, State.DEBRIEFED, State.HOME, otherwise=_MOVED)
    return file_note(ctx, {**answers, "placement_id": row.id})


def file_note(ctx: Context, values: Mapping[str, Any]) -> MarketNote:
    """Write a note about a market down and tell the rest of the house."""
    placement = queries.placement(ctx, values["placement_id"])
    given = {name: value for name, value in values.items() if value is not None}
    country = given.pop("country", None) or placement.country
    note = MarketNote(
        **{"title": placement.title, "filed_on": ctx.today, **given},
        organisation_id=placement.organisation_id,
        country=country,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.session.add(note)
    ctx.session.flush()
    _tell_note(ctx, note, placement)
    return note


def update_note(ctx: Context, note: MarketNote, changes: Mapping[str, Any]) -> MarketNote:
    """Correct a note; that it led to something is told anew."""
    led = note.led_to_lead
    for name, value in changes.items():
        setattr(note, name, value)
    if note.led_to_lead != led:
        _tell_note(ctx, note, queries.placement(ctx, note.placement_id))
    return note


def _tell_note(ctx: Context, note: MarketNote, placement: Placement) -> None:
    filed = MarketNoteFiled(
        market_note_id=note.id,
        placement_id=placement.id,
        organisation_id=note.organisation_id,
        country=note.country,
        led_to_lead=note.led_to_lead,
    )
    tell(ctx, placement, filed)


def offer_springboard(ctx: Context, springboard_id: UUID, answers: Mapping[str, Any]) -> Springboard:
    """Note that a firm was told of a university's foreign link."""
    row = queries.springboard(ctx, springboard_id)
    move(row, "offered", "spotted", otherwise=_MOVED)
    row.organisation_id, row.offered_on = answers["organisation_id"], ctx.today
    return row


def use_springboard(ctx: Context, springboard_id: UUID, answers: Mapping[str, Any]) -> Springboard:
    """Note that a firm has come further by a university's foreign link, and how."""
    row = queries.springboard(ctx, springboard_id)
    move(row, "used", "offered", otherwise=_MOVED)
    row.used_on, row.result = ctx.today, answers["result"]
    university = university_of(ctx, row.institution_id)
    assert university is not None
    assert row.organisation_id is not None
    ctx.publish(
        SpringboardUsed(
            springboard_id=row.id,
            organisation_id=row.organisation_id,
            university_id=university,
            country=row.country,
            used_on=row.used_on,
        )
    )
    return row


def _facts(ctx: Context, row: Placement) -> dict[str, Any]:
    firm = ctx.organisations.get(row.organisation_id) if row.organisation_id else None
    return {
        "placement_id": row.id,
        "organisation_id": firm.id if firm else None,
        "university_id": university_of(ctx, row.institution_id),
        "country": row.country,
        "direction": row.direction,
        "municipality": firm.municipality if firm else "",
    }


def _title(ctx: Context, row: Placement) -> str:
    firm = ctx.organisations.get(row.organisation_id).name if row.organisation_id else ""
    return " – ".join(part for part in (firm, country_name(row.country, ctx.language)) if part)[:200]


def _check(row: Placement) -> None:
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise Invalid({"ends_on": _("The end lies before the start.")})
