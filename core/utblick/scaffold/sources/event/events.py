"""What the plugin tells the rest of the house: its public contract."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import Field

from utblick.api import Event, Msg, OrganisationId, _


class GadgetNoted(
    Event,
    name="sample.gadget.noted",
    key="gadget_id",
):
    """What has happened: say here, for all readers, when it is told."""

    says: ClassVar[Msg] = _("noted")

    gadget_id: UUID
    organisation_id: OrganisationId
    occasion: Annotated[str, Field(examples=["Invigning"])] = ""


EVENTS = (GadgetNoted,)
