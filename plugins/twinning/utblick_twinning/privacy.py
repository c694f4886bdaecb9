"""What twin towns hold about people: who was invited and came, and who keeps a tie alive."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, PersonalData, _
from utblick_twinning.models import Contact, Delegate
from utblick_twinning.service.forgetting import forget

_INSIDE = {"version", "nonce", "key_hash"}


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The exchanges that the person was invited to, and the ties that the person keeps."""
    return {
        "twinning_delegate": [row.model_dump(exclude=_INSIDE) for row in _delegates(ctx, person_id)],
        "twinning_contact": [row.model_dump(exclude=_INSIDE) for row in _contacts(ctx, person_id)],
    }


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of lists and ties; that somebody of that firm and country came stays."""
    delegates, contacts = _delegates(ctx, person_id), _contacts(ctx, person_id)
    for delegate in delegates:
        forget(ctx, delegate)
    for contact in contacts:
        contact.person_id = None if contact.person_id == person_id else contact.person_id
        contact.successor_id = None if contact.successor_id == person_id else contact.successor_id
    return len(delegates) + len(contacts)


def _delegates(ctx: Context, person_id: UUID) -> Sequence[Delegate]:
    return ctx.people.rows(Delegate, person_id, email="email")


def _contacts(ctx: Context, person_id: UUID) -> Sequence[Contact]:
    return ctx.people.rows(Contact, person_id, by=("person_id", "successor_id"))


PERSONAL_DATA = PersonalData(
    purposes=(
        _("To invite people to exchanges with twin towns, and to prove how many came."),
        _("To know who keeps the ties with twin towns."),
    ),
    export=export,
    erase=erase,
    legal_basis=(_("Public interest (article 6.1 e)."),),
    people=(_("Participants of exchanges and contact persons for twin towns."),),
    recipients=(_("Staff of the municipality, and the twin town that receives the exchange."),),
    retention=_(
        "Names of participants are emptied a year after the report of the exchange, unless the installation"
        " has set another time; contact persons are kept as long as the tie."
    ),
)
