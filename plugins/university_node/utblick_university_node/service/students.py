"""The verbs of students: they come with their own consent, show interest, withdraw, and are forgotten."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Gone, Invalid, NotFound, Ref, _, add_task, in_steps, send_mail
from utblick_university_node.models import (
    WAITING,
    Match,
    MatchState,
    Student,
    StudentState,
)
from utblick_university_node.queries import assignments, institutions
from utblick_university_node.queries import students as queries
from utblick_university_node.service import links
from utblick_university_node.service.matches import close_match, propose_match
from utblick_university_node.settings import UniversityNodeSettings

_MOST_AT_ONCE = 10


def add_student(ctx: Context, values: Mapping[str, Any]) -> Student:
    """Note a student who has agreed to be known by the node, and until when that is kept."""
    given = {name: value for name, value in values.items() if value is not None}
    row = Student(**given, title="", created_at=ctx.now, updated_at=ctx.now)
    if row.person_id is not None and queries.student_of(ctx, row.person_id) is not None:
        raise Invalid({"person_id": _("This person is among the students already.")})
    row.consent_on = row.consent_on or ctx.today
    _name(ctx, row)
    _keep(ctx, row)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def update_student(ctx: Context, row: Student, changes: Mapping[str, Any]) -> Student:
    """Correct what is known of a student."""
    for name, value in changes.items():
        setattr(row, name, value)
    _name(ctx, row)
    return row


def rest_student(ctx: Context, student_id: UUID, answers: Mapping[str, Any]) -> Student:
    """Leave a student in peace for a while; nothing new is suggested."""
    row = queries.student(ctx, student_id)
    row.state = StudentState.RESTING
    return row


def wake_student(ctx: Context, student_id: UUID, answers: Mapping[str, Any]) -> Student:
    """Match a student again; the time of keeping begins anew."""
    row = queries.student(ctx, student_id)
    row.state = StudentState.ACTIVE
    _keep(ctx, row)
    return row


def show_interest(
    ctx: Context, assignment_id: UUID, *, name: str, email: str, words: str, values: Mapping[str, Any]
) -> Match:
    """Take a student's interest from the public page: person, consent, match, and a link to undo it."""
    assignment = assignments.public(ctx, assignment_id)
    if assignment is None:
        raise Gone(_("The assignment can no longer be applied for. Look at the others."))
    person = ctx.people.find(email=email) or ctx.people.register(
        name, email=email, language=ctx.language, legal_basis="consent"
    )
    student = queries.student_of(ctx, person.id) or add_student(ctx, {"person_id": person.id, **values})
    student.state, student.consent_on, student.withdrawn_on = StudentState.ACTIVE, ctx.today, None
    _keep(ctx, student)
    match = queries.pair(ctx, assignment.id, student.id)
    waiting = [one for one in queries.matches_of_student(ctx, student.id) if one.state in WAITING]
    if match is None and len(waiting) >= _MOST_AT_ONCE:
        raise Conflict(_("You have shown interest in many assignments. Wait for their answers first."))
    if match is None:
        match = propose_match(ctx, assignment.id, student.id, origin="interest", words=words)
    send_own_link(ctx, student)
    return match


def send_own_link(ctx: Context, student: Student) -> links.Made | None:
    """Mail a student the link to see what is held, take it along, or withdraw."""
    person = ctx.people.get(student.person_id) if student.person_id else None
    if person is None or not person.email:
        return None
    days = ctx.plugin_settings(UniversityNodeSettings).keep_interest_days
    to = links.Recipient(email=person.email, name=person.name, language=person.language, person_id=person.id)
    made = links.make_link(ctx, links.SELF, student.id, to, days=days)
    send_mail(
        ctx,
        "university_node/mail/own_data",
        to=person.email,
        language=made.link.language,
        ref=Ref("university_node", "student", student.id),
        name=person.name,
        key=made.url.rpartition("/")[2],
        key_until=made.link.expires_at,
        link=f"{made.url}?language={made.link.language}",
    )
    return made


def send_link(ctx: Context, student_id: UUID, answers: Mapping[str, Any]) -> Student:
    """Send the same link at a student's wish."""
    row = queries.student(ctx, student_id)
    if send_own_link(ctx, row) is None:
        raise Conflict(_("The student has no e-mail address in the register."))
    return row


def held_about(ctx: Context, student: Student) -> Mapping[str, Any]:
    """All that is held about a student here, for the student's own eyes and for taking along."""
    person = ctx.people.get(student.person_id) if student.person_id else None
    hidden = {"id", "version", "person_id", "institution_id", "note", "last_event_id"}
    return {
        "person": person.model_dump(include={"name", "email", "language"}, mode="json") if person else {},
        "student": student.model_dump(exclude=hidden, mode="json"),
        "matches": [
            one.model_dump(include=_SHOWN_OF_MATCH, mode="json")
            for one in queries.matches_of_student(ctx, student.id)
        ],
    }


_SHOWN_OF_MATCH = {"title", "state", "origin", "words", "created_at", "answer_by", "closed_on"}


def withdraw_consent(ctx: Context, student: Student) -> bool:
    """Let a student go at the student's own wish: everything at once, unless an agreement must be kept.

    Gives whether all of it is gone. If not, staff get the task to look at what is left.
    """
    for match in queries.matches_of_student(ctx, student.id):
        if match.state in WAITING:
            close_match(ctx, match, MatchState.DECLINED, party="student", reason="other")
    if _forget(ctx, student):
        return True
    student.state, student.withdrawn_on = StudentState.WITHDRAWN, ctx.today
    title = ctx.translate(_("A student has withdrawn the consent: see what can be erased"))
    add_task(ctx, title, about=Ref("university_node", "student", student.id), due_on=ctx.today)
    return False


def withdraw_by_link(ctx: Context, token: str) -> bool:
    """The same, by the student's own link."""
    link = links.open_link(ctx, token, links.SELF, to_answer=True)
    student = ctx.session.get(Student, link.record_id)
    if student is None:
        raise NotFound(_("Nothing is held about you here any more."))
    return withdraw_consent(links.use_link(ctx, link), student)


def forget_old(ctx: Context) -> int:
    """Forget interest that came to nothing long ago, and students of whom nothing else is left.

    The person leaves the register too, unless somebody else has use of them. Gives how many students went.
    """
    days = ctx.plugin_settings(UniversityNodeSettings).keep_interest_days
    closed_before, day = ctx.today - timedelta(days=days), ctx.today

    def empty(writing: Context, match_ids: Sequence[UUID]) -> int:
        emptied = queries.forgotten_matches(writing, closed_before, match_ids)
        for match in emptied:
            match.student_id, match.words = None, ""
        writing.session.flush()
        return len(emptied)

    def let_go(writing: Context, student_ids: Sequence[UUID]) -> int:
        students = queries.forgettable_students(writing, day, student_ids)
        return sum(_forget(writing, student) for student in students)

    in_steps(ctx, lambda looking: [m.id for m in queries.forgotten_matches(looking, closed_before)], empty)
    return in_steps(ctx, lambda looking: [s.id for s in queries.forgettable_students(looking, day)], let_go)


def _forget(ctx: Context, student: Student) -> bool:
    """Take a student out of what came to nothing, and away; False when something must be kept."""
    matches: Sequence[Match] = queries.matches_of_student(ctx, student.id)
    for match in matches:
        if match.state in (MatchState.DECLINED, MatchState.EXPIRED):
            match.student_id, match.words = None, ""
    ctx.session.flush()
    if queries.is_needed(ctx, student.id):
        return False
    person_id = student.person_id
    for link in queries.links_of_student(ctx, student.id, person_id):
        ctx.session.delete(link)
    ctx.session.delete(student)
    ctx.session.flush()
    if person_id is not None:
        ctx.people.let_go(person_id)
    return True


def _name(ctx: Context, row: Student) -> None:
    place = institutions.institution(ctx, row.institution_id).title if row.institution_id else ""
    row.title = ", ".join(part for part in (row.programme, place) if part)[:200] or ctx.translate(
        _("Student")
    )


def _keep(ctx: Context, row: Student) -> None:
    days = ctx.plugin_settings(UniversityNodeSettings).keep_interest_days
    row.keep_until = ctx.today + timedelta(days=days)
