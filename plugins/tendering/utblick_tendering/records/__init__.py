"""What tendering declares: lists, forms, boards and pages of its records."""

from utblick.api import RecordType
from utblick_tendering.records import advice, bids, matches, notices, sources, watches

RECORDS: tuple[RecordType, ...] = (
    *notices.RECORDS,
    *sources.RECORDS,
    *watches.RECORDS,
    *matches.RECORDS,
    *bids.RECORDS,
    *advice.RECORDS,
)
