"""The verbs of twin towns: the way from an idea to an agreement in force, and out of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Ref, _, add_task, choice_label, finish_tasks
from utblick_twinning.events import AgreementDecided, AgreementEnded, AgreementRenewed, AgreementSigned
from utblick_twinning.models import Category, Step, StepKind, Town, TownState
from utblick_twinning.queries import towns as queries
from utblick_twinning.service import counting

FORMAL = (Category.FRIENDSHIP, Category.PARTNERSHIP)
"""The categories that need a decision of the council."""


def open_town(ctx: Context, values: Mapping[str, Any]) -> Town:
    """Begin with a town; one with a signed agreement, or that has been a twin town for years, is active.

    A town that is not in the register of organisations is added there.
    """
    town = Town(**values, state_since=ctx.now, created_at=ctx.now, updated_at=ctx.now)
    _check(ctx, town)
    if town.signed_on or town.since_year:
        town.state = TownState.ACTIVE
    if town.organisation_id is None:
        town.organisation_id = _organisation(ctx, town)
    ctx.session.add(town)
    ctx.session.flush()
    counting.reckon(ctx, town)
    return town


def update_town(ctx: Context, town: Town, changes: Mapping[str, Any]) -> Town:
    """Correct a town; its state moves by the verbs below. A coordinator who goes leaves a task behind."""
    left = town.owner_id is not None and "owner_id" in changes and changes["owner_id"] != town.owner_id
    for name, value in changes.items():
        setattr(town, name, value)
    _check(ctx, town)
    if left and town.owner_id is None and town.successor_id:
        town.owner_id, town.successor_id = town.successor_id, None
    if left and town.owner_id is None:
        ask_for_successor(ctx, town)
    elif town.owner_id is not None:
        finish_tasks(ctx, ref(town), _task(ctx))
    counting.reckon(ctx, town)
    return town


def ask_for_successor(ctx: Context, town: Town, *, who: str = "") -> None:
    """Write down that somebody must take over."""
    note = ctx.translate(_("Nobody has taken over from {who}.", who=who)) if who else ""
    add_task(ctx, _task(ctx), about=ref(town), due_on=ctx.today, owner_id=town.owner_id, note=note)


def propose_agreement(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Record the proposal that there be an agreement."""
    town = move(ctx, town_id, TownState.INTENT, TownState.EXPLORING)
    add_step(ctx, town, StepKind.PROPOSAL, answers)
    return town


def decide_agreement(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Record the council's decision, under its registry number."""
    town = move(ctx, town_id, TownState.DECIDED, TownState.INTENT, TownState.EXPLORING)
    step = add_step(ctx, town, StepKind.COUNCIL, answers)
    town.diary_number = step.diary_number or town.diary_number
    ctx.publish(AgreementDecided(**facts(town), decided_on=step.decided_on, diary_number=step.diary_number))
    return town


def sign_agreement(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Bring the agreement into force."""
    town = move(ctx, town_id, TownState.ACTIVE, TownState.DECIDED)
    step = add_step(ctx, town, StepKind.SIGNING, answers)
    town.signed_on, town.expires_on = step.decided_on, step.expires_on
    town.since_year = town.since_year or str(step.decided_on.year)
    ctx.publish(AgreementSigned(**facts(town), signed_on=step.decided_on, expires_on=step.expires_on))
    counting.reckon(ctx, town)
    return town


def start_without_agreement(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Let a contact or a project begin, for which the council need not decide."""
    town = queries.town(ctx, town_id)
    if town.category in FORMAL:
        raise Conflict(
            _("A partnership or a friendship needs the council's decision. Record that, or change category.")
        )
    move(ctx, town_id, TownState.ACTIVE, TownState.EXPLORING, TownState.INTENT)
    counting.reckon(ctx, town)
    return town


def renew_agreement(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Let the agreement go on until another day."""
    town = move(ctx, town_id, TownState.ACTIVE, TownState.ACTIVE, TownState.DORMANT)
    step = add_step(ctx, town, StepKind.RENEWAL, answers)
    if town.expires_on and step.expires_on and step.expires_on <= town.expires_on:
        raise Invalid({"expires_on": _("The new last day must lie after the one that is in force.")})
    town.expires_on = step.expires_on
    town.diary_number = step.diary_number or town.diary_number
    finish_tasks(ctx, ref(town))
    ctx.publish(AgreementRenewed(**facts(town), decided_on=step.decided_on, expires_on=step.expires_on))
    counting.reckon(ctx, town)
    return town


def rest(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Note that the tie rests, and why."""
    town = move(ctx, town_id, TownState.DORMANT, TownState.ACTIVE)
    town.reason = answers["reason"]
    counting.reckon(ctx, town)
    return town


def wake(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Note that the tie is alive again."""
    town = move(ctx, town_id, TownState.ACTIVE, TownState.DORMANT)
    town.reason = ""
    town.lapsed_on = None
    counting.reckon(ctx, town)
    return town


def end_agreement(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Record the council's decision to end the tie."""
    living = (TownState.DECIDED, TownState.ACTIVE, TownState.DORMANT)
    town = move(ctx, town_id, TownState.ENDED, *living)
    step = add_step(ctx, town, StepKind.ENDING, answers)
    town.reason = answers["reason"]
    finish_tasks(ctx, ref(town))
    ctx.publish(AgreementEnded(**facts(town), decided_on=step.decided_on, diary_number=step.diary_number))
    counting.reckon(ctx, town)
    return town


def reconsider(ctx: Context, town_id: UUID, answers: Mapping[str, Any]) -> Town:
    """Take a town up again that was given up."""
    town = move(ctx, town_id, TownState.EXPLORING, TownState.ENDED, TownState.INTENT)
    town.reason = ""
    counting.reckon(ctx, town)
    return town


def note_step(ctx: Context, values: Mapping[str, Any]) -> Step:
    """Write down a proposal or what a committee said; decisions that move the town are recorded on it."""
    if values["kind"] not in (StepKind.PROPOSAL, StepKind.COMMITTEE):
        raise Invalid({"kind": _("Record this on the page of the town: it moves the town as well.")})
    step = Step(**values, created_at=ctx.now, updated_at=ctx.now)
    queries.town(ctx, step.town_id)
    ctx.session.add(step)
    ctx.session.flush()
    return step


def add_step(ctx: Context, town: Town, kind: StepKind, answers: Mapping[str, Any]) -> Step:
    """Keep a step of the decision chain; it cannot lie in the future."""
    decided_on: date = answers.get("decided_on") or ctx.today
    if decided_on > ctx.today:
        raise Invalid({"decided_on": _("The day lies in the future.")})
    expires_on = answers.get("expires_on")
    if expires_on and expires_on <= decided_on:
        raise Invalid({"expires_on": _("The last day must lie after the decision.")})
    from utblick_twinning.choices import STEP_KINDS

    step = Step(
        title=f"{ctx.translate(choice_label(STEP_KINDS, kind))}: {town.title}"[:200],
        town_id=town.id,
        kind=kind,
        body=answers.get("body") or "",
        decided_on=decided_on,
        diary_number=answers.get("diary_number") or "",
        expires_on=expires_on,
        note=answers.get("note") or "",
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.session.add(step)
    ctx.session.flush()
    return step


def move(ctx: Context, town_id: UUID, target: TownState, *sources: TownState) -> Town:
    """Set the state of a town; refused when it stands elsewhere than the mover believed."""
    town = queries.town(ctx, town_id)
    if town.state not in sources:
        raise Conflict(_("The town has already moved on. Load the page again to see where it stands."))
    if town.state != target:
        town.state, town.state_since = target, ctx.now
    return town


def facts(town: Town) -> dict[str, Any]:
    """What every event tells of a town."""
    return {
        "town_id": town.id,
        "organisation_id": town.organisation_id,
        "country": town.country,
        "category": town.category,
    }


def ref(town: Town) -> Ref:
    """The pointer to a town, for tasks."""
    return Ref("twinning", "town", town.id)


def _task(ctx: Context) -> str:
    return ctx.translate(_("Find a successor for the tie"))


def _organisation(ctx: Context, town: Town) -> UUID:
    found = ctx.organisations.find(name=town.title)
    if found is not None and found.country == town.country:
        return found.id
    return ctx.organisations.register(town.title, kind="municipality", country=town.country).id


def _check(ctx: Context, town: Town) -> None:
    problems = {}
    if town.country == "SE":
        problems["country"] = _("A twin town lies in another country.")
    if (town.latitude is None) != (town.longitude is None):
        problems["longitude"] = _("Give both latitude and longitude, or neither.")
    if town.latitude is not None and not -90 <= town.latitude <= 90:
        problems["latitude"] = _("A latitude lies between -90 and 90.")
    if town.longitude is not None and not -180 <= town.longitude <= 180:
        problems["longitude"] = _("A longitude lies between -180 and 180.")
    if town.since_year > str(ctx.today.year):
        problems["since_year"] = _("The year lies in the future.")
    if town.signed_on and town.expires_on and town.expires_on <= town.signed_on:
        problems["expires_on"] = _("The last day must lie after the signing.")
    if problems:
        raise Invalid(problems)
