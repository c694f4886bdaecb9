"""The words for everything about twin towns that is chosen from a list."""

from utblick.api import Choice, Vocabulary, _, fold, industry_sections
from utblick_twinning.models import (
    CandidateState,
    Category,
    DelegateState,
    ExchangeState,
    How,
    MeetingState,
    PromiseState,
    Side,
    StepKind,
    StudyState,
    Theme,
    TownState,
)

CATEGORIES = (
    Choice(value=Category.CONTACT, label=_("Contact")),
    Choice(value=Category.FRIENDSHIP, label=_("Friendship")),
    Choice(value=Category.PROJECT, label=_("Project partnership")),
    Choice(value=Category.PARTNERSHIP, label=_("Partnership")),
)
TOWN_STATES = (
    Choice(value=TownState.EXPLORING, label=_("Exploring"), tone="mute"),
    Choice(value=TownState.INTENT, label=_("Intent"), tone="info"),
    Choice(value=TownState.DECIDED, label=_("Decided"), tone="info"),
    Choice(value=TownState.ACTIVE, label=_("Active"), tone="ok"),
    Choice(value=TownState.DORMANT, label=_("Dormant"), tone="warn"),
    Choice(value=TownState.ENDED, label=_("Ended"), tone="mute"),
)
STEP_KINDS = (
    Choice(value=StepKind.PROPOSAL, label=_("Proposal")),
    Choice(value=StepKind.COMMITTEE, label=_("Committee")),
    Choice(value=StepKind.COUNCIL, label=_("Council decision"), offered=False),
    Choice(value=StepKind.SIGNING, label=_("Signing"), offered=False),
    Choice(value=StepKind.RENEWAL, label=_("Renewal"), offered=False),
    Choice(value=StepKind.ENDING, label=_("Ending"), offered=False),
)
STEP_OUTCOMES = (
    Choice(value="approved", label=_("Approved"), tone="ok"),
    Choice(value="rejected", label=_("Turned down"), tone="bad"),
    Choice(value="referred", label=_("Sent back for more work"), tone="warn"),
)
SIDES = (
    Choice(value=Side.OURS, label=_("On our side")),
    Choice(value=Side.THEIRS, label=_("On their side")),
)
CONTACT_STATES = (
    Choice(value="active", label=_("Active"), tone="ok"),
    Choice(value="ended", label=_("Has left"), tone="mute"),
)
PROMISE_STATES = (
    Choice(value=PromiseState.OPEN, label=_("Open"), tone="info"),
    Choice(value=PromiseState.KEPT, label=_("Kept"), tone="ok"),
    Choice(value=PromiseState.BROKEN, label=_("Broken"), tone="bad"),
)
EXCHANGE_STATES = (
    Choice(value=ExchangeState.PLANNED, label=_("Planned"), tone="mute"),
    Choice(value=ExchangeState.FUNDED, label=_("Funded"), tone="info"),
    Choice(value=ExchangeState.HELD, label=_("Held"), tone="ok"),
    Choice(value=ExchangeState.REPORTED, label=_("Reported"), tone="ok"),
    Choice(value=ExchangeState.CANCELLED, label=_("Cancelled"), tone="bad"),
)
THEMES = (
    Choice(value=Theme.BUSINESS, label=_("Business")),
    Choice(value=Theme.SCHOOL, label=_("School")),
    Choice(value=Theme.CULTURE, label=_("Culture")),
    Choice(value=Theme.YOUTH, label=_("Youth")),
    Choice(value=Theme.ADMINISTRATION, label=_("Administration")),
    Choice(value=Theme.ASSOCIATION, label=_("Associations")),
)
DIRECTIONS = (
    Choice(value="here", label=_("They come to us")),
    Choice(value="there", label=_("We go to them")),
)
LEADS = (
    Choice(value="municipality", label=_("The municipality")),
    Choice(value="authority", label=_("Another local authority")),
    Choice(value="committee", label=_("A twinning committee")),
    Choice(value="association", label=_("Another non-profit association")),
    Choice(value="company", label=_("A company")),
)
FUNDINGS = (
    Choice(value="own", label=_("Own means")),
    Choice(value="cerv", label=_("EU, CERV town twinning")),
    Choice(value="erasmus", label=_("EU, Erasmus+")),
    Choice(value="nordic", label=_("Nordic funds")),
    Choice(value="other", label=_("Other grants")),
)
BUDGET_SIDES = (
    Choice(value="cost", label=_("Cost")),
    Choice(value="income", label=_("Income")),
)
DELEGATE_STATES = (
    Choice(value=DelegateState.INVITED, label=_("Invited"), tone="mute"),
    Choice(value=DelegateState.CONFIRMED, label=_("Confirmed"), tone="info"),
    Choice(value=DelegateState.DECLINED, label=_("Declined"), tone="bad"),
    Choice(value=DelegateState.ATTENDED, label=_("Attended"), tone="ok"),
)
BASES = (
    Choice(value="public_interest", label=_("Public interest (art. 6.1 e)")),
    Choice(value="consent", label=_("Consent (art. 6.1 a)")),
)
LANGUAGES = (
    Choice(value="sv", label=_("Swedish")),
    Choice(value="en", label=_("English")),
)
HOWS = (
    Choice(value=How.LIST, label=_("From the list")),
    Choice(value=How.LINK, label=_("By the own link")),
    Choice(value=How.QUICK, label=_("Counted without a name")),
    Choice(value=How.SELF, label=_("Registered at the door")),
)
MEETING_STATES = (
    Choice(value=MeetingState.PLANNED, label=_("Planned"), tone="mute"),
    Choice(value=MeetingState.HELD, label=_("Held"), tone="ok"),
    Choice(value=MeetingState.WITHDRAWN, label=_("Noted by mistake"), tone="bad"),
)
OUTCOMES = (
    Choice(value="nothing", label=_("Nothing more"), tone="mute"),
    Choice(value="follow_up", label=_("To be followed up"), tone="info"),
    Choice(value="lead", label=_("A possible deal"), tone="ok"),
    Choice(value="agreement", label=_("An agreement"), tone="ok"),
)
STUDY_STATES = (
    Choice(value=StudyState.OPEN, label=_("Open"), tone="info"),
    Choice(value=StudyState.RECOMMENDED, label=_("Recommends a town"), tone="ok"),
    Choice(value=StudyState.CLOSED, label=_("Closed"), tone="mute"),
)
CANDIDATE_STATES = (
    Choice(value=CandidateState.PROPOSED, label=_("Proposed"), tone="mute"),
    Choice(value=CandidateState.RECOMMENDED, label=_("Recommended"), tone="ok"),
    Choice(value=CandidateState.CHOSEN, label=_("Became a twin town"), tone="ok"),
    Choice(value=CandidateState.DECLINED, label=_("Set aside"), tone="bad"),
)


def _code_of(text: str) -> str | None:
    wanted = text.strip().upper()[:1] if len(text.strip()) == 1 else ""
    return next((one.letter for one in industry_sections() if one.letter == wanted), None)


def _name_of(code: str, language: str) -> str:
    return next((one.title(language) for one in industry_sections() if one.letter == code), code)


def _find(text: str, language: str) -> list[tuple[str, str]]:
    wanted = fold(text)
    named = [(one.letter, one.title(language)) for one in industry_sections()]
    return [(code, title) for code, title in named if wanted in fold(title) or wanted == fold(code)]


INDUSTRIES = Vocabulary(
    name="twinning.industries", title=_("Industries (SNI)"), code_of=_code_of, name_of=_name_of, find=_find
)
