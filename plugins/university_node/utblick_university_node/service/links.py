"""Links by which people do one thing without an account: made, opened, used up, replaced."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from utblick.api import Actor, Context, Gone, NotFound, _, token_hash
from utblick_university_node.models import KeyLink
from utblick_university_node.queries import students as queries

NEED, ANSWER, SELF, GRADE, NODE = "need", "answer", "self", "grade", "node"
"""What links are for: state a need, answer a match, look after one's own data, give a grade, see the node."""

_PATHS = {NEED: "need", ANSWER: "answer", SELF: "my-data", GRADE: "grade", NODE: "for-universities"}
_LASTING = (SELF, NODE, NEED)
"""These can be used again and again until they expire."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Whom a link goes to, and in which language."""

    email: str = ""
    name: str = ""
    language: str = "sv"
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A link that was just made, and its address, which is kept nowhere else."""

    link: KeyLink
    url: str


def make_link(
    ctx: Context, purpose: str, record_id: UUID, to: Recipient, *, days: int, party: str = ""
) -> Made:
    """Make an address with a new key; older ones of the same party for the same thing stop working."""
    for old in queries.links_about(ctx, record_id, purpose):
        if old.party == party and (purpose != NODE or old.recipient_email == to.email):
            old.replaced_at = ctx.now
    token = secrets.token_urlsafe(32)
    link = KeyLink(
        token_hash=token_hash(token),
        purpose=purpose,
        record_id=record_id,
        party=party,
        person_id=to.person_id,
        recipient_email=to.email,
        language=to.language if to.language in ("sv", "en") else "en",
        made_at=ctx.now,
        expires_at=ctx.now + timedelta(days=days),
    )
    ctx.session.add(link)
    ctx.session.flush()
    return Made(link, ctx.url(f"/university_node/{_PATHS[purpose]}/{token}"))


def open_link(ctx: Context, token: str, purpose: str, *, to_answer: bool = False) -> KeyLink:
    """The link that a key stands for, as long as it can be used; looking uses nothing up."""
    link = queries.link_of(ctx, token, lock=to_answer)
    if link is None or link.purpose != purpose:
        raise NotFound(_("The link is not known. Check that the whole address was copied from the mail."))
    if link.used_at is not None and purpose not in _LASTING:
        raise Gone(_("The link has already been used: your answer is with the municipality. Thank you."))
    if link.replaced_at is not None:
        raise Gone(
            _("A newer link has been sent to you, or the question was withdrawn. Use the latest mail.")
        )
    if link.expires_at <= ctx.now:
        raise Gone(_("The time to answer has passed. Ask the municipality for a new link."))
    return link


def use_link(ctx: Context, link: KeyLink) -> Context:
    """Mark that the link was used; gives the same work as done by whoever holds it."""
    link.used_at = ctx.now
    return replace(ctx, actor=Actor("link", link.id, language=ctx.language))


def close_links(ctx: Context, record_id: UUID, purpose: str, party: str = "") -> None:
    """Links about something that has been answered in another way stop working."""
    for link in queries.links_about(ctx, record_id, purpose):
        if not party or link.party == party:
            link.replaced_at = ctx.now
