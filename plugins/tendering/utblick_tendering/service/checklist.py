"""The verbs of a bid's checklist: answer a question, add a requirement, take one away."""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import func, select

from utblick.api import Context, Invalid, NotFound, _
from utblick_tendering.choices.bids import ANSWERS
from utblick_tendering.choices.checklist import BY_KEY
from utblick_tendering.models import Requirement
from utblick_tendering.queries import bids as queries

_GIVEN = {choice.value for choice in ANSWERS} | {""}
MOST = 200
"""Requirements that a checklist can hold."""


def answer_line(ctx: Context, bid_id: UUID, key: str, *, answer: str, note: str) -> None:
    """Note what the company says to one line; `key` is that of a question, or a requirement's id."""
    if answer not in _GIVEN:
        raise Invalid({f"answer-{key}": _("Choose yes, no or unclear.")})
    row = _line(ctx, queries.bid(ctx, bid_id).id, key)
    row.answer, row.note = answer, note.strip()[:1000]
    ctx.session.add(row)


def answer_all(ctx: Context, bid_id: UUID, given: Mapping[str, tuple[str, str]]) -> None:
    """Note the answers to several lines at once, by their keys; lines that nothing is said of stay."""
    held = {line.key: line for line in queries.checklist(ctx, bid_id).lines}
    for key, (answer, note) in given.items():
        if key in held and (held[key].answer, held[key].note) != (answer, note):
            answer_line(ctx, bid_id, key, answer=answer, note=note)


def add_requirement(ctx: Context, bid_id: UUID, text: str) -> Requirement:
    """Add something that the buyer asks for, to be answered like the questions."""
    said = text.strip()
    if not said:
        raise Invalid({"requirement": _("Write what the buyer asks for.")})
    if len(said) > 500:
        raise Invalid({"requirement": _("At most 500 characters. Split it into several requirements.")})
    bid = queries.bid(ctx, bid_id)
    held = ctx.session.exec(select(func.count()).where(Requirement.bid_id == bid.id)).one()
    if held >= MOST:
        raise Invalid({"requirement": _("The checklist is full. Gather several requirements in one line.")})
    row = Requirement(bid_id=bid.id, kind=queries.ASKED, text=said, position=held + 1)
    ctx.session.add(row)
    ctx.session.flush()
    return row


def remove_requirement(ctx: Context, bid_id: UUID, requirement_id: UUID) -> None:
    """Take away a requirement that people have added; questions stay."""
    row = ctx.session.get(Requirement, requirement_id)
    if row is None or row.bid_id != bid_id or row.kind != queries.ASKED:
        raise NotFound
    ctx.session.delete(row)


def _line(ctx: Context, bid_id: UUID, key: str) -> Requirement:
    if key in BY_KEY:
        query = select(Requirement).where(Requirement.bid_id == bid_id, Requirement.question == key)
        kept = ctx.session.exec(query).first()
        return kept or Requirement(bid_id=bid_id, kind=queries.QUESTION, question=key)
    try:
        row = ctx.session.get(Requirement, UUID(key))
    except ValueError:
        row = None
    if row is None or row.bid_id != bid_id:
        raise NotFound
    return row
