"""What goals can count of hello."""

from utblick.api import Indicator, _

INDICATORS = (
    Indicator(
        name="hello.greetings_sent",
        title=_("Greetings sent"),
        unit=_("greetings"),
        unit_one=_("greeting"),
        event="hello.greeting.sent",
        distinct="greeting_id",
        dated_by="sent_on",
    ),
)
