"""The records of export deals, and who may do what with them."""

from utblick.api import Permission, _
from utblick_export_deals.records.agreements import AGREEMENTS
from utblick_export_deals.records.confirmations import CONFIRMATIONS
from utblick_export_deals.records.leads import LEADS
from utblick_export_deals.records.markets import MARKETS

RECORDS = (LEADS, AGREEMENTS, MARKETS, CONFIRMATIONS)

PERMISSIONS = (
    Permission(
        name="export_deals.read",
        title=_("See markets, leads and agreements"),
        roles=("reader", "officer", "coordinator"),
    ),
    Permission(name="export_deals.write", title=_("Change markets, leads and agreements, and ask companies")),
    Permission(
        name="export_deals.secret",
        title=_("See the names of secret foreign partners"),
        roles=("coordinator",),
    ),
)
