"""The words for everything in stories that is chosen from a list."""

from utblick.api import Choice, _
from utblick_dissemination.models import Answer, Share, StoryState

KINDS = (
    Choice(value="export", label=_("Export")),
    Choice(value="school", label=_("School and education")),
    Choice(value="twinning", label=_("Twin towns")),
    Choice(value="tender", label=_("Procurement")),
    Choice(value="other", label=_("Other")),
)
STATES = (
    Choice(value=StoryState.SUGGESTED, label=_("Suggested"), tone="info"),
    Choice(value=StoryState.DRAFTED, label=_("Being written"), tone="mute"),
    Choice(value=StoryState.ASKED, label=_("The organisation reads it"), tone="warn"),
    Choice(value=StoryState.CONSENTED, label=_("Consented to"), tone="info"),
    Choice(value=StoryState.APPROVED, label=_("Approved"), tone="info"),
    Choice(value=StoryState.PUBLISHED, label=_("Published"), tone="ok"),
    Choice(value=StoryState.WITHDRAWN, label=_("Taken back"), tone="bad"),
    Choice(value=StoryState.DECLINED, label=_("Not told"), tone="bad"),
)
SHARES = (
    Choice(value=Share.COUNTY, label=_("The whole county: its page leads to the story")),
    Choice(value=Share.HERE, label=_("Only our own public page")),
)
ANSWERS = (
    Choice(value=Answer.OPEN, label=_("Not answered yet"), tone="warn"),
    Choice(value=Answer.AGREED, label=_("Agreed"), tone="ok"),
    Choice(value=Answer.CHANGES, label=_("Wants changes"), tone="warn"),
    Choice(value=Answer.REFUSED, label=_("Refused"), tone="bad"),
    Choice(value=Answer.REPLACED, label=_("Closed, since the text was changed"), tone="mute"),
    Choice(value=Answer.WITHDRAWN, label=_("Took the consent back"), tone="bad"),
)
LANGUAGES = (
    Choice(value="sv", label=_("Swedish")),
    Choice(value="en", label=_("English")),
)
