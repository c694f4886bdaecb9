"""What goals can count of evaluation itself: models that others can reuse."""

from utblick.api import Indicator, _

INDICATORS = (
    Indicator(
        name="evaluation.released_blueprints",
        title=_("Models for others, released"),
        unit=_("models"),
        unit_one=_("model"),
        event="evaluation.blueprint.released",
        distinct="blueprint",
        retracted_by=("evaluation.blueprint.withdrawn",),
    ),
)
