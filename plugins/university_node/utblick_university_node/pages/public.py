"""What everybody can see: published assignments, as a page, as JSON and as a feed; and interest in one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Conflict,
    Context,
    Data,
    Download,
    FeedEntry,
    Gone,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    TooMany,
    Values,
    _,
    atom_feed,
    choice_label,
    choice_options,
    get,
    limit_rate,
    page,
    page_text,
    post,
    redirect,
    unseen,
)
from utblick_university_node.choices.fields import field_choices, name_of
from utblick_university_node.choices.work import ASSIGNMENT_KINDS, LEVELS
from utblick_university_node.models import Assignment, Visibility
from utblick_university_node.pages.answers import facts_of, text_of, title_of
from utblick_university_node.pages.closed import closed
from utblick_university_node.queries import assignments as queries
from utblick_university_node.queries import institutions
from utblick_university_node.service import links, students
from utblick_university_node.settings import UniversityNodeSettings

OPEN = "/university_node/open"


class Interest(BaseModel):
    """Who is interested, what the student reads, and the consent without which nothing is kept."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    name: str = Field(min_length=2, max_length=200)
    email: str = Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    institution_id: UUID
    programme: str = Field(min_length=2, max_length=200)
    level: str = Field(default="", max_length=24)
    words: str = Field(default="", max_length=2000)
    consent: str = ""
    homepage: str = ""


@get(OPEN, public=True)
def open_list(ctx: Context) -> Page:
    """The published assignments, by the last day to show interest."""
    query = ctx.request.query if ctx.request else Values()
    kind = query.get("kind", "") if query.get("kind", "") in {one.value for one in ASSIGNMENT_KINDS} else ""
    field = query.get("field", "")
    found = queries.published(ctx, visibilities=(Visibility.PUBLIC,), kind=kind, field=field)
    return page(
        "university_node/public/open.html",
        here=OPEN,
        introduction=page_text(ctx, "university_node/page/open"),
        cards=_cards(ctx, found),
        kind=kind,
        chosen_field=field,
        kinds=choice_options(ctx, ASSIGNMENT_KINDS),
        fields=choice_options(ctx, field_choices(ctx)),
        is_filtered=bool(kind or field),
    )


@get("/university_node/open.json", public=True)
def open_json(ctx: Context) -> Data:
    """The same list for programs, such as a university's own portal."""
    found = queries.published(ctx, visibilities=(Visibility.PUBLIC,))
    names, schools = _hosts(ctx, found), institutions.names(ctx)
    return Data(
        [
            {
                "id": str(one.id),
                "url": ctx.url(f"{OPEN}/{one.id}"),
                "title": {"sv": one.title, "en": one.title_en or one.title},
                "description": {"sv": one.description, "en": one.description_en or one.description},
                "host": names.get(one.organisation_id, ""),
                "university": schools.get(one.institution_id, "") if one.institution_id else "",
                "kind": one.kind,
                "field": one.field,
                "level": one.level,
                "credits": one.credits,
                "weeks": one.weeks,
                "interest_until": one.interest_until.isoformat() if one.interest_until else None,
                "starts_on": one.starts_on.isoformat() if one.starts_on else None,
            }
            for one in found
        ]
    )


@get("/university_node/open.atom", public=True)
def open_atom(ctx: Context) -> Download:
    """The same list as a feed that can be subscribed to."""
    found = queries.published(ctx, visibilities=(Visibility.PUBLIC,))
    names = _hosts(ctx, found)
    entries = (
        FeedEntry(
            id=f"urn:uuid:{one.id}",
            url=ctx.url(f"{OPEN}/{one.id}"),
            title=title_of(ctx, one),
            summary=text_of(ctx, one),
            updated=one.updated_at.isoformat(),
            author=names.get(one.organisation_id, ""),
        )
        for one in found
    )
    title = f"{ctx.translate(_('Assignments for students'))} – {ctx.settings.municipality.name}"
    return atom_feed(ctx, entries, title=title, home=OPEN, path=f"{OPEN}.atom", name="open.atom")


@get(f"{OPEN}/{{assignment_id:uuid}}", public=True)
def one_open(ctx: Context, *, assignment_id: UUID) -> Page:
    """One published assignment, and the form to show interest."""
    assignment = queries.public(ctx, assignment_id)
    if assignment is None:
        return closed(Gone(_("The assignment can no longer be applied for. Look at the others.")))
    return _one(ctx, assignment, {})


@post(f"{OPEN}/{{assignment_id:uuid}}", public=True, max_body=50_000)
def show_interest(ctx: Context, *, assignment_id: UUID) -> Page | Redirect:
    """Take a student's interest, with consent."""
    assert ctx.request is not None
    assignment = queries.public(ctx, assignment_id)
    if assignment is None:
        return closed(Gone(_("The assignment can no longer be applied for. Look at the others.")))
    try:
        given = ctx.request.bind(Interest)
        if given.consent != "1":
            raise Invalid({"consent": _("Without your consent we may not keep what you have written.")})
        if not given.homepage:  # people do not see that field, only programs fill it in
            _keep(ctx, assignment, given)
    except TooMany as later:
        return _one(ctx, assignment, dict(ctx.request.form), later=later)
    except Conflict as why:
        return closed(why)
    except Invalid as refused:
        return _one(ctx, assignment, dict(ctx.request.form), refused.by_field)
    return redirect(f"/university_node/thanks?for=interest&language={ctx.language}")


@get("/university_node/for-universities/{token:str}", public=True)
def for_universities(ctx: Context, *, token: str) -> Page:
    """What contacts at the universities may see: all that is published, also what is not public."""
    try:
        links.open_link(ctx, token, links.NODE)
    except (NotFound, Gone) as why:
        return closed(why)
    found = queries.published(ctx, visibilities=(Visibility.PUBLIC, Visibility.NODE))
    made = page("university_node/public/node.html", cards=_cards(ctx, found))
    return unseen(made)


def _keep(ctx: Context, assignment: Assignment, given: Interest) -> None:
    if given.institution_id not in institutions.names(ctx):
        raise Invalid({"institution_id": _("Choose one of the universities.")})
    at_most = ctx.plugin_settings(UniversityNodeSettings).interests_per_hour
    limit_rate(ctx, "university_node.interest", most=at_most)
    values = {
        "institution_id": given.institution_id,
        "programme": given.programme,
        "level": given.level if given.level in {one.value for one in LEVELS} else "",
        "fields": [assignment.field] if assignment.field else [],
    }
    students.show_interest(
        ctx, assignment.id, name=given.name, email=given.email, words=given.words, values=values
    )


def _one(
    ctx: Context,
    assignment: Assignment,
    values: dict[str, Any],
    problems: dict[str, Msg] | None = None,
    *,
    later: TooMany | None = None,
) -> Page:
    known = institutions.institutions(ctx)
    own = next((one for one in known if one.id == assignment.institution_id), None)
    return page(
        "university_node/public/one.html",
        status=later.status if later else 422 if problems else 200,
        later=later.message if later else None,
        here=f"{OPEN}/{assignment.id}",
        title=title_of(ctx, assignment),
        text=text_of(ctx, assignment),
        told=facts_of(ctx, assignment),
        until=assignment.interest_until,
        own_system=own.assignments_url if own else "",
        school=own.title if own else "",
        values=values or {"institution_id": str(assignment.institution_id or "")},
        problems=problems or {},
        schools=[(str(one.id), one.title) for one in known],
        levels=choice_options(ctx, LEVELS),
    )


def _cards(ctx: Context, found: Sequence[Assignment]) -> list[dict[str, Any]]:
    names, schools = _hosts(ctx, found), institutions.names(ctx)
    return [
        {
            "row": one,
            "title": title_of(ctx, one),
            "host": f"{names.get(one.organisation_id, '')}{', ' + one.unit if one.unit else ''}",
            "school": schools.get(one.institution_id, "") if one.institution_id else "",
            "kind": choice_label(ASSIGNMENT_KINDS, one.kind),
            "level": choice_label(LEVELS, one.level) if one.level else "",
            "field": name_of(one.field, ctx.language) if one.field else "",
        }
        for one in found
    ]


def _hosts(ctx: Context, found: Sequence[Assignment]) -> dict[UUID, str]:
    return ctx.organisations.names([one.organisation_id for one in found])


ROUTES = (open_list, open_json, open_atom, one_open, show_interest, for_universities)
