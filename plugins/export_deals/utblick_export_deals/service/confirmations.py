"""Asking a company to confirm an agreement: a link that works once, for a while, and only the latest one."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, _, in_steps, token_hash
from utblick_export_deals import queries
from utblick_export_deals.models import Agreement, AgreementState, Confirmation, ConfirmationState
from utblick_export_deals.service.agreements import replace_open_questions
from utblick_export_deals.service.letters import send_question, send_reminder
from utblick_export_deals.settings import ExportDealsSettings

_MAY_BE_ASKED = (
    AgreementState.SIGNED,
    AgreementState.ASKED,
    AgreementState.LAPSED,
    AgreementState.DISPUTED,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is on its way, and the address that answers it; the address is kept nowhere else."""

    confirmation: Confirmation
    link: str


def ask_company(ctx: Context, agreement_id: UUID, answers: Mapping[str, Any]) -> Asked:
    """Mail the company a link to confirm the agreement. Links that were sent before stop working.

    Without a person and an address the mail goes to the company's main contact.
    """
    agreement = queries.agreement(ctx, agreement_id)
    if agreement.state not in _MAY_BE_ASKED:
        raise Conflict(_("The company cannot be asked about this agreement as it stands."))
    address = answers.get("recipient_email") or ""
    person = ctx.people.get(answers["person_id"]) if answers.get("person_id") else None
    if not address and person is None:
        contacts = ctx.people.at(agreement.organisation_id)
        person = next((contact for contact in contacts if contact.email), None)
    address = address or (person.email if person else "")
    if not address:
        raise Invalid({"recipient_email": _("Give an e-mail address, or a person who has one.")})
    days = ctx.plugin_settings(ExportDealsSettings).link_valid_days
    asked = _question(
        ctx,
        agreement,
        person_id=person.id if person else None,
        recipient_name=person.name if person else "",
        recipient_email=address,
        language=answers.get("language") or (person.language if person else "sv"),
        expires_at=ctx.now + timedelta(days=days),
    )
    agreement.state = AgreementState.ASKED
    send_question(ctx, agreement, asked.confirmation, asked.link)
    return asked


def lapse_overdue(ctx: Context) -> int:
    """Close questions whose time has passed; gives how many. The agreements can be asked about again."""
    return in_steps(
        ctx, lambda looking: [question.id for question in queries.overdue_questions(looking)], _lapse
    )


def _lapse(ctx: Context, question_ids: Sequence[UUID]) -> int:
    overdue = queries.overdue_questions(ctx, question_ids)
    for question in overdue:
        question.state = ConfirmationState.LAPSED
        agreement = queries.agreement(ctx, question.agreement_id)
        if agreement.state == AgreementState.ASKED:
            agreement.state = AgreementState.LAPSED
    return len(overdue)


def remind_companies(ctx: Context) -> int:
    """Mail each company once when its link is about to expire; gives how many.

    Links are not kept in clear, so a reminder carries a new one, valid as long as the one it replaces.
    """
    days = ctx.plugin_settings(ExportDealsSettings).remind_before_days
    if not days:
        return 0
    before = ctx.now + timedelta(days=days)
    return in_steps(
        ctx,
        lambda looking: [question.id for question in queries.questions_to_remind(looking, before=before)],
        lambda writing, some: _remind(writing, queries.questions_to_remind(writing, some, before=before)),
    )


def _remind(ctx: Context, due: Sequence[Confirmation]) -> int:
    for old in due:
        agreement = queries.agreement(ctx, old.agreement_id)
        asked = _question(
            ctx,
            agreement,
            person_id=old.person_id,
            recipient_name=old.recipient_name,
            recipient_email=old.recipient_email,
            language=old.language,
            expires_at=old.expires_at,
            reminded_at=ctx.now,
        )
        send_reminder(ctx, agreement, asked.confirmation, asked.link)
    return len(due)


def _question(ctx: Context, agreement: Agreement, **values: Any) -> Asked:
    replace_open_questions(ctx, agreement)
    token = secrets.token_urlsafe(32)
    question = Confirmation(
        title=agreement.title,
        agreement_id=agreement.id,
        organisation_id=agreement.organisation_id,
        token_hash=token_hash(token),
        asked_on=ctx.today,
        created_at=ctx.now,
        updated_at=ctx.now,
        **values,
    )
    ctx.session.add(question)
    ctx.session.flush()
    return Asked(question, ctx.url(f"/export_deals/confirm/{token}"))
