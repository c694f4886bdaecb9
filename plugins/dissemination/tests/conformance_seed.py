"""Rows of stories with what their pages need: a text that is asked about, one agreed to, one published."""

from collections.abc import Callable, Mapping

from sqlmodel import select

from utblick.api import Context, link_key, token_hash
from utblick_dissemination.models import WITHDRAW, Answer, Consent, Story
from utblick_dissemination.service import consents, stories

_PUBLIC = "/dissemination/stories/{story_id:uuid}"
_TOKEN = "exempel-som-vantar-pa-svar"


def seed(ctx: Context, table: str, number: int) -> object:
    """Make the n-th row of each table as the verbs do."""
    make: dict[str, Callable[[Context, int], object]] = {
        "dissemination_story": _story,
        "dissemination_consent": _consent,
    }
    return make[table](ctx, number) if table in make else None


def addresses(ctx: Context) -> Mapping[str, str]:
    """A public page, a text that waits for an answer, and a consent that can be taken back."""
    agreed = ctx.session.exec(select(Consent).where(Consent.state == Answer.AGREED)).first()
    if agreed is None:
        return {}
    public = f"/dissemination/stories/{agreed.story_id}"
    key = link_key(ctx, WITHDRAW, agreed.id, agreed.nonce)
    return {
        _PUBLIC: public,
        f"{_PUBLIC}/story.json": f"{public}/story.json",
        "/dissemination/consent/{token:str}": f"/dissemination/consent/{_TOKEN}",
        "/dissemination/withdraw/{key:str}": f"/dissemination/withdraw/{key}",
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
    story = ctx.session.exec(select(Story).where(Story.title == f"Exempelberättelse {number}")).one()
    if number == 1:
        waiting = _story(ctx, 0)
        consents.ask_organisation(ctx, waiting.id, {})
        _asked(ctx, waiting).token_hash = token_hash(_TOKEN)
    token = consents.ask_organisation(ctx, story.id, {})
    if number == 1:
        consents.agree(ctx, token, answered_by="Kim Exempel")
        stories.approve_story(ctx, story.id, {})
        stories.publish_story(ctx, story.id, {})
    return _asked(ctx, story)


def _asked(ctx: Context, story: Story) -> Consent:
    return ctx.session.exec(select(Consent).where(Consent.story_id == story.id)).one()
