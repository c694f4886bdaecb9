"""What blueprints tell the rest of the house."""

from typing import ClassVar
from uuid import UUID

from pydantic import Field

from utblick.bus.event import Event
from utblick.i18n import Msg, _


class BlueprintMade(Event, name="core.blueprint.made", key="blueprint_id"):
    """Our own way of working was taken out as a blueprint; it says what kinds of things the file holds."""

    says: ClassVar[Msg] = _("was made: version {release} of {blueprint}")
    blueprint_id: UUID
    blueprint: str = Field(examples=["nordanstig"])
    release: int
    digest: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    is_signed: bool
    plugins: tuple[str, ...] = Field(examples=[["evaluation", "twinning"]])
    roles: int
    parts: tuple[str, ...] = Field(examples=[["evaluation.goals"]])


class BlueprintInstalled(Event, name="core.blueprint.installed", key="blueprint_id"):
    """A blueprint was installed here; the number says how many of its steps changed something."""

    says: ClassVar[Msg] = _("was installed: version {release} of {blueprint}")
    blueprint_id: UUID
    blueprint: str = Field(examples=["nordanstig"])
    release: int
    digest: str = Field(examples=["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"])
    signer: str = Field(examples=["ed25519:UL95DkgYFZskB2vg46INM2b6ktfJVudExSvXLhtEgeY="])
    steps: int


EVENTS = (BlueprintMade, BlueprintInstalled)
