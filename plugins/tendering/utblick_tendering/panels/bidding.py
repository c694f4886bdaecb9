"""Bids on the overview, on the page of a company, and on their own pages."""

from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_tendering.choices.bids import BID_STATES, NO_WINNER, UNKNOWN_REASON
from utblick_tendering.choices.school import AGAINST, BY_KEY, ENROLMENT_STATES, MODULES
from utblick_tendering.models import OPEN_BIDS, BidState, Enrolment, Notice, NoticeState
from utblick_tendering.pages.bidding import checklist_of, lot_of
from utblick_tendering.pages.joint import members_of
from utblick_tendering.pages.school import modules_of
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries import bids as queries
from utblick_tendering.queries.aid import CEILING, aid_of

_STATES = {choice.value: choice for choice in BID_STATES}
_HEARS = ("tendering.bid.>", "tendering.group.>", "tendering.training.>")
_AHEAD = timedelta(days=14)


def overview(ctx: Context, subject: Any) -> Page:
    """Bids by stage, and the deadlines of the next fortnight."""
    counts = queries.counts_by_state(ctx)
    near = queries.with_deadlines(ctx, after=ctx.now, until=ctx.now + _AHEAD, limit=6)
    return page(
        "tendering/panels/bids.html",
        rows=[(ctx.translate(choice.label), counts.get(choice.value, 0)) for choice in BID_STATES],
        any=any(counts.values()),
        near=near,
        companies=ctx.organisations.names([bid.organisation_id for bid in near]),
    )


def company(ctx: Context, subject: Any) -> Page | None:
    """A company's bids, how far it has come in the school, and its small aid."""
    party = ctx.organisations.get(subject)
    bids, aid = queries.bids_of(ctx, party.id), aid_of(ctx, party.id)
    query = select(Enrolment).where(Enrolment.organisation_id == party.id)
    school = ctx.session.exec(query.order_by(col(Enrolment.created_at).desc())).first()
    if not (bids or school or aid.given or aid.hours or party.kind == "company"):
        return None
    return page(
        "tendering/panels/company_bids.html",
        company=party,
        bids=bids,
        states=_STATES,
        school=school,
        school_states={choice.value: choice for choice in ENROLMENT_STATES},
        modules=MODULES,
        aid=aid,
        ceiling=CEILING,
    )


def next_steps(ctx: Context, subject: Any) -> Page | None:
    """What usually comes next where a bid stands, and what the buyer has changed."""
    bid = queries.bid(ctx, subject)
    notice = ctx.session.get(Notice, bid.notice_id) if bid.notice_id else None
    going = bid.state in (*OPEN_BIDS, BidState.SUBMITTED)
    cancelled = going and notice is not None and notice.state == NoticeState.CANCELLED
    if not (cancelled or bid.outcome_proposed or bid.state in (BidState.WON, BidState.LOST)):
        return None
    return page(
        "tendering/panels/bid_next.html",
        bid=bid,
        cancelled=cancelled,
        module=BY_KEY[AGAINST.get(bid.loss_reason, "follow_up")],
        unknown=bid.loss_reason == UNKNOWN_REASON,
        nobody=bid.loss_reason == NO_WINNER,
        may_write=ctx.actor.may(WRITE),
    )


def checklist(ctx: Context, subject: Any) -> Page:
    """The checklist of a bid, to be answered in its place."""
    return checklist_of(ctx, subject, block="part")


def lot(ctx: Context, subject: Any) -> Page | None:
    """Which lot the bid is about, where the procurement has several."""
    bid = queries.bid(ctx, subject)
    lots = queries.lots(ctx, bid.notice_id) if bid.notice_id else ()
    return lot_of(ctx, bid, lots, block="part") if len(lots) > 1 else None


def members(ctx: Context, subject: Any) -> Page:
    """The companies of a joint bid."""
    return members_of(ctx, subject, block="part")


def modules(ctx: Context, subject: Any) -> Page:
    """The modules of the tender school, for one company."""
    return modules_of(ctx, subject, block="part")


PANELS: tuple[Panel, ...] = (
    Panel(
        name="tendering.bids",
        slot=Slot.OVERVIEW,
        title=_("Bids"),
        load=overview,
        permission=READ,
        order=35,
        refresh_on=_HEARS,
    ),
    Panel(
        name="tendering.company_bids",
        slot=Slot.ORGANISATION,
        title=_("Tenders, school and advice"),
        load=company,
        permission=READ,
        order=30,
        refresh_on=_HEARS,
    ),
    Panel(
        name="tendering.bid_next",
        slot=Slot.RECORD,
        record="tendering/bid",
        title=_("What now?"),
        load=next_steps,
        permission=READ,
        order=10,
        wide=True,
    ),
    Panel(
        name="tendering.bid_lot",
        slot=Slot.RECORD,
        record="tendering/bid",
        title=_("The lot"),
        load=lot,
        permission=READ,
        order=15,
        wide=True,
    ),
    Panel(
        name="tendering.bid_checklist",
        slot=Slot.RECORD,
        record="tendering/bid",
        title=_("Checklist"),
        load=checklist,
        permission=READ,
        order=20,
        wide=True,
    ),
    Panel(
        name="tendering.group_members",
        slot=Slot.RECORD,
        record="tendering/group",
        title=_("Companies"),
        load=members,
        permission=READ,
        order=20,
        wide=True,
    ),
    Panel(
        name="tendering.school_modules",
        slot=Slot.RECORD,
        record="tendering/enrolment",
        title=_("Modules"),
        load=modules,
        permission=READ,
        order=20,
        wide=True,
    ),
)
