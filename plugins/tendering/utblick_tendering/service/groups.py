"""The verbs of joint bids: companies are asked, say yes or no, share the work, agree, part."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import select

from utblick.api import Conflict, Context, Invalid, NotFound, _
from utblick_tendering.events import GroupFormed
from utblick_tendering.models import Bid, BidGroup, GroupMember, GroupState, MemberState
from utblick_tendering.queries import bids as queries
from utblick_tendering.service.bids import open_bid

_WHOLE = Decimal(100)


def form_group(ctx: Context, values: Mapping[str, Any]) -> BidGroup:
    """Begin a group around the company that leads it, which has said yes by that."""
    lead = ctx.organisations.get(values["organisation_id"])
    given = {name: value for name, value in values.items() if value not in (None, "")}
    given |= {"organisation_id": lead.id}
    given.setdefault("owner_id", ctx.actor.user_id)
    group = BidGroup(**given, created_at=ctx.now, updated_at=ctx.now)
    ctx.session.add(group)
    ctx.session.flush()
    today = ctx.today
    ctx.session.add(
        GroupMember(
            group_id=group.id,
            organisation_id=lead.id,
            asked_on=today,
            answered_on=today,
            state=MemberState.ACCEPTED,
            role="lead",
        )
    )
    ctx.session.flush()
    return group


def ask_company(ctx: Context, group_id: UUID, organisation_id: UUID, *, covers: str = "") -> GroupMember:
    """Note that the group's lead has asked a company to join, and for what."""
    group = _forming(ctx, group_id)
    company = ctx.organisations.get(organisation_id)
    if any(member.organisation_id == company.id for member in queries.members(ctx, group.id)):
        raise Invalid({"organisation_id": _("The company is in the group already.")})
    member = GroupMember(
        group_id=group.id,
        organisation_id=company.id,
        asked_by_id=group.organisation_id,
        asked_on=ctx.today,
        covers=covers[:500],
    )
    ctx.session.add(member)
    ctx.session.flush()
    return member


def update_members(ctx: Context, group_id: UUID, given: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Note what the members have answered, what each covers, and its share in percent."""
    group = _forming(ctx, group_id)
    problems = {}
    for member in queries.members(ctx, group.id):
        values = given.get(member.id)
        if values is None:
            continue
        share = values.get("share")
        if share is not None and not 0 <= share <= _WHOLE:
            problems[f"share-{member.id}"] = _("A share is between 0 and 100 percent.")
        if values["state"] != member.state:
            member.answered_on = None if values["state"] == MemberState.ASKED else ctx.today
        member.state, member.covers, member.share = values["state"], values["covers"][:500], share
        ctx.session.add(member)
    if problems:
        raise Invalid(problems)


def remove_member(ctx: Context, group_id: UUID, member_id: UUID) -> None:
    """Take a company that was asked by mistake out of the group; the lead stays."""
    group = _forming(ctx, group_id)
    member = ctx.session.get(GroupMember, member_id)
    if member is None or member.group_id != group.id:
        raise NotFound
    if member.organisation_id == group.organisation_id:
        raise Conflict(_("The company that leads cannot be taken out. Dissolve the group instead."))
    ctx.session.delete(member)


def agree_group(ctx: Context, group_id: UUID, answers: Mapping[str, Any]) -> Bid | BidGroup:
    """Record that the companies have agreed, tell the house, and begin their bid; gives the bid.

    Raises `Invalid` unless two companies or more have said yes and their shares make a hundred percent.
    """
    group = _forming(ctx, group_id)
    joined = [m for m in queries.members(ctx, group.id) if m.state == MemberState.ACCEPTED]
    _refuse_unready(joined)
    group.state, group.agreed_on = GroupState.AGREED, answers.get("agreed_on") or ctx.today
    group.agreement = answers.get("agreement") or group.agreement
    parties = [member.organisation_id for member in joined]
    ctx.publish(GroupFormed(group_id=group.id, notice_id=group.notice_id, organisation_ids=parties))
    return _bid_of(ctx, group)


def dissolve_group(ctx: Context, group_id: UUID, answers: Mapping[str, Any]) -> BidGroup:
    """Record that nothing came of the group, and why."""
    group = queries.group(ctx, group_id)
    if group.state == GroupState.DISSOLVED:
        raise Conflict(_("The group is dissolved already."))
    group.state = GroupState.DISSOLVED
    group.note = "\n\n".join(part for part in (group.note, answers["reason"]) if part)
    return group


def _forming(ctx: Context, group_id: UUID) -> BidGroup:
    group = queries.group(ctx, group_id)
    if group.state != GroupState.FORMING:
        raise Conflict(_("The group has agreed, or is dissolved. Its companies cannot be changed any more."))
    return group


def _refuse_unready(joined: Sequence[GroupMember]) -> None:
    if len(joined) < 2:
        raise Invalid({"agreed_on": _("A group needs two companies or more that have said yes.")})
    shares = sum((member.share or Decimal(0) for member in joined), Decimal(0))
    if shares != _WHOLE:
        said = _("The shares of those who have said yes make {sum} percent; they must make 100.", sum=shares)
        raise Invalid({"agreed_on": said})


def _bid_of(ctx: Context, group: BidGroup) -> Bid | BidGroup:
    """The bid that the group makes together: one that its lead considers already, or a new one."""
    if group.notice_id is None:
        values = {"title": group.title, "organisation_id": group.organisation_id, "group_id": group.id}
        return open_bid(ctx, values)
    begun = queries.same_bid(ctx, group.organisation_id, group.notice_id, group.lot_id)
    if begun is not None and begun.group_id is None:
        begun.group_id = group.id
        return group
    made_before = ctx.session.exec(select(Bid).where(Bid.group_id == group.id)).first()
    if made_before is not None:
        return group
    values = {
        "organisation_id": group.organisation_id,
        "notice_id": group.notice_id,
        "lot_id": group.lot_id,
        "group_id": group.id,
    }
    return open_bid(ctx, values)
