"""The consortium builder: seats, candidates and the live verdict; and the drafts that follow from it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Context,
    Download,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    Route,
    _,
    country_name,
    find_country,
    get,
    page,
    post,
    redirect,
    safe_name,
)
from utblick_partnerships.choices.consortia import (
    AID_QUESTIONS,
    CONSORTIUM_STATES,
    KINDS,
    ROLES,
    SEAT_STATES,
    SIZES,
    YES_NO,
)
from utblick_partnerships.documents import DRAFTS, draft, gather
from utblick_partnerships.models import Call, Consortium, ConsortiumState, Seat
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import consortia as queries
from utblick_partnerships.service import consortia as service

_STATES = {choice.value: choice for choice in SEAT_STATES}
_ROLES = {choice.value: choice.label for choice in ROLES}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Facts(BaseModel):
    """What the rules ask of the project as a whole."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    months: int | None = Field(default=None, ge=1, le=120)
    participants: int | None = Field(default=None, ge=0, le=100_000)
    international: int | None = Field(default=None, ge=0, le=100_000)


@get("/partnerships/consortia/{consortium_id:uuid}/build", permission=READ)
def build(ctx: Context, *, consortium_id: UUID) -> Page:
    """The seats of a consortium beside what the rules say of it."""
    return built(ctx, consortium_id)


@post("/partnerships/consortia/{consortium_id:uuid}/facts", permission=WRITE)
def keep_facts(ctx: Context, *, consortium_id: UUID) -> Page | Redirect:
    """Keep how long it lasts and how many come; the rules answer at once."""
    assert ctx.request is not None
    row = queries.consortium(ctx, consortium_id)
    try:
        service.update_consortium(ctx, row, facts_in(ctx.request.form))
    except Invalid as refused:
        return built(ctx, consortium_id, problems=refused.by_field)
    return redirect(address(consortium_id), _("Saved. The rules have been held against it anew."))


@post("/partnerships/consortia/{consortium_id:uuid}/seats", permission=WRITE)
def add_seat(ctx: Context, *, consortium_id: UUID) -> Page | Redirect:
    """Seek somebody for one more place."""
    assert ctx.request is not None
    form = ctx.request.form
    names = ("role", "wanted_country", "wanted_kind", "wanted_size", "task")
    values = {name: form.get(name, "").strip()[:1000] for name in names}
    try:
        service.add_seat(ctx, consortium_id, _allowed(values))
    except Invalid as refused:
        return built(ctx, consortium_id, problems=refused.by_field)
    return redirect(address(consortium_id), _("The seat has been added. Choose who could take it."))


@get("/partnerships/consortia/{consortium_id:uuid}/concept.docx", permission=READ)
def concept(ctx: Context, *, consortium_id: UUID) -> Download:
    """The concept note as a draft."""
    return _draft(ctx, consortium_id, "concept")


@get("/partnerships/consortia/{consortium_id:uuid}/letter.docx", permission=READ)
def letter(ctx: Context, *, consortium_id: UUID) -> Download:
    """The letter of intent as a draft."""
    return _draft(ctx, consortium_id, "letter")


@get("/partnerships/consortia/{consortium_id:uuid}/agreement.docx", permission=READ)
def agreement(ctx: Context, *, consortium_id: UUID) -> Download:
    """The partnership agreement as a draft."""
    return _draft(ctx, consortium_id, "agreement")


def built(
    ctx: Context,
    consortium_id: UUID,
    *,
    block: str = "",
    problems: Mapping[str, Msg] | None = None,
    at: UUID | None = None,
) -> Page:
    """The page of the builder, or one of its blocks, which are also boxes. `at` is the seat of a problem."""
    row = queries.consortium(ctx, consortium_id)
    seats = queries.seats(ctx, consortium_id)
    known = ctx.organisations.each([one.organisation_id for one in seats if one.organisation_id])
    chosen = at or (ctx.request.query.uuid("seat") if ctx.request else None)
    seat = next((one for one in seats if one.id == chosen), None)
    return page(
        "partnerships/builder.html",
        status=422 if problems else 200,
        block=block,
        consortium=row,
        state=next(choice for choice in CONSORTIUM_STATES if choice.value == row.state),
        call=ctx.session.get(Call, row.call_id) if row.call_id else None,
        seats=[_seat(ctx, one, known) for one in seats],
        is_box=bool(block),
        chosen=seat,
        candidates=queries.candidates(ctx, seat, seats) if seat and not seat.organisation_id else [],
        verdict=service.verdict_of(ctx, row),
        states=_STATES,
        roles=_ROLES,
        options=_OPTIONS,
        questions=AID_QUESTIONS,
        drafts=[(name, made.title) for name, made in DRAFTS.items()],
        may_write=ctx.actor.may(WRITE) and row.state == ConsortiumState.BUILDING,
        problems=problems or {},
        typed=ctx.request.form if ctx.request and problems else {},
        country=lambda code: country_name(code, ctx.language),
    )


def address(consortium_id: UUID, seat_id: UUID | None = None) -> str:
    """The builder, opened at a seat."""
    return f"/partnerships/consortia/{consortium_id}/build" + (f"?seat={seat_id}#seat" if seat_id else "")


def facts_in(form: Mapping[str, str]) -> dict[str, Any]:
    """The facts of the form; an empty field is one that is not known."""
    from pydantic import ValidationError

    written = {name: form.get(name, "").strip() or None for name in Facts.model_fields}
    try:
        return Facts.model_validate(written).model_dump()
    except ValidationError as error:
        said = _("Write a whole number.")
        raise Invalid({str(one["loc"][0]): said for one in error.errors()}) from None


def _seat(ctx: Context, seat: Seat, known: Mapping[UUID, Any]) -> dict[str, Any]:
    """A seat as the page shows it."""
    party = known.get(seat.organisation_id) if seat.organisation_id else None
    local_small = (
        party is not None
        and party.kind == "company"
        and ctx.organisations.is_small(party)
        and ctx.organisations.is_local(party)
    )
    return {"row": seat, "party": party, "small": local_small, "aid": service.is_probably_aid(seat)}


def _allowed(values: dict[str, str]) -> dict[str, str]:
    """Only what the lists offer."""
    known = {"role": _ROLES, "wanted_kind": dict(_OPTIONS["kinds"]), "wanted_size": dict(_OPTIONS["sizes"])}
    for name, words in known.items():
        if values[name] not in words:
            values[name] = ""
    values["role"] = values["role"] or "partner"
    country = find_country(values["wanted_country"]) if values["wanted_country"] else None
    values["wanted_country"] = country.code if country else ""
    return values


def _draft(ctx: Context, consortium_id: UUID, kind: str) -> Download:
    row: Consortium = queries.consortium(ctx, consortium_id)
    if kind not in DRAFTS:
        raise NotFound
    name = safe_name(f"{ctx.translate(DRAFTS[kind].title)} {row.acronym or row.title}.docx")
    return Download(name, draft(ctx, kind, gather(ctx, row)), _WORD)


_OPTIONS: Mapping[str, list[tuple[str, Msg]]] = {
    "roles": [(choice.value, choice.label) for choice in ROLES],
    "kinds": [(choice.value, choice.label) for choice in KINDS],
    "sizes": [(choice.value, choice.label) for choice in SIZES],
    "yes_no": [(choice.value, choice.label) for choice in YES_NO],
}
ROUTES: tuple[Route, ...] = (build, keep_facts, add_seat, concept, letter, agreement)
