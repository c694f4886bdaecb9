"""What follows for bids when a notice changes, and for the school when a course is completed elsewhere."""

from datetime import date, datetime
from uuid import UUID

from pydantic import AliasChoices, BaseModel, Field

from utblick.api import Context, Subscriber
from utblick_tendering.service import bid_outcomes, school


class NoticeMoved(BaseModel):
    """What is needed of a changed notice."""

    notice_id: UUID
    replaced_by: UUID | None = None
    deadline: datetime | None = None


class NoticeGone(BaseModel):
    """What is needed of a cancelled notice."""

    notice_id: UUID


class NoticeDecided(BaseModel):
    """What is needed of a notice that was decided."""

    notice_id: UUID
    outcome_id: UUID | None = None


class CourseCompleted(BaseModel):
    """What is needed of a course of another plugin; whatever it calls the part of the school."""

    organisation_id: UUID | None = None
    organisation_ids: list[UUID] = Field(default_factory=list)
    module: str = Field(default="", validation_alias=AliasChoices("module", "course", "code"))
    completed_on: date | None = None


def move_bids(ctx: Context, event: NoticeMoved) -> None:
    """Have open bids follow the deadlines of a changed notice."""
    bid_outcomes.follow_change(ctx, event.notice_id, replaced_by=event.replaced_by)


def propose_withdrawal(ctx: Context, event: NoticeGone) -> None:
    """Say that the bids of a cancelled notice lead nowhere."""
    bid_outcomes.follow_cancellation(ctx, event.notice_id)


def close_bids(ctx: Context, event: NoticeDecided) -> None:
    """Close submitted bids that the notice decides."""
    bid_outcomes.follow_award(ctx, event.notice_id, event.outcome_id)


def mark_module(ctx: Context, event: CourseCompleted) -> None:
    """Mark the module of the school that a course of another plugin was."""
    for company in dict.fromkeys([*event.organisation_ids, event.organisation_id]):
        if company is not None and ctx.organisations.names([company]):
            school.course_completed(ctx, company, event.module, event.completed_on)


SUBSCRIBERS: tuple[Subscriber, ...] = (
    Subscriber(event="tendering.notice.changed", name="move_bids", reads=NoticeMoved, handle=move_bids),
    Subscriber(
        event="tendering.notice.cancelled",
        name="propose_withdrawal",
        reads=NoticeGone,
        handle=propose_withdrawal,
    ),
    Subscriber(event="tendering.notice.awarded", name="close_bids", reads=NoticeDecided, handle=close_bids),
    Subscriber(
        event="seminars.course.completed", name="mark_module", reads=CourseCompleted, handle=mark_module
    ),
)
