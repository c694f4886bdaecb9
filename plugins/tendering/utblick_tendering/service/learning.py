"""What a profile learns from what its company turns down: seen by all, and taken back by a button."""

from decimal import Decimal
from uuid import UUID

from utblick.api import Conflict, Context, Msg, NotFound, _
from utblick_tendering.matching.kept import asked_code
from utblick_tendering.matching.nearness import weight_of
from utblick_tendering.models import Lesson, LessonState, Lot, Match, Profile
from utblick_tendering.queries import matches as queries
from utblick_tendering.service.profiles import tell_changed
from utblick_tendering.vocabulary.cpv import cpv_name, significant

WEIGHT, REACH, LARGEST = "weight", "reach", "most"
_LEAST = 0.25
_GROUP = 3
_NARROWER = {"abroad": "country", "country": "nuts2", "nuts2": "county"}


def learn(ctx: Context, match: Match, said: str) -> Lesson:
    """Draw the conclusion from a dismissal: at once for the trade, as a proposal for distance and size."""
    profile = queries.profile(ctx, match.profile_id)
    lesson = Lesson(
        organisation_id=match.organisation_id,
        profile_id=profile.id,
        match_id=match.id,
        at=ctx.now,
        by_id=ctx.actor.id,
        reason=match.dismissed_reason,
        said=said,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    {"wrong_trade": _lower, "too_far": _nearer, "too_large": _smaller}.get(lesson.reason, _nothing)(
        ctx, lesson, profile, match
    )
    ctx.session.add(lesson)
    ctx.session.flush()
    if lesson.state == LessonState.APPLIED:
        ctx.flash(told(lesson, ctx.language))
        tell_changed(ctx, profile)
    return lesson


def follow(ctx: Context, lesson_id: UUID) -> Lesson:
    """Make a proposed change to the profile."""
    lesson = _of(ctx, lesson_id, LessonState.PROPOSED)
    profile = queries.profile(ctx, lesson.profile_id)
    _put(profile, lesson.about, lesson.code, lesson.after)
    lesson.state = LessonState.APPLIED
    tell_changed(ctx, profile)
    return lesson


def decline(ctx: Context, lesson_id: UUID) -> Lesson:
    """Leave the profile as it is."""
    lesson = _of(ctx, lesson_id, LessonState.PROPOSED)
    lesson.state = LessonState.DECLINED
    return lesson


def undo(ctx: Context, lesson_id: UUID) -> Lesson:
    """Take back what was learnt: the profile is as it was before, as far as nobody has changed it since."""
    lesson = lesson_of(ctx, lesson_id)
    profile = queries.profile(ctx, lesson.profile_id)
    if lesson.state == LessonState.APPLIED:
        if _held(profile, lesson.about, lesson.code) == lesson.after:
            _put(profile, lesson.about, lesson.code, lesson.before)
            tell_changed(ctx, profile)
        lesson.state = LessonState.UNDONE
    elif lesson.state == LessonState.PROPOSED:
        lesson.state = LessonState.DECLINED
    return lesson


def told(lesson: Lesson, language: str) -> Msg:
    """What was learnt, or is proposed, as a sentence."""
    what = cpv_name(lesson.code, language) if lesson.code else ""
    if lesson.about == WEIGHT:
        if lesson.after == "0.0":
            return _("From now on {what} does not count for this company.", what=what)
        return _("From now on {what} counts lower for this company.", what=what)
    if lesson.about == REACH:
        return _REACHES[lesson.after]
    if lesson.about == LARGEST:
        return _("Suggest no lots above {most} kronor.", most=Decimal(lesson.after))
    return _("Nothing in the profile changes for this reason.")


def lesson_of(ctx: Context, lesson_id: UUID) -> Lesson:
    """The lesson; raises `NotFound`."""
    found = ctx.session.get(Lesson, lesson_id)
    if found is None:
        raise NotFound(_("The profile has not learnt this."))
    return found


def _lower(ctx: Context, lesson: Lesson, profile: Profile, match: Match) -> None:
    """Halve the weight of the branch that was asked for; below a quarter it does not count at all."""
    asked = asked_code(match.reasons)
    if not asked:
        return
    branch = significant(asked)[: _GROUP + 1].ljust(8, "0")
    now = weight_of(profile.weights, asked, branch)
    after = now / 2 if now / 2 >= _LEAST else 0.0
    lesson.about, lesson.code = WEIGHT, branch
    lesson.before, lesson.after = _held(profile, WEIGHT, branch), str(float(after))
    _put(profile, WEIGHT, branch, lesson.after)
    lesson.state = LessonState.APPLIED


def _nearer(ctx: Context, lesson: Lesson, profile: Profile, match: Match) -> None:
    narrower = _NARROWER.get(profile.reach)
    if narrower is not None:
        lesson.about, lesson.before, lesson.after = REACH, profile.reach, narrower
        lesson.state = LessonState.PROPOSED


def _smaller(ctx: Context, lesson: Lesson, profile: Profile, match: Match) -> None:
    """Propose a round amount a little below the lot as the largest that the company takes on."""
    lot = ctx.session.get(Lot, match.lot_id)
    if lot is None or lot.value is None or lot.currency != "SEK" or lot.value <= 0:
        return
    below = int(lot.value * Decimal("0.9"))
    rounded = int(float(f"{below:.2g}")) if below >= 100 else below
    if rounded > 0 and (profile.most is None or rounded < profile.most):
        before = "" if profile.most is None else format(profile.most, "f")
        lesson.about, lesson.before, lesson.after = LARGEST, before, str(rounded)
        lesson.state = LessonState.PROPOSED


def _nothing(ctx: Context, lesson: Lesson, profile: Profile, match: Match) -> None:
    """Some reasons say something about the day, not about the company."""


def _held(profile: Profile, about: str, code: str) -> str:
    """What stands in the profile, as a lesson writes it."""
    if about == WEIGHT:
        return str(float(profile.weights[code])) if code in profile.weights else ""
    if about == REACH:
        return profile.reach
    return "" if profile.most is None else format(profile.most.normalize(), "f")


def _put(profile: Profile, about: str, code: str, value: str) -> None:
    if about == WEIGHT:
        others = {one: weight for one, weight in profile.weights.items() if one != code}
        profile.weights = others | ({code: float(value)} if value else {})
    elif about == REACH:
        profile.reach = value
    elif about == LARGEST:
        profile.most = Decimal(value) if value else None


def _of(ctx: Context, lesson_id: UUID, state: LessonState) -> Lesson:
    lesson = lesson_of(ctx, lesson_id)
    if lesson.state != state:
        raise Conflict(_("This has been decided already."))
    return lesson


_REACHES = {
    "country": _("Suggest nothing abroad but in countries that the company exports to."),
    "nuts2": _("Suggest only what is in the own county and its neighbours."),
    "county": _("Suggest only what is in the own county."),
}
