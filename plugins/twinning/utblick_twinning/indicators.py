"""What goals can count of twin towns: what is proven by closed lists and by meetings that were held."""

from utblick.api import Count, Indicator, _

_UNHELD = ("twinning.exchange.reopened",)

INDICATORS = (
    Indicator(
        name="twinning.active_business_towns",
        title=_("Twin towns with active business exchange"),
        unit=_("towns"),
        unit_one=_("town"),
        event="twinning.town.counted",
        distinct="town_id",
        retracted_by=("twinning.town.uncounted",),
        dated_by="proven_on",
    ),
    Indicator(
        name="twinning.business_meetings",
        title=_("Business meetings with twin towns"),
        unit=_("meetings"),
        unit_one=_("meeting"),
        event="twinning.business_meeting.held",
        distinct="meeting_id",
        retracted_by=("twinning.business_meeting.withdrawn",),
        dated_by="held_on",
    ),
    Indicator(
        name="twinning.exchanges_held",
        title=_("Exchanges held with twin towns"),
        unit=_("exchanges"),
        unit_one=_("exchange"),
        event="twinning.exchange.held",
        distinct="exchange_id",
        retracted_by=_UNHELD,
        dated_by="ends_on",
    ),
    Indicator(
        name="twinning.participants",
        title=_("Participants counted at exchanges with twin towns"),
        unit=_("people"),
        unit_one=_("person"),
        event="twinning.exchange.held",
        distinct="exchange_id",
        retracted_by=_UNHELD,
        dated_by="ends_on",
        count=Count.SUM,
        sums="participants",
    ),
)
