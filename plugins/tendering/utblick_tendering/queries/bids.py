"""The questions that the plugin asks about bids, their checklists and their groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, func, or_, select

from utblick.api import Context, Msg, NotFound
from utblick_tendering.choices.checklist import QUESTIONS
from utblick_tendering.models import (
    OPEN_BIDS,
    Bid,
    BidGroup,
    BidState,
    GroupMember,
    Lot,
    MemberState,
    Requirement,
)

QUESTION = "question"
ASKED = "requirement"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a checklist: `key` is that of a question, or the id of a requirement."""

    key: str
    kind: str
    text: Msg | str
    help: Msg | None = None
    answer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """How much of a checklist is answered, and how; `open` are the lines without an answer."""

    lines: Sequence[Line]
    yes: int
    no: int
    unclear: int

    @property
    def open(self) -> Sequence[Line]:
        return [line for line in self.lines if not line.answer]

    @property
    def count(self) -> int:
        return self.yes + self.no + self.unclear


def day_of(ctx: Context, moment: datetime) -> date:
    """The day of an instant where the municipality lies."""
    return moment.astimezone(ctx.settings.municipality.zone).date()


def bid(ctx: Context, bid_id: UUID) -> Bid:
    """The bid, or `NotFound`."""
    found = ctx.session.get(Bid, bid_id)
    if found is None:
        raise NotFound
    return found


def group(ctx: Context, group_id: UUID) -> BidGroup:
    """The group, or `NotFound`."""
    found = ctx.session.get(BidGroup, group_id)
    if found is None:
        raise NotFound
    return found


def lots(ctx: Context, notice_id: UUID, *, limit: int = 200) -> Sequence[Lot]:
    """The lots of a notice that ask for tenders, in its order."""
    query = select(Lot).where(
        Lot.notice_id == notice_id, col(Lot.part).is_(False), col(Lot.withdrawn).is_(False)
    )
    return ctx.session.exec(query.order_by(col(Lot.position), col(Lot.number)).limit(limit)).all()


def members(ctx: Context, group_id: UUID) -> Sequence[GroupMember]:
    """The companies of a group in the order in which they were asked."""
    query = select(GroupMember).where(GroupMember.group_id == group_id)
    return ctx.session.exec(query.order_by(col(GroupMember.asked_on), col(GroupMember.id)).limit(50)).all()


def bidders(ctx: Context, one: Bid) -> set[UUID]:
    """The company of a bid and those of its group that have not said no."""
    if one.group_id is None:
        return {one.organisation_id}
    joined = {m.organisation_id for m in members(ctx, one.group_id) if m.state != MemberState.DECLINED}
    return {one.organisation_id, *joined}


def bids_of_notice(ctx: Context, notice_id: UUID, *states: BidState) -> Sequence[Bid]:
    """The bids of a notice that stand in one of the states."""
    query = select(Bid).where(Bid.notice_id == notice_id, col(Bid.state).in_(states))
    return ctx.session.exec(query.order_by(col(Bid.id))).all()


def same_bid(ctx: Context, organisation_id: UUID, notice_id: UUID, lot_id: UUID | None) -> Bid | None:
    """A bid of the company for the same lot that is not over."""
    query = select(Bid).where(
        Bid.organisation_id == organisation_id,
        Bid.notice_id == notice_id,
        Bid.lot_id == lot_id,
        col(Bid.state).in_((*OPEN_BIDS, BidState.SUBMITTED)),
    )
    return ctx.session.exec(query.limit(1)).first()


def submitted_before(ctx: Context, one: Bid) -> bool:
    """Whether the company had handed in another bid, alone or in a group."""
    mine = select(GroupMember.group_id).where(
        GroupMember.organisation_id == one.organisation_id, GroupMember.state == MemberState.ACCEPTED
    )
    query = select(func.count()).where(
        or_(Bid.organisation_id == one.organisation_id, col(Bid.group_id).in_(mine)),
        col(Bid.submitted_event_id).is_not(None),
        Bid.id != one.id,
    )
    with ctx.session.no_autoflush:
        return ctx.session.exec(query).one() > 0


def checklist(ctx: Context, bid_id: UUID) -> Answered:
    """The questions of go and no-go, then what people have added, with their answers."""
    query = select(Requirement).where(Requirement.bid_id == bid_id)
    kept = ctx.session.exec(query.order_by(col(Requirement.position), col(Requirement.id)).limit(300)).all()
    said = {row.question: row for row in kept if row.kind == QUESTION}
    asked = [
        Line(
            question.key,
            QUESTION,
            question.text,
            question.help,
            *((said[question.key].answer, said[question.key].note) if question.key in said else ()),
        )
        for question in QUESTIONS
    ]
    added = [
        Line(str(row.id), ASKED, row.text, None, row.answer, row.note) for row in kept if row.kind == ASKED
    ]
    lines = [*asked, *added]
    counts = {answer: sum(line.answer == answer for line in lines) for answer in ("yes", "no", "unclear")}
    return Answered(lines, **counts)


def with_deadlines(
    ctx: Context, *, after: datetime, until: datetime, withdrawn: bool = False, limit: int = 1000
) -> Sequence[Bid]:
    """Open bids with a deadline for questions or tenders in that time, the nearest first.

    With `withdrawn`, those that were taken back are among them.
    """
    states = (*OPEN_BIDS, BidState.WITHDRAWN) if withdrawn else OPEN_BIDS
    query = select(Bid).where(
        col(Bid.state).in_(states),
        or_(
            col(Bid.deadline).between(after, until),
            col(Bid.question_deadline).between(after, until),
        ),
    )
    return ctx.session.exec(query.order_by(col(Bid.deadline), col(Bid.id)).limit(limit)).all()


def counts_by_state(ctx: Context) -> Mapping[str, int]:
    """How many bids stand in each state."""
    return dict(ctx.session.exec(select(Bid.state, func.count()).group_by(col(Bid.state))).all())


def bids_of(ctx: Context, organisation_id: UUID, *, limit: int = 8) -> Sequence[Bid]:
    """A company's bids, alone or in groups, the latest changed first."""
    mine = select(GroupMember.group_id).where(
        GroupMember.organisation_id == organisation_id, GroupMember.state != MemberState.DECLINED
    )
    query = select(Bid).where(or_(Bid.organisation_id == organisation_id, col(Bid.group_id).in_(mine)))
    return ctx.session.exec(query.order_by(col(Bid.updated_at).desc(), col(Bid.id)).limit(limit)).all()
