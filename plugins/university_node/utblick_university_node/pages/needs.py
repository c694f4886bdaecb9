"""A need in three fields: the adviser's page, the company's own page, and the invitation to it."""

from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Context,
    Gone,
    Invalid,
    Link,
    Msg,
    NotFound,
    Page,
    Redirect,
    Values,
    _,
    choice_label,
    choice_options,
    get,
    page,
    post,
    redirect,
    unseen,
)
from utblick_university_node.choices.reasons import said
from utblick_university_node.choices.work import ASSIGNMENT_KINDS, LEVELS, WHEN
from utblick_university_node.models import KeyLink
from utblick_university_node.pages.closed import closed
from utblick_university_node.permissions import WRITE
from utblick_university_node.queries import institutions
from utblick_university_node.queries import needs as queries
from utblick_university_node.service import links
from utblick_university_node.service import needs as service


class ThreeFields(BaseModel):
    """What the problem is, what help is wanted, and when."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    problem: str = Field(min_length=10, max_length=3000)
    help_wanted: str = Field(default="", max_length=500)
    wanted_when: str = Field(default="open", pattern="^(soon|half_year|year|open)$")


@get("/university_node/state-need", permission=WRITE)
def blank(ctx: Context) -> Page:
    """The three fields, for the adviser who has a company on the line."""
    query = ctx.request.query if ctx.request else Values()
    return _form(ctx, dict(query))


@post("/university_node/state-need", permission=WRITE)
def state(ctx: Context) -> Page | Redirect:
    """Write the need down and show what it could become."""
    assert ctx.request is not None
    form = ctx.request.form
    try:
        company = _company(ctx, form)
        given = ctx.request.bind(ThreeFields).model_dump()
        values = {**given, "organisation_id": company, "unit": form.get("unit", "").strip()[:200]}
        need = service.state_need(ctx, {**values, "owner_id": ctx.actor.user_id})
    except Invalid as refused:
        return _form(ctx, dict(form), refused.by_field)
    return redirect(
        f"/university_node/needs/{need.id}", _("The need is written down. Here is what it could become.")
    )


@post("/university_node/organisations/{organisation_id:uuid}/invite", permission=WRITE)
def invite(ctx: Context, *, organisation_id: UUID) -> Redirect:
    """Mail the company its own link to the three fields."""
    try:
        made = service.invite_company(ctx, organisation_id)
    except Invalid as refused:
        return redirect(f"/organisations/{organisation_id}", refused.problems[0].message, tone="bad")
    said_to = made.link.recipient_email
    return redirect(f"/organisations/{organisation_id}", _("The link was sent to {email}.", email=said_to))


@get("/university_node/need/{token:str}", public=True)
def own_page(ctx: Context, *, token: str) -> Page:
    """The company's own page: three fields, and what earlier needs have become."""
    try:
        link = links.open_link(ctx, token, links.NEED)
    except (NotFound, Gone) as why:
        return closed(why)
    return _own(ctx, link, {})


@post("/university_node/need/{token:str}", public=True, max_body=50_000)
def own_need(ctx: Context, *, token: str) -> Page | Redirect:
    """Take the need in the company's own words, and show what it could become."""
    assert ctx.request is not None
    try:
        link = links.open_link(ctx, token, links.NEED, to_answer=True)
    except (NotFound, Gone) as why:
        return closed(why)
    try:
        service.state_by_link(ctx, link, ctx.request.bind(ThreeFields).model_dump())
    except Invalid as refused:
        return _own(ctx, link, dict(ctx.request.form), refused.by_field)
    return redirect(f"/university_node/need/{token}?language={ctx.language}&written=1")


def _company(ctx: Context, form: Values) -> UUID:
    """The company that was picked, or that has exactly the typed name."""
    chosen = form.uuid("organisation_id")
    if chosen is not None:
        return ctx.organisations.get(chosen).id
    found = ctx.organisations.find(name=form.get("organisation_id_text", "").strip())
    if found is None:
        raise Invalid({"organisation_id": _("Choose a company or our own municipality from the register.")})
    return found.id


def _form(ctx: Context, values: dict[str, Any], problems: dict[str, Msg] | None = None) -> Page:
    chosen = Values([("id", str(values.get("organisation_id", "")))]).uuid("id")
    names = ctx.organisations.names([chosen]) if chosen else {}
    return page(
        "university_node/state_need.html",
        status=422 if problems else 200,
        values=values,
        company=names.get(chosen, values.get("organisation_id_text", "")) if chosen else "",
        problems=problems or {},
        whens=choice_options(ctx, WHEN),
    )


def _own(ctx: Context, link: KeyLink, values: dict[str, Any], problems: dict[str, Msg] | None = None) -> Page:
    written = ctx.request is not None and ctx.request.query.get("written") == "1"
    needs = queries.open_needs(ctx, link.record_id, limit=5)
    latest = needs[-1] if needs else None
    made = page(
        "university_node/public/need.html",
        status=422 if problems else 200,
        company=ctx.organisations.get(link.record_id),
        values=values,
        problems=problems or {},
        whens=choice_options(ctx, WHEN),
        written=written and latest is not None,
        drafts=shown_drafts(ctx, latest.id) if written and latest else [],
        until=link.expires_at,
    )
    return unseen(made)


def shown_drafts(ctx: Context, need_id: UUID) -> list[dict[str, Any]]:
    """The suggested subjects of a need as they are shown: names and reasons in the reader's language."""
    english, names = ctx.language == "en", institutions.names(ctx)
    return [
        {
            "row": draft,
            "title": draft.title_en if english and draft.title_en else draft.title,
            "programme": draft.programme_en if english and draft.programme_en else draft.programme,
            "school": names.get(draft.institution_id, "") if draft.institution_id else "",
            "kind": choice_label(ASSIGNMENT_KINDS, draft.kind),
            "level": choice_label(LEVELS, draft.level) if draft.level else "",
            "reasons": said(ctx, draft.reasons),
        }
        for draft in queries.drafts(ctx, need_id)
    ]


ROUTES = (blank, state, invite, own_page, own_need)
LINKS = (
    Link(title=_("State a need"), url="/university_node/state-need", icon="bulb", permission=WRITE, order=15),
)
