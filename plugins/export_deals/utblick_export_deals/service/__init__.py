"""What can be done with markets, leads, agreements and confirmations, and what follows from it."""

from utblick_export_deals.service.agreements import (
    annul_agreement,
    dispute_agreement,
    sign_agreement,
    sign_lead,
    update_agreement,
)
from utblick_export_deals.service.answers import answer_question, open_question
from utblick_export_deals.service.confirmations import (
    Asked,
    ask_company,
    lapse_overdue,
    remind_companies,
)
from utblick_export_deals.service.leads import (
    lose_lead,
    negotiate_lead,
    open_lead,
    qualify_lead,
    reopen_lead,
    stall_lead,
    stall_quiet_leads,
    update_lead,
)
from utblick_export_deals.service.markets import (
    choose_market,
    consider_market,
    enter_market,
    leave_market,
    update_market,
)

__all__ = [
    "Asked",
    "annul_agreement",
    "answer_question",
    "ask_company",
    "choose_market",
    "consider_market",
    "dispute_agreement",
    "enter_market",
    "lapse_overdue",
    "leave_market",
    "lose_lead",
    "negotiate_lead",
    "open_lead",
    "open_question",
    "qualify_lead",
    "remind_companies",
    "reopen_lead",
    "sign_agreement",
    "sign_lead",
    "stall_lead",
    "stall_quiet_leads",
    "update_agreement",
    "update_lead",
    "update_market",
]
