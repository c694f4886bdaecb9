"""What the three perspectives think of a delivered assignment: asked by link, graded from 1 to 5."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Ref, _, add_task, finish_tasks
from utblick_university_node.events import SatisfactionGiven
from utblick_university_node.models import DONE_STATES, Assignment, KeyLink, Verdict
from utblick_university_node.queries import agreements as queries
from utblick_university_node.queries import assignments
from utblick_university_node.service import letters, links
from utblick_university_node.service.assignments import deliver_assignment
from utblick_university_node.service.milestones import close_all
from utblick_university_node.settings import UniversityNodeSettings

PERSPECTIVES = ("business", "university", "municipality")
_TASK = _("Grade the delivered assignment for the municipality")


def deliver_and_ask(ctx: Context, assignment_id: UUID, answers: Mapping[str, Any]) -> Assignment:
    """Note a delivery, and ask the three perspectives what they think of it."""
    assignment = deliver_assignment(ctx, assignment_id, answers)
    close_all(ctx, assignment)
    ask_perspectives(ctx, assignment)
    return assignment


def ask_perspectives(ctx: Context, assignment: Assignment) -> None:
    """Ask host and university by mail, and ourselves by a task; who has answered is not asked again."""
    days = ctx.plugin_settings(UniversityNodeSettings).link_valid_days
    held = {one.perspective: one for one in queries.verdicts_of(ctx, assignment.id)}
    for perspective in PERSPECTIVES:
        row = held.get(perspective) or Verdict(
            title=assignment.title,
            assignment_id=assignment.id,
            organisation_id=assignment.organisation_id,
            perspective=perspective,
            asked_on=ctx.today,
            created_at=ctx.now,
            updated_at=ctx.now,
        )
        ctx.session.add(row)
        ctx.session.flush()
        if row.state == "asked":
            letters.ask_for_grade(ctx, assignment, row.id, perspective, days=days)
        if perspective == "municipality" and row.state == "asked":
            about = Ref("university_node", "verdict", row.id)
            add_task(ctx, ctx.translate(_TASK), about=about, due_on=ctx.today, owner_id=assignment.owner_id)


def grade(ctx: Context, verdict_id: UUID, answers: Mapping[str, Any]) -> Verdict:
    """Note a grade from 1 to 5 and what was said, once."""
    row = queries.verdict(ctx, verdict_id)
    if row.state != "asked":
        raise Conflict(_("The grade has been given already."))
    if assignments.assignment(ctx, row.assignment_id).state not in DONE_STATES:
        raise Conflict(_("The assignment is not delivered. Only what was delivered is graded."))
    score = int(answers["score"])
    if not 1 <= score <= 5:
        raise Invalid({"score": _("Choose a number from 1 to 5.")})
    row.state, row.score, row.answered_on = "answered", score, ctx.today
    row.comment = answers.get("comment") or ""
    links.close_links(ctx, row.id, links.GRADE)
    finish_tasks(ctx, Ref("university_node", "verdict", row.id))
    ctx.publish(
        SatisfactionGiven(
            verdict_id=row.id,
            assignment_id=row.assignment_id,
            organisation_id=row.organisation_id,
            perspective=row.perspective,
            score=score,
        )
    )
    return row


def grade_by_link(ctx: Context, link: KeyLink, answers: Mapping[str, Any]) -> Verdict:
    """The same, by the perspective's own link, which is used up."""
    return grade(links.use_link(ctx, link), link.record_id, answers)
