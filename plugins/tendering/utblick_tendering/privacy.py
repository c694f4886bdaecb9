"""What tendering holds about people: who was told something for a company, and who goes to the school."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, Disposal, PersonalData, RetentionRule, Where, _
from utblick_tendering.models import Dealing, Enrolment

_INSIDE = {"version"}


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """What the person was told or asked for a company, and the courses that the person has taken."""
    return {
        "tendering_dealing": [row.model_dump(exclude=_INSIDE) for row in _dealings(ctx, person_id)],
        "tendering_enrolment": [row.model_dump(exclude=_INSIDE) for row in _enrolments(ctx, person_id)],
    }


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of the log and of the school; what was said to the company stays."""
    dealings, enrolments = _dealings(ctx, person_id), _enrolments(ctx, person_id)
    for dealing in dealings:
        dealing.person_id, dealing.recipient_email = None, ""
    for enrolment in enrolments:
        enrolment.person_id = None
    return len(dealings) + len(enrolments)


def _dealings(ctx: Context, person_id: UUID) -> Sequence[Dealing]:
    return ctx.people.rows(Dealing, person_id, email="recipient_email")


def _enrolments(ctx: Context, person_id: UUID) -> Sequence[Enrolment]:
    return ctx.people.rows(Enrolment, person_id)


PERSONAL_DATA = PersonalData(
    purposes=(
        _("To treat companies alike in the municipality's own procurements."),
        _("To teach companies how to bid."),
    ),
    export=export,
    erase=erase,
    legal_basis=(_("Public interest (article 6.1 e)."),),
    people=(_("Contact persons at companies that tender, and those who go to the tender school."),),
    recipients=(_("Staff of the municipality with a role in this area."),),
    rules=(
        RetentionRule(
            name="tendering.dealings",
            title=_("Names in the log of dealings with companies"),
            model=Dealing,
            since="at",
            starts=_("It was said"),
            months=60,
            least=48,
            most=120,
            action=Disposal.ANONYMISE,
            allows=(Disposal.ANONYMISE,),
            only=(Where(field="recipient_email", operator="!=", value=""),),
            empties=("person_id", "recipient_email"),
        ),
        RetentionRule(
            name="tendering.enrolments",
            title=_("Names in the tender school"),
            model=Enrolment,
            since="valid_until",
            starts=_("The course was valid until"),
            months=24,
            most=60,
            action=Disposal.ANONYMISE,
            allows=(Disposal.ANONYMISE,),
            only=(Where(field="person_id", operator="present"),),
            empties=("person_id",),
        ),
    ),
    retention=_(
        "Kept as long as the procurement's documents and the course; the person is taken out when erased."
    ),
)
