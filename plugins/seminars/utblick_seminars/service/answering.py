"""Answers to surveys: by a link that is the same for everybody, and kept without anything that tells who."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from utblick.api import Actor, Context, Gone, Invalid, NotFound, _
from utblick_seminars import queries
from utblick_seminars.events import SurveyAnswered
from utblick_seminars.models import DONE, PUBLISHED, Answer, Moment, Seminar
from utblick_seminars.settings import SeminarsSettings

SCALE = ("1", "2", "3", "4", "5")


def open_survey(ctx: Context, key: str) -> tuple[Seminar, Moment]:
    """The seminar and the moment that a link stands for, as long as it can be answered."""
    found = queries.seminar_of_survey(ctx, key)
    if found is None or not found[0].topics:
        raise NotFound(_("The link is not known. Check that the whole address was copied from the mail."))
    seminar, moment = found
    if moment == Moment.BEFORE:
        if seminar.state not in PUBLISHED or ctx.now > seminar.starts_at + timedelta(hours=1):
            raise Gone(_("The seminar has begun. Afterwards the same questions are asked once more."))
        return found
    days = ctx.plugin_settings(SeminarsSettings).survey_days
    if seminar.state not in (*PUBLISHED, *DONE) or ctx.now > seminar.ends_at + timedelta(days=days):
        raise Gone(_("The survey is closed. Thank you for wanting to answer."))
    if ctx.now < seminar.starts_at:
        raise Gone(_("The survey opens when the seminar has begun."))
    return found


def scores_of(seminar: Seminar, given: Mapping[str, str]) -> list[tuple[int, int]]:
    """Knowledge and attitude for each topic, as typed; raises `Invalid` for what is missing."""
    asked = [fields_of(number) for number in range(len(seminar.topics))]
    unsaid = [name for pair in asked for name in pair if given.get(name, "") not in SCALE]
    if unsaid:
        raise Invalid(dict.fromkeys(unsaid, _("Choose a number from 1 to 5.")))
    return [(int(given[knowledge]), int(given[attitude])) for knowledge, attitude in asked]


def keep_answer(ctx: Context, seminar: Seminar, moment: Moment, scores: Sequence[tuple[int, int]]) -> None:
    """Keep an answer. That there was one is told; who it was is known to nobody, also not to the log."""
    for topic, (knowledge, attitude) in zip(seminar.topics, scores, strict=True):
        ctx.session.add(
            Answer(seminar_id=seminar.id, moment=moment, topic=topic, knowledge=knowledge, attitude=attitude)
        )
    nobody = replace(ctx, actor=Actor("link", language=ctx.language))
    nobody.publish(SurveyAnswered(seminar_id=seminar.id, moment=moment))


def fields_of(number: int) -> tuple[str, str]:
    """What the two inputs of a topic are called."""
    return f"knowledge_{number}", f"attitude_{number}"
