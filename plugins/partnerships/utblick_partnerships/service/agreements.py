"""The verbs of partner agreements, and when one counts: partners of two countries, and a local small firm."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Context, Event, Invalid, _
from utblick_partnerships.events import AgreementEnded, AgreementSigned
from utblick_partnerships.models import Agreement, AgreementState, Project
from utblick_partnerships.queries import projects as queries
from utblick_partnerships.service.trail import given, kept, led_from, move, stamped, tell, trail_of


def draft_agreement(ctx: Context, values: Mapping[str, Any]) -> Agreement:
    """Begin the agreement between the partners of a project."""
    known = {"owner_id": ctx.actor.user_id} | given(values)
    project = queries.project(ctx, known["project_id"])
    known.setdefault(
        "title", ctx.translate(_("Partner agreement {name}", name=project.acronym or project.title))
    )
    known.setdefault("starts_on", project.starts_on)
    known.setdefault("ends_on", project.ends_on)
    row = kept(ctx, Agreement(**known, **stamped(ctx)))
    _check(row)
    _reckon_facts(ctx, row)
    led_from(ctx, row.id, project.id)
    return row


def update_agreement(ctx: Context, row: Agreement, changes: Mapping[str, Any]) -> Agreement:
    """Correct an agreement."""
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    return row


def sign_agreement(ctx: Context, agreement_id: UUID, answers: Mapping[str, Any]) -> Agreement:
    """Note that all partners have signed."""
    row = queries.agreement(ctx, agreement_id)
    move(ctx, row, AgreementState.SIGNED, AgreementState.DRAFTED)
    row.signed_on = answers.get("signed_on") or ctx.today
    row.registry_number = answers.get("registry_number") or row.registry_number
    if row.signed_on > ctx.today:
        raise Invalid({"signed_on": _("The day of signing lies in the future.")})
    _tell_signed(ctx, row)
    return row


def end_agreement(ctx: Context, agreement_id: UUID, answers: Mapping[str, Any]) -> Agreement:
    """Note that an agreement is no longer in force. One that ended before it began never counted."""
    row = queries.agreement(ctx, agreement_id)
    was_signed = row.state == AgreementState.SIGNED
    move(ctx, row, AgreementState.ENDED, AgreementState.SIGNED, AgreementState.DRAFTED)
    row.ended_on = answers.get("ended_on") or ctx.today
    row.ended_reason = answers.get("ended_reason") or ""
    if not was_signed:
        return row
    before_start = row.starts_on is not None and row.ended_on < row.starts_on
    trail = trail_of(ctx, row.id)
    ended = AgreementEnded(**facts(ctx, row), ended_on=row.ended_on, before_start=before_start)
    tell(ctx, row.id, ended, retracts=trail.counted_event_id if before_start else None)
    if before_start:
        trail.counted_event_id = None
    return row


def reckon(ctx: Context, project: Project, *, because: Event | None = None) -> None:
    """Tell what has become of a project's signed agreements now that its partners are others.

    `because` is the event of a partner who left: it takes back the count of an agreement that no longer has
    a local small firm. An agreement whose partners are otherwise others than before is told anew.
    """
    told = False
    for row in queries.agreements_of(ctx, project.id):
        before = _counts(row)
        changed = _reckon_facts(ctx, row)
        if row.state != AgreementState.SIGNED:
            continue
        trail = trail_of(ctx, row.id)
        if before and not _counts(row) and because is not None:
            tell(ctx, row.id, because, retracts=trail.counted_event_id)
            trail.counted_event_id, told = None, True
        elif changed:
            _tell_signed(ctx, row)
    if because is not None and not told:
        tell(ctx, project.id, because)


def facts(ctx: Context, row: Agreement) -> dict[str, Any]:
    """What an event tells of an agreement: all that is needed to count it."""
    project = queries.project(ctx, row.project_id)
    parties = queries.parties(ctx, project.id)
    return {
        "agreement_id": row.id,
        "project_id": project.id,
        "municipality": ctx.settings.municipality.code,
        "countries": parties.countries,
        "partners": parties.partners,
        "small_firms": len(parties.small_firms),
        "small_firm_ids": list(parties.small_firms),
        "programme": project.programme,
        "budget_eur": project.budget,
    }


def _tell_signed(ctx: Context, row: Agreement) -> None:
    assert row.signed_on is not None
    _reckon_facts(ctx, row)
    signed = AgreementSigned(**facts(ctx, row), signed_on=row.signed_on)
    trail_of(ctx, row.id).counted_event_id = tell(ctx, row.id, signed)


def _reckon_facts(ctx: Context, row: Agreement) -> bool:
    """Keep what the partners are together; gives whether it is something else than before."""
    parties = queries.parties(ctx, row.project_id)
    now = (parties.countries, len(parties.small_firms))
    if (row.countries, row.small_firms) == now:
        return False
    row.countries, row.small_firms = now
    return True


def _counts(row: Agreement) -> bool:
    return row.countries > 1 and row.small_firms > 0


def _check(row: Agreement) -> None:
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        raise Invalid({"ends_on": _("The agreement ends before it begins.")})
