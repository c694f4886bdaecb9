"""What goals can count of stories: those that are published."""

from utblick.api import Indicator, _

INDICATORS = (
    Indicator(
        name="dissemination.published",
        title=_("Published stories"),
        unit=_("stories"),
        unit_one=_("story"),
        event="dissemination.story.published",
        distinct="story_id",
        retracted_by=("dissemination.story.withdrawn",),
        dated_by="published_on",
    ),
)
