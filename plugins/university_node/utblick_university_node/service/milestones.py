"""The steps of an assignment: planned with a task, done together with it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Context, Ref, _, add_task, finish_tasks
from utblick_university_node.models import Assignment, Milestone
from utblick_university_node.queries import assignments as queries
from utblick_university_node.service.telling import move

_MOVED = _("The step has been done meanwhile.")


def plan_milestone(ctx: Context, values: Mapping[str, Any]) -> Milestone:
    """Plan a step, and put it among the tasks of whoever is in charge of the assignment."""
    row = Milestone(**values, created_at=ctx.now, updated_at=ctx.now)
    assignment = queries.assignment(ctx, row.assignment_id)
    ctx.session.add(row)
    ctx.session.flush()
    _task(ctx, row, assignment)
    return row


def update_milestone(ctx: Context, row: Milestone, changes: Mapping[str, Any]) -> Milestone:
    """Correct a step; its task follows."""
    before = row.title
    for name, value in changes.items():
        setattr(row, name, value)
    if row.state == "planned":
        assignment = queries.assignment(ctx, row.assignment_id)
        finish_tasks(ctx, Ref("university_node", "assignment", assignment.id), before)
        _task(ctx, row, assignment)
    return row


def finish_milestone(ctx: Context, milestone_id: UUID, answers: Mapping[str, Any]) -> Milestone:
    """Note that a step has been taken."""
    row = queries.milestone(ctx, milestone_id)
    move(row, "done", "planned", otherwise=_MOVED)
    row.done_on = ctx.today
    finish_tasks(ctx, Ref("university_node", "assignment", row.assignment_id), row.title)
    return row


def close_all(ctx: Context, assignment: Assignment) -> None:
    """The steps of an assignment that was delivered are done."""
    for row in queries.milestones(ctx, assignment.id):
        if row.state == "planned":
            finish_milestone(ctx, row.id, {})


def plan_usual(ctx: Context, assignment: Assignment) -> None:
    """Plan the steps that every assignment has: start, half-way, hand over."""
    if assignment.starts_on is None or assignment.ends_on is None or queries.milestones(ctx, assignment.id):
        return
    halfway = assignment.starts_on + (assignment.ends_on - assignment.starts_on) / 2
    for title, day in (
        (_("Start meeting of student, host and supervisor"), assignment.starts_on),
        (_("Half-way meeting"), halfway),
        (_("Present the result to the host"), assignment.ends_on),
    ):
        values = {"title": ctx.translate(title), "assignment_id": assignment.id, "due_on": day}
        plan_milestone(ctx, values)


def _task(ctx: Context, row: Milestone, assignment: Assignment) -> None:
    about = Ref("university_node", "assignment", assignment.id)
    add_task(ctx, row.title, about=about, due_on=row.due_on, owner_id=assignment.owner_id)
