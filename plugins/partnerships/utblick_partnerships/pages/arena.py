"""The arena room: who met, which guidelines hold, how the pilot goes; and who comes to a meeting."""

from collections.abc import Mapping, Sequence
from statistics import median
from uuid import UUID

from utblick.api import (
    Conflict,
    Context,
    Invalid,
    Link,
    Msg,
    Page,
    Redirect,
    Route,
    _,
    format_date,
    format_number,
    get,
    page,
    post,
    redirect,
)
from utblick_partnerships.choices.arena import GUIDELINE_STATES, HELICES, MEETING_STATES, PILOT_STATES
from utblick_partnerships.models import MeetingState, Pilot
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import arena as queries
from utblick_partnerships.service import arena as service

_MEETINGS = {choice.value: choice for choice in MEETING_STATES}
_GUIDELINES = {choice.value: choice for choice in GUIDELINE_STATES}
_STEPS = (
    (_("Invited to joined"), "invited_on", "joined_on"),
    (_("Joined to active"), "joined_on", "active_on"),
    (_("Active to done"), "active_on", "done_on"),
)


@get("/partnerships/arena", permission=READ)
def arena(ctx: Context) -> Page:
    """The arena in a picture: who met, what they agreed on, and how far the pilot has come."""
    meetings = queries.meetings(ctx)
    shares = queries.shares(ctx)
    held = [one for one in reversed(meetings) if one.state in queries.HELD][-8:]
    pilots = queries.pilots(ctx)
    names = ctx.translate
    return page(
        "partnerships/arena.html",
        meetings=meetings,
        states=_MEETINGS,
        coming=queries.next_meeting(ctx, ctx.today),
        full=shares.get(3, 0),
        count=sum(shares.values()),
        series=[names(choice.label) for choice in HELICES],
        bars=[
            (
                format_date(one.held_on, ctx.language),
                (one.business, one.university, one.municipality, one.other),
            )
            for one in held
        ],
        guidelines=queries.guidelines(ctx),
        guideline_states=_GUIDELINES,
        pilots=[
            (names(choice.label), sum(p.state == choice.value for p in pilots)) for choice in PILOT_STATES
        ],
        has_pilots=bool(pilots),
        steps=[
            (names(text), format_number(_days(pilots, begins, ends), ctx.language))
            for text, begins, ends in _STEPS
        ],
    )


@get("/partnerships/meetings/{meeting_id:uuid}/participants", permission=READ)
def participants(ctx: Context, *, meeting_id: UUID) -> Page:
    """Who is asked to a meeting, by helix."""
    return participants_of(ctx, meeting_id)


@post("/partnerships/meetings/{meeting_id:uuid}/participants", permission=WRITE)
def note(ctx: Context, *, meeting_id: UUID) -> Redirect:
    """Keep who came, and for which helix."""
    assert ctx.request is not None
    form = ctx.request.form
    given = {
        one.id: (form.get(f"helix-{one.id}", one.helix), form.get(f"came-{one.id}") == "1")
        for one in queries.participants(ctx, meeting_id)
    }
    service.note_who_comes(ctx, meeting_id, given)
    return redirect(f"/partnerships/meetings/{meeting_id}", _("Saved."))


@post("/partnerships/meetings/{meeting_id:uuid}/ask", permission=WRITE)
def ask(ctx: Context, *, meeting_id: UUID) -> Page | Redirect:
    """Ask one more organisation."""
    assert ctx.request is not None
    form = ctx.request.form
    chosen, typed = form.uuid("organisation_id"), form.get("organisation_id_text", "").strip()
    found = ctx.organisations.find(name=typed) if chosen is None and typed else None
    try:
        if chosen is None and found is None:
            raise Invalid({"organisation_id": _("Choose an organisation of the register.")})
        asked = chosen or found.id  # type: ignore[union-attr]
        service.ask_organisation(ctx, meeting_id, asked, person_id=form.uuid("person_id"))
    except Invalid as refused:
        return participants_of(ctx, meeting_id, problems=refused.by_field)
    except Conflict as refused:
        return redirect(f"/partnerships/meetings/{meeting_id}", refused.message, tone="bad")
    return redirect(f"/partnerships/meetings/{meeting_id}", _("The organisation is asked."))


@post("/partnerships/participants/{participant_id:uuid}/remove", permission=WRITE)
def remove(ctx: Context, *, participant_id: UUID) -> Redirect:
    """Take an organisation out that was asked by mistake."""
    meeting_id = service.take_out(ctx, participant_id)
    return redirect(f"/partnerships/meetings/{meeting_id}", _("The organisation has been taken out."))


def participants_of(
    ctx: Context, meeting_id: UUID, *, block: str = "", problems: Mapping[str, Msg] | None = None
) -> Page:
    """The page of who comes, or its block "part", which is also a box."""
    meeting, rows = queries.meeting(ctx, meeting_id), queries.participants(ctx, meeting_id)
    people = [one.person_id for one in rows if one.person_id]
    labels = ctx.lookup(*(ctx.people.ref(person) for person in people))
    asked = {one.helix for one in rows}
    return page(
        "partnerships/participants.html",
        status=422 if problems else 200,
        block=block,
        meeting=meeting,
        rows=rows,
        names=ctx.organisations.names([one.organisation_id for one in rows]),
        people={ref.id: label.name for ref, label in labels.items()},
        helices=[(choice.value, choice.label) for choice in HELICES],
        words={choice.value: choice.label for choice in HELICES},
        missing=[choice.label for choice in HELICES[:3] if choice.value not in asked],
        may_write=ctx.actor.may(WRITE) and meeting.state != MeetingState.CANCELLED,
        problems=problems or {},
        typed=ctx.request.form if ctx.request and problems else {},
    )


def _days(pilots: Sequence[Pilot], begins: str, ends: str) -> float:
    """The median of days that a step has taken; nought while nobody has taken it."""
    took = [
        (getattr(one, ends) - getattr(one, begins)).days
        for one in pilots
        if getattr(one, begins) and getattr(one, ends)
    ]
    return float(median(took)) if took else 0.0


LINKS: tuple[Link, ...] = (
    Link(title=_("Arena"), url="/partnerships/arena", icon="users", permission=READ, order=80),
)
ROUTES: tuple[Route, ...] = (arena, participants, note, ask, remove)
