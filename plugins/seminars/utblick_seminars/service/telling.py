"""How the rest of the house, the county and everybody else hear of a seminar."""

from dataclasses import replace
from typing import Any

from utblick.api import Context, Event, county, token_hash
from utblick_seminars import queries
from utblick_seminars.events import CARD, SeminarCard
from utblick_seminars.models import Registration, Seminar, Share, Trail


def tell(ctx: Context, seminar: Seminar, event: Event) -> None:
    """Publish what has happened to a seminar, as caused by what happened to it before.

    Of one that is only ours nothing leaves the house.
    """
    trail = _trail(ctx, seminar)
    kept: county.Share | None = None if seminar.share == Share.COUNTY else "municipality"
    trail.last_event_id = replace(ctx, cause=ctx.cause or trail.last_event_id).publish(
        event, share_at_most=kept
    )


def tell_card(ctx: Context, seminar: Seminar, kind: type[SeminarCard]) -> None:
    """Tell what everybody may see of a seminar, unless that is what they were told last."""
    event = _card(ctx, seminar, kind)
    trail, seen = _trail(ctx, seminar), token_hash(event.model_dump_json())
    if seen != trail.told_hash:
        trail.told_hash = seen
        tell(ctx, seminar, event)


def facts(row: Registration) -> dict[str, Any]:
    """What is told of a registration: never who it is."""
    return {
        "registration_id": row.id,
        "seminar_id": row.seminar_id,
        "organisation_id": row.organisation_id,
        "audience": row.audience,
    }


def _card(ctx: Context, seminar: Seminar, kind: type[SeminarCard]) -> Any:
    ctx.session.flush()
    by_state = queries.counts(ctx, [seminar.id])[seminar.id]
    known = seminar.model_dump(include={*CARD, "work_forms", "country", "organisation_id"})
    return kind(
        **known,
        seminar_id=seminar.id,
        municipality=ctx.settings.municipality.code,
        online=bool(seminar.online_url),
        free_seats=queries.free_seats(seminar, by_state),
        url=ctx.url(f"/seminars/calendar/{seminar.id}"),
    )


def _trail(ctx: Context, seminar: Seminar) -> Trail:
    found = ctx.session.get(Trail, seminar.id)
    if found is None:
        found = Trail(seminar_id=seminar.id)
        ctx.session.add(found)
    return found
