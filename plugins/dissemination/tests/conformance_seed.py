"""Rows of stories with what their pages need: a text that is asked about, one agreed to, one published."""

import secrets
from collections.abc import Callable, Mapping

from sqlmodel import col, select

from utblick.api import Context, token_hash
from utblick_dissemination.models import Consent, Story, StoryState
from utblick_dissemination.service import consents, stories
from utblick_dissemination.service.keys import withdraw_key

_PUBLIC = "/dissemination/stories/{story_id:uuid}"


def seed(ctx: Context, table: str, number: int) -> object:
    """Make the n-th row of each table as the verbs do."""
    make: dict[str, Callable[[Context, int], object]] = {
        "dissemination_story": _story,
        "dissemination_consent": _consent,
    }
    return make[table](ctx, number) if table in make else None


def addresses(ctx: Context) -> Mapping[str, str]:
    """A public page, a text that waits for an answer, and a consent that can be taken back."""
    asked = ctx.session.exec(select(Consent).where(Consent.state == "open")).first()
    agreed = ctx.session.exec(select(Consent).where(Consent.state == "agreed")).first()
    told = ctx.session.exec(select(Story).where(Story.state == StoryState.PUBLISHED)).first()
    if asked is None or agreed is None or told is None:
        return {}
    token = secrets.token_urlsafe(32)
    asked.token_hash = token_hash(token)
    return {
        _PUBLIC: f"/dissemination/stories/{told.id}",
        f"{_PUBLIC}/story.json": f"/dissemination/stories/{told.id}/story.json",
        "/dissemination/consent/{token:str}": f"/dissemination/consent/{token}",
        "/dissemination/withdraw/{key:str}": f"/dissemination/withdraw/{withdraw_key(ctx, agreed.id, agreed.nonce)}",
    }


def _story(ctx: Context, number: int) -> Story:
    about = ctx.organisations.find(name="Exempel Bolag 1 AB")
    values = {
        "title": f"Exempelberättelse {number}",
        "done": "Vi åkte dit.",
        "evidence": "Tre nya kunder.",
        "kind": "export",
        "country": "PL",
        "organisation_id": about.id if about else None,
    }
    return stories.begin_story(ctx, values)


def _consent(ctx: Context, number: int) -> Consent:
    rows = ctx.session.exec(select(Story).order_by(col(Story.created_at), col(Story.id))).all()
    story = rows[number - 1]
    token = consents.ask_organisation(ctx, story.id, {})
    if number == 1:
        consents.agree(ctx, token, answered_by="Kim Exempel")
        stories.approve_story(ctx, story.id, {})
        stories.publish_story(ctx, story.id, {})
    ctx.session.flush()
    return ctx.session.exec(select(Consent).where(Consent.story_id == story.id)).one()
