"""Questions about what was said to whom on our own procurements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, NotFound, _
from utblick_tendering.models import Dealing, DealingKind, Match, MatchState
from utblick_tendering.queries import matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A company that must be told; without an address it is told by phone."""

    organisation_id: UUID
    name: str
    person_id: UUID | None
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One message that all are told, and who has been told so far."""

    id: UUID
    kind: str
    title: str
    said: str
    at: datetime
    answers_id: UUID | None
    told: frozenset[UUID]
    by_phone: frozenset[UUID]


def log_of(ctx: Context, notice_id: UUID) -> Sequence[Dealing]:
    """All that was said about a notice, in the order in which it was said."""
    return ctx.session.exec(
        select(Dealing).where(Dealing.notice_id == notice_id).order_by(col(Dealing.at), col(Dealing.id))
    ).all()


def question(ctx: Context, notice_id: UUID, dealing_id: UUID) -> Dealing:
    """A question that a company has asked about the notice; raises `NotFound`."""
    found = ctx.session.get(Dealing, dealing_id)
    if found is None or found.notice_id != notice_id or found.kind != DealingKind.ASKED:
        raise NotFound(_("There is no such question."))
    return found


def rounds(log: Sequence[Dealing]) -> list[Round]:
    """The messages that all are told, the first first."""
    by_round: dict[UUID, list[Dealing]] = {}
    for row in log:
        if row.round_id is not None:
            by_round.setdefault(row.round_id, []).append(row)
    return [_round(round_id, rows) for round_id, rows in by_round.items()]


def recipients(ctx: Context, notice_id: UUID, log: Sequence[Dealing]) -> list[Recipient]:
    """Every company that the notice fits, and every one that has had to do with it, by name.

    One that has turned it down is told as well: equal treatment does not ask for interest.
    """
    near = matches.fits(ctx) | (col(Match.state) == MatchState.INTERESTED)
    fitting = ctx.session.exec(select(Match.organisation_id).where(Match.notice_id == notice_id, near)).all()
    ids = {*fitting, *(row.organisation_id for row in log)}
    companies, people = ctx.organisations.each(ids), ctx.people.at_each(ids)
    found = []
    for company in companies.values():
        person = next((one for one in people.get(company.id, ()) if one.email), None)
        found.append(
            Recipient(
                organisation_id=company.id,
                name=company.name,
                person_id=person.id if person else None,
                email=person.email if person else company.email,
            )
        )
    return sorted(found, key=lambda one: (one.name, one.organisation_id))


def _round(round_id: UUID, rows: Sequence[Dealing]) -> Round:
    first = rows[0]
    return Round(
        id=round_id,
        kind=first.kind,
        title=first.title,
        said=first.said,
        at=first.at,
        answers_id=first.answers_id,
        told=frozenset(row.organisation_id for row in rows),
        by_phone=frozenset(row.organisation_id for row in rows if row.by_phone),
    )
