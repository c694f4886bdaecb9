"""The agreement of student, host and university: drafted from what is known, signed by each, ended."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, _
from utblick_university_node.models import (
    Assignment,
    AssignmentState,
    Match,
    MatchState,
    Triangle,
    TriangleState,
)
from utblick_university_node.queries import agreements as queries
from utblick_university_node.queries import assignments, institutions, students
from utblick_university_node.service.assignments import agree_assignment
from utblick_university_node.service.milestones import plan_usual

_PARTIES = ("student", "host", "school")
_DUTIES = {
    "student_duties": _(
        "Does the work in the agreed time, keeps the agreed meetings, treats what is learnt of the host "
        "with care, and presents the result to the host."
    ),
    "host_duties": _(
        "Names a supervisor with at least an hour a week for the student, gives the data and the access "
        "that the work needs, and pays agreed costs for travel and material."
    ),
    "school_duties": _(
        "Names a supervisor and an examiner, approves the subject, and answers for the student's insurance "
        "during studies."
    ),
    "terms": _(
        "The student owns the report. A degree project is a public document; what the host wants to keep "
        "secret is left out of it. Whoever wants to end the agreement early tells both of the others."
    ),
}


def draft_from_match(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Triangle:
    """Draft the agreement of a match to which all three have said yes."""
    match = students.match(ctx, match_id)
    if match.state != MatchState.APPROVED_SCHOOL:
        raise Conflict(_("All three must say yes before there is an agreement."))
    assignment = assignments.assignment(ctx, match.assignment_id)
    if queries.triangle_of_match(ctx, match.id) is not None:
        raise Conflict(_("There is an agreement of this match already."))
    return draft_triangle(ctx, _values(ctx, assignment, match))


def draft_triangle(ctx: Context, values: Mapping[str, Any]) -> Triangle:
    """Write an agreement down; duties that are left out are the usual ones."""
    assignment = assignments.assignment(ctx, values["assignment_id"])
    given = {name: value for name, value in values.items() if value is not None}
    usual = {name: ctx.translate(text) for name, text in _DUTIES.items() if not given.get(name)}
    institution_id = given.pop("institution_id", None) or assignment.institution_id
    if institution_id is None:
        raise Invalid({"assignment_id": _("The assignment has no university yet.")})
    row = Triangle(
        **{"title": assignment.title, **given, **usual},
        organisation_id=assignment.organisation_id,
        institution_id=institution_id,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    _check(row)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def update_triangle(ctx: Context, row: Triangle, changes: Mapping[str, Any]) -> Triangle:
    """Correct an agreement that nobody has signed yet."""
    if any(getattr(row, f"{party}_signed_on") for party in _PARTIES):
        raise Conflict(
            _("Somebody has signed. End this agreement and draft a new one instead of changing it.")
        )
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    return row


def sign_for_student(ctx: Context, triangle_id: UUID, answers: Mapping[str, Any]) -> Triangle:
    """Note the day on which the student signed."""
    return _sign(ctx, triangle_id, "student", answers)


def sign_for_host(ctx: Context, triangle_id: UUID, answers: Mapping[str, Any]) -> Triangle:
    """Note the day on which the host signed."""
    return _sign(ctx, triangle_id, "host", answers)


def sign_for_school(ctx: Context, triangle_id: UUID, answers: Mapping[str, Any]) -> Triangle:
    """Note the day on which the university signed."""
    return _sign(ctx, triangle_id, "school", answers)


def end_triangle(ctx: Context, triangle_id: UUID, answers: Mapping[str, Any]) -> Triangle:
    """Note that an agreement no longer holds."""
    row = queries.triangle(ctx, triangle_id)
    if row.state == TriangleState.ENDED:
        raise Conflict(_("The agreement has ended already."))
    row.state = TriangleState.ENDED
    return row


def _sign(ctx: Context, triangle_id: UUID, party: str, answers: Mapping[str, Any]) -> Triangle:
    row, name = queries.triangle(ctx, triangle_id), f"{party}_signed_on"
    if getattr(row, name) is not None or row.state != TriangleState.DRAFTED:
        raise Conflict(_("This signature has been noted already."))
    day = answers.get(name) or ctx.today
    if day > ctx.today:
        raise Invalid({name: _("The day has not come yet.")})
    setattr(row, name, day)
    if all(getattr(row, f"{one}_signed_on") for one in _PARTIES):
        row.state = TriangleState.SIGNED
        _conclude(ctx, row)
    return row


def _conclude(ctx: Context, row: Triangle) -> None:
    """All three have signed: the assignment is agreed, and its usual steps are planned."""
    assignment = assignments.assignment(ctx, row.assignment_id)
    if assignment.state == AssignmentState.MATCHED:
        agree_assignment(ctx, assignment.id, {"starts_on": row.starts_on, "ends_on": row.ends_on})
        plan_usual(ctx, assignment)


def _values(ctx: Context, assignment: Assignment, match: Match) -> dict[str, Any]:
    starts = assignment.starts_on or ctx.today
    ends = assignment.ends_on or starts + timedelta(weeks=assignment.weeks or 10)
    contact = institutions.contact(ctx, assignment.contact_id) if assignment.contact_id else None
    return {
        "assignment_id": assignment.id,
        "match_id": match.id,
        "student_id": match.student_id,
        "institution_id": match.institution_id or assignment.institution_id,
        "starts_on": starts,
        "ends_on": ends,
        "host_person_id": assignment.host_person_id,
        "school_person_id": contact.person_id if contact else None,
    }


def _check(row: Triangle) -> None:
    if row.ends_on < row.starts_on:
        raise Invalid({"ends_on": _("The end lies before the start.")})
