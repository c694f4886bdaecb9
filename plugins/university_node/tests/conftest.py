"""What the tests of the university node start from: two universities with contacts, a company, a student."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from utblick.testing import Platform
from utblick_university_node.service import assignments, institutions, matches, students

TODAY = datetime(2026, 10, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ("university_node",)


@pytest.fixture
def now() -> datetime:
    """A day on which universities advertise: Friday 30 October 2026."""
    return TODAY


@pytest.fixture
def node(platform: Platform, now: datetime) -> SimpleNamespace:
    """Two universities with a contact each, and a small company with somebody to write to."""
    with platform.write(now=now) as ctx:
        found: dict[str, UUID] = {}
        for key, name, ror in (
            ("miun", "Mittuniversitetet", "019k1pd13"),
            ("hig", "Högskolan i Gävle", "043fje207"),
        ):
            place = ctx.organisations.register(name, kind="university")
            school = institutions.add_institution(ctx, {"organisation_id": place.id, "ror": ror})
            person = ctx.people.register(f"Demo Kontakt {key}", email=f"{key}@exempel.example", language="en")
            contact = institutions.add_contact(ctx, {"institution_id": school.id, "person_id": person.id})
            found |= {key: school.id, f"{key}_place": place.id, f"{key}_contact": contact.id}
        company = ctx.organisations.register(
            "Exempel Såg AB", kind="company", municipality="2132", employees=12, country="SE"
        )
        person = ctx.people.register("Anna Exempel", email="anna@sag.example")
        ctx.people.join(person.id, company.id, role="VD")
        return SimpleNamespace(**found, company=company.id)


@pytest.fixture
def make_assignment(platform: Platform, node: SimpleNamespace, now: datetime) -> Callable[..., UUID]:
    """Writes an assignment down, and publishes it for everybody unless told otherwise."""

    def make(*, published: bool = True, **values: Any) -> UUID:
        given = {
            "title": "Fukt i limträ",
            "title_en": "Moisture in glulam",
            "kind": "degree_project",
            "organisation_id": node.company,
            "institution_id": node.miun,
            "field": "building",
            "level": "engineering_bachelor",
            "credits": 15,
            "starts_on": date(2027, 1, 18),
            "ends_on": date(2027, 6, 4),
            "interest_until": date(2027, 1, 10),
        }
        with platform.write(now=now) as ctx:
            row = assignments.note_idea(ctx, given | values)
            if published:
                assignments.publish_assignment(ctx, row.id, {"visibility": "public"})
            return row.id

    return make


@pytest.fixture
def make_student(platform: Platform, node: SimpleNamespace, now: datetime) -> Callable[..., UUID]:
    """Notes a student with consent."""

    def make(name: str = "Demo Student 1", **values: Any) -> UUID:
        given = {"institution_id": node.miun, "programme": "Exempel", "fields": ["building"]}
        with platform.write(now=now) as ctx:
            email = name.lower().replace(" ", ".") + "@student.example"
            person = ctx.people.register(name, email=email, legal_basis="consent")
            return students.add_student(ctx, {"person_id": person.id, **given, **values}).id

    return make


@pytest.fixture
def matched(
    platform: Platform, make_assignment: Callable[..., UUID], make_student: Callable[..., UUID], now: datetime
) -> SimpleNamespace:
    """An assignment and a student to which all three have said yes."""
    assignment, student = make_assignment(), make_student()
    with platform.write(now=now) as ctx:
        match = matches.propose_match(ctx, assignment, student)
        for verb in (matches.accept_for_company, matches.accept_for_student, matches.approve_for_school):
            verb(ctx, match.id, {})
        return SimpleNamespace(assignment=assignment, student=student, match=match.id)


@pytest.fixture
def letters(platform: Platform) -> Callable[[], list[tuple[str, str]]]:
    """The letters so far, in order: to whom, and the path of the link in each."""

    def read() -> list[tuple[str, str]]:
        query = text('select "to", body_text from core_mail order by created_at, id')
        with platform.read() as ctx:
            rows = ctx.session.connection().execute(query).all()
        return [(to, found[0] if (found := _LINK.search(body)) else "") for to, body in rows]

    return read


_LINK = re.compile(r"/university_node/[\w-]+/[\w-]{43}")
