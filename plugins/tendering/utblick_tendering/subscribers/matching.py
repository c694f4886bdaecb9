"""What follows for matches."""

from contextlib import suppress
from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, NotFound, Subscriber
from utblick_tendering.models import ProfileState
from utblick_tendering.queries import matches as queries
from utblick_tendering.service import matching, profiles


class AboutNotice(BaseModel):
    """A notice that was taken in, changed or ended."""

    notice_id: UUID


class AboutProfile(BaseModel):
    """A profile that was approved or changed."""

    profile_id: UUID


class Need(BaseModel):
    """What a company has said that it needs or can do, as far as it is told."""

    organisation_id: UUID | None = None
    title: str = ""


class Merged(BaseModel):
    """Two organisations that became one."""

    merged_id: UUID


def notice_told(ctx: Context, event: AboutNotice) -> None:
    """Match a notice that is new or changed; one that cannot be answered ends its matches."""
    matching.match_notice(ctx, event.notice_id)


def notice_ended(ctx: Context, event: AboutNotice) -> None:
    """Nothing fits any more what has been cancelled or decided."""
    matching.end_matches(ctx, event.notice_id)


def profile_told(ctx: Context, event: AboutProfile) -> None:
    """Match a profile with what can be answered; one that is gone by now fits nothing."""
    with suppress(NotFound):
        matching.match_profile(ctx, event.profile_id)


def need_stated(ctx: Context, event: Need) -> None:
    """Take up in the profile what the company has said."""
    if event.organisation_id is None or not event.title:
        return
    with suppress(NotFound):  # a company that is not in our register has no profile here
        profiles.hear_need(ctx, event.organisation_id, event.title[:60])


def merged(ctx: Context, event: Merged) -> None:
    """The profile of an organisation that lives on in another one rests."""
    left = queries.profile_of(ctx, event.merged_id)
    if left is not None and left.state == ProfileState.ACTIVE:
        profiles.pause_profile(ctx, left.id, {})


SUBSCRIBERS: tuple[Subscriber, ...] = (
    *(
        Subscriber(event=f"tendering.notice.{told}", name=f"match_{told}", reads=AboutNotice, handle=handle)
        for told, handle in (
            ("imported", notice_told),
            ("changed", notice_told),
            ("cancelled", notice_ended),
            ("awarded", notice_ended),
        )
    ),
    *(
        Subscriber(event=f"tendering.profile.{told}", reads=AboutProfile, handle=profile_told)
        for told in ("approved", "changed")
    ),
    Subscriber(event="contacts.need.stated", name="hear_need", reads=Need, handle=need_stated),
    Subscriber(event="core.organisation.merged", name="rest_merged", reads=Merged, handle=merged),
)
