"""The verbs of consortia: opened, seats sought and given, the rules held against them at each change."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, _
from utblick_partnerships.choices.consortia import AID_QUESTIONS
from utblick_partnerships.eligibility import Verdict, judge, rule_set
from utblick_partnerships.events import EligibilityChecked
from utblick_partnerships.models import Consortium, ConsortiumState, Seat, SeatRole, SeatState
from utblick_partnerships.queries import calls as call_queries
from utblick_partnerships.queries import consortia as queries
from utblick_partnerships.service.money import check_money
from utblick_partnerships.service.trail import given, kept, led_from, move, stamped, tell

_CHANGEABLE = (SeatState.NEEDED, SeatState.CANDIDATE, SeatState.DECLINED)


def open_consortium(ctx: Context, values: Mapping[str, Any]) -> Consortium:
    """Begin a consortium; its rules follow from the call, and the municipality has the first seat."""
    known = {"owner_id": ctx.actor.user_id} | given(values)
    if known.get("call_id"):
        call = call_queries.call(ctx, known["call_id"])
        known.setdefault("rules", call.rules)
    _check(known)
    row = kept(ctx, Consortium(**known, **stamped(ctx)))
    led_from(ctx, row.id, row.idea_id, row.call_id)
    own = next(iter(ctx.organisations.listed(kind="municipality", local=True)), None)
    if own is not None:
        add_seat(ctx, row.id, {"role": SeatRole.LEAD, "organisation_id": own.id})
    recheck(ctx, row)
    return row


def update_consortium(ctx: Context, row: Consortium, changes: Mapping[str, Any]) -> Consortium:
    """Correct a consortium; the rules are held against it anew."""
    for name, value in changes.items():
        setattr(row, name, value)
    _check({name: getattr(row, name) for name in ("participants", "international", "months")})
    recheck(ctx, row)
    return row


def complete_consortium(ctx: Context, consortium_id: UUID, answers: Mapping[str, Any]) -> Consortium:
    """Note that the consortium is complete; `although` confirms it while the rules are not met."""
    row = queries.consortium(ctx, consortium_id)
    verdict = recheck(ctx, row)
    if verdict is not None and not verdict.met and not answers.get("although"):
        missing = ", ".join(ctx.translate(one) for one in verdict.missing)
        raise Invalid({"although": _("The rules are not met. Missing: {missing}.", missing=missing)})
    move(ctx, row, ConsortiumState.COMPLETE, ConsortiumState.BUILDING)
    return row


def reopen_consortium(ctx: Context, consortium_id: UUID, answers: Mapping[str, Any]) -> Consortium:
    """Go on building."""
    row = queries.consortium(ctx, consortium_id)
    move(ctx, row, ConsortiumState.BUILDING, ConsortiumState.COMPLETE, ConsortiumState.DISSOLVED)
    recheck(ctx, row)
    return row


def dissolve_consortium(ctx: Context, consortium_id: UUID, answers: Mapping[str, Any]) -> Consortium:
    """Note that nothing came of it, and why."""
    row = queries.consortium(ctx, consortium_id)
    move(ctx, row, ConsortiumState.DISSOLVED, ConsortiumState.BUILDING, ConsortiumState.COMPLETE)
    row.note = "\n\n".join(part for part in (row.note, answers["reason"]) if part)
    return row


def add_seat(ctx: Context, consortium_id: UUID, values: Mapping[str, Any]) -> Seat:
    """Seek somebody for a place, or give it to an organisation at once as a candidate."""
    consortium = _being_built(ctx, consortium_id)
    known = given(values) | {"consortium_id": consortium_id}
    held = queries.seats(ctx, consortium_id)
    _check_lead(known.get("role"), held)
    check_money(known.get("budget"), known.get("own_share"))
    organisation = known.pop("organisation_id", None)
    place = max((one.place for one in held), default=0) + 1
    row = Seat(title="", place=place, **known, **stamped(ctx))
    if organisation:
        _give(ctx, row, organisation, held)
    else:
        _name(ctx, row)
    kept(ctx, row)
    recheck(ctx, consortium)
    return row


def update_seat(ctx: Context, row: Seat, changes: Mapping[str, Any]) -> Seat:
    """Correct what a seat asks for, its role, task and money; another organisation is thought of anew."""
    changeable_seat(ctx, row.id)
    changed = dict(changes)
    if "consortium_id" in changed:
        raise Invalid({"consortium_id": _("A seat stays in its consortium. Add a new one in the other.")})
    others = [one for one in queries.seats(ctx, row.consortium_id) if one.id != row.id]
    _check_lead(changed.get("role"), others)
    check_money(changed.get("budget"), changed.get("own_share"))
    organisation = changed.pop("organisation_id", row.organisation_id)
    for name, value in changed.items():
        setattr(row, name, value)
    if organisation is None and row.organisation_id is not None:
        return free_seat(ctx, row.id)
    if organisation != row.organisation_id:
        return seat_organisation(ctx, row.id, organisation)
    recheck(ctx, queries.consortium(ctx, row.consortium_id))
    return row


def changeable_seat(ctx: Context, seat_id: UUID) -> Seat:
    """The seat, as long as its consortium is being built; raises `Conflict` when it no longer is."""
    row = queries.seat(ctx, seat_id)
    _being_built(ctx, row.consortium_id)
    return row


def seat_organisation(ctx: Context, seat_id: UUID, organisation_id: UUID) -> Seat:
    """Think of an organisation for a seat. The municipality's own seat is taken at once."""
    row = changeable_seat(ctx, seat_id)
    if row.state not in _CHANGEABLE:
        raise Conflict(_("The organisation has been invited. Withdraw the invitation first."))
    _give(ctx, row, organisation_id, queries.seats(ctx, row.consortium_id))
    recheck(ctx, queries.consortium(ctx, row.consortium_id))
    return row


def free_seat(ctx: Context, seat_id: UUID) -> Seat:
    """Make a seat needed again; links that were sent stop working."""
    row = changeable_seat(ctx, seat_id)
    if row.state == SeatState.SIGNED:
        raise Conflict(_("The organisation has signed. End the agreement in place of freeing the seat."))
    row.organisation_id = row.person_id = row.invited_on = row.answered_on = row.expires_at = None
    row.token_hash = row.invited_email = row.answer = row.answered_by = ""
    row.state = SeatState.NEEDED
    _name(ctx, row)
    recheck(ctx, queries.consortium(ctx, row.consortium_id))
    return row


def remove_seat(ctx: Context, seat_id: UUID) -> None:
    """Take a seat away that nobody has said yes to."""
    row = changeable_seat(ctx, seat_id)
    if row.state not in _CHANGEABLE:
        raise Conflict(_("Somebody is invited to the seat or has it. Free it first."))
    ctx.session.delete(row)
    ctx.session.flush()
    recheck(ctx, queries.consortium(ctx, row.consortium_id))


def set_money(ctx: Context, seat_id: UUID, *, budget: Decimal | None, own_share: Decimal | None) -> Seat:
    """Keep a partner's part of the budget and how much of it is its own money."""
    row = changeable_seat(ctx, seat_id)
    check_money(budget, own_share)
    row.budget, row.own_share = budget, own_share
    return row


def check_aid(ctx: Context, seat_id: UUID, answers: Mapping[str, str]) -> Seat:
    """Keep a partner's answers to the four questions on state aid."""
    row = changeable_seat(ctx, seat_id)
    allowed = ("yes", "no", "unknown")
    row.aid = {name: answers[name] for name, _text in AID_QUESTIONS if answers.get(name) in allowed}
    return row


def is_probably_aid(seat: Seat) -> bool | None:
    """Whether all four questions were answered with yes; None while one is open."""
    said = [seat.aid.get(name) for name, _text in AID_QUESTIONS]
    if any(answer == "no" for answer in said):
        return False
    return True if all(answer == "yes" for answer in said) else None


def recheck(ctx: Context, row: Consortium) -> Verdict | None:
    """Hold the rules against a consortium and keep what they say; a change of it is told."""
    verdict = verdict_of(ctx, row)
    before = row.verdict.get("rules"), row.met
    if verdict is None:
        row.met, row.missing, row.verdict = False, 0, {}
        return None
    row.met, row.missing = verdict.met, len(verdict.missing)
    row.verdict = {"rules": verdict.rules.id, "met": verdict.met, "hoped": verdict.hoped}
    if before != (verdict.rules.id, verdict.met):
        checked = EligibilityChecked(
            consortium_id=row.id, rules=verdict.rules.id, met=verdict.met, missing=row.missing
        )
        tell(ctx, row.id, checked)
    return verdict


def verdict_of(ctx: Context, row: Consortium) -> Verdict | None:
    """What the rules say of a consortium; None when it has none."""
    rules = rule_set(row.rules)
    if rules is None:
        return None
    return judge(rules, queries.facts_of(ctx, row, queries.seats(ctx, row.id)))


def _give(ctx: Context, row: Seat, organisation_id: UUID, held: Sequence[Seat]) -> None:
    """Put an organisation into a seat, all at once: it is one change in the history."""
    party = ctx.organisations.get(organisation_id)
    if any(one.organisation_id == party.id and one.id != row.id for one in held):
        raise Invalid({"organisation_id": _("{name} has a seat already.", name=party.name)})
    own = party.id in ctx.organisations.own()
    row.organisation_id, row.title = party.id, party.name
    row.state = SeatState.ACCEPTED if own else SeatState.CANDIDATE


def _being_built(ctx: Context, consortium_id: UUID) -> Consortium:
    row = queries.consortium(ctx, consortium_id)
    if row.state != ConsortiumState.BUILDING:
        raise Conflict(_("The consortium is no longer being built. Go on building before its seats change."))
    return row


def _check_lead(role: str | None, others: Sequence[Seat]) -> None:
    if role == SeatRole.LEAD and any(one.role == SeatRole.LEAD for one in others):
        raise Invalid({"role": _("The consortium has a lead partner already.")})


def _name(ctx: Context, seat: Seat) -> None:
    """The seat's title: who has it, else what is sought."""
    if seat.organisation_id:
        seat.title = ctx.organisations.get(seat.organisation_id).name
        return
    seat.title = ctx.translate(_("Seat {n}", n=seat.place))


def _check(values: Mapping[str, Any]) -> None:
    participants, international = values.get("participants"), values.get("international")
    if participants is not None and international is not None and international > participants:
        raise Invalid({"international": _("More come from abroad than come at all.")})
    if values.get("months") is not None and values["months"] < 1:
        raise Invalid({"months": _("A project lasts at least a month.")})
