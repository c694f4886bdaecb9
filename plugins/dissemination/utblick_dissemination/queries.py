"""The questions that the rest of the plugin asks of its tables."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, func, select

from utblick.api import Context, Label, NotFound, Ref, token_hash
from utblick_dissemination.models import GREW_FROM, Answer, Consent, Story, StoryState
from utblick_dissemination.versions import hash_of

WAITING = (StoryState.SUGGESTED, StoryState.ASKED, StoryState.CONSENTED, StoryState.APPROVED)
"""States in which somebody is to do something: we, or the organisation."""


def story(ctx: Context, story_id: UUID, *, lock: bool = False) -> Story:
    """The story, or `NotFound`; `lock` keeps whoever else wants to move it waiting."""
    query = select(Story).where(Story.id == story_id)
    found = ctx.session.exec(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFound
    return found


def story_from(ctx: Context, source: str, source_id: UUID) -> Story | None:
    """The story that grew from something."""
    return ctx.session.exec(select(Story).where(Story.source == source, Story.source_id == source_id)).first()


def source_of(ctx: Context, found: Story) -> Label | None:
    """What a story grew from; None where it was begun by hand, or the plugin of its source is not here."""
    if found.source not in GREW_FROM or found.source_id is None:
        return None
    plugin, kind = GREW_FROM[found.source]
    ref = Ref(plugin, kind, found.source_id)
    return ctx.lookup(ref).get(ref)


def public(ctx: Context, *, kind: str = "", country: str = "", limit: int = 200) -> Sequence[Story]:
    """What stands on the public pages, the newest first; never with another text than was approved."""
    query = select(Story).where(Story.state == StoryState.PUBLISHED)
    query = query.where(Story.kind == kind) if kind else query
    query = query.where(Story.country == country) if country else query
    order = (col(Story.published_on).desc(), col(Story.id))
    return [one for one in ctx.session.exec(query.order_by(*order).limit(limit)) if _as_approved(one)]


def public_countries(ctx: Context) -> Sequence[str]:
    """The countries that published stories are about."""
    query = select(Story.country).distinct().where(Story.state == StoryState.PUBLISHED, Story.country != "")
    return ctx.session.exec(query.order_by(Story.country)).all()


def public_one(ctx: Context, story_id: UUID) -> Story | None:
    """A story that everybody may read, or could once; None where nobody outside knows of it."""
    found = ctx.session.get(Story, story_id)
    if found is None or found.published_on is None:
        return None
    return found


def is_public(found: Story) -> bool:
    """Whether the story is told now, with the text that was approved."""
    return found.state == StoryState.PUBLISHED and _as_approved(found)


def about(ctx: Context, organisation_id: UUID) -> Sequence[Story]:
    """Stories about an organisation, the latest first."""
    query = select(Story).where(Story.organisation_id == organisation_id)
    return ctx.session.exec(query.order_by(col(Story.updated_at).desc()).limit(20)).all()


def waiting(ctx: Context, *, limit: int) -> Sequence[Story]:
    """Stories that wait for somebody, who has waited longest first."""
    query = select(Story).where(col(Story.state).in_(WAITING))
    return ctx.session.exec(query.order_by(col(Story.updated_at), col(Story.id)).limit(limit)).all()


def published_since(ctx: Context, days: int) -> int:
    """How many stories that stand on the public pages came there in the last days."""
    since = ctx.today - timedelta(days=days)
    query = select(func.count()).where(Story.state == StoryState.PUBLISHED, col(Story.published_on) >= since)
    return ctx.session.exec(query).one()


def consents(ctx: Context, story_id: UUID) -> Sequence[Consent]:
    """What the organisation was asked and has answered, the latest first."""
    query = select(Consent).where(Consent.story_id == story_id)
    return ctx.session.exec(query.order_by(col(Consent.created_at).desc(), col(Consent.id))).all()


def consents_in(ctx: Context, story_id: UUID, *states: Answer) -> Sequence[Consent]:
    """The questions about a story that are in one of these states."""
    return [one for one in consents(ctx, story_id) if one.state in states]


def consent_of_token(ctx: Context, token: str) -> Consent | None:
    """The question that a link answers."""
    return ctx.session.exec(select(Consent).where(Consent.token_hash == token_hash(token))).first()


def consent_of_withdrawal(ctx: Context, key: str) -> Consent | None:
    """The consent that a link takes back."""
    return ctx.session.exec(select(Consent).where(Consent.withdraw_hash == token_hash(key))).first()


def _as_approved(found: Story) -> bool:
    return hash_of(found) == found.approved_hash
