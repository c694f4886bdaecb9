"""What goals can count of export deals: only what a company of the municipality has confirmed itself."""

from utblick.api import Count, Indicator, Where, _

_AT_HOME = (Where(field="municipality", value="$municipality"),)
_RETRACTED = ("export_deals.agreement.disputed", "export_deals.agreement.annulled")

INDICATORS = (
    Indicator(
        name="export_deals.confirmed_agreements",
        title=_("Confirmed export agreements"),
        unit=_("agreements"),
        unit_one=_("agreement"),
        event="export_deals.agreement.confirmed",
        distinct="agreement_id",
        where=_AT_HOME,
        retracted_by=_RETRACTED,
        dated_by="signed_on",
    ),
    Indicator(
        name="export_deals.confirmed_value",
        title=_("Value of confirmed export agreements"),
        unit=_("SEK"),
        event="export_deals.agreement.confirmed",
        distinct="agreement_id",
        where=(*_AT_HOME, Where(field="value_sek", operator="present")),
        retracted_by=_RETRACTED,
        dated_by="signed_on",
        count=Count.SUM,
        sums="value_sek",
    ),
    Indicator(
        name="export_deals.first_time_exporters",
        title=_("Companies with their first confirmed export agreement"),
        unit=_("companies"),
        unit_one=_("company"),
        event="export_deals.agreement.confirmed",
        distinct="organisation_id",
        where=(*_AT_HOME, Where(field="first_time", value=True)),
        retracted_by=_RETRACTED,
        dated_by="signed_on",
    ),
)
