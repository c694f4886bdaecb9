"""The verbs of ideas: raised, ripened, parked, and carried over to the next programme period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, _
from utblick_partnerships.events import IdeaCarried, IdeaRaised, PeriodSwitched
from utblick_partnerships.models import Idea, IdeaStage
from utblick_partnerships.queries import calls as queries
from utblick_partnerships.service.trail import given, kept, led_from, move, stamped, tell
from utblick_partnerships.settings import PartnershipsSettings

_OPEN = (IdeaStage.SEED, IdeaStage.CONCEPT, IdeaStage.CONSORTIUM, IdeaStage.APPLICATION)
_KEPT = (
    "title",
    "programme",
    "organisation_id",
    "challenge",
    "aim",
    "activities",
    "keywords",
    "countries",
    "lessons",
    "owner_id",
)


@dataclass(frozen=True, slots=True)
class Switched:
    """What became of the bank at the end of a period."""

    carried: int
    parked: int


def raise_idea(ctx: Context, values: Mapping[str, Any]) -> Idea:
    """Put an idea into the bank and tell the rest of the house."""
    period = ctx.plugin_settings(PartnershipsSettings).programme_period
    known = {"owner_id": ctx.actor.user_id, "period": period} | given(values)
    row = kept(ctx, Idea(**known, **stamped(ctx)))
    tell(ctx, row.id, IdeaRaised(idea_id=row.id, organisation_id=row.organisation_id, period=row.period))
    return row


def ripen_idea(ctx: Context, idea_id: UUID, answers: Mapping[str, Any]) -> Idea:
    """Make a concept of a seed: what is to be changed, and how."""
    row = queries.idea(ctx, idea_id)
    move(ctx, row, IdeaStage.CONCEPT, IdeaStage.SEED, field="stage")
    for name in ("challenge", "aim"):
        setattr(row, name, answers.get(name) or getattr(row, name))
    return row


def seek_partners(ctx: Context, idea_id: UUID, answers: Mapping[str, Any]) -> Idea:
    """Begin to look for partners."""
    row = queries.idea(ctx, idea_id)
    move(ctx, row, IdeaStage.CONSORTIUM, IdeaStage.SEED, IdeaStage.CONCEPT, field="stage")
    return row


def apply_for_idea(ctx: Context, idea_id: UUID, answers: Mapping[str, Any]) -> Idea:
    """Note that the idea is in an application."""
    row = queries.idea(ctx, idea_id)
    move(ctx, row, IdeaStage.APPLICATION, IdeaStage.CONCEPT, IdeaStage.CONSORTIUM, field="stage")
    return row


def park_idea(ctx: Context, idea_id: UUID, answers: Mapping[str, Any]) -> Idea:
    """Let an idea rest, with the reason and what was learnt."""
    row = queries.idea(ctx, idea_id)
    before = row.stage
    move(ctx, row, IdeaStage.PARKED, *_OPEN, field="stage")
    row.stage_before, row.parked_reason = before, answers["parked_reason"]
    row.lessons = "\n\n".join(part for part in (row.lessons, answers.get("lessons")) if part)
    return row


def take_up_idea(ctx: Context, idea_id: UUID, answers: Mapping[str, Any]) -> Idea:
    """Go on with a parked idea where it was left."""
    row = queries.idea(ctx, idea_id)
    move(ctx, row, row.stage_before or IdeaStage.SEED, IdeaStage.PARKED, field="stage")
    return row


def switch_period(ctx: Context, *, from_period: str, to_period: str, chosen: Sequence[UUID]) -> Switched:
    """Carry the chosen ideas over to the next period with their lessons, and park the others of the old one.

    The old records stay as they are: a carried idea is a new seed that says where it came from.
    """
    if not to_period.strip():
        raise Invalid({"to_period": _("Write the period that begins, such as 2028–2034.")})
    if to_period == from_period:
        raise Conflict(_("The ideas belong to this period already. Choose the one that begins."))
    held, carried, parked = queries.carried(ctx, to_period=to_period), 0, 0
    for idea in queries.ideas(ctx, period=from_period):
        if idea.id in chosen and idea.title not in held:
            _carry(ctx, idea, to_period)
            carried += 1
        elif idea.id not in chosen and idea.stage in (IdeaStage.SEED, IdeaStage.CONCEPT):
            park_idea(
                ctx, idea.id, {"parked_reason": ctx.translate(_("Not carried over to the next period."))}
            )
            parked += 1
    ctx.publish(PeriodSwitched(from_period=from_period, to_period=to_period, carried=carried, parked=parked))
    return Switched(carried, parked)


def _carry(ctx: Context, idea: Idea, to_period: str) -> Idea:
    values = {name: getattr(idea, name) for name in _KEPT}
    row = kept(ctx, Idea(**values, period=to_period, carried_from=idea.period, **stamped(ctx)))
    led_from(ctx, row.id, idea.id)
    tell(ctx, row.id, IdeaCarried(idea_id=row.id, from_period=idea.period, to_period=to_period))
    return row
