"""Who fits: students and universities for an assignment, and experts for a need, each with reasons."""

from typing import Any
from uuid import UUID

from utblick.api import (
    Conflict,
    Context,
    Invalid,
    Link,
    Page,
    Redirect,
    Values,
    _,
    get,
    page,
    post,
    redirect,
)
from utblick_university_node.choices.fields import name_of
from utblick_university_node.choices.people import MATCH_STATES
from utblick_university_node.choices.reasons import said
from utblick_university_node.permissions import READ, WRITE
from utblick_university_node.queries import abroad, assignments, institutions, students
from utblick_university_node.service import assignments as service
from utblick_university_node.service import fitting, matches

_SHOWN = 12


@get("/university_node/assignments/{assignment_id:uuid}/candidates", permission=READ)
def candidates(ctx: Context, *, assignment_id: UUID) -> Page:
    """The students and the universities that fit an assignment best, and who was proposed already."""
    assignment = assignments.assignment(ctx, assignment_id)
    held = students.matches_of(ctx, assignment.id)
    taken = {one.student_id for one in held}
    free = [one for one in students.active_students(ctx) if one.id not in taken]
    ranked = fitting.rank_students(ctx, assignment, free)[:_SHOWN]
    names = institutions.names(ctx)
    schools = fitting.rank_schools(ctx, assignment, institutions.seasons(ctx), institutions.open_counts(ctx))
    people = ctx.lookup(*(ctx.people.ref(one.person_id) for one, _fit in ranked if one.person_id))
    return page(
        "university_node/candidates.html",
        assignment=assignment,
        host=ctx.organisations.get(assignment.organisation_id).name,
        students=[
            {
                "row": one,
                "name": _name(ctx, one, people),
                "points": fit.points,
                "reasons": said(ctx, fit.reasons),
            }
            for one, fit in ranked
        ],
        schools=[
            {
                "season": season,
                "name": names.get(season.institution_id, ""),
                "reasons": said(ctx, fit.reasons),
            }
            for season, fit in schools
        ],
        matches=held,
        states={one.value: one for one in MATCH_STATES},
        looks=assignment.state in ("idea", "published"),
    )


@post("/university_node/assignments/{assignment_id:uuid}/candidates", permission=WRITE)
def propose(ctx: Context, *, assignment_id: UUID) -> Redirect:
    """Propose a student for the assignment; the host is asked by mail."""
    assert ctx.request is not None
    here = f"/university_node/assignments/{assignment_id}/candidates"
    student_id = ctx.request.form.uuid("student_id")
    if student_id is None:
        return redirect(here, _("Choose a student."), tone="bad")
    try:
        match = matches.propose_match(ctx, assignment_id, student_id)
    except Conflict as refused:
        return redirect(here, refused.message, tone="bad")
    return redirect(
        f"/university_node/matches/{match.id}", _("The student is proposed, and the host is asked first.")
    )


@post("/university_node/assignments/{assignment_id:uuid}/season", permission=WRITE)
def choose_season(ctx: Context, *, assignment_id: UUID) -> Redirect:
    """Take the season of the university that fits."""
    assert ctx.request is not None
    here = f"/university_node/assignments/{assignment_id}/candidates"
    season_id = ctx.request.form.uuid("season_id")
    if season_id is None:
        return redirect(here, _("Choose a season."), tone="bad")
    assignment = assignments.assignment(ctx, assignment_id)
    season = institutions.season(ctx, season_id)
    changes = {
        "institution_id": season.institution_id,
        "season_id": season.id,
        "interest_until": season.advertise_until,
        "starts_on": season.starts_on,
        "ends_on": season.ends_on,
    }
    try:
        service.update_assignment(ctx, assignment, changes)
    except Invalid as refused:
        return redirect(here, refused.problems[0].message, tone="bad")
    return redirect(here, _("The assignment is now in that season."))


@get("/university_node/find-expert", permission=READ)
def find_expert(ctx: Context) -> Page:
    """Experts by what a company needs, in its own words."""
    query = ctx.request.query if ctx.request else Values()
    need = query.get("need", "").strip()[:500]
    found = fitting.rank_experts(ctx, need, abroad.listed_experts(ctx))[:_SHOWN] if need else []
    names = institutions.names(ctx)
    people = ctx.lookup(*(ctx.people.ref(one.person_id) for one, _fit in found if one.person_id))
    return page(
        "university_node/find_expert.html",
        need=need,
        experts=[
            {
                "row": one,
                "name": _name(ctx, one, people),
                "school": names.get(one.institution_id, ""),
                "field": name_of(one.field, ctx.language) if one.field else "",
                "reasons": said(ctx, fit.reasons),
            }
            for one, fit in found
        ],
    )


def _name(ctx: Context, row: Any, people: Any) -> str:
    held = people.get(ctx.people.ref(row.person_id)) if row.person_id else None
    return str(held.name if held else row.title)


ROUTES = (candidates, propose, choose_season, find_expert)
LINKS = (
    Link(
        title=_("Find an expert"),
        url="/university_node/find-expert",
        icon="search",
        permission=READ,
        order=60,
    ),
)
