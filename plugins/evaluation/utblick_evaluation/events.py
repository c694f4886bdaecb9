"""What evaluation tells the rest of the house about goals."""

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, _


class GoalAgreed(Event, name="evaluation.goal.agreed", key="goal_id"):
    """A goal with its target and period was agreed and counts from now on."""

    says: ClassVar[Msg] = _("was agreed as a goal")
    goal_id: UUID
    indicator: str = Field(examples=["export_deals.confirmed_agreements"])
    target: Decimal


class GoalProgressed(Event, name="evaluation.goal.progressed", key="goal_id"):
    """The reading of a goal went up."""

    says: ClassVar[Msg] = _("went from {before} to {after} of {target}")
    goal_id: UUID
    before: Decimal
    after: Decimal
    target: Decimal


class GoalRegressed(Event, name="evaluation.goal.regressed", key="goal_id"):
    """The reading of a goal went down, because something that counted was taken back or lapsed."""

    says: ClassVar[Msg] = _("went back from {before} to {after} of {target}")
    goal_id: UUID
    before: Decimal
    after: Decimal
    target: Decimal


class GoalReached(Event, name="evaluation.goal.reached", key="goal_id"):
    """The reading of a goal came to its target."""

    says: ClassVar[Msg] = _("was reached: {after} of {target}")
    goal_id: UUID
    after: Decimal
    target: Decimal


class GoalAtRisk(Event, name="evaluation.goal.at_risk", key="goal_id"):
    """At its pace so far a goal will not be reached in its period."""

    says: ClassVar[Msg] = _("is at risk: {after} of {target}")
    goal_id: UUID
    after: Decimal
    target: Decimal


class GoalCounted(
    Event,
    name="evaluation.goal.counted",
    key="goal_id",
    share="county",
    share_at_most="public",
    coarse=("indicator", "starts_on", "ends_on", "reading", "target", "light", "state"),
    shown=("code", "title", "title_en", "indicator", "starts_on", "ends_on", "reading", "target"),
):
    """How an agreed goal stands, whole: its reading, target and period, told whenever one of these changes.

    For readers that keep no history, such as the county's dashboard.
    """

    says: ClassVar[Msg] = _("stands at {reading} of {target}")
    goal_id: UUID
    code: str = ""
    title: str
    title_en: str = ""
    indicator: str = Field(examples=["export_deals.confirmed_agreements"])
    starts_on: date
    ends_on: date
    reading: Decimal
    target: Decimal
    light: str = Field(default="", examples=["on_track"])
    state: str = Field(examples=["agreed"])


class PeriodLocked(Event, name="evaluation.period.locked", key="snapshot_id"):
    """The readings of a period were locked as a signed snapshot."""

    says: ClassVar[Msg] = _("was locked as a period")
    snapshot_id: UUID
    digest: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])


class BlueprintReleased(Event, name="evaluation.blueprint.released", key="blueprint_id", share="county"):
    """Our model was released for others: it is complete, and somebody else has installed or reviewed it."""

    says: ClassVar[Msg] = _("was released as a model for others: version {release} of {blueprint}")
    blueprint_id: UUID
    blueprint: str = Field(examples=["nordanstig"])
    release: int
    digest: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])


class BlueprintWithdrawn(Event, name="evaluation.blueprint.withdrawn", key="blueprint_id", share="county"):
    """A released model was withdrawn, and counts no more."""

    says: ClassVar[Msg] = _("was withdrawn as a model for others")
    blueprint_id: UUID
    blueprint: str = Field(examples=["nordanstig"])


EVENTS = (
    GoalAgreed,
    GoalProgressed,
    GoalRegressed,
    GoalReached,
    GoalAtRisk,
    GoalCounted,
    PeriodLocked,
    BlueprintReleased,
    BlueprintWithdrawn,
)
