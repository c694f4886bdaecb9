"""What partnerships declares: lists, forms, boards and pages of its records."""

from utblick.api import RecordType
from utblick_partnerships.records import (
    agreements,
    applications,
    arena,
    calls,
    consortia,
    ideas,
    interests,
    pilots,
    profiles,
    projects,
)

RECORDS: tuple[RecordType, ...] = (
    profiles.PROFILES,
    interests.INTERESTS,
    calls.CALLS,
    ideas.IDEAS,
    consortia.CONSORTIA,
    applications.APPLICATIONS,
    projects.PROJECTS,
    agreements.AGREEMENTS,
    *arena.RECORDS,
    pilots.PILOTS,
)
