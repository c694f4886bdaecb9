"""What the university node holds about people: students, contacts, experts, and who answers for a host."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import select

from utblick.api import Context, PersonalData, _
from utblick_university_node.models import (
    WAITING,
    Assignment,
    Expert,
    ExpertState,
    KeyLink,
    Match,
    Need,
    NodeContact,
    Placement,
    Student,
    Triangle,
)
from utblick_university_node.queries import students as queries

_INSIDE = {"version", "token_hash", "last_event_id", "delivered_event_id", "first_event_id", "reasons"}
_NAMED: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (NodeContact, ("person_id",)),
    (Expert, ("person_id",)),
    (Need, ("person_id",)),
    (Assignment, ("host_person_id",)),
    (Triangle, ("host_person_id", "school_person_id")),
)
"""Rows that name a person in a role, and stay when the person goes."""
_OF_STUDENTS: tuple[Any, ...] = (Match, Triangle, Placement)


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The student with matches, agreements and placements, and every role and link of the person."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for model, columns in _NAMED:
        held = found.setdefault(model.__tablename__, [])
        held += [_row(one) for one in ctx.people.rows(model, person_id, by=columns)]
    students = _students(ctx, person_id)
    found[str(Student.__tablename__)] = [_row(one) for one in students]
    for model in _OF_STUDENTS:
        rows = [one for student in students for one in _of_student(ctx, model, student.id)]
        found.setdefault(model.__tablename__, []).extend(_row(one) for one in rows)
    found[str(KeyLink.__tablename__)] = [_row(one) for one in _links(ctx, person_id)]
    return found


def erase(ctx: Context, person_id: UUID) -> int:
    """Take the person out of every role, the student away, and the links with both."""
    touched: list[Any] = []
    for student in _students(ctx, person_id):
        touched += _erase_student(ctx, student)
    for model, columns in _NAMED:
        for row in ctx.people.rows(model, person_id, by=columns):
            for name in columns:
                if getattr(row, name) == person_id:
                    setattr(row, name, None)
            if isinstance(row, Expert):
                row.state, row.consent_on, row.hidden_on = ExpertState.HIDDEN, None, ctx.today
            touched.append(row)
    for link in _links(ctx, person_id):
        ctx.session.delete(link)
        touched.append(link)
    ctx.session.flush()
    return len(touched)


def _erase_student(ctx: Context, student: Student) -> list[Any]:
    rows: list[Any] = []
    for model in _OF_STUDENTS:
        for row in _of_student(ctx, model, student.id):
            row.student_id = None
            if isinstance(row, Match):
                row.words = ""
                if row.state in WAITING:
                    row.state, row.closed_on = "expired", ctx.today
            rows.append(row)
    ctx.session.flush()
    for link in queries.links_of_student(ctx, student.id, student.person_id):
        ctx.session.delete(link)
        rows.append(link)
    ctx.session.delete(student)
    ctx.session.flush()
    return [*rows, student]


def _students(ctx: Context, person_id: UUID) -> Sequence[Student]:
    return ctx.people.rows(Student, person_id)


def _of_student(ctx: Context, model: Any, student_id: UUID) -> Sequence[Any]:
    return ctx.session.exec(select(model).where(model.student_id == student_id)).all()


def _links(ctx: Context, person_id: UUID) -> Sequence[KeyLink]:
    return ctx.people.rows(KeyLink, person_id, email="recipient_email")


def _row(row: Any) -> Mapping[str, Any]:
    kept: Mapping[str, Any] = row.model_dump(exclude=_INSIDE)
    return kept


PERSONAL_DATA = PersonalData(
    purposes=(
        _("To bring students who have agreed to it together with companies and universities."),
        _("To know whom to talk to at universities and companies about an assignment."),
        _("To let companies find experts who have agreed to be found."),
    ),
    export=export,
    erase=erase,
    legal_basis=(_("Consent (article 6.1 a) of students and experts; public interest (article 6.1 e)."),),
    people=(_("Students, experts, and contact persons at universities and companies."),),
    recipients=(_("Staff of the municipality, and those to whom the student has said yes."),),
    retention=_(
        "Interest that came to nothing is erased after a year. Agreements are kept, and name nobody "
        "who has been erased."
    ),
)
