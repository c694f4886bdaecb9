"""Some rows of an import, applied together: looked up at once, written at once, told of at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from utblick.context import Context
from utblick.i18n import Msg, _
from utblick.identity.events import MembershipStarted, OrganisationRegistered, PersonRegistered
from utblick.identity.models import Identifier, Membership, Organisation, Person
from utblick.identity.registers.candidate import Candidate, Contact
from utblick.identity.registers.fields import titles
from utblick.identity.registers.imports.models import Import, ImportRow
from utblick.identity.registers.imports.packing import candidate, packed_message, plain_values
from utblick.identity.registers.values.names import bare_name
from utblick.identity.service import name_key

_DERIVED = frozenset({"kind", "nuts", "sni_version", "turnover_currency", "size_class"})
"""Filled together with what they belong to, and never worth a warning."""
_TOGETHER = {
    "municipality": "nuts",
    "sni": "sni_version",
    "turnover": "turnover_currency",
    "employees": "size_class",
}


@dataclass
class Batch:
    """Some rows that are applied in one transaction, with what was looked up for all of them at once."""

    ctx: Context
    job: Import
    rows: Sequence[ImportRow]
    held: dict[UUID, Organisation] = field(default_factory=dict)
    by_orgnr: dict[str, Organisation] = field(default_factory=dict)
    first: dict[int, UUID | None] = field(default_factory=dict)
    people: dict[UUID, dict[str, UUID]] = field(default_factory=dict)
    by_email: dict[str, Person] = field(default_factory=dict)
    new: list[tuple[ImportRow, Organisation]] = field(default_factory=list)
    new_people: list[tuple[ImportRow, Person]] = field(default_factory=list)
    new_members: list[tuple[ImportRow, Membership]] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)

    def apply(self) -> None:
        candidates = {r.row: candidate(r.row, r.line, r.candidate) for r in self.rows if r.candidate}
        self._look_up(candidates)
        for row in self.rows:
            one = candidates.get(row.row)
            if one is None:
                row.outcome = "skipped"
            else:
                self._apply_row(row, one)
            self.first[row.row] = row.organisation_id
        self._write()

    def _apply_row(self, row: ImportRow, one: Candidate) -> None:
        if row.decision == "skip" or (not row.is_certain and not row.decision):
            row.outcome = "skipped"
            return
        target = None if row.decision == "new" else self._target(row, one)
        if target is None:
            target = self._create(row, one)
        else:
            self._fill(row, one, target)
        row.organisation_id = target.id
        if one.contact is not None:
            self._introduce(row, target, one.contact, mailings=one.values.get("mailings"))
        row.candidate = {}

    def _target(self, row: ImportRow, one: Candidate) -> Organisation | None:
        """The organisation that the row is about, if it is held or came with an earlier row."""
        if taken := self.by_orgnr.get(one.values.get("orgnr", "")):
            return taken
        identity = row.of_id if row.of_row is None else self.first.get(row.of_row)
        target = self.held.get(identity) if identity else None
        return target if target is None or target.status != "merged" else None

    def _create(self, row: ImportRow, one: Candidate) -> Organisation:
        values: dict[str, Any] = {name: list(v) if isinstance(v, tuple) else v for name, v in one.values.items()}
        note = "\n".join(filter(None, (values.pop("note", ""), *self._remarks(one))))[:5000]
        made = Organisation(**values, note=note, name_key=name_key(values["name"]))
        self.held[made.id] = made
        if made.orgnr:
            self.by_orgnr[made.orgnr] = made
            self.identifiers.append(self._identifier(made, "se-orgnr", made.orgnr))
        elif one.vat:
            self.identifiers.append(self._identifier(made, "eu-vat", one.vat))
        self.people[made.id] = {}
        self.new.append((row, made))
        row.outcome = "created"
        return made

    def _identifier(self, made: Organisation, scheme: str, value: str) -> Identifier:
        return Identifier(organisation_id=made.id, scheme=scheme, value=value, source=self.job.file[:100])

    def _remarks(self, one: Candidate) -> list[str]:
        remarks = list(one.remarks)
        if one.unverified:
            remarks.append(
                _("Organisation number in the register, not valid: {number}", number=one.unverified)
            )
        return [self.ctx.translate(remark) for remark in remarks]

    def _fill(self, row: ImportRow, one: Candidate, target: Organisation) -> None:
        """Fill what is empty; what is filled stays, and a different value is told of."""
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        for name, value in one.values.items():
            theirs = list(value) if isinstance(value, tuple) else value
            ours = getattr(target, name)
            if name in _DERIVED or ours == theirs:
                continue
            if not _is_blank(ours):
                if not (name == "name" and bare_name(str(ours)) == bare_name(str(theirs))):
                    _keep_ours(row, name, ours, theirs)
                continue
            for part in (name, _TOGETHER.get(name, name)):
                if part in one.values and part not in after:
                    before[part], after[part] = getattr(target, part), one.values[part]
        for name, value in after.items():
            setattr(target, name, list(value) if isinstance(value, tuple) else value)
        if "orgnr" in after:
            self.identifiers.append(self._identifier(target, "se-orgnr", after["orgnr"]))
            self.by_orgnr[after["orgnr"]] = target
        row.before, row.after = plain_values(before), plain_values(after)
        row.outcome = "updated" if after else "unchanged"

    def _introduce(
        self, row: ImportRow, target: Organisation, contact: Contact, *, mailings: bool | None
    ) -> None:
        """Make the contact person known at the organisation, once."""
        key = name_key(contact.name)
        there = self.people.setdefault(target.id, {})
        if key in there:
            return
        person = self.by_email.get(contact.email) if contact.email else None
        if person is None or person.name_key != key:
            person = Person(
                name=contact.name, name_key=key, email=contact.email, phone=contact.phone, mailings=mailings,
                basis_since=self.ctx.now.date(),
                basis_note=self.ctx.translate(_("Import of {file}", file=self.job.file)),
            )  # fmt: skip
            self.new_people.append((row, person))
            row.person_id = person.id
            if contact.email:
                self.by_email[contact.email] = person
        membership = Membership(
            person_id=person.id, organisation_id=target.id, role=contact.role[:100], email=contact.email,
            phone=contact.phone, is_main=not there,
        )  # fmt: skip
        there[key] = person.id
        self.new_members.append((row, membership))
        row.membership_id = membership.id

    def _look_up(self, candidates: dict[int, Candidate]) -> None:
        session, rows = self.ctx.session, self.rows
        firsts = {row.of_row for row in rows if row.of_row is not None}
        known = session.execute(
            select(col(ImportRow.row), col(ImportRow.organisation_id)).where(
                col(ImportRow.import_id) == self.job.id, col(ImportRow.row).in_(firsts)
            )
        )
        self.first = dict(known.all())
        ids = {row.of_id for row in rows if row.of_id} | {i for i in self.first.values() if i}
        numbers = {one.values["orgnr"] for one in candidates.values() if "orgnr" in one.values}
        o = Organisation
        wanted = select(o).where(col(o.id).in_(ids) | col(o.orgnr).in_(numbers))
        for one in session.scalars(wanted):
            self.held[one.id] = one
            if one.orgnr:
                self.by_orgnr[one.orgnr] = one
        emails = {one.contact.email for one in candidates.values() if one.contact and one.contact.email}
        people = select(Person).where(col(Person.email).in_(emails), col(Person.status) == "active")
        self.by_email = {person.email: person for person in session.scalars(people)}
        members = (
            select(col(Membership.organisation_id), col(Person.name_key), col(Person.id))
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(col(Membership.organisation_id).in_(self.held), col(Membership.ends_on).is_(None))
        )
        for organisation_id, key, person_id in session.execute(members):
            self.people.setdefault(organisation_id, {})[key] = person_id

    def _write(self) -> None:
        """Parties before what points at them, each sort in one go; then the events."""
        session = self.ctx.session
        for sort in ([made for _r, made in self.new], [made for _r, made in self.new_people],
                     [*(made for _r, made in self.new_members), *self._unheld_identifiers()]):  # fmt: skip
            session.add_all(sort)
            session.flush()
        for row in self.rows:
            if row.organisation_id:
                row.version = self.held[row.organisation_id].version
        self._tell()

    def _unheld_identifiers(self) -> list[Identifier]:
        """Those that nobody has: a number may already stand with a party that was merged."""
        values = [one.value for one in self.identifiers]
        held = self.ctx.session.execute(
            select(col(Identifier.scheme), col(Identifier.value)).where(col(Identifier.value).in_(values))
        )
        taken = {(scheme, value) for scheme, value in held}
        return [one for one in self.identifiers if (one.scheme, one.value) not in taken]

    def _tell(self) -> None:
        for row, made in self.new:
            row.event_id = self.ctx.publish(
                OrganisationRegistered(
                    organisation_id=made.id,
                    kind=made.kind,
                    country=made.country,
                    municipality=made.municipality,
                )
            )
        for _row, person in self.new_people:
            self.ctx.publish(PersonRegistered(person_id=person.id))
        for _row, place in self.new_members:
            self.ctx.publish(
                MembershipStarted(
                    membership_id=place.id, person_id=place.person_id, organisation_id=place.organisation_id
                )
            )


def _keep_ours(row: ImportRow, name: str, ours: Any, theirs: Any) -> None:
    message = _("{field}: “{ours}” was kept; the register says “{theirs}”.",
                field=titles().get(name, Msg(name)), ours=_shown(ours), theirs=_shown(theirs))  # fmt: skip
    told = {"column": name, "code": "kept", "message": packed_message(message)}
    row.problems = [*row.problems, told]
    row.has_problems = True


def _shown(value: Any) -> str:
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value))[:80]


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", [])
