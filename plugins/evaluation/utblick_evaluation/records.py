"""Goals as records: list, form, history, search and API."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from sqlmodel import SQLModel

from utblick.api import (
    Choice,
    Context,
    Field,
    Kind,
    Label,
    Msg,
    Permission,
    RecordType,
    Ref,
    Section,
    Transition,
    _,
)
from utblick_evaluation import releasing, service
from utblick_evaluation.choices import LIGHTS, RELEASE_STATES, STATES
from utblick_evaluation.models import Goal, Release

PERMISSIONS = (
    Permission(
        name="evaluation.read",
        title=_("See goals and their evidence"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name="evaluation.write", title=_("Set and change goals"), roles=("coordinator",)),
    Permission(name="evaluation.lock", title=_("Lock periods"), roles=("coordinator",)),
)


def _indicators(ctx: Context) -> list[Choice]:
    """What can be counted now, plugin by plugin; then the rules that goals still wait for."""
    known = [
        Choice(value=one.name, label=_("{plugin}: {title}", plugin=plugin.card.title, title=one.title))
        for plugin in ctx.platform.registry.plugins
        for one in plugin.indicators
    ]
    awaited = service.awaited_rules(ctx)
    return known + [Choice(value=name, label=_awaited(ctx, name), offered=False) for name in awaited]


def _awaited(ctx: Context, name: str) -> Msg:
    title = service.title_of(ctx, name.partition(".")[0])
    return _("{rule} (needs the plugin {plugin})", rule=name, plugin=title)


def _create(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.set_goal(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.change_goal(ctx, cast(Goal, row), changes)


def _agree(ctx: Context, goal_id: UUID, _answers: Mapping[str, Any]) -> object:
    return service.agree_goal(ctx, goal_id)


def _close(ctx: Context, goal_id: UUID, _answers: Mapping[str, Any]) -> object:
    return service.close_goal(ctx, goal_id)


def _facts(ctx: Context, goal: SQLModel) -> list[tuple[Msg, object]]:
    """The way to what is behind the digit."""
    goal = cast(Goal, goal)
    if service.needed_plugin(ctx, goal):
        return []
    way = Label(
        ref=Ref("evaluation", "goal", goal.id),
        name=_("What is behind the digit"),
        url=f"/evaluation/goals/{goal.id}/evidence",
        kind=_("Evidence"),
        icon="target",
    )
    return [(way.kind, way)]


GOALS = RecordType(
    kind="goal",
    model=Goal,
    title=_("Goal"),
    plural=_("Goals"),
    path="goals",
    icon="target",
    read="evaluation.read",
    write="evaluation.write",
    name="title",
    state="state",
    sort="code",
    lead=_("What is to be achieved, by when, and the rule that counts it."),
    empty=_("Set the first goal, or load the pilot's seven with: utblick evaluation preset pilot"),
    fields=(
        Field(name="code", label=_("Code"), max_length=10),
        Field(name="title", label=_("Goal"), required=True),
        Field(name="title_en", label=_("Goal in English")),
        Field(name="description", label=_("Description"), kind=Kind.LONG_TEXT, max_length=2000),
        Field(
            name="indicator",
            label=_("Indicator"),
            kind=Kind.CHOICE,
            required=True,
            choices_from=_indicators,
            help=_("The rule that counts. It says which events count, and what takes them back."),
        ),
        Field(name="baseline", label=_("Baseline"), kind=Kind.DECIMAL, help=_("Where the count starts.")),
        Field(name="target", label=_("Target"), kind=Kind.DECIMAL, required=True),
        Field(name="starts_on", label=_("From"), kind=Kind.DATE, required=True),
        Field(name="ends_on", label=_("To"), kind=Kind.DATE, required=True),
        Field(name="owner_id", label=_("Owner"), kind=Kind.USER),
        Field(name="state", label=_("State"), kind=Kind.CHOICE, choices=STATES, read_only=True),
        Field(name="reading", label=_("Reading"), kind=Kind.DECIMAL, read_only=True),
        Field(name="light", label=_("Progress"), kind=Kind.CHOICE, choices=LIGHTS, read_only=True),
        Field(name="narrative", label=_("In our own words"), kind=Kind.LONG_TEXT, max_length=4000),
    ),
    columns=("code", "title", "reading", "target", "light", "ends_on", "owner_id"),
    filters=("state", "light", "indicator", "owner_id"),
    search=("code", "title", "title_en", "description"),
    sections=(
        Section(title=_("The goal"), fields=("code", "title", "title_en", "description", "owner_id")),
        Section(title=_("How it is counted"), fields=("indicator", "baseline", "target")),
        Section(title=_("Period"), fields=("starts_on", "ends_on")),
        Section(title=_("For the report"), fields=("narrative",)),
    ),
    transitions=(
        Transition(
            name="agree",
            label=_("Agree on the goal"),
            source=("draft",),
            target="agreed",
            permission="evaluation.write",
            perform=_agree,
            tone="ok",
        ),
        Transition(
            name="close",
            label=_("Close the goal"),
            source=("agreed",),
            target="closed",
            permission="evaluation.write",
            perform=_close,
            confirm=_("Close the goal? Its last reading stays."),
            tone="warn",
        ),
    ),
    create=_create,
    update=_update,
    facts=_facts,
)


def _release(ctx: Context, release_id: UUID, answers: Mapping[str, Any]) -> object:
    return releasing.release(ctx, release_id, proven_by=answers.get("proven_by") or "")


def _withdraw(ctx: Context, release_id: UUID, _answers: Mapping[str, Any]) -> object:
    return releasing.withdraw(ctx, release_id)


def _checklist(_ctx: Context, row: SQLModel) -> list[tuple[Msg, object]]:
    missing = releasing.missing(cast(Release, row))
    return [(_("What it lacks"), one) for one in missing] or [(_("What it lacks"), _("Nothing"))]


_PROVEN_BY = Field(
    name="proven_by",
    label=_("Installed or reviewed by"),
    required=True,
    max_length=300,
    help=_("The municipality that has installed it, or the authority that has reviewed it; no people."),
)
RELEASES = RecordType(
    kind="blueprint",
    model=Release,
    title=_("Model for others"),
    plural=_("Models for others"),
    path="blueprints",
    icon="clipboard-list",
    read="evaluation.read",
    write="evaluation.write",
    state="state",
    sort="-updated_at",
    lead=_("Our way of working as a file that another municipality can install, and who has."),
    empty=_("An administrator makes one with: utblick blueprint export"),
    creatable=False,
    editable=False,
    fields=(
        Field(name="name", label=_("Name"), read_only=True),
        Field(name="release", label=_("Version"), kind=Kind.INTEGER, read_only=True),
        Field(name="state", label=_("State"), kind=Kind.CHOICE, choices=RELEASE_STATES, read_only=True),
        Field(name="is_signed", label=_("Signed"), kind=Kind.BOOLEAN, read_only=True),
        Field(name="proven_by", label=_("Installed or reviewed by"), max_length=300, read_only=True),
        Field(name="released_on", label=_("Released on"), kind=Kind.DATE, read_only=True),
        Field(name="digest", label=_("Checksum"), read_only=True),
    ),
    columns=("name", "release", "state", "proven_by", "released_on"),
    filters=("state",),
    search=("name",),
    sections=(
        Section(title=_("The file"), fields=("name", "release", "is_signed", "digest")),
        Section(title=_("What became of it"), fields=("proven_by", "released_on")),
    ),
    transitions=(
        Transition(
            name="release",
            label=_("Release as a model"),
            source=("draft", "withdrawn"),
            target="released",
            permission="evaluation.write",
            perform=_release,
            fields=(_PROVEN_BY,),
            tone="ok",
        ),
        Transition(
            name="withdraw",
            label=_("Withdraw"),
            source=("released",),
            target="withdrawn",
            permission="evaluation.write",
            perform=_withdraw,
            confirm=_("Withdraw the model? It counts no more."),
            tone="warn",
        ),
    ),
    facts=_checklist,
)
RECORDS = (GOALS, RELEASES)
