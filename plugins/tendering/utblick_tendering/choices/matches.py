"""The words for what profiles, matches and dealings can hold."""

from utblick.api import Choice, _

PROFILE_STATES = (
    Choice(value="draft", label=_("Draft, to be approved"), tone="warn"),
    Choice(value="active", label=_("Active"), tone="ok"),
    Choice(value="paused", label=_("Resting"), tone="mute"),
)
MATCH_STATES = (
    Choice(value="suggested", label=_("New"), tone="info"),
    Choice(value="seen", label=_("Seen"), tone="mute"),
    Choice(value="interested", label=_("Interested"), tone="ok"),
    Choice(value="dismissed", label=_("Turned down"), tone="bad"),
)
RELATIONS = (
    Choice(value="3", label=_("Own trade"), tone="ok"),
    Choice(value="2", label=_("Close to its trade"), tone="info"),
    Choice(value="1", label=_("Same branch"), tone="mute"),
)
DISMISSALS = (
    Choice(value="wrong_trade", label=_("Not what we do")),
    Choice(value="too_large", label=_("Too large")),
    Choice(value="too_small", label=_("Too small")),
    Choice(value="too_far", label=_("Too far away")),
    Choice(value="wrong_time", label=_("Wrong time")),
    Choice(value="requirements", label=_("Requirements that we do not meet")),
    Choice(value="no_interest", label=_("No interest")),
    Choice(value="other", label=_("Another reason")),
)
REACHES = (
    Choice(value="county", label=_("The own county")),
    Choice(value="nuts2", label=_("The own county and its neighbours")),
    Choice(value="country", label=_("All of Sweden")),
    Choice(value="abroad", label=_("Abroad too, to any country")),
)
DEALING_KINDS = (
    Choice(value="told", label=_("We told all"), tone="info"),
    Choice(value="asked", label=_("A company asked"), tone="warn"),
    Choice(value="answered", label=_("We answered to all"), tone="ok"),
)
ORIGINS = (
    Choice(value="said", label=_("The company has said so itself.")),
    Choice(value="won", label=_("It has won such a procurement.")),
    Choice(value="bid", label=_("It has bid for such a procurement.")),
    Choice(value="trade", label=_("Companies in its trade usually sell this.")),
    Choice(value="typed", label=_("Written here by hand.")),
)
LESSON_STATES = (
    Choice(value="applied", label=_("At work"), tone="ok"),
    Choice(value="proposed", label=_("Proposed"), tone="warn"),
    Choice(value="noted", label=_("Noted"), tone="mute"),
    Choice(value="undone", label=_("Taken back"), tone="mute"),
    Choice(value="declined", label=_("Not followed"), tone="mute"),
)
WEIGHTS = (
    Choice(value="1.2", label=_("Most gladly")),
    Choice(value="1", label=_("As usual")),
    Choice(value="0.5", label=_("Counts half")),
    Choice(value="0.25", label=_("Hardly ever")),
    Choice(value="0", label=_("Not at all")),
)
PARTS = (
    Choice(value="trade", label=_("Trade")),
    Choice(value="words", label=_("Words")),
    Choice(value="place", label=_("Place")),
    Choice(value="size", label=_("Size")),
    Choice(value="language", label=_("Language")),
    Choice(value="time", label=_("Time left")),
    Choice(value="limit", label=_("The company's own limit")),
)
