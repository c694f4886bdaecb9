"""One more row of everything that a plugin keeps, made by its own verbs from what its fields say."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import SQLModel

from utblick.access.models import User
from utblick.access.roles import ADMINISTRATOR
from utblick.access.testing import signed_up
from utblick.context import SYSTEM, Context
from utblick.declare import Field, Kind, RecordType
from utblick.errors import Invalid, UtblickError
from utblick.records.values import clean, save_new, writable
from utblick.testing.conformance.rows.values import Party, spoken, stored
from utblick.testing.conformance.rule import Finding
from utblick.testing.conformance.subject.sources import place_of, said

if TYPE_CHECKING:
    from utblick.platform import Platform
    from utblick.testing.conformance.subject import Subject

SHARED = (1, 2)
"""Rows of these numbers are about the same organisation and the same record above them, the others not:
a page about one, and a list of all, then both have more to show with three rows than with one."""
MEND = "Give `seed(ctx, table, number)` in tests/conformance_seed.py: it makes the row and returns it."


def fill(platform: "Platform", subject: "Subject", number: int) -> Iterator[tuple[str, Finding]]:
    """Make the n-th row of each table; gives the tables of which none could be made, with the reason."""
    with platform.write(SYSTEM) as ctx:
        party = _party(ctx, number)
    for model in _parents_first(subject):
        table = str(model.__tablename__)
        try:
            with platform.write(SYSTEM) as ctx:
                _Making(subject, ctx, party, number).row(model)
        except Exception as error:
            yield table, Finding(place_of(model), f"No row of {table} could be made: {said(error)}.", MEND)


@dataclass(frozen=True)
class _Making:
    subject: "Subject"
    ctx: Context
    party: Party
    number: int

    def row(self, model: type[SQLModel]) -> None:
        """Make a row: as the plugin itself says, by its verb, or as a plain row."""
        own = self.subject.rows.seed
        if own is not None and own(self.ctx, str(model.__tablename__), self.number) is not None:
            return
        record = self._record(model)
        if record is not None and record.creatable:
            self._created(record)
        elif record is not None or not self._is_filled(model):
            self._inserted(model, record)

    def _created(self, record: RecordType) -> None:
        """By the door of programs: with all fields, else without those refused, else with the needed ones."""
        raw = self._raw(record, writable(record))
        try:
            try:
                self._saved(record, raw)
            except Invalid as refused:
                wrong = {problem.field for problem in refused.problems}
                needed = {field.name for field in writable(record) if field.required}
                if wrong & needed or not wrong & raw.keys():
                    raise
                self._saved(record, {name: value for name, value in raw.items() if name not in wrong})
        except UtblickError as refused:
            try:
                self._saved(record, self._raw(record, [f for f in writable(record) if f.required]))
            except UtblickError:
                raise _Refused(refused) from refused

    def _saved(self, record: RecordType, raw: dict[str, Any]) -> None:
        with self.ctx.session.begin_nested():
            save_new(self.ctx, record, clean(self.ctx, record, raw))

    def _inserted(self, model: type[SQLModel], record: RecordType | None) -> None:
        fields = {field.name: field for field in record.fields} if record else {}
        values = {}
        for place, column in enumerate(model.__table__.columns):  # type: ignore[attr-defined]
            info = model.model_fields[column.name]
            field = fields.get(column.name)
            if column.foreign_keys:
                value = self._referred(next(iter(column.foreign_keys)).column.table.name)
            elif field is not None and (info.is_required() or field.personal or field.kind is Kind.PERSON):
                value = self._typed(model, field, place)
            elif info.is_required():
                value = stored(column, self.number)
            else:
                continue
            if value is not None:
                values[column.name] = value
        self.ctx.session.add(model(**values))
        self.ctx.session.flush()

    def _raw(self, record: RecordType, fields: list[Field]) -> dict[str, Any]:
        found = {
            field.name: spoken(field.settled(self.ctx), place, self.number, self.party, self._record_id)
            for place, field in enumerate(fields)
        }
        return {name: value for name, value in found.items() if value is not None}

    def _typed(self, model: type[SQLModel], field: Field, place: int) -> Any:
        """A field's value as the column holds it."""
        from utblick.records.fields import from_json

        value = spoken(field.settled(self.ctx), place, self.number, self.party, self._record_id)
        try:
            return from_json(field, value)
        except ValueError:
            return stored(model.__table__.c[field.name], self.number)  # type: ignore[attr-defined]

    def _referred(self, table: str) -> UUID | None:
        parties = {
            "core_organisation": self.party.organisation,
            "core_person": self.party.person,
            "core_user": self.party.user,
        }
        if table in parties:
            return parties[table]
        model = next((one for one in self.subject.models if one.__tablename__ == table), None)
        return self._above(model) if model is not None else None

    def _record_id(self, refers_to: str) -> UUID | None:
        plugin, _slash, kind = refers_to.partition("/")
        record = self.ctx.platform.registry.record(plugin, kind)
        return self._above(record.model) if record is not None else None

    def _above(self, model: type[SQLModel]) -> UUID | None:
        """The record above: the first one for the rows that share it, else the latest."""
        key = next(iter(model.__table__.primary_key.columns))  # type: ignore[attr-defined]
        order = key if self.number in SHARED else key.desc()
        found: UUID | None = self.ctx.session.execute(select(key).order_by(order).limit(1)).scalar()
        return found

    def _record(self, model: type[SQLModel]) -> RecordType | None:
        found = self.ctx.platform.registry.record_of(model)
        return found[1] if found else None

    def _is_filled(self, model: type[SQLModel]) -> bool:
        """Whether a verb has put a row of this number there already."""
        key = next(iter(model.__table__.primary_key.columns))  # type: ignore[attr-defined]
        return len(self.ctx.session.execute(select(key).limit(self.number)).all()) >= self.number


class _Refused(Exception):
    """A verb's refusal with the reasons that it gave, field by field."""

    def __init__(self, refused: UtblickError) -> None:
        problems = getattr(refused, "problems", ())
        reasons = "; ".join(f"{one.field}: {one.message}" for one in problems)
        super().__init__(reasons or str(refused.message))


def _parents_first(subject: "Subject") -> list[type[SQLModel]]:
    """The plugin's tables, those with a record type first, each after those that it points at."""
    tables = {str(model.__tablename__): model for model in subject.models}
    kinds = {f"{subject.name}/{record.kind}": record.model for record in subject.plugin.records}
    above: dict[type[SQLModel], list[Any]] = {
        model: [tables.get(key.column.table.name) for key in model.__table__.foreign_keys]  # type: ignore[attr-defined]
        for model in subject.models
    }
    for record in subject.plugin.records:
        above[record.model] = above.get(record.model, []) + [kinds.get(f.refers_to) for f in record.fields]
    found: dict[type[SQLModel], None] = {}

    def put(model: type[SQLModel], seen: tuple[type[SQLModel], ...] = ()) -> None:
        for one in above[model]:
            if one is not None and one not in found and one not in (*seen, model):
                put(one, (*seen, model))
        found[model] = None

    for record in subject.plugin.records:
        put(record.model)
    for model in subject.models:
        put(model)
    return list(found)


def _party(ctx: Context, number: int) -> Party:
    """The organisation and person of a row, registered when they are new."""
    which = SHARED[0] if number in SHARED else number
    user = ctx.session.execute(select(User.id).order_by(User.id).limit(1)).scalar()  # type: ignore[call-overload]
    if user is None:
        user = signed_up(ctx, ADMINISTRATOR).id
    name = f"Exempel Bolag {which} AB"
    organisation = ctx.organisations.find(name=name)
    if organisation is None:
        municipality = ctx.settings.municipality.code
        organisation = ctx.organisations.register(
            name, kind="company", country="SE", municipality=municipality
        )
        person = ctx.people.register(f"Kim Exempelsson {which}", email=f"kim.{which}@person.example")
        ctx.people.join(person.id, organisation.id, role="VD")
    person = ctx.people.at(organisation.id)[0]
    return Party(organisation.id, person.id, user, person.name, person.email)
