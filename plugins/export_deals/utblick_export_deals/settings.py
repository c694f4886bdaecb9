"""What an installation can decide about export deals, the table ``[plugin.export_deals]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class ExportDealsSettings(BaseModel):
    """The times after which things happen by themselves."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stall_after_days: Annotated[
        int,
        Field(ge=7, le=730, description=_("Days without a change after which a lead is marked as stalled")),
    ] = 60
    link_valid_days: Annotated[
        int, Field(ge=1, le=180, description=_("Days that a company has to answer by its link"))
    ] = 30
    remind_before_days: Annotated[
        int,
        Field(ge=0, le=60, description=_("Days before the link expires when a reminder is sent; 0: never")),
    ] = 7
