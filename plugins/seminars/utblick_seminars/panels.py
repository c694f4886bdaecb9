"""Seminars on the overview, on the pages of organisations and people, and on their own."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_seminars import queries, surveys
from utblick_seminars.choices import REGISTRATION_STATES, SEMINAR_STATES
from utblick_seminars.models import PUBLISHED, RegistrationState, Seminar
from utblick_seminars.permissions import READ, WRITE
from utblick_seminars.service.checking_in import is_open
from utblick_seminars.settings import SeminarsSettings

_HEARS = ("seminars.>",)
_SEMINAR = {choice.value: choice for choice in SEMINAR_STATES}
_REGISTRATION = {choice.value: choice for choice in REGISTRATION_STATES}
_YEAR = 365


def overview(ctx: Context, subject: Any) -> Page:
    """The next seminars with their free seats, and how attitudes moved at the latest ones."""
    coming = queries.coming(ctx, limit=5)
    held = queries.surveyed(ctx, limit=6)
    known = surveys.results(ctx, held)
    moved = [(one.title, delta) for one in held if (delta := known[one.id].attitude_delta) is not None]
    return page(
        "seminars/panels/overview.html",
        coming=_with_free(ctx, coming),
        states=_SEMINAR,
        left_open=queries.not_closed(ctx, limit=3),
        held=queries.held_since(ctx, _YEAR),
        moved=moved,
        may_write=ctx.actor.may(WRITE),
    )


def organisation(ctx: Context, subject: Any) -> Page | None:
    """What an organisation arranges, and who has signed up for it."""
    party = ctx.organisations.get(subject)
    arranged, signed_up = queries.organised_by(ctx, party.id), queries.registrations_from(ctx, party.id)
    if not (arranged or signed_up):
        return None
    return page(
        "seminars/panels/organisation.html",
        arranged=arranged,
        signed_up=signed_up,
        states=_SEMINAR,
        registration_states=_REGISTRATION,
    )


def person(ctx: Context, subject: Any) -> Page | None:
    """What a person has signed up for."""
    found = queries.registrations_of(ctx, subject)
    if not found:
        return None
    return page("seminars/panels/person.html", rows=found, states=_REGISTRATION)


def desk(ctx: Context, subject: Any) -> Page:
    """How a seminar stands: seats, who waits, and what can be done next."""
    seminar = queries.seminar(ctx, subject)
    by_state = queries.counts(ctx, [seminar.id])[seminar.id]
    return page(
        "seminars/panels/desk.html",
        seminar=seminar,
        free=queries.free_seats(seminar, by_state),
        waiting=by_state.get(RegistrationState.WAITLISTED, 0),
        undecided=by_state.get(RegistrationState.REGISTERED, 0),
        came=by_state.get(RegistrationState.ATTENDED, 0),
        public=seminar.state != "planned",
        published=seminar.state in PUBLISHED,
        door=is_open(ctx, seminar),
        may_write=ctx.actor.may(WRITE),
    )


def survey(ctx: Context, subject: Any) -> Page | None:
    """What the survey says, as pictures, from so many answers on that nobody is seen."""
    seminar = queries.seminar(ctx, subject)
    if not seminar.topics:
        return None
    result = surveys.result_of(ctx, seminar)
    return page(
        "seminars/panels/survey.html",
        result=result,
        topics=[(one.title, _bars(ctx, one)) for one in result.topics],
        before=max((one.before.answers for one in result.topics), default=0),
        after=max((one.after.answers for one in result.topics), default=0),
        least=ctx.plugin_settings(SeminarsSettings).show_from,
    )


def _bars(ctx: Context, topic: surveys.Topic) -> list[tuple[str, Decimal]]:
    """A bar for each mean that is known: what people know of a topic, and what they feel about it."""
    means = (
        (_("Know, before"), topic.before.knowledge),
        (_("Know, after"), topic.after.knowledge),
        (_("Feel, before"), topic.before.attitude),
        (_("Feel, after"), topic.after.attitude),
    )
    return [(ctx.translate(name), value) for name, value in means if value is not None]


def _with_free(ctx: Context, found: Sequence[Seminar]) -> list[tuple[Seminar, int]]:
    counts: dict[UUID, dict[str, int]] = queries.counts(ctx, [one.id for one in found])
    return [(one, queries.free_seats(one, counts[one.id])) for one in found]


PANELS = (
    Panel(
        name="seminars.overview",
        slot=Slot.OVERVIEW,
        title=_("Seminars"),
        load=overview,
        permission=READ,
        order=45,
        refresh_on=_HEARS,
    ),
    Panel(
        name="seminars.organisation",
        slot=Slot.ORGANISATION,
        title=_("Seminars"),
        load=organisation,
        permission=READ,
        order=45,
        refresh_on=_HEARS,
    ),
    Panel(
        name="seminars.person",
        slot=Slot.PERSON,
        title=_("Seminars"),
        load=person,
        permission=READ,
        order=45,
        refresh_on=_HEARS,
    ),
    Panel(
        name="seminars.desk",
        slot=Slot.RECORD,
        record="seminars/seminar",
        title=_("Seats and registrations"),
        load=desk,
        permission=READ,
        order=5,
        refresh_on=_HEARS,
    ),
    Panel(
        name="seminars.survey",
        slot=Slot.RECORD,
        record="seminars/seminar",
        title=_("Before and after"),
        load=survey,
        permission=READ,
        order=6,
        refresh_on=_HEARS,
    ),
)
