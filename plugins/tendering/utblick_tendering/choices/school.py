"""The modules of the tender school, and which of them helps against which reason for losing."""

from dataclasses import dataclass

from utblick.api import Choice, Msg, _
from utblick_tendering.models import EnrolmentState


@dataclass(frozen=True, slots=True)
class Module:
    """One part of the school: what it is called, and what the company can do after it."""

    key: str
    title: Msg
    after: Msg


MODULES = (
    Module(
        "find",
        _("Find"),
        _("Finds procurements that fit, sets a watch, and knows what a notice says and what it leaves out."),
    ),
    Module(
        "understand",
        _("Understand"),
        _("Reads procurement documents: what must be met, what gives points, how tenders are compared."),
    ),
    Module(
        "qualify",
        _("Qualify"),
        _("Shows that it meets the requirements: self-declaration, references, certificates, partners."),
    ),
    Module(
        "price", _("Price"), _("Reckons a price that can win and that it can live on for the whole term.")
    ),
    Module("write", _("Write"), _("Answers every requirement in its order, and hands in on time, complete.")),
    Module(
        "follow_up",
        _("Follow up"),
        _("Asks for the award decision, learns from it, and knows when and how it can be reviewed."),
    ),
)

BY_KEY = {module.key: module for module in MODULES}

AGAINST = {
    "price": "price",
    "quality": "write",
    "requirements": "qualify",
    "formal": "write",
    "references": "qualify",
    "capacity": "find",
    "no_winner": "find",
    "other": "follow_up",
    "unknown": "follow_up",
}
"""The module to take up after a loss, by its reason."""

ENROLMENT_STATES = (
    Choice(value=EnrolmentState.ENROLLED, label=_("Enrolled"), tone="mute"),
    Choice(value=EnrolmentState.STARTED, label=_("Under way"), tone="info"),
    Choice(value=EnrolmentState.PASSED, label=_("Completed"), tone="ok"),
    Choice(value=EnrolmentState.EXPIRED, label=_("Too long ago"), tone="warn"),
)
