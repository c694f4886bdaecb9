"""The days of the node: when seasons close and begin, and when assignments and their steps are due."""

from collections.abc import Iterator
from datetime import date

from utblick.api import Calendar, Context, Msg, Occasion, Ref, _
from utblick_university_node.models import Assignment, AssignmentState
from utblick_university_node.permissions import READ
from utblick_university_node.queries import days, institutions


def seasons(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The last day to advertise and the day on which students begin, for each season."""
    names = institutions.names(ctx)
    for row in days.seasons_with_days(ctx, since, until):
        what = f"{row.title}, {names.get(row.institution_id, '')}"
        link = f"/university_node/season?season={row.id}"
        yield Occasion(
            key=f"{row.id}-advertise",
            title=_("Last day to advertise: {season}", season=what),
            start=row.advertise_until,
            changed_at=row.updated_at,
            link=link,
        )
        yield Occasion(
            key=f"{row.id}-start",
            title=_("Students begin: {season}", season=what),
            start=row.starts_on,
            changed_at=row.updated_at,
            link=link,
        )


def assignments(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """What is due of each assignment: the last day for interest, the end, or the follow-up."""
    for row in days.assignments_with_days(ctx, since, until):
        assert row.next_on is not None
        yield Occasion(
            key=row.id,
            title=_due(row),
            start=row.next_on,
            changed_at=row.updated_at,
            link=Ref("university_node", "assignment", row.id),
        )


def _due(row: Assignment) -> Msg:
    if row.state in (AssignmentState.IDEA, AssignmentState.PUBLISHED):
        return _("Last day for interest: {title}", title=row.title)
    if row.state == AssignmentState.DELIVERED:
        return _("Follow up: {title}", title=row.title)
    return _("To be done by then: {title}", title=row.title)


def steps(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The steps of assignments that have not been taken."""
    for row, title in days.steps_with_days(ctx, since, until):
        yield Occasion(
            key=row.id,
            title=row.title,
            start=row.due_on,
            changed_at=row.updated_at,
            text=title,
            link=Ref("university_node", "milestone", row.id),
        )


CALENDARS = (
    Calendar(
        name="university_node.seasons",
        title=_("Seasons of the universities"),
        load=seasons,
        permission=READ,
        icon="school",
    ),
    Calendar(
        name="university_node.assignments",
        title=_("Assignments"),
        load=assignments,
        permission=READ,
        icon="notebook",
    ),
    Calendar(
        name="university_node.steps",
        title=_("Steps of assignments"),
        load=steps,
        permission=READ,
        icon="flag",
    ),
)
