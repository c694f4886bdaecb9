"""Some rows of an import, applied together: looked up at once, written at once, told of at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Table, bindparam, select, update
from sqlmodel import SQLModel, col

from utblick.context import Context
from utblick.db.inserting import execute_many
from utblick.i18n import Msg, _
from utblick.i18n.message import packed
from utblick.identity.events import MembershipStarted, OrganisationRegistered, PersonRegistered
from utblick.identity.models import Identifier, Membership, Organisation, Person
from utblick.identity.registers.candidate import Candidate, Contact
from utblick.identity.registers.fields import titles
from utblick.identity.registers.imports.models import Import, ImportRow
from utblick.identity.registers.imports.packing import candidate, plain_values
from utblick.identity.registers.values.names import bare_name
from utblick.identity.service import name_key
from utblick.records.many import new_row, write_rows

_DERIVED = frozenset({"kind", "nuts", "sni_version", "turnover_currency", "size_class"})
"""Filled together with what they belong to, and never worth a warning."""
_TOGETHER = {
    "municipality": "nuts",
    "sni": "sni_version",
    "turnover": "turnover_currency",
    "employees": "size_class",
}
_WRITTEN = (
    "outcome", "candidate", "organisation_id", "person_id", "membership_id", "event_id", "version",
    "before", "after", "problems", "has_problems",
)  # fmt: skip

Row = Any
"""A row of `core_import_row`, or a new row of another table, as a namespace: see `new_row`."""


@dataclass
class Batch:
    """Rows of one import within one transaction, with what was looked up for all of them at once."""

    ctx: Context
    job: Import
    rows: Sequence[Row]
    held: dict[UUID, Row] = field(default_factory=dict)
    by_orgnr: dict[str, Row] = field(default_factory=dict)
    first: dict[int, UUID | None] = field(default_factory=dict)
    people: dict[UUID, dict[str, UUID]] = field(default_factory=dict)
    by_email: dict[str, Row] = field(default_factory=dict)
    new: list[tuple[Row, Row]] = field(default_factory=list)
    new_people: list[Row] = field(default_factory=list)
    new_members: list[Row] = field(default_factory=list)
    identifiers: list[Row] = field(default_factory=list)

    def apply(self) -> None:
        candidates = {r.row: candidate(r.row, r.line, r.candidate) for r in self.rows if r.candidate}
        self._look_up(candidates)
        for row in self.rows:
            one = candidates.get(row.row)
            if one is None or self._is_left_out(row):
                row.outcome = "skipped"
            else:
                self._apply_row(row, one)
            self.first[row.row] = row.organisation_id
        self._write()

    def _is_left_out(self, row: Row) -> bool:
        """Rows that nobody decided about, and later rows of an organisation that was left out so."""
        if row.decision == "new":
            return False
        if row.of_row is not None and self.first.get(row.of_row) is None:
            return True
        return bool(row.decision == "skip" or (not row.is_certain and not row.decision))

    def _apply_row(self, row: Row, one: Candidate) -> None:
        target = None if row.decision == "new" else self._target(row, one)
        if target is None:
            target = self._create(row, one)
        else:
            self._fill(row, one, target)
        row.organisation_id = target.id
        if one.contact is not None:
            self._introduce(row, target, one.contact, mailings=one.values.get("mailings"))
        row.candidate = {}

    def _target(self, row: Row, one: Candidate) -> Row | None:
        """The organisation that the row is about, if it is held or came with an earlier row."""
        if taken := self.by_orgnr.get(one.values.get("orgnr", "")):
            return taken
        identity = row.of_id if row.of_row is None else self.first.get(row.of_row)
        target = self.held.get(identity) if identity else None
        return target if target is None or target.status != "merged" else None

    def _create(self, row: Row, one: Candidate) -> Row:
        values: dict[str, Any] = {name: _stored(value) for name, value in one.values.items()}
        values["note"] = "\n".join(filter(None, (values.get("note", ""), *self._remarks(one))))[:5000]
        made = new_row(Organisation, self.ctx, **values, name_key=name_key(values["name"]))
        self.held[made.id] = made
        if made.orgnr:
            self._identify(made, "se-orgnr", made.orgnr)
        elif one.vat:
            self._identify(made, "eu-vat", one.vat)
        self.people[made.id] = {}
        self.new.append((row, made))
        row.outcome = "created"
        return made

    def _identify(self, party: Row, scheme: str, value: str) -> None:
        if scheme == "se-orgnr":
            self.by_orgnr[value] = party
        self.identifiers.append(
            new_row(Identifier, self.ctx, organisation_id=party.id, scheme=scheme, value=value,
                    source=self.job.file[:100])
        )  # fmt: skip

    def _remarks(self, one: Candidate) -> list[str]:
        remarks = list(one.remarks)
        if one.unverified:
            remarks.append(
                _("Organisation number in the register, not valid: {number}", number=one.unverified)
            )
        return [self.ctx.translate(remark) for remark in remarks]

    def _fill(self, row: Row, one: Candidate, target: Row) -> None:
        """Fill what is empty; what is filled stays, and a different value is told of."""
        before: dict[str, Any] = {}
        after: dict[str, Any] = {}
        for name, value in one.values.items():
            ours, theirs = getattr(target, name), _stored(value)
            if name in _DERIVED or ours == theirs:
                continue
            if not _is_blank(ours):
                if not (name == "name" and bare_name(str(ours)) == bare_name(str(theirs))):
                    _keep_ours(row, name, ours, theirs)
                continue
            for part in (name, _TOGETHER.get(name, name)):
                if part in one.values:
                    before[part], after[part] = getattr(target, part), _stored(one.values[part])
        for name, value in after.items():
            setattr(target, name, value)
        if "orgnr" in after:
            self._identify(target, "se-orgnr", after["orgnr"])
        row.before, row.after = plain_values(before), plain_values(after)
        row.outcome = "updated" if after else "unchanged"

    def _introduce(self, row: Row, target: Row, contact: Contact, *, mailings: bool | None) -> None:
        """Make the contact person known at the organisation, once."""
        key = name_key(contact.name)
        there = self.people.setdefault(target.id, {})
        if key in there:
            return
        person = self.by_email.get(contact.email) if contact.email else None
        if person is None or person.name_key != key:
            person = new_row(
                Person, self.ctx, name=contact.name, name_key=key, email=contact.email, phone=contact.phone,
                mailings=mailings, basis_since=self.ctx.today,
                basis_note=self.ctx.translate(_("Import of {file}", file=self.job.file))[:500],
            )  # fmt: skip
            self.new_people.append(person)
            row.person_id = person.id
            if contact.email:
                self.by_email[contact.email] = person
        membership = new_row(
            Membership, self.ctx, person_id=person.id, organisation_id=target.id, role=contact.role[:100],
            email=contact.email, phone=contact.phone, is_main=not there,
        )  # fmt: skip
        there[key] = person.id
        self.new_members.append(membership)
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
        wanted = select(Organisation).where(
            col(Organisation.id).in_(ids) | col(Organisation.orgnr).in_(numbers)
        )
        for party in session.scalars(wanted):
            self.held[party.id] = party
            if party.orgnr:
                self.by_orgnr[party.orgnr] = party
        emails = {one.contact.email for one in candidates.values() if one.contact and one.contact.email}
        people = select(col(Person.id), col(Person.email), col(Person.name_key)).where(
            col(Person.email).in_(emails), col(Person.status) == "active"
        )
        self.by_email = {person.email: person for person in session.execute(people)}
        members = (
            select(col(Membership.organisation_id), col(Person.name_key), col(Person.id))
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(col(Membership.organisation_id).in_(self.held), col(Membership.ends_on).is_(None))
        )
        for organisation_id, key, person_id in session.execute(members):
            self.people.setdefault(organisation_id, {})[key] = person_id

    def _write(self) -> None:
        """Parties before what points at them, each sort in one go; then the events, then the rows."""
        self.ctx.session.flush()
        write_rows(self.ctx, Organisation, [made for _row, made in self.new])
        write_rows(self.ctx, Person, self.new_people)
        write_rows(self.ctx, Membership, self.new_members)
        write_rows(self.ctx, Identifier, self._unheld_identifiers())
        self._tell()
        for row in self.rows:
            if row.organisation_id:
                row.version = self.held[row.organisation_id].version
        _save(self.ctx, ImportRow, self.rows)

    def _unheld_identifiers(self) -> list[Row]:
        """Those that nobody has: a number may already stand with a party that was merged."""
        values = [one.value for one in self.identifiers]
        held = self.ctx.session.execute(
            select(col(Identifier.scheme), col(Identifier.value)).where(col(Identifier.value).in_(values))
        )
        taken = {(scheme, value) for scheme, value in held}
        return [one for one in self.identifiers if (one.scheme, one.value) not in taken]

    def _tell(self) -> None:
        registered = self.ctx.publish_all([
            OrganisationRegistered(
                organisation_id=made.id, kind=made.kind, country=made.country, municipality=made.municipality
            ) for _row, made in self.new
        ])  # fmt: skip
        for (row, _made), event_id in zip(self.new, registered, strict=True):
            row.event_id = event_id
        self.ctx.publish_all([PersonRegistered(person_id=person.id) for person in self.new_people])
        self.ctx.publish_all([
            MembershipStarted(membership_id=at.id, person_id=at.person_id, organisation_id=at.organisation_id)
            for at in self.new_members
        ])  # fmt: skip


def waiting(ctx: Context, import_id: UUID, most: int) -> list[Row]:
    """The next rows to be applied, as namespaces."""
    table = ImportRow.__table__  # type: ignore[attr-defined]
    query = (
        select(*table.c)
        .where(table.c.import_id == import_id, table.c.outcome == "")
        .order_by(table.c.row)
        .limit(most)
    )
    return [SimpleNamespace(**row._mapping) for row in ctx.session.execute(query)]


def _save(ctx: Context, model: type[SQLModel], rows: Sequence[Row]) -> None:
    table = model.__table__  # type: ignore[attr-defined]
    values = [
        {"its_import": row.import_id, "its_row": row.row, **{name: getattr(row, name) for name in _WRITTEN}}
        for row in rows
    ]
    execute_many(ctx.session.connection(), _saving(table), values)


@cache
def _saving(table: Table) -> Executable:
    """The same statement for every batch, so that it is compiled but once."""
    keys = (table.c.import_id == bindparam("its_import"), table.c.row == bindparam("its_row"))
    return update(table).where(*keys).values({name: bindparam(name) for name in _WRITTEN})


def _keep_ours(row: Row, name: str, ours: Any, theirs: Any) -> None:
    message = _("{field}: “{ours}” was kept; the register says “{theirs}”.",
                field=titles().get(name, Msg(name)), ours=_shown(ours), theirs=_shown(theirs))  # fmt: skip
    told = {"column": name, "code": "kept", "message": packed(message)}
    row.problems = [*row.problems, told]
    row.has_problems = True


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _shown(value: Any) -> str:
    return (", ".join(map(str, value)) if isinstance(value, list) else str(value))[:80]


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", [])
