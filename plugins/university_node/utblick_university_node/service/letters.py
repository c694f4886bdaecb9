"""The letters of the node: to companies, students and universities, each in the reader's language."""

from uuid import UUID

from utblick.api import Context, Ref, _, send_mail
from utblick_university_node.models import Assignment, Match
from utblick_university_node.queries import assignments, institutions
from utblick_university_node.queries import students as students_queries
from utblick_university_node.service import links


def ask_party(ctx: Context, match: Match, party: str, *, reminder: bool = False) -> links.Made | None:
    """Mail the party whose turn it is a link to answer by; None when nobody there has an address."""
    assignment = assignments.assignment(ctx, match.assignment_id)
    to = recipient(ctx, party, assignment, match)
    if not to.email:
        return None
    days = max(1, (match.answer_by - ctx.today).days + 1)
    made = links.make_link(ctx, links.ANSWER, match.id, to, days=days, party=party)
    send_mail(
        ctx,
        f"university_node/mail/answer_{party}",
        to=to.email,
        language=made.link.language,
        ref=Ref("university_node", "match", match.id),
        reminder=_("Reminder –") if reminder else "",
        name=to.name,
        title=assignment.title_en if made.link.language == "en" and assignment.title_en else assignment.title,
        company=ctx.organisations.get(assignment.organisation_id).name,
        key=made.url.rpartition("/")[2],
        key_until=made.link.expires_at,
        link=f"{made.url}?language={made.link.language}",
        until=match.answer_by,
    )
    return made


def ask_for_grade(
    ctx: Context, assignment: Assignment, verdict_id: UUID, perspective: str, *, days: int
) -> links.Made | None:
    """Mail one of the perspectives a link to its short survey; None when nobody there has an address."""
    party = {"business": "company", "university": "school"}.get(perspective, "")
    to = recipient(ctx, party, assignment) if party else links.Recipient()
    if not to.email:
        return None
    made = links.make_link(ctx, links.GRADE, verdict_id, to, days=days, party=perspective)
    send_mail(
        ctx,
        "university_node/mail/grade",
        to=to.email,
        language=made.link.language,
        ref=Ref("university_node", "assignment", assignment.id),
        name=to.name,
        title=assignment.title_en if made.link.language == "en" and assignment.title_en else assignment.title,
        key=made.url.rpartition("/")[2],
        key_until=made.link.expires_at,
        link=f"{made.url}?language={made.link.language}",
        until=made.link.expires_at,
    )
    return made


def recipient(
    ctx: Context, party: str, assignment: Assignment, match: Match | None = None
) -> links.Recipient:
    """Who answers for a party: the named person, else whoever there has an address."""
    people = []
    if party == "company":
        named = ctx.people.get(assignment.host_person_id) if assignment.host_person_id else None
        people = [*([named] if named else []), *ctx.people.at(assignment.organisation_id)]
    elif party == "student" and match is not None and match.student_id is not None:
        student = students_queries.student(ctx, match.student_id)
        people = [ctx.people.get(student.person_id)] if student.person_id else []
    elif party == "school":
        institution_id = match.institution_id if match else assignment.institution_id
        known = institutions.contacts(ctx, institution_id) if institution_id else []
        first = sorted(known, key=lambda one: one.id != assignment.contact_id)
        people = [ctx.people.get(one.person_id) for one in first if one.person_id]
    person = next((one for one in people if one.email), None)
    if person is None:
        return links.Recipient()
    return links.Recipient(
        email=person.email, name=person.name, language=person.language, person_id=person.id
    )
