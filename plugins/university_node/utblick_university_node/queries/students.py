"""Questions about students, matches and the links by which people answer."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context, token_hash
from utblick_university_node.models import (
    WAITING,
    KeyLink,
    Match,
    MatchState,
    Placement,
    Student,
    StudentState,
    Triangle,
)
from utblick_university_node.queries.finding import found


def student(ctx: Context, student_id: UUID) -> Student:
    """The student, or `NotFound`."""
    return found(ctx, Student, student_id)


def student_of(ctx: Context, person_id: UUID) -> Student | None:
    """The student behind a person, when there is one."""
    return ctx.session.exec(select(Student).where(Student.person_id == person_id)).first()


def active_students(ctx: Context, *, limit: int = 500) -> Sequence[Student]:
    """Students who want to be matched, the latest changed first."""
    query = select(Student).where(Student.state == StudentState.ACTIVE)
    return ctx.session.exec(query.order_by(col(Student.updated_at).desc()).limit(limit)).all()


def match(ctx: Context, match_id: UUID) -> Match:
    """The match, or `NotFound`."""
    return found(ctx, Match, match_id)


def matches_of(ctx: Context, assignment_id: UUID) -> Sequence[Match]:
    """The matches of an assignment, those that wait first."""
    query = select(Match).where(Match.assignment_id == assignment_id)
    return ctx.session.exec(
        query.order_by(col(Match.closed_on).is_not(None), col(Match.created_at)).limit(50)
    ).all()


def matches_of_student(ctx: Context, student_id: UUID) -> Sequence[Match]:
    """The matches of a student, the latest first."""
    query = select(Match).where(Match.student_id == student_id)
    return ctx.session.exec(query.order_by(col(Match.created_at).desc()).limit(50)).all()


def pair(ctx: Context, assignment_id: UUID, student_id: UUID) -> Match | None:
    """The open or agreed match of a student and an assignment, when there is one."""
    query = select(Match).where(
        Match.assignment_id == assignment_id,
        Match.student_id == student_id,
        col(Match.state).in_((*WAITING, MatchState.APPROVED_SCHOOL)),
    )
    return ctx.session.exec(query).first()


def approved(ctx: Context, assignment_id: UUID) -> Sequence[Match]:
    """The matches of an assignment to which all have said yes."""
    query = select(Match).where(
        Match.assignment_id == assignment_id, Match.state == MatchState.APPROVED_SCHOOL
    )
    return ctx.session.exec(query.order_by(col(Match.school_on))).all()


def waiting(
    ctx: Context, *, before: date | None = None, among: Sequence[UUID] | None = None, limit: int = 500
) -> Sequence[Match]:
    """Matches that wait for an answer, of all or of some, the most urgent first; those due before a day."""
    query = select(Match).where(col(Match.state).in_(WAITING))
    if before is not None:
        query = query.where(Match.answer_by < before)
    if among is not None:
        query = query.where(col(Match.id).in_(among))
    return ctx.session.exec(query.order_by(col(Match.answer_by)).limit(limit)).all()


def waiting_count(ctx: Context) -> int:
    """How many matches wait for an answer."""
    return ctx.session.exec(select(func.count()).where(col(Match.state).in_(WAITING))).one()


def forgotten_matches(
    ctx: Context, closed_before: date, among: Sequence[UUID] | None = None
) -> Sequence[Match]:
    """Matches, of all or of some, that came to nothing that long ago, with the student still in them."""
    query = select(Match).where(
        col(Match.state).in_((MatchState.DECLINED, MatchState.EXPIRED)),
        col(Match.closed_on) < closed_before,
        col(Match.student_id).is_not(None),
    )
    return ctx.session.exec(query if among is None else query.where(col(Match.id).in_(among))).all()


def forgettable_students(
    ctx: Context, before: date, among: Sequence[UUID] | None = None
) -> Sequence[Student]:
    """Students whose time has passed, and who have no match, agreement or placement that must be kept.

    Of all, or of some.
    """
    held = (
        select(Match.student_id).where(col(Match.student_id).is_not(None)),
        select(Triangle.student_id).where(col(Triangle.student_id).is_not(None)),
        select(Placement.student_id).where(col(Placement.student_id).is_not(None)),
    )
    query = select(Student).where(
        col(Student.keep_until) < before, *(col(Student.id).not_in(one) for one in held)
    )
    return ctx.session.exec(query if among is None else query.where(col(Student.id).in_(among))).all()


def is_needed(ctx: Context, student_id: UUID) -> bool:
    """Whether a match, an agreement or a placement still needs the student."""
    return any(
        ctx.session.exec(select(model.id).where(model.student_id == student_id).limit(1)).first()
        for model in (Match, Triangle, Placement)
    )


def links_of_student(ctx: Context, student_id: UUID, person_id: UUID | None) -> Sequence[KeyLink]:
    """Every link that a student was given."""
    mine = col(KeyLink.record_id) == student_id
    if person_id is not None:
        mine = mine | (col(KeyLink.person_id) == person_id)
    return ctx.session.exec(select(KeyLink).where(mine)).all()


def link_of(ctx: Context, token: str, *, lock: bool = False) -> KeyLink | None:
    """The link that a key belongs to; `lock` keeps a second answer waiting."""
    query = select(KeyLink).where(KeyLink.token_hash == token_hash(token))
    return ctx.session.exec(query.with_for_update() if lock else query).first()


def links_about(ctx: Context, record_id: UUID, purpose: str) -> Sequence[KeyLink]:
    """The links that still work for one thing about a record, the latest first."""
    query = select(KeyLink).where(
        KeyLink.record_id == record_id,
        KeyLink.purpose == purpose,
        col(KeyLink.used_at).is_(None),
        col(KeyLink.replaced_at).is_(None),
    )
    return ctx.session.exec(query.order_by(col(KeyLink.made_at).desc())).all()
