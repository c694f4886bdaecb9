"""What an installation can decide about notes."""

from pydantic import BaseModel, Field

from utblick.api import _


class SampleSettings(BaseModel):
    """How much is shown."""

    shown: int = Field(default=20, description=_("How many notes the page shows"))
