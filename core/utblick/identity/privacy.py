"""What the register itself holds about a person, apart from the record, which goes last."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from utblick.context import Context
from utblick.declare import Disposal, PersonalData, RetentionRule, Where
from utblick.errors import Conflict
from utblick.i18n import _
from utblick.identity.models import Identifier, Membership, Merge, Person

_HIDDEN = {"id", "name_key", "version", "merged_into"}


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The person, where the person belongs and belonged, numbers in other registers, and merges."""
    person = ctx.session.get_one(Person, person_id)
    members = ctx.session.exec(select(Membership).where(Membership.person_id == person_id)).all()
    names = ctx.organisations.names([one.organisation_id for one in members])
    numbers = ctx.session.exec(select(Identifier).where(Identifier.person_id == person_id)).all()
    return {
        "core_person": [_filled(person.model_dump(exclude=_HIDDEN))],
        "core_membership": [
            {
                "organisation": names.get(one.organisation_id, ""),
                **_filled(one.model_dump(exclude=_BELONGING)),
            }
            for one in members
        ],
        "core_identifier": [
            _filled(one.model_dump(include={"scheme", "value", "source"})) for one in numbers
        ],
        "core_merge": [
            one.model_dump(include={"at", "undone_at", "kept_before"}) for one in _merges(ctx, person_id)
        ],
    }


def erase(ctx: Context, person_id: UUID) -> int:
    """Take away what belongs to the person; the record itself goes when everybody else has let go."""
    rows: list[Any] = [
        *ctx.session.exec(select(Membership).where(Membership.person_id == person_id)),
        *ctx.session.exec(select(Identifier).where(Identifier.person_id == person_id)),
        *_merges(ctx, person_id),
    ]
    for row in rows:
        ctx.session.delete(row)
    ctx.session.flush()
    return len(rows)


def _merges(ctx: Context, person_id: UUID) -> Sequence[Merge]:
    mine = or_(col(Merge.kept_id) == person_id, col(Merge.merged_id) == person_id)
    return ctx.session.exec(select(Merge).where(Merge.entity == "person", mine)).all()


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _let_go(ctx: Context, person_id: UUID, _action: Disposal) -> None:
    """A person goes as when somebody asks for it: everybody who holds something must let go."""
    from utblick.privacy.erasing import answers_of, erase_person

    erasure = erase_person(ctx, person_id)
    if erasure.done_at is None:
        left = [f"{one.owner}: {ctx.translate(one.why)}" for one in answers_of(erasure) if one.why]
        raise Conflict(_("Not everybody could let go of the person. {who}", who=" ".join(left)))


_BELONGING = {"id", "version", "person_id", "organisation_id"}
PERSONAL_DATA = PersonalData(
    purposes=(
        _("To reach the people at the companies and organisations that the municipality works with."),
        _("To send invitations and mailings to those who have agreed to them."),
    ),
    export=export,
    erase=erase,
    retention=_("Kept as long as there is a legal basis; the day of the next review stands with the person."),
    rules=(
        RetentionRule(
            name="core.people",
            title=_("People in the register"),
            model=Person,
            since="review_on",
            starts=_("The day of review that stands with the person"),
            months=0,
            most=24,
            allows=(Disposal.DISPOSE,),
            only=(Where(field="merged_into"),),
            perform=_let_go,
        ),
    ),
    legal_basis=(
        _("Public interest (article 6.1 e), for mailings consent (article 6.1 a)."),
        _("The basis of each person stands with the person."),
    ),
    people=(_("Contact persons at companies, associations, authorities and partners abroad."),),
    recipients=(_("Staff of the municipality who hold a role in Utblick."),),
)
