"""What is held about people: who was asked for a company, and whom others agreed to let us reach."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, PersonalData, _
from utblick_county_link.models import Answer, Inquiry


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The questions that the person was asked, and contact details of the person that came to us."""
    hidden = {"token_hash", "version", "reply_key"}
    return {
        "county_link_inquiry": [row.model_dump(exclude=hidden) for row in _asked(ctx, person_id)],
        "county_link_answer": [row.model_dump(exclude={"version"}) for row in _reached(ctx, person_id)],
    }


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of questions, and out of what came to us."""
    asked, reached = _asked(ctx, person_id), _reached(ctx, person_id)
    for inquiry in asked:
        inquiry.person_id, inquiry.token_hash = None, ""
        inquiry.recipient_name = inquiry.recipient_email = ""
    for answer in reached:
        answer.person = answer.email = answer.phone = ""
    return len(asked) + len(reached)


def _asked(ctx: Context, person_id: UUID) -> Sequence[Inquiry]:
    return ctx.people.rows(Inquiry, person_id, email="recipient_email")


def _reached(ctx: Context, person_id: UUID) -> Sequence[Answer]:
    return ctx.people.rows(Answer, person_id, by=(), email="email")


PERSONAL_DATA = PersonalData(
    purposes=(_("To introduce companies of the county to one another, by their consent."),),
    export=export,
    erase=erase,
    retention=_(
        "Contact details of others go after the days that the settings say; the rest with the person."
    ),
)
