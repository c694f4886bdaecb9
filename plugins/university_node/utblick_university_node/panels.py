"""What the university node shows on the overview, on organisations, people and its own records."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, choice_label, page
from utblick_university_node.choices.abroad import PLACEMENT_STATES
from utblick_university_node.choices.people import (
    COOPERATION_STATES,
    EXPERT_STATES,
    MATCH_STATES,
    PERSPECTIVES,
    STUDENT_STATES,
    VERDICT_STATES,
)
from utblick_university_node.choices.reasons import said
from utblick_university_node.choices.work import ASSIGNMENT_STATES, DRAFT_STATES
from utblick_university_node.pages.needs import shown_drafts
from utblick_university_node.permissions import READ
from utblick_university_node.queries import abroad, agreements, assignments, institutions, roles, students
from utblick_university_node.queries import needs as needs_queries
from utblick_university_node.service import fitting

_ASSIGNMENT = {choice.value: choice for choice in ASSIGNMENT_STATES}
_NEWS = ("university_node.>",)


def organisation(ctx: Context, subject: Any) -> Page | None:
    """A university's agreement and contacts; a company's needs, assignments, placements and experts."""
    university = institutions.institution_of(ctx, subject)
    return _university(ctx, university) if university else _host(ctx, subject)


def _university(ctx: Context, university: Any) -> Page:
    contacts = institutions.contacts(ctx, university.id)
    return page(
        "university_node/panels/university.html",
        university=university,
        contacts=contacts,
        people=ctx.lookup(*(ctx.people.ref(one.person_id) for one in contacts if one.person_id)),
        refs={one.id: ctx.people.ref(one.person_id) for one in contacts if one.person_id},
        cooperations=institutions.cooperations_of(ctx, university.id),
        cooperation_states={one.value: one for one in COOPERATION_STATES},
        open_count=institutions.open_counts(ctx).get(university.id, 0),
    )


def _host(ctx: Context, subject: Any) -> Page | None:
    company = ctx.organisations.get(subject)
    held = assignments.of_organisation(ctx, company.id, limit=6)
    needs = needs_queries.open_needs(ctx, company.id, limit=4)
    if company.kind not in ("company", "municipality", "association") and not (held or needs):
        return None
    speaks = " ".join([company.trade, company.products, *(one.problem for one in needs)])
    experts = fitting.rank_experts(ctx, speaks, abroad.listed_experts(ctx))[:3]
    return page(
        "university_node/panels/host.html",
        company=company,
        assignments=held,
        states=_ASSIGNMENT,
        needs=needs,
        placements=abroad.placements_of(ctx, company.id),
        placement_states={one.value: one for one in PLACEMENT_STATES},
        experts=[(one, said(ctx, fit.reasons)) for one, fit in experts],
        springboards=abroad.springboards_for(ctx, company.export_countries),
    )


def person(ctx: Context, subject: Any) -> Page | None:
    """What a person is here: student, contact, expert."""
    student = students.student_of(ctx, subject)
    contacts, experts = roles.contacts_of(ctx, subject), roles.experts_of(ctx, subject)
    if student is None and not contacts and not experts:
        return None
    return page(
        "university_node/panels/person.html",
        student=student,
        student_states={one.value: one for one in STUDENT_STATES},
        matches=students.matches_of_student(ctx, student.id)[:5] if student else [],
        match_states={one.value: one for one in MATCH_STATES},
        contacts=contacts,
        experts=experts,
        expert_states={one.value: one for one in EXPERT_STATES},
    )


def monday(ctx: Context, subject: Any) -> Page:
    """What the officer looks at first: the next deadlines, unanswered interest, what was left behind."""
    waiting = students.waiting(ctx, limit=4)
    return page(
        "university_node/panels/monday.html",
        deadlines=institutions.next_deadlines(ctx, limit=3),
        schools=institutions.names(ctx),
        days_left=lambda day: (day - ctx.today).days,
        waiting=waiting,
        waiting_count=students.waiting_count(ctx),
        match_states={one.value: one for one in MATCH_STATES},
        needs=needs_queries.open_needs(ctx, limit=3),
        left=len(institutions.left_behind(ctx, limit=50)),
        debriefs=abroad.awaiting_debrief(ctx, limit=3),
    )


def need_drafts(ctx: Context, subject: Any) -> Page:
    """The subjects that a need could become."""
    need = needs_queries.need(ctx, subject)
    return page(
        "university_node/panels/drafts.html",
        need=need,
        drafts=shown_drafts(ctx, need.id),
        states={one.value: one for one in DRAFT_STATES},
    )


def next_step(ctx: Context, subject: Any) -> Page:
    """What comes next for an assignment, and what the three perspectives think of it."""
    assignment = assignments.assignment(ctx, subject)
    said_yes = students.approved(ctx, assignment.id) if assignment.state == "matched" else ()
    return page(
        "university_node/panels/assignment.html",
        assignment=assignment,
        agreed=next((one for one in said_yes if not agreements.triangle_of_match(ctx, one.id)), None),
        verdicts=[
            (one, choice_label(PERSPECTIVES, one.perspective), choice_label(VERDICT_STATES, one.state))
            for one in agreements.verdicts_of(ctx, assignment.id)
        ],
    )


PANELS = (
    Panel(
        name="university_node.organisation",
        slot=Slot.ORGANISATION,
        title=_("University node"),
        load=organisation,
        permission=READ,
        order=25,
        refresh_on=_NEWS,
    ),
    Panel(
        name="university_node.person",
        slot=Slot.PERSON,
        title=_("University node"),
        load=person,
        permission=READ,
        order=40,
    ),
    Panel(
        name="university_node.monday",
        slot=Slot.OVERVIEW,
        title=_("University node"),
        load=monday,
        permission=READ,
        order=40,
        refresh_on=_NEWS,
    ),
    Panel(
        name="university_node.drafts",
        slot=Slot.RECORD,
        record="university_node/need",
        title=_("What it could become"),
        load=need_drafts,
        permission=READ,
        order=5,
        refresh_on=_NEWS,
    ),
    Panel(
        name="university_node.next_step",
        slot=Slot.RECORD,
        record="university_node/assignment",
        title=_("What to do next"),
        load=next_step,
        permission=READ,
        order=5,
        refresh_on=_NEWS,
    ),
)
