"""The words for everything in export deals that is chosen from a list."""

from utblick.api import Choice, Context, _, commodity_title
from utblick_export_deals.models import (
    AgreementState,
    Confidentiality,
    ConfirmationState,
    LeadStage,
    MarketStage,
)

MARKET_STAGES = (
    Choice(value=MarketStage.CONSIDERED, label=_("Considered"), tone="mute"),
    Choice(value=MarketStage.CHOSEN, label=_("Chosen"), tone="info"),
    Choice(value=MarketStage.ENTERED, label=_("Entered"), tone="ok"),
    Choice(value=MarketStage.LEFT, label=_("Left the market"), tone="bad"),
)

LEAD_STAGES = (
    Choice(value=LeadStage.OPENED, label=_("Opened"), tone="mute"),
    Choice(value=LeadStage.QUALIFIED, label=_("Qualified"), tone="info"),
    Choice(value=LeadStage.NEGOTIATING, label=_("Negotiating"), tone="info"),
    Choice(value=LeadStage.AGREED, label=_("Agreed"), tone="ok"),
    Choice(value=LeadStage.STALLED, label=_("Stalled"), tone="warn"),
    Choice(value=LeadStage.LOST, label=_("Lost"), tone="bad"),
)

LEAD_SOURCES = (
    Choice(value="company", label=_("The company's own contact")),
    Choice(value="fair", label=_("Trade fair or business meeting")),
    Choice(value="twin_town", label=_("Twin town")),
    Choice(value="partner_search", label=_("Partner search")),
    Choice(value="advisory", label=_("Advisory service")),
    Choice(value="student", label=_("Student work or market study")),
    Choice(value="network", label=_("Network or mentor")),
    Choice(value="other", label=_("Other")),
)

LOST_REASONS = (
    Choice(value="price", label=_("Price")),
    Choice(value="capacity", label=_("The company's capacity")),
    Choice(value="requirements", label=_("Requirements, standards or certificates")),
    Choice(value="logistics", label=_("Freight and delivery")),
    Choice(value="financing", label=_("Financing or payment terms")),
    Choice(value="language", label=_("Language and culture")),
    Choice(value="competitor", label=_("The customer chose somebody else")),
    Choice(value="no_interest", label=_("Interest faded")),
    Choice(value="other", label=_("Other")),
)

CONFIDENTIALITIES = (
    Choice(value=Confidentiality.PUBLIC, label=_("Public"), tone="mute"),
    Choice(value=Confidentiality.COUNTY, label=_("Within the county"), tone="info"),
    Choice(value=Confidentiality.SECRET, label=_("Secret"), tone="warn"),
)

AGREEMENT_KINDS = (
    Choice(value="sales", label=_("Sales agreement")),
    Choice(value="distribution", label=_("Distribution agreement")),
    Choice(value="agency", label=_("Agency agreement")),
    Choice(value="licence", label=_("Licence agreement")),
    Choice(value="subcontract", label=_("Subcontract")),
)

AGREEMENT_STATES = (
    Choice(value=AgreementState.SIGNED, label=_("Signed"), tone="info"),
    Choice(value=AgreementState.ASKED, label=_("Awaiting the company"), tone="warn"),
    Choice(value=AgreementState.CONFIRMED, label=_("Confirmed"), tone="ok"),
    Choice(value=AgreementState.DISPUTED, label=_("Disputed"), tone="bad"),
    Choice(value=AgreementState.LAPSED, label=_("Not answered in time"), tone="mute"),
    Choice(value=AgreementState.ANNULLED, label=_("Annulled"), tone="bad"),
)

VALUE_BANDS = (
    Choice(value="under_100k", label=_("Under SEK 100,000")),
    Choice(value="100k_500k", label=_("SEK 100,000–500,000")),
    Choice(value="500k_1m", label=_("SEK 500,000–1 million")),
    Choice(value="1m_5m", label=_("SEK 1–5 million")),
    Choice(value="over_5m", label=_("Over SEK 5 million")),
)

INCOTERMS = (
    Choice(value="EXW", label=_("EXW – Ex Works")),
    Choice(value="FCA", label=_("FCA – Free Carrier")),
    Choice(value="CPT", label=_("CPT – Carriage Paid To")),
    Choice(value="CIP", label=_("CIP – Carriage and Insurance Paid To")),
    Choice(value="DAP", label=_("DAP – Delivered at Place")),
    Choice(value="DPU", label=_("DPU – Delivered at Place Unloaded")),
    Choice(value="DDP", label=_("DDP – Delivered Duty Paid")),
    Choice(value="FAS", label=_("FAS – Free Alongside Ship")),
    Choice(value="FOB", label=_("FOB – Free on Board")),
    Choice(value="CFR", label=_("CFR – Cost and Freight")),
    Choice(value="CIF", label=_("CIF – Cost, Insurance and Freight")),
)

CONFIRMATION_STATES = (
    Choice(value=ConfirmationState.ASKED, label=_("Awaiting answer"), tone="warn"),
    Choice(value=ConfirmationState.AGREED, label=_("Agrees"), tone="ok"),
    Choice(value=ConfirmationState.DISAGREED, label=_("Does not agree"), tone="bad"),
    Choice(value=ConfirmationState.LAPSED, label=_("Not answered in time"), tone="mute"),
    Choice(value=ConfirmationState.REPLACED, label=_("Replaced by a newer link"), tone="mute"),
)

LANGUAGES = (
    Choice(value="sv", label=_("Swedish")),
    Choice(value="en", label=_("English")),
)

SHARES = (
    Choice(value="all", label=_("All of it")),
    Choice(value="most", label=_("Most of it")),
    Choice(value="half", label=_("About half")),
    Choice(value="little", label=_("A small part")),
    Choice(value="none", label=_("Nothing of it")),
    Choice(value="unknown", label=_("Don't know")),
)

YES_NO = (
    Choice(value="yes", label=_("Yes")),
    Choice(value="partly", label=_("Partly")),
    Choice(value="no", label=_("No")),
    Choice(value="unknown", label=_("Don't know")),
)

STORY_FORMS = (
    Choice(value="named", label=_("With the company's name")),
    Choice(value="unnamed", label=_("Without the company's name")),
)

QUESTION_TEXTS = {
    "without_help": _("How much of this deal would have come about without the help of the municipality?"),
    "at_risk": _("Was there a risk that the company would not have exported at all?"),
    "prerequisite": _("Was some part of the help necessary for the deal?"),
    "sped_up": _("Did the help make the deal come sooner?"),
    "larger": _("Did the help make the deal larger or better?"),
}

RATING_TEXTS = {
    "rating_contacts": _("New contacts"),
    "rating_knowledge": _("Knowledge of the market"),
    "rating_confidence": _("The confidence to try"),
    "rating_profile": _("Being seen and known"),
}


def commodity(ctx: Context, code: str) -> str:
    """A code of goods with the title of its chapter."""
    title = commodity_title(code, ctx.language)
    return f"{code} – {title}" if title else code
