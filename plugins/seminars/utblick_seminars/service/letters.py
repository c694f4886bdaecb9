"""The letters to those who have signed up: the place, a reminder, what has changed, thank you."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from utblick.api import Context, Ref, Said, _, link_key, send_mail
from utblick_seminars import queries
from utblick_seminars.models import Moment, Registration, RegistrationState, Seminar

PLACE, PROMOTED, REMINDER, MOVED, CANCELLED, THANKS = (
    *("place", "promoted", "reminder"),
    *("moved", "cancelled", "thanks"),
)
"""What letters are about: how one's registration stands, a place after waiting, and so on."""

_STANDINGS = {RegistrationState.WAITLISTED: "waiting", RegistrationState.REGISTERED: "received"}
"""The texts of `PLACE` for those who have none, or none yet."""


def write(ctx: Context, seminar: Seminar, row: Registration, about: str) -> None:
    """Write a letter in the language of whoever signed up; those who left no address get none."""
    if not row.email:
        return
    text = _STANDINGS.get(RegistrationState(row.state), about) if about == PLACE else about
    if text == CANCELLED:
        _send(ctx, seminar, row, text, {**_begins(ctx, seminar), "reason": seminar.reason})
    elif text == THANKS:
        if seminar.topics:  # a survey that was taken away meanwhile has no link to give
            _send(ctx, seminar, row, text, _survey(ctx, seminar, Moment.AFTER, row.language))
    else:
        _send_own(ctx, seminar, row, text)


def link_until(seminar: Seminar) -> datetime:
    """Until when own links of a seminar work."""
    return seminar.ends_at + timedelta(days=1)


def survey_link(ctx: Context, seminar: Seminar, moment: Moment, language: str) -> str:
    """The address of a survey, the same for everybody, so that it tells nobody apart; "" without a survey."""
    if not seminar.topics:
        return ""
    key = link_key(ctx, f"seminars.{moment}", seminar.id, seminar.survey_nonce)
    return f"{ctx.url(f'/seminars/survey/{key}')}?language={language}"


def _send_own(ctx: Context, seminar: Seminar, row: Registration, text: str) -> None:
    key = link_key(ctx, "seminars.place", row.id, row.nonce)
    values: dict[str, Said] = {
        **_begins(ctx, seminar),
        "place": seminar.place or _("Online"),
        "link": f"{ctx.url(f'/seminars/place/{key}')}?language={row.language}",
    }
    if text == "waiting":
        values["line"] = queries.place_in_line(ctx, row)
    if text in {PLACE, PROMOTED, REMINDER}:
        values |= _survey(ctx, seminar, Moment.BEFORE, row.language)
    _send(ctx, seminar, row, text, values, key=key, key_until=link_until(seminar))


def _send(
    ctx: Context,
    seminar: Seminar,
    row: Registration,
    text: str,
    values: Mapping[str, Said],
    *,
    key: str = "",
    key_until: datetime | None = None,
) -> None:
    send_mail(
        ctx,
        f"seminars/mail/{text}",
        to=row.email,
        language=row.language,
        ref=Ref("seminars", "registration", row.id),
        key=key,
        key_until=key_until,
        name=row.name,
        title=title_of(seminar, row.language),
        **values,  # type: ignore[arg-type]
    )


def _begins(ctx: Context, seminar: Seminar) -> dict[str, Said]:
    begins = seminar.starts_at.astimezone(ctx.settings.municipality.zone)
    return {"day": begins.date(), "time": f"{begins:%H:%M}"}


def _survey(ctx: Context, seminar: Seminar, moment: Moment, language: str) -> dict[str, Said]:
    link = survey_link(ctx, seminar, moment, language)
    return {"topics": ", ".join(seminar.topics), "survey": link}


def title_of(seminar: Seminar, language: str) -> str:
    """The title as a reader of the language reads it."""
    return seminar.title_en or seminar.title if language == "en" else seminar.title


def summary_of(seminar: Seminar, language: str) -> str:
    """The summary as a reader of the language reads it."""
    return seminar.summary_en or seminar.summary if language == "en" else seminar.summary
