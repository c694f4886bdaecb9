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
    participants,
    partners,
    pilots,
    profiles,
    projects,
    seats,
)

RECORDS: tuple[RecordType, ...] = (
    profiles.PROFILES,
    interests.INTERESTS,
    calls.CALLS,
    ideas.IDEAS,
    consortia.CONSORTIA,
    seats.SEATS,
    applications.APPLICATIONS,
    projects.PROJECTS,
    partners.PARTNERS,
    agreements.AGREEMENTS,
    *arena.RECORDS,
    participants.PARTICIPANTS,
    pilots.PILOTS,
)
