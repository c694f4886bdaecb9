"""What stands on the page of a call and of an idea."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_partnerships.choices.calls import SUBJECTS
from utblick_partnerships.eligibility import rule_set
from utblick_partnerships.models import FitState, IdeaStage
from utblick_partnerships.pages.calls import names_of
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import calls as queries
from utblick_partnerships.service.fitting import said


def fits(ctx: Context, subject: Any) -> Page:
    """Whom a call fits, and why."""
    rows = list(queries.fits_of_call(ctx, subject))
    return page(
        "partnerships/panels/fits.html",
        rows=[(row, said(row.reasons)) for row in rows],
        names=names_of(ctx, rows),
        subjects=SUBJECTS,
        interested=FitState.INTERESTED,
        may_write=ctx.actor.may(WRITE),
    )


def rules(ctx: Context, subject: Any) -> Page | None:
    """What a call asks of those who apply, from where it is known, and the way to a consortium."""
    call = queries.call(ctx, subject)
    return page(
        "partnerships/panels/rules.html",
        call=call,
        rules=rule_set(call.rules),
        may_write=ctx.actor.may(WRITE),
    )


def idea_next(ctx: Context, subject: Any) -> Page | None:
    """What comes next with an idea."""
    idea = queries.idea(ctx, subject)
    if idea.stage == IdeaStage.APPLICATION:
        return None
    return page("partnerships/panels/idea_next.html", idea=idea, may_write=ctx.actor.may(WRITE))


PANELS: tuple[Panel, ...] = (
    Panel(
        name="partnerships.call_rules",
        slot=Slot.RECORD,
        record="partnerships/call",
        title=_("What the call asks for"),
        load=rules,
        permission=READ,
        order=10,
        wide=True,
    ),
    Panel(
        name="partnerships.call_fits",
        slot=Slot.RECORD,
        record="partnerships/call",
        title=_("Whom it fits"),
        load=fits,
        permission=READ,
        order=20,
        wide=True,
    ),
    Panel(
        name="partnerships.idea_next",
        slot=Slot.RECORD,
        record="partnerships/idea",
        title=_("What now?"),
        load=idea_next,
        permission=READ,
        order=10,
        wide=True,
    ),
)
