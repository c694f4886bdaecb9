"""The records of the university node."""

from utblick_university_node.records.agreements import TRIANGLES, VERDICTS
from utblick_university_node.records.assignments import ASSIGNMENTS
from utblick_university_node.records.experts import EXPERTS, SPRINGBOARDS
from utblick_university_node.records.institutions import CONTACTS, COOPERATIONS, INSTITUTIONS, SEASONS
from utblick_university_node.records.milestones import MILESTONES
from utblick_university_node.records.needs import DRAFTS, NEEDS
from utblick_university_node.records.placements import MARKET_NOTES, PLACEMENTS
from utblick_university_node.records.students import MATCHES, STUDENTS

RECORDS = (
    NEEDS,
    DRAFTS,
    ASSIGNMENTS,
    MILESTONES,
    MATCHES,
    STUDENTS,
    TRIANGLES,
    VERDICTS,
    PLACEMENTS,
    MARKET_NOTES,
    EXPERTS,
    SPRINGBOARDS,
    INSTITUTIONS,
    SEASONS,
    CONTACTS,
    COOPERATIONS,
)
