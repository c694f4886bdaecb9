"""The letters to those who have signed up: the place, a reminder, what has changed, thank you."""

from datetime import datetime, timedelta

from utblick.api import Context, Ref, send_mail
from utblick_seminars import queries
from utblick_seminars.models import Moment, Registration, RegistrationState, Seminar
from utblick_seminars.service.keys import key_of

PLACE, PROMOTED, REMINDER, MOVED, CANCELLED, THANKS = (
    *("place", "promoted", "reminder"),
    *("moved", "cancelled", "thanks"),
)
"""What letters are about: how one's registration stands, a place after waiting, and so on."""


def write(ctx: Context, seminar: Seminar, row: Registration, about: str) -> None:
    """Write a letter in the language of whoever signed up; those who left no address get none."""
    if not row.email:
        return
    if about in {CANCELLED, THANKS}:
        _send(ctx, seminar, row, about)
        return
    key = key_of(ctx, "place", row.id, row.nonce)
    line = queries.place_in_line(ctx, row) if row.state == RegistrationState.WAITLISTED else 0
    link = f"{ctx.url(f'/seminars/place/{key}')}?language={row.language}"
    _send(ctx, seminar, row, about, key=key, key_until=link_until(seminar), link=link, line=line)


def link_until(seminar: Seminar) -> datetime:
    """Until when own links of a seminar work."""
    return seminar.ends_at + timedelta(days=1)


def survey_link(ctx: Context, seminar: Seminar, moment: Moment, language: str) -> str:
    """The address of a survey, the same for everybody, so that it tells nobody apart; "" without a survey."""
    if not seminar.topics:
        return ""
    key = key_of(ctx, moment, seminar.id, seminar.survey_nonce)
    return f"{ctx.url(f'/seminars/survey/{key}')}?language={language}"


def _send(ctx: Context, seminar: Seminar, row: Registration, about: str, **values: object) -> None:
    moment = Moment.AFTER if about == THANKS else Moment.BEFORE
    send_mail(
        ctx,
        f"seminars/mail/{about}",
        to=row.email,
        language=row.language,
        ref=Ref("seminars", "registration", row.id),
        seminar=seminar,
        title=title_of(seminar, row.language),
        row=row,
        survey=survey_link(ctx, seminar, moment, row.language),
        public=f"{ctx.url(f'/seminars/calendar/{seminar.id}')}?language={row.language}",
        **values,  # type: ignore[arg-type]
    )


def title_of(seminar: Seminar, language: str) -> str:
    """The title as a reader of the language reads it."""
    return seminar.title_en or seminar.title if language == "en" else seminar.title


def summary_of(seminar: Seminar, language: str) -> str:
    """The summary as a reader of the language reads it."""
    return seminar.summary_en or seminar.summary if language == "en" else seminar.summary
