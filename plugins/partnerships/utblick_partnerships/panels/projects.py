"""The partners and the money on the page of a project, and whether an agreement counts."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_partnerships.models import AgreementState
from utblick_partnerships.pages.projects import partners_of
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import projects as queries


def partners(ctx: Context, subject: Any) -> Page:
    """Who is in a project with how much money."""
    return partners_of(ctx, subject, block="part")


def counts(ctx: Context, subject: Any) -> Page:
    """Whether an agreement counts among those with a local small firm, and what is missing."""
    row = queries.agreement(ctx, subject)
    parties = queries.parties(ctx, row.project_id)
    before_start = bool(row.ended_on and row.starts_on and row.ended_on < row.starts_on)
    return page(
        "partnerships/panels/counts.html",
        agreement=row,
        parties=parties,
        firms=ctx.organisations.names(list(parties.small_firms)),
        before_start=before_start,
        counts=parties.countries > 1
        and bool(parties.small_firms)
        and row.signed_on is not None
        and not before_start,
        is_signed=row.state == AgreementState.SIGNED,
        may_write=ctx.actor.may(WRITE),
    )


def application_next(ctx: Context, subject: Any) -> Page | None:
    """The way from an approved application to a project."""
    row = queries.application(ctx, subject)
    project = queries.project_of(ctx, row.id)
    approved = row.state in ("approved", "approved_with_conditions", "contracted")
    if project is None and not approved:
        return None
    return page(
        "partnerships/panels/application_next.html",
        application=row,
        project=project,
        may_write=ctx.actor.may(WRITE),
    )


PANELS: tuple[Panel, ...] = (
    Panel(
        name="partnerships.project_partners",
        slot=Slot.RECORD,
        record="partnerships/project",
        title=_("Partners and money"),
        load=partners,
        permission=READ,
        order=10,
        wide=True,
    ),
    Panel(
        name="partnerships.agreement_counts",
        slot=Slot.RECORD,
        record="partnerships/agreement",
        title=_("Does it count?"),
        load=counts,
        permission=READ,
        order=10,
        wide=True,
    ),
    Panel(
        name="partnerships.application_next",
        slot=Slot.RECORD,
        record="partnerships/application",
        title=_("What now?"),
        load=application_next,
        permission=READ,
        order=10,
        wide=True,
    ),
)
