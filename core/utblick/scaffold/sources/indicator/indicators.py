"""What goals can count of the plugin."""

from utblick.api import Indicator, Where, _

INDICATORS = (
    Indicator(
        name="sample.gadget",
        title=_("Doodad"),
        unit=_("organisations"),
        event="core.organisation.registered",
        distinct="organisation_id",
        where=(Where(field="municipality", value="$municipality"),),
    ),
)
