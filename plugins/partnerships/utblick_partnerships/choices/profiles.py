"""The words for profiles and for expressions of interest."""

from utblick.api import Choice, _
from utblick_partnerships.models import InterestState, ProfileState, ProfileType

TYPES = (
    Choice(value=ProfileType.BUSINESS_OFFER, label=_("Business offer (BO)"), tone="info"),
    Choice(value=ProfileType.BUSINESS_REQUEST, label=_("Business request (BR)"), tone="info"),
    Choice(value=ProfileType.TECHNOLOGY_OFFER, label=_("Technology offer (TO)"), tone="info"),
    Choice(value=ProfileType.TECHNOLOGY_REQUEST, label=_("Technology request (TR)"), tone="info"),
    Choice(
        value=ProfileType.RESEARCH_REQUEST, label=_("Research and development request (RDR)"), tone="info"
    ),
)

MONEY = (
    Choice(value="paid", label=_("Our client is paid")),
    Choice(value="pays", label=_("Our client pays")),
    Choice(value="shared", label=_("Nobody pays the other: they do research together with a grant")),
)

EXCHANGED = (
    Choice(value="goods", label=_("Goods, services or representation")),
    Choice(value="technology", label=_("Technology, a licence or know-how")),
    Choice(value="research", label=_("Results of joint research")),
)

STATES = (
    Choice(value=ProfileState.DRAFT, label=_("Draft"), tone="mute"),
    Choice(value=ProfileState.INTERNAL, label=_("Internal review"), tone="warn"),
    Choice(value=ProfileState.EXTERNAL, label=_("External review"), tone="warn"),
    Choice(value=ProfileState.PUBLISHED, label=_("Published"), tone="ok"),
    Choice(value=ProfileState.RENEWED, label=_("Renewed"), tone="ok"),
    Choice(value=ProfileState.EXPIRED, label=_("Expired"), tone="bad"),
    Choice(value=ProfileState.WITHDRAWN, label=_("Withdrawn"), tone="bad"),
)

STAGES = (
    Choice(value="concept", label=_("Concept stage")),
    Choice(value="development", label=_("Under development or tested in the laboratory")),
    Choice(value="prototype", label=_("Prototype available for demonstration")),
    Choice(value="tested", label=_("Field tested or evaluated")),
    Choice(value="market", label=_("Already on the market")),
)

IPR = (
    Choice(value="none", label=_("No IPR applied")),
    Choice(value="know_how", label=_("Secret know-how")),
    Choice(value="patent_applied", label=_("Patent applied for but not yet granted")),
    Choice(value="patent_granted", label=_("Patents granted")),
    Choice(value="copyright", label=_("Copyright")),
    Choice(value="trade_mark", label=_("Trade mark or design rights")),
)

PARTNERSHIP_TYPES = {
    "commercial": _("Commercial agreement"),
    "supplier": _("Supplier agreement"),
    "outsourcing": _("Outsourcing agreement"),
    "assistance": _("Commercial agreement with technical assistance"),
    "research": _("Research and development cooperation agreement"),
    "investment": _("Investment agreement"),
}

CHECKLIST = (
    ("client_known", _("The client is known: we have met, and it can deliver what the profile says")),
    ("action_plan", _("There is an action plan for what the client will do with the answers")),
    ("searched", _("Existing profiles have been searched: nobody offers or seeks the same already")),
)

INTEREST_STATES = (
    Choice(value=InterestState.RECEIVED, label=_("Received"), tone="warn"),
    Choice(value=InterestState.SCREENED, label=_("Screened"), tone="info"),
    Choice(value=InterestState.FORWARDED, label=_("Forwarded to the client"), tone="info"),
    Choice(value=InterestState.INTRODUCED, label=_("Introduced"), tone="ok"),
    Choice(value=InterestState.TALKS, label=_("In talks"), tone="ok"),
    Choice(value=InterestState.AGREEMENT, label=_("Agreement made"), tone="ok"),
    Choice(value=InterestState.CLOSED, label=_("Closed without agreement"), tone="bad"),
)

CHANNELS = (
    Choice(value="adviser", label=_("Through their own adviser")),
    Choice(value="web", label=_("By the public page")),
)

CLOSED_REASONS = (
    Choice(value="not_serious", label=_("Not serious, or advertising")),
    Choice(value="wrong_trade", label=_("Another trade than what is sought")),
    Choice(value="client_declined", label=_("The client was not interested")),
    Choice(value="partner_silent", label=_("The partner did not answer")),
    Choice(value="no_capacity", label=_("The client has no capacity now")),
    Choice(value="no_agreement", label=_("They talked and did not agree")),
    Choice(value="other", label=_("Another reason")),
)

QUESTIONS = (
    (
        "who",
        _("Who are you? Describe your organisation briefly: what you do, its size and where you are."),
    ),
    ("why", _("Why does this profile interest you? What would you like to do together?")),
    (
        "what_next",
        _("What do you want to know from the organisation behind the profile before a first meeting?"),
    ),
)
"""The three standard questions to whoever is interested."""
