"""Profiles: drafted from what is known, approved by a person, changed by people and by what they dismiss."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, _
from utblick_tendering.events import ProfileApproved, ProfileChanged
from utblick_tendering.matching import Profile as Matched
from utblick_tendering.matching.drafting import Draft, draft
from utblick_tendering.matching.profile import telling_stems
from utblick_tendering.models import Profile, ProfileState
from utblick_tendering.queries import matches as queries
from utblick_tendering.vocabulary.cpv import codes
from utblick_tendering.vocabulary.words import stems

_SAID = frozenset({"said", "typed"})


def draft_profile(ctx: Context, organisation_id: UUID, *, needs: tuple[str, ...] = ()) -> Profile:
    """Draft a company's profile from what is known of it, for a person to approve.

    Raises `Conflict` when the company has one.
    """
    company = ctx.organisations.get(organisation_id)
    if queries.profile_of(ctx, company.id) is not None:
        raise Conflict(_("{name} has a profile already.", name=company.name))
    known = _known(ctx, company, needs)
    row = Profile(
        title=company.name,
        organisation_id=company.id,
        cpv=list(known.cpv),
        origins=dict(known.origins),
        words=list(known.words),
        nuts=[known.nuts] if known.nuts else [],
        languages=list(known.languages),
        export_countries=list(known.export_countries),
        is_small=known.is_small,
        turnover=known.turnover,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row


def draft_all(ctx: Context) -> int:
    """Draft a profile for every company of the municipality that has none; gives how many."""
    waiting = without_profile(ctx)
    for organisation_id in waiting:
        draft_profile(ctx, organisation_id)
    return len(waiting)


def without_profile(ctx: Context) -> list[UUID]:
    """The companies of the municipality that have no profile."""
    have = queries.with_profile(ctx)
    companies = ctx.organisations.listed(kind="company", local=True)
    return [company.id for company in companies if company.id not in have]


def create_profile(ctx: Context, values: Mapping[str, Any]) -> Profile:
    """Draft a profile, and let what a person has filled in stand above what is known."""
    row = draft_profile(ctx, values["organisation_id"])
    for name, value in values.items():
        if name != "organisation_id" and value not in (None, "", []):
            setattr(row, name, value)
    return row


def update_profile(ctx: Context, row: Profile, changes: Mapping[str, Any]) -> Profile:
    """Change what a company can deliver; what is matched is matched anew."""
    if "organisation_id" in changes and changes["organisation_id"] != row.organisation_id:
        raise Invalid({"organisation_id": _("A profile stays with its company. Draft another one instead.")})
    for name, value in changes.items():
        setattr(row, name, value)
    if "cpv" in changes:
        _keep_to(row, row.cpv)
    tell_changed(ctx, row)
    return row


def set_codes(ctx: Context, profile_id: UUID, weights: Mapping[str, float]) -> Profile:
    """Say what a company sells: the codes, each with what it weighs. New ones were written by hand."""
    row = queries.profile(ctx, profile_id)
    unknown = sorted(code for code in weights if code not in codes())
    if unknown:
        raise Invalid({"cpv": _("{code} is no code of CPV 2008.", code=unknown[0])})
    branches = {code: weight for code, weight in row.weights.items() if code not in row.cpv}
    _keep_to(row, weights)
    row.weights = branches | {code: weight for code, weight in weights.items() if weight != 1}
    tell_changed(ctx, row)
    return row


def approve_profile(ctx: Context, profile_id: UUID, answers: Mapping[str, Any]) -> Profile:
    """Let a profile be matched, on the word of a person."""
    row = _of(ctx, profile_id, ProfileState.DRAFT, ProfileState.PAUSED)
    if not row.cpv:
        raise Conflict(_("Say first what {name} sells: at least one code of CPV.", name=row.title))
    row.state, row.approved_on, row.approved_by = ProfileState.ACTIVE, ctx.today, ctx.actor.id
    ctx.publish(ProfileApproved(profile_id=row.id, organisation_id=row.organisation_id))
    return row


def pause_profile(ctx: Context, profile_id: UUID, answers: Mapping[str, Any]) -> Profile:
    """Let a profile rest: it is not matched until somebody takes it up again."""
    row = _of(ctx, profile_id, ProfileState.ACTIVE)
    row.state = ProfileState.PAUSED
    ctx.publish(ProfileChanged(profile_id=row.id, organisation_id=row.organisation_id, active=False))
    return row


def hear_need(ctx: Context, organisation_id: UUID, text: str) -> Profile:
    """Take up what a company has said that it needs or can do: in its profile, drafted if there is none."""
    row = queries.profile_of(ctx, organisation_id)
    if row is None:
        return draft_profile(ctx, organisation_id, needs=(text,))
    if text not in row.words:
        row.words = [*row.words, text]
        tell_changed(ctx, row)
    return row


def tell_changed(ctx: Context, row: Profile) -> None:
    """Have a profile that is matched be matched anew."""
    if row.state == ProfileState.ACTIVE:
        ctx.session.flush()
        ctx.publish(ProfileChanged(profile_id=row.id, organisation_id=row.organisation_id, active=True))


def as_matched(row: Profile) -> Matched:
    """A stored profile as matching needs to know it."""
    return Matched(
        key=row.id,
        name=row.title,
        cpv=tuple(row.cpv),
        said=frozenset(code for code, origin in row.origins.items() if origin in _SAID),
        weights=row.weights,
        unwanted=tuple(stems(phrase) for phrase in row.unwanted),
        nuts=row.nuts[0] if row.nuts else "",
        reach=row.reach,
        export_countries=frozenset(row.export_countries),
        languages=frozenset(row.languages),
        is_small=row.is_small,
        turnover=_number(row.turnover),
        most=_number(row.most),
        stems=telling_stems(row.words, row.cpv),
    )


def _keep_to(row: Profile, wanted: Iterable[str]) -> None:
    """Let the profile have these codes; what is new was written by hand."""
    row.cpv = list(wanted)
    row.origins = {code: row.origins.get(code, "typed") for code in row.cpv}


def _known(ctx: Context, company: Any, needs: tuple[str, ...]) -> Draft:
    won, bid = queries.earlier_codes(ctx, company.id)
    return draft(company.model_dump(), won=won, bid=bid, needs=needs)


def _of(ctx: Context, profile_id: UUID, *states: ProfileState) -> Profile:
    row = queries.profile(ctx, profile_id)
    if row.state not in states:
        raise Conflict(_("The profile has changed since. Load the page again to see where it stands."))
    return row


def _number(amount: Decimal | None) -> float | None:
    return float(amount) if amount is not None else None
