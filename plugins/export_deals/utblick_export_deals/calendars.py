"""The days of export deals: next steps, expected signings, and when companies' answers are due."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from utblick.api import Calendar, Context, Occasion, Ref, _
from utblick_export_deals import queries

READ = "export_deals.read"


def leads(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """The next step of each open lead, and the day on which it is expected to be signed."""
    for lead in queries.leads_with_days(ctx, since, until):
        told: dict[str, Any] = {"changed_at": lead.updated_at, "link": Ref("export_deals", "lead", lead.id)}
        if lead.next_step_on is not None:
            what = f"{lead.next_step}: {lead.title}" if lead.next_step else lead.title
            yield Occasion(key=f"{lead.id}-step", title=what, start=lead.next_step_on, **told)
        if lead.expected_on is not None:
            signing = _("Expected signing: {title}", title=lead.title)
            yield Occasion(key=f"{lead.id}-signing", title=signing, start=lead.expected_on, **told)


def answers(ctx: Context, since: date, until: date) -> Iterator[Occasion]:
    """When the link expires by which a company was asked about an agreement."""
    for question in queries.questions_expiring(ctx, since, until):
        yield Occasion(
            key=question.id,
            title=_("Last day to answer: {title}", title=question.title),
            start=question.expires_at,
            changed_at=question.updated_at,
            link=Ref("export_deals", "confirmation", question.id),
        )


CALENDARS = (
    Calendar(
        name="export_deals.leads",
        title=_("Leads"),
        load=leads,
        permission=READ,
        icon="briefcase",
    ),
    Calendar(
        name="export_deals.answers",
        title=_("Companies' answers"),
        load=answers,
        permission=READ,
        icon="mail-check",
    ),
)
