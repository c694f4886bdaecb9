"""What a plugin can declare: frozen values that its hooks return and the core brings to life."""

from utblick.declare.blueprints import BlueprintPart, Entries, EntryNote
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
from utblick.declare.texts import Button, Placeholder, Said, Text
from utblick.declare.vocabulary import Vocabulary

__all__ = [
    "BlueprintPart",
    "Board",
    "Button",
    "Calendar",
    "Choice",
    "Column",
    "Count",
    "Disposal",
    "Entries",
    "EntryNote",
    "Field",
    "Indicator",
    "Job",
    "Kind",
    "Link",
    "Occasion",
    "Panel",
    "Permission",
    "PersonalData",
    "Placeholder",
    "Plugin",
    "RecordType",
    "RetentionRule",
    "Said",
    "Schedule",
    "Section",
    "Slot",
    "Subscriber",
    "Text",
    "Tone",
    "Transition",
    "Vocabulary",
    "Where",
    "daily",
    "every",
]
