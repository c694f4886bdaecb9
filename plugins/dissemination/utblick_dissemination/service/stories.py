"""The verbs of stories: suggested, written, approved, published, taken back or not told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Msg, _
from utblick_dissemination import queries
from utblick_dissemination.events import StoryDrafted, StorySuggested
from utblick_dissemination.models import Answer, Share, Story, StoryState
from utblick_dissemination.service import letters
from utblick_dissemination.service.naming import require_unnamed
from utblick_dissemination.service.telling import facts, tell, tell_published, tell_withdrawn
from utblick_dissemination.settings import DisseminationSettings
from utblick_dissemination.versions import TEXTS, hash_of

_ALIVE = (StoryState.ASKED, StoryState.CONSENTED, StoryState.APPROVED)


def suggest(ctx: Context, source: str, source_id: UUID, **values: Any) -> Story:
    """Put a story on the desk that grew from something; once, however often that is told."""
    held = queries.story_from(ctx, source, source_id)
    if held is not None:
        if held.named and not values.get("named", True):
            _name_no_more(ctx, held)
        return held
    row = Story(
        **values,
        source=source,
        source_id=source_id,
        state=StoryState.SUGGESTED,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    _settle(ctx, row)
    ctx.session.add(row)
    ctx.session.flush()
    tell(ctx, row, StorySuggested(**facts(row)))
    return row


def begin_story(ctx: Context, values: Mapping[str, Any]) -> Story:
    """Begin a story by hand."""
    given = {name: value for name, value in values.items() if value is not None}
    row = Story(**given, author_id=ctx.actor.user_id, created_at=ctx.now, updated_at=ctx.now)
    _settle(ctx, row)
    ctx.session.add(row)
    ctx.session.flush()
    tell(ctx, row, StoryDrafted(**facts(row)))
    return row


def draft_story(ctx: Context, story_id: UUID, answers: Mapping[str, Any]) -> Story:
    """Take up a suggestion, or once more what was not told or taken back."""
    sources = (StoryState.SUGGESTED, StoryState.DECLINED, StoryState.WITHDRAWN)
    row = _move(ctx, story_id, StoryState.DRAFTED, *sources)
    row.author_id = row.author_id or ctx.actor.user_id
    row.owner_id = row.owner_id or ctx.actor.user_id
    row.agreed_hash = row.approved_hash = row.reason = ""
    tell(ctx, row, StoryDrafted(**facts(row)))
    return row


def update_story(ctx: Context, row: Story, changes: Mapping[str, Any]) -> Story:
    """Correct a story. With another text it needs consent and approval once more."""
    before = (hash_of(row), row.organisation_id, row.named)
    if row.state == StoryState.PUBLISHED and changes.get("share", row.share) != row.share:
        raise Invalid({"share": _("It is published. Take it back first, and then say who is told of it.")})
    if row.source and not row.named and changes.get("named"):
        raise Invalid({"named": _("The organisation lets its story be told only without its name.")})
    for name, value in changes.items():
        setattr(row, name, value)
    _settle(ctx, row)
    if (hash_of(row), row.organisation_id, row.named) == before:
        return row
    if row.state == StoryState.PUBLISHED:
        field = next((name for name in changes if name in TEXTS), next(iter(changes)))
        raise Invalid(
            {field: _("It is published with another text. Take it back first, and then change it.")}
        )
    if any(name in TEXTS for name in changes):
        row.author_id = ctx.actor.user_id
    back_to_desk(ctx, row)
    return row


def back_to_desk(ctx: Context, row: Story) -> None:
    """Nothing that was said of the text before holds any more; links that were sent stop working."""
    for consent in queries.consents_in(ctx, row.id, Answer.OPEN):
        consent.state = Answer.REPLACED
    row.agreed_hash = row.approved_hash = ""
    if row.state in _ALIVE:
        row.state = StoryState.DRAFTED


def approve_story(ctx: Context, story_id: UUID, answers: Mapping[str, Any]) -> Story:
    """Approve the text: somebody else than its author, and where it is about others, with their consent."""
    row = _move(ctx, story_id, StoryState.APPROVED, StoryState.DRAFTED, StoryState.CONSENTED)
    _require_consent(row)
    require_whole(ctx, row)
    approver = ctx.actor.user_id
    wanted = ctx.plugin_settings(DisseminationSettings).second_person
    if wanted and approver is not None and approver == row.author_id:
        raise Conflict(
            _(
                "You wrote the text last, so somebody else must approve it. Where nobody else can, an"
                " administrator sets second_person to false under [plugin.dissemination]."
            )
        )
    row.approved_hash = hash_of(row)
    return row


def publish_story(ctx: Context, story_id: UUID, answers: Mapping[str, Any]) -> Story:
    """Put the story onto the public pages, with exactly the text that was agreed to and approved."""
    row = _move(ctx, story_id, StoryState.PUBLISHED, StoryState.APPROVED)
    _require_consent(row)
    require_whole(ctx, row)
    if row.approved_hash != hash_of(row):
        raise Conflict(_("The text is another than the one that was approved. Have it approved once more."))
    row.published_on = ctx.today
    row.reason = ""
    tell_published(ctx, row)
    for consent in queries.consents_in(ctx, row.id, Answer.AGREED)[:1]:
        letters.tell_published(ctx, row, consent)
    return row


def withdraw_story(ctx: Context, story_id: UUID, answers: Mapping[str, Any]) -> Story:
    """Take a story off every public page, at once."""
    row = queries.story(ctx, story_id, lock=True)
    was_public = row.state == StoryState.PUBLISHED
    _move(ctx, story_id, StoryState.WITHDRAWN, *_ALIVE, StoryState.PUBLISHED)
    row.reason = answers.get("reason") or ""
    back_to_desk(ctx, row)
    tell_withdrawn(ctx, row, was_public=was_public)
    return row


def decline_story(ctx: Context, story_id: UUID, answers: Mapping[str, Any]) -> Story:
    """Decide not to tell a story."""
    row = _move(ctx, story_id, StoryState.DECLINED, StoryState.SUGGESTED, StoryState.DRAFTED, *_ALIVE)
    row.reason = answers.get("reason") or ""
    back_to_desk(ctx, row)
    return row


def require_whole(ctx: Context, row: Story) -> None:
    """Raise `Invalid` where something is missing without which a story is none, or somebody is named."""
    problems: dict[str, Msg] = {}
    if not row.done:
        problems["done"] = _("Write what was done.")
    if not row.evidence:
        problems["evidence"] = _("Write what shows that it worked.")
    if problems:
        raise Invalid(problems, next(iter(problems.values())))
    require_unnamed(ctx, row)


def _require_consent(row: Story) -> None:
    if row.organisation_id is not None and row.agreed_hash != hash_of(row):
        raise Conflict(_("The organisation has not agreed to the text as it stands. Ask it first."))


def _name_no_more(ctx: Context, row: Story) -> None:
    """The organisation has said later that it is not to be named: what names it is told no more."""
    if row.state == StoryState.PUBLISHED:
        withdraw_story(
            ctx, row.id, {"reason": ctx.translate(_("The organisation is no longer to be named."))}
        )
    row.named = False
    row.credited = ""
    back_to_desk(ctx, row)


def _settle(ctx: Context, row: Story) -> None:
    shown = row.organisation_id is not None and row.named
    row.credited = ctx.organisations.get(row.organisation_id).name if shown and row.organisation_id else ""
    if row.share not in set(Share):
        row.share = Share.COUNTY
    require_unnamed(ctx, row)


def _move(ctx: Context, story_id: UUID, target: StoryState, *sources: StoryState) -> Story:
    row = queries.story(ctx, story_id, lock=True)
    if row.state not in sources:
        raise Conflict(_("The story has already moved on. Load the page again to see where it stands."))
    row.state = target
    return row
