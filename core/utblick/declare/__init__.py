"""What a plugin can declare: frozen values that its hooks return and the core brings to life."""

from utblick.declare.blueprints import BlueprintPart, Entries
from utblick.declare.calendars import Calendar, Occasion
from utblick.declare.personal import Disposal, PersonalData, RetentionRule
from utblick.declare.plugin import Job, Permission, Plugin, Schedule, daily, every
from utblick.declare.reactions import Count, Indicator, Subscriber, Where
from utblick.declare.records import (
    Board,
    Choice,
    Column,
    Field,
    Kind,
    RecordType,
    Section,
    Tone,
    Transition,
)
from utblick.declare.screens import Link, Panel, Slot
from utblick.declare.vocabulary import Vocabulary

__all__ = [
    "BlueprintPart",
    "Board",
    "Calendar",
    "Choice",
    "Column",
    "Count",
    "Disposal",
    "Entries",
    "Field",
    "Indicator",
    "Job",
    "Kind",
    "Link",
    "Occasion",
    "Panel",
    "Permission",
    "PersonalData",
    "Plugin",
    "RecordType",
    "RetentionRule",
    "Schedule",
    "Section",
    "Slot",
    "Subscriber",
    "Tone",
    "Transition",
    "Vocabulary",
    "Where",
    "daily",
    "every",
]
