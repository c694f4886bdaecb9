"""The kinds of sources, and how an intake stands, in words."""

from utblick.api import Choice, _
from utblick_tendering.models import IntakeState, SourceKind

SOURCE_KINDS = (
    Choice(value=SourceKind.UPLOAD, label=_("Files that are uploaded"), offered=False),
    Choice(value=SourceKind.FORM, label=_("Written by hand"), offered=False),
    Choice(value=SourceKind.FOLDER, label=_("A folder on the server")),
    Choice(value=SourceKind.TED, label=_("TED, the European notices")),
    Choice(value=SourceKind.FEED, label=_("A feed (RSS or Atom)")),
    Choice(value=SourceKind.TABLE, label=_("A table (CSV)")),
    Choice(value=SourceKind.PLAN, label=_("The municipality's procurement plan")),
    Choice(value=SourceKind.OCDS, label=_("Open contracting data (OCDS)")),
)

INTAKE_STATES = (
    Choice(value=IntakeState.WAITING, label=_("Waiting"), tone="info"),
    Choice(value=IntakeState.RUNNING, label=_("Being read"), tone="info"),
    Choice(value=IntakeState.DONE, label=_("Done"), tone="ok"),
    Choice(value=IntakeState.STOPPED, label=_("Stopped"), tone="warn"),
    Choice(value=IntakeState.FAILED, label=_("Failed"), tone="bad"),
)
