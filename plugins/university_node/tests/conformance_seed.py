"""Rows of the university node with what its pages need: open seasons, published assignments, known links."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context
from utblick_university_node.models import (
    Assignment,
    Institution,
    KeyLink,
    Match,
    NodeContact,
    Season,
    Student,
    Verdict,
)
from utblick_university_node.service import assignments, institutions, students

BASE = "/university_node"
RORS = ("019k1pd13", "043fje207", "048a87296")
PATHS = {
    "need": "need/{token:str}",
    "answer": "answer/{token:str}",
    "grade": "grade/{token:str}",
    "self": "my-data/{token:str}",
    "node": "for-universities/{token:str}",
}


def seed(ctx: Context, table: str, number: int) -> object:
    """Make the n-th row of a table that cannot be made of its fields alone."""
    make = {
        "institution": _institution,
        "season": _season,
        "student": _student,
        "assignment": _assignment,
        "match": _match,
        "verdict": _verdict,
        "key_link": _link,
    }.get(table.removeprefix("university_node_"))
    return make(ctx, number) if make is not None else None


def addresses(ctx: Context) -> Mapping[str, str]:
    """Pages behind keys, the perspective of business, and an assignment that is public."""
    made = {
        f"{BASE}/{path}": f"{BASE}/{path.replace('{token:str}', _key(name, 1))}"
        for name, path in PATHS.items()
    }
    made[f"{BASE}/{PATHS['self']}/data.json"] = f"{BASE}/my-data/{_key('self', 1)}/data.json"
    made[f"{BASE}/perspectives/{{which:str}}"] = f"{BASE}/perspectives/business"
    first = ctx.session.exec(select(Assignment.id).order_by(col(Assignment.created_at))).first()
    if first is None or ctx.session.exec(select(KeyLink)).first() is None:
        return {f"{BASE}/perspectives/{{which:str}}": f"{BASE}/perspectives/business"}
    return made | {f"{BASE}/open/{{assignment_id:uuid}}": f"{BASE}/open/{first}"}


def _institution(ctx: Context, number: int) -> object:
    place = ctx.organisations.register(f"Exempelhögskolan {number}", kind="university").id
    return institutions.add_institution(ctx, {"organisation_id": place, "ror": RORS[number - 1]})


def _season(ctx: Context, number: int) -> object:
    return ctx.session.exec(select(Season).order_by(col(Season.starts_on))).all()[number - 1]


def _student(ctx: Context, number: int) -> Student:
    person = ctx.people.register(f"Demo Student {number}", email=f"student{number}@exempel.example")
    first = _nth(ctx, Institution, 1)
    values = {
        "person_id": person.id,
        "institution_id": first.id,
        "programme": "Exempel",
        "fields": ["building"],
    }
    return students.add_student(ctx, values)


def _assignment(ctx: Context, number: int) -> object:
    host = ctx.organisations.find(name="Exempel Bolag 1 AB") or ctx.organisations.register(
        "Exempel Bolag 1 AB"
    )
    season = _nth(ctx, Season, number)
    values = {
        "title": f"Fukt i limträ {number}",
        "kind": "degree_project",
        "organisation_id": host.id,
        "season_id": season.id,
        "field": "building",
        "host_person_id": next((one.id for one in ctx.people.at(host.id)), None),
    }
    row = assignments.note_idea(ctx, values)
    until = ctx.today + timedelta(days=60)
    return assignments.publish_assignment(ctx, row.id, {"visibility": "public", "interest_until": until})


def _match(ctx: Context, number: int) -> object:
    assignment = _nth(ctx, Assignment, number)
    row = Match(
        title=assignment.title,
        assignment_id=assignment.id,
        student_id=_student(ctx, number + 10).id,
        organisation_id=assignment.organisation_id,
        institution_id=assignment.institution_id,
        answer_by=ctx.today + timedelta(days=20),
        words="Jag gillar trä.",
        reasons=[{"rule": "field", "with": {"field": "building"}}],
    )
    return _kept(ctx, row)


def _verdict(ctx: Context, number: int) -> object:
    assignment = _nth(ctx, Assignment, number)
    perspective = ("business", "university", "municipality")[number - 1]
    row = Verdict(
        title=assignment.title,
        assignment_id=assignment.id,
        organisation_id=assignment.organisation_id,
        perspective=perspective,
        asked_on=ctx.today,
    )
    return _kept(ctx, row)


def _link(ctx: Context, number: int) -> object:
    """A link of each purpose, about the first row of its kind."""
    about: dict[str, tuple[UUID, str]] = {
        "need": (_nth(ctx, Assignment, 1).organisation_id, ""),
        "answer": (_nth(ctx, Match, 1).id, "company"),
        "grade": (_nth(ctx, Verdict, 1).id, "business"),
        "self": (_nth(ctx, Student, 1).id, ""),
        "node": (_nth(ctx, NodeContact, 1).id, ""),
    }
    made = [
        KeyLink(
            token_hash=hashlib.sha256(_key(purpose, number).encode()).hexdigest(),
            purpose=purpose,
            record_id=record_id,
            party=party,
            person_id=_nth(ctx, Student, 1).person_id,
            made_at=ctx.now,
            expires_at=ctx.now + timedelta(days=30),
        )
        for purpose, (record_id, party) in about.items()
    ]
    for row in made:
        _kept(ctx, row)
    return made


def _key(purpose: str, number: int) -> str:
    return f"the-{purpose}-key-of-a-seeded-link-{number}"


def _nth(ctx: Context, model: Any, number: int) -> Any:
    order = model.created_at if hasattr(model, "created_at") else model.id
    rows = ctx.session.exec(select(model).order_by(col(order), col(model.id))).all()
    return rows[min(number, len(rows)) - 1]


def _kept(ctx: Context, row: Any) -> Any:
    ctx.session.add(row)
    ctx.session.flush()
    return row
