"""The questions that pages and subscribers ask of what the members have told."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context, NotFound, _
from utblick_county_hub.models import Call, Goal, Heard, Match, Question, Seminar, Story, Told, Way

M = TypeVar("M", Goal, Way, Story, Seminar, Told)


def heard_of(ctx: Context, member: str) -> Heard | None:
    """How much a member has told."""
    return ctx.session.exec(select(Heard).where(Heard.member == member)).first()


def everything_heard(ctx: Context) -> dict[str, Heard]:
    """How much each member has told, by code."""
    return {row.member: row for row in ctx.session.exec(select(Heard))}


def of_member(ctx: Context, model: type[M], member: str, thing: str) -> M | None:
    """What a member has told of one of its own things, by the member's id of it."""
    return ctx.session.exec(select(model).where(model.member == member, model.thing == thing)).first()


def call_of(ctx: Context, member: str, identifier: str) -> Call | None:
    """A call that a member follows."""
    return ctx.session.exec(select(Call).where(Call.member == member, Call.identifier == identifier)).first()


def goals(ctx: Context) -> Sequence[Goal]:
    """All goals that count, by what they count and for when."""
    order = (col(Goal.indicator), col(Goal.ends_on), col(Goal.member))
    return ctx.session.exec(select(Goal).where(Goal.state != "draft").order_by(*order)).all()


def ways_by_country(ctx: Context) -> list[tuple[str, int, int]]:
    """Where somebody in the county has a way: country, how many ways, how many members."""
    query = (
        select(Way.country, func.count(), func.count(func.distinct(Way.member)))
        .where(col(Way.stands))
        .group_by(Way.country)
        .order_by(func.count().desc(), Way.country)
    )
    return [(country, ways, members) for country, ways, members in ctx.session.exec(query)]


def open_calls(ctx: Context) -> Sequence[Call]:
    """Calls that some member says are open, and whose deadline has not passed; the next one first."""
    query = select(Call).where(
        col(Call.is_open), col(Call.deadline).is_(None) | (col(Call.deadline) >= ctx.now)
    )
    return ctx.session.exec(query.order_by(col(Call.deadline), col(Call.identifier))).all()


def free_seminars(ctx: Context, *, limit: int = 50) -> Sequence[Seminar]:
    """Seminars that are to come and have a seat left for who signs up in time; the next one first."""
    query = select(Seminar).where(
        col(Seminar.is_open),
        col(Seminar.free_seats) > 0,
        col(Seminar.starts_at) > ctx.now,
        col(Seminar.sign_up_until).is_(None) | (col(Seminar.sign_up_until) >= ctx.today),
    )
    return ctx.session.exec(query.order_by(col(Seminar.starts_at), col(Seminar.id)).limit(limit)).all()


def told_stories(ctx: Context, *, limit: int = 20) -> Sequence[Told]:
    """Stories that can be read now, the newest first."""
    order = (col(Told.published_on).desc(), col(Told.id).desc())
    return ctx.session.exec(select(Told).where(col(Told.stands)).order_by(*order).limit(limit)).all()


def stories(ctx: Context) -> Sequence[tuple[str, int]]:
    """How many companies of each member let their story be told."""
    query = select(Story.member, func.count()).group_by(Story.member).order_by(Story.member)
    return [(member, count) for member, count in ctx.session.exec(query)]


def question(ctx: Context, question_id: UUID) -> Question:
    """A member's question; raises `NotFound`."""
    found = ctx.session.get(Question, question_id)
    if found is None:
        raise NotFound(_("The question is not here."))
    return found


def question_of(ctx: Context, member: str, introduction_id: UUID) -> Question | None:
    """A member's question by the member's own id."""
    query = select(Question).where(Question.member == member, Question.introduction_id == introduction_id)
    return ctx.session.exec(query).first()


def open_questions(ctx: Context) -> Sequence[Question]:
    """What members ask at the moment, the latest first."""
    query = select(Question).where(col(Question.is_open)).order_by(col(Question.asked_on).desc())
    return ctx.session.exec(query.limit(50)).all()


def open_questions_to(ctx: Context, country: str) -> Sequence[Question]:
    """What members ask about a country."""
    return ctx.session.exec(select(Question).where(col(Question.is_open), Question.country == country)).all()


def matched(ctx: Context, question_id: UUID) -> set[str]:
    """The members that a question was passed on to."""
    return set(ctx.session.exec(select(Match.member).where(Match.question_id == question_id)))


def with_a_way(ctx: Context, asked: Question) -> Sequence[str]:
    """The other members in which somebody has a way to the country; in the trade, where one is named.

    A way of which no trade is known fits any.
    """
    query = (
        select(Way.member)
        .distinct()
        .where(col(Way.stands), Way.country == asked.country, Way.member != asked.member)
    )
    if asked.section:
        query = query.where(col(Way.section).in_(["", asked.section]))
    return ctx.session.exec(query.order_by(Way.member)).all()
