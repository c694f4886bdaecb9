"""The verbs of bids: considered, decided on, written, handed in, won, lost, withdrawn, and opened again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Event, Invalid, Msg, _
from utblick_tendering.choices.bids import UNKNOWN_REASON
from utblick_tendering.events import BidDecided, BidLost, BidReopened, BidSubmitted, BidWon
from utblick_tendering.models import OPEN_BIDS, Bid, BidState, Lot, Match, Notice
from utblick_tendering.queries import bids as queries
from utblick_tendering.queries.notices import notice as notice_of
from utblick_tendering.service.bid_tasks import (
    move_planned,
    plan_tasks,
    propose_next,
    settle_tasks,
    take_back_tasks,
)
from utblick_tendering.service.worth import worth


def open_bid(ctx: Context, values: Mapping[str, Any]) -> Bid:
    """Begin to consider a bid; what is left out is filled in from the notice, lot or match that is named."""
    given = {name: value for name, value in values.items() if value not in (None, "")}
    known = _known_of_match(ctx, given) | given
    known = _known_of_notice(ctx, known) | known
    company = ctx.organisations.get(known["organisation_id"])
    known["organisation_id"] = company.id
    known.setdefault("title", company.name)
    if known.get("notice_id"):
        _refuse_double(ctx, known)
    known.setdefault("owner_id", ctx.actor.user_id)
    bid = Bid(**known, state_since=ctx.now, created_at=ctx.now, updated_at=ctx.now)
    _check(ctx, bid)
    ctx.session.add(bid)
    ctx.session.flush()
    return bid


def update_bid(ctx: Context, bid: Bid, changes: Mapping[str, Any]) -> Bid:
    """Correct a bid; its state moves only by the verbs below. What was planned follows its deadlines."""
    before = (bid.question_deadline, bid.deadline)
    for name, value in changes.items():
        setattr(bid, name, value)
    _check(ctx, bid)
    move_planned(ctx, bid, before)
    return bid


def choose_lot(ctx: Context, bid_id: UUID, lot_id: UUID | None) -> Bid:
    """Have an open bid be about one lot of its procurement, or about the whole; its deadlines follow.

    A title and a value that came from the notice are those of the lot from now on; what somebody wrote stays.
    """
    bid = queries.bid(ctx, bid_id)
    if bid.state not in OPEN_BIDS:
        raise Conflict(_("The tender has been handed in, or is over. Its lot can no longer be changed."))
    lots = {lot.id: lot for lot in queries.lots(ctx, bid.notice_id)} if bid.notice_id else {}
    if bid.notice_id is None or (lot_id is not None and lot_id not in lots):
        raise Invalid({"lot_id": _("Choose a lot of the procurement.")})
    if lot_id == bid.lot_id:
        return bid
    wanted = {"organisation_id": bid.organisation_id, "notice_id": bid.notice_id, "lot_id": lot_id}
    _refuse_double(ctx, wanted, at="lot_id")
    was, now = _known_of_notice(ctx, {**wanted, "lot_id": bid.lot_id}), _known_of_notice(ctx, wanted)
    before = (bid.question_deadline, bid.deadline)
    bid.lot_id = lot_id
    for name in ("title", "value", "currency", "deadline", "question_deadline"):
        if getattr(bid, name) in (was.get(name), None):
            setattr(bid, name, now.get(name, getattr(bid, name) if name == "currency" else None))
    move_planned(ctx, bid, before)
    return bid


def follow_deadlines(ctx: Context, bid: Bid, notice: Notice) -> None:
    """Give the bid the deadlines of its lot, else of the notice."""
    lot = ctx.session.get(Lot, bid.lot_id) if bid.lot_id else None
    bid.deadline = (lot.deadline if lot else None) or notice.deadline
    bid.question_deadline = (lot.question_deadline if lot else None) or notice.question_deadline


def decide_to_bid(ctx: Context, bid_id: UUID, answers: Mapping[str, Any]) -> Bid:
    """Record the decision to bid, and write down what has to be done by when.

    Raises `Invalid` while questions of the checklist are unanswered, unless `although` confirms it.
    """
    unanswered = queries.checklist(ctx, bid_id).open
    if unanswered and not answers.get("although"):
        raise Invalid({"although": _unanswered(ctx, [line.text for line in unanswered])})
    bid = move(ctx, bid_id, BidState.GO, BidState.CONSIDERING)
    bid.decided_on = ctx.today
    tell(ctx, bid, BidDecided(**facts(ctx, bid), go=True))
    plan_tasks(ctx, bid)
    return bid


def start_writing(ctx: Context, bid_id: UUID, answers: Mapping[str, Any]) -> Bid:
    """Record that the tender is being written."""
    return move(ctx, bid_id, BidState.DRAFTING, BidState.GO)


def submit_bid(ctx: Context, bid_id: UUID, answers: Mapping[str, Any]) -> Bid:
    """Record that the tender was handed in; today when no day is given."""
    bid = move(ctx, bid_id, BidState.SUBMITTED, BidState.GO, BidState.DRAFTING)
    bid.submitted_on = _not_ahead(ctx, answers.get("submitted_on"), "submitted_on")
    if answers.get("value") is not None:
        bid.value, bid.currency = answers["value"], answers.get("currency") or bid.currency
    bid.first_bid = not queries.submitted_before(ctx, bid)
    bid.submitted_event_id = tell(ctx, bid, BidSubmitted(**facts(ctx, bid)))
    settle_tasks(ctx, bid)
    return bid


def win_bid(ctx: Context, bid_id: UUID, answers: Mapping[str, Any]) -> Bid:
    """Record that the tender was accepted, and what the contract is worth when that is known."""
    bid = move(ctx, bid_id, BidState.WON, BidState.SUBMITTED)
    bid.ended_on = _not_ahead(ctx, answers.get("ended_on"), "ended_on")
    if answers.get("won_value") is not None:
        bid.won_value, bid.currency = answers["won_value"], answers.get("currency") or bid.currency
    known = facts(ctx, bid) | {"value_sek": in_kronor(ctx, bid, bid.won_value, bid.ended_on)}
    bid.outcome_event_id = tell(ctx, bid, BidWon(**known, won_on=bid.ended_on))
    propose_next(ctx, bid)
    return bid


def lose_bid(ctx: Context, bid_id: UUID, answers: Mapping[str, Any]) -> Bid:
    """Record that the tender was not accepted, why, and what was learnt."""
    bid = move(ctx, bid_id, BidState.LOST, BidState.SUBMITTED)
    bid.ended_on = _not_ahead(ctx, answers.get("ended_on"), "ended_on")
    bid.loss_reason = answers.get("loss_reason") or UNKNOWN_REASON
    bid.learnt = answers.get("learnt") or bid.learnt
    bid.outcome_event_id = tell(ctx, bid, BidLost(**facts(ctx, bid), reason=bid.loss_reason))
    propose_next(ctx, bid)
    return bid


def withdraw_bid(ctx: Context, bid_id: UUID, answers: Mapping[str, Any]) -> Bid:
    """Record that the company does not bid after all, and why."""
    bid = move(ctx, bid_id, BidState.WITHDRAWN, *OPEN_BIDS, BidState.SUBMITTED)
    bid.withdrawn_reason = answers["withdrawn_reason"]
    bid.ended_on = ctx.today
    bid.outcome_event_id = tell(ctx, bid, BidDecided(**facts(ctx, bid), go=False))
    settle_tasks(ctx, bid)
    return bid


def reopen_bid(ctx: Context, bid_id: UUID, answers: Mapping[str, Any]) -> Bid:
    """Take back what was noted by mistake: an outcome, a withdrawal, or that the tender was handed in.

    What it counted no longer counts, because the event names the one that it takes back.
    """
    bid = queries.bid(ctx, bid_id)
    over = (BidState.WON, BidState.LOST, BidState.WITHDRAWN, BidState.SUBMITTED)
    was = BidState(bid.state)
    back = BidState(bid.stage_before) if bid.stage_before else BidState.CONSIDERING
    taken_back = bid.submitted_event_id if was == BidState.SUBMITTED else bid.outcome_event_id
    move(ctx, bid_id, back, *over)
    tell(ctx, bid, BidReopened(**facts(ctx, bid)), retracts=taken_back)
    bid.outcome_event_id = bid.outcome_id = bid.ended_on = bid.won_value = None
    bid.loss_reason, bid.withdrawn_reason, bid.outcome_proposed = "", "", False
    bid.stage_before = BidState.DRAFTING if back == BidState.SUBMITTED else BidState.CONSIDERING
    if was == BidState.SUBMITTED:
        bid.submitted_event_id = bid.submitted_on = None
        bid.first_bid = False
    take_back_tasks(ctx, bid)
    return bid


def move(ctx: Context, bid_id: UUID, target: BidState, *sources: BidState) -> Bid:
    """Set the state of a bid; refused when it stands elsewhere than the mover believed."""
    bid = queries.bid(ctx, bid_id)
    if bid.state not in sources:
        raise Conflict(_("The bid has already moved on. Load the page again to see where it stands."))
    bid.stage_before = bid.state
    bid.state, bid.state_since = target, ctx.now
    return bid


def tell(
    ctx: Context, bid: Bid, event: Event, *, cause: UUID | None = None, retracts: UUID | None = None
) -> UUID:
    """Publish an event about a bid, caused by `cause`, else by what was told of the bid before."""
    because = cause or bid.last_event_id or ctx.cause
    bid.last_event_id = replace(ctx, cause=because).publish(event, retracts=retracts)
    return bid.last_event_id


def in_kronor(ctx: Context, bid: Bid, value: Decimal | None, day: date) -> Decimal | None:
    """An amount of the bid in kronor at the rate of the day; None when it, or the rate, is unknown."""
    found = worth(ctx, value, bid.currency, day, into="SEK")
    return found.amount if found else None


def facts(ctx: Context, bid: Bid) -> dict[str, Any]:
    """What events tell about a bid; the value in kronor is that of the day when it was handed in."""
    company = ctx.organisations.get(bid.organisation_id)
    day = bid.submitted_on or ctx.today
    return {
        "bid_id": bid.id,
        "organisation_id": company.id,
        "group_id": bid.group_id,
        "notice_id": bid.notice_id,
        "municipality": company.municipality if company.country == "SE" else "",
        "small_firm": ctx.organisations.is_small(company),
        "first_bid": bid.first_bid,
        "submitted_on": bid.submitted_on,
        "value_sek": in_kronor(ctx, bid, bid.value, day),
    }


def _known_of_match(ctx: Context, given: Mapping[str, Any]) -> dict[str, Any]:
    match = ctx.session.get(Match, given["match_id"]) if given.get("match_id") else None
    if match is None:
        return {}
    return {"organisation_id": match.organisation_id, "notice_id": match.notice_id, "lot_id": match.lot_id}


def _known_of_notice(ctx: Context, given: Mapping[str, Any]) -> dict[str, Any]:
    if not given.get("notice_id"):
        return {}
    notice = notice_of(ctx, given["notice_id"])
    lot = ctx.session.get(Lot, given["lot_id"]) if given.get("lot_id") else None
    alone = lot is None or notice.lot_count <= 1
    value = (lot.value if lot else None) or (notice.value if alone else None)
    title = notice.title if alone or not (lot and lot.title) else f"{notice.title}: {lot.title}"
    known: dict[str, Any] = {
        "title": title[:300],
        "buyer_name": notice.buyer_name,
        "deadline": (lot.deadline if lot else None) or notice.deadline,
        "question_deadline": (lot.question_deadline if lot else None) or notice.question_deadline,
    }
    if value is not None:
        known |= {
            "value": value,
            "currency": (lot.currency if lot and lot.value else notice.currency) or "SEK",
        }
    return {name: found for name, found in known.items() if found is not None}


def _refuse_double(ctx: Context, known: Mapping[str, Any], *, at: str = "notice_id") -> None:
    if queries.same_bid(ctx, known["organisation_id"], known["notice_id"], known.get("lot_id")):
        raise Invalid({at: _("The company already has a bid for this. Go on with that one instead.")})


def _check(ctx: Context, bid: Bid) -> None:
    problems = {}
    if bid.value is not None and bid.value <= 0:
        problems["value"] = _("The value must be more than zero. Leave it empty when it is not known.")
    if bid.deadline and bid.question_deadline and bid.question_deadline > bid.deadline:
        problems["question_deadline"] = _("Questions cannot be asked after the last day for tenders.")
    if problems:
        raise Invalid(problems)


def _not_ahead(ctx: Context, day: date | None, field: str) -> date:
    if day is not None and day > ctx.today:
        raise Invalid({field: _("This day lies in the future.")})
    return day or ctx.today


def _unanswered(ctx: Context, texts: list[Msg | str]) -> Msg:
    return _(
        "Not answered yet: {questions} Answer them on the bid's page, or choose Yes here to decide anyway.",
        questions=" ".join(ctx.translate(text) for text in texts),
    )
