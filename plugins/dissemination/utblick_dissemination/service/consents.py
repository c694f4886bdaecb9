"""Consent to a text: asked for by a link that works once, given, refused, and taken back at any time."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from utblick.api import (
    Actor,
    Conflict,
    Context,
    Gone,
    Invalid,
    NotFound,
    Ref,
    _,
    add_task,
    link_key,
    link_nonce,
    new_id,
    token_hash,
)
from utblick_dissemination import queries
from utblick_dissemination.events import StoryConsented
from utblick_dissemination.models import WITHDRAW, Answer, Consent, Story, StoryState
from utblick_dissemination.service import letters
from utblick_dissemination.service.stories import back_to_desk, require_whole, withdraw_story
from utblick_dissemination.service.telling import facts, tell
from utblick_dissemination.settings import DisseminationSettings
from utblick_dissemination.versions import hash_of


def ask_organisation(ctx: Context, story_id: UUID, answers: Mapping[str, Any]) -> str:
    """Mail the organisation a link to the text as it will be published; earlier links stop working.

    Without a person and an address the mail goes to its main contact. Gives the token, kept nowhere else.
    """
    story = queries.story(ctx, story_id, lock=True)
    if story.state not in (StoryState.DRAFTED, StoryState.ASKED):
        raise Conflict(_("The story has already moved on. Load the page again to see where it stands."))
    if story.organisation_id is None:
        raise Conflict(_("The story is about nobody else, so nobody has to agree. Approve it."))
    require_whole(ctx, story)
    person = ctx.people.get(answers["person_id"]) if answers.get("person_id") else None
    address = answers.get("recipient_email") or ""
    if not address and person is None:
        person = next((one for one in ctx.people.at(story.organisation_id) if one.email), None)
    address = address or (person.email if person else "")
    if not address:
        raise Invalid({"recipient_email": _("Give an e-mail address, or a person who has one.")})
    back_to_desk(ctx, story)
    token, chance, consent_id = secrets.token_urlsafe(32), link_nonce(ctx), new_id()
    consent = Consent(
        id=consent_id,
        story_id=story.id,
        person_id=person.id if person else None,
        recipient_name=person.name if person else "",
        recipient_email=address,
        language=answers.get("language") or (person.language if person else "sv") or "sv",
        text_hash=hash_of(story),
        token_hash=token_hash(token),
        nonce=chance,
        withdraw_hash=token_hash(link_key(ctx, WITHDRAW, consent_id, chance)),
        asked_on=ctx.today,
        expires_at=ctx.now + timedelta(days=ctx.plugin_settings(DisseminationSettings).link_valid_days),
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    ctx.session.add(consent)
    story.state = StoryState.ASKED
    ctx.session.flush()
    letters.ask(ctx, story, consent, token)
    return token


def open_question(ctx: Context, token: str) -> tuple[Consent, Story]:
    """The question that a link answers, as long as it does, and the story with the text that it is about."""
    consent = queries.consent_of_token(ctx, token)
    if consent is None:
        raise NotFound(_("The link is not known. Check that the whole address was copied from the mail."))
    story = queries.story(ctx, consent.story_id, lock=True)
    if consent.state not in (Answer.OPEN, Answer.REPLACED):
        raise Gone(_("You have answered already. Thank you."))
    if consent.state == Answer.REPLACED or consent.text_hash != hash_of(story):
        raise Gone(_("The text has been changed since. You get a new link to the new text."))
    if ctx.now > consent.expires_at:
        raise Gone(_("The link has expired. Ask the municipality for a new one."))
    return consent, story


def agree(ctx: Context, token: str, *, answered_by: str) -> str:
    """The organisation agrees to the text that it has seen. Gives the key that takes the consent back."""
    consent, story = _answer(ctx, token, Answer.AGREED, answered_by=answered_by)
    story.state = StoryState.CONSENTED
    story.agreed_hash = consent.text_hash
    tell(_by_link(ctx), story, StoryConsented(**facts(story)))
    letters.confirm(ctx, story, consent)
    return link_key(ctx, WITHDRAW, consent.id, consent.nonce)


def want_changes(ctx: Context, token: str, *, answered_by: str, comment: str) -> Story:
    """The organisation wants something changed; the story is on the desk again, with a task for its owner."""
    _consent, story = _answer(ctx, token, Answer.CHANGES, answered_by=answered_by, comment=comment)
    story.state = StoryState.DRAFTED
    title = ctx.in_language("sv").translate(_("Change the story as the organisation wishes"))
    ref = Ref("dissemination", "story", story.id)
    add_task(ctx, title, about=ref, owner_id=story.owner_id, due_on=ctx.today + timedelta(days=7))
    return story


def refuse(ctx: Context, token: str, *, answered_by: str, comment: str = "") -> Story:
    """The organisation does not want the story to be told."""
    _consent, story = _answer(ctx, token, Answer.REFUSED, answered_by=answered_by, comment=comment)
    story.state = StoryState.DECLINED
    return story


def consent_to_withdraw(ctx: Context, key: str) -> tuple[Consent, Story]:
    """The consent that a link takes back, and the story; the link works as long as the consent holds."""
    consent = queries.consent_of_withdrawal(ctx, key)
    if consent is None:
        raise NotFound(_("The link is not known. Check that the whole address was copied from the mail."))
    story = queries.story(ctx, consent.story_id, lock=True)
    holds = consent.state == Answer.AGREED and story.agreed_hash == consent.text_hash
    if not holds:
        raise Gone(_("Your consent is not in use: the story stands on no public page by it."))
    return consent, story


def take_back(ctx: Context, key: str) -> Story:
    """The organisation takes its consent back: the story leaves every public page at once."""
    consent, story = consent_to_withdraw(ctx, key)
    consent.state = Answer.WITHDRAWN
    reason = ctx.in_language("sv").translate(_("The organisation has taken its consent back."))
    return withdraw_story(_by_link(ctx), story.id, {"reason": reason})


def _answer(
    ctx: Context, token: str, answer: Answer, *, answered_by: str, comment: str = ""
) -> tuple[Consent, Story]:
    consent, story = open_question(ctx, token)
    consent.state = answer
    consent.answered_by, consent.comment = answered_by, comment
    consent.answered_at = ctx.now
    return consent, story


def _by_link(ctx: Context) -> Context:
    return replace(ctx, actor=Actor("link", language=ctx.language))
