"""What an installation can decide about notes."""

from pydantic import BaseModel, Field


class SampleSettings(BaseModel):
    """How much is shown."""

    shown: int = Field(default=20, description="How many notes the page shows")
