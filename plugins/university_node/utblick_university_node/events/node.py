"""What is told of universities and their contacts, and of needs before they are assignments."""

from datetime import date
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, OrganisationId, RefTo, _

NeedId = Annotated[UUID, RefTo("university_node", "need")]


class CooperationSigned(Event, name="university_node.cooperation.signed", key="cooperation_id"):
    """The municipality and a university have signed an agreement of cooperation."""

    says: ClassVar[Msg] = _("was signed with the university")

    cooperation_id: UUID
    university_id: OrganisationId
    signed_on: date
    valid_until: date | None = None


class CooperationEnded(Event, name="university_node.cooperation.ended", key="cooperation_id"):
    """An agreement of cooperation with a university has come to its end."""

    says: ClassVar[Msg] = _("has ended")

    cooperation_id: UUID
    university_id: OrganisationId
    ended_on: date


class ContactLeft(Event, name="university_node.node_contact.left", key="contact_id"):
    """A university's contact for the node has left the role, and nobody has taken it over yet."""

    says: ClassVar[Msg] = _("has left the role; {open_assignments} open assignments need a new contact")

    contact_id: UUID
    university_id: OrganisationId
    open_assignments: int = Field(examples=[3])


class ContactReplaced(Event, name="university_node.node_contact.replaced", key="contact_id"):
    """A university's contact for the node has been replaced; what was open was handed over."""

    says: ClassVar[Msg] = _("was replaced; open assignments handed over: {open_assignments}")

    contact_id: UUID
    successor_id: Annotated[UUID, RefTo("university_node", "node_contact")]
    university_id: OrganisationId
    open_assignments: int = Field(examples=[3])


class NeedStated(Event, name="university_node.need.stated", key="need_id"):
    """A company, or a unit of the municipality, has said what it needs help with."""

    says: ClassVar[Msg] = _("was stated as a need")

    need_id: UUID
    organisation_id: OrganisationId
    wanted_when: str = Field(examples=["soon"])
    source: str = Field(examples=["company"])


class DraftChosen(Event, name="university_node.draft.chosen", key="draft_id"):
    """One of the suggested subjects of a need was chosen and became an assignment."""

    says: ClassVar[Msg] = _("was chosen among the suggested subjects")

    draft_id: UUID
    need_id: NeedId
    assignment_id: Annotated[UUID, RefTo("university_node", "assignment")]
    organisation_id: OrganisationId
    university_id: OrganisationId | None = None
