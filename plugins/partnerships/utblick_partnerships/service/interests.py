"""The verbs of expressions of interest: received, screened, forwarded, introduced, and how it ended."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Ref, _, add_task, finish_tasks, send_mail
from utblick_partnerships.events import (
    InterestAgreed,
    InterestDeclined,
    InterestIntroduced,
    InterestReceived,
)
from utblick_partnerships.models import PUBLIC_STATES, Interest, InterestState, Profile
from utblick_partnerships.queries import profiles as queries
from utblick_partnerships.service.trail import given, kept, led_from, move, stamped, tell

_SCREEN = _("Screen the expression of interest")


def receive_interest(ctx: Context, values: Mapping[str, Any]) -> Interest:
    """Note that somebody is interested in a profile, and remind the case officer to screen it."""
    known = given(values)
    profile = queries.profile(ctx, known["profile_id"])
    known.setdefault("received_on", ctx.today)
    known.setdefault("owner_id", profile.owner_id)
    known.setdefault("title", _title(ctx, profile, known))
    row = kept(ctx, Interest(**known, state_since=ctx.now, **stamped(ctx)))
    led_from(ctx, row.id, profile.id)
    add_task(
        ctx,
        ctx.translate(_SCREEN),
        about=Ref("partnerships", "interest", row.id),
        due_on=ctx.today,
        owner_id=row.owner_id,
    )
    tell(ctx, row.id, InterestReceived(**_facts(row, profile), channel=row.channel))
    return row


def receive_by_page(ctx: Context, reference: str, values: Mapping[str, str]) -> Interest:
    """Take the three answers that somebody has sent from the public page of a profile."""
    profile = queries.by_reference(ctx, reference)
    if profile.state not in PUBLIC_STATES:
        raise Conflict(_("The profile is no longer open for interest."))
    return receive_interest(ctx, {**values, "profile_id": profile.id, "channel": "web"})


def screen_interest(ctx: Context, interest_id: UUID, answers: Mapping[str, Any]) -> Interest:
    """Find that an interest is in earnest and fits."""
    row = queries.interest(ctx, interest_id)
    move(ctx, row, InterestState.SCREENED, InterestState.RECEIVED)
    finish_tasks(ctx, Ref("partnerships", "interest", row.id))
    return row


def forward_interest(ctx: Context, interest_id: UUID, answers: Mapping[str, Any]) -> Interest:
    """Send an interest on to the client, who decides."""
    row = queries.interest(ctx, interest_id)
    move(ctx, row, InterestState.FORWARDED, InterestState.RECEIVED, InterestState.SCREENED)
    finish_tasks(ctx, Ref("partnerships", "interest", row.id))
    return row


def introduce_interest(ctx: Context, interest_id: UUID, answers: Mapping[str, Any]) -> Interest:
    """Let both sides know who the other is, now that the client has consented.

    The client is named to the partner here and nowhere before.
    """
    row = queries.interest(ctx, interest_id)
    profile = queries.profile(ctx, row.profile_id)
    move(ctx, row, InterestState.INTRODUCED, InterestState.FORWARDED)
    row.consent_by = answers["consent_by"]
    row.consent_on = answers.get("consent_on") or ctx.today
    if row.from_email:
        _introduce_by_mail(ctx, row, profile)
    tell(ctx, row.id, InterestIntroduced(**_facts(row, profile)))
    return row


def note_talks(ctx: Context, interest_id: UUID, answers: Mapping[str, Any]) -> Interest:
    """Note that the two talk with each other."""
    row = queries.interest(ctx, interest_id)
    move(ctx, row, InterestState.TALKS, InterestState.INTRODUCED)
    return row


def note_agreement(ctx: Context, interest_id: UUID, answers: Mapping[str, Any]) -> Interest:
    """Note that the two have agreed."""
    row = queries.interest(ctx, interest_id)
    move(ctx, row, InterestState.AGREEMENT, InterestState.INTRODUCED, InterestState.TALKS)
    tell(ctx, row.id, InterestAgreed(**_facts(row, queries.profile(ctx, row.profile_id))))
    return row


def close_interest(ctx: Context, interest_id: UUID, answers: Mapping[str, Any]) -> Interest:
    """Close an interest that led nowhere, with the reason that teaches something."""
    row = queries.interest(ctx, interest_id)
    open_states = (s for s in InterestState if s not in (InterestState.AGREEMENT, InterestState.CLOSED))
    move(ctx, row, InterestState.CLOSED, *open_states)
    row.closed_reason = answers["closed_reason"]
    row.note = "\n\n".join(part for part in (row.note, answers.get("comment")) if part)
    finish_tasks(ctx, Ref("partnerships", "interest", row.id))
    profile = queries.profile(ctx, row.profile_id)
    tell(ctx, row.id, InterestDeclined(**_facts(row, profile), reason=row.closed_reason))
    return row


def _introduce_by_mail(ctx: Context, row: Interest, profile: Profile) -> None:
    client = ctx.organisations.get(profile.organisation_id)
    contact = next((person for person in ctx.people.at(client.id) if person.email), None)
    send_mail(
        ctx,
        "partnerships/mail/introduced",
        to=row.from_email,
        language="en",
        ref=Ref("partnerships", "interest", row.id),
        client=client.name,
        website=client.website,
        contact=f"{contact.name}, {contact.email}" if contact else client.email,
        profile=profile.short_title or profile.title,
        name=row.from_name,
    )


def _title(ctx: Context, profile: Profile, known: Mapping[str, Any]) -> str:
    who = known.get("from_organisation") or ""
    if known.get("organisation_id"):
        who = ctx.organisations.get(known["organisation_id"]).name
    return f"{who or ctx.translate(_('Somebody abroad'))} – {profile.title}"[:200]


def _facts(row: Interest, profile: Profile) -> dict[str, Any]:
    return {
        "interest_id": row.id,
        "profile_id": profile.id,
        "organisation_id": profile.organisation_id,
        "partner_id": row.organisation_id,
        "country": row.country,
    }
