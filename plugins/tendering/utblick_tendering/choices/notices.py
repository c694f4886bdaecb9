"""The codes of notices in the words of Swedish procurement."""

from utblick.api import Choice, _
from utblick_tendering.models import NoticeState

NOTICE_STATES = (
    Choice(value=NoticeState.IMPORTED, label=_("Open for tenders"), tone="ok"),
    Choice(value=NoticeState.CHANGED, label=_("Changed, open"), tone="warn"),
    Choice(value=NoticeState.SUPERSEDED, label=_("Replaced by another notice")),
    Choice(value=NoticeState.CLOSED, label=_("Closed")),
    Choice(value=NoticeState.CANCELLED, label=_("Cancelled"), tone="bad"),
    Choice(value=NoticeState.AWARDED, label=_("Awarded"), tone="info"),
    Choice(value=NoticeState.WITHOUT_WINNER, label=_("Ended without a supplier")),
)

FORM_TYPES = (
    Choice(value="planning", label=_("Prior information")),
    Choice(value="consultation", label=_("Market consultation")),
    Choice(value="competition", label=_("Call for tenders")),
    Choice(value="dir-awa-pre", label=_("Intended direct award")),
    Choice(value="result", label=_("Award")),
    Choice(value="cont-modif", label=_("Change of a contract")),
    Choice(value="completion", label=_("Completed contract")),
    Choice(value="change", label=_("Correction")),
    Choice(value="bri", label=_("Registration of a company")),
)

NATURES = (
    Choice(value="supplies", label=_("Goods")),
    Choice(value="services", label=_("Services")),
    Choice(value="works", label=_("Works")),
    Choice(value="combined", label=_("Mixed")),
)

PROCEDURES = (
    Choice(value="open", label=_("Open procedure")),
    Choice(value="restricted", label=_("Restricted procedure")),
    Choice(value="neg-w-call", label=_("Negotiated procedure with prior publication")),
    Choice(value="neg-wo-call", label=_("Negotiated procedure without prior publication")),
    Choice(value="comp-dial", label=_("Competitive dialogue")),
    Choice(value="innovation", label=_("Innovation partnership")),
    Choice(value="comp-tend", label=_("Competitive tendering")),
    Choice(value="oth-single", label=_("Other procedure in one stage")),
    Choice(value="oth-mult", label=_("Other procedure in several stages")),
    Choice(value="exp-int-rail", label=_("Request for expressions of interest (rail)")),
)

CHANGED_PARTS = {
    "deadline": _("the deadline"),
    "questions": _("the last day for questions"),
    "value": _("the value"),
    "cpv": _("what is bought (CPV)"),
    "place": _("the place"),
    "lots": _("the lots"),
    "title": _("the title"),
    "description": _("the description"),
    "documents": _("the documents"),
    "submission": _("how tenders are submitted"),
    "buyer": _("the buyer"),
    "procedure": _("the procedure"),
    "result": _("the result"),
}

CHANGE_REASONS = {
    "cancel": _("The procurement is cancelled."),
    "cancel-intent": _("The buyer means to cancel the procurement."),
    "cor-buy": _("The buyer corrects a mistake."),
    "cor-esen": _("The sender corrects a mistake."),
    "cor-pub": _("The publisher corrects a mistake."),
    "info-release": _("Information that was withheld is published."),
    "susp-review": _("The procurement is suspended by a review."),
    "update-add": _("The buyer adds information or changes it."),
}

RESULTS = {
    "selec-w": _("A supplier was chosen"),
    "clos-nw": _("Ended without a supplier"),
    "open-nw": _("Not decided yet"),
}

END_REASONS = {
    "all-rej": _("all tenders were rejected"),
    "chan-need": _("the need has changed"),
    "ins-fund": _("the money did not suffice"),
    "no-rece": _("no tenders came in"),
    "no-signed": _("the winner did not sign"),
    "one-admi": _("only one tender could be accepted"),
    "rev-body": _("a review body decided so"),
    "rev-buyer": _("the buyer decided so after a request for review"),
    "tech-proc-error": _("the procurement had a technical fault"),
    "other": _("another reason"),
}
