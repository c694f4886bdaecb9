"""What the hub makes of what members tell, and what it passes on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar
from uuid import UUID

from utblick.api import Context, Envelope, Event, county
from utblick_county_hub import queries
from utblick_county_hub.events import MatchAnswered, MatchForwarded
from utblick_county_hub.models import Call, Goal, Heard, Match, Question, Seminar, Story, Told, Way

R = TypeVar("R", Goal, Way, Call, Seminar, Story, Told, Question, Match)


def note_heard(ctx: Context, member: str) -> None:
    """Count that a member has told something."""
    held = queries.heard_of(ctx, member) or Heard(member=member, last_at=ctx.now)
    held.events += 1
    held.last_at = ctx.now
    ctx.session.add(held)


def keep_goal(ctx: Context, member: str, thing: str, values: Mapping[str, Any]) -> Goal:
    """Keep how a goal stands now."""
    goal = queries.of_member(ctx, Goal, member, thing) or Goal(member=member, thing=thing, **values)
    return _kept(ctx, goal, values)


def keep_way(ctx: Context, member: str, thing: str, values: Mapping[str, Any]) -> Way:
    """Keep that there is a way, and pass open questions on to whoever has it."""
    held = queries.of_member(ctx, Way, member, thing)
    way = _kept(ctx, held or Way(member=member, thing=thing, told_on=ctx.today, **values), {"stands": True})
    for question in queries.open_questions_to(ctx, way.country):
        match_question(ctx, question)
    return way


def end_way(ctx: Context, member: str, thing: str) -> None:
    """A way was taken back."""
    way = queries.of_member(ctx, Way, member, thing)
    if way is not None:
        way.stands = False
        ctx.session.add(way)


def keep_call(ctx: Context, member: str, identifier: str, values: Mapping[str, Any]) -> Call:
    """Keep that a call is open, or closed."""
    call = queries.call_of(ctx, member, identifier) or Call(member=member, identifier=identifier)
    return _kept(ctx, call, values)


def keep_seminar(ctx: Context, member: str, thing: str, values: Mapping[str, Any]) -> Seminar:
    """Keep what a seminar is now, and how many of its seats are free."""
    seminar = queries.of_member(ctx, Seminar, member, thing) or Seminar(member=member, thing=thing, **values)
    return _kept(ctx, seminar, values)


def end_seminar(ctx: Context, member: str, thing: str) -> None:
    """A seminar was held, or will not be."""
    seminar = queries.of_member(ctx, Seminar, member, thing)
    if seminar is not None:
        seminar.is_open = False
        ctx.session.add(seminar)


def keep_told(ctx: Context, member: str, thing: str, values: Mapping[str, Any]) -> Told:
    """Keep a story that everybody can read."""
    told = queries.of_member(ctx, Told, member, thing) or Told(member=member, thing=thing, **values)
    return _kept(ctx, told, {**values, "stands": True})


def take_back_told(ctx: Context, member: str, thing: str) -> None:
    """A story is told no more: nothing of it is kept but that there was one."""
    told = queries.of_member(ctx, Told, member, thing)
    if told is not None:
        told.stands = False
        told.title = told.title_en = told.url = ""
        ctx.session.add(told)


def keep_story(ctx: Context, member: str, thing: str, *, named: bool) -> Story:
    """Keep that a company lets its story be told."""
    held = queries.of_member(ctx, Story, member, thing)
    return _kept(ctx, held or Story(member=member, thing=thing, told_on=ctx.today), {"named": named})


def keep_question(ctx: Context, member: str, values: Mapping[str, Any]) -> Question:
    """Keep a member's question, and pass it on to the others that seem to have a way."""
    held = queries.question_of(ctx, member, values["introduction_id"])
    if held is not None:
        return held
    question = _kept(ctx, Question(member=member, asked_on=ctx.today, **values))
    match_question(ctx, question)
    return question


def end_question(ctx: Context, member: str, introduction_id: UUID) -> None:
    """A member asks no more."""
    question = queries.question_of(ctx, member, introduction_id)
    if question is not None:
        question.is_open = False
        ctx.session.add(question)


def match_question(ctx: Context, question: Question) -> int:
    """Pass a question on to each other member with a way there, once; gives how many were new."""
    asked = queries.matched(ctx, question.id)
    fitting = [one for one in queries.with_a_way(ctx, question) if one not in asked]
    for member in fitting:
        match = _kept(ctx, Match(question_id=question.id, member=member))
        _tell(
            ctx,
            member,
            MatchForwarded(
                match_id=match.id,
                asked_by=question.member,
                **question.model_dump(include=set(MatchForwarded.model_fields)),
            ),
        )
    return len(fitting)


def pass_answer(ctx: Context, member: str, match_id: UUID, sealed: str) -> bool:
    """Pass a sealed answer on to whoever asked; False for one that this member was never asked for."""
    match = ctx.session.get(Match, match_id)
    if match is None or match.member != member or match.answered:
        return False
    question = queries.question(ctx, match.question_id)
    match.answered = True
    question.answers += 1
    ctx.session.add_all([match, question])
    _tell(
        ctx,
        question.member,
        MatchAnswered(
            match_id=match.id,
            introduction_id=question.introduction_id,
            answered_by=member,
            sealed=sealed,
        ),
    )
    return True


def _tell(ctx: Context, member: str, event: Event) -> None:
    """Send one member an event. The log of the hub holds it, too, and nobody else gets it."""
    event_id = ctx.publish(event)
    told = Envelope(
        id=event_id,
        name=event.name,
        version=event.version,
        key=event.key_value,
        at=ctx.now,
        share="county",
        data=event.model_dump(mode="json"),
    )
    if member in ctx.settings.county.members:
        county.dispatch(ctx, told, to=member)


def _kept(ctx: Context, row: R, values: Mapping[str, Any] = MappingProxyType({})) -> R:
    for name, value in values.items():
        setattr(row, name, value)
    ctx.session.add(row)
    ctx.session.flush()
    return row
