"""Questions about profiles, matches and what was said to whom."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select

from utblick.api import Context, NotFound, _
from utblick_tendering.models import (
    ASKING,
    LOT_ENDED,
    LOT_WON,
    OPEN_NOTICES,
    Award,
    Bid,
    Lesson,
    Lot,
    Match,
    MatchState,
    Notice,
    NoticeCode,
    Profile,
    ProfileState,
)
from utblick_tendering.settings import TenderingSettings
from utblick_tendering.vocabulary.cpv import MEDIUM


def match(ctx: Context, match_id: UUID) -> Match:
    """The match; raises `NotFound`."""
    found = ctx.session.get(Match, match_id)
    if found is None:
        raise NotFound(_("There is no such match."))
    return found


def profile(ctx: Context, profile_id: UUID) -> Profile:
    """The profile; raises `NotFound`."""
    found = ctx.session.get(Profile, profile_id)
    if found is None:
        raise NotFound(_("There is no such profile."))
    return found


def profile_of(ctx: Context, organisation_id: UUID) -> Profile | None:
    """A company's profile; None when it has none."""
    return ctx.session.exec(select(Profile).where(Profile.organisation_id == organisation_id)).first()


def with_profile(ctx: Context) -> frozenset[UUID]:
    """The companies that have a profile, in whatever state."""
    return frozenset(ctx.session.exec(select(Profile.organisation_id)).all())


def active_profiles(ctx: Context) -> Sequence[Profile]:
    return ctx.session.exec(select(Profile).where(Profile.state == ProfileState.ACTIVE)).all()


def active_mark(ctx: Context) -> tuple[object, ...]:
    """A value that changes whenever an active profile does."""
    columns = (func.count(), func.max(Profile.updated_at), func.sum(Profile.version))
    return tuple(ctx.session.exec(select(*columns).where(Profile.state == ProfileState.ACTIVE)).one())


def owners(ctx: Context) -> dict[UUID, UUID]:
    """Whose each profile is."""
    return dict(ctx.session.exec(select(Profile.id, Profile.organisation_id)).all())


def has_active(ctx: Context) -> bool:
    """Whether any profile is matched at all."""
    found = select(Profile.id).where(Profile.state == ProfileState.ACTIVE).limit(1)
    return ctx.session.exec(found).first() is not None


def titles(ctx: Context, match_ids: Sequence[UUID]) -> dict[UUID, str]:
    """What is bought in several matches, by their ids."""
    columns = select(Match.id, Match.title).where(col(Match.id).in_(match_ids))
    return dict(ctx.session.exec(columns).all())


def of_notice(ctx: Context, notice_id: UUID) -> Sequence[Match]:
    """The matches of a notice and its lots, best first, in whatever state."""
    return ctx.session.exec(
        select(Match).where(Match.notice_id == notice_id).order_by(*_BEST, col(Match.id))
    ).all()


def live_of(ctx: Context, organisation_id: UUID, *, limit: int) -> Sequence[Match]:
    """What a company can still answer and has not turned down, best first."""
    return ctx.session.exec(
        select(Match)
        .where(
            Match.organisation_id == organisation_id, is_live(ctx.now), Match.state != MatchState.DISMISSED
        )
        .order_by(*_BEST, col(Match.id))
        .limit(limit)
    ).all()


def is_live(now: datetime) -> ColumnElement[bool]:
    """That a match can still be answered, to the minute."""
    return and_(col(Match.live), or_(col(Match.deadline).is_(None), col(Match.deadline) > now))


def fits(ctx: Context) -> ColumnElement[bool]:
    """That a match is near enough to be told of: its trade or close to it, and not below the lowest score."""
    lowest = ctx.plugin_settings(TenderingSettings).lowest_score
    return and_(col(Match.relation) >= MEDIUM, col(Match.score) >= lowest)


def new_fits(ctx: Context, *, days: int, limit: int) -> Sequence[tuple[UUID, int, int]]:
    """The companies for which most procurements were found to fit lately: how many, and the best score."""
    count = func.count(func.distinct(Match.notice_id))
    return [
        (organisation_id, procurements, best)
        for organisation_id, procurements, best in ctx.session.exec(
            select(Match.organisation_id, count, func.max(Match.score))
            .where(
                col(Match.told_at) >= ctx.now - timedelta(days=days),
                is_live(ctx.now),
                Match.state != MatchState.DISMISSED,
                fits(ctx),
            )
            .group_by(col(Match.organisation_id))
            .order_by(count.desc(), func.max(Match.score).desc(), col(Match.organisation_id))
            .limit(limit)
        ).all()
    ]


def answerable(now: datetime) -> ColumnElement[bool]:
    """That a notice can still be answered: it asks for tenders or tells of them, and no end has come."""
    return and_(
        col(Notice.state).in_(OPEN_NOTICES),
        col(Notice.form_type).in_(("", *ASKING)),
        or_(col(Notice.last_deadline).is_(None), col(Notice.last_deadline) > now),
    )


def answerable_ids(ctx: Context) -> Sequence[UUID]:
    return ctx.session.exec(select(Notice.id).where(answerable(ctx.now)).order_by(col(Notice.id))).all()


def answerable_near(ctx: Context, cpv: Iterable[str]) -> Sequence[UUID]:
    """The notices that can be answered and have a code in the same division as one of these."""
    divisions = sorted({code[:2] for code in cpv})
    near = or_(*(col(NoticeCode.code).between(one, f"{one}999999") for one in divisions))
    coded = select(NoticeCode.notice_id).where(NoticeCode.scheme == "cpv", near)
    return ctx.session.exec(
        select(Notice.id).where(answerable(ctx.now), col(Notice.id).in_(coded)).order_by(col(Notice.id))
    ).all()


def lots(ctx: Context, notice_ids: Sequence[UUID]) -> dict[UUID, dict[str, Lot]]:
    """The lots of notices that can be answered, by their numbers: not withdrawn, and not decided on."""
    standing = select(Lot).where(
        col(Lot.notice_id).in_(notice_ids), col(Lot.withdrawn).is_(False), col(Lot.id).not_in(decided_lots())
    )
    found: dict[UUID, dict[str, Lot]] = {}
    for lot in ctx.session.exec(standing.order_by(col(Lot.position))):
        found.setdefault(lot.notice_id, {})[lot.number] = lot
    return found


def decided_lots() -> Any:
    """The lots of which it has been told that they are won, or closed without a winner."""
    told = and_(col(Award.lot_notice_id) == Lot.notice_id, col(Award.lot_number) == Lot.number)
    return select(Lot.id).join(Award, told).where(col(Award.code).in_((LOT_WON, LOT_ENDED)))


def earlier_codes(ctx: Context, organisation_id: UUID) -> tuple[list[str], list[str]]:
    """The codes of what a company has won, and of what it has bid for."""
    won = ctx.session.exec(
        select(Award.cpv_main).where(Award.winner_id == organisation_id, Award.cpv_main != "").distinct()
    ).all()
    by_lot = select(Lot.cpv).join(Bid, col(Bid.lot_id) == Lot.id)
    by_notice = select(Notice.cpv).join(Bid, col(Bid.notice_id) == Notice.id).where(col(Bid.lot_id).is_(None))
    bid = [
        code
        for query in (by_lot, by_notice)
        for codes in ctx.session.exec(query.where(Bid.organisation_id == organisation_id))
        for code in codes
    ]
    return sorted(won), sorted(set(bid))


def lessons_of(ctx: Context, profile_id: UUID, *, limit: int = 20) -> Sequence[Lesson]:
    """What a profile has learnt, the latest first."""
    return ctx.session.exec(
        select(Lesson)
        .where(Lesson.profile_id == profile_id)
        .order_by(col(Lesson.at).desc(), col(Lesson.id).desc())
        .limit(limit)
    ).all()


def lesson_of_match(ctx: Context, match_id: UUID) -> Lesson | None:
    """What the latest dismissal of a match taught."""
    return ctx.session.exec(
        select(Lesson)
        .where(Lesson.match_id == match_id)
        .order_by(col(Lesson.at).desc(), col(Lesson.id).desc())
        .limit(1)
    ).first()


_BEST = (col(Match.relation).desc(), col(Match.score).desc(), col(Match.deadline))
