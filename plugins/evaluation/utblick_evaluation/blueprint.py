"""Goals as rules that another municipality can take over: what counts, to which number, by when."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlmodel import col, select

from utblick.api import BlueprintPart, Context, Entries, Indicator, Invalid, _
from utblick_evaluation import service
from utblick_evaluation.models import Goal

_FIELDS = ("code", "title", "title_en", "description", "indicator", "target", "starts_on", "ends_on")


class GoalRule(BaseModel):
    """A goal as a blueprint holds it. `rule` is what its indicator counts, which comes with a plugin."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: Annotated[str, Field(max_length=10)] = ""
    title: Annotated[str, Field(min_length=1, max_length=200)]
    title_en: Annotated[str, Field(max_length=200)] = ""
    description: Annotated[str, Field(max_length=2000)] = ""
    indicator: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=100)]
    target: Annotated[Decimal, Field(max_digits=18, decimal_places=6)]
    starts_on: date
    ends_on: date
    rule: dict[str, Any] | None = None


def export(ctx: Context) -> Entries:
    """Every goal as a rule, by its code or title; neither readings nor our own words about them."""
    return {_key(goal): _plain(ctx, goal) for goal in _goals(ctx).values()}


def install(ctx: Context, entries: Entries) -> None:
    """Write goals as drafts, for the municipality to agree on; a goal that is replaced keeps its state."""
    here = _goals(ctx)
    for place, (key, entry) in enumerate(entries.items(), start=len(here)):
        try:
            wanted = GoalRule.model_validate(entry)
        except ValidationError as error:
            field = ".".join(str(part) for part in error.errors()[0]["loc"])
            said = _("The goal {key} of the blueprint cannot be used: {field}", key=key, field=field)
            raise Invalid({"": said}, said) from None
        values = wanted.model_dump(exclude={"rule"})
        if key in here:
            service.change_goal(ctx, here[key], values)
        else:
            service.set_goal(ctx, {**values, "place": place}, awaited=True)


def _goals(ctx: Context) -> dict[str, Goal]:
    rows = ctx.session.exec(select(Goal).order_by(col(Goal.place), col(Goal.code), col(Goal.id)))
    found: dict[str, Goal] = {}
    for goal in rows:
        found.setdefault(_key(goal), goal)
    return found


def _key(goal: Goal) -> str:
    return (goal.code or goal.title)[:100]


def _plain(ctx: Context, goal: Goal) -> Mapping[str, Any]:
    said: dict[str, Any] = {name: getattr(goal, name) for name in _FIELDS}
    said["target"] = format(goal.target.normalize(), "f")
    said |= {name: said[name].isoformat() for name in ("starts_on", "ends_on")}
    rule = service.rule(ctx, goal.indicator)
    return {**said, "rule": _rule(rule)} if rule is not None else said


def _rule(rule: Indicator) -> dict[str, Any]:
    """What the indicator counts, as data; without what is empty."""
    said = {
        "event": rule.event,
        "distinct": rule.distinct,
        "where": [f"{one.field} {one.operator} {one.value}" for one in rule.where],
        "retracted_by": list(rule.retracted_by),
        "dated_by": rule.dated_by,
        "window_days": rule.window_days,
        "count": rule.count.value,
        "sums": rule.sums,
    }
    return {name: value for name, value in said.items() if value not in ("", [], None)}


PARTS = (
    BlueprintPart(
        name="evaluation.goals",
        title=_("Goals"),
        export=export,
        install=install,
        fields={
            "code": _("Code"),
            "title": _("Goal"),
            "title_en": _("Goal in English"),
            "description": _("Description"),
            "indicator": _("Indicator"),
            "target": _("Target"),
            "starts_on": _("From"),
            "ends_on": _("To"),
            "rule": _("What counts (comes with the plugin)"),
        },
    ),
)
