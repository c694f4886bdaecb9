"""The tables of the university node: universities, needs, assignments, students, agreements, abroad."""

from utblick_university_node.models.abroad import (
    Expert,
    ExpertState,
    MarketNote,
    Placement,
    PlacementState,
    Springboard,
)
from utblick_university_node.models.agreements import Triangle, TriangleState, Verdict
from utblick_university_node.models.assignments import (
    BEGUN,
    DONE_STATES,
    OPEN_STATES,
    Assignment,
    AssignmentState,
    Milestone,
    Visibility,
)
from utblick_university_node.models.institutions import (
    ContactState,
    Cooperation,
    CooperationState,
    Institution,
    NodeContact,
    Season,
)
from utblick_university_node.models.needs import DraftState, Need, NeedState, SubjectDraft
from utblick_university_node.models.students import (
    WAITING,
    KeyLink,
    Match,
    MatchState,
    Student,
    StudentState,
)

__all__ = [
    "BEGUN",
    "DONE_STATES",
    "OPEN_STATES",
    "WAITING",
    "Assignment",
    "AssignmentState",
    "ContactState",
    "Cooperation",
    "CooperationState",
    "DraftState",
    "Expert",
    "ExpertState",
    "Institution",
    "KeyLink",
    "MarketNote",
    "Match",
    "MatchState",
    "Milestone",
    "Need",
    "NeedState",
    "NodeContact",
    "Placement",
    "PlacementState",
    "Season",
    "Springboard",
    "Student",
    "StudentState",
    "SubjectDraft",
    "Triangle",
    "TriangleState",
    "Verdict",
    "Visibility",
]
