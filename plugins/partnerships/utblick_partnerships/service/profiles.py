"""The verbs of profiles: drafted, reviewed twice, published, renewed, expired, withdrawn."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Msg, Ref, _, add_task, finish_tasks, in_steps
from utblick_partnerships.choices.profiles import CHECKLIST
from utblick_partnerships.events import (
    ProfileExpired,
    ProfilePublished,
    ProfileRenewed,
    ProfileWithdrawn,
)
from utblick_partnerships.models import PUBLIC_STATES, Profile, ProfileState, ProfileType, Review
from utblick_partnerships.queries import profiles as queries
from utblick_partnerships.service.anonymity import TEXTS, count_leaks, require_anonymous, texts_of
from utblick_partnerships.service.trail import given, kept, move, stamped, tell
from utblick_partnerships.settings import PartnershipsSettings

_TO_DRAFT = tuple(state for state in ProfileState if state != ProfileState.DRAFT)
_RENEW = _("Renew the profile, or let it expire")
_NEEDED = ("short_title", "summary", "description", "sought")


def type_of(money: str, exchanged: str, *, for_call: bool) -> str:
    """The type that follows from which way the money flows and what is exchanged; empty while unanswered."""
    if for_call or money == "shared" or exchanged == "research":
        return ProfileType.RESEARCH_REQUEST
    return {
        ("paid", "goods"): ProfileType.BUSINESS_OFFER,
        ("pays", "goods"): ProfileType.BUSINESS_REQUEST,
        ("paid", "technology"): ProfileType.TECHNOLOGY_OFFER,
        ("pays", "technology"): ProfileType.TECHNOLOGY_REQUEST,
    }.get((money, exchanged), "")


def draft_profile(ctx: Context, values: Mapping[str, Any]) -> Profile:
    """Begin a profile of a client; its type follows from the questions."""
    known = {"owner_id": ctx.actor.user_id, "author_id": ctx.actor.user_id} | given(values)
    client = ctx.organisations.get(known["organisation_id"])
    known["organisation_id"] = client.id
    row = Profile(**known, state_since=ctx.now, **stamped(ctx))
    row.type = type_of(row.money, row.exchanged, for_call=row.for_call)
    count_leaks(ctx, row)
    return kept(ctx, row)


def update_profile(ctx: Context, profile: Profile, changes: Mapping[str, Any]) -> Profile:
    """Change a profile. Its texts stand still during a review; whoever changes them becomes its author."""
    if changes.keys() & TEXTS.keys():
        if profile.state != ProfileState.DRAFT:
            raise Conflict(
                _("The text has been reviewed, or is being so. Send it back to draft before you change it.")
            )
        profile.author_id = ctx.actor.user_id
    for name, value in changes.items():
        setattr(profile, name, value)
    profile.type = type_of(profile.money, profile.exchanged, for_call=profile.for_call)
    count_leaks(ctx, profile)
    return profile


def send_to_review(ctx: Context, profile_id: UUID, answers: Mapping[str, Any]) -> Profile:
    """Ask a colleague to review a draft. Raises `Conflict` while the groundwork is not done."""
    profile = queries.profile(ctx, profile_id)
    _require_groundwork(ctx, profile)
    require_anonymous(ctx, profile, answers.get("leak_reason") or "")
    move(ctx, profile, ProfileState.INTERNAL, ProfileState.DRAFT)
    _note(ctx, profile, step="draft", verdict="sent", comment=answers.get("comment") or "")
    return profile


def approve_profile(ctx: Context, profile_id: UUID, answers: Mapping[str, Any]) -> Profile:
    """Approve a colleague's profile and send it to the network's own review."""
    profile = queries.profile(ctx, profile_id)
    _refuse_author(ctx, profile)
    require_anonymous(ctx, profile, answers.get("leak_reason") or "")
    move(ctx, profile, ProfileState.EXTERNAL, ProfileState.INTERNAL)
    profile.reviewer_id = ctx.actor.user_id
    _note(ctx, profile, step="internal_review", verdict="approved", comment=answers.get("comment") or "")
    return profile


def send_back(ctx: Context, profile_id: UUID, answers: Mapping[str, Any]) -> Profile:
    """Send a profile back to its author, with what is to be changed; one that was public no longer is."""
    profile = queries.profile(ctx, profile_id)
    step = profile.state
    move(ctx, profile, ProfileState.DRAFT, *_TO_DRAFT)
    profile.reviewer_id = None
    _note(ctx, profile, step=step, verdict="sent_back", comment=answers["comment"])
    if step in PUBLIC_STATES:
        tell(ctx, profile.id, ProfileWithdrawn(**_facts(profile)))
    return profile


def publish_profile(ctx: Context, profile_id: UUID, answers: Mapping[str, Any]) -> Profile:
    """Note that the network has approved a profile, and let everybody see it for a year."""
    profile = queries.profile(ctx, profile_id)
    _refuse_author(ctx, profile)
    require_anonymous(ctx, profile, answers.get("leak_reason") or "")
    move(ctx, profile, ProfileState.PUBLISHED, ProfileState.EXTERNAL)
    profile.external_by = answers.get("external_by") or ""
    profile.reference = profile.reference or _reference(ctx, profile)
    profile.published_on, profile.valid_until, profile.reminded_on = ctx.today, _last_day(ctx), None
    _note(
        ctx,
        profile,
        step="external_review",
        verdict="approved",
        comment=answers.get("comment") or "",
        by_name=profile.external_by,
    )
    published = ProfilePublished(
        **_facts(profile),
        countries=profile.countries,
        keywords=profile.keywords,
        valid_until=profile.valid_until,
    )
    tell(ctx, profile.id, published)
    return profile


def renew_profile(ctx: Context, profile_id: UUID, answers: Mapping[str, Any]) -> Profile:
    """Let a profile be valid for another time, after one more look at what it says."""
    profile = queries.profile(ctx, profile_id)
    if profile.reference is None:
        raise Conflict(_("The profile has never been published. Send it to review in place of renewing it."))
    require_anonymous(ctx, profile, answers.get("leak_reason") or "")
    move(ctx, profile, ProfileState.RENEWED, *PUBLIC_STATES, ProfileState.EXPIRED)
    profile.valid_until, profile.reminded_on = _last_day(ctx), None
    _settle_tasks(ctx, profile)
    tell(ctx, profile.id, ProfileRenewed(**_facts(profile), valid_until=profile.valid_until))
    return profile


def withdraw_profile(ctx: Context, profile_id: UUID, answers: Mapping[str, Any]) -> Profile:
    """Take a profile back; it is no longer shown."""
    profile = queries.profile(ctx, profile_id)
    step = profile.state
    move(ctx, profile, ProfileState.WITHDRAWN, *(s for s in ProfileState if s != ProfileState.WITHDRAWN))
    _note(ctx, profile, step=step, verdict="withdrawn", comment=answers["comment"])
    _settle_tasks(ctx, profile)
    if profile.reference is not None:
        tell(ctx, profile.id, ProfileWithdrawn(**_facts(profile)))
    return profile


def expire_profiles(ctx: Context) -> int:
    """Mark the profiles whose last day has passed; gives how many."""
    day = ctx.today
    return in_steps(
        ctx,
        lambda looking: [profile.id for profile in queries.expired(looking, today=day)],
        lambda writing, some: _expire(writing, queries.expired(writing, some, today=day)),
    )


def _expire(ctx: Context, gone: Sequence[Profile]) -> int:
    for profile in gone:
        move(ctx, profile, ProfileState.EXPIRED, *PUBLIC_STATES)
        tell(ctx, profile.id, ProfileExpired(**_facts(profile)))
    return len(gone)


def remind_of_expiry(ctx: Context) -> int:
    """Give each case officer the task to renew a profile before it expires; gives how many."""
    days = ctx.plugin_settings(PartnershipsSettings).remind_before_days
    due = queries.expiring(ctx, until=ctx.today + timedelta(days=days)) if days else []
    for profile in due:
        profile.reminded_on = ctx.today
        add_task(
            ctx,
            ctx.translate(_RENEW),
            about=Ref("partnerships", "profile", profile.id),
            due_on=profile.valid_until,
            owner_id=profile.owner_id,
        )
    return len(due)


def _settle_tasks(ctx: Context, profile: Profile) -> None:
    finish_tasks(ctx, Ref("partnerships", "profile", profile.id))


def _require_groundwork(ctx: Context, profile: Profile) -> None:
    undone = [ctx.translate(text) for name, text in CHECKLIST if not getattr(profile, name)]
    if undone:
        said = _("The groundwork is not done: {steps}.", steps="; ".join(undone))
        raise Conflict(said)
    if not profile.type:
        said = _("Answer which way the money flows and what is exchanged: the type follows from that.")
        raise Conflict(said)
    empty = [ctx.translate(TEXTS[name]) for name in _NEEDED if not getattr(profile, name).strip()]
    if empty:
        said = _("Fill in what others are to read: {fields}.", fields=", ".join(empty))
        raise Conflict(said)


def _refuse_author(ctx: Context, profile: Profile) -> None:
    reviewer = ctx.actor.user_id
    if reviewer is not None and reviewer == profile.author_id:
        raise Conflict(
            _("You wrote this text last. Somebody else must review it: two pairs of eyes see more.")
        )


def _reference(ctx: Context, profile: Profile) -> str:
    """Type, country, day and a serial number, as the network writes them."""
    beginning = f"{profile.type}SE{ctx.today:%Y%m%d}"
    return f"{beginning}{queries.serial(ctx, beginning):03}"


def _last_day(ctx: Context) -> date:
    months = ctx.plugin_settings(PartnershipsSettings).profile_valid_months
    year, month = divmod(ctx.today.year * 12 + ctx.today.month - 1 + months, 12)
    for day in (ctx.today.day, 30, 29):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, 28)


def _note(
    ctx: Context, profile: Profile, *, step: str, verdict: str, comment: str, by_name: str = ""
) -> None:
    ctx.session.add(
        Review(
            profile_id=profile.id,
            at=ctx.now,
            step=step,
            verdict=verdict,
            comment=comment,
            by_id=ctx.actor.user_id,
            by_name=by_name,
            profile_version=profile.version,
            texts=texts_of(profile),
        )
    )


def _facts(profile: Profile) -> dict[str, Any]:
    return {
        "profile_id": profile.id,
        "organisation_id": profile.organisation_id,
        "type": profile.type,
        "reference": profile.reference or "",
    }


STEPS: Mapping[str, Msg] = {
    "draft": _("Draft"),
    "internal_review": _("Internal review"),
    "external_review": _("External review"),
    "published": _("Published"),
    "renewed": _("Renewed"),
    "expired": _("Expired"),
}
VERDICTS: Mapping[str, Msg] = {
    "sent": _("sent to review"),
    "approved": _("approved"),
    "sent_back": _("sent back"),
    "withdrawn": _("withdrawn"),
}
