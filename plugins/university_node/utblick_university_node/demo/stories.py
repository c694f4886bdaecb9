"""How the needs of the demonstration become assignments, step by step."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from utblick.api import Context
from utblick_university_node.demo.needs import STORIES, Story
from utblick_university_node.demo.places import Node, days_ago
from utblick_university_node.models import Assignment, Institution, Match
from utblick_university_node.queries import agreements
from utblick_university_node.queries import assignments as assignment_queries
from utblick_university_node.queries import needs as need_queries
from utblick_university_node.service import (
    assignments,
    matches,
    milestones,
    needs,
    students,
    triangles,
    verdicts,
)

_STEPS = ("drafted", "published", "interest", "matched", "agreed", "under_way", "delivered", "followed_up")


def all_stories(ctx: Context, node: Node) -> list[Iterator[datetime]]:
    """The stories, each of which says before every step when that happens."""
    return [*(_story(ctx, node, number, one) for number, one in enumerate(STORIES, 1)), _own_words(ctx)]


def _story(ctx: Context, node: Node, number: int, story: Story) -> Iterator[datetime]:
    reached = _STEPS.index(story.until)
    yield _day(ctx, story.days)
    school = node.schools["hig" if number % 2 else "miun"]
    assignment = _choose(days_ago(ctx, story.days), story, school, is_last=reached == 0)
    if assignment is None:
        return
    yield _day(ctx, story.days - 3)
    last = ctx.today + timedelta(days=45) if not story.ends else ctx.today - timedelta(days=story.days - 25)
    values = {"visibility": story.visibility, "interest_until": last}
    assignments.publish_assignment(days_ago(ctx, story.days - 3), assignment.id, values)
    if story.ends:
        yield _day(ctx, story.days - 28)
        _end(days_ago(ctx, story.days - 28), assignment, story.ends)
        return
    if reached < _STEPS.index("interest"):
        return
    day = story.days - 12 if reached > _STEPS.index("interest") else 9
    yield _day(ctx, day)
    match = _interest(days_ago(ctx, day), node, assignment, number)
    if reached >= _STEPS.index("matched"):
        yield from _carried_out(ctx, story, assignment, match, reached)


def _carried_out(
    ctx: Context, story: Story, assignment: Assignment, match: Match, reached: int
) -> Iterator[datetime]:
    day = story.days - 20
    for verb in (matches.accept_for_company, matches.accept_for_student, matches.approve_for_school):
        yield _day(ctx, day)
        verb(days_ago(ctx, day), match.id, {})
        day -= 2
    if reached < _STEPS.index("agreed"):
        return
    yield _day(ctx, day)
    then = days_ago(ctx, day)
    weeks = 14 if reached >= _STEPS.index("delivered") else 30
    assignment.starts_on = then.today + timedelta(days=14 if reached > _STEPS.index("agreed") else 70)
    assignment.ends_on = then.today + timedelta(weeks=weeks)
    triangle = triangles.draft_from_match(then, match.id, {})
    for sign in (triangles.sign_for_student, triangles.sign_for_host, triangles.sign_for_school):
        sign(then, triangle.id, {})
    if reached < _STEPS.index("under_way"):
        return
    yield _day(ctx, day - 14)
    begun = days_ago(ctx, day - 14)
    assignments.start_assignment(begun, assignment.id, {})
    for step in assignment_queries.milestones(begun, assignment.id):
        if step.due_on < ctx.today:
            milestones.finish_milestone(begun, step.id, {})
    if reached >= _STEPS.index("delivered"):
        yield from _delivered(ctx, story, assignment, day - 100, reached)


def _delivered(
    ctx: Context, story: Story, assignment: Assignment, day: int, reached: int
) -> Iterator[datetime]:
    yield _day(ctx, day)
    done = {"student_hours": (assignment.credits or 15) * 27, "result_url": "https://www.diva-portal.org"}
    verdicts.deliver_and_ask(days_ago(ctx, day), assignment.id, done)
    yield _day(ctx, day - 6)
    grades = dict(zip(verdicts.PERSPECTIVES, story.grades, strict=True))
    for asked in agreements.verdicts_of(ctx, assignment.id):
        if not grades[asked.perspective]:
            continue
        said = story.said if asked.perspective == "business" else ""
        given = {"score": grades[asked.perspective], "comment": said}
        verdicts.grade(days_ago(ctx, day - 6), asked.id, given)
    if reached >= _STEPS.index("followed_up"):
        yield _day(ctx, day - 30)
        outcome = {"outcome": story.said, "hired": story.hired}
        assignments.follow_up_assignment(days_ago(ctx, day - 30), assignment.id, outcome)


def _choose(ctx: Context, story: Story, school: Institution, *, is_last: bool) -> Assignment | None:
    """Write the need down and choose the first subject; None for a need that still waits for that."""
    values = {
        "organisation_id": host_of(ctx, story.host),
        "unit": story.unit,
        "problem": story.problem,
        "help_wanted": story.help_wanted,
        "wanted_when": story.when,
        "country": story.country,
        "owner_id": ctx.actor.id,
    }
    need = needs.state_need(ctx, values)
    if is_last:
        return None
    drafts = need_queries.drafts(ctx, need.id)
    draft = next((one for one in drafts if one.institution_id == school.id), drafts[0])
    return needs.choose_draft(ctx, draft.id, {"kind": story.kind or None})


def _interest(ctx: Context, node: Node, assignment: Assignment, number: int) -> Match:
    """A student asks for the assignment; for some there is another one who does not fit."""
    match = _asks(ctx, node, assignment, number)
    if number % 3 == 0:
        other = _asks(ctx, node, assignment, number + 20)
        reason = {"declined_by": "company", "declined_reason": "wrong_time"}
        matches.decline_match(ctx, other.id, reason)
    return match


def _asks(ctx: Context, node: Node, assignment: Assignment, number: int) -> Match:
    person = ctx.people.register(
        f"Demo Student {number}", email=f"demo.student{number}@student.example", legal_basis="consent"
    )
    school = assignment.institution_id or node.schools["miun"].id
    student = students.add_student(
        ctx,
        {
            "person_id": person.id,
            "institution_id": school,
            "programme": "Demoprogrammet",
            "level": assignment.level,
            "fields": [assignment.field] if assignment.field else [],
            "languages": ["sv", "en"],
        },
    )
    words = "Demo: jag har läst kurser inom området och bor i närheten."
    return matches.propose_match(ctx, assignment.id, student.id, origin="interest", words=words)


def _end(ctx: Context, assignment: Assignment, how: str) -> None:
    if how == "expired":
        assignments.expire_assignments(ctx)
    else:
        reason = {"closed_reason": "Demo: företaget hade inte tid att handleda."}
        assignments.withdraw_assignment(ctx, assignment.id, reason)


def _own_words(ctx: Context) -> Iterator[datetime]:
    """A company has written its need by its own link, yesterday."""
    yield _day(ctx, 1)
    then = days_ago(ctx, 1)
    values = {
        "organisation_id": host_of(then, "Exempel Honung AB"),
        "problem": "Etiketten på våra burkar syns inte i butiken.",
        "help_wanted": "Grafisk form och förpackning",
        "wanted_when": "half_year",
        "source": "company",
    }
    needs.state_need(then, values)


def host_of(ctx: Context, name: str) -> UUID:
    """The company of that name, or the municipality itself; added where the core's demo has none."""
    municipality = ctx.settings.municipality
    own = name or municipality.name
    found = ctx.organisations.find(name=own)
    kind = "company" if name else "municipality"
    host = found or ctx.organisations.register(own, kind=kind, country="SE", municipality=municipality.code)
    if not any(one.email for one in ctx.people.at(host.id)):
        person = ctx.people.register("Demo Handledare", email="demo.handledare@exempel.example")
        ctx.people.join(person.id, host.id, role="Handledare")
    return host.id


def _day(ctx: Context, days: int) -> datetime:
    return ctx.now - timedelta(days=days)
