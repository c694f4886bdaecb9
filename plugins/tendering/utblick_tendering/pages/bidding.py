"""The ways into a bid, and its checklist."""

from collections.abc import Sequence
from uuid import UUID

from utblick.api import Context, Invalid, NotFound, Page, Redirect, Route, _, get, page, post, redirect
from utblick_tendering.choices.bids import ANSWERS
from utblick_tendering.models import OPEN_BIDS, Bid, Lot, Match
from utblick_tendering.pages import joint
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries import bids as queries
from utblick_tendering.queries.notices import notice as notice_of
from utblick_tendering.service import bids as service
from utblick_tendering.service import checklist

_BEGUN = _("The bid has been begun. Answer the checklist, and decide whether to bid.")
_THERE = _("The company already has a bid for this. Here it is.")


@post("/tendering/matches/{match_id:uuid}/bid", permission=WRITE)
def bid_from_match(ctx: Context, *, match_id: UUID) -> Redirect:
    """Begin a bid of what a match knows, or show the one that there is."""
    match = ctx.session.get(Match, match_id)
    if match is None:
        raise NotFound
    begun = queries.same_bid(ctx, match.organisation_id, match.notice_id, match.lot_id)
    return _shown(begun) if begun else _opened(service.open_bid(ctx, {"match_id": match_id}))


@post("/tendering/notices/{notice_id:uuid}/bid", permission=WRITE)
def bid_from_notice(ctx: Context, *, notice_id: UUID) -> Redirect:
    """Begin a bid of a company on a notice, or on one lot of it: `organisation_id` and perhaps `lot_id`."""
    assert ctx.request is not None
    notice_of(ctx, notice_id)
    company = ctx.request.form.uuid("organisation_id")
    if company is None:
        raise Invalid({"organisation_id": _("Choose the company that is to bid.")})
    lot = ctx.request.form.uuid("lot_id")
    begun = queries.same_bid(ctx, company, notice_id, lot)
    if begun:
        return _shown(begun)
    values = {"organisation_id": company, "notice_id": notice_id, "lot_id": lot}
    return _opened(service.open_bid(ctx, values))


@get("/tendering/bids/{bid_id:uuid}/checklist", permission=READ)
def checklist_page(ctx: Context, *, bid_id: UUID) -> Page:
    """The checklist alone, for those who read without JavaScript, and for a phone."""
    return checklist_of(ctx, bid_id)


@post("/tendering/bids/{bid_id:uuid}/checklist", permission=WRITE)
def save_checklist(ctx: Context, *, bid_id: UUID) -> Page | Redirect:
    """Note the answers; with htmx only the sum is drawn again, so that nobody loses their place."""
    assert ctx.request is not None
    form = ctx.request.form
    keys = [name.removeprefix("note-") for name in form if name.startswith("note-")]
    given = {key: (form.get(f"answer-{key}", ""), form.get(f"note-{key}", "").strip()[:1000]) for key in keys}
    checklist.answer_all(ctx, bid_id, given)
    if ctx.request.is_fragment:
        return checklist_of(ctx, bid_id, block="sum", saved=True)
    return redirect(f"/tendering/bids/{bid_id}/checklist", _("The answers are saved."))


@post("/tendering/bids/{bid_id:uuid}/requirements", permission=WRITE)
def add_requirement(ctx: Context, *, bid_id: UUID) -> Page | Redirect:
    """Add something that the buyer asks for."""
    assert ctx.request is not None
    typed = ctx.request.form.get("requirement", "")
    try:
        checklist.add_requirement(ctx, bid_id, typed)
    except Invalid as refused:
        problems = refused.by_field
        return checklist_of(ctx, bid_id, status=422, typed=typed, problems=problems, block=_part(ctx))
    if ctx.request.is_fragment:
        return checklist_of(ctx, bid_id, block="part")
    return redirect(f"/tendering/bids/{bid_id}/checklist", _("The requirement has been added."))


@post("/tendering/bids/{bid_id:uuid}/requirements/{requirement_id:uuid}/remove", permission=WRITE)
def remove_requirement(ctx: Context, *, bid_id: UUID, requirement_id: UUID) -> Page | Redirect:
    """Take a requirement away that was added by mistake."""
    checklist.remove_requirement(ctx, bid_id, requirement_id)
    if ctx.request and ctx.request.is_fragment:
        return checklist_of(ctx, bid_id, block="part")
    return redirect(f"/tendering/bids/{bid_id}/checklist", _("The requirement has been removed."))


@post("/tendering/bids/{bid_id:uuid}/lot", permission=WRITE)
def choose_lot(ctx: Context, *, bid_id: UUID) -> Page | Redirect:
    """Choose the lot that a bid is about; none is the whole procurement."""
    assert ctx.request is not None
    try:
        service.choose_lot(ctx, bid_id, ctx.request.form.uuid("lot_id"))
    except Invalid as refused:
        bid = queries.bid(ctx, bid_id)
        lots = queries.lots(ctx, bid.notice_id) if bid.notice_id else ()
        return lot_of(ctx, bid, lots, status=422, problems=refused.by_field)
    return redirect(f"/tendering/bids/{bid_id}", _("The bid is about this lot now."))


def lot_of(
    ctx: Context,
    bid: Bid,
    lots: Sequence[Lot],
    *,
    status: int = 200,
    block: str = "",
    problems: object = None,
) -> Page:
    """The box of a bid's lot, its block "part"; the whole page where a choice was refused."""
    return page(
        "tendering/bidding/lot.html",
        status=status,
        block=block,
        bid=bid,
        lot=next((lot for lot in lots if lot.id == bid.lot_id), None),
        options=[(lot.id, lot.title or lot.number) for lot in lots],
        may_write=ctx.actor.may(WRITE) and bid.state in OPEN_BIDS,
        problems=problems or {},
    )


def checklist_of(
    ctx: Context,
    bid_id: UUID,
    *,
    status: int = 200,
    block: str = "",
    typed: str = "",
    problems: object = None,
    saved: bool = False,
) -> Page:
    """The page of a bid's checklist, or its block "part", which is also a box, or "sum"."""
    ctx.session.flush()
    return page(
        "tendering/bidding/checklist.html",
        status=status,
        block=block,
        bid=queries.bid(ctx, bid_id),
        list=queries.checklist(ctx, bid_id),
        choices=[(choice.value, choice.label) for choice in ANSWERS],
        words={choice.value: choice.label for choice in ANSWERS},
        may_write=ctx.actor.may(WRITE),
        typed=typed,
        problems=problems or {},
        saved=saved,
    )


def _part(ctx: Context) -> str:
    return "part" if ctx.request and ctx.request.is_fragment else ""


def _opened(bid: Bid) -> Redirect:
    return redirect(f"/tendering/bids/{bid.id}", _BEGUN)


def _shown(bid: Bid) -> Redirect:
    return redirect(f"/tendering/bids/{bid.id}", _THERE, tone="info")


ROUTES: tuple[Route, ...] = (
    bid_from_match,
    bid_from_notice,
    checklist_page,
    save_checklist,
    add_requirement,
    remove_requirement,
    choose_lot,
    *joint.ROUTES,
)
