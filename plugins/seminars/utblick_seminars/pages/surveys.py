"""The survey before and after: two questions for each topic, without a name."""

from typing import Any

from utblick.api import (
    Context,
    Gone,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    TooMany,
    closed_link,
    get,
    limit_rate,
    page,
    post,
    redirect,
    unseen,
)
from utblick_seminars.models import Moment, Seminar
from utblick_seminars.service import answering
from utblick_seminars.service.letters import title_of
from utblick_seminars.settings import SeminarsSettings

_SURVEY = "/seminars/survey/{key:str}"


@get(_SURVEY, public=True)
def survey(ctx: Context, *, key: str) -> Page:
    """The questions of the moment."""
    try:
        seminar, moment = answering.open_survey(ctx, key)
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    return _survey(ctx, seminar, moment, {})


@post(_SURVEY, public=True, max_body=20_000)
def answered(ctx: Context, *, key: str) -> Page | Redirect:
    """Take an answer."""
    assert ctx.request is not None
    typed = dict(ctx.request.form)
    try:
        seminar, moment = answering.open_survey(ctx, key)
        scores = answering.scores_of(seminar, typed)
        limit_rate(ctx, "seminars.answer", most=ctx.plugin_settings(SeminarsSettings).answers_per_hour)
        answering.keep_answer(ctx, seminar, moment, scores)
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    except TooMany as later:
        return _survey(ctx, seminar, moment, typed, later=later)
    except Invalid as refused:
        return _survey(ctx, seminar, moment, typed, refused.by_field)
    return redirect(f"/seminars/thanks?as=answered&language={ctx.language}")


def _survey(
    ctx: Context,
    seminar: Seminar,
    moment: Moment,
    values: dict[str, Any],
    problems: dict[str, Msg] | None = None,
    *,
    later: TooMany | None = None,
) -> Page:
    made = page(
        "seminars/public/survey.html",
        status=later.status if later else 422 if problems else 200,
        later=later.message if later else None,
        title=title_of(seminar, ctx.language),
        before=moment == Moment.BEFORE,
        topics=[(topic, *answering.fields_of(number)) for number, topic in enumerate(seminar.topics)],
        scale=[(value, value) for value in answering.SCALE],
        least=ctx.plugin_settings(SeminarsSettings).show_from,
        values=values,
        problems=problems or {},
    )
    return unseen(made)


ROUTES = (survey, answered)
