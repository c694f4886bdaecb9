"""What every table of the settings is built on."""

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A table of the settings file: unknown keys are mistakes, not silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)
