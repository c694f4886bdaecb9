"""The words of needs, subjects and assignments."""

from utblick.api import Choice, _
from utblick_university_node.models import AssignmentState, DraftState, NeedState, Visibility

ASSIGNMENT_KINDS = (
    Choice(value="degree_project", label=_("Degree project"), tone="info"),
    Choice(value="internship", label=_("Internship")),
    Choice(value="placement_abroad", label=_("Placement abroad")),
    Choice(value="course_project", label=_("Course project")),
    Choice(value="commission", label=_("Commissioned work")),
    Choice(value="coop", label=_("Co-op (paid periods during studies)")),
    Choice(value="research_need", label=_("Research need")),
    Choice(value="evaluation_study", label=_("Study that evaluates our own project")),
)

ASSIGNMENT_STATES = (
    Choice(value=AssignmentState.IDEA, label=_("Idea"), tone="mute"),
    Choice(value=AssignmentState.PUBLISHED, label=_("Published"), tone="info"),
    Choice(value=AssignmentState.MATCHED, label=_("Matched"), tone="info"),
    Choice(value=AssignmentState.AGREED, label=_("Agreed in writing"), tone="ok"),
    Choice(value=AssignmentState.UNDER_WAY, label=_("Under way"), tone="ok"),
    Choice(value=AssignmentState.DELIVERED, label=_("Delivered"), tone="ok"),
    Choice(value=AssignmentState.FOLLOWED_UP, label=_("Followed up"), tone="ok"),
    Choice(value=AssignmentState.WITHDRAWN, label=_("Withdrawn"), tone="bad"),
    Choice(value=AssignmentState.EXPIRED, label=_("Expired"), tone="warn"),
)

VISIBILITIES = (
    Choice(value=Visibility.INTERNAL, label=_("Only our own staff"), tone="mute"),
    Choice(value=Visibility.NODE, label=_("Contacts at the universities"), tone="info"),
    Choice(value=Visibility.PUBLIC, label=_("Everybody, on the public page"), tone="ok"),
)

LEVELS = (
    Choice(value="engineering_master", label=_("Master of Science in Engineering (civilingenjör)")),
    Choice(value="engineering_bachelor", label=_("Bachelor of Science in Engineering (högskoleingenjör)")),
    Choice(value="bachelor", label=_("Bachelor")),
    Choice(value="one_year_master", label=_("One-year master (magister)")),
    Choice(value="master", label=_("Master, two years")),
    Choice(value="course", label=_("Course within a programme")),
)

WHEN = (
    Choice(value="soon", label=_("Within three months")),
    Choice(value="half_year", label=_("Within six months")),
    Choice(value="year", label=_("Within a year")),
    Choice(value="open", label=_("The time does not matter")),
)

NEED_STATES = (
    Choice(value=NeedState.STATED, label=_("Stated"), tone="warn"),
    Choice(value=NeedState.DRAFTED, label=_("Subjects suggested"), tone="info"),
    Choice(value=NeedState.ASSIGNED, label=_("Became an assignment"), tone="ok"),
    Choice(value=NeedState.CLOSED, label=_("Closed"), tone="mute"),
)

NEED_SOURCES = (
    Choice(value="adviser", label=_("Written down by us")),
    Choice(value="company", label=_("The company's own words, by its link")),
    Choice(value="event", label=_("Another activity area")),
)

DRAFT_STATES = (
    Choice(value=DraftState.SUGGESTED, label=_("Suggested"), tone="info"),
    Choice(value=DraftState.CHOSEN, label=_("Chosen"), tone="ok"),
    Choice(value=DraftState.SET_ASIDE, label=_("Set aside"), tone="mute"),
)

MILESTONE_STATES = (
    Choice(value="planned", label=_("Planned"), tone="info"),
    Choice(value="done", label=_("Done"), tone="ok"),
)
