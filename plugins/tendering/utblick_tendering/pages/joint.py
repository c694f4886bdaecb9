"""The joint bid: who covers what of a procurement, and the companies of a group."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from utblick.api import (
    Conflict,
    Context,
    Invalid,
    Msg,
    Page,
    Redirect,
    Route,
    _,
    get,
    page,
    post,
    redirect,
)
from utblick_tendering.choices.bids import GROUP_FORMS, GROUP_STATES, MEMBER_STATES
from utblick_tendering.models import GroupState, MemberState
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries import bids as queries
from utblick_tendering.queries.coverage import Coverage, coverage, groups_of_notice
from utblick_tendering.queries.notices import notice as notice_of
from utblick_tendering.service import groups as service


@get("/tendering/notices/{notice_id:uuid}/joint", permission=READ)
def joint_page(ctx: Context, *, notice_id: UUID) -> Page:
    """Lots by companies: who can deliver what, and the form that begins a group."""
    return _joint(ctx, notice_id)


@post("/tendering/notices/{notice_id:uuid}/joint", permission=WRITE)
def begin_group(ctx: Context, *, notice_id: UUID) -> Page | Redirect:
    """Begin a group of the chosen companies; each is asked for the lots that it covers."""
    assert ctx.request is not None
    notice, picture = notice_of(ctx, notice_id), coverage(ctx, notice_id)
    form = ctx.request.form
    known = {str(one.id): one for one in picture.suppliers}
    chosen = [known[value] for value in form.all("companies") if value in known]
    lead = known.get(form.get("lead", ""))
    problems: dict[str, Msg] = {}
    if lead is None:
        problems["lead"] = _("Choose which company leads.")
    elif len({one.id for one in (lead, *chosen)}) < 2:
        problems["companies"] = _("Choose at least one more company. One that bids alone needs no group.")
    if problems or lead is None:
        return _joint(ctx, notice_id, status=422, problems=problems, picture=picture)
    values = {
        "title": notice.title[:300],
        "notice_id": notice_id,
        "organisation_id": lead.id,
        "form": "subcontract" if form.get("form") == "subcontract" else "consortium",
    }
    group = service.form_group(ctx, values)
    lots = {one.id: ", ".join(lot.title or lot.number for lot in one.covers(picture.lots)) for one in chosen}
    for one in chosen:
        if one.id != lead.id:
            service.ask_company(ctx, group.id, one.id, covers=lots[one.id])
    said = _("The group has been begun. Note here what the companies answer, and share the work.")
    return redirect(f"/tendering/groups/{group.id}", said)


@get("/tendering/groups/{group_id:uuid}/members", permission=READ)
def members_page(ctx: Context, *, group_id: UUID) -> Page:
    """The companies of a group alone."""
    return members_of(ctx, group_id)


@post("/tendering/groups/{group_id:uuid}/members", permission=WRITE)
def save_members(ctx: Context, *, group_id: UUID) -> Page | Redirect:
    """Note answers, work and shares of all members."""
    assert ctx.request is not None
    try:
        service.update_members(ctx, group_id, _given(ctx, group_id))
    except Invalid as refused:
        return _refused(ctx, group_id, refused)
    except Conflict as refused:
        return redirect(f"/tendering/groups/{group_id}", refused.message, tone="bad")
    return redirect(f"/tendering/groups/{group_id}", _("The companies are saved."))


@post("/tendering/groups/{group_id:uuid}/ask", permission=WRITE)
def ask_company(ctx: Context, *, group_id: UUID) -> Page | Redirect:
    """Note that one more company has been asked."""
    assert ctx.request is not None
    form = ctx.request.form
    try:
        company = _company(ctx, form.get("organisation_id", ""), form.get("organisation_id_text", ""))
        service.ask_company(ctx, group_id, company, covers=form.get("covers", ""))
    except Invalid as refused:
        return _refused(ctx, group_id, refused)
    return redirect(f"/tendering/groups/{group_id}", _("The company is noted as asked."))


@post("/tendering/groups/{group_id:uuid}/members/{member_id:uuid}/remove", permission=WRITE)
def remove_member(ctx: Context, *, group_id: UUID, member_id: UUID) -> Redirect:
    """Take a company that was asked by mistake out of the group."""
    service.remove_member(ctx, group_id, member_id)
    return redirect(f"/tendering/groups/{group_id}", _("The company has been taken out."))


def members_of(
    ctx: Context,
    group_id: UUID,
    *,
    status: int = 200,
    block: str = "",
    problems: Mapping[str, Msg] | None = None,
) -> Page:
    """The page of a group's companies, or its block "part", which is also a box."""
    group, members = queries.group(ctx, group_id), queries.members(ctx, group_id)
    parties = {m.organisation_id for m in members} | {m.asked_by_id for m in members if m.asked_by_id}
    joined = [m for m in members if m.state == MemberState.ACCEPTED]
    return page(
        "tendering/bidding/members.html",
        status=status,
        block=block,
        group=group,
        members=members,
        names=ctx.organisations.names(list(parties)),
        sum=sum((m.share or Decimal(0) for m in joined), Decimal(0)),
        states=[(choice.value, choice.label) for choice in MEMBER_STATES],
        words={choice.value: choice for choice in MEMBER_STATES},
        may_write=ctx.actor.may(WRITE) and group.state == GroupState.FORMING,
        problems=problems or {},
        typed=ctx.request.form if ctx.request and problems else {},
    )


def _joint(
    ctx: Context,
    notice_id: UUID,
    *,
    status: int = 200,
    problems: Mapping[str, Msg] | None = None,
    picture: Coverage | None = None,
) -> Page:
    form = ctx.request.form if ctx.request else None
    picture = picture or coverage(ctx, notice_id)
    proposed = [str(one.id) for one in picture.together]
    return page(
        "tendering/bidding/joint.html",
        status=status,
        notice=notice_of(ctx, notice_id),
        picture=picture,
        bars=[(lot.title or lot.number, count) for lot, count in picture.by_lot],
        companies=[(str(one.id), one.name) for one in picture.suppliers],
        groups=groups_of_notice(ctx, notice_id),
        group_states={choice.value: choice for choice in GROUP_STATES},
        forms=[(choice.value, choice.label) for choice in GROUP_FORMS],
        may_write=ctx.actor.may(WRITE),
        chosen=form.all("companies") if form else proposed,
        lead=form.get("lead", "") if form else next(iter(proposed), ""),
        chosen_form=form.get("form", "consortium") if form else "consortium",
        problems=problems or {},
    )


def _given(ctx: Context, group_id: UUID) -> dict[UUID, dict[str, Any]]:
    """What the form says of each member; raises `Invalid` for a share that is no number."""
    assert ctx.request is not None
    form = ctx.request.form
    given: dict[UUID, dict[str, Any]] = {}
    problems: dict[str, Msg] = {}
    words = {choice.value for choice in MEMBER_STATES}
    for member in queries.members(ctx, group_id):
        typed = form.get(f"share-{member.id}", "").strip().replace(",", ".").removesuffix("%").strip()
        try:
            share = Decimal(typed) if typed else None
        except InvalidOperation:
            share, problems[f"share-{member.id}"] = None, _("Write the share as a number, such as 40.")
        state = form.get(f"state-{member.id}", member.state)
        given[member.id] = {
            "state": state if state in words else member.state,
            "covers": form.get(f"covers-{member.id}", member.covers).strip(),
            "share": share if share is None or share.is_finite() else Decimal(-1),
        }
    if problems:
        raise Invalid(problems)
    return given


def _company(ctx: Context, chosen: str, typed: str) -> UUID:
    """The company that was chosen in the list, or typed by its whole name."""
    try:
        return ctx.organisations.get(UUID(chosen)).id
    except ValueError:
        found = ctx.organisations.find(name=typed) if typed.strip() else None
    if found is None:
        raise Invalid({"organisation_id": _("Choose a company of the register.")})
    return found.id


def _refused(ctx: Context, group_id: UUID, refused: Invalid) -> Page:
    problems = refused.by_field
    return members_of(ctx, group_id, status=422, problems=problems)


ROUTES: tuple[Route, ...] = (
    joint_page,
    begin_group,
    members_page,
    save_members,
    ask_company,
    remove_member,
)
