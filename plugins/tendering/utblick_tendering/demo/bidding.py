"""Visibly made-up bids: one won, one lost, one being written, one considered, and one made together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.api import Context
from utblick_tendering.choices.checklist import QUESTIONS
from utblick_tendering.models import MemberState
from utblick_tendering.queries import bids as queries
from utblick_tendering.service import advice, bids, checklist, groups, school


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A made-up bid: `until` is how far it has come, `answers` what its checklist says so far."""

    company: str
    title: str
    buyer: str
    value: int
    until: str
    days_ago: int
    closes_in: int
    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)


_ALL_YES = {question.key: ("yes", "") for question in QUESTIONS}
STORIES = (
    Story(
        company="Exempel Trähus AB",
        title="Förråd till fyra förskolor",
        buyer="Exempelköpings kommun",
        value=640_000,
        until="won",
        days_ago=150,
        closes_in=-110,
        answers=_ALL_YES,
    ),
    Story(
        company="Exempel Plåt AB",
        title="Räcken till gångbroar",
        buyer="Exempelby kommun",
        value=310_000,
        until="lost",
        days_ago=120,
        closes_in=-80,
        answers=_ALL_YES | {"price": ("unclear", "Underleverantören har inte svarat")},
    ),
    Story(
        company="Exempel Såg AB",
        title="Virke till lekplatser",
        buyer="Exempelköpings kommun",
        value=450_000,
        until="drafting",
        days_ago=12,
        closes_in=9,
        answers={
            "exclusion": ("yes", ""),
            "requirements": ("yes", ""),
            "references": ("unclear", "Ring kommunen om bryggan från i fjol"),
            "certificates": ("no", "FSC-certifikatet går ut i januari"),
            "price": ("yes", ""),
        },
    ),
    Story(
        company="Exempel Fisk AB",
        title="Fisk till skolkök",
        buyer="Region Exempel",
        value=900_000,
        until="considering",
        days_ago=3,
        closes_in=20,
        answers={"delivery": ("unclear", "Kyltransport till sex kök")},
    ),
)


def load(ctx: Context) -> None:
    """Tell the bids, a joint one, the school that a loss led to, and advice that was given."""
    for story in STORIES:
        _tell(ctx, story)
    _together(ctx)
    _school(ctx)
    for company, days, value in (("Exempel Såg AB", 10, 12_000), ("Exempel Trähus AB", 145, 18_000)):
        then = _at(ctx, days)
        advice.give_advice(
            then,
            {
                "title": "Genomgång av anbudet före inlämning",
                "organisation_id": _company(ctx, company),
                "given_on": then.today,
                "hours": Decimal(6),
                "value": Decimal(value),
                "note": "Öppet för alla företag i kommunen som ber om det.",
            },
        )


def _tell(ctx: Context, story: Story) -> UUID:
    then = _at(ctx, story.days_ago)
    closes = ctx.now + timedelta(days=story.closes_in)
    bid = bids.open_bid(then, _values(ctx, story, closes))
    checklist.answer_all(then, bid.id, story.answers)
    if story.until in ("drafting", "won", "lost"):
        bids.decide_to_bid(_at(ctx, story.days_ago - 2), bid.id, {"although": True})
        bids.start_writing(_at(ctx, story.days_ago - 4), bid.id, {})
    if story.until in ("won", "lost"):
        sent = ctx.at(closes - timedelta(days=1))
        bids.submit_bid(sent, bid.id, {"submitted_on": sent.today})
        decided = ctx.at(closes + timedelta(days=20))
        on = {"ended_on": decided.today}
        if story.until == "won":
            bids.win_bid(decided, bid.id, {**on, "won_value": Decimal(story.value)})
        else:
            learnt = "Vinnaren hade lägre timpris. Ta in offert från två underleverantörer nästa gång."
            bids.lose_bid(decided, bid.id, {**on, "loss_reason": "price", "learnt": learnt})
    return bid.id


def _values(ctx: Context, story: Story, closes: datetime) -> dict[str, Any]:
    return {
        "title": story.title,
        "organisation_id": _company(ctx, story.company),
        "buyer_name": story.buyer,
        "value": Decimal(story.value),
        "currency": "SEK",
        "deadline": closes,
        "question_deadline": closes - timedelta(days=7),
        "note": "Ett påhittat exempel.",
    }


def _together(ctx: Context) -> None:
    """Two companies that share what neither can deliver alone, and have agreed."""
    then, lead = _at(ctx, 30), _company(ctx, "Exempel Trähus AB")
    title = "Inredning till nytt bibliotek"
    group = groups.form_group(then, {"title": title, "organisation_id": lead, "form": "consortium"})
    groups.ask_company(then, group.id, _company(ctx, "Exempel Plåt AB"), covers="Hyllor och beslag av plåt")
    later = _at(ctx, 24)
    shared = (("Möbler av trä, montering", 65), ("Hyllor och beslag av plåt", 35))
    given = {
        member.id: {"state": MemberState.ACCEPTED, "covers": covers, "share": Decimal(share)}
        for member, (covers, share) in zip(queries.members(later, group.id), shared, strict=True)
    }
    groups.update_members(later, group.id, given)
    groups.agree_group(later, group.id, {"agreement": "Trähus leder och svarar för montering."})


def _school(ctx: Context) -> None:
    """A company that has completed the school, and one that took it up after a loss."""
    for company, keys in (
        ("Exempel Trähus AB", ("find", "understand", "qualify", "price", "write", "follow_up")),
        ("Exempel Plåt AB", ("find", "price")),
    ):
        then = _at(ctx, 50)
        made = school.enrol(then, {"organisation_id": _company(ctx, company)})
        school.mark(then, made.id, dict.fromkeys(keys, then.today))


def _at(ctx: Context, days_ago: int) -> Context:
    return ctx.at(ctx.now - timedelta(days=days_ago))


def _company(ctx: Context, name: str) -> UUID:
    found = ctx.organisations.find(name=name)
    code = ctx.settings.municipality.code
    made = found or ctx.organisations.register(
        name, kind="company", country="SE", municipality=code, employees=14
    )
    return made.id
