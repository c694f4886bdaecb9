"""The values that fields of this plugin choose from, in words."""

from collections.abc import Sequence

from utblick.api import Choice, Context, Msg, _, industry_sections
from utblick_county_link.models import InquiryState, IntroductionState

INTRODUCTION_STATES = (
    Choice(value=IntroductionState.DRAFT, label=_("Draft"), tone="mute"),
    Choice(value=IntroductionState.ASKED, label=_("Asked in the county"), tone="info"),
    Choice(value=IntroductionState.ANSWERED, label=_("Answered"), tone="ok"),
    Choice(value=IntroductionState.CLOSED, label=_("Closed"), tone="mute"),
)
INQUIRY_STATES = (
    Choice(value=InquiryState.RECEIVED, label=_("New"), tone="info"),
    Choice(value=InquiryState.ASKED, label=_("The company is asked"), tone="info"),
    Choice(value=InquiryState.GRANTED, label=_("Introduced"), tone="ok"),
    Choice(value=InquiryState.DECLINED, label=_("The company declined"), tone="mute"),
    Choice(value=InquiryState.LAPSED, label=_("No answer in time"), tone="warn"),
    Choice(value=InquiryState.CLOSED, label=_("Let be"), tone="mute"),
)
LEVEL_WORDS: dict[str, tuple[Msg, str]] = {
    "municipality": (_("Stays here"), "mute"),
    "anonymous": (_("To the county, without saying whose"), "info"),
    "county": (_("To the county"), "ok"),
    "public": (_("May be shown to anybody"), "warn"),
}


def sections(ctx: Context) -> Sequence[Choice]:
    """The sections of industry by their titles."""
    return [Choice(value=one.letter, label=Msg(one.title(ctx.language))) for one in industry_sections()]
