"""What an installation can decide about stories, the table ``[plugin.dissemination]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class DisseminationSettings(BaseModel):
    """Who approves a story, and for how long an organisation is asked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    second_person: Annotated[
        bool, Field(description=_("Whether a story is approved by somebody else than whoever wrote it last"))
    ] = True
    link_valid_days: Annotated[
        int, Field(ge=1, le=180, description=_("Days in which an organisation can answer about a text"))
    ] = 30
