"""What export deals holds about people: who was asked for a company, and who answered for it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, Disposal, PersonalData, RetentionRule, Where, _
from utblick_export_deals.models import Confirmation


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The questions that the person was sent, and the answers."""
    hidden = {"token_hash", "version"}
    return {"export_deals_confirmation": [row.model_dump(exclude=hidden) for row in _asked(ctx, person_id)]}


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of every question; what the company answered stays, as the company's."""
    rows = _asked(ctx, person_id)
    for row in rows:
        row.person_id = None
        row.recipient_name = row.recipient_email = row.answered_by = ""
    return len(rows)


def _asked(ctx: Context, person_id: UUID) -> Sequence[Confirmation]:
    return ctx.people.rows(Confirmation, person_id, email="recipient_email")


PERSONAL_DATA = PersonalData(
    purposes=(_("To let companies confirm their own export agreements."),),
    export=export,
    erase=erase,
    legal_basis=(_("Public interest (article 6.1 e)."),),
    people=(_("Contact persons at companies that export."),),
    recipients=(_("Staff of the municipality with a role in this area."),),
    rules=(
        RetentionRule(
            name="export_deals.confirmations",
            title=_("Names in companies' confirmations"),
            model=Confirmation,
            since="asked_on",
            starts=_("The company was asked"),
            months=60,
            least=24,
            most=120,
            action=Disposal.ANONYMISE,
            allows=(Disposal.ANONYMISE,),
            only=(Where(field="recipient_email", operator="!=", value=""),),
            empties=("person_id", "recipient_name", "recipient_email", "answered_by"),
        ),
    ),
    retention=_("Kept as long as the agreement; names and addresses are emptied when the person is erased."),
)
