"""What visits tell the rest of the house."""

from typing import ClassVar
from uuid import UUID

from utblick.api import Event, Msg, OrganisationId, _


class VisitHeld(Event, name="visits.visit.held", key="visit_id"):
    """A delegation has been here."""

    says: ClassVar[Msg] = _("took place")

    visit_id: UUID
    organisation_id: OrganisationId


EVENTS = (VisitHeld,)
