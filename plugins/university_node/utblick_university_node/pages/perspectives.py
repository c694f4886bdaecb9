"""The three perspectives: what business, university and municipality get out of the node."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from utblick.api import (
    Choice,
    Context,
    Link,
    Msg,
    NotFound,
    Page,
    _,
    choice_label,
    country_name,
    format_date,
    format_number,
    format_percent,
    get,
    page,
)
from utblick_university_node.choices.people import DECLINE_REASONS, MATCH_STATES, PERSPECTIVES
from utblick_university_node.choices.work import ASSIGNMENT_KINDS, ASSIGNMENT_STATES
from utblick_university_node.models import Verdict
from utblick_university_node.permissions import READ
from utblick_university_node.queries import assignments, figures, institutions, needs, students

HERE = "/university_node/perspectives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars with a title, or nothing to draw yet."""

    title: Msg
    unit: Msg
    rows: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a perspective sees: figures, pictures, and what it has to do next."""

    lead: Msg
    tiles: Sequence[tuple[Msg, object, Msg | str, str]]
    charts: Sequence[Chart]
    next_steps: Sequence[tuple[Msg, str]] = ()
    comments: Sequence[Verdict] = field(default=())


@get(HERE, permission=READ, slow=True)
def first(ctx: Context) -> Page:
    """The municipality's perspective, with all that goal M3 is made of."""
    return _shown(ctx, "municipality")


@get(HERE + "/{which:str}", permission=READ, slow=True)
def perspective(ctx: Context, *, which: str) -> Page:
    """One of the three perspectives."""
    return _shown(ctx, which)


def _shown(ctx: Context, which: str) -> Page:
    views = {"business": _business, "university": _university, "municipality": _municipality}
    if which not in views:
        raise NotFound
    grades = figures.satisfaction(ctx)
    return page(
        "university_node/perspectives.html",
        which=which,
        view=views[which](ctx),
        grade=grades[which],
        grades=[
            (ctx.translate(choice.label), grades[choice.value].mean or 0)
            for choice in PERSPECTIVES
            if grades[choice.value].mean
        ],
        tabs=[(one.label, f"{HERE}/{one.value}", one.value == which, None) for one in PERSPECTIVES],
        comments=figures.comments(ctx, which),
    )


def _business(ctx: Context) -> View:
    known, states = figures.collaboration(ctx), figures.of_companies(ctx)
    open_needs = needs.open_needs(ctx)
    return View(
        lead=_("What companies ask for, what they get, and whether they come back."),
        tiles=(
            (_("Companies and units that got something delivered"), known.hosts, "", ""),
            (_("First contact ever with a university"), known.first_contacts, "", _FIRST),
            (
                _("Came back for more"),
                format_percent(known.repeat_rate / 100, ctx.language),
                _("of the hosts"),
                "",
            ),
            (_("Hired a student afterwards"), known.hired, "", ""),
        ),
        charts=(
            _bars(ctx, _("Assignments of companies by status"), _("assignments"), ASSIGNMENT_STATES, states),
            Chart(
                title=_("Delivered month by month"),
                unit=_("assignments"),
                rows=_months(figures.delivered_by_day(ctx, _year_ago(ctx.today)), ctx.today),
            ),
        ),
        next_steps=[
            (_("Look at the need “{title}”", title=one.title), f"/university_node/needs/{one.id}")
            for one in open_needs[:4]
        ],
    )


def _university(ctx: Context) -> View:
    names, each = institutions.names(ctx), figures.by_university(ctx)
    states = figures.matches_by_state(ctx)
    learners = figures.students_by_state(ctx)
    return View(
        lead=_("What the universities have with us, how matches go, and which deadlines come next."),
        tiles=(
            (_("Universities that have delivered"), sum(1 for _o, done in each.values() if done), "", ""),
            (
                _("Students who want to be matched"),
                learners.get("active", 0),
                "",
                "/university_node/students",
            ),
            (
                _("Matches awaiting an answer"),
                students.waiting_count(ctx),
                "",
                "/university_node/matches/board",
            ),
            (_("Open for students right now"), assignments.by_state(ctx).get("published", 0), "", _PUBLISHED),
        ),
        charts=(
            Chart(
                title=_("Open assignments at each university"),
                unit=_("assignments"),
                rows=[(name, each.get(one, (0, 0))[0]) for one, name in names.items()],
            ),
            Chart(
                title=_("Delivered by each university"),
                unit=_("assignments"),
                rows=[(name, each.get(one, (0, 0))[1]) for one, name in names.items()],
            ),
            _bars(ctx, _("Matches by status"), _("matches"), MATCH_STATES, states),
            _bars(
                ctx,
                _("Why matches were declined"),
                _("matches"),
                DECLINE_REASONS,
                figures.decline_reasons(ctx),
            ),
        ),
        next_steps=[
            (
                _(
                    "Advertise {season} no later than {day}",
                    season=f"{one.title}, {names.get(one.institution_id, '')}",
                    day=format_date(one.advertise_until, ctx.language),
                ),
                f"/university_node/season?season={one.id}",
            )
            for one in institutions.next_deadlines(ctx)
        ],
    )


def _municipality(ctx: Context) -> View:
    known = figures.collaboration(ctx)
    countries = figures.placements_by_country(ctx)
    left = institutions.left_behind(ctx, limit=20)
    return View(
        lead=_(
            "Better collaboration between universities and business: everything that the goal is made of."
        ),
        tiles=(
            (_("Delivered assignments"), known.delivered, "", _DELIVERED),
            (_("Distinct hosts"), known.hosts, "", ""),
            (_("Distinct universities"), known.universities, "", "/university_node/universities"),
            (_("Hosts that came back"), format_percent(known.repeat_rate / 100, ctx.language), "", ""),
            (_("Hours that students worked"), format_number(known.hours, ctx.language), "", ""),
            (_("First contacts ever"), known.first_contacts, "", _FIRST),
        ),
        charts=(
            _bars(ctx, _("Assignments by kind"), _("assignments"), ASSIGNMENT_KINDS, figures.by_kind(ctx)),
            Chart(title=_("Our own units as hosts"), unit=_("assignments"), rows=figures.of_units(ctx)),
            Chart(
                title=_("Placements abroad by country"),
                unit=_("placements"),
                rows=[(country_name(code, ctx.language), count) for code, count in countries.items()],
            ),
        ),
        next_steps=[(_("Hand over what a contact has left behind"), "/university_node/handover")]
        if left
        else (),
    )


_FIRST = "/university_node/assignments?first_contact=true"
_PUBLISHED = "/university_node/assignments?state=published"
_DELIVERED = "/university_node/assignments?state=delivered&state=followed_up"


def _bars(ctx: Context, title: Msg, unit: Msg, choices: Sequence[Choice], counts: Mapping[str, int]) -> Chart:
    rows = [(ctx.translate(choice_label(choices, one.value)), counts.get(one.value, 0)) for one in choices]
    return Chart(title=title, unit=unit, rows=[row for row in rows if row[1]])


def _months(days: Sequence[tuple[date, int]], today: date) -> list[tuple[str, int]]:
    """How many were delivered in each of the last twelve months."""
    counts: Counter[tuple[int, int]] = Counter()
    for day, count in days:
        counts[day.year, day.month] += count
    found = []
    for back in range(11, -1, -1):
        month = today.year * 12 + today.month - 1 - back
        year, number = divmod(month, 12)
        found.append((f"{year % 100:02}-{number + 1:02}", counts.get((year, number + 1), 0)))
    return found if any(count for _name, count in found) else []


def _year_ago(today: date) -> date:
    return date(today.year - 1, today.month, 1)


ROUTES = (first, perspective)
LINKS = (Link(title=_("Three perspectives"), url=HERE, icon="chart-bar", permission=READ, order=70),)
