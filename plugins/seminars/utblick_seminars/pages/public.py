"""What everybody can see: the calendar of seminars, as a page and for programs; and signing up for one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Context,
    Data,
    Download,
    Gone,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    Said,
    TooMany,
    Values,
    _,
    calendar_file,
    choice_label,
    closed_link,
    get,
    limit_rate,
    page,
    page_text,
    post,
    redirect,
    unseen,
)
from utblick_seminars import queries
from utblick_seminars.calendars import SEMINARS, public_occasions
from utblick_seminars.choices import KINDS, LANGUAGES
from utblick_seminars.models import Seminar, SeminarState
from utblick_seminars.pages.told import facts_of
from utblick_seminars.service import registrations
from utblick_seminars.service.letters import summary_of, title_of
from utblick_seminars.settings import SeminarsSettings
from utblick_seminars.texts import AFTERWARDS
from utblick_seminars.words import audience_names, audience_options, names

CALENDAR = "/seminars/calendar"


class SignUp(BaseModel):
    """Who wants to come, and as whom."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    name: str = Field(min_length=2, max_length=200)
    email: str = Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    organisation_name: str = Field(default="", max_length=200)
    audience: str = Field(default="", max_length=14)
    homepage: str = ""


@get(CALENDAR, public=True)
def calendar(ctx: Context) -> Page:
    """What can be signed up for, the next one first."""
    query = ctx.request.query if ctx.request else Values()
    audience = query.get("audience", "") if query.get("audience", "") in names("audiences") else ""
    return page(
        "seminars/public/calendar.html",
        here=CALENDAR,
        introduction=page_text(ctx, "seminars/page/calendar"),
        cards=_cards(ctx, queries.public(ctx, audience=audience)),
        audience=audience,
        audiences=[
            (name, f"{CALENDAR}?audience={code}" if code else CALENDAR, code == audience, None)
            for code, name in (("", _("All")), *audience_options(ctx))
        ],
    )


@get(f"{CALENDAR}.json", public=True)
def calendar_json(ctx: Context) -> Data:
    """The same for programs, such as the municipality's own website."""
    return Data(
        [
            {
                "id": str(one["row"].id),
                "url": ctx.url(f"{CALENDAR}/{one['row'].id}"),
                "title": {"sv": one["row"].title, "en": one["row"].title_en or one["row"].title},
                "kind": one["row"].kind,
                "audiences": one["row"].audiences,
                "starts_at": one["row"].starts_at.isoformat(),
                "ends_at": one["row"].ends_at.isoformat(),
                "place": one["row"].place,
                "online": bool(one["row"].online_url),
                "language": one["row"].language,
                "seats": one["row"].seats,
                "free_seats": one["free"],
            }
            for one in _cards(ctx, queries.public(ctx))
        ]
    )


@get(f"{CALENDAR}.ics", public=True)
def calendar_ics(ctx: Context) -> Download:
    """The same for calendar programs."""
    title = f"{ctx.translate(_('Seminars'))} – {ctx.settings.municipality.name}"
    found = public_occasions(ctx, queries.public(ctx))
    return calendar_file(ctx, found, calendar=SEMINARS, title=title, name="seminars.ics")


@get(f"{CALENDAR}/{{seminar_id:uuid}}", public=True)
def one_seminar(ctx: Context, *, seminar_id: UUID) -> Page:
    """One seminar, and the form to sign up as long as one can."""
    seminar = queries.public_one(ctx, seminar_id)
    if seminar is None:
        return closed_link(NotFound(_("The seminar is not here. It may have been removed.")))
    return _one(ctx, seminar, {})


@get(f"{CALENDAR}/{{seminar_id:uuid}}/seminar.ics", public=True)
def one_ics(ctx: Context, *, seminar_id: UUID) -> Download:
    """One seminar, to put into one's own calendar."""
    seminar = queries.public_one(ctx, seminar_id)
    if seminar is None:
        raise NotFound
    found = public_occasions(ctx, [seminar])
    title = title_of(seminar, ctx.language)
    return calendar_file(ctx, found, calendar=SEMINARS, title=title, name="seminar.ics")


@post(f"{CALENDAR}/{{seminar_id:uuid}}", public=True, max_body=20_000)
def sign_up(ctx: Context, *, seminar_id: UUID) -> Page | Redirect:
    """Take a registration, and say whether there is a place; nothing that was typed is lost."""
    assert ctx.request is not None
    seminar = queries.public_one(ctx, seminar_id)
    if seminar is None:
        return closed_link(NotFound(_("The seminar is not here. It may have been removed.")))
    typed = dict(ctx.request.form)
    try:
        given = ctx.request.bind(SignUp)
        if given.audience not in names("audiences"):
            raise Invalid({"audience": _("Say as whom you come.")})
        if given.homepage:  # people do not see that field, only programs fill it in
            return redirect(f"/seminars/thanks?language={ctx.language}")
        at_most = ctx.plugin_settings(SeminarsSettings).sign_ups_per_hour
        limit_rate(ctx, "seminars.sign_up", most=at_most)
        values = given.model_dump(exclude={"homepage"})
        standing = registrations.sign_up(ctx, seminar.id, {**values, "language": ctx.language})
    except TooMany as later:
        return _one(ctx, seminar, typed, later=later)
    except Gone as closed:
        return closed_link(closed)
    except Invalid as refused:
        return _one(ctx, seminar, typed, refused.by_field)
    return redirect(f"/seminars/thanks?as={standing.state}&line={standing.line}&language={ctx.language}")


@get("/seminars/thanks", public=True)
def thanks(ctx: Context) -> Page:
    """After signing up, giving up or answering: thank you, and how it stands."""
    query = ctx.request.query if ctx.request else Values()
    line, about = query.get("line", ""), query.get("as", "")
    values: dict[str, Said] = {}
    if about == "waitlisted":
        values["line"] = int(line) or "" if line.isdecimal() and len(line) < 6 else ""
    name = f"seminars/page/{about}"
    said = page_text(ctx, name, **values) if name in {one.name for one in AFTERWARDS} else ()
    return unseen(page("seminars/public/thanks.html", about=about, said=said))


def _cards(ctx: Context, found: Sequence[Seminar]) -> list[dict[str, Any]]:
    counts = queries.counts(ctx, [one.id for one in found])
    return [
        {
            "row": one,
            "title": title_of(one, ctx.language),
            "kind": choice_label(KINDS, one.kind),
            "audiences": audience_names(ctx, one.audiences),
            "free": queries.free_seats(one, counts[one.id]),
            "open": registrations.closed_why(ctx, one) is None,
        }
        for one in found
    ]


def _one(
    ctx: Context,
    seminar: Seminar,
    values: dict[str, Any],
    problems: dict[str, Msg] | None = None,
    *,
    later: TooMany | None = None,
) -> Page:
    counts = queries.counts(ctx, [seminar.id])[seminar.id]
    return page(
        "seminars/public/one.html",
        status=later.status if later else 422 if problems else 200,
        later=later.message if later else None,
        here=f"{CALENDAR}/{seminar.id}",
        seminar=seminar,
        title=title_of(seminar, ctx.language),
        text=summary_of(seminar, ctx.language),
        told=facts_of(ctx, seminar),
        free=queries.free_seats(seminar, counts),
        waiting=counts.get("waitlisted", 0),
        closed=registrations.closed_why(ctx, seminar),
        cancelled=seminar.state == SeminarState.CANCELLED,
        language=choice_label(LANGUAGES, seminar.language),
        values=values,
        problems=problems or {},
        audiences=audience_options(ctx),
    )


ROUTES = (calendar, calendar_json, calendar_ics, one_seminar, one_ics, sign_up, thanks)
