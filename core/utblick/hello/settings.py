"""What an installation can decide about greetings, the table ``[plugin.hello]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class HelloSettings(BaseModel):
    """The times after which things happen by themselves."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    missed_after_days: Annotated[
        int, Field(ge=0, le=365, description=_("Days after its day that a planned greeting counts as missed"))
    ] = 7
