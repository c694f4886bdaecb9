"""What can be done with goals, and how their readings follow the evidence."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlmodel import col, delete, select

from utblick.api import Conflict, Context, Indicator, Invalid, Msg, NotFound, _
from utblick_evaluation import counting
from utblick_evaluation.choices import TO_COME, WAITING
from utblick_evaluation.events import (
    GoalAgreed,
    GoalAtRisk,
    GoalCounted,
    GoalProgressed,
    GoalReached,
    GoalRegressed,
)
from utblick_evaluation.models import Evidence, Goal, Retraction


def set_goal(ctx: Context, values: Mapping[str, Any], *, awaited: bool = False) -> Goal:
    """Write down a goal as a draft; raises `Invalid` for one without period, target or known rule.

    An `awaited` goal may name the rule of a plugin that is not enabled yet, as those of a preset do.
    """
    _refuse_unsound(ctx, values, rule_is_given=awaited)
    goal = Goal(**values)
    ctx.session.add(goal)
    ctx.session.flush()
    refresh(ctx, [goal], tell=False)
    return goal


def change_goal(ctx: Context, goal: Goal, changes: Mapping[str, Any]) -> Goal:
    """Change a goal; its reading is made anew, since target, rule or period may have changed."""
    kept = changes.get("indicator", goal.indicator) == goal.indicator
    _refuse_unsound(ctx, {**goal.model_dump(), **changes}, rule_is_given=kept)
    for name, value in changes.items():
        setattr(goal, name, value)
    ctx.session.add(goal)
    ctx.session.flush()
    refresh(ctx, [goal], tell=False)
    return goal


def agree_goal(ctx: Context, goal_id: UUID) -> Goal:
    """Agree on a drafted goal; from now on the house is told of its progress."""
    goal = get(ctx, goal_id)
    if goal.state != "draft":
        raise Conflict(_("The goal has already been agreed."))
    goal.state = "agreed"
    ctx.session.add(goal)
    ctx.publish(GoalAgreed(goal_id=goal.id, indicator=goal.indicator, target=goal.target))
    refresh(ctx, [goal], tell=False)
    return goal


def close_goal(ctx: Context, goal_id: UUID) -> Goal:
    """Close a goal; its last reading stays."""
    goal = get(ctx, goal_id)
    if goal.state != "agreed":
        raise Conflict(_("Only an agreed goal can be closed."))
    goal.state = "closed"
    ctx.session.add(goal)
    _tell_count(ctx, goal)
    return goal


def refresh(ctx: Context, goals: Iterable[Goal], *, tell: bool = True) -> None:
    """Bring the readings of goals to what the evidence says, and tell what changed."""
    for goal in goals:
        if goal.state == "closed":
            continue
        before, light = goal.reading, goal.light
        after = measure(ctx, goal)
        is_counted = rule(ctx, goal.indicator) is not None
        goal.reading, goal.light = after, light_of(goal, after, ctx.today) if is_counted else WAITING
        if after >= goal.target:
            goal.reached_on = goal.reached_on or ctx.today
        else:
            goal.reached_on = None
        if before != after or light != goal.light:
            ctx.session.add(goal)
            if tell and goal.state == "agreed":
                _tell(ctx, goal, before, after, light)
        _tell_count(ctx, goal)
    ctx.session.flush()


def refresh_touched(ctx: Context, names: Iterable[str]) -> None:
    """Refresh the goals that count by these indicators."""
    wanted = tuple(names)
    if wanted:
        refresh(ctx, ctx.session.exec(select(Goal).where(col(Goal.indicator).in_(wanted))).all())


def measure(ctx: Context, goal: Goal) -> Decimal:
    """What the goal reads now: its baseline and what the evidence adds."""
    indicator = rule(ctx, goal.indicator)
    if indicator is None:
        return goal.reading
    return goal.baseline + counting.read(ctx, indicator, goal.starts_on, goal.ends_on).value


def recount(ctx: Context) -> None:
    """Forget all evidence; a replay of the log builds it again."""
    ctx.session.exec(delete(Evidence))
    ctx.session.exec(delete(Retraction))
    refresh(ctx, ctx.session.exec(select(Goal)).all(), tell=False)


def light_of(goal: Goal, reading: Decimal, today: date) -> str:
    """The traffic light: `reached`, `on_track`, `at_risk` or `behind`, by the pace that the period asks for.

    The pace expected today is the part of the period that has passed; within 75 % of it a goal is on
    track, within 40 % at risk. A period that has ended without reaching the target is behind.
    """
    if reading >= goal.target:
        return "reached"
    if today < goal.starts_on:
        return "on_track"
    if today > goal.ends_on:
        return "behind"
    expected = pace(goal, today) - goal.baseline
    made = reading - goal.baseline
    if expected <= 0 or made >= expected * Decimal("0.75"):
        return "on_track"
    return "at_risk" if made >= expected * Decimal("0.4") else "behind"


def pace(goal: Goal, today: date) -> Decimal:
    """What the goal would read today if it went at an even pace through its period."""
    length = (goal.ends_on - goal.starts_on).days + 1
    passed = min(max((today - goal.starts_on).days + 1, 0), length)
    return goal.baseline + (goal.target - goal.baseline) * passed / length


def rule(ctx: Context, name: str) -> Indicator | None:
    """The indicator of that name, when its plugin is enabled."""
    return next((one for one in counting.indicators(ctx) if one.name == name), None)


def needed_plugin(ctx: Context, goal: Goal) -> str:
    """The plugin that a goal waits for; empty when its rule is here."""
    return "" if rule(ctx, goal.indicator) else awaited_plugin(goal)


def awaited_plugin(goal: Goal) -> str:
    """The plugin whose rule the goal names."""
    return goal.indicator.partition(".")[0]


def title_of(ctx: Context, plugin: str) -> str:
    """What a plugin is called, also one that is not enabled, or not there yet."""
    title = ctx.platform.plugin_title(plugin, ctx.language)
    return ctx.translate(TO_COME[plugin]) if title == plugin and plugin in TO_COME else title


def awaited_rules(ctx: Context) -> list[str]:
    """The rules of goals that no enabled plugin brings, by name."""
    known = {one.name for one in counting.indicators(ctx)}
    return sorted(set(ctx.session.exec(select(Goal.indicator).distinct())) - known)


def get(ctx: Context, goal_id: UUID) -> Goal:
    """The goal; raises `NotFound`."""
    goal = ctx.session.get(Goal, goal_id)
    if goal is None:
        raise NotFound(_("The goal is not here."))
    return goal


def _refuse_unsound(ctx: Context, values: Mapping[str, Any], *, rule_is_given: bool) -> None:
    problems = {}
    if not rule_is_given and (unknown := _unknown_rule(ctx, str(values.get("indicator") or ""))):
        problems["indicator"] = unknown
    for name in ("starts_on", "ends_on"):
        if not values.get(name):
            problems[name] = _("A goal needs a period: say from which day to which.")
    if not {"starts_on", "ends_on"} & problems.keys() and values["ends_on"] < values["starts_on"]:
        problems["ends_on"] = _("The end lies before the start.")
    if values.get("target") is None:
        problems["target"] = _("A goal needs a target.")
    elif values["target"] <= (values.get("baseline") or 0):
        problems["target"] = _("The target must be above the baseline.")
    if problems:
        raise Invalid(problems)


def _unknown_rule(ctx: Context, name: str) -> Msg | None:
    """What to say of a name that no enabled plugin counts by; None for one that is known."""
    known = [one.name for one in counting.indicators(ctx)]
    if name in known:
        return None
    if near := get_close_matches(name, known, n=1, cutoff=0.4):
        return _("No enabled plugin counts “{name}”. Did you mean {near}?", name=name, near=near[0])
    if known:
        return _("No enabled plugin counts “{name}”. Choose one of: {known}.",
                 name=name, known=", ".join(sorted(known)))  # fmt: skip
    return _("No enabled plugin has anything to count. Ask the administrator to enable one.")


def _tell(ctx: Context, goal: Goal, before: Decimal, after: Decimal, light: str) -> None:
    if after > before:
        ctx.publish(GoalProgressed(goal_id=goal.id, before=before, after=after, target=goal.target))
    elif after < before:
        ctx.publish(GoalRegressed(goal_id=goal.id, before=before, after=after, target=goal.target))
    if after >= goal.target > before:
        ctx.publish(GoalReached(goal_id=goal.id, after=after, target=goal.target))
    if goal.light in {"at_risk", "behind"} and light in {"on_track", "reached"}:
        ctx.publish(GoalAtRisk(goal_id=goal.id, after=after, target=goal.target))


def _tell_count(ctx: Context, goal: Goal) -> None:
    """Tell how a goal stands, unless that was told already."""
    if goal.state == "draft":
        return
    counted = GoalCounted(
        goal_id=goal.id,
        **goal.model_dump(
            include=set(GoalCounted.model_fields) - {"goal_id"},
        ),
    )
    mark = sha256(counted.model_dump_json().encode()).hexdigest()
    if mark != goal.counted_as:
        goal.counted_as = mark
        ctx.session.add(goal)
        ctx.publish(counted)
