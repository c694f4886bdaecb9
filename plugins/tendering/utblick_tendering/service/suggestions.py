"""What a company does with a suggestion: sees it, is interested, turns it down, or takes it up again."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from sqlmodel import SQLModel

from utblick.api import Conflict, Context, Invalid, Msg, _
from utblick_tendering.events import MatchAccepted, MatchDismissed
from utblick_tendering.models import Match, MatchState, Notice
from utblick_tendering.queries import matches as queries
from utblick_tendering.service import learning

OWN_NOTE = _(
    "This is one of our own procurements. Notes about a single company are not kept: what is to be said is"
    " said to all, on the page of equal treatment."
)


def see(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Note that somebody has looked at a suggestion."""
    row = queries.match(ctx, match_id)
    if row.state == MatchState.SUGGESTED:
        row.state = MatchState.SEEN
    return row


def accept(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Note that the company is interested."""
    row = _of(ctx, match_id, MatchState.SUGGESTED, MatchState.SEEN)
    row.state = MatchState.INTERESTED
    ctx.publish(MatchAccepted(**_facts(row)))
    return row


def dismiss(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Turn a suggestion down for a reason; the profile learns from it, visibly."""
    row = _of(ctx, match_id, MatchState.SUGGESTED, MatchState.SEEN, MatchState.INTERESTED)
    said = answers.get("said") or ""
    if said and is_own(ctx, row):
        raise Invalid({"said": OWN_NOTE})
    row.state, row.dismissed_reason = MatchState.DISMISSED, answers["dismissed_reason"]
    learning.learn(ctx, row, said)
    ctx.publish(MatchDismissed(**_facts(row), reason=row.dismissed_reason))
    return row


def take_up(ctx: Context, match_id: UUID, answers: Mapping[str, Any]) -> Match:
    """Take a suggestion up again that was turned down; what was learnt from that is taken back."""
    row = _of(ctx, match_id, MatchState.DISMISSED)
    row.state, row.dismissed_reason = MatchState.SEEN, ""
    lesson = queries.lesson_of_match(ctx, row.id)
    if lesson is not None:
        learning.undo(ctx, lesson.id)
    return row


def update_match(ctx: Context, row: Match, changes: Mapping[str, Any]) -> Match:
    """Change the adviser's notes; on our own procurements there are none."""
    if changes.get("note") and is_own(ctx, row):
        raise Invalid({"note": OWN_NOTE})
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def no_comments(ctx: Context, row: SQLModel) -> Msg | None:
    """Why nothing may be written about the match: a comment is a note about a single company, too."""
    return OWN_NOTE if is_own(ctx, cast("Match", row)) else None


def is_own(ctx: Context, row: Match) -> bool:
    """Whether the buyer is the municipality, or a company that it owns."""
    notice = ctx.session.get(Notice, row.notice_id)
    return notice is not None and notice.own


def _of(ctx: Context, match_id: UUID, *states: MatchState) -> Match:
    row = queries.match(ctx, match_id)
    if row.state not in states:
        raise Conflict(_("The match has changed since. Load the page again to see where it stands."))
    return row


def _facts(row: Match) -> dict[str, Any]:
    return {
        "match_id": row.id,
        "notice_id": row.notice_id,
        "organisation_id": row.organisation_id,
        "score": row.score,
    }
