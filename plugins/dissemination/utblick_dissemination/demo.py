"""Visibly made-up stories: published, waiting for an answer, sent back, taken back, and suggested."""

from dataclasses import dataclass, replace
from datetime import timedelta

from utblick.api import Actor, Context
from utblick_dissemination.models import Story
from utblick_dissemination.service import consents, stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A story of the demonstration: what it is about, and how far it goes."""

    title: str
    title_en: str
    kind: str
    country: str = ""
    company: str = ""
    named: bool = True
    days_ago: int = 30
    until: str = "published"


PLANS = (
    Plan(
        title="Demo: första affären i Estland",
        title_en="Demo: the first deal in Estonia",
        kind="export",
        country="EE",
        company="Exempel Trähus AB",
        days_ago=40,
    ),
    Plan(
        title="Demo: klassen som skrev en affärsplan på tyska",
        title_en="Demo: the class that wrote a business plan in German",
        kind="school",
        country="DE",
        days_ago=25,
    ),
    Plan(
        title="Demo: ett anbud på finska, utan att någon kunde finska",
        title_en="Demo: a tender in Finnish, although nobody spoke Finnish",
        kind="tender",
        country="FI",
        company="Exempel Såg AB",
        named=False,
        days_ago=18,
    ),
    Plan(
        title="Demo: vänorten som blev kund",
        title_en="Demo: the twin town that became a customer",
        kind="twinning",
        country="PL",
        company="Exempel Trähus AB",
        days_ago=12,
        until="asked",
    ),
    Plan(
        title="Demo: mässan där ingen kom",
        title_en="Demo: the fair to which nobody came",
        kind="other",
        country="NO",
        company="Exempel Såg AB",
        days_ago=9,
        until="changes",
    ),
    Plan(
        title="Demo: praktik i Riga",
        title_en="Demo: an internship in Riga",
        kind="school",
        country="LV",
        days_ago=60,
        until="withdrawn",
    ),
)


def load(ctx: Context) -> None:
    """Tell each story as far as it goes, in the order in which it happened."""
    for plan in PLANS:
        _story(ctx, plan)


def _story(ctx: Context, plan: Plan) -> None:
    begun = ctx.at(ctx.now - timedelta(days=plan.days_ago))
    row = _begin(begun, plan)
    if row.organisation_id is not None and not _answered(ctx, plan, row):
        return
    approver = replace(ctx.at(begun.now + timedelta(days=6)), actor=Actor("system"))
    stories.approve_story(approver, row.id, {})
    stories.publish_story(ctx.at(begun.now + timedelta(days=7)), row.id, {})
    if plan.until == "withdrawn":
        why = {"reason": "Demo: skolan är sammanslagen med en annan."}
        stories.withdraw_story(ctx.at(begun.now + timedelta(days=30)), row.id, why)


def _begin(ctx: Context, plan: Plan) -> Story:
    company = ctx.organisations.find(name=plan.company) if plan.company else None
    values = {
        "title": plan.title,
        "title_en": plan.title_en,
        "done": "En påhittad berättelse, som visar hur det ser ut.\n\nHär står vad som gjordes.",
        "done_en": "A made-up story, to show what it looks like.\n\nHere stands what was done, step by step.",
        "evidence": "Demo: tre nya kunder på ett år, och två av dem har beställt igen.",
        "evidence_en": "Demo: three new customers in a year, and two of them have ordered again.",
        "others": "Demo: börja med en tolk och ett enda möte. Det kostar en dag.",
        "others_en": "Demo: begin with an interpreter and a single meeting. It takes one day.",
        "lessons": "Demo: det första försöket kom av sig, eftersom ingen hade tid att svara på frågor.",
        "lessons_en": "Demo: the first try came to nothing, since nobody had time to answer questions.",
        "kind": plan.kind,
        "country": plan.country,
        "organisation_id": company.id if company else None,
        "named": plan.named,
        "owner_id": ctx.actor.id,
    }
    return stories.begin_story(ctx, values)


def _answered(ctx: Context, plan: Plan, row: Story) -> bool:
    """Ask the organisation; whether it has agreed."""
    then = ctx.at(row.created_at + timedelta(days=2))
    to = {"recipient_email": "berattelse@exempel.example", "language": "sv"}
    token = consents.ask_organisation(then, row.id, to)
    if plan.until == "asked":
        return False
    later = ctx.at(row.created_at + timedelta(days=4))
    if plan.until == "changes":
        wish = "Demo: skriv hellre att vi åker igen nästa år."
        consents.want_changes(later, token, answered_by="Demo Läsare", comment=wish)
        return False
    consents.agree(later, token, answered_by="Demo Läsare")
    return True
