"""What goals can count of partnerships: agreements with local small firms, projects, profiles, meetings."""

from utblick.api import Count, Indicator, Where, _

_TRANSNATIONAL = (
    Where(field="municipality", value="$municipality"),
    Where(field="countries", operator=">=", value=2),
)

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        name="partnerships.small_firm_agreements",
        title=_("Signed agreements of transnational projects with a local small firm"),
        unit=_("agreements"),
        event="partnerships.agreement.signed",
        distinct="agreement_id",
        where=(*_TRANSNATIONAL, Where(field="small_firms", operator=">=", value=1)),
        dated_by="signed_on",
    ),
    Indicator(
        name="partnerships.transnational_agreements",
        title=_("Signed agreements of transnational projects"),
        unit=_("agreements"),
        event="partnerships.agreement.signed",
        distinct="agreement_id",
        where=_TRANSNATIONAL,
        dated_by="signed_on",
    ),
    Indicator(
        name="partnerships.projects_started",
        title=_("Projects with partners abroad that have begun"),
        unit=_("projects"),
        event="partnerships.project.started",
        distinct="project_id",
        where=(Where(field="countries", operator=">=", value=2),),
        dated_by="started_on",
    ),
    Indicator(
        name="partnerships.applications_submitted",
        title=_("Applications handed in"),
        unit=_("applications"),
        event="partnerships.application.submitted",
        distinct="application_id",
        dated_by="submitted_on",
    ),
    Indicator(
        name="partnerships.grants_won",
        title=_("Grants won"),
        unit=_("EUR"),
        event="partnerships.application.decided",
        distinct="application_id",
        where=(Where(field="approved", value=True), Where(field="granted_eur", operator="present")),
        dated_by="decided_on",
        count=Count.SUM,
        sums="granted_eur",
    ),
    Indicator(
        name="partnerships.profiles_published",
        title=_("Cooperation profiles published"),
        unit=_("profiles"),
        event="partnerships.profile.published",
        distinct="profile_id",
    ),
    Indicator(
        name="partnerships.introductions",
        title=_("Clients introduced to a partner abroad"),
        unit=_("introductions"),
        event="partnerships.interest.introduced",
        distinct="interest_id",
    ),
    Indicator(
        name="partnerships.full_arena_meetings",
        title=_("Arena meetings with all three helices"),
        unit=_("meetings"),
        event="partnerships.arena_meeting.held",
        distinct="meeting_id",
        where=(Where(field="helices", operator=">=", value=3),),
        dated_by="held_on",
    ),
    Indicator(
        name="partnerships.pilot_firms",
        title=_("Firms through the pilot method"),
        unit=_("companies"),
        event="partnerships.pilot.completed",
        distinct="organisation_id",
        dated_by="completed_on",
    ),
)
