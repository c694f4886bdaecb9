"""The days of partnerships: until when to apply, to report and to renew, and when the arena meets."""

from collections.abc import Iterator
from datetime import date

from utblick.api import Calendar, Context, Occasion, Ref, _
from utblick_partnerships.models import MeetingState
from utblick_partnerships.permissions import READ
from utblick_partnerships.queries import days


def calls(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The deadlines of calls, at the hour at which they close."""
    for call in days.calls(ctx, since, until):
        assert call.deadline is not None
        yield Occasion(
            key=call.id,
            title=_("Call closes: {title}", title=call.title),
            start=call.deadline,
            changed_at=call.updated_at,
            text=call.programme,
            link=Ref("partnerships", "call", call.id),
        )


def work(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """What we must do ourselves: applications to hand in, reports, profiles to renew, projects that begin."""
    for application in days.applications(ctx, since, until):
        assert application.deadline is not None
        yield Occasion(
            key=application.id,
            title=_("Hand in the application: {title}", title=application.title),
            start=application.deadline,
            changed_at=application.updated_at,
            link=Ref("partnerships", "application", application.id),
        )
    for project in days.reports(ctx, since, until):
        assert project.report_due_on is not None
        yield Occasion(
            key=project.id,
            title=_("Report due: {title}", title=project.acronym or project.title),
            start=project.report_due_on,
            changed_at=project.updated_at,
            link=Ref("partnerships", "project", project.id),
        )
    for profile in days.profiles(ctx, since, until):
        assert profile.valid_until is not None
        yield Occasion(
            key=profile.id,
            title=_("Last day of the profile: {title}", title=profile.title),
            start=profile.valid_until,
            changed_at=profile.updated_at,
            link=Ref("partnerships", "profile", profile.id),
        )
    for consortium in days.begun(ctx, since, until):
        assert consortium.starts_on is not None
        yield Occasion(
            key=consortium.id,
            title=_("The project would begin: {title}", title=consortium.title),
            start=consortium.starts_on,
            changed_at=consortium.updated_at,
            link=Ref("partnerships", "consortium", consortium.id),
        )


def meetings(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The meetings of the arena; one that was called off is struck out."""
    for meeting in days.meetings(ctx, since, until):
        yield Occasion(
            key=meeting.id,
            title=meeting.title,
            start=meeting.held_on,
            changed_at=meeting.updated_at,
            place=meeting.place,
            link=Ref("partnerships", "arena_meeting", meeting.id),
            cancelled=meeting.state == MeetingState.CANCELLED,
        )


CALENDARS: tuple[Calendar, ...] = (
    Calendar(
        name="partnerships.calls",
        title=_("Deadlines of calls"),
        load=calls,
        permission=READ,
        icon="broadcast",
    ),
    Calendar(
        name="partnerships.work",
        title=_("Applications, reports and profiles"),
        load=work,
        permission=READ,
        icon="send",
    ),
    Calendar(
        name="partnerships.meetings",
        title=_("Arena meetings"),
        load=meetings,
        permission=READ,
        icon="users",
    ),
)
