"""One's own place, by the link in the letter: see how it stands, correct it, give it up."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Conflict,
    Context,
    Gone,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    _,
    choice_label,
    closed_link,
    get,
    page,
    post,
    redirect,
    unseen,
)
from utblick_seminars import queries
from utblick_seminars.choices import REGISTRATION_STATES
from utblick_seminars.models import EXPECTED, Moment, Registration, RegistrationState, Seminar
from utblick_seminars.pages.told import facts_of
from utblick_seminars.service import registrations
from utblick_seminars.service.letters import survey_link, title_of
from utblick_seminars.words import audience_options, names

_PLACE = "/seminars/place/{key:str}"


class Correction(BaseModel):
    """What one may correct of one's own registration."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    name: str = Field(min_length=2, max_length=200)
    organisation_name: str = Field(default="", max_length=200)
    audience: str = Field(default="", max_length=14)


@get(_PLACE, public=True)
def place(ctx: Context, *, key: str) -> Page:
    """How one's registration stands; looking changes nothing."""
    try:
        row, seminar = registrations.place_of(ctx, key)
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    return _place(ctx, row, seminar, {})


@post(_PLACE, public=True, max_body=20_000)
def change(ctx: Context, *, key: str) -> Page | Redirect:
    """Take a correction."""
    assert ctx.request is not None
    try:
        row, seminar = registrations.place_of(ctx, key)
        given = ctx.request.bind(Correction)
        if given.audience not in names("audiences"):
            raise Invalid({"audience": _("Say as whom you come.")})
        registrations.change_place(ctx, key, given.model_dump())
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    except Invalid as refused:
        return _place(ctx, row, seminar, dict(ctx.request.form), refused.by_field)
    return redirect(f"/seminars/place/{key}?language={ctx.language}&saved=1")


@post(f"{_PLACE}/give-up", public=True, max_body=20_000)
def give_up(ctx: Context, *, key: str) -> Page | Redirect:
    """Give the place up; whoever waits first gets it at once."""
    try:
        registrations.give_up(ctx, key)
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    return redirect(f"/seminars/thanks?as=withdrawn&language={ctx.language}")


def _place(
    ctx: Context,
    row: Registration,
    seminar: Seminar,
    values: dict[str, Any],
    problems: dict[str, Msg] | None = None,
) -> Page:
    known = ctx.organisations.get(row.organisation_id).name if row.organisation_id else row.organisation_name
    has_place = row.state in (RegistrationState.CONFIRMED, RegistrationState.ATTENDED)
    survey = survey_link(ctx, seminar, Moment.BEFORE, ctx.language)
    made = page(
        "seminars/public/place.html",
        status=422 if problems else 200,
        row=row,
        seminar=seminar,
        title=title_of(seminar, ctx.language),
        told=facts_of(ctx, seminar),
        state=choice_label(REGISTRATION_STATES, row.state),
        line=queries.place_in_line(ctx, row) if row.state == RegistrationState.WAITLISTED else 0,
        has_place=has_place,
        open=row.state in EXPECTED,
        saved=bool(ctx.request and ctx.request.query.get("saved")),
        survey=survey if has_place and ctx.now < seminar.starts_at else "",
        values=values or {"name": row.name, "organisation_name": known, "audience": row.audience},
        problems=problems or {},
        audiences=audience_options(ctx),
    )
    return unseen(made)


ROUTES = (place, change, give_up)
