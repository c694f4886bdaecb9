"""What a county can decide about its hub, the table ``[plugin.county_hub]``."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import _


class CountyHubSettings(BaseModel):
    """How many members must have a goal before they are compared, and when silence is worth a word."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    compare_from: Annotated[
        int, Field(ge=3, le=50, description=_("Members with the same goal before a median is shown"))
    ] = 3
    quiet_after_hours: Annotated[
        int, Field(ge=1, le=720, description=_("Hours without a word after which a member counts as quiet"))
    ] = 24
    places: Annotated[
        dict[str, tuple[float, float]],
        Field(description=_("Where members lie on the map: longitude and latitude, by municipality code")),
    ] = {}
