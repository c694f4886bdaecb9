"""Needs of companies and units that do not exist, and how far each has come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from utblick.api import Context
from utblick_university_node.demo.places import Node, days_ago
from utblick_university_node.models import Assignment, Institution, Match
from utblick_university_node.queries import agreements
from utblick_university_node.queries import needs as need_queries
from utblick_university_node.service import assignments, matches, needs, students, triangles, verdicts

_STEPS = ("drafted", "published", "interest", "matched", "agreed", "under_way", "delivered", "followed_up")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A made-up need, and how far it has come."""

    host: str
    problem: str
    help_wanted: str
    days: int
    until: str
    unit: str = ""
    when: str = "open"
    country: str = ""
    kind: str = ""
    grades: tuple[int, int, int] = (5, 4, 4)
    said: str = ""
    hired: bool = False
    ends: str = ""
    visibility: str = "public"


STORIES = (
    Story(
        host="Exempel Plåt AB",
        problem="Vi slänger för mycket plåt när vi stansar kapslingar.",
        help_wanted="Någon som kan mäta och minska spillet i produktionen",
        days=325,
        until="followed_up",
        said="Demo: vi sparar ungefär en tiondel av plåten.",
        hired=True,
    ),
    Story(
        host="Exempel Fisk AB",
        problem="Vi vet för lite om kunderna i Finland.",
        help_wanted="En marknadsstudie inför export",
        country="FI",
        days=300,
        until="followed_up",
        grades=(4, 4, 5),
        said="Demo: studien pekade ut tre grossister.",
    ),
    Story(
        host="Exempel Plåt AB",
        problem="Vi vill styra lagret digitalt i stället för på papper.",
        help_wanted="En prototyp till ett enkelt system",
        days=235,
        until="delivered",
        grades=(4, 3, 4),
        said="Demo: prototypen används redan.",
    ),
    Story(
        host="",
        unit="Näringslivsenheten",
        problem="Vi vill veta om vårt arbete med externa kontakter gör skillnad för företagen.",
        help_wanted="En utvärdering med intervjuer",
        kind="evaluation_study",
        days=210,
        until="delivered",
        grades=(4, 5, 5),
        said="Demo: tydliga råd om vad vi ska göra annorlunda.",
    ),
    Story(
        host="Exempel Trähus AB",
        problem="Stommen blir fuktig under byggtiden när det regnar.",
        help_wanted="Pröva väderskydd och mäta fukt i trä",
        days=150,
        until="under_way",
    ),
    Story(
        host="Exempel Energi AB",
        problem="Vi behöver forskning om småskalig vattenkraft och fiskvägar.",
        help_wanted="En forskare eller doktorand",
        days=140,
        until="under_way",
    ),
    Story(
        host="Exempel Såg AB",
        problem="Torkningen av virke drar mycket energi.",
        help_wanted="Kartlägga energi och värme i torken",
        days=75,
        until="agreed",
    ),
    Story(
        host="",
        unit="Samhällsbyggnad",
        problem="Vi saknar en karta över tomter som passar för nya verksamheter.",
        help_wanted="Någon som kan GIS och planering",
        days=60,
        until="matched",
    ),
    Story(
        host="Exempel Möbler AB",
        problem="Våra skolmöbler ska kunna återvinnas och få nytt liv.",
        help_wanted="Formgivning och cirkulära material",
        days=40,
        until="interest",
    ),
    Story(
        host="Exempel Såg AB",
        problem="Vi vill veta vad kunder i Tyskland vill ha för paneler.",
        help_wanted="Marknad och pris inför export",
        country="DE",
        days=35,
        until="interest",
    ),
    Story(
        host="Exempel Kust & Natur AB",
        problem="Vi vill få besökare hit också på vintern.",
        help_wanted="Idéer till vinterns upplevelser, och vad besökarna säger",
        days=30,
        until="published",
    ),
    Story(
        host="Exempel Granit AB",
        problem="Frakten av sten till Finland kostar för mycket.",
        help_wanted="Räkna på transport och emballage",
        country="FI",
        days=25,
        until="published",
        visibility="node",
    ),
    Story(
        host="Exempel Fiberteknik AB",
        problem="Vi söker bättre rutiner för kvalitet i provningen.",
        help_wanted="Uppföljning av kvalitet",
        days=180,
        until="published",
        ends="expired",
    ),
    Story(
        host="Exempel Tolk & Text AB",
        problem="Vi undrar hur digitala tjänster förändrar våra uppdrag.",
        help_wanted="En studie av nya system",
        days=160,
        until="published",
        ends="withdrawn",
    ),
    Story(
        host="Exempel Schakt AB",
        problem="Maskinerna står still för mycket mellan jobben.",
        help_wanted="Se över planering och flöde",
        when="half_year",
        days=6,
        until="drafted",
    ),
)


def all_stories(ctx: Context, node: Node) -> list[Iterator[datetime]]:
    """The stories, each of which says before every step when that happens."""
    return [*(_story(ctx, node, number, one) for number, one in enumerate(STORIES, 1)), _own_words(ctx)]


def _story(ctx: Context, node: Node, number: int, story: Story) -> Iterator[datetime]:
    reached = _STEPS.index(story.until)
    yield _day(ctx, story.days)
    school = node.schools["hig" if number % 2 else "miun"]
    assignment = _choose(days_ago(ctx, story.days), story, school, is_last=reached == 0)
    if assignment is None:
        return
    yield _day(ctx, story.days - 3)
    last = ctx.today + timedelta(days=45) if not story.ends else ctx.today - timedelta(days=story.days - 25)
    values = {"visibility": story.visibility, "interest_until": last}
    assignments.publish_assignment(days_ago(ctx, story.days - 3), assignment.id, values)
    if story.ends:
        yield _day(ctx, story.days - 28)
        _end(days_ago(ctx, story.days - 28), assignment, story.ends)
        return
    if reached < _STEPS.index("interest"):
        return
    day = story.days - 12 if reached > _STEPS.index("interest") else 9
    yield _day(ctx, day)
    match = _interest(days_ago(ctx, day), node, assignment, number)
    if reached >= _STEPS.index("matched"):
        yield from _carried_out(ctx, story, assignment, match, reached)


def _carried_out(
    ctx: Context, story: Story, assignment: Assignment, match: Match, reached: int
) -> Iterator[datetime]:
    day = story.days - 20
    for verb in (matches.accept_for_company, matches.accept_for_student, matches.approve_for_school):
        yield _day(ctx, day)
        verb(days_ago(ctx, day), match.id, {})
        day -= 2
    if reached < _STEPS.index("agreed"):
        return
    yield _day(ctx, day)
    then = days_ago(ctx, day)
    weeks = 14 if reached >= _STEPS.index("delivered") else 30
    assignment.starts_on = then.today + timedelta(days=14)
    assignment.ends_on = then.today + timedelta(weeks=weeks)
    triangle = triangles.draft_from_match(then, match.id, {})
    for sign in (triangles.sign_for_student, triangles.sign_for_host, triangles.sign_for_school):
        sign(then, triangle.id, {})
    if reached < _STEPS.index("under_way"):
        return
    yield _day(ctx, day - 14)
    assignments.start_assignment(days_ago(ctx, day - 14), assignment.id, {})
    if reached >= _STEPS.index("delivered"):
        yield from _delivered(ctx, story, assignment, day - 100, reached)


def _delivered(
    ctx: Context, story: Story, assignment: Assignment, day: int, reached: int
) -> Iterator[datetime]:
    yield _day(ctx, day)
    done = {"student_hours": (assignment.credits or 15) * 27, "result_url": "https://www.diva-portal.org"}
    verdicts.deliver_and_ask(days_ago(ctx, day), assignment.id, done)
    yield _day(ctx, day - 6)
    grades = dict(zip(verdicts.PERSPECTIVES, story.grades, strict=True))
    for asked in agreements.verdicts_of(ctx, assignment.id):
        said = story.said if asked.perspective == "business" else ""
        given = {"score": grades[asked.perspective], "comment": said}
        verdicts.grade(days_ago(ctx, day - 6), asked.id, given)
    if reached >= _STEPS.index("followed_up"):
        yield _day(ctx, day - 30)
        outcome = {"outcome": story.said, "hired": story.hired}
        assignments.follow_up_assignment(days_ago(ctx, day - 30), assignment.id, outcome)


def _choose(ctx: Context, story: Story, school: Institution, *, is_last: bool) -> Assignment | None:
    """Write the need down and choose the first subject; None for a need that still waits for that."""
    values = {
        "organisation_id": host_of(ctx, story.host),
        "unit": story.unit,
        "problem": story.problem,
        "help_wanted": story.help_wanted,
        "wanted_when": story.when,
        "country": story.country,
        "owner_id": ctx.actor.id,
    }
    need = needs.state_need(ctx, values)
    if is_last:
        return None
    drafts = need_queries.drafts(ctx, need.id)
    draft = next((one for one in drafts if one.institution_id == school.id), drafts[0])
    return needs.choose_draft(ctx, draft.id, {"kind": story.kind or None})


def _interest(ctx: Context, node: Node, assignment: Assignment, number: int) -> Match:
    """A student asks for the assignment; for some there is another one who does not fit."""
    match = _asks(ctx, node, assignment, number)
    if number % 3 == 0:
        other = _asks(ctx, node, assignment, number + 20)
        reason = {"declined_by": "company", "declined_reason": "wrong_time"}
        matches.decline_match(ctx, other.id, reason)
    return match


def _asks(ctx: Context, node: Node, assignment: Assignment, number: int) -> Match:
    person = ctx.people.register(
        f"Demo Student {number}", email=f"demo.student{number}@student.example", legal_basis="consent"
    )
    school = assignment.institution_id or node.schools["miun"].id
    student = students.add_student(
        ctx,
        {
            "person_id": person.id,
            "institution_id": school,
            "programme": "Demoprogrammet",
            "level": assignment.level,
            "fields": [assignment.field] if assignment.field else [],
            "languages": ["sv", "en"],
        },
    )
    words = "Demo: jag har läst kurser inom området och bor i närheten."
    return matches.propose_match(ctx, assignment.id, student.id, origin="interest", words=words)


def _end(ctx: Context, assignment: Assignment, how: str) -> None:
    if how == "expired":
        assignments.expire_assignments(ctx)
    else:
        reason = {"closed_reason": "Demo: företaget hade inte tid att handleda."}
        assignments.withdraw_assignment(ctx, assignment.id, reason)


def _own_words(ctx: Context) -> Iterator[datetime]:
    """A company has written its need by its own link, yesterday."""
    yield _day(ctx, 1)
    then = days_ago(ctx, 1)
    values = {
        "organisation_id": host_of(then, "Exempel Honung AB"),
        "problem": "Etiketten på våra burkar syns inte i butiken.",
        "help_wanted": "Grafisk form och förpackning",
        "wanted_when": "half_year",
        "source": "company",
    }
    needs.state_need(then, values)


def host_of(ctx: Context, name: str) -> UUID:
    """The company of that name, or the municipality itself; added where the core's demo has none."""
    municipality = ctx.settings.municipality
    own = name or municipality.name
    found = ctx.organisations.find(name=own)
    kind = "company" if name else "municipality"
    host = found or ctx.organisations.register(own, kind=kind, country="SE", municipality=municipality.code)
    if not any(one.email for one in ctx.people.at(host.id)):
        person = ctx.people.register("Demo Handledare", email="demo.handledare@exempel.example")
        ctx.people.join(person.id, host.id, role="Handledare")
    return host.id


def _day(ctx: Context, days: int) -> datetime:
    return ctx.now - timedelta(days=days)
