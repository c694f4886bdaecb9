"""What goals can count of tendering: bids and the school, of companies of the municipality."""

from utblick.api import Count, Indicator, Where, _

_AT_HOME = (Where(field="municipality", value="$municipality"),)
_REOPENED = ("tendering.bid.reopened",)

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        name="tendering.bids_submitted",
        title=_("Tenders handed in"),
        unit=_("tenders"),
        unit_one=_("tender"),
        event="tendering.bid.submitted",
        distinct="bid_id",
        where=_AT_HOME,
        dated_by="submitted_on",
    ),
    Indicator(
        name="tendering.bids_won",
        title=_("Tenders won"),
        unit=_("tenders"),
        unit_one=_("tender"),
        event="tendering.bid.won",
        distinct="bid_id",
        where=_AT_HOME,
        retracted_by=_REOPENED,
        dated_by="won_on",
    ),
    Indicator(
        name="tendering.first_time_bidders",
        title=_("Companies that have handed in their first tender"),
        unit=_("companies"),
        unit_one=_("company"),
        event="tendering.bid.submitted",
        distinct="organisation_id",
        where=(*_AT_HOME, Where(field="first_bid", value=True)),
        dated_by="submitted_on",
    ),
    Indicator(
        name="tendering.value_won",
        title=_("Value of tenders won"),
        unit=_("SEK"),
        event="tendering.bid.won",
        distinct="bid_id",
        where=(*_AT_HOME, Where(field="value_sek", operator="present")),
        retracted_by=_REOPENED,
        dated_by="won_on",
        count=Count.SUM,
        sums="value_sek",
    ),
    Indicator(
        name="tendering.school_companies",
        title=_("Companies through the tender school"),
        unit=_("companies"),
        unit_one=_("company"),
        event="tendering.training.completed",
        distinct="organisation_id",
        where=_AT_HOME,
    ),
)
