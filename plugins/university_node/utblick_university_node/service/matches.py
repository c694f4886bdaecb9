"""The verbs of matches: proposed, answered by company, student and university in turn, declined, expired."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Ref, _, add_task, in_steps
from utblick_university_node.events import (
    MatchAccepted,
    MatchApproved,
    MatchDeclined,
    MatchExpired,
    MatchProposed,
)
from utblick_university_node.models import (
    WAITING,
    Assignment,
    AssignmentState,
    KeyLink,
    Match,
    MatchState,
    Student,
    StudentState,
)
from utblick_university_node.queries import assignments
from utblick_university_node.queries import students as queries
from utblick_university_node.service import letters, links
from utblick_university_node.service.assignments import match_assignment
from utblick_university_node.service.fitting import reasons_for
from utblick_university_node.service.telling import move, tell, university_of
from utblick_university_node.settings import UniversityNodeSettings

_MOVED = _("The match has already been answered. Load the page again to see where it stands.")

TURN = {
    MatchState.PROPOSED: "company",
    MatchState.ACCEPTED_COMPANY: "student",
    MatchState.ACCEPTED_STUDENT: "school",
}
"""Whose answer a match waits for."""


def propose_match(
    ctx: Context, assignment_id: UUID, student_id: UUID, *, origin: str = "suggested", words: str = ""
) -> Match:
    """Propose a student for an assignment, and ask the host first."""
    assignment, student = assignments.assignment(ctx, assignment_id), queries.student(ctx, student_id)
    if assignment.state not in (AssignmentState.IDEA, AssignmentState.PUBLISHED):
        raise Conflict(_("The assignment no longer looks for a student."))
    if queries.pair(ctx, assignment.id, student.id) is not None:
        raise Conflict(_("The student is proposed for this assignment already."))
    row = Match(
        title=assignment.title,
        assignment_id=assignment.id,
        student_id=student.id,
        organisation_id=assignment.organisation_id,
        institution_id=student.institution_id or assignment.institution_id,
        origin=origin,
        words=words,
        reasons=reasons_for(ctx, assignment, student).reasons,
        answer_by=_answer_by(ctx),
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    tell(ctx, row, MatchProposed(**_facts(ctx, row), origin=origin), cause=assignment.last_event_id)
    _ask(ctx, row)
    return row


def create_match(ctx: Context, values: Mapping[str, Any]) -> Match:
    """The same, from the form of records."""
    return propose_match(ctx, values["assignment_id"], values["student_id"], words=values.get("words") or "")


def accept_for_company(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Note that the host wants the student; the student is asked next."""
    row = queries.match(ctx, match_id)
    move(row, MatchState.ACCEPTED_COMPANY, MatchState.PROPOSED, otherwise=_MOVED)
    row.company_on = ctx.today
    tell(ctx, row, MatchAccepted(**_facts(ctx, row), party="company"))
    return _next(ctx, row, "company")


def accept_for_student(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Note that the student wants the assignment; the university is asked next."""
    row = queries.match(ctx, match_id)
    move(row, MatchState.ACCEPTED_STUDENT, MatchState.ACCEPTED_COMPANY, otherwise=_MOVED)
    row.student_on = ctx.today
    tell(ctx, row, MatchAccepted(**_facts(ctx, row), party="student"))
    return _next(ctx, row, "student")


def approve_for_school(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Note that the university approves: the assignment is matched, and the others hear that it is taken."""
    row = queries.match(ctx, match_id)
    move(row, MatchState.APPROVED_SCHOOL, MatchState.ACCEPTED_STUDENT, otherwise=_MOVED)
    row.school_on = row.closed_on = ctx.today
    approved = tell(ctx, row, MatchApproved(**_facts(ctx, row)))
    links.close_links(ctx, row.id, links.ANSWER)
    if row.student_id is not None:
        queries.student(ctx, row.student_id).state = StudentState.RESTING
    assignment = assignments.assignment(ctx, row.assignment_id)
    ctx.session.flush()
    if len(queries.approved(ctx, assignment.id)) >= assignment.students:
        _close_others(ctx, assignment, row)
    if assignment.state in (AssignmentState.IDEA, AssignmentState.PUBLISHED):
        assignment.last_event_id = approved
        match_assignment(ctx, assignment.id, {"institution_id": row.institution_id})
    return row


def decline_match(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Note that one of the parties says no, and why."""
    row = queries.match(ctx, match_id)
    if row.state not in WAITING:
        raise Conflict(_MOVED)
    party = answers.get("declined_by") or TURN[MatchState(row.state)]
    row.comment = answers.get("comment") or ""
    close_match(ctx, row, MatchState.DECLINED, party=party, reason=answers["declined_reason"])
    return row


def close_match(ctx: Context, row: Match, target: MatchState, *, party: str, reason: str = "") -> None:
    """End a match that came to nothing, and tell the rest of the house."""
    row.state, row.closed_on = target, ctx.today
    links.close_links(ctx, row.id, links.ANSWER)
    if target == MatchState.EXPIRED:
        tell(ctx, row, MatchExpired(**_facts(ctx, row), party=party))
        return
    row.declined_by, row.declined_reason = party, reason
    tell(ctx, row, MatchDeclined(**_facts(ctx, row), party=party, reason=reason))


def answer_by_link(
    ctx: Context, link: KeyLink, *, accepts: bool, reason: str = "", comment: str = ""
) -> Match:
    """Take a party's own answer, and use its link up."""
    row = queries.match(ctx, link.record_id)
    if TURN.get(MatchState(row.state)) != link.party:
        raise Conflict(_("This has been answered in another way meanwhile. Ask the municipality."))
    if not accepts and not reason:
        raise Invalid({"reason": _("Say briefly why, so that the next suggestion fits better.")})
    by_link = links.use_link(ctx, link)
    if not accepts:
        said = {"declined_by": link.party, "declined_reason": reason, "comment": comment}
        return decline_match(by_link, row.id, said)
    accept = {"company": accept_for_company, "student": accept_for_student, "school": approve_for_school}
    return accept[link.party](by_link, row.id, {})


def ask_again(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Give the party that has not answered a new letter and the full time once more."""
    row = queries.match(ctx, match_id)
    if row.state not in WAITING:
        raise Conflict(_MOVED)
    row.answer_by, row.reminded_on = _answer_by(ctx), None
    _ask(ctx, row)
    return row


def expire_matches(ctx: Context) -> int:
    """End matches whose party has not answered in time; gives how many."""
    day = ctx.today
    return in_steps(
        ctx,
        lambda looking: [row.id for row in queries.waiting(looking, before=day, limit=100_000)],
        lambda writing, some: _expire(writing, queries.waiting(writing, before=day, among=some)),
    )


def _expire(ctx: Context, overdue: Sequence[Match]) -> int:
    for row in overdue:
        close_match(ctx, row, MatchState.EXPIRED, party=TURN[MatchState(row.state)])
    return len(overdue)


def remind_parties(ctx: Context) -> int:
    """Remind each party once before its time is out, and tell whoever is in charge; gives how many."""
    days = ctx.plugin_settings(UniversityNodeSettings).remind_before_days
    if not days:
        return 0
    due = queries.waiting(ctx, before=ctx.today + timedelta(days=days))
    due = [row for row in due if row.reminded_on is None]
    for row in due:
        row.reminded_on = ctx.today
        letters.ask_party(ctx, row, TURN[MatchState(row.state)], reminder=True)
        owner = assignments.assignment(ctx, row.assignment_id).owner_id
        title = ctx.translate(_("A match is about to expire without an answer"))
        about = Ref("university_node", "match", row.id)
        add_task(ctx, title, about=about, due_on=row.answer_by, owner_id=owner)
    return len(due)


def _next(ctx: Context, row: Match, answered: str) -> Match:
    """Ask whose turn it is now, with the full time to answer."""
    links.close_links(ctx, row.id, links.ANSWER, answered)
    row.answer_by, row.reminded_on = _answer_by(ctx), None
    _ask(ctx, row)
    return row


def _ask(ctx: Context, row: Match) -> None:
    letters.ask_party(ctx, row, TURN[MatchState(row.state)])


def _close_others(ctx: Context, assignment: Assignment, taken: Match) -> None:
    for other in queries.matches_of(ctx, assignment.id):
        if other.id != taken.id and other.state in WAITING:
            close_match(ctx, other, MatchState.DECLINED, party="company", reason="other_found")


def _answer_by(ctx: Context) -> Any:
    return ctx.today + timedelta(days=ctx.plugin_settings(UniversityNodeSettings).answer_days)


def _facts(ctx: Context, row: Match) -> dict[str, Any]:
    return {
        "match_id": row.id,
        "assignment_id": row.assignment_id,
        "organisation_id": row.organisation_id,
        "university_id": university_of(ctx, row.institution_id),
    }


def name_of_student(ctx: Context, student: Student | None) -> str:
    """What a student is called; nothing for one who has been forgotten."""
    return ctx.people.get(student.person_id).name if student and student.person_id else ""
