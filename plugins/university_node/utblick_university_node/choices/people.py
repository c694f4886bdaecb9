"""The words of students, matches, agreements and grades."""

from utblick.api import Choice, _
from utblick_university_node.models import (
    ContactState,
    CooperationState,
    ExpertState,
    MatchState,
    StudentState,
    TriangleState,
)

CONTACT_STATES = (
    Choice(value=ContactState.ACTIVE, label=_("In the role"), tone="ok"),
    Choice(value=ContactState.LEFT, label=_("Has left the role"), tone="mute"),
)

COOPERATION_STATES = (
    Choice(value=CooperationState.DRAFTED, label=_("Drafted"), tone="mute"),
    Choice(value=CooperationState.SIGNED, label=_("Signed"), tone="ok"),
    Choice(value=CooperationState.ENDED, label=_("Ended"), tone="bad"),
)

STUDENT_STATES = (
    Choice(value=StudentState.ACTIVE, label=_("Wants to be matched"), tone="ok"),
    Choice(value=StudentState.RESTING, label=_("Resting"), tone="mute"),
    Choice(value=StudentState.WITHDRAWN, label=_("Has withdrawn the consent"), tone="bad"),
)

MATCH_STATES = (
    Choice(value=MatchState.PROPOSED, label=_("Awaiting the company"), tone="warn"),
    Choice(value=MatchState.ACCEPTED_COMPANY, label=_("Awaiting the student"), tone="warn"),
    Choice(value=MatchState.ACCEPTED_STUDENT, label=_("Awaiting the university"), tone="warn"),
    Choice(value=MatchState.APPROVED_SCHOOL, label=_("All have said yes"), tone="ok"),
    Choice(value=MatchState.DECLINED, label=_("Declined"), tone="bad"),
    Choice(value=MatchState.EXPIRED, label=_("Not answered in time"), tone="mute"),
)

MATCH_ORIGINS = (
    Choice(value="interest", label=_("The student's own interest")),
    Choice(value="suggested", label=_("Suggested by us")),
)

PARTIES = (
    Choice(value="company", label=_("Company or unit")),
    Choice(value="student", label=_("Student")),
    Choice(value="school", label=_("University")),
)

DECLINE_REASONS = (
    Choice(value="no_time", label=_("No time for supervision")),
    Choice(value="wrong_subject", label=_("The subject does not fit")),
    Choice(value="wrong_level", label=_("The level or the credits do not fit")),
    Choice(value="wrong_time", label=_("The time does not fit")),
    Choice(value="distance", label=_("Too far away")),
    Choice(value="other_found", label=_("Somebody else was found")),
    Choice(value="other", label=_("Other")),
)

TRIANGLE_STATES = (
    Choice(value=TriangleState.DRAFTED, label=_("Awaiting signatures"), tone="warn"),
    Choice(value=TriangleState.SIGNED, label=_("Signed by all three"), tone="ok"),
    Choice(value=TriangleState.ENDED, label=_("Ended"), tone="mute"),
)

PERSPECTIVES = (
    Choice(value="business", label=_("Business community")),
    Choice(value="university", label=_("University")),
    Choice(value="municipality", label=_("Municipality")),
)

VERDICT_STATES = (
    Choice(value="asked", label=_("Asked"), tone="warn"),
    Choice(value="answered", label=_("Answered"), tone="ok"),
)

EXPERT_STATES = (
    Choice(value=ExpertState.LISTED, label=_("Listed"), tone="ok"),
    Choice(value=ExpertState.HIDDEN, label=_("Hidden"), tone="mute"),
)
