"""What plugins do with organisations and people: `ctx.organisations` and `ctx.people`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlmodel import col, func, or_, select

from utblick.context import Context, Ref
from utblick.errors import NotFound
from utblick.i18n import _
from utblick.identity import service
from utblick.identity.identifiers import normalise
from utblick.identity.models import Identifier, Organisation, Person, Relation
from utblick.identity.moving import references
from utblick.identity.traces import addresses_of, records_of

T = TypeVar("T")


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
        """The organisation with this number as the register writes it, or with exactly this name, or None.

        `organisation_number` reads numbers that are written in other ways.
        """
        query = select(Organisation).where(Organisation.status == "active")
        if orgnr:
            return self.ctx.session.exec(query.where(Organisation.orgnr == orgnr)).first()
        return self.ctx.session.exec(query.where(Organisation.name_key == service.name_key(name))).first()

    def listed(self, *, kind: str = "", local: bool = False, country: str = "") -> Sequence[Organisation]:
        """The active organisations by name: of a kind, of this municipality or of a country, if asked for."""
        query = select(Organisation).where(Organisation.status == "active").order_by(Organisation.name_key)
        if kind:
            query = query.where(Organisation.kind == kind)
        if country:
            query = query.where(Organisation.country == country)
        if local:
            seat = self.ctx.settings.municipality.code
            query = query.where(Organisation.country == "SE", Organisation.municipality == seat)
        return self.ctx.session.exec(query).all()

    def register(self, name: str, **values: Any) -> Organisation:
        """Add an organisation to the register; raises `Invalid` for values that cannot be."""
        return service.register_organisation(self.ctx, {"name": name, **values})

    def names(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        """The names of several, in one query."""
        if not ids:
            return {}
        columns = select(Organisation.id, Organisation.name).where(Organisation.id.in_(set(ids)))  # type: ignore[attr-defined]
        return dict(self.ctx.session.exec(columns).all())

    def every_name(self) -> Sequence[str]:
        """The name of every active organisation, in one quick query: to look for names in a text."""
        return self.ctx.session.exec(select(Organisation.name).where(Organisation.status == "active")).all()

    def each(self, ids: Iterable[UUID]) -> dict[UUID, Organisation]:
        """Several by their ids, in one query; a merged one is given as it was."""
        query = select(Organisation).where(Organisation.id.in_(set(ids)))  # type: ignore[attr-defined]
        return {organisation.id: organisation for organisation in self.ctx.session.exec(query)}

    def numbered(self, numbers: Iterable[str]) -> dict[str, UUID]:
        """The ids of active organisations by their numbers, as the register writes them, in one query."""
        wanted = set(numbers) - {""}
        if not wanted:
            return {}
        columns = select(Organisation.orgnr, Organisation.id).where(
            Organisation.status == "active",
            Organisation.orgnr.in_(wanted),  # type: ignore[union-attr]
        )
        return {number: found for number, found in self.ctx.session.exec(columns) if number}

    def is_local(self, organisation: Organisation) -> bool:
        """Whether the organisation is seated in this municipality."""
        return (
            organisation.country == "SE" and organisation.municipality == self.ctx.settings.municipality.code
        )

    def is_small(self, organisation: Organisation) -> bool:
        """Whether it is a small or micro enterprise by Recommendation 2003/361/EC."""
        return organisation.size_class in {"micro", "small"}

    def own(self) -> frozenset[UUID]:
        """The municipality itself and the organisations that it owns today, as far as the register knows."""
        today = self.ctx.today
        municipality = col(Organisation.kind) == "municipality"
        here = col(Organisation.municipality) == self.ctx.settings.municipality.code
        itself = self.ctx.session.exec(
            select(Organisation.id).where(municipality, here, col(Organisation.merged_into).is_(None))
        ).all()
        owned = self.ctx.session.exec(
            select(Relation.to_id).where(
                col(Relation.from_id).in_(itself),
                col(Relation.kind) == "owns",
                or_(col(Relation.starts_on).is_(None), col(Relation.starts_on) <= today),
                or_(col(Relation.ends_on).is_(None), col(Relation.ends_on) >= today),
            )
        ).all()
        return frozenset([*itself, *owned])

    def identifiers(self, organisation_id: UUID) -> Mapping[str, str]:
        """What it is known by elsewhere, by scheme."""
        columns = select(Identifier.scheme, Identifier.value).where(
            Identifier.organisation_id == organisation_id
        )
        return dict(self.ctx.session.exec(columns).all())

    def identify(self, organisation_id: UUID, scheme: str, value: str, *, source: str = "") -> UUID:
        """Say what an organisation is known by elsewhere, such as its ROR id; the same again changes nothing.

        Raises `Invalid` for a value that the scheme does not allow, or that belongs to somebody else.
        """
        written = normalise(scheme, value)
        held = self.ctx.session.exec(
            select(Identifier).where(Identifier.scheme == scheme, Identifier.value == written)
        ).first()
        if held is not None and held.organisation_id == organisation_id:
            return held.id
        return service.identify(
            self.ctx, scheme=scheme, value=written, organisation_id=organisation_id, source=source
        )

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

    def find(self, *, email: str) -> Person | None:
        """The person with this address of their own, where exactly one has it; else None."""
        query = select(Person).where(
            func.lower(Person.email) == email.strip().lower(), Person.status == "active"
        )
        found = self.ctx.session.exec(query.limit(2)).all() if email.strip() else []
        return found[0] if len(found) == 1 else None

    def let_go(self, person_id: UUID) -> bool:
        """Erase a person whom nobody has use of any more, as the privacy page does; says whether it was done.

        For rules of retention: a plugin takes its own rows away first. A person who belongs to an
        organisation, or at whom rows of any plugin still point, stays.
        """
        from utblick.privacy.erasing import erase_person

        person = self.get(person_id)
        ids = records_of(self.ctx, person.id)
        self.ctx.session.flush()
        for column in references(self.ctx, "person"):
            if column.table.name != Identifier.__tablename__ and self.ctx.session.scalar(
                select(column).where(column.in_(ids)).limit(1)
            ):
                return False
        return erase_person(self.ctx, person.id).done_at is not None

    def addresses(self, person_id: UUID) -> frozenset[str]:
        """The e-mail addresses that are this person's alone, in lower case."""
        return addresses_of(self.ctx, self.get(person_id).id)

    def rows(
        self, model: type[T], person_id: UUID, *, by: Sequence[str] = ("person_id",), email: str = ""
    ) -> Sequence[T]:
        """The rows of a table that are about the person, for exports and erasures.

        They are those where a column of `by` holds the id, or `email` an address that is this person's alone.
        """
        table: Any = model
        mine = [getattr(table, name) == person_id for name in by]
        if email:
            mine.append(func.lower(getattr(table, email)).in_(self.addresses(person_id)))
        return self.ctx.session.exec(select(model).where(or_(*mine))).all()

    def register(self, name: str, **values: Any) -> Person:
        """Add a person to the register; raises `Invalid` for values that cannot be."""
        return service.register_person(self.ctx, {"name": name, **values})

    def join(self, person_id: UUID, organisation_id: UUID, *, role: str = "", **values: Any) -> UUID:
        """Say that a person belongs to an organisation; returns the id of the membership."""
        return service.join(self.ctx, person_id, organisation_id, role=role, **values)

    def every_name(self) -> Sequence[str]:
        """The name of every active person, in one quick query: to look for names in a text."""
        return self.ctx.session.exec(select(Person.name).where(Person.status == "active")).all()

    def at(self, organisation_id: UUID) -> list[Person]:
        """The people who belong to the organisation today, the main contact first."""
        return service.people_at(self.ctx, [organisation_id]).get(organisation_id, [])

    def at_each(self, organisation_ids: Iterable[UUID]) -> dict[UUID, list[Person]]:
        """The same for several organisations, in one query; those where nobody is are left out."""
        return service.people_at(self.ctx, organisation_ids)

    def ref(self, person_id: UUID) -> Ref:
        """The pointer to a person, for `ctx.lookup` and tasks."""
        return Ref("core", "person", person_id)
