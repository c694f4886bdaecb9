"""What partnerships holds about people: who is interested, invited, has answered, and came to meetings."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, Disposal, PersonalData, RetentionRule, Where, _
from utblick_partnerships.models import Interest, Seat
from utblick_partnerships.queries import people as queries

_INSIDE = {"version", "token_hash"}


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The interest that the person has told of, the invitations, and the meetings."""
    return {
        "partnerships_interest": [row.model_dump(exclude=_INSIDE) for row in _interests(ctx, person_id)],
        "partnerships_seat": [row.model_dump(exclude=_INSIDE) for row in _seats(ctx, person_id)],
        "partnerships_arena_participant": [
            row.model_dump(exclude=_INSIDE) for row in queries.participations(ctx, person_id)
        ],
    }


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out; what the organisations said and did stays theirs."""
    name = ctx.people.get(person_id).name
    addresses = ctx.people.addresses(person_id)
    interests, seats = _interests(ctx, person_id), _seats(ctx, person_id)
    for interest in interests:
        if interest.person_id == person_id or interest.from_email.lower() in addresses:
            interest.person_id = None
            interest.from_name = interest.from_email = ""
        if interest.consent_by == name:
            interest.consent_by = ""
    for seat in seats:
        if seat.person_id == person_id or seat.invited_email.lower() in addresses:
            seat.person_id, seat.invited_email, seat.answered_by = None, "", ""
        if seat.answered_by == name:
            seat.answered_by = ""
    meetings = queries.participations(ctx, person_id)
    for participation in meetings:
        participation.person_id = None
    return len(interests) + len(seats) + len(meetings)


def _interests(ctx: Context, person_id: UUID) -> list[Interest]:
    name = ctx.people.get(person_id).name
    found = [*queries.interests(ctx, person_id), *(queries.consents(ctx, name) if name else ())]
    return list({row.id: row for row in found}.values())


def _seats(ctx: Context, person_id: UUID) -> list[Seat]:
    name = ctx.people.get(person_id).name
    found = [*queries.seats(ctx, person_id), *(queries.answers(ctx, name) if name else ())]
    return list({row.id: row for row in found}.values())


PERSONAL_DATA = PersonalData(
    purposes=(
        _("To bring clients together with partners abroad who are interested."),
        _("To ask organisations to take part in projects and meetings."),
    ),
    export=export,
    erase=erase,
    legal_basis=(_("Public interest (article 6.1 e)."),),
    people=(_("Contact persons at clients, partners and in projects."),),
    recipients=(_("Staff of the municipality, and partners to whom the client has agreed."),),
    rules=(
        RetentionRule(
            name="partnerships.interests",
            title=_("Names in interest from abroad"),
            model=Interest,
            since="received_on",
            starts=_("The interest was received"),
            months=36,
            least=12,
            most=120,
            action=Disposal.ANONYMISE,
            allows=(Disposal.ANONYMISE,),
            only=(Where(field="from_email", operator="!=", value=""),),
            empties=("person_id", "from_name", "from_email", "consent_by"),
        ),
    ),
    retention=_("Kept as long as the interest, consortium or meeting; the person is taken out when erased."),
)
