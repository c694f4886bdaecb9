"""What seminars hold about people: who has signed up and who came. Answers to surveys belong to nobody."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.api import Context, Disposal, PersonalData, RetentionRule, Where, _
from utblick_seminars.models import Registration

_INSIDE = {"version", "nonce", "key_hash", "owed"}
_EMPTIED = ("person_id", "name", "email", "organisation_name")


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The seminars that the person has signed up for."""
    rows = _of(ctx, person_id)
    return {"seminars_registration": [row.model_dump(exclude=_INSIDE) for row in rows]}


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of every list; that somebody of that audience came stays."""
    rows = _of(ctx, person_id)
    for row in rows:
        row.person_id = None
        row.name = row.email = row.organisation_name = row.owed = ""
        row.key_hash = None
    return len(rows)


def _of(ctx: Context, person_id: UUID) -> Sequence[Registration]:
    return ctx.people.rows(Registration, person_id, email="email")


PERSONAL_DATA = PersonalData(
    purposes=(
        _("To give people a place at a seminar, and to write to them about it."),
        _("To show how many of each audience came."),
    ),
    export=export,
    erase=erase,
    legal_basis=(_("Public interest (article 6.1 e); consent (article 6.1 a) where staff note it."),),
    people=(_("Those who sign up for seminars, and those who come."),),
    data=(_("Name, e-mail address, organisation, audience, language, and whether they came."),),
    recipients=(_("Staff of the municipality with a role in this area."),),
    safeguards=(
        _("Surveys are anonymous, and their results are shown from five answers on."),
        _("The county is told of free seats, and of no person."),
    ),
    rules=(
        RetentionRule(
            name="seminars.registrations",
            title=_("Names in registrations for seminars"),
            model=Registration,
            since="seminar_on",
            starts=_("The day of the seminar"),
            months=12,
            least=1,
            most=60,
            action=Disposal.ANONYMISE,
            allows=(Disposal.ANONYMISE,),
            only=(Where(field="name", operator="!=", value=""),),
            empties=_EMPTIED,
        ),
    ),
    retention=_("Names and addresses are emptied a year after the seminar; that somebody came is kept."),
)
