"""Visits as records: list, form, history, search and API."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Choice, Context, Field, Kind, Permission, RecordType, Section, Transition, _
from utblick_visits import service
from utblick_visits.models import Visit

PERMISSIONS = (
    Permission(name="visits.read", title=_("See visits"), roles=("reader", "officer", "coordinator")),
    Permission(name="visits.write", title=_("Plan and change visits")),
)
STATES = (
    Choice(value="planned", label=_("Planned"), tone="info"),
    Choice(value="held", label=_("Held"), tone="ok"),
)


def _hold(ctx: Context, visit_id: UUID, _answers: Mapping[str, Any]) -> object:
    return service.hold_visit(ctx, visit_id)


VISITS = RecordType(
    kind="visit",
    model=Visit,
    title=_("Visit"),
    plural=_("Visits"),
    path="visits",
    icon="users",
    read="visits.read",
    write="visits.write",
    name="title",
    state="state",
    sort="arrives_on",
    fields=(
        Field(name="title", label=_("Delegation"), required=True),
        Field(name="organisation_id", label=_("Who comes"), kind=Kind.ORGANISATION, required=True),
        Field(name="arrives_on", label=_("Arrives on"), kind=Kind.DATE, required=True),
        Field(name="state", label=_("State"), kind=Kind.CHOICE, choices=STATES, read_only=True),
    ),
    columns=("title", "organisation_id", "arrives_on", "state"),
    filters=("state",),
    search=("title",),
    sections=(Section(title=_("The visit"), fields=("title", "organisation_id", "arrives_on")),),
    transitions=(
        Transition(
            name="hold",
            label=_("The visit took place"),
            source=("planned",),
            target="held",
            permission="visits.write",
            perform=_hold,
            tone="ok",
        ),
    ),
)
RECORDS = (VISITS,)
