"""What stands on the page of a profile and of an expression of interest."""

from typing import Any

from utblick.api import Context, Page, Panel, Ref, Slot, _, page
from utblick_partnerships.choices.profiles import CHECKLIST
from utblick_partnerships.models import PUBLIC_STATES, InterestState, ProfileState
from utblick_partnerships.pages.profiles import checked
from utblick_partnerships.permissions import READ, WRITE
from utblick_partnerships.queries import profiles as queries
from utblick_partnerships.service.profiles import STEPS, VERDICTS

_WAY = (ProfileState.DRAFT, ProfileState.INTERNAL, ProfileState.EXTERNAL, ProfileState.PUBLISHED)
_HEARS = ("partnerships.profile.>",)


def next_step(ctx: Context, subject: Any) -> Page:
    """Where a profile stands on its way, and what is to be done next."""
    profile = queries.profile(ctx, subject)
    state = ProfileState.PUBLISHED if profile.state in PUBLIC_STATES else profile.state
    current = _WAY.index(ProfileState(state)) + 1 if state in _WAY else 0
    user = ctx.actor.user_id
    return page(
        "partnerships/panels/profile_next.html",
        profile=profile,
        steps=[STEPS[one.value] for one in _WAY],
        current=current,
        undone=[text for name, text in CHECKLIST if not getattr(profile, name)],
        is_author=user is not None and user == profile.author_id,
        address=ctx.url(f"/partnerships/open/{profile.reference}") if profile.reference else "",
        is_public=profile.state in PUBLIC_STATES,
        may_write=ctx.actor.may(WRITE),
    )


def check(ctx: Context, subject: Any) -> Page:
    """What the anonymity check finds."""
    return checked(ctx, subject, block="part")


def reviews(ctx: Context, subject: Any) -> Page | None:
    """What was said of each version of the text."""
    rows = queries.reviews(ctx, subject)
    if not rows:
        return None
    return page(
        "partnerships/panels/reviews.html",
        rows=rows,
        steps=STEPS,
        verdicts=VERDICTS,
        people={ref.id: label.name for ref, label in _users(ctx, [row.by_id for row in rows]).items()},
    )


def introduce(ctx: Context, subject: Any) -> Page | None:
    """What comes next with an expression of interest, and what the partner may know now."""
    row = queries.interest(ctx, subject)
    profile = queries.profile(ctx, row.profile_id)
    return page(
        "partnerships/panels/interest_next.html",
        row=row,
        profile=profile,
        client=ctx.organisations.get(profile.organisation_id),
        known=row.state in (InterestState.INTRODUCED, InterestState.TALKS, InterestState.AGREEMENT),
        may_write=ctx.actor.may(WRITE),
    )


def _users(ctx: Context, ids: list[Any]) -> Any:
    return ctx.lookup(*(Ref("core", "user", one) for one in ids if one))


PANELS: tuple[Panel, ...] = (
    Panel(
        name="partnerships.profile_next",
        slot=Slot.RECORD,
        record="partnerships/profile",
        title=_("What now?"),
        load=next_step,
        permission=READ,
        order=10,
        wide=True,
        refresh_on=_HEARS,
    ),
    Panel(
        name="partnerships.profile_check",
        slot=Slot.RECORD,
        record="partnerships/profile",
        title=_("Anonymity check"),
        load=check,
        permission=READ,
        order=20,
        wide=True,
    ),
    Panel(
        name="partnerships.profile_reviews",
        slot=Slot.RECORD,
        record="partnerships/profile",
        title=_("Reviews and versions"),
        load=reviews,
        permission=READ,
        order=40,
    ),
    Panel(
        name="partnerships.interest_next",
        slot=Slot.RECORD,
        record="partnerships/interest",
        title=_("What now?"),
        load=introduce,
        permission=READ,
        order=10,
        wide=True,
    ),
)
