"""C14: what a plugin holds about a person can be told to them, and is gone when they ask for it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from sqlalchemy import JSON, Column, Table, select, update
from sqlmodel import col

from utblick.declare import Field, Kind, RecordType
from utblick.identity.models import Person
from utblick.testing.conformance.rule import Finding, NotTried, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.houses import ROWS
from utblick.testing.conformance.subject.sources import place_in, place_of, said

if TYPE_CHECKING:
    from utblick.platform import Platform

NAME, EMAIL, PHONE = "Marika Märkbar", "marika.markbar@person.example", "070-174 06 99"
MARKS = (NAME, EMAIL, PHONE)
"""What the rule looks for afterwards: no other row holds it."""
_BY_KIND = {Kind.EMAIL: EMAIL, Kind.PHONE: PHONE}


def erasable(subject: Subject) -> Iterator[Finding]:
    """Fill in a person wherever a person can stand; export; erase; look through every text."""
    held = [
        (record, field) for record in subject.plugin.records for field in record.fields if _is_personal(field)
    ]
    points = [table for table in _tables(subject) if _people_columns(table)]
    declared = subject.plugin.personal_data
    if declared is None:
        yield from _undeclared(subject, held, points)
        return
    if not held and not points:
        raise NotTried("The plugin has no field about people.")
    with subject.houses.house(ROWS[1]) as platform:
        person = _marked(platform, subject, held)
        before = _found(platform, subject)
        try:
            with platform.write() as ctx:
                told = msgspec.json.encode(declared.export(ctx, person)).decode()
        except Exception as error:
            mend = "Give plain values by table: texts, numbers, days and ids."
            what = f"The export of a person's data fails: {said(error)}."
            yield Finding(place_in(error, subject.folder), what, mend)
            return
        for table, column, mark in sorted(before):
            if mark not in told:
                yield Finding(
                    place_of(declared.export),
                    f"The export does not tell what {table}.{column} holds about a person.",
                    "Add it to what `export` returns.",
                )
        try:
            with platform.write() as ctx:
                declared.erase(ctx, person)
        except Exception as error:
            mend = "Empty or delete what is about the person; the core erases the person itself afterwards."
            what = f"The erasure of a person fails: {said(error)}."
            yield Finding(place_in(error, subject.folder), what, mend)
            return
        for table, column, _mark in sorted(_found(platform, subject)):
            yield Finding(
                place_of(declared.erase),
                f"After the erasure {table}.{column} still names the person.",
                "Empty it in `erase`.",
            )


def _undeclared(
    subject: Subject, held: list[tuple[RecordType, Field]], points: list[Table]
) -> Iterator[Finding]:
    mend = "Say in `register_personal_data()` for what it is held, how it is exported and how it is erased."
    for record, field in held:
        yield Finding(
            subject.sources.literal(field.name),
            f"The field {record.kind}.{field.name} is about people, and the plugin says nothing of it.",
            mend,
        )
    if points and not held:
        model = next(model for model in subject.models if model.__table__ is points[0])  # type: ignore[attr-defined]
        yield Finding(
            place_of(model),
            f"The table {points[0].name} points at people, and the plugin says nothing of it.",
            mend,
        )


def _is_personal(field: Field) -> bool:
    return field.personal or field.kind is Kind.PERSON


def _marked(platform: "Platform", subject: Subject, held: list[tuple[RecordType, Field]]) -> UUID:
    """Give the person of the seeded rows names that are found again, wherever they can stand."""
    with platform.write() as ctx:
        person: UUID = ctx.session.execute(
            select(col(Person.id)).order_by(col(Person.id)).limit(1)
        ).scalar_one()
        changed = update(Person).where(col(Person.id) == person)
        ctx.session.connection().execute(changed.values(name=NAME, email=EMAIL, phone=PHONE))
        for record, field in held:
            table = record.model.__table__  # type: ignore[attr-defined]
            value = person if field.kind is Kind.PERSON else _BY_KIND.get(field.kind, NAME)
            if field.kind is Kind.PERSON or _is_text(table.c[field.name]):
                ctx.session.connection().execute(update(table).values({field.name: value}))
        for table in _tables(subject):
            for column in _people_columns(table):
                ctx.session.connection().execute(update(table).values({column.name: person}))
    return person


def _found(platform: "Platform", subject: Subject) -> set[tuple[str, str, str]]:
    """The texts in the plugin's tables that name the person: table, column and what was found."""
    found = set()
    with platform.database.engine.connect() as connection:
        for table in _tables(subject):
            columns = [column for column in table.columns if _is_text(column)]
            for row in connection.execute(select(*columns)).mappings() if columns else ():
                for column in columns:
                    written = _written(row[column.name])
                    found |= {(table.name, column.name, mark) for mark in MARKS if mark in written}
    return found


def _written(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _tables(subject: Subject) -> list[Table]:
    return [model.__table__ for model in subject.models]  # type: ignore[attr-defined]


def _people_columns(table: Table) -> list[Column[Any]]:
    """The columns that point at people."""
    return [
        column
        for column in table.columns
        if any(key.column.table.name == "core_person" for key in column.foreign_keys)
    ]


def _is_text(column: Column[Any]) -> bool:
    from utblick.testing.conformance.rows.values import python_type

    return isinstance(column.type, JSON) or python_type(column) is str


C14 = Rule(
    "C14",
    "What it holds about a person is exported, and gone after the erasure.",
    erasable,
    after=("C01", "C04"),
)
