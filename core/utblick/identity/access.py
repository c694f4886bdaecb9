"""What plugins do with organisations and people: `ctx.organisations` and `ctx.people`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import select

from utblick.context import Context, Ref
from utblick.errors import NotFound
from utblick.i18n import _
from utblick.identity import service
from utblick.identity.models import Identifier, Organisation, Person
from utblick.identity.traces import addresses_of


@dataclass(frozen=True, slots=True)
class Organisations:
    """Verbs and questions about organisations, within one context."""

    ctx: Context

    def get(self, organisation_id: UUID) -> Organisation:
        """The organisation, or the one that it was merged into; raises `NotFound`."""
        found = self.ctx.session.get(Organisation, organisation_id)
        while found is not None and found.merged_into is not None:
            found = self.ctx.session.get(Organisation, found.merged_into)
        if found is None:
            raise NotFound(_("The organisation is not in the register."))
        return found

    def find(self, *, orgnr: str = "", name: str = "") -> Organisation | None:
        """The organisation with this number, or with exactly this name; None when there is none."""
        query = select(Organisation).where(Organisation.status == "active")
        if orgnr:
            return self.ctx.session.exec(query.where(Organisation.orgnr == orgnr)).first()
        return self.ctx.session.exec(query.where(Organisation.name_key == service.name_key(name))).first()

    def register(self, name: str, **values: Any) -> Organisation:
        """Add an organisation to the register; raises `Invalid` for values that cannot be."""
        return service.register_organisation(self.ctx, {"name": name, **values})

    def names(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """The names of several, in one query."""
        if not ids:
            return {}
        columns = select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids)))  # type: ignore[attr-defined]
        return dict(self.ctx.session.exec(columns).all())

    def is_local(self, organisation: Organisation) -> bool:
        """Whether the organisation is seated in this municipality."""
        return (
            organisation.country == "SE" and organisation.municipality == self.ctx.settings.municipality.code
        )

    def is_small(self, organisation: Organisation) -> bool:
        """Whether it is a small or micro enterprise by Recommendation 2003/361/EC."""
        return organisation.size_class in {"micro", "small"}

    def identifiers(self, organisation_id: UUID) -> Mapping[str, str]:
        """What it is known by elsewhere, by scheme."""
        columns = select(Identifier.scheme, Identifier.value).where(
            Identifier.organisation_id == organisation_id
        )
        return dict(self.ctx.session.exec(columns).all())

    def ref(self, organisation_id: UUID) -> Ref:
        """The pointer to an organisation, for `ctx.lookup` and tasks."""
        return Ref("core", "organisation", organisation_id)


@dataclass(frozen=True, slots=True)
class People:
    """Verbs and questions about people, within one context."""

    ctx: Context

    def get(self, person_id: UUID) -> Person:
        """The person, or the record that it was merged into; raises `NotFound`."""
        found = self.ctx.session.get(Person, person_id)
        while found is not None and found.merged_into is not None:
            found = self.ctx.session.get(Person, found.merged_into)
        if found is None:
            raise NotFound(_("The person is not in the register."))
        return found

    def addresses(self, person_id: UUID) -> frozenset[str]:
        """The e-mail addresses that are this person's alone, in lower case."""
        return addresses_of(self.ctx, self.get(person_id).id)

    def register(self, name: str, **values: Any) -> Person:
        """Add a person to the register; raises `Invalid` for values that cannot be."""
        return service.register_person(self.ctx, {"name": name, **values})

    def join(self, person_id: UUID, organisation_id: UUID, *, role: str = "", **values: Any) -> UUID:
        """Say that a person belongs to an organisation; returns the id of the membership."""
        return service.join(self.ctx, person_id, organisation_id, role=role, **values)

    def at(self, organisation_id: UUID) -> list[Person]:
        """The people who belong to the organisation today, the main contact first."""
        return service.people_at(self.ctx, organisation_id)

    def ref(self, person_id: UUID) -> Ref:
        """The pointer to a person, for `ctx.lookup` and tasks."""
        return Ref("core", "person", person_id)
