"""What export deals shows on the overview and on the page of a company."""

from typing import Any

from utblick.api import Context, Page, Panel, Slot, _, page
from utblick_export_deals import exposure, queries
from utblick_export_deals.choices import AGREEMENT_STATES, LEAD_STAGES, MARKET_STAGES
from utblick_export_deals.models import LeadStage

_READ = "export_deals.read"
_SHOWN = (LeadStage.OPENED, LeadStage.QUALIFIED, LeadStage.NEGOTIATING, LeadStage.AGREED, LeadStage.STALLED)


def company_deals(ctx: Context, subject: Any) -> Page | None:
    """A company's markets, leads with their next step, and agreements."""
    markets = queries.markets_of(ctx, subject)
    leads = queries.leads_of(ctx, subject)
    agreements = queries.agreements_of(ctx, subject)
    company = ctx.organisations.get(subject)
    if not (markets or leads or agreements or company.kind == "company"):
        return None
    return page(
        "export_deals/panels/company.html",
        company=company,
        markets=markets,
        leads=leads,
        agreements=agreements,
        market_stages={choice.value: choice for choice in MARKET_STAGES},
        lead_stages={choice.value: choice for choice in LEAD_STAGES},
        agreement_states={choice.value: choice for choice in AGREEMENT_STATES},
        country=lambda code: queries.country(ctx, code),
    )


def pipeline(ctx: Context, subject: Any) -> Page:
    """Leads by stage, and the companies that have been asked and have not answered."""
    counts = queries.leads_by_stage(ctx)
    labels = {choice.value: choice.label for choice in LEAD_STAGES}
    waiting = queries.waiting(ctx, limit=5)
    return page(
        "export_deals/panels/pipeline.html",
        rows=[(ctx.translate(labels[stage]), counts.get(stage, 0)) for stage in _SHOWN],
        any=any(counts.values()),
        waiting=waiting,
        companies=ctx.organisations.names([question.organisation_id for question in waiting]),
    )


def currency(ctx: Context, subject: Any) -> Page | None:
    """What all agreements are worth together, and what a move of the rates would mean."""
    rows = exposure.exposures(ctx)
    if not rows:
        return None
    return page("export_deals/panels/currency.html", total=exposure.total(rows))


PANELS = (
    Panel(
        name="export_deals.company",
        slot=Slot.ORGANISATION,
        title=_("Export deals"),
        load=company_deals,
        permission=_READ,
        order=20,
        refresh_on=("export_deals.>",),
    ),
    Panel(
        name="export_deals.pipeline",
        slot=Slot.OVERVIEW,
        title=_("Export leads"),
        load=pipeline,
        permission=_READ,
        order=30,
        refresh_on=("export_deals.>",),
    ),
    Panel(
        name="export_deals.currency",
        slot=Slot.OVERVIEW,
        title=_("Export agreements in kronor and euro"),
        load=currency,
        permission=_READ,
        order=60,
    ),
)
