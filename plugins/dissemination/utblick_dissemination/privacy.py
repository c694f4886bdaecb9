"""What stories hold about people: who was asked about a text, and what they answered."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, Disposal, PersonalData, RetentionRule, Where, _
from utblick_dissemination.models import Consent

_INSIDE = {"version", "nonce", "token_hash", "withdraw_hash"}
_EMPTIED = ("person_id", "recipient_name", "recipient_email", "answered_by", "comment")


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The texts that the person was asked about."""
    rows = _of(ctx, person_id)
    return {"dissemination_consent": [row.model_dump(exclude=_INSIDE) for row in rows]}


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of every answer; that the organisation has answered stays."""
    rows = _of(ctx, person_id)
    for row in rows:
        row.person_id = None
        row.recipient_name = row.recipient_email = row.answered_by = row.comment = ""
    return len(rows)


def _of(ctx: Context, person_id: UUID) -> Sequence[Consent]:
    return ctx.people.rows(Consent, person_id, email="recipient_email")


PERSONAL_DATA = PersonalData(
    purposes=(_("To ask organisations whether their story may be told, and to show that they agreed."),),
    export=export,
    erase=erase,
    legal_basis=(
        _("Public interest (article 6.1 e); whoever is named in a text agrees by their organisation."),
    ),
    people=(_("Those who answer for an organisation about a text."),),
    data=(_("Name, e-mail address, language, the answer and its comment."),),
    recipients=(_("Staff of the municipality with a role in this area."),),
    safeguards=(
        _("Where an organisation is not to be named, texts with its name or its people's are refused."),
        _("The county is told of the title and the public address, and of no person."),
    ),
    rules=(
        RetentionRule(
            name="dissemination.consents",
            title=_("Names in answers about stories"),
            model=Consent,
            since="asked_on",
            starts=_("The day on which the organisation was asked"),
            months=24,
            least=1,
            most=120,
            action=Disposal.ANONYMISE,
            allows=(Disposal.ANONYMISE,),
            only=(Where(field="recipient_email", operator="!=", value=""),),
            empties=_EMPTIED,
        ),
    ),
    retention=_("Names, addresses and comments are emptied two years after the question."),
)
