"""The records of twin towns."""

from utblick_twinning.records.delegates import ARRIVALS, DELEGATES
from utblick_twinning.records.exchanges import EXCHANGES
from utblick_twinning.records.kit import BUDGET_LINES, PROGRAMME_ITEMS
from utblick_twinning.records.meetings import MEETINGS
from utblick_twinning.records.people import CONTACTS, PROMISES, STEPS
from utblick_twinning.records.studies import CANDIDATES, STUDIES
from utblick_twinning.records.towns import TOWNS

RECORDS = (
    TOWNS,
    EXCHANGES,
    MEETINGS,
    PROMISES,
    STUDIES,
    CANDIDATES,
    STEPS,
    CONTACTS,
    PROGRAMME_ITEMS,
    DELEGATES,
    BUDGET_LINES,
    ARRIVALS,
)
